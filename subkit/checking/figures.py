"""What captions are like as a whole: how many there are, how many break what, and how their speeds and lengths spread."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct

from subkit.captioning.width import cells_per_character, measure
from subkit.checking.rules import RULES, rule_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from subkit.language import Language
    from subkit.model import Cue
    from subkit.report import Finding


class Percentiles(Struct, frozen=True):
    """How a figure spreads: the least, the values that 5, 50, 95 and 99 of 100 do not exceed, the most, and the mean."""

    least: float
    p5: float
    median: float
    p95: float
    p99: float
    most: float
    mean: float


class Totals(Struct, frozen=True):
    """What there is, and what is broken.

    Attributes:
        cues: how many cues there are.
        lines: how many lines.
        hard: findings of hard rules.
        soft: findings of rules that are weighed.
        notes: notes on phrasing.
        avoidable: hard and soft findings that are proven to be avoidable.
        unavoidable: those that are proven not to be.
        unknown: those for which neither is proven.
        excess: by how many characters a second the cues over the reading speed exceed it on average.
    """

    cues: int
    lines: int
    hard: int
    soft: int
    notes: int
    avoidable: int
    unavoidable: int
    unknown: int
    excess: float


class Share(Struct, frozen=True):
    """How often a rule is broken.

    Attributes:
        rule: the rule.
        count: in how many places.
        share: of all cues, or for the ends of lines of all lines; 0 to 1.
        most: the share that people stay within; ``None`` where the rule has none.
    """

    rule: str
    count: int
    share: float
    most: float | None = None


def totals(cues: Sequence[Cue], findings: Sequence[Finding]) -> Totals:
    """The totals of captions and their findings."""
    kinds: Counter[str] = Counter()
    for rule, count in Counter([finding.rule for finding in findings]).items():
        kinds[rule_of(rule).kind] += count
    proven = [one for one in findings if one.avoidable is not None and rule_of(one.rule).kind != "note"]
    avoidable = sum([bool(one.avoidable) for one in proven])
    over = [one.value - one.limit for one in findings if one.rule == "reading-speed"]
    return Totals(
        cues=len(cues),
        lines=sum([len(cue.lines) for cue in cues]),
        hard=kinds["hard"],
        soft=kinds["soft"],
        notes=kinds["note"],
        avoidable=avoidable,
        unavoidable=len(proven) - avoidable,
        unknown=kinds["hard"] + kinds["soft"] - len(proven),
        excess=round(sum(over) / len(over), 2) if over else 0.0,
    )


def shares(cues: Sequence[Cue], findings: Sequence[Finding]) -> list[Share]:
    """How often each rule is broken, in the order of the rules; those that are not broken are left out."""
    counts = Counter([finding.rule for finding in findings])
    lines = sum([len(cue.lines) for cue in cues])
    of_lines = {"line-length", "line-end", "weak-line-end", "parted"}
    known = [name for name in RULES if name in counts]
    names = known + sorted(counts.keys() - RULES.keys())
    return [
        Share(
            name,
            counts[name],
            counts[name] / max(1, lines if name in of_lines else len(cues)),
            rule_of(name).most,
        )
        for name in names
    ]


def percentiles(cues: Sequence[Cue], language: Language) -> dict[str, Percentiles]:
    """How reading speed (``cps``), ``duration`` and ``gap`` (ms) and ``line`` length (characters) spread, where there are any."""
    return {name: spread(values) for name, values in measured(cues, language).items() if values}


def measured(cues: Sequence[Cue], language: Language) -> dict[str, list[float]]:
    """The figures themselves: ``cps`` of cues with time, ``duration`` of cues, ``gap`` between them, length of each ``line``."""
    cells = cells_per_character(language.counting)
    counting = language.counting
    widths = [
        [
            len(line) if line.isascii() and line.isprintable() else measure(line, counting)
            for line in cue.lines
        ]
        for cue in cues
    ]
    return {
        "cps": [
            round(1000 * sum(row) / cells / (cue.end - cue.start), 1)
            for row, cue in zip(widths, cues, strict=True)
            if cue.end > cue.start
        ],
        "duration": [float(cue.end - cue.start) for cue in cues],
        "gap": [float(b.start - a.end) for a, b in pairwise(cues)],
        "line": [width / cells for row in widths for width in row],
    }


def spread(values: list[float]) -> Percentiles:
    """How figures spread, of which there is one at least; they are sorted in place."""
    values.sort()
    top = len(values) - 1
    least, p5, median, p95, p99, most = (values[round(top * part)] for part in (0, 0.05, 0.5, 0.95, 0.99, 1))
    return Percentiles(least, p5, median, p95, p99, most, round(sum(values) / len(values), 2))
