"""The figures of captions as plain records, as JSON has them."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from subkit.checking.figures import Percentiles

Name = Literal["cps", "wpm", "duration", "gap", "line", "lines", "words", "pause"]


class Limit(Struct, frozen=True, kw_only=True):
    """A limit of the house style, and how many cues are beyond it, as `check` counts them.

    Attributes:
        rule: the rule that `check` tells them by.
        side: whether the limit is the ``least`` or the ``most``.
        value: the limit, in the figure's unit; ``None`` where several files have several.
        cues: how many cues are beyond it.
        share: their share of all cues, 0 to 1.
    """

    rule: str
    side: Literal["least", "most"]
    value: float | None
    cues: int
    share: float


class Histogram(Struct, frozen=True, kw_only=True):
    """How many of a figure lie where, in bars of one width.

    Attributes:
        first: where the first bar begins, in the figure's unit; each holds what is not less than its beginning and less
            than its end.
        width: of a bar.
        counts: how many are in each bar.
        below, above: how many are less than the first bar, or more than the last: figures that stand too far out to
            draw the rest beside them.
    """

    first: float
    width: float
    counts: tuple[int, ...]
    below: int = 0
    above: int = 0


class Figure(Struct, frozen=True, kw_only=True):
    """How one figure spreads.

    Attributes:
        title: what it is, with its unit.
        of: what has one each: ``cues``, ``lines``, ``gaps``, ``pauses``.
        whole: whether it is counted in whole numbers.
        count: how many there are.
        spread: the least, percentiles, the most, the mean.
        limits: what the house style allows.
        histogram: how many lie where.
    """

    title: str
    of: str
    whole: bool
    count: int
    spread: Percentiles
    limits: tuple[Limit, ...]
    histogram: Histogram


class Coverage(Struct, frozen=True, kw_only=True):
    """How much of the time captions are shown.

    Attributes:
        span: from the first in-time to the last out-time, in ms.
        shown: for how much of it a caption is shown, in ms; where cues overlap that counts once.
        share: shown of span, 0 to 1.
        cues_a_minute: how often a cue comes.
    """

    span: int
    shown: int
    share: float
    cues_a_minute: float


class SpeakerShare(Struct, frozen=True, kw_only=True):
    """What a speaker has of the captions; a cue that two share counts for both.

    Attributes:
        speaker: the label; ``None`` for cues of which nobody says who speaks.
        cues: how many cues.
        words: how many words are in them.
        shown: how long they are shown, in ms.
        share: of all cues, 0 to 1.
    """

    speaker: str | None
    cues: int
    words: int
    shown: int
    share: float


class Statistics(Struct, frozen=True, kw_only=True):
    """All figures of captions.

    Attributes:
        profile: the name of the house style.
        languages: the languages they were read in, as BCP 47 tags.
        cues, lines, words: how many there are.
        coverage: how much of the time something is shown.
        figures: by name, those of which there are any: ``cps``, ``wpm``, ``duration`` and ``gap`` (ms), ``line`` (its length),
            ``lines`` and ``words`` of a cue, ``pause`` (ms, where words have times).
        speakers: who has how much of it, the most first; empty where no cue says who speaks.
    """

    profile: str
    languages: tuple[str, ...]
    cues: int
    lines: int
    words: int
    coverage: Coverage
    figures: dict[Name, Figure]
    speakers: tuple[SpeakerShare, ...]

    def _repr_svg_(self) -> str:
        """What a notebook shows."""
        from subkit.statistics.svg import svg  # noqa: PLC0415 - for notebooks alone

        return svg("Captions", self)
