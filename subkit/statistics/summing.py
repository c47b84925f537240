"""Sums up what was measured, of one file or of several together."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from subkit.checking.figures import spread
from subkit.reading_speed import words
from subkit.statistics.histogram import histogram
from subkit.statistics.records import Coverage, Figure, Limit, Name, SpeakerShare, Statistics

if TYPE_CHECKING:
    from collections.abc import Sequence

    from subkit.statistics.measuring import Measures


class _Bound(NamedTuple):
    rule: str
    field: str
    side: Literal["least", "most"]


class _Kind(NamedTuple):
    title: str
    of: str
    step: int
    whole: bool = False
    bounds: tuple[_Bound, ...] = ()


_KINDS: dict[Name, _Kind] = {
    "cps": _Kind("characters a second", "cues", 1, bounds=(_Bound("reading-speed", "max_cps", "most"),)),
    "wpm": _Kind("words a minute", "cues", 5, bounds=(_Bound("words-per-minute", "max_wpm", "most"),)),
    "duration": _Kind(
        "duration, ms",
        "cues",
        100,
        bounds=(
            _Bound("min-duration", "min_duration", "least"),
            _Bound("max-duration", "max_duration", "most"),
        ),
    ),
    "gap": _Kind("gap, ms", "gaps", 10, bounds=(_Bound("gap", "min_gap", "least"),)),
    "line": _Kind(
        "line, characters", "lines", 1, whole=True, bounds=(_Bound("line-length", "max_line_length", "most"),)
    ),
    "lines": _Kind("lines a cue", "cues", 1, whole=True, bounds=(_Bound("lines", "max_lines", "most"),)),
    "words": _Kind("words a cue", "cues", 1, whole=True),
    "pause": _Kind("pause, ms", "pauses", 50, bounds=(_Bound("pause", "max_pause", "most"),)),
}
"""What is known of each figure; ``step`` is the least width of a bar, in its unit."""


def summed(measures: Sequence[Measures]) -> Statistics:
    """The figures of captions that were measured, one file's at least."""
    cues = sum(len(one.cues) for one in measures)
    figures = {name: _figure(name, measures, cues) for name in get_args(Name) if _has(name, measures)}
    return Statistics(
        profile=measures[0].profile.name,
        languages=tuple(sorted({one.language for one in measures if one.language})),
        cues=cues,
        lines=sum(len(cue.lines) for one in measures for cue in one.cues),
        words=sum(int(sum(one.values["words"])) for one in measures),
        coverage=_coverage(measures, cues),
        figures=figures,
        speakers=_speakers(measures, cues),
    )


def _has(name: Name, measures: Sequence[Measures]) -> bool:
    return any(one.values[name] for one in measures)


def _figure(name: Name, measures: Sequence[Measures], cues: int) -> Figure:
    kind = _KINDS[name]
    values = list(chain.from_iterable([one.values[name] for one in measures]))
    found = [_limit(bound, measures, cues) for bound in kind.bounds]
    limits = tuple([limit for limit in found if limit is not None])
    spreading = spread(values)
    drawn = [limit.value for limit in limits if limit.value is not None]
    return Figure(
        title=kind.title,
        of=kind.of,
        whole=kind.whole,
        count=len(values),
        spread=spreading,
        limits=limits,
        histogram=histogram(values, drawn, kind.step),
    )


def _limit(bound: _Bound, measures: Sequence[Measures], cues: int) -> Limit | None:
    """A limit that some file's house style has; 0 and ``None`` are none."""
    given = {getattr(one.profile, bound.field) or None for one in measures}
    if given == {None}:
        return None
    beyond = sum(one.beyond.get(bound.rule, 0) for one in measures)
    value = given.pop() if len(given) == 1 else None
    return Limit(rule=bound.rule, side=bound.side, value=value, cues=beyond, share=round(beyond / cues, 4))


def _coverage(measures: Sequence[Measures], cues: int) -> Coverage:
    spans = [max(cue.end for cue in one.cues) - min(cue.start for cue in one.cues) for one in measures]
    span = sum(max(0, one) for one in spans)
    shown = sum(one.shown for one in measures)
    return Coverage(
        span=span,
        shown=shown,
        share=round(shown / span, 4) if span > 0 else 0.0,
        cues_a_minute=round(60_000 * cues / span, 2) if span > 0 else 0.0,
    )


def _speakers(measures: Sequence[Measures], cues: int) -> tuple[SpeakerShare, ...]:
    found: dict[str | None, list[int]] = {}
    for cue in chain.from_iterable([one.cues for one in measures]):
        for label in cue.speakers or (cue.speaker,):
            row = found.setdefault(label, [0, 0, 0])
            row[0] += 1
            row[1] += words(cue.lines)
            row[2] += max(0, cue.duration)
    if set(found) <= {None}:
        return ()
    shares = [
        SpeakerShare(speaker=label, cues=row[0], words=row[1], shown=row[2], share=round(row[0] / cues, 4))
        for label, row in found.items()
    ]
    return tuple(sorted(shares, key=lambda one: (-one.shown, one.speaker or "")))
