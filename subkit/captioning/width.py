"""How long a text is, as the language counts it, in cells: one a character, or one a half-width character."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from subkit.language import Counting

_UNCOUNTED = frozenset({"Mn", "Me", "Cf", "Cc"})


def cells_per_character(counting: Counting) -> int:
    """How many cells a character of a profile's line length stands for."""
    return 1 if counting == "characters" else 2


def is_as_wide_as_long(text: str) -> bool:
    """Whether a text takes one cell a character, told quickly; a text it refuses may take no other."""
    return text.isascii() and text.isprintable()


def measure(text: str, counting: Counting = "characters") -> int:
    r"""The cells a text takes, blanks and punctuation included (Netflix FAQ, article 115001352212).

    Combining marks, zero-width characters and controls are not counted. In East Asian counting wide and full-width
    characters take two cells and narrow ones one; ambiguous ones (``…``, ``—``) two, but one in Korean.

    >>> measure("Zoe\u0308"), measure("字幕 ok", "east-asian"), measure("กำลังที่นี่")
    (3, 7, 6)
    """
    if is_as_wide_as_long(text):
        return len(text)
    counted = [c for c in unicodedata.normalize("NFC", text) if unicodedata.category(c) not in _UNCOUNTED]
    if counting == "characters":
        return len(counted)
    wide = "WF" if counting == "korean" else "WFA"
    return sum(2 if unicodedata.east_asian_width(c) in wide else 1 for c in counted)
