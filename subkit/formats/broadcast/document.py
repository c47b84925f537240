"""Cues from a document of ttconv's model: its paragraphs, with what is shown when, in which styling and where."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec.structs import replace
from ttconv import model
from ttconv.style_properties import (
    DisplayAlignType,
    FontStyleType,
    FontWeightType,
    StyleProperties,
    TextAlignType,
)

from subkit.formats.placing import BOTTOM, placed
from subkit.formats.styled import COLOURS, PLAIN_TAGS, Line, Run, markup, shown, texts_of
from subkit.model import Cue
from subkit.patterns import pattern
from subkit.report import Repair
from subkit.timecode import LATEST, from_seconds, to_seconds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Anchor = Callable[[Any, TextAlignType | None], int]

_KEPT = {
    *(StyleProperties.FontStyle, StyleProperties.FontWeight, StyleProperties.TextDecoration),
    *(StyleProperties.Color, StyleProperties.TextAlign, StyleProperties.DisplayAlign),
    *(StyleProperties.Origin, StyleProperties.Extent),
}
_colours = {value: name for name, value in COLOURS.items() if name != "white"}
_SIDES = {TextAlignType.start: 0, TextAlignType.center: 1, TextAlignType.end: 2}
_HEIGHTS = {DisplayAlignType.after: 0, DisplayAlignType.center: 1, DisplayAlignType.before: 2}
_lines = pattern("\r\n?|\n")
_LOWER_HALF = 50  # per cent
_ENDLESS = -1
_LONGEST = 7000  # ms; what houses let a caption stay at most (Netflix, EBU)


class Paragraph(NamedTuple):
    """What a paragraph shows.

    Attributes:
        cues: one for each stretch of time in which it shows something else; those to which text is only added are one.
        language: its language, where the reader of the format put its own mark.
    """

    cues: list[Cue]
    language: str


class _Inherited(NamedTuple):
    """What an element has from those around it: when it is shown, in seconds, in which region and how it is aligned."""

    begin: Fraction
    end: Fraction | None
    region: Any
    side: TextAlignType | None


class _Leaf(NamedTuple):
    """Text of a paragraph, or a line break, and when it is shown, in seconds; ``None`` for no end."""

    text: str
    begin: Fraction
    end: Fraction | None
    tags: frozenset[str]


def paragraphs(document: model.ContentDocument, anchor: Anchor | None = None) -> Iterator[Paragraph]:
    """The paragraphs of a document, in its order.

    Args:
        document: what ttconv has read.
        anchor: which of nine places a region and an alignment mean, in a format with habits of its own.
    """
    body = document.get_body()
    if body is not None:
        yield from _inside(body, _Inherited(Fraction(0), None, None, None), anchor or _anchor)


def styles_left_out(document: model.ContentDocument) -> list[str]:
    """The names of styles that the document has and no cue says, in alphabetical order."""
    elements = list(document.iter_regions())
    if document.get_body() is not None:
        elements += document.get_body().dfs_iterator()
    found = {style for element in elements for style in element.iter_styles()}
    return sorted(style.__name__ for style in found - _KEPT)


def _inside(element: Any, inherited: _Inherited, anchor: Anchor) -> Iterator[Paragraph]:
    begin, end = _times(element, inherited.begin, inherited.end)
    # A region without children is false.
    region = inherited.region if element.get_region() is None else element.get_region()
    side = element.get_style(StyleProperties.TextAlign) or inherited.side
    if isinstance(element, model.P):
        leaves = list(_leaves(element, begin, end, PLAIN_TAGS))
        place = anchor(region, side)
        yield Paragraph([_cue(*shown_then, place) for shown_then in _stretches(leaves)], element.get_lang())
        return
    for child in element:
        yield from _inside(child, _Inherited(begin, end, region, side), anchor)


def _times(element: Any, begin: Fraction, end: Fraction | None) -> tuple[Fraction, Fraction | None]:
    """When an element is shown; its times count from its parent's beginning, and end with it."""
    own_end = None if element.get_end() is None else begin + element.get_end()
    if own_end is not None and own_end > to_seconds(LATEST):
        own_end = None
    if own_end is None or (end is not None and end < own_end):
        own_end = end
    return begin + (element.get_begin() or 0), own_end


def _leaves(element: Any, begin: Fraction, end: Fraction | None, tags: frozenset[str]) -> Iterator[_Leaf]:
    tags = _tags(element, tags)
    for child in element:
        if isinstance(child, model.Br):
            yield _Leaf("\n", begin, end, tags)
        elif isinstance(child, model.Text):
            yield _Leaf(_text(child.get_text(), element), begin, end, tags)
        elif isinstance(child, model.Rt):
            # A reading, as WebVTT's ruby has it in its text, too.
            said = "".join([leaf.text for leaf in _leaves(child, begin, end, tags)])
            yield _Leaf(f"({said})", begin, end, tags)
        elif not isinstance(child, model.Rp):
            yield from _leaves(child, *_times(child, begin, end), tags)


def _text(text: str, element: Any) -> str:
    if element.get_space() is model.WhiteSpaceHandling.PRESERVE:
        return _lines.sub("\n", text)
    return re.sub(r"[ \t\r\n]+", " ", text)


def _tags(element: Any, tags: frozenset[str]) -> frozenset[str]:
    """The styling of an element's text; that of its paragraph's ancestors is how the file looks, and no emphasis."""
    style = element.get_style(StyleProperties.FontStyle)
    if style is not None:
        tags = tags - {"i"} if style is FontStyleType.normal else tags | {"i"}
    weight = element.get_style(StyleProperties.FontWeight)
    if weight is not None:
        tags = tags | {"b"} if weight is FontWeightType.bold else tags - {"b"}
    decoration = element.get_style(StyleProperties.TextDecoration)
    if decoration is not None and isinstance(decoration.underline, bool):
        tags = tags | {"u"} if decoration.underline else tags - {"u"}
    colour = element.get_style(StyleProperties.Color)
    if colour is not None:
        red, green, blue = colour.components[:3]
        name = _colours.get(red << 16 | green << 8 | blue)
        tags = frozenset([tag for tag in tags if not tag.startswith("c.")]) | (
            {f"c.{name}"} if name else PLAIN_TAGS
        )
    return tags


def _stretches(leaves: list[_Leaf]) -> list[tuple[Fraction, Fraction | None, list[Line]]]:
    """What is shown from when to when; a stretch that only adds text to the one before continues it."""
    marks = {leaf.begin for leaf in leaves} | {leaf.end for leaf in leaves if leaf.end is not None}
    edges: list[Fraction | None] = [*sorted(marks)]
    if any(leaf.end is None for leaf in leaves):
        edges.append(None)
    found: list[tuple[Fraction, Fraction | None, list[Line]]] = []
    for begin, end in pairwise(edges):
        active = [
            leaf for leaf in leaves if begin is not None and leaf.begin <= begin and not _over(leaf, begin)
        ]
        lines = shown(_broken(active))
        if not lines or begin is None:
            continue
        if found and found[-1][1] == begin and _grows(found[-1][2], lines):
            found[-1] = (found[-1][0], end, lines)
        else:
            found.append((begin, end, lines))
    return found


def _over(leaf: _Leaf, moment: Fraction) -> bool:
    return leaf.end is not None and leaf.end <= moment


def _grows(before: list[Line], after: list[Line]) -> bool:
    return "\n".join(texts_of(after)).startswith("\n".join(texts_of(before)))


def _broken(leaves: list[_Leaf]) -> list[Line]:
    lines: list[Line] = [[]]
    for leaf in leaves:
        first, *others = leaf.text.split("\n")
        lines[-1].append(Run(first, leaf.tags))
        lines += [[Run(other, leaf.tags)] for other in others]
    return lines


def _anchor(region: Any, side: TextAlignType | None) -> int:
    """One of nine places.

    Captions without a region stand at the bottom, as in every player, though TTML means the top; and lines without an
    alignment are centred, though it means the left.
    """
    if region is None:
        height = 0
    else:
        side = side or region.get_style(StyleProperties.TextAlign)
        height = _HEIGHTS.get(region.get_style(StyleProperties.DisplayAlign), 2)
        if height == _HEIGHTS[DisplayAlignType.before] and _top(region) >= _LOWER_HALF:
            height = 0
    return 3 * height + (1 if side is None else _SIDES[side]) + 1


def _top(region: Any) -> float:
    """Where a region begins, in per cent of the picture from the top, as far as that can be told."""
    origin = region.get_style(StyleProperties.Origin)
    if origin is None or origin.y.units.value not in {"%", "rh"}:
        return 0
    return float(origin.y.value)


def _cue(begin: Fraction, end: Fraction | None, lines: list[Line], anchor: int) -> Cue:
    start = from_seconds(float(begin))
    until = _ENDLESS if end is None else max(start, from_seconds(float(end)))
    settings = None if anchor == BOTTOM else placed(anchor)
    return Cue(start, until, texts_of(lines), settings=settings, markup=markup(lines))


def ended(cues: list[Cue]) -> tuple[tuple[Cue, ...], list[Repair]]:
    """Cues in order, and those that never end ended where the next one begins, or after seven seconds; and what that was."""
    cues = sorted(cues, key=lambda cue: cue.start)
    repairs = []
    for place, cue in enumerate(cues):
        if cue.end == _ENDLESS:
            later = (other.start for other in cues[place + 1 :] if other.start > cue.start)
            end = min(next(later, LATEST), cue.start + _LONGEST)
            cues[place] = replace(cue, end=end)
            message = f"it never ends; ended it after {end - cue.start} ms"
            repairs.append(Repair("missing-time", f"cue {place + 1}", message))
    return tuple(cues), repairs
