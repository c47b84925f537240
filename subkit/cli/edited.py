"""Reads a text that was edited: captions of any format, or plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subkit.cli.caption_files import content_of, parsed
from subkit.cli.inputs import shown

if TYPE_CHECKING:
    from subkit.model import Captions


def edited(source: str) -> tuple[Captions | str, str]:
    """The captions or the text of a file, or of stdin (``-``), and the name of its format.

    The suffix says the format; on stdin, and where it says none, the text does.

    Raises:
        InputError: it cannot be read.
        FormatError: it breaks its format.
    """
    text, form = content_of(source, otherwise="txt")
    return (text.removeprefix("\ufeff") if form == "txt" else parsed(text, form, shown(source))), form
