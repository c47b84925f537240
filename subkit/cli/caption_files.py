"""Reads captions that a command takes: a caption file, or stdin, whose format its first characters tell."""

from __future__ import annotations

import codecs
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from subkit.cli.inputs import STDIN, shown
from subkit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from subkit.cli.messages import Messages
    from subkit.cli.reading_options import Reading
    from subkit.model import Captions
    from subkit.report import Repair

_GUESSES = ("encoding", "format")
_TOLD = 10
"""How many repairs are told one by one."""


class Content(NamedTuple):
    """What a caption file holds.

    Attributes:
        text: its text; its bytes if its format is read as bytes.
        form: its format's name.
        name: what to call it in messages.
        repairs: what was guessed of it.
        raw: its bytes.
    """

    text: str | bytes
    form: str
    name: str
    repairs: tuple[Repair, ...] = ()
    raw: bytes = b""


def captions_of(source: str, reading: Reading) -> Captions:
    """The captions of a file, or of stdin (``-``); where no suffix says the format, its first characters do.

    Raises:
        InputError: it cannot be read, or holds no captions.
        FormatError: it breaks its format.
        UnknownNameError: there is no such encoding.
    """
    return captions_in(content_of(source, reading), reading)


def captions_in(content: Content, reading: Reading) -> Captions:
    """The captions that a file holds, one at least.

    Raises:
        InputError: it holds none.
        FormatError: it breaks its format.
    """
    captions = parsed(content, reading)
    if not captions.cues:
        raise InputError(content.name, "holds no captions")
    return captions


def parsed(content: Content, reading: Reading) -> Captions:
    """The captions that a file holds; a provider's result is told from subkit's own JSON.

    Raises:
        FormatError: it breaks its format.
    """
    from subkit import contents

    text, form, name, repairs, _ = content
    return contents.parsed(text, form, name, lenient=reading.lenient, repairs=repairs)


def tell_repairs(repairs: Iterable[Repair], name: str, reading: Reading, messages: Messages) -> None:
    """Say what was guessed of a file, and what lenient reading made of what breaks its format."""
    rest = []
    for repair in repairs:
        if repair.kind in _GUESSES:
            messages.note(f"{name}: {repair.message}", event=repair.kind, file=name)
        elif reading.lenient:
            rest.append(repair)
    for repair in rest[:_TOLD]:
        messages.note(f"{name}: {repair}", event="repair", file=name)
    for repair in rest[_TOLD:]:
        messages.detail(f"{name}: {repair}", event="repair", file=name)
    if len(rest) > _TOLD:
        messages.note(
            f"{name}: {len(rest)} repairs in all", event="repairs", file=name, more={"count": len(rest)}
        )


def places(content: Content, captions: Captions) -> list[int]:
    """The line of each cue's times; nothing where the format has no such lines, or the cues were put in another order."""
    from subkit.formats.places import cue_lines

    moved = any(repair.kind == "order" for repair in captions.repairs)
    return [] if moved or isinstance(content.text, bytes) else cue_lines(content.text, content.form)


@contextmanager
def blamed(name: str) -> Iterator[None]:
    """What is said of ``captions`` within is said of the file that they are from."""
    try:
        yield
    except InputError as error:
        if error.source != "captions":
            raise
        raise InputError(name, error.reason) from error


def content_of(source: str, reading: Reading, *, otherwise: str = "srt") -> Content:
    """What a caption file, or stdin, holds.

    Args:
        source: a path, or ``-``.
        reading: how it is to be read.
        otherwise: the format of a text without suffix that does not look like any.

    Raises:
        InputError: it cannot be read.
        FormatError: it is of no known encoding, or not of the one that was said.
        UnknownNameError: there is no such encoding.
    """
    from subkit.files import read_bytes, read_stream
    from subkit.formats import opened

    if source == STDIN and sys.stdin is None:
        raise InputError("stdin", "is closed")
    name = shown(source)
    content = read_stream(sys.stdin.buffer, name) if source == STDIN else read_bytes(source)
    found = opened(content, name, path=source, otherwise=otherwise, encoding=reading.encoding)
    text = found.content
    if isinstance(text, str) and content.startswith(codecs.BOM_UTF8):
        text = f"\ufeff{text}"  # fix leaves alone what breaks no rule
    return Content(text, found.format.name, name, found.repairs, content)
