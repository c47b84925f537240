"""Caption formats by name and by suffix: captions to text and to files, and back.

The libraries that read and write a format are loaded when they are first needed.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from msgspec.structs import replace

from subkit.errors import FormatError
from subkit.files import read_bytes, write_whole
from subkit.formats.catalogue import Format, format_for, formats, likely, named, unmistakable
from subkit.formats.opening import Opened, mistaken, opened
from subkit.formats.writing import PLAIN, Layout, Writing

if TYPE_CHECKING:
    from os import PathLike

    from subkit.model import Captions
    from subkit.report import Repair

__all__ = [
    "Format",
    "Layout",
    "Opened",
    "Writing",
    "alterations",
    "encode",
    "format_for",
    "formats",
    "likely",
    "load",
    "named",
    "opened",
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


def parse(
    content: str | bytes, format: str, *, source: str = "", encoding: str | None = None, lenient: bool = False
) -> Captions:
    """Captions from the content of a file; a BOM and CRLF are accepted.

    Args:
        content: the text, or the file's bytes.
        format: its format's name.
        source: the file's name in messages; by default the format's.
        encoding: what bytes are encoded in that have no BOM and are no UTF-8; by default a detector guesses, which
            ``repairs`` says.
        lenient: take what breaks the format as it was probably meant, and say so in ``repairs``; no word is lost.

    Raises:
        UnknownNameError: there is no such format or encoding.
        FormatError: the text breaks the format, or the format cannot be read.
    """
    source = source or format
    known = named(format)
    if not known.readable:
        raise FormatError(source, 0, f"captions cannot be read from {known.title.lower()}")
    repairs: tuple[Repair, ...] = ()
    if known.binary:
        content = content.encode("utf-8", "replace") if isinstance(content, str) else content
    elif isinstance(content, bytes):
        content, _, repairs = opened(content, source, format=format, encoding=encoding)
    if lenient and isinstance(content, str) and (actual := unmistakable(content, known)):
        known, repairs = actual, (*repairs, mistaken(source, known, actual))
        content = content.encode("utf-8", "replace") if actual.binary else content
    captions: Captions = known.code(source).parse(content, source, lenient=lenient)
    return replace(captions, repairs=(*repairs, *captions.repairs)) if repairs else captions


def load(
    path: str | PathLike[str],
    *,
    format: str | None = None,
    encoding: str | None = None,
    lenient: bool = False,
) -> Captions:
    """Captions from a file.

    Args:
        path: the file.
        format: its format's name; by default what its suffix means, unless its first characters prove it another, which
            ``repairs`` says.
        encoding: as `parse` has it.
        lenient: as `parse` has it.

    Raises:
        InputError: the file cannot be read.
        UnknownNameError: there is no such format or encoding.
        FormatError: the file breaks its format.
    """
    source = os.fspath(path)
    content, form, repairs = opened(read_bytes(path), source, path=path, format=format, encoding=encoding)
    captions = parse(content, form.name, source=source, lenient=lenient)
    return replace(captions, repairs=(*repairs, *captions.repairs)) if repairs else captions


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
    return text.encode(
        "utf-8-sig" if how.bom and not named(format).suffixes[0].endswith(".json") else "utf-8"
    )


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
