"""Nine places on the picture, and points on it, as settings of cues; for formats that know no others."""

from __future__ import annotations

from typing import NamedTuple

from subkit.document import CueSettings

BOTTOM = 2
"""Where captions stand if nobody says otherwise: in the middle at the bottom, as a numeric keypad has it."""

_MIDDLE = 50.0
_LINES = 15
"""So many lines fill a picture, as the 15 rows of CTA-608 do."""
_ALIGN = ("left", "center", "right")
_POSITION_ALIGN = ("line-left", "center", "line-right")
_LINE_ALIGN = ("end", "center", "start")  # bottom, middle, top
_SIDE = {"left": 0, "start": 0, "center": 1, "right": 2, "end": 2}


class Point(NamedTuple):
    """Where an anchor stands, in per cent of the picture from its left and from its top."""

    anchor: int
    x: float
    y: float


def placed(anchor: int) -> CueSettings | None:
    """The settings of captions in one of nine places, 1 (at the left of the bottom) to 9; ``None`` for the usual one.

    >>> placed(8).line, placed(2)
    (0, None)
    """
    height, side = divmod(anchor - 1, 3)
    if anchor == BOTTOM:
        return None
    align = _ALIGN[side]
    if height == 0:
        return CueSettings(align=align)  # type: ignore[arg-type]  # one of three literals
    if height == 1:
        return CueSettings(line=_MIDDLE, snap_to_lines=False, line_align="center", align=align)  # type: ignore[arg-type]  # as above
    return CueSettings(line=0, align=align)  # type: ignore[arg-type]  # as above


def anchor_of(settings: CueSettings | None) -> int:
    """The nearest of the nine places."""
    if settings is None:
        return BOTTOM
    return 3 * _height(settings) + _SIDE[settings.align] + 1


def _height(settings: CueSettings) -> int:
    if settings.line is None:
        return 0
    if not settings.snap_to_lines:
        share = settings.line / 100
    elif settings.line < 0:
        share = 1 + settings.line / _LINES
    else:
        share = settings.line / _LINES
    return 2 - min(max(int(3 * share), 0), 2)


def is_nearest_only(settings: CueSettings | None) -> bool:
    """Whether one of nine places is less than the settings say."""
    return settings is not None and settings != (placed(anchor_of(settings)) or CueSettings())


def pointed(point: Point) -> CueSettings:
    """The settings of captions whose anchor stands at a point."""
    height, side = divmod(point.anchor - 1, 3)
    return CueSettings(
        line=point.y,
        snap_to_lines=False,
        line_align=_LINE_ALIGN[height],  # type: ignore[arg-type]  # one of three literals
        position=point.x,
        position_align=_POSITION_ALIGN[side],  # type: ignore[arg-type]  # as above
        align=_ALIGN[side],  # type: ignore[arg-type]  # as above
    )


def point_of(settings: CueSettings | None) -> Point | None:
    """The point at which settings put captions; ``None`` if they do not say both how high and how far to the left."""
    if settings is None or settings.line is None or settings.snap_to_lines or settings.position is None:
        return None
    auto = settings.position_align == "auto"
    side = _SIDE[settings.align] if auto else _POSITION_ALIGN.index(settings.position_align)
    return Point(3 * _LINE_ALIGN.index(settings.line_align) + side + 1, settings.position, settings.line)
