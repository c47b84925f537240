"""What a caption file's bytes are, before they are read: text or not, and of which format, whatever its suffix says."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from subkit.errors import UnknownNameError
from subkit.formats.catalogue import Format, format_for, likely, named, unmistakable
from subkit.formats.encoding import decoded, known
from subkit.formats.media import refuse_media
from subkit.report import Repair

if TYPE_CHECKING:
    from os import PathLike

_START = 4096
"""How many bytes of a file that is read as bytes are searched for the sign of another format."""


class Opened(NamedTuple):
    """A caption file, ready for its reader: its text, or its bytes if its format is read as bytes; and what was guessed."""

    content: str | bytes
    format: Format
    repairs: tuple[Repair, ...] = ()


def opened(
    content: bytes,
    source: str,
    *,
    path: str | PathLike[str] | None = None,
    format: str | None = None,  # noqa: A002 - `format` is what a caller calls it
    otherwise: str | None = None,
    encoding: str | None = None,
) -> Opened:
    """What the bytes of a caption file are.

    A suffix is believed unless the first characters are unmistakably those of another format, which ``repairs`` says.

    Args:
        content: the file's bytes.
        source: its name in messages.
        path: the file, whose suffix may tell the format.
        format: the format's name, which is believed.
        otherwise: the format's name where neither a suffix nor the first characters tell it.
        encoding: what its user says it is encoded in, as `subkit.formats.encoding` has it.

    Raises:
        UnknownNameError: there is no such format or encoding, or nothing tells the format.
        FormatError: the bytes are none of their encoding.
        InputError: they are a video, or a sound.
    """
    refuse_media(content, source)
    if encoding is not None:
        known(encoding)
    by_name = named(format) if format else _by_suffix(path, strict=otherwise is None)
    if by_name is not None and by_name.binary:
        start = content[:_START].decode("latin-1")
        actual = None if format else unmistakable(start, by_name)
        if actual is None or actual.binary:
            return Opened(content, actual or by_name, _told(source, by_name, actual))
    text = decoded(content, source, encoding)
    actual = None if format else unmistakable(text.text, by_name)
    form = actual or by_name or likely(text.text) or named(otherwise or "")
    repairs = (*text.repairs, *_told(source, by_name, actual))
    return Opened(content if form.binary else text.text, form, repairs)


def mistaken(source: str, by_name: Format, actual: Format) -> Repair:
    """That a file is of another format than its name says."""
    message = f"the name says {by_name.title}, the content {actual.title}; read as {actual.title}"
    return Repair("format", source, message)


def _by_suffix(path: str | PathLike[str] | None, *, strict: bool) -> Format | None:
    try:
        return format_for(path or "")
    except UnknownNameError:
        if strict:
            raise
        return None


def _told(source: str, by_name: Format | None, actual: Format | None) -> tuple[Repair, ...]:
    if by_name is None or actual is None:
        return ()
    return (mistaken(source, by_name, actual),)
