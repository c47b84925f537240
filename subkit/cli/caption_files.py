"""Reads captions that a command takes: a caption file, or stdin, whose format its first characters tell."""

from __future__ import annotations

import re
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from subkit.cli.inputs import STDIN, shown
from subkit.errors import FormatError, InputError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from subkit.model import Captions

_OF_OTHER_SHAPE = ("no subkit document: Object missing", "no subkit document: Expected")
_ours = re.compile(r'"format"\s*:\s*"subkit"')


def captions_of(source: str) -> Captions:
    """The captions of a file, or of stdin (``-``); where no suffix says the format, its first characters do.

    Raises:
        InputError: it cannot be read, or holds no captions.
        FormatError: it breaks its format.
    """
    return captions_in(*content_of(source), shown(source))


def captions_in(text: str, form: str, name: str) -> Captions:
    """The captions that a text of a format holds, one at least.

    Raises:
        InputError: it holds none.
        FormatError: it breaks its format.
    """
    captions = parsed(text, form, name)
    if not captions.cues:
        raise InputError(name, "holds no captions")
    return captions


def parsed(text: str, form: str, name: str) -> Captions:
    """The captions that a text of a format holds; a provider's result is told from subkit's own JSON.

    Raises:
        FormatError: it breaks its format.
    """
    from subkit.formats import parse
    from subkit.model import Captions

    if not text.strip("\ufeff \t\r\n"):
        return Captions(())
    try:
        return parse(text, form, source=name)
    except FormatError as error:
        if form == "json" and error.reason.startswith(_OF_OTHER_SHAPE) and not _ours.search(text):
            reason = "holds no captions of subkit's; of a provider's result 'subkit convert' makes some"
            raise FormatError(name, 0, reason) from error
        raise


@contextmanager
def blamed(name: str) -> Iterator[None]:
    """What is said of ``captions`` within is said of the file that they are from."""
    try:
        yield
    except InputError as error:
        if error.source != "captions":
            raise
        raise InputError(name, error.reason) from error


def content_of(source: str, *, otherwise: str = "srt") -> tuple[str, str]:
    """The text of a caption file, or of stdin, and the name of its format.

    Args:
        source: a path, or ``-``.
        otherwise: the format of a text without suffix that does not look like any.

    Raises:
        InputError: it cannot be read.
        FormatError: it is not UTF-8.
    """
    from subkit.files import read_bytes, read_stream
    from subkit.formats import decoded, format_for

    if source == STDIN and sys.stdin is None:
        raise InputError("stdin", "is closed")
    name = shown(source)
    content = read_stream(sys.stdin.buffer, name) if source == STDIN else read_bytes(source)
    text = decoded(content, name)
    try:
        form = format_for(source).name
    except UnknownNameError:
        form = _likely(text) or otherwise
    return text, form


def _likely(text: str) -> str | None:
    start = text.removeprefix("\ufeff").lstrip()
    if start.startswith("WEBVTT"):
        return "vtt"
    if start.startswith("{"):
        return "json"
    return "srt" if " --> " in start[:200] else None
