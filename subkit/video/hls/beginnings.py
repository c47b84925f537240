"""When a stream begins on its own clock: the first times of segments, as ffprobe reads them, in ticks of 90,000 a second.

Captions count from the first frame of the picture, as everywhere (`subkit.video.zero`); without pictures, from the first sound.
"""

from __future__ import annotations

import os
import re
import tempfile
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import msgspec

from subkit import timecode
from subkit.errors import InputError, ToolError
from subkit.files import reason_of
from subkit.video.hls.fragments import beginning
from subkit.video.hls.playlist import runs
from subkit.video.programs import ffprobe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from subkit.video.hls.playlist import MediaSegment, Playlist, Resource

_ASKED = (
    "-show_entries",
    "stream=codec_type,time_base,start_pts:stream_disposition=attached_pic",
    "-of",
    "json",
)
_OPAQUE = "AES-128"
_CHUNK = 2**20
_MOST_BOXES = 2**22  # bytes: those before the first frame
# Sound without a container tells its time in a private frame of ID3 (RFC 8216, 3.4): 33 bits in 8 bytes.
_PACKED = re.compile(rb"com\.apple\.streaming\.transportStreamTimestamp\0(.{8})", re.DOTALL)


class _Stream(msgspec.Struct):
    codec_type: str = ""
    time_base: str = "0/1"
    start_pts: int | None = None
    disposition: dict[str, int] = {}


class _Told(msgspec.Struct):
    streams: list[_Stream] = []


def beginnings(playlist: Playlist, path: str, *, patience: float | None = None) -> tuple[int, ...]:
    """When each run of continuous times begins; only the first segment of each is read.

    Args:
        playlist: what the file says.
        path: the file; nothing outside its folder is read.
        patience: seconds that ffprobe may take for each; by default as `subkit.video.programs` has it.

    Raises:
        InputError: a segment is missing, encrypted, on the network or in another folder, or has no times.
        ToolMissingError: ffprobe is not installed.
        ToolTimeoutError: ffprobe did not end in time.
    """
    return tuple(
        [beginning_of(playlist.segments[at], path, patience=patience) for at in runs(playlist.segments)]
    )


def of_file(path: str, *, named: str = "", patience: float | None = None) -> int:
    """When a media file begins.

    Args:
        path: the file.
        named: what messages call it, if not by its path.
        patience: seconds that ffprobe may take; by default as `subkit.video.programs` has it.

    Raises:
        InputError: ffprobe finds neither picture nor sound in it.
        ToolMissingError: ffprobe is not installed.
        ToolTimeoutError: ffprobe did not end in time.
    """
    name = named or path
    try:
        told = msgspec.json.decode(ffprobe(path, _ASKED, patience=patience), type=_Told)
    except ToolError as error:
        if type(error) is not ToolError:
            raise
        reason = error.reason.replace(f"{os.path.abspath(path)}: ", "")  # noqa: PTH100 - as ffprobe was given it
        raise InputError(name, f"is no media that ffprobe can read ({reason})") from error
    except msgspec.DecodeError as error:
        raise InputError(name, f"ffprobe tells of it what cannot be read ({error})") from error
    found = _first(told, "video")
    if found is None:
        found = _packed(path)
    if found is None:
        found = _first(told, "audio")
    if found is None:
        raise InputError(
            name, "holds neither pictures nor sound with times; say when it begins with --first-pts"
        )
    return found


def _first(told: _Told, kind: str) -> int | None:
    times = [
        timecode.ticks(stream.start_pts * Fraction(stream.time_base))
        for stream in told.streams
        if stream.codec_type == kind
        and stream.start_pts is not None
        and not stream.disposition.get("attached_pic")
    ]
    return min(times, default=None)


def _packed(path: str) -> int | None:
    """The time that sound without a container tells of itself."""
    with Path(path).open("rb") as stream:
        head = stream.read(4096)
    match = _PACKED.search(head) if head.startswith(b"ID3") else None
    return int.from_bytes(match[1], "big") if match else None


def of_parts(parts: Sequence[tuple[Resource, str]], *, patience: float | None = None) -> int:
    """When a segment begins.

    Args:
        parts: its initialisation, if it needs one, and its bytes, each with the file that holds them.
        patience: seconds that ffprobe may take; by default as `subkit.video.programs` has it.

    Raises:
        InputError: a file is shorter than is said, or there are neither picture nor sound in it.
        ToolMissingError: ffprobe is not installed.
        ToolTimeoutError: ffprobe did not end in time.
    """
    file = parts[-1][1]
    # A segment of fMP4 can be read behind its initialisation only, and a range of bytes only apart from the others.
    with tempfile.TemporaryDirectory(prefix="subkit-") as folder:
        whole = Path(folder, f"segment{Path(file).suffix}")
        _join(parts, whole)
        with whole.open("rb") as stream:
            time = beginning(stream.read(_MOST_BOXES))
        return of_file(str(whole), named=file, patience=patience) if time is None else timecode.ticks(time)


def beginning_of(segment: MediaSegment, path: str, *, patience: float | None = None) -> int:
    """When a segment of a playlist begins; as `beginnings` has it."""
    if segment.method == _OPAQUE:
        reason = (
            f"line {segment.line}: is encrypted, and when it begins cannot be read; say it with --first-pts"
        )
        raise InputError(path, reason)
    parts = [part for part in (segment.header, segment.media) if part]
    files = [located(part, path, segment.line) for part in parts]
    if len(parts) == 1 and parts[0].length is None:
        return of_file(files[0], patience=patience)
    return of_parts(list(zip(parts, files, strict=True)), patience=patience)


def _join(parts: Sequence[tuple[Resource, str]], whole: Path) -> None:
    """Copy the bytes of resources into one file.

    Raises:
        InputError: a file is shorter than the playlist says, or cannot be read.
    """
    with whole.open("wb") as joined:
        for part, file in parts:
            try:
                with Path(file).open("rb") as stream:
                    stream.seek(part.start)
                    left = Path(file).stat().st_size - part.start if part.length is None else part.length
                    while left > 0 and (chunk := stream.read(min(_CHUNK, left))):
                        left -= len(chunk)
                        joined.write(chunk)
            except (OSError, ValueError) as error:
                raise InputError(file, reason_of(error)) from error
            if left > 0:
                raise InputError(file, "is shorter than the playlist says")


def located(resource: Resource, path: str, line: int) -> str:
    """The file that a playlist or a manifest names.

    Args:
        resource: what it names.
        path: the playlist.
        line: where it does so.

    Raises:
        InputError: it lies on the network or outside the playlist's folder, or is not there.
    """
    uri = resource.uri
    away = (
        f"line {line}: {uri[:80]} lies outside the folder; it is not read (--first-pts says when it begins)"
    )
    if "{$" in uri:
        raise InputError(path, f"line {line}: {uri[:80]} has a variable; say when it begins with --first-pts")
    if "\0" in unquote(uri) or re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", uri) or uri.startswith(("/", "\\")):
        raise InputError(path, away)
    folder = os.path.dirname(path)  # noqa: PTH120 - pathlib raises where a name is too long, or links point at each other
    inside = os.path.join(os.path.realpath(folder), "")  # noqa: PTH118 - as above
    # Packagers write names as they are, though they should write them as addresses.
    for name in dict.fromkeys([uri, unquote(urlsplit(uri).path)]):
        file = os.path.join(folder, name)  # noqa: PTH118 - as above
        if not os.path.realpath(file).startswith(inside):
            raise InputError(path, away)
        if os.path.isfile(file):  # noqa: PTH113 - as above
            return file
    raise InputError(path, f"line {line}: {uri[:80]} is not there; say when it begins with --first-pts")
