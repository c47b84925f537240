"""Writes data to stdout, whole or with an error; a reader that has had enough ends the program quietly."""

from __future__ import annotations

import os
import sys

from subkit.cli.live_line import LiveLine
from subkit.cli.outputs import STDOUT
from subkit.errors import OutputError


def write(data: bytes) -> None:
    """Write bytes to stdout and see that they have left, or that their reader has had enough.

    Raises:
        OutputError: stdout is closed, or the device behind it is full.
    """
    if sys.stdout is None:
        raise OutputError("stdout", "is closed; use -o FILE")
    LiveLine.clear()
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        abandon()
    except OSError as error:
        abandon()
        raise OutputError("stdout", error.strerror or str(error)) from error


def put(data: bytes, place: str | None, *, overwrite: bool = True) -> None:
    """Write bytes to a file, whole or not at all, or to stdout (``-``, or ``None``).

    Raises:
        OutputError: they cannot be written.
    """
    from subkit.files import write_whole

    if place is None or place == STDOUT:
        write(data)
    else:
        write_whole(place, data, overwrite=overwrite)


def write_text(text: str) -> None:
    """Write text to stdout as UTF-8, whatever the locale; lone surrogates (odd file names) as escapes.

    Raises:
        OutputError: stdout is closed, or the device behind it is full.
    """
    write(text.encode("utf-8", "backslashreplace"))


def abandon() -> None:
    """Give up what is still unsent: the interpreter would try again at its end, fail, and complain."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
