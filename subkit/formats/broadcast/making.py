"""A document of ttconv's model from captions: a paragraph a cue, its lines as styled spans, a region for each place."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ttconv import model
from ttconv.style_properties import (
    ColorType,
    CoordinateType,
    DisplayAlignType,
    ExtentType,
    FontStyleType,
    FontWeightType,
    LengthType,
    StyleProperties,
    TextAlignType,
    TextDecorationType,
)

from subkit.formats.placing import anchor_of, is_nearest_only
from subkit.formats.styled import COLOURS, lost_tags
from subkit.report import Repair

if TYPE_CHECKING:
    from collections.abc import Sequence

    from subkit.formats.styled import Line
    from subkit.model import Captions, Cue

_SIDES = (TextAlignType.start, TextAlignType.center, TextAlignType.end)
_HEIGHTS = (
    ("bottom", DisplayAlignType.after),
    ("middle", DisplayAlignType.center),
    ("top", DisplayAlignType.before),
)
_SAFE = (10.0, 80.0)
"""The safe area in per cent, where it begins and how large it is, on both axes (EBU R 95 has 5 for pictures of 16:9; 10 fits
older ones, too)."""


def document(captions: Captions, rows: Sequence[Sequence[Line]], *, places: bool) -> model.ContentDocument:
    """The document of captions.

    Args:
        captions: whose cues they are.
        rows: the lines of each cue.
        places: whether to put cues where their settings say, not all at the bottom.
    """
    made = model.ContentDocument()
    made.set_lang(captions.language or "")
    body = model.Body(made)
    made.set_body(body)
    div = model.Div(made)
    body.push_child(div)
    regions: dict[int, model.Region] = {}
    for cue, lines in zip(captions.cues, rows, strict=True):
        div.push_child(_paragraph(made, regions, cue, lines, places=places))
    return made


def _paragraph(
    made: model.ContentDocument,
    regions: dict[int, model.Region],
    cue: Cue,
    lines: Sequence[Line],
    *,
    places: bool,
) -> model.P:
    paragraph = model.P(made)
    paragraph.set_begin(Fraction(cue.start, 1000))
    paragraph.set_end(Fraction(cue.end, 1000))
    height, side = divmod(anchor_of(cue.settings if places else None) - 1, 3)
    if height not in regions:
        regions[height] = _region(made, height)
    paragraph.set_region(regions[height])
    paragraph.set_style(StyleProperties.TextAlign, _SIDES[side])
    for place, line in enumerate(lines):
        if place:
            paragraph.push_child(model.Br(made))
        for run in line:
            span = model.Span(made)
            span.push_child(model.Text(made, run.text))
            _style(span, run.tags)
            paragraph.push_child(span)
    return paragraph


def _region(made: model.ContentDocument, height: int) -> model.Region:
    name, align = _HEIGHTS[height]
    region = model.Region(name, made)
    begin, size = (LengthType(length, LengthType.Units.pct) for length in _SAFE)
    region.set_style(StyleProperties.Origin, CoordinateType(x=begin, y=begin))
    region.set_style(StyleProperties.Extent, ExtentType(height=size, width=size))
    region.set_style(StyleProperties.DisplayAlign, align)
    made.put_region(region)
    return region


def _style(span: model.Span, tags: frozenset[str]) -> None:
    if "i" in tags:
        span.set_style(StyleProperties.FontStyle, FontStyleType.italic)
    if "b" in tags:
        span.set_style(StyleProperties.FontWeight, FontWeightType.bold)
    if "u" in tags:
        span.set_style(StyleProperties.TextDecoration, TextDecorationType(underline=True))
    for tag in tags:
        if tag.startswith("c."):
            red, green, blue = COLOURS[tag[2:]].to_bytes(3, "big")
            span.set_style(StyleProperties.Color, ColorType((red, green, blue, 255)))


def unsaid(captions: Captions) -> list[Repair]:
    """What of the styling of captions no such document says."""
    found = []
    for number, cue in enumerate(captions.cues, 1):
        place = f"cue {number}"
        if lost := lost_tags(cue):
            found.append(Repair("styling", place, f"{', '.join(lost)} left out"))
        if is_nearest_only(cue.settings):
            found.append(Repair("place", place, "written at the nearest of nine places"))
    if any(block.kind in {"style", "region", "note"} for block in captions.blocks):
        found.append(Repair("styling", "the file", "notes, styles and regions left out"))
    return found
