"""The media that a job is about, as a user names it: a file here, or an address that the provider can fetch it from."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from subkit import timecode
from subkit.adapter import Source
from subkit.errors import InputError
from subkit.jobs.addresses import checked
from subkit.jobs.file_names import file_name

_PATIENCE = 60  # seconds: ffprobe reads a file's head, or its end


def source_of(text: str, *, loopback: bool = False) -> Source:
    """The media of that path or https address; a file's duration is asked of ffprobe, if it is installed.

    Args:
        text: what the user gave.
        loopback: allow addresses of this machine, for a stand-in of the provider.

    Raises:
        InputError: there is no such file.
        AddressError: the address may not be handed on.
    """
    if "://" in text:
        checked(text, loopback=loopback)
        name = file_name(unquote(PurePosixPath(urlsplit(text).path).name), "media")
        return Source(name, url=text)
    path = Path(text)
    try:
        found = path.is_file()
    except (OSError, ValueError):
        found = False
    if not found:
        raise InputError(text, "is a folder" if path.is_dir() else "no such file")
    return Source(path.name, path=path, duration=duration(path))


def duration(path: Path) -> int | None:
    """How long the media is, in ms; ``None`` if ffprobe is not installed or cannot tell."""
    program = shutil.which("ffprobe")
    if program is None:
        return None
    # The protocols are limited because a playlist may name what lies elsewhere; "file:" keeps a name from being read as one.
    asked = ["-v", "error", "-protocol_whitelist", "file,pipe", "-show_entries", "format=duration"]
    try:
        done = subprocess.run(  # noqa: S603 - a list of arguments, no shell
            [program, *asked, "-of", "csv=p=0", f"file:{path}"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
        )
        seconds = float(done.stdout)
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return None
    return timecode.from_seconds(seconds) if seconds > 0 and timecode.is_time(seconds) else None
