"""YouTube's captions as its player gets them: ``json3`` of the timed text service, e.g. ``yt-dlp --sub-format json3``.

No page of YouTube's tells of it; read from what the service sends, as yt-dlp and others save it. Events of segments: a
segment of automatic captions is a word with its offset, one of people's captions a whole text. It is read here and not
among the formats of captions because its events overlap and roll as no cue should, while its words have the times that
captions can be cut by.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from subkit.model import Transcript
from subkit.report import RepairLog
from subkit.wording import parted
from subkit_adapters import clocks, heard
from subkit_adapters.clocks import Milliseconds

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from subkit.payload import Payload

_KEYS = ("tStartMs", "dDurationMs")
_SURE = 255  # of one byte


class _Segment(msgspec.Struct, gc=False):
    utf8: str = ""
    offset: Milliseconds | None = msgspec.field(default=None, name="tOffsetMs")
    confidence: float | None = msgspec.field(default=None, name="acAsrConf")


class _Event(msgspec.Struct, gc=False):
    start: Milliseconds | None = msgspec.field(default=None, name="tStartMs")
    duration: Milliseconds | None = msgspec.field(default=None, name="dDurationMs")
    segs: list[_Segment] = []


class _Track(msgspec.Struct, gc=False):
    events: list[_Event] = []


class _Piece(msgspec.Struct, gc=False):
    text: str
    start: int | None
    limit: int | None
    path: str
    confidence: float | None
    glued: bool


class YouTube:
    """Reads timed text; see `subkit.adapter.Adapter`."""

    name = "youtube"
    title = "YouTube json3"

    def recognises(self, payload: Payload) -> bool:
        """Whether the payload looks like timed text."""
        match payload.outline:
            case {"wireMagic": _, "events": list()}:
                return True
        return False

    def parse(self, payload: Payload, *, strict: bool = False, language: str | None = None) -> Transcript:
        """The transcript; timed text says neither language nor speakers.

        Raises:
            PayloadError: see `subkit.adapter.Adapter`.
        """
        track, repairs = payload.decode(_Track, strict=strict)
        log = RepairLog(payload.source, strict=strict, repairs=repairs)
        told = heard.segments(_heard(list(_pieces(track.events)), log), log, _KEYS)
        return Transcript(told, language=language, provider=self.name, repairs=tuple(log.repairs))


def _pieces(events: Sequence[_Event]) -> Iterator[_Piece]:
    """What has text, with when it begins and when its event ends."""
    for number, event in enumerate(events):
        start = clocks.of_milliseconds(event.start)
        length = clocks.of_milliseconds(event.duration)
        limit = None if start is None or length is None else start + length
        touching = False
        for place, segment in enumerate(event.segs):
            if segment.utf8.strip():
                offset = clocks.of_milliseconds(segment.offset) or 0
                begin = None if start is None else start + offset
                sure = None if not segment.confidence else heard.sure(segment.confidence / _SURE)
                glued = touching and not segment.utf8[0].isspace()
                path = f"$.events[{number}].segs[{place}]"
                yield _Piece(segment.utf8, begin, limit, path, sure, glued)
            touching = not segment.utf8[-1:].isspace() and segment.utf8 != ""


def _heard(pieces: Sequence[_Piece], log: RepairLog) -> Iterator[heard.Heard]:
    """The words: each lasts until the next one begins, or its event ends."""
    for place, piece in enumerate(pieces):
        end = piece.limit
        following = pieces[place + 1].start if place + 1 < len(pieces) else None
        if following is not None and piece.start is not None and following > piece.start:
            end = following if end is None else min(end, following)
        if len(parted(piece.text)) > 1:
            yield from heard.untimed(piece.text, (piece.start, end), piece.path, log)
        else:
            yield heard.Heard(
                piece.text.strip(),
                piece.start,
                end,
                piece.path,
                confidence=piece.confidence,
                glued=piece.glued,
            )


adapter = YouTube()
