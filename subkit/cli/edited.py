"""Reads a text that was edited: captions of any format, or plain text."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from subkit.cli.inputs import STDIN, shown
from subkit.errors import InputError, UnknownNameError

if TYPE_CHECKING:
    from subkit.model import Captions


def edited(source: str) -> tuple[Captions | str, str]:
    """The captions or the text of a file, or of stdin (``-``), and the name of its format.

    The suffix says the format; on stdin, and where it says none, the text does.

    Raises:
        InputError: it cannot be read.
        FormatError: it breaks its format.
    """
    from subkit.files import read_bytes, read_stream
    from subkit.formats import decoded, format_for, parse

    if source == STDIN and sys.stdin is None:
        raise InputError("stdin", "is closed")
    name = shown(source)
    content = read_stream(sys.stdin.buffer, name) if source == STDIN else read_bytes(source)
    text = decoded(content, name)
    try:
        form = format_for(source).name
    except UnknownNameError:
        form = _likely(text)
    return (text.removeprefix("\ufeff") if form == "txt" else parse(text, form, source=name)), form


def _likely(text: str) -> str:
    start = text.removeprefix("\ufeff").lstrip()
    if start.startswith("WEBVTT"):
        return "vtt"
    if start.startswith("{"):
        return "json"
    return "srt" if " --> " in start[:200] else "txt"
