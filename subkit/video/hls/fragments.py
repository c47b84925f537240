"""When fragmented MP4 begins, by its own boxes (ISO/IEC 14496-12), as players compute it.

ffprobe would tell it otherwise in two cases: it puts all frames later where offsets of frames are below zero, as in CMAF; and it
goes by edit lists that begin with an empty edit. CMAF (ISO/IEC 23000-19) has no such lists, though ffmpeg writes them; what is
built on Media Source Extensions (hls.js, Shaka) and ExoPlayer leave them out.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEAD = 8  # bytes: a box's size and name
_LARGE = 1  # the size that says that the size is behind the name, in 8 bytes
_DURATION, _SIZE, _FLAGS, _OFFSET = 0x100, 0x200, 0x400, 0x800
_DATA, _FIRST = 0x1, 0x4


class Track(NamedTuple):
    """A track, as the initialisation has it.

    Attributes:
        id: its number.
        handler: what it carries: ``vide``, ``soun``.
        timescale: its ticks a second.
        skipped: how many of them come before the presentation, by an edit list of one edit.
    """

    id: int
    handler: str
    timescale: int
    skipped: int


def beginning(data: bytes) -> Fraction | None:
    """When the first frame of the first track of pictures is shown, or else the first sound is heard, in seconds.

    Args:
        data: the initialisation, and the beginning of a segment behind it.

    Returns:
        ``None`` if this is no fragmented MP4.
    """
    tracks = [track for track in map(_track, _boxes(data, b"moov", b"trak")) if track]
    for handler in ("vide", "soun"):
        for track in tracks:
            if track.handler == handler and (time := _first_time(data, track)) is not None:
                return time
    return None


def _track(box: bytes) -> Track | None:
    head, media = _only(box, b"tkhd"), _only(box, b"mdia", b"mdhd")
    handler = _only(box, b"mdia", b"hdlr")
    if head is None or media is None or handler is None:
        return None
    timescale = _number(media, 20 if media[:1] == b"\1" else 12, 4)
    edits = _only(box, b"edts", b"elst") or b""
    wide = 8 if edits[:1] == b"\1" else 4
    skipped = _number(edits, _HEAD + wide, wide, signed=True)
    identifier = _number(head, 20 if head[:1] == b"\1" else 12, 4)
    return (
        Track(identifier, handler[8:12].decode("latin-1"), timescale, max(skipped, 0)) if timescale else None
    )


def _first_time(data: bytes, track: Track) -> Fraction | None:
    """When the first sample of a track is shown, in seconds; ``None`` if it has none here."""
    for fragment in _boxes(data, b"moof", b"traf"):
        head, begins, run = _only(fragment, b"tfhd"), _only(fragment, b"tfdt"), _only(fragment, b"trun")
        if head is None or begins is None or run is None or _number(head, 4, 4) != track.id:
            continue
        decoded = _number(begins, 4, 8 if begins[:1] == b"\1" else 4)
        return Fraction(decoded + _first_offset(run) - track.skipped, track.timescale)
    return None


def _first_offset(run: bytes) -> int:
    """From decoding to showing, of the first sample of a run (8.8.8)."""
    flags = _number(run, 1, 3)
    if not flags & _OFFSET:
        return 0
    place = 8 + sum([4 for flag in (_DATA, _FIRST, _DURATION, _SIZE, _FLAGS) if flags & flag])
    return _number(run, place, 4, signed=run[:1] == b"\1")


def _number(data: bytes, place: int, length: int, *, signed: bool = False) -> int:
    """A number at a place; 0 where the data are too short."""
    part = data[place : place + length]
    return int.from_bytes(part, "big", signed=signed) if len(part) == length else 0


def _only(data: bytes, *names: bytes) -> bytes | None:
    return next(_boxes(data, *names), None)


def _boxes(data: bytes, name: bytes, *inner: bytes) -> Iterator[bytes]:
    """The contents of all boxes of that name, or of those in them; the last one may be cut off."""
    place = 0
    while place + _HEAD <= len(data):
        head, size = _HEAD, _number(data, place, 4)
        if size == _LARGE:
            head, size = 2 * _HEAD, _number(data, place + _HEAD, 8)
        if size < head:
            return
        if data[place + 4 : place + _HEAD] == name:
            content = data[place + head : place + size]
            if inner:
                yield from _boxes(content, *inner)
            else:
                yield content
        place += size
