"""How loud a video is from moment to moment: the peaks that a waveform is drawn of."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from subkit.video.programs import ffmpeg, given, made_by_ffmpeg

if TYPE_CHECKING:
    from os import PathLike

MOST = 60_000
"""The most peaks of one file: twenty minutes in steps of 20 ms, ten hours in steps of 600."""

_STEP = 20  # ms
_RATE = 4000  # samples a second: enough for loudness, not for listening
_LOUDEST = 2**15


class Levels(Struct, frozen=True):
    """The loudest sample of each stretch of so many ms, from 0 for silence to 255."""

    step: int
    levels: bytes


def levels(path: str | PathLike[str], *, duration: int | None = None) -> Levels:
    """The peaks of a file's first sound, from the file's beginning.

    Args:
        path: the file; it has a sound.
        duration: how long it is, in ms, as `subkit.video.probe` tells; ``None`` for an unknown length.

    Raises:
        ToolError: ffmpeg is missing, or fails.
    """
    step = max(_STEP, -(-(duration or 0) // MOST))
    with tempfile.TemporaryDirectory(prefix="subkit-") as folder:
        raw = Path(folder, "sound.raw")
        wanted = ["-map", "0:a:0", "-vn", "-ac", "1", "-ar", str(_RATE), "-f", "s16le"]
        # The sound may begin after the picture: what is before it is silence.
        filters = ["-af", "aresample=async=1:first_pts=0"]
        ffmpeg(os.fspath(path), [*given(path), *filters, *wanted, raw.name], folder=folder)
        return Levels(step, _peaks(made_by_ffmpeg(raw, os.fspath(path)), _RATE * step // 1000))


def _peaks(raw: Path, count: int) -> bytes:
    """The peak of every so many samples of a file of 16 bits, read a stretch at a time."""
    found = bytearray()
    with raw.open("rb") as stream:
        while chunk := stream.read(2 * count * 4096):
            samples = memoryview(chunk[: len(chunk) // 2 * 2]).cast("h")
            found += bytes(
                [_level(samples[at : at + count]) for at in range(0, len(samples), count)],
            )
    return bytes(found)


def _level(samples: memoryview[int]) -> int:
    return min(255, max(abs(min(samples)), abs(max(samples))) * 256 // _LOUDEST)
