"""Shares of cues that keep every limit of a profile at once, and of cues of an ugly shape.

The rules are those of the trade's check lists. A cue keeps the **hard** limits if

- it ends after it begins, begins no earlier than the cue before it, and neither overlaps (order);
- no line is longer than the profile has it, a single over-long word excused (length), and it has no more lines (lines);
- it is shown for the minimum duration and no longer than the maximum (short, over);
- its reading speed is no higher than the profile's (fast). The speech itself can be that fast, and then no cut helps: the share
  without this rule is given beside.

It keeps **all** limits if besides

- the gap behind it is neither under the minimum nor in the forbidden band (gap);
- no pause of the profile's limit stands inside (pause);
- it begins no more than ``early`` before or ``late`` after its first word (start);
- it covers its last word to the end, or, with the policy ``trim``, all but ``max_trim`` of it (end).
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.conformance import columns
from subkit.language import Language
from subkit.scoring.breaks import place
from subkit.timecode import from_seconds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.gold import Document
    from subkit.model import Cue
    from subkit.profile import Profile

FAST = {"fast"}
HARD = {"order", "length", "lines", "short", "over"} | FAST
LOPSIDED = 0.5


class Kept(NamedTuple):
    """Counts of cues; adds up over documents.

    Attributes:
        cues: how many cues there are.
        hard: those that keep the hard limits.
        unhurried: those that keep the hard limits but perhaps the reading speed.
        all: those that keep all limits.
        broken: by rule, the cues that break it.
    """

    cues: int
    hard: int
    unhurried: int
    all: int
    broken: Counter[str]


class Shapes(NamedTuple):
    """Counts of cues of two lines or more; adds up over documents.

    Attributes:
        pairs: how many there are.
        needless: those whose text would fit one line.
        lopsided: those with a line under half of another.
    """

    pairs: int
    needless: int
    lopsided: int


def kept(cues: Sequence[Cue], document: Document, profile: Profile) -> Kept:
    """Counts the cues of a document that keep the limits of a profile, by the rules above."""
    placed = place(cues, [word.text for word in document.words])
    spans = placed.spans if placed else [None] * len(cues)
    before, after = [None, *cues[:-1]], [*cues[1:], None]
    rules = [
        _broken(cue, neighbours, document, profile)
        | (_heard(cue, span, document, profile) if span else set())
        for cue, neighbours, span in zip(cues, zip(before, after, strict=False), spans, strict=True)
    ]
    return Kept(
        len(cues),
        sum(not broken & HARD for broken in rules),
        sum(not broken & (HARD - FAST) for broken in rules),
        sum(not broken for broken in rules),
        Counter(rule for broken in rules for rule in broken),
    )


def shapes(cues: Sequence[Cue], document: Document, profile: Profile) -> Shapes:
    """Counts the cues of two lines or more whose shape an editor would mend; a label is shown where the speaker changes."""
    limit = profile.for_language(Language.load(document.language)).max_line_length
    rows = [
        ([columns(line, document.language) for line in cue.lines], _label(cue, before))
        for cue, before in zip(cues, [None, *cues[:-1]], strict=True)
        if len(cue.lines) > 1
    ]
    seam = len(document.joiner)
    return Shapes(
        len(rows),
        sum(label + sum(row) + seam * (len(row) - 1) <= limit for row, label in rows),
        sum(min(row) < LOPSIDED * max(row) for row, _ in rows),
    )


def _label(cue: Cue, before: Cue | None) -> int:
    shown = cue.speaker and (before is None or before.speaker != cue.speaker)
    return len(f"{cue.speaker}: ") if shown else 0


def _broken(
    cue: Cue, neighbours: tuple[Cue | None, Cue | None], document: Document, profile: Profile
) -> set[str]:
    """The rules that can be seen from the cues alone."""
    before, after = neighbours
    duration = cue.end - cue.start
    widths = [columns(line.strip(), document.language) for line in cue.lines]
    gap = after.start - cue.end if after else None
    low, high = profile.forbidden_gap or (0, 0)
    rules = {
        "order": duration <= 0
        or (after is not None and after.start < cue.end)
        or (before is not None and (cue.start < before.start or cue.start < before.end)),
        "length": any(
            width > profile.max_line_length and " " in line.strip()
            for width, line in zip(widths, cue.lines, strict=True)
        ),
        "lines": len(cue.lines) > profile.max_lines,
        "short": duration < profile.min_duration,
        "over": duration > profile.max_duration,
        "fast": profile.max_cps is not None and sum(widths) * 1000 > profile.max_cps * duration,
        "gap": gap is not None and (0 <= gap < profile.min_gap or low <= gap < high),
    }
    return {rule for rule, is_broken in rules.items() if is_broken}


def _heard(cue: Cue, span: tuple[int, int], document: Document, profile: Profile) -> set[str]:
    """The rules that need the times of the words."""
    words = document.words[span[0] : span[1] + 1]
    start, end = from_seconds(words[0].start), from_seconds(words[-1].end)
    trim = profile.max_trim if profile.gap_policy == "trim" else 0
    rules = {
        "pause": any(from_seconds(b.start - a.end) >= profile.max_pause for a, b in pairwise(words)),
        "start": not start - profile.early <= cue.start <= start + profile.late,
        "end": end - cue.end > trim,
    }
    return {rule for rule, is_broken in rules.items() if is_broken}
