"""Whether captions keep the limits of a profile, counted from the captions themselves and the document's words.

Written apart from `subkit.captioning.check`, so that neither can hide a mistake of the other.
"""

from __future__ import annotations

import unicodedata
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.score import lost_words
from subkit.scoring.breaks import place, squeezed
from subkit.timecode import from_seconds

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from benchmarks.gold import Document
    from subkit.model import Cue
    from subkit.profile import Profile

_UNSEEN = frozenset({"Mn", "Me", "Cf", "Cc"})


class Conformance(NamedTuple):
    """What captions break; counts unless said otherwise. Adds up over documents with `total`.

    Attributes:
        cues: how many cues there are.
        lost, added: words that the captions lack, or have on top.
        cut: breaks inside a word.
        disorder: cues that start before the one before them, or end no later than they start.
        overlaps: cues that start before the one before them ends.
        long: lines over length that hold more than one word.
        excused: lines over length that are a single word.
        rows: cues with more lines than the profile has.
        pauses: cues that hold a pause of the profile's limit or more.
        mixed: cues with words of two speakers.
        late: the furthest, in ms, that an in-time lies from its first word (before it, if negative).
        moved: the same for first words that begin before the word before them ends: such times had to be repaired.
        trimmed: cues that end before their last word does.
        narrow: gaps under the minimum (touching or narrower).
        band: gaps inside the forbidden band.
        short, over: cues shown under the minimum or over the maximum duration.
        fast: cues over the reading speed.
        cps: every cue's reading speed, characters a second.
    """

    cues: int
    lost: int
    added: int
    cut: int
    disorder: int
    overlaps: int
    long: int
    excused: int
    rows: int
    pauses: int
    mixed: int
    late: int
    moved: int
    trimmed: int
    narrow: int
    band: int
    short: int
    over: int
    fast: int
    cps: tuple[float, ...]

    @property
    def median_cps(self) -> float:
        """The median reading speed."""
        return median(self.cps) if self.cps else 0.0

    @property
    def high_cps(self) -> float:
        """The reading speed that 95 % of the cues do not exceed."""
        return sorted(self.cps)[int(0.95 * (len(self.cps) - 1))] if self.cps else 0.0


def columns(text: str, language: str) -> float:
    """How long a text is: marks and controls uncounted; in Japanese, Chinese and Korean narrow characters are halves."""
    seen = [char for char in unicodedata.normalize("NFC", text) if unicodedata.category(char) not in _UNSEEN]
    base = language.split("-", maxsplit=1)[0]
    if base not in {"ja", "zh", "ko"}:
        return len(seen)
    full = "WF" if base == "ko" else "WFA"
    return sum(1 if unicodedata.east_asian_width(char) in full else 0.5 for char in seen)


def conformance(cues: Sequence[Cue], document: Document, profile: Profile) -> Conformance:
    """Counts the limits of the profile that the captions of a document break."""
    lost, added = lost_words(cues, [word.text for word in document.words], document.joiner)
    inside = _inside(cues, document, profile)
    gaps = [after.start - before.end for before, after in pairwise(cues)]
    low, high = profile.forbidden_gap or (0, 0)
    durations = [cue.end - cue.start for cue in cues]
    speeds = [_speed(cue, document.language) for cue in cues]
    rows = [
        row for cue in cues for row in cue.lines if columns(row, document.language) > profile.max_line_length
    ]
    single = _single_words(rows, document)
    return Conformance(
        cues=len(cues),
        lost=lost,
        added=added,
        cut=inside.cut,
        disorder=sum(b.start < a.start for a, b in pairwise(cues)) + sum(span <= 0 for span in durations),
        overlaps=sum(gap < 0 for gap in gaps),
        long=len(rows) - single,
        excused=single,
        rows=sum(len(cue.lines) > profile.max_lines for cue in cues),
        pauses=inside.pauses,
        mixed=inside.mixed,
        late=inside.late,
        moved=inside.moved,
        trimmed=inside.trimmed,
        narrow=sum(0 <= gap < profile.min_gap for gap in gaps),
        band=sum(low <= gap < high for gap in gaps),
        short=sum(span < profile.min_duration for span in durations),
        over=sum(span > profile.max_duration for span in durations),
        fast=sum(speed > (profile.max_cps or float("inf")) for speed in speeds),
        cps=tuple(speeds),
    )


def total(parts: Iterable[Conformance]) -> Conformance:
    """Conformance over several documents: sums, and the worst in-times."""
    columns_ = dict(zip(Conformance._fields, zip(*parts, strict=True), strict=True))
    sums = {name: sum(values) for name, values in columns_.items() if name not in {"late", "moved", "cps"}}
    cps = tuple(speed for speeds in columns_["cps"] for speed in speeds)
    worst = {name: max(columns_[name], key=abs) for name in ("late", "moved")}
    return Conformance(**sums, **worst, cps=cps)


class _Inside(NamedTuple):
    cut: int
    pauses: int
    mixed: int
    late: int
    moved: int
    trimmed: int


def _inside(cues: Sequence[Cue], document: Document, profile: Profile) -> _Inside:
    """What is seen only with the words beside the cues; all zero where they do not hold the same words."""
    placed = place(cues, [word.text for word in document.words])
    if placed is None:
        return _Inside(0, 0, 0, 0, 0, 0)
    pauses = mixed = trimmed = 0
    off = {False: 0, True: 0}
    for cue, (first, last) in zip(cues, placed.spans, strict=True):
        words = document.words[first : last + 1]
        pauses += any(from_seconds(b.start - a.end) >= profile.max_pause for a, b in pairwise(words))
        mixed += len({word.speaker for word in words}) > 1
        trimmed += cue.end < from_seconds(words[-1].end)
        collides = first > 0 and words[0].start < document.words[first - 1].end
        off[collides] = max(off[collides], cue.start - from_seconds(words[0].start), key=abs)
    return _Inside(placed.cut_words, pauses, mixed, off[False], off[True], trimmed)


def _speed(cue: Cue, language: str) -> float:
    shown = max(cue.end - cue.start, 1) / 1000
    return sum(columns(row.strip(), language) for row in cue.lines) / shown


def _single_words(rows: Sequence[str], document: Document) -> int:
    words = {squeezed(word.text) for word in document.words}
    return sum(squeezed(row) in words and not row.strip().count(" ") for row in rows)
