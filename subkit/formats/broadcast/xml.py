"""XML that may be hostile: no entities, no depth, and the line of each element.

Python's parser follows no external entity, and newer expats limit how far others grow; here a document that declares any is
refused, whatever the expat (https://docs.python.org/3/library/xml.html#xml-security).
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING, NamedTuple
from xml.parsers import expat

from subkit.errors import FormatError, UnknownNameError
from subkit.formats.encoding import decoded
from subkit.patterns import pattern
from subkit.wording import one_line

if TYPE_CHECKING:
    from subkit.report import Repair

_DEPTH = 64
_declared = pattern(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
_declaration = pattern(r"\s*<\?xml[^>]*\?>")


class Tree(NamedTuple):
    """A document and the line of each of its elements, in the order of `iter`, and what was guessed of its encoding."""

    root: ET.Element
    lines: list[int]
    repairs: tuple[Repair, ...]


def tree(content: bytes, source: str) -> Tree:
    """The elements of a document.

    Args:
        content: the file's bytes: with a byte order mark, in UTF-8, or encoded as its first line says.
        source: its name in messages.

    Raises:
        FormatError: it is no XML, declares entities, or nests its elements too deep.
    """
    match = _declared.match(content.lstrip())
    try:
        text, _, repairs = decoded(content, source, match[1].decode() if match else None)
    except UnknownNameError as error:
        raise FormatError(source, 1, f"an unknown encoding ({error.name})") from error
    # The text is what it is now, whatever its first line says it was; the line stays, for the sake of line numbers.
    declaration = _declaration.match(text)
    if declaration:
        text = "\n" * declaration[0].count("\n") + text[declaration.end() :]
    data = text.encode("utf-8", "replace")
    lines = _looked_at(data, source)
    try:
        return Tree(ET.fromstring(data), lines, repairs)  # noqa: S314 - see above
    except ET.ParseError as error:
        raise FormatError(
            source, error.position[0], f"no well-formed XML ({one_line(str(error))})"
        ) from error


def _looked_at(data: bytes, source: str) -> list[int]:
    """The line of each element; refuses what no caption file needs."""
    parser = expat.ParserCreate("utf-8")
    lines: list[int] = []
    depth = 0

    def begin(_name: str, _attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        lines.append(parser.CurrentLineNumber)
        if depth > _DEPTH:
            raise FormatError(source, parser.CurrentLineNumber, f"elements nest deeper than {_DEPTH}")

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    def declare(*_: object) -> None:
        raise FormatError(source, parser.CurrentLineNumber, "entities are declared; captions need none")

    parser.StartElementHandler = begin
    parser.EndElementHandler = end
    parser.EntityDeclHandler = declare
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise FormatError(source, error.lineno, f"no well-formed XML ({one_line(str(error))})") from error
    return lines
