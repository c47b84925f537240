"""The media that a job is about, as a user names it: a file here, or an address that the provider can fetch it from."""

from __future__ import annotations

import os
import stat
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from subkit.adapter import Source
from subkit.errors import InputError, ToolError, ToolMissingError
from subkit.jobs.addresses import checked
from subkit.jobs.file_names import file_name
from subkit.video import probe


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
    try:
        return probe(path).duration or None
    except (InputError, ToolError, ToolMissingError):
        return None
