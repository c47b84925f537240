"""The markup in the text of cues: taken off their characters, and put on again when the text stands in other lines or cues."""

from __future__ import annotations

import re
from html import unescape
from itertools import takewhile
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from subkit.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Form = Literal["srt", "vtt"]

_SRT = r"</?(?:b|i|u|s|font)(?:\s[^<>]*)?>|\{\\[^{}]*\}"
_PIECES = {
    "srt": pattern(rf"(?P<tag>{_SRT})|(?P<character>.)", re.DOTALL | re.IGNORECASE),
    "vtt": pattern(r"(?P<tag><[^<>]*>)|(?P<character>&#?\w+;|.)", re.DOTALL),
}
_NAME = pattern(r"</?([a-z]+)", re.IGNORECASE)


class Glyph(Struct, frozen=True, gc=False):
    """A visible character of a cue.

    Attributes:
        raw: how the file spells it, e.g. ``&amp;``.
        shown: the character itself.
        tags: the tags that are open around it, the outermost first.
        points: what stands before it and encloses nothing: a time stamp, an override in braces.
    """

    raw: str
    shown: str
    tags: tuple[str, ...] = ()
    points: str = ""


def glyphs(text: str, form: Form) -> tuple[str, list[Glyph]]:
    r"""What stands before the text of a cue for the whole of it (``{\an8}``), and its visible characters.

    Args:
        text: the cue's text as the file has it.
        form: the file's format.
    """
    found: list[Glyph] = []
    lead = points = ""
    tags: list[str] = []
    for piece in _PIECES[form].finditer(text):
        part = piece[0]
        if piece["tag"] is None:
            shown = unescape(part) if form == "vtt" else part
            if not shown.isspace():
                found.append(Glyph(part, shown, tuple(tags), points))
                points = ""
        elif part.startswith("{") and not found:
            lead += part
        elif part.startswith("</"):
            _close(tags, part)
        elif (name := _NAME.match(part)) and name[1]:
            tags.append(part)
        else:
            points += part
    return lead, found


def marked(lines: Sequence[str], glyphs: Iterator[Glyph], escape: dict[int, str]) -> list[str]:
    """Lines with the markup of their characters; what one line leaves open, the last one closes.

    Args:
        lines: lines of a cue.
        glyphs: their visible characters, in order; as many are taken as the lines have.
        escape: how blanks and other characters are written that the format cannot hold.
    """
    out: list[str] = []
    tags: tuple[str, ...] = ()
    for line in lines:
        parts: list[str] = []
        blanks = ""
        for character in line:
            if character.isspace():
                blanks += character
                continue
            glyph = next(glyphs)
            kept = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(tags, glyph.tags, strict=False))))
            closing = _closed(tags[kept:])
            if closing and not parts and out:
                out[-1] += closing
            elif closing:
                parts.append(closing)
            parts += [blanks.translate(escape), *glyph.tags[kept:], glyph.points, glyph.raw]
            blanks, tags = "", glyph.tags
        out.append("".join(parts))
    if out:
        # A voice lasts to the end of its cue.
        out[-1] += _closed([tag for tag in tags if _name(tag) != "v"])
    return out


def _close(tags: list[str], closing: str) -> None:
    for at in range(len(tags) - 1, -1, -1):
        if _name(tags[at]) == _name(closing):
            del tags[at]
            return


def _closed(tags: Sequence[str]) -> str:
    return "".join([f"</{_name(tag)}>" for tag in reversed(tags)])


def _name(tag: str) -> str:
    match = _NAME.match(tag)
    return match[1] if match else ""
