"""Finds the shot changes of a video by ffmpeg's scene filter; times in ms from the beginning of the media."""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from subkit import timecode
from subkit.errors import InputError
from subkit.video.probe import probe
from subkit.video.programs import ffmpeg, given, made_by_ffmpeg

if TYPE_CHECKING:
    from collections.abc import Callable
    from os import PathLike

THRESHOLD = 10.0
"""How different two pictures are that a cut parts, of 100: what ffmpeg's filter ``scdet`` takes by itself."""

# The filter's own clock text has six digits, which after 1,000 s are no frames any more: its ticks are counted instead.
_FILTERS = (
    "scale=320:-2,settb=1/1000000,scdet=threshold={:g},metadata=print:key=lavfi.scd.time:file=shots.txt"
)
_FRAME = re.compile(r"^frame:\d+ +pts:(\d+)", re.MULTILINE)
_TICKS = 1_000_000


def detect_shots(
    path: str | PathLike[str],
    *,
    threshold: float = THRESHOLD,
    patience: float | None = None,
    on_time: Callable[[int], None] | None = None,
) -> tuple[int, ...]:
    """The times of the first frames of new shots, in ms, ascending; the beginning is none.

    It looks at every frame, made small: about a hundred times as fast as the video plays. A fade or a dissolve is no cut, a
    flash may be taken for one.

    Args:
        path: the video.
        threshold: how different two pictures have to be, from 0 to 100; ffmpeg's manual advises 8 to 14.
        patience: seconds that ffmpeg may get no further; by default a minute.
        on_time: is told how far it is, in ms.

    Raises:
        InputError: there is no such file, or no moving picture in it.
        ToolMissingError, ToolError, ToolTimeoutError: ffmpeg is not installed, failed, or hung.
    """
    name = os.fspath(path)
    video = probe(name).video
    if video is None:
        raise InputError(name, "holds no moving picture, so no shot changes")
    with tempfile.TemporaryDirectory(prefix="subkit-") as folder:
        chosen = ("-map", f"0:{video.index}", "-vf", _FILTERS.format(threshold), "-f", "null", "-")
        ffmpeg(name, [*given(name), *chosen], folder=folder, patience=patience, on_time=on_time)
        told = made_by_ffmpeg(Path(folder, "shots.txt"), name).read_text("ascii")
    return tuple(timecode.from_seconds(int(ticks) / _TICKS) for ticks in _FRAME.findall(told) if int(ticks))
