"""Where a packager would cut a media file: at the first key frame of each six seconds or so, as ffmpeg and Apple's tools do."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from subkit import timecode
from subkit.errors import InputError
from subkit.video.hls.beginnings import of_file
from subkit.video.hls.timeline import WRAP, Slot, Timeline
from subkit.video.probe import probe
from subkit.video.programs import ffprobe, patience_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from subkit.video.probe import Stream

_LONG = 1800.0  # s: ffprobe goes through the whole file


def packaged(path: str, length: Fraction, *, patience: float | None = None) -> Timeline:
    """The segments of a media file.

    Args:
        path: the file.
        length: how long segments are meant to be, in seconds: each ends at the first key frame at a multiple of it, or behind
            one (sound can be cut anywhere).
        patience: seconds that ffprobe may take; by default what `subkit.video.programs` is told, or half an hour.

    Raises:
        InputError: it is no media file, or holds neither pictures nor sound.
        ToolMissingError: ffprobe is not installed.
        ToolTimeoutError: ffprobe did not end in time.
    """
    patience = patience_of(_LONG) if patience is None else patience
    found = probe(path)
    stream = found.video or found.audio
    if stream is None:
        raise InputError(path, "holds neither pictures nor sound")
    begins, end = _key_times(path, stream, patience)
    # Edges are rounded, not durations: so the sum of these never drifts.
    edges = [timecode.microseconds(edge) for edge in (*_cuts(begins, length), end)]
    slots = tuple([_slot(late - early) for early, late in pairwise(edges)])
    return Timeline(slots=slots, beginnings=(of_file(path, patience=patience) % WRAP,))


def _cuts(begins: Sequence[Fraction], length: Fraction) -> Iterator[Fraction]:
    """When segments begin, of the times at which they could."""
    number = 0
    for time in begins:
        if time - begins[0] >= number * length:
            number += 1
            yield time


def _key_times(path: str, stream: Stream, patience: float) -> tuple[list[Fraction], Fraction]:
    """When the key frames of a stream are shown, in seconds, and when its last frame ends."""
    asked = (
        "-select_streams",
        str(stream.index),
        "-show_entries",
        "packet=pts,duration,flags:stream=time_base",
    )
    printed = ffprobe(path, (*asked, "-of", "compact=p=0:nk=0"), patience=patience).decode("ascii", "replace")
    keys, end, base = [], -(2**63), Fraction(0)
    for line in printed.splitlines():
        told = dict(part.partition("=")[::2] for part in line.split("|"))
        if "time_base" in told:
            base = Fraction(told["time_base"])
        if not told.get("pts", "N/A").lstrip("-").isdecimal():
            continue
        time, lasts = int(told["pts"]), told.get("duration", "")
        end = max(end, time + (int(lasts) if lasts.isdecimal() else 0))
        if "K" in told.get("flags", ""):
            keys.append(time)
    if not keys or end <= min(keys):
        raise InputError(path, "has no frames whose times ffprobe can tell")
    return [key * base for key in sorted(keys)], end * base


def _slot(microseconds: int) -> Slot:
    whole, part = divmod(microseconds, 1_000_000)
    return Slot(duration=Fraction(microseconds, 1_000_000), written=f"{whole}.{part:06d}")
