"""The media that a job is about, as a user names it: a file here, or an address that the provider can fetch it from."""

from __future__ import annotations

import os
import shutil
import stat
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
        InputError: there is no such file, or nothing in it that could be sent.
        AddressError: the address may not be handed on.
    """
    if "://" in text:
        checked(text, loopback=loopback)
        name = file_name(unquote(PurePosixPath(urlsplit(text).path).name), "media")
        return Source(name, url=text)
    problem = _problem(text)
    if problem:
        raise InputError(text or "''", problem)
    path = Path(text)
    return Source(path.name, path=path, duration=duration(path))


def _problem(text: str) -> str:
    """Why a path names no media that can be sent; empty if it does. What is empty would be paid for like any other."""
    try:
        found = os.stat(text)  # noqa: PTH116 - Path("") is the current folder
    except FileNotFoundError:
        return "no such file; media cannot come from stdin" if text == "-" else "no such file"
    except OSError as error:
        return (error.strerror or str(error)).lower()
    except ValueError:
        return "no such file"
    if stat.S_ISDIR(found.st_mode):
        return "is a folder"
    if not stat.S_ISREG(found.st_mode):
        return "is a device or a pipe, and media are read more than once; save it as a file"
    return "" if found.st_size else "is empty"


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
