"""The text of WebVTT cues as the W3C's parser reads it (W3C WebVTT, 6.4): spans, text and time stamps."""

from __future__ import annotations

import re
from html import unescape
from typing import NamedTuple

from subkit.formats.vtt.stamps import stamp
from subkit.patterns import pattern
from subkit.wording import one_line, shown

_piece = pattern(r"<([^>]*)(>?)|[^<]+")
_meant = pattern(r"(?:[^<]|<(?=<))+|<([^<>]*)(>?)")
# Tags, even unknown ones, and what is meant for a time stamp; long ones are none, and would not fit a message.
_tag_like = pattern(r"(?=.{0,120}\Z)(?:/?[A-Za-z]\w*(?:[\s.].*)?|[\d:.,]+|/?)", re.DOTALL | re.ASCII)
_start = pattern(r"([^\t\n\f .]*)([^\t\n\f ]*)(.*)", re.DOTALL)
_blanks = pattern("[ \t\n\f\r]+")
# No character has a number of so many digits, and Python refuses to read very long ones.
_zeros = pattern("(&#[xX]?)0+(?=[0-9a-fA-F])")
_endless = pattern("&#(?:[0-9]{9,}|[xX][0-9a-fA-F]{9,});?")
_SPANS = frozenset({"c", "i", "b", "u", "ruby", "v", "lang"})
_ANNOTATED = frozenset({"v", "lang"})
_UNCLOSED = frozenset({"v", "rt"})  # may end with the cue, or with what they stand in


class Span:
    """A span of cue text: an element of the tree.

    Attributes:
        name: ``c``, ``i``, ``b``, ``u``, ``ruby``, ``rt``, ``v`` or ``lang``; empty for the whole text.
        classes: its classes.
        annotation: who speaks, or the language.
        parent: the span it stands in; ``None`` for the whole text.
        depth: how many spans it stands in.
        voice: who speaks in it, by the nearest voice; ``None`` if no voice says so.
    """

    __slots__ = ("annotation", "classes", "depth", "name", "parent", "voice")

    def __init__(
        self, name: str, classes: tuple[str, ...] = (), annotation: str = "", parent: Span | None = None
    ) -> None:
        self.name = name
        self.classes = classes
        self.annotation = annotation
        self.parent = parent
        self.depth: int = parent.depth + 1 if parent else 0
        self.voice: str | None = annotation if name == "v" else parent.voice if parent else None


class Text(NamedTuple):
    """Text, as the file spells it."""

    span: Span
    raw: str


class Stamp(NamedTuple):
    """A time stamp: what follows it is said from then on, in ms."""

    span: Span
    time: int
    place: int


class Fault(NamedTuple):
    """What cue text should not have.

    Attributes:
        place: where in it.
        found: what stands there.
        done: what became of it.
        is_mended: whether nothing was left out, so that every player shows the same.
    """

    place: int
    found: str
    done: str
    is_mended: bool = False


class CueText(NamedTuple):
    """What the W3C's parser makes of a cue's text.

    Attributes:
        root: the whole text.
        items: spans, texts and time stamps, in the order of the file; every span comes before what it holds.
        faults: what it drops, ignores or mends.
    """

    root: Span
    items: list[Span | Text | Stamp]
    faults: list[Fault]


def parse(raw: str, *, as_meant: bool = False) -> CueText:
    """The tree of a cue's text.

    Args:
        raw: the text, with LF between its lines.
        as_meant: take for text what is hardly meant for a tag, as in ``I <3 you``; the W3C's parser drops it, up to the next
            ``>`` or the end of the cue.
    """
    builder = _Builder()
    for piece in (_meant if as_meant else _piece).finditer(raw):
        tag = piece[1]
        if tag is not None and (not as_meant or (piece[2] and _tag_like.fullmatch(tag))):
            builder.tag(tag, piece.start(), is_closed=bool(piece[2]))
            continue
        builder.text(piece[0])
        if "<" in piece[0]:
            builder.tell(piece.start(), f"a < that begins no tag: {shown(piece[0])}", "took it for text")
    return builder.finish(len(raw))


def decoded(raw: str) -> str:
    """Text without character references: all those of HTML are read, as browsers do."""
    if "&" not in raw:
        return raw
    if "&#" in raw:
        raw = _endless.sub("\ufffd", _zeros.sub(r"\1", raw))
    return unescape(raw)


class _Builder:
    """The tree while it is built."""

    def __init__(self) -> None:
        self.root = self.current = Span("")
        self.items: list[Span | Text | Stamp] = []
        self.faults: list[Fault] = []

    def tell(self, place: int, found: str, done: str) -> None:
        self.faults.append(Fault(place, found, done))

    def text(self, raw: str) -> None:
        self.items.append(Text(self.current, raw))

    def tag(self, tag: str, place: int, *, is_closed: bool) -> None:
        if not is_closed:
            self.tell(place, f"a < that begins no tag: {shown(f'<{tag}')}", "took the rest for a tag")
        if tag[:1] == "/":
            self.close(tag[1:], place)
        elif tag[:1].isascii() and tag[:1].isdigit():
            self.stamp(tag, place)
        else:
            self.open(tag, place)

    def stamp(self, tag: str, place: int) -> None:
        time = stamp(tag)
        if time is None:
            self.tell(place, f"no time stamp: {shown(f'<{tag}>')}", "left it out, as browsers do")
        else:
            self.items.append(Stamp(self.current, time, place))

    def open(self, tag: str, place: int) -> None:
        name, classes, rest = _start.fullmatch(tag).groups()  # type: ignore[union-attr]  # it matches any text
        if name not in _SPANS and not (name == "rt" and self.current.name == "ruby"):
            self.tell(place, f"no tag of WebVTT: {one_line(f'<{tag}>')}", "left it out, as browsers do")
            return
        annotation = _blanks.sub(" ", decoded(rest)).strip(" ")
        if annotation and name not in _ANNOTATED:
            self.tell(place, f"<{name}> cannot say {one_line(annotation)}", "left that out, as browsers do")
            annotation = ""
        named = tuple(filter(None, classes.split(".")))
        self.current = Span(name, named, annotation, self.current)
        self.items.append(self.current)

    def close(self, name: str, place: int) -> None:
        current = self.current
        if name == "ruby" and current.name == "rt" and current.parent:
            current = current.parent
        if name and name == current.name and current.parent:
            self.current = current.parent
        else:
            self.tell(place, f"{one_line(f'</{name}>')} closes no tag", "left it out, as browsers do")

    def finish(self, place: int) -> CueText:
        span = self.current
        while span.parent:
            if span.name not in _UNCLOSED:
                found = f"<{span.name}> is not closed"
                self.faults.append(Fault(place, found, "closed it at the end of the cue", is_mended=True))
            span = span.parent
        return CueText(self.root, self.items, self.faults)
