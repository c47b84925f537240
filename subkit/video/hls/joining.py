"""WebVTT segments read and put together again, as a player does: the proof that a folder holds the captions it should."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from subkit.errors import FormatError
from subkit.files import read_bytes
from subkit.formats.vtt.blocks import Document
from subkit.video.hls.beginnings import located
from subkit.video.hls.playlist import parse
from subkit.video.hls.timeline import Slot, Timeline

if TYPE_CHECKING:
    from collections.abc import Sequence
    from os import PathLike

    from subkit.formats.vtt.blocks import RawCue
    from subkit.video.hls.playlist import MediaSegment

_MAP = re.compile(r"^X-TIMESTAMP-MAP=MPEGTS:(\d{1,10}),LOCAL:", re.MULTILINE)


def joined(path: str | PathLike[str]) -> list[RawCue]:
    """The cues of the segments of a playlist, each once, in the order of the file they were cut from.

    Args:
        path: the playlist of WebVTT segments.

    Raises:
        InputError: the playlist or a segment cannot be read.
        FormatError: a segment has no time map, lacks a cue that it touches, or holds one that it does not.
    """
    name = str(path)
    playlist = parse(read_bytes(name).decode("utf-8", "replace"), name)
    texts = [_text(segment, name) for segment in playlist.segments]
    slots = tuple(
        [
            Slot(duration=one.duration, written=one.extinf, discontinuity=at > 0 and one.discontinuity)
            for at, one in enumerate(playlist.segments)
        ]
    )
    return together(texts, Timeline(slots=slots, beginnings=()), name)


def together(texts: Sequence[str], timeline: Timeline, source: str) -> list[RawCue]:
    """The cues of segments, each once.

    Args:
        texts: the segments, in order.
        timeline: when they are shown.
        source: what messages call them.

    Raises:
        FormatError: as `joined` has it.
    """
    bounds = timeline.bounds
    cues: list[RawCue] = []
    lasting: list[RawCue] = []
    for number, text in enumerate(texts):
        held = _cues(text, source, number)
        begun = held[len(lasting) :]
        if held[: len(lasting)] != lasting or any(cue.start < bounds[number] for cue in begun):
            raise FormatError(source, 0, f"segment {number}: other cues last into it than begin before it")
        if any(cue.start >= bounds[number + 1] for cue in begun):
            raise FormatError(source, 0, f"segment {number}: holds a cue that begins behind it")
        cues += begun
        lasting = [cue for cue in held if cue.end > bounds[number + 1]]
    return cues


def _text(segment: MediaSegment, playlist: str) -> str:
    return read_bytes(located(segment.media, playlist, segment.line)).decode("utf-8", "replace")


def _cues(text: str, source: str, number: int) -> list[RawCue]:
    """The cues of a segment; where they stand in it does not count."""
    if not _MAP.search(text.partition("\n\n")[0]):
        raise FormatError(source, 0, f"segment {number}: has no X-TIMESTAMP-MAP")
    return [cue._replace(line=0) for cue in Document(text).cues]
