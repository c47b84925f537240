"""The video of a review page: embedded where it is small, beside the page or served where it is large."""

from __future__ import annotations

import base64
import mimetypes
import os
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from subkit.errors import InputError
from subkit.files import read_bytes
from subkit.review.contents import Film, Waveform
from subkit.video.probe import probe
from subkit.video.waveform import levels

if TYPE_CHECKING:
    from subkit.review.contents import FilmKind
    from subkit.video.probe import Probe

EMBEDDED = 20_000_000
"""The largest video that is put into a page, in bytes: browsers keep such a page in memory twice."""


def film_of(path: str, *, folder: str | None = None, largest: int = EMBEDDED) -> Film:
    """A video for a page that is written to a folder.

    Args:
        path: the video, or sound alone.
        folder: where the page will lie; ``None`` for nowhere, so that the video is embedded whatever its size.
        largest: the largest that is embedded, in bytes.

    Raises:
        InputError: it cannot be read, or is no video.
        ToolError: ffmpeg or ffprobe is missing or fails.
    """
    known = _probed(path)
    if folder is None or known.size <= largest:
        content = base64.b64encode(read_bytes(path)).decode()
        return _film(path, known, "embedded", f"data:{media_type(path, known)};base64,{content}")
    return _film(
        path, known, "beside", quote(os.path.relpath(os.path.realpath(path), os.path.realpath(folder)))
    )


def served_film(path: str, address: str) -> Film:
    """A video for a page that is served, at an address of the server.

    Raises:
        InputError, ToolError: as `film_of`.
    """
    return _film(path, _probed(path), "served", address)


def media_type(path: str, known: Probe | None = None) -> str:
    """The media type of a file, by its suffix, and where that says nothing by whether it has a picture."""
    told = mimetypes.guess_type(path)[0] or ""
    if told.startswith(("video/", "audio/")):
        return told
    return "audio/mp4" if known is not None and known.video is None else "video/mp4"


def _probed(path: str) -> Probe:
    known = probe(path)
    if known.video is None and known.audio is None:
        raise InputError(path, "holds neither a picture nor a sound")
    return known


def _film(path: str, known: Probe, kind: FilmKind, address: str) -> Film:
    rate = known.frame_rate
    return Film(
        name=Path(path).name,
        address=address,
        kind=kind,
        duration=known.duration,
        frame_rate=None if rate is None else float(rate),
        picture=known.video is not None,
        waveform=_waveform(path, known),
    )


def _waveform(path: str, known: Probe) -> Waveform | None:
    if known.audio is None:
        return None
    found = levels(path, duration=known.duration)
    return Waveform(found.step, base64.b64encode(found.levels).decode())
