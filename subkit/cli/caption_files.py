"""Reads captions that a command compares: a caption file, or stdin, whose format its first characters tell."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from subkit.cli.inputs import STDIN, shown
from subkit.errors import FormatError, InputError, UnknownNameError

if TYPE_CHECKING:
    from subkit.model import Captions


def captions_of(source: str) -> Captions:
    """The captions of a file, or of stdin (``-``); where no suffix says the format, its first characters do.

    Raises:
        InputError: it cannot be read, or holds no captions.
        FormatError: it breaks its format.
    """
    from subkit.formats import parse

    name = shown(source)
    captions = parse(*content_of(source), source=name)
    if not captions.cues:
        raise InputError(name, "holds no captions")
    return captions


def content_of(source: str) -> tuple[str, str]:
    """The text of a caption file, or of stdin, and the name of its format.

    Raises:
        InputError: it cannot be read.
        FormatError: it is not UTF-8.
    """
    from subkit.files import read_bytes, read_stream
    from subkit.formats import format_for

    if source == STDIN and sys.stdin is None:
        raise InputError("stdin", "is closed")
    name = shown(source)
    content = read_stream(sys.stdin.buffer, name) if source == STDIN else read_bytes(source)
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise FormatError(name, line, f"not UTF-8 (byte {content[error.start]:#04x})") from error
    try:
        form = format_for(source).name
    except UnknownNameError:
        form = _likely(text)
    return text, form


def _likely(text: str) -> str:
    start = text.removeprefix("\ufeff").lstrip()
    if start.startswith("WEBVTT"):
        return "vtt"
    return "json" if start.startswith("{") else "srt"
