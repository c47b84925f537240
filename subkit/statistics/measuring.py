"""Measures one file's captions: each figure of each cue, and which cues are beyond which limit."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from subkit.captioning import check as house
from subkit.captioning.pauses import MARKED_FLOOR
from subkit.checking import spoken_in, structure
from subkit.checking.figures import measured
from subkit.errors import InputError
from subkit.language import Language
from subkit.reading_speed import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from subkit.model import Captions, Cue
    from subkit.profile import Profile
    from subkit.report import Finding
    from subkit.statistics.records import Name


class Measures(NamedTuple):
    """What is measured of one file.

    Attributes:
        profile: the house style as it is for the language.
        language: as `check` finds it.
        values: each figure, of each that has one.
        beyond: how many cues break each rule.
        cues: the cues.
        shown: for how long, in ms, a caption is shown.
    """

    profile: Profile
    language: str | None
    values: dict[Name, list[float]]
    beyond: dict[str, int]
    cues: tuple[Cue, ...]
    shown: int

    @classmethod
    def of(cls, captions: Captions, profile: Profile, language: str | None) -> Measures:
        """Measure captions.

        Raises:
            InputError: there are no cues.
            UnknownNameError: the language is none.
        """
        if not captions.cues:
            raise InputError("captions", "hold no cues to measure")
        tag, _ = spoken_in(captions, None, language)
        spoken = Language.load(tag)
        style = profile.for_language(spoken)
        cues = captions.cues
        findings = [*house.findings(_with_lines(cues), style, spoken), *structure.findings(cues, style)]
        return cls(style, tag, _values(cues, spoken), _cues_beyond(findings), cues, _shown(cues))


def _with_lines(cues: Sequence[Cue]) -> list[Cue]:
    return [cue if cue.lines else replace(cue, lines=("",)) for cue in cues]


def _values(cues: Sequence[Cue], language: Language) -> dict[Name, list[float]]:
    found = measured(cues, language)
    counts = [words(cue.lines) for cue in cues]
    return {
        "cps": found["cps"],
        "wpm": [
            round(60_000 * count / cue.duration, 1)
            for count, cue in zip(counts, cues, strict=True)
            if cue.duration > 0
        ],
        "duration": found["duration"],
        "gap": found["gap"],
        "line": found["line"],
        "lines": [float(len(cue.lines)) for cue in cues],
        "words": list(map(float, counts)),
        "pause": _pauses(cues),
    }


def _pauses(cues: Iterable[Cue]) -> list[float]:
    """The silences between words with times that are long enough to be called pauses, in ms."""
    spoken = [word for cue in cues for word in cue.words]
    silences = [
        float(following.start - word.end)
        for word, following in pairwise(spoken)
        if word.end is not None and following.start is not None
    ]
    return [silence for silence in silences if silence >= MARKED_FLOOR]


def _cues_beyond(findings: Iterable[Finding]) -> dict[str, int]:
    return Counter(rule for rule, _ in {(one.rule, one.cue) for one in findings})


def _shown(cues: Iterable[Cue]) -> int:
    """For how long a cue is shown, in ms; what overlaps counts once."""
    total = until = 0
    for cue in sorted(cues, key=lambda one: one.start):
        total += max(0, cue.end - max(cue.start, until))
        until = max(until, cue.end)
    return total
