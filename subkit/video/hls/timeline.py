"""Where the segments of a stream lie in time: on the captions' clock, and on the stream's own."""

from __future__ import annotations

from fractions import Fraction
from itertools import accumulate
from typing import NamedTuple

from msgspec import Struct

from subkit import timecode

WRAP = 2**33
"""MPEG's clock of 90,000 ticks a second has 33 bits: it begins anew every 26.5 hours (ISO/IEC 13818-1)."""


class Slot(Struct, frozen=True, kw_only=True):
    """The time of one segment.

    Attributes:
        duration: in seconds, exactly.
        written: the duration as the playlist has it.
        discontinuity: whether the stream's clock begins anew here.
        date: when it was recorded, as the playlist has it.
    """

    duration: Fraction
    written: str
    discontinuity: bool = False
    date: str | None = None


class Anchor(NamedTuple):
    """What ``X-TIMESTAMP-MAP`` says: a time of the captions, in ms, and the stream's time then, in ticks of 33 bits."""

    local: int
    ticks: int

    def __str__(self) -> str:
        return f"X-TIMESTAMP-MAP=MPEGTS:{self.ticks},LOCAL:{timecode.clock(self.local)}"


class Timeline(Struct, frozen=True, kw_only=True):
    """The times of a stream's segments. The captions' zero is the beginning of the first.

    Attributes:
        slots: one for each segment, in order.
        beginnings: when each run of continuous times begins on the stream's clock, in ticks: the first segment, and each
            behind a discontinuity.
        sequence: the number of the first segment.
        discontinuities: how many discontinuities there were before it.
        drift: by how many seconds the durations, added up, say more than the media's own times do, where that is most.
    """

    slots: tuple[Slot, ...]
    beginnings: tuple[int, ...]
    sequence: int = 0
    discontinuities: int = 0
    drift: Fraction = Fraction(0)

    @property
    def edges(self) -> list[Fraction]:
        """When the segments begin on the captions' clock, in seconds, and when the last one ends."""
        return list(accumulate([slot.duration for slot in self.slots], initial=Fraction(0)))

    @property
    def bounds(self) -> list[Fraction]:
        """The edges in ms, as cues are sorted by them: at a discontinuity, the whole ms at which the clocks change."""
        breaks = [*[slot.discontinuity for slot in self.slots], False]
        return list(
            accumulate(
                [
                    Fraction(timecode.whole_from(edge)) if is_break else 1000 * edge
                    for edge, is_break in zip(self.edges, breaks, strict=True)
                ],
                max,
            )
        )

    @property
    def anchors(self) -> list[Anchor]:
        """The anchor of each segment: that of its run, where the captions' ms and the stream's ticks meet exactly."""
        found: list[Anchor] = []
        beginnings = iter(self.beginnings)
        for slot, edge in zip(self.slots, self.edges, strict=False):
            if found and not slot.discontinuity:
                found.append(found[-1])
                continue
            since = timecode.ticks(edge)
            local = timecode.of_ticks(since)
            found.append(Anchor(local, (next(beginnings) - since + 90 * local) % WRAP))
        return found
