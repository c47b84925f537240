"""Reads a text that was edited: captions of any format, or plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subkit.cli.caption_files import content_of, parsed

if TYPE_CHECKING:
    from subkit.cli.reading_options import Reading
    from subkit.model import Captions


def edited(source: str, reading: Reading) -> tuple[Captions | str, str]:
    """The captions or the text of a file, or of stdin (``-``), and the name of its format.

    The suffix says the format; on stdin, and where it says none, the text does.

    Raises:
        InputError: it cannot be read.
        FormatError: it breaks its format.
        UnknownNameError: there is no such encoding.
    """
    content = content_of(source, reading, otherwise="txt")
    if content.form == "txt" and isinstance(content.text, str):
        return content.text.removeprefix("\ufeff"), content.form
    return parsed(content, reading), content.form
