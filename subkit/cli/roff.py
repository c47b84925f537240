r"""Text as man pages have it: in roff, with the macros of man(7), in ASCII alone.

A hyphen is written as ``\-``, or it could not be searched for or pasted; quotes and carets likewise (groff_man_style(7)).
"""

from __future__ import annotations

import re
from textwrap import wrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_SIGNS = str.maketrans(
    {"\\": r"\e", "-": r"\-", "'": r"\(aq", "`": r"\(ga", "^": r"\(ha", "~": r"\(ti", '"': r"\(dq"}
)
_WIDTH = 60  # before escapes and fonts make a line longer
_OPTION = re.compile(r"(?<![\w-])--?[A-Za-z0-9][\w-]*")
_METAVAR = re.compile(r"(?<![\w\\(])[A-Z][A-Z_]*(?![\w])")


def escaped(text: str) -> str:
    r"""Text that stands for itself, wherever it stands.

    >>> print(escaped(".it's 1-2 \\ ü"))
    \&.it\(aqs 1\-2 \e \[u00FC]
    """
    plain = "".join(char if char.isascii() else f"\\[u{ord(char):04X}]" for char in text.translate(_SIGNS))
    return f"\\&{plain}" if plain.startswith(".") else plain


def heading(name: str, section: int, source: str) -> str:
    """What a page begins with; it says no date, so that the same program has the same page."""
    return f'.TH {escaped(name.upper())} {section} "" "{escaped(source)}" "User Commands"\n'


def section(title: str, *content: str) -> str:
    """A section, or nothing where it has no content."""
    text = "".join(content).removeprefix(".PP\n")  # a heading begins a paragraph by itself
    return f".SH {title}\n{text}" if text else ""


def paragraph(text: str) -> str:
    """Running text, with the names of options in bold."""
    return f".PP\n{_filled(text)}\n"


def verbatim(lines: Iterable[str]) -> str:
    """Lines as they stand, such as commands."""
    return "".join([".PP\n.EX\n", *(f"{escaped(line)}\n" for line in lines), ".EE\n"])


def definition(term: str, text: str) -> str:
    """A term, as it is typed, and below it what it means."""
    return f".TP\n{_typed(term)}\n{_filled(text)}\n"


def _typed(term: str) -> str:
    """Options and names in bold, what stands for something else in italics."""
    if not term.startswith("-"):
        return f"\\fB{escaped(term)}\\fR"
    names, blank, value = term.rpartition(" ")
    if not blank or value.startswith("-"):
        return _put(term, _OPTION, "B")
    return f"{_put(names, _OPTION, 'B')} {_put(value, _METAVAR, 'I')}"


def _filled(text: str) -> str:
    """Running text in lines of a usual length: roff fills them anew."""
    lines = wrap(text, _WIDTH, break_long_words=False, break_on_hyphens=False)
    return "\n".join(_put(line, _OPTION, "B") for line in lines)


def _put(text: str, what: re.Pattern[str], font: str) -> str:
    """The text, escaped, with what is found in another font."""
    parts, end = [], 0
    for found in what.finditer(text):
        parts += [escaped(text[end : found.start()]), f"\\f{font}{escaped(found[0])}\\fR"]
        end = found.end()
    return "".join([*parts, escaped(text[end:])])
