"""MPDs, read with the place of every element in the bytes, so that something can be put in and all else stay as it is.

Why no library: those that write XML again lose its quotes, its blanks and its comments. A document type is refused altogether, and with
it entities, those that grow and those that fetch: MPDs have none (https://docs.python.org/3/library/xml.html#xml-security).
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.parsers import expat

from msgspec import Struct, field

from subkit.errors import FormatError, InputError
from subkit.wording import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMESPACE = "urn:mpeg:dash:schema:mpd:2011"
_XLINK = "http://www.w3.org/1999/xlink"
_DEPTH = 64
_ENCODINGS = (None, "utf-8", "us-ascii")


class Element(Struct, kw_only=True):
    """An element of a manifest.

    Attributes:
        name: its name, if it is DASH's own; empty for those of others.
        prefix: what stands before its name in the file, with the colon.
        attributes: those without a prefix.
        line: where it begins, from 1.
        start: its first byte.
        end: the byte behind its last one.
        children: the elements in it, in order.
        text: what it says, without blanks around it.
    """

    name: str
    prefix: str
    attributes: dict[str, str]
    line: int
    start: int
    end: int = 0
    children: list[Element] = field(default_factory=list)
    text: str = ""

    def all(self, name: str) -> list[Element]:
        """The elements of that name in it."""
        return [child for child in self.children if child.name == name]

    def one(self, name: str) -> Element | None:
        """The first element of that name in it."""
        return next(iter(self.all(name)), None)

    def under(self) -> Iterator[Element]:
        """It and all elements in it, in order."""
        yield self
        for child in self.children:
            yield from child.under()


def read(data: bytes, source: str) -> Element:
    """The manifest in a file's bytes.

    Args:
        data: the file, in UTF-8.
        source: its name in messages.

    Raises:
        FormatError: it is no well-formed XML, no MPD, has a document type, or is in another encoding.
        InputError: it is live, or parts of it lie elsewhere (xlink).
    """
    reader = _Reader(data, source)
    try:
        reader.parser.Parse(data, True)
    except expat.ExpatError as error:
        raise FormatError(source, error.lineno, f"no well-formed XML ({one_line(str(error))})") from error
    root = reader.root
    if root is None or root.name != "MPD":
        raise FormatError(source, 1, f"is no DASH manifest: expected an MPD of {NAMESPACE}")
    if root.attributes.get("type") == "dynamic":
        raise InputError(
            source, "is live (type=dynamic); captions can be put in when it has ended and is static"
        )
    return root


class _Reader:
    """A manifest while it is read."""

    def __init__(self, data: bytes, source: str) -> None:
        self.data, self.source = data, source
        self.root: Element | None = None
        self.open: list[Element] = []
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.namespace_prefixes = True
        self.parser.buffer_text = True
        self.parser.XmlDeclHandler = self._declared
        self.parser.StartDoctypeDeclHandler = self._typed
        self.parser.StartElementHandler = self._begin
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._say

    def _refuse(self, reason: str) -> None:
        raise FormatError(self.source, self.parser.CurrentLineNumber, reason)

    def _declared(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if (encoding.lower() if encoding else None) not in _ENCODINGS:
            self._refuse(f"is in {encoding}; write it in UTF-8, as manifests are")

    def _typed(self, *_: object) -> None:
        self._refuse("has a document type; manifests need none, and it could declare entities")

    def _begin(self, spelled: str, attributes: dict[str, str]) -> None:
        space, name, prefix = [*spelled.split(" "), "", ""][:3] if " " in spelled else ("", spelled, "")
        if f"{_XLINK} href xlink" in attributes or any(
            one.startswith(f"{_XLINK} href") for one in attributes
        ):
            reason = "a part of it lies elsewhere (xlink:href) and is not fetched; put it in its place first"
            raise InputError(self.source, f"line {self.parser.CurrentLineNumber}: {reason}")
        element = Element(
            name=name if space == NAMESPACE else "",
            prefix=f"{prefix}:" if prefix else "",
            attributes={key: value for key, value in attributes.items() if " " not in key},
            line=self.parser.CurrentLineNumber,
            start=self.parser.CurrentByteIndex,
        )
        if self.open:
            self.open[-1].children.append(element)
        else:
            self.root = element
        self.open.append(element)
        if len(self.open) > _DEPTH:
            self._refuse(f"elements nest deeper than {_DEPTH}")

    def _end(self, _name: str) -> None:
        element = self.open.pop()
        behind = _behind(self.data, element.start)
        is_empty = self.data.endswith(b"/>", 0, behind)
        element.end = behind if is_empty else _behind(self.data, self.parser.CurrentByteIndex)
        element.text = element.text.strip()

    def _say(self, text: str) -> None:
        self.open[-1].text += text


def _behind(data: bytes, start: int) -> int:
    """The byte behind a tag; ``>`` may stand in the values of its attributes."""
    place, quote = start, 0
    while True:
        byte = data[place]
        if quote:
            quote = 0 if byte == quote else quote
        elif byte in b"\"'":
            quote = byte
        elif byte == ord(">"):
            return place + 1
        place += 1
