"""Caption formats by name and by suffix: captions to text and to files, and back.

The libraries that read and write a format are loaded when they are first needed.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from subkit.errors import FormatError
from subkit.files import read_bytes, write_whole
from subkit.formats.catalogue import Format, format_for, formats, likely, named
from subkit.formats.writing import PLAIN, Layout, Writing

if TYPE_CHECKING:
    from os import PathLike

    from subkit.model import Captions
    from subkit.report import Repair

__all__ = [
    "Format",
    "Layout",
    "Writing",
    "alterations",
    "decoded",
    "encode",
    "format_for",
    "formats",
    "likely",
    "load",
    "named",
    "parse",
    "render",
    "save",
]


def render(captions: Captions, format: str, how: Writing = PLAIN) -> str:
    """Captions as text of a format, with LF at line ends.

    Args:
        captions: what to write.
        format: its name.
        how: with speakers or without, and the like.

    Raises:
        UnknownNameError: there is no such format, or no such style of speakers.
        FormatError: the format cannot be written, or cannot hold these captions.
    """
    text: str = _writable(format).code().render(captions, how)
    return text


def alterations(captions: Captions, format: str, how: Writing = PLAIN) -> list[Repair]:
    """What `render` has to write otherwise than it stands in the captions, because players would misread it.

    Args:
        captions: what is written.
        format: its name.
        how: as given to `render`.

    Raises:
        UnknownNameError: there is no such format, or no such style of speakers.
        FormatError: the format cannot be written.
    """
    found: list[Repair] = _writable(format).code().alterations(captions, how)
    return found


def parse(content: str | bytes, format: str, *, source: str = "", lenient: bool = False) -> Captions:
    """Captions from the content of a file; a BOM and CRLF are accepted.

    Args:
        content: the text, or the file's bytes.
        format: its format's name.
        source: the file's name in messages; by default the format's.
        lenient: take what breaks the format as it was probably meant, and say so in ``repairs``; no word is lost.

    Raises:
        UnknownNameError: there is no such format.
        FormatError: the text breaks the format, or the format cannot be read.
    """
    source = source or format
    known = named(format)
    if not known.readable:
        raise FormatError(source, 0, f"captions cannot be read from {known.title.lower()}")
    if known.binary:
        content = content.encode() if isinstance(content, str) else content
    elif isinstance(content, bytes):
        content = decoded(content, source)
    captions: Captions = known.code().parse(content, source, lenient=lenient)
    return captions


def load(path: str | PathLike[str], *, format: str | None = None, lenient: bool = False) -> Captions:
    """Captions from a file.

    Args:
        path: the file.
        format: its format's name; by default what the suffix means.
        lenient: as `parse` has it.

    Raises:
        InputError: the file cannot be read.
        UnknownNameError: there is no such format.
        FormatError: the file breaks the format or is not UTF-8.
    """
    name = format or format_for(path).name
    return parse(read_bytes(path), name, source=os.fspath(path), lenient=lenient)


def decoded(content: bytes, source: str) -> str:
    """The text of a file in UTF-8.

    Raises:
        FormatError: it is not UTF-8.
    """
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise FormatError(source, 1, "UTF-16, not UTF-8; save it as UTF-8") from error
        line = content.count(b"\n", 0, error.start) + 1
        reason = f"not UTF-8 (byte {content[error.start]:#04x}); save it as UTF-8"
        raise FormatError(source, line, reason) from error


def encode(captions: Captions, format: str, how: Writing = PLAIN) -> bytes:
    """Captions as the bytes of a file, in UTF-8.

    Args:
        captions: what to write.
        format: its name.
        how: with speakers or without, with which line ends, and the like.

    Raises:
        UnknownNameError: there is no such format, or no such style of speakers.
        FormatError: the format cannot be written, or cannot hold these captions.
    """
    text = render(captions, format, how)
    if how.crlf:
        text = text.replace("\n", "\r\n")
    return text.encode("utf-8-sig" if how.bom and format != "json" else "utf-8")


def save(
    captions: Captions,
    path: str | PathLike[str],
    how: Writing = PLAIN,
    *,
    format: str | None = None,
    overwrite: bool = True,
) -> None:
    """Write captions to a file, whole or not at all.

    Args:
        captions: what to write.
        path: the file.
        how: as `encode` has it.
        format: its format's name; by default what the suffix means.
        overwrite: whether an existing file may be replaced.

    Raises:
        OutputError: the file cannot be written; what stood there before still stands.
        UnknownNameError: there is no such format, or no such style of speakers.
        FormatError: the format cannot be written, or cannot hold these captions.
    """
    name = format or format_for(path).name
    write_whole(path, encode(captions, name, how), overwrite=overwrite)


def _writable(format: str) -> Format:
    known = named(format)
    if not known.writable:
        raise FormatError(format, 0, f"captions cannot be written as {known.title}")
    return known
