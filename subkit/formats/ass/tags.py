r"""The text of an event of Advanced SubStation Alpha: its override tags as runs, place and karaoke, and back.

Tags as Aegisub's manual has them ("ASS Tags"), read as libass does: an open brace that nothing closes is text.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from subkit.formats.placing import Point
from subkit.formats.styled import COLOURS, PLAIN_TAGS, Line, Run
from subkit.model import Word
from subkit.patterns import pattern
from subkit.timecode import shares

if TYPE_CHECKING:
    from collections.abc import Iterable

_JOINER = "\u2060"
r"""Put behind each backslash of a text, as ffmpeg does: `\N` would be a line break."""

_BREAKS = r"\\(?P<break>[Nnh])|(?P<slash>\\)\u2060"
_piece = pattern(r"\{(?P<block>[^}]*)\}|" + _BREAKS)
# Behind the last closing brace: to look from each open one for its end would take the square of the time.
_unclosed = pattern(r"(?P<block>(?!))|" + _BREAKS)
_number = r"\s*(-?\d{1,9}(?:\.\d{1,9})?)\s*"
_tag = pattern(
    r"\\(?:"
    r"(?P<flag>[ibu])(?P<on>\d{0,4})(?=\s*(?:\\|$))"
    r"|an(?P<anchor>[1-9])"
    r"|a(?P<old>\d{1,2})(?!\d)"
    rf"|pos\({_number},{_number}\)"
    r"|(?:k[fo]?|K)(?P<length>\d{1,9})(?!\d)"
    r"|1?c(?P<colour>(?:&H[0-9A-Fa-f]*&?)?)(?=\s*(?:\\|$))"
    r"|p(?P<drawing>\d+)"
    r"|r(?P<reset>[^\\()]*)"
    r"|(?P<other>[^\\(]*\([^()]*(?:\([^()]*\)[^()]*)*\)?|[^\\]+))"
)
_BOLD = 600  # a weight: 400 is regular, 700 is bold
_BOTTOM, _TOP, _CENTRE = 0, 4, 8  # what SSA's old \a adds to 1, 2 and 3
_names = {number: name for name, number in COLOURS.items()}
_brackets = str.maketrans("{}", "[]")


class Event(NamedTuple):
    """The text of an event, read.

    Attributes:
        lines: its lines as runs, as the file has them.
        words: its words with their times in ms from its start; empty without karaoke.
        anchor: one of nine places; ``None`` for the style's.
        point: where it stands, in the script's pixels.
        left_out: the tags that no run says, in alphabetical order.
    """

    lines: list[Line]
    words: tuple[Word, ...]
    anchor: int | None
    point: Point | None
    left_out: list[str]


class _Reader:
    """What the tags of an event have said so far."""

    def __init__(self, base: frozenset[str], styles: dict[str, frozenset[str]]) -> None:
        self.base = self.tags = base
        self.styles = styles
        self.lines: list[Line] = [[]]
        self.syllables: list[tuple[int, int, list[str]]] = []
        self.clock = 0
        self.anchor: int | None = None
        self.point: tuple[float, float] | None = None
        self.drawing = False
        self.untimed = False
        self.left_out: set[str] = set()

    def add(self, text: str) -> None:
        """Take text between tags."""
        if self.drawing:
            if text.strip():
                self.left_out.add("drawing")
            return
        if self.syllables:
            self.syllables[-1][2].append(text)
        elif text.strip():
            self.untimed = True
        if text == "\n":
            self.lines.append([])
        elif text:
            self.lines[-1].append(Run(text, self.tags))

    def turn(self, block: str) -> None:
        """Take a block of tags."""
        if block and "\\" not in block:
            self.left_out.add("comment")
        for match in _tag.finditer(block):
            self._apply(match)

    def _apply(self, match: re.Match[str]) -> None:
        kind = match.lastgroup
        if kind == "on":
            self._flag(match["flag"], match["on"])
        elif kind == "anchor":
            self.anchor = int(match["anchor"])
        elif kind == "old":
            self._old(int(match["old"]))
        elif kind == "length":
            length = int(match["length"]) * 10
            self.syllables.append((self.clock, self.clock + length, []))
            self.clock += length
        elif kind == "colour":
            self._colour(match["colour"])
        elif kind == "drawing":
            self.drawing = match["drawing"].strip("0") != ""
        elif kind == "reset":
            self.tags = self.styles.get(match["reset"].strip(), self.base)
        elif kind is None:
            self.point = (float(match[5]), float(match[6]))
        else:
            name = re.match(r"\d?[A-Za-z]+", match["other"].strip())
            self.left_out.add(f"\\{name[0]}" if name else "comment")

    def _flag(self, name: str, on: str) -> None:
        plain = self.tags - {name}
        if not on:
            self.tags = plain | (self.base & {name})
        else:
            weight = int(on)
            self.tags = plain | {name} if weight == 1 or (name == "b" and weight >= _BOLD) else plain

    def _old(self, number: int) -> None:
        base, side = number - (number - 1) % 4 - 1, (number - 1) % 4 + 1
        if number and side <= 3:  # noqa: PLR2004 - left, centre, right
            self.anchor = side + {_BOTTOM: 0, _TOP: 6, _CENTRE: 3}.get(base, 0)

    def _colour(self, spelled: str) -> None:
        self.tags = frozenset([tag for tag in self.tags if not tag.startswith("c.")])
        if digits := spelled.strip("&H"):
            number = int(digits, 16) & 0xFFFFFF
            name = _names.get(_turned(number))
            if name is None:
                self.left_out.add("\\c")
            else:
                self.tags |= {f"c.{name}"}


def read(
    text: str,
    base: frozenset[str] = PLAIN_TAGS,
    styles: dict[str, frozenset[str]] | None = None,
    *,
    soft: str = " ",
) -> Event:
    r"""What the text of an event says.

    Args:
        text: the event's text.
        base: the tags that its style has.
        styles: those of each style by name, for ``\r``.
        soft: what ``\n`` is: a line feed in scripts that wrap no lines, otherwise a blank.

    >>> read(r"{\an8}{\i1}Hi{\i0}\Nyou").lines
    [[Run(text='Hi', tags=frozenset({'i'}))], [Run(text='you', tags=frozenset())]]
    """
    reader = _Reader(base, styles or {})
    place = 0
    breaks = {"N": "\n", "n": soft, "h": "\xa0"}
    closed = text.rfind("}") + 1
    for match in chain(_piece.finditer(text, 0, closed), _unclosed.finditer(text, closed)):
        reader.add(text[place : match.start()])
        place = match.end()
        if match["block"] is not None:
            reader.turn(match["block"])
        else:
            reader.add("\\" if match["slash"] else breaks[match["break"]])
    reader.add(text[place:])
    point = None if reader.point is None else Point(reader.anchor or 0, *reader.point)
    words = () if reader.untimed else tuple(_words(reader.syllables))
    return Event(reader.lines, words, reader.anchor, point, sorted(reader.left_out))


def _words(syllables: Iterable[tuple[int, int, list[str]]]) -> Iterable[Word]:
    """The words that syllables make: blanks part words, not syllables."""
    text, start, end = "", 0, 0
    for begin, finish, parts in syllables:
        pieces = re.findall(r"[ \n]+|[^ \n]+", "".join(parts))
        lengths = [0 if piece.strip(" \n") == "" else len(piece) for piece in pieces]
        for piece, length, (first, last) in zip(
            pieces, lengths, shares(begin, finish, lengths or [1]), strict=False
        ):
            if length:
                text, start, end = text + piece, start if text else first, last
            elif text:
                yield Word(text, start, end)
                text = ""
    if text:
        yield Word(text, start, end)


def _turned(number: int) -> int:
    """Red, green and blue the other way round, as SubStation has them."""
    return (number & 0xFF) << 16 | (number & 0xFF00) | number >> 16


def escaped(text: str) -> str:
    r"""Text that no player takes for tags: braces become brackets, and a backslash begins nothing.

    >>> escaped(r"{\p1} a\Nb") == "[\\\u2060p1] a\\\u2060Nb"
    True
    """
    return text.translate(_brackets).replace("\\", f"\\{_JOINER}")


def written(lines: Iterable[Line]) -> str:
    r"""Lines of runs as the text of an event.

    >>> print(written([[Run("A "), Run("B", frozenset({"i", "c.red"}))], [Run("C")]]))
    A {\i1\c&H0000FF&}B\N{\i0\c}C
    """
    out = []
    now = PLAIN_TAGS
    for place, line in enumerate(lines):
        if place:
            out.append("\\N")
        for text, tags in line:
            if tags != now:
                out.append(f"{{{_change(now, tags)}}}")
                now = tags
            out.append(escaped(text))
    return "".join(out)


def _change(before: frozenset[str], after: frozenset[str]) -> str:
    flags = [f"\\{name}{int(name in after)}" for name in "biu" if (name in before) != (name in after)]
    colours = {tag[2:] for tag in before ^ after if tag.startswith("c.")}
    if colours:
        named = next((tag[2:] for tag in after if tag.startswith("c.")), None)
        flags.append("\\c" if named is None else f"\\c&H{_turned(COLOURS[named]):06X}&")
    return "".join(flags)
