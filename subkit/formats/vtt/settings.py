"""Where a WebVTT cue is shown: its settings read (W3C WebVTT, 6.3) and written (4.4)."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec.structs import replace

from subkit.document import CueSettings
from subkit.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Callable

BLANKS = pattern("[ \t\n\f\r]+")
"""What parts settings."""
_percentage = pattern(r"(\d+(?:\.\d+)?)%", re.ASCII)
_number = pattern(r"-?\d+(?:\.\d+)?", re.ASCII)
_LAST = 100.0  # per cent


@lru_cache(maxsize=1024)
def read(text: str) -> tuple[CueSettings | None, tuple[str, ...]]:
    """The settings behind a cue's times, and those that a browser ignores.

    Args:
        text: what stands behind the times.

    Returns:
        The settings, ``None`` if they are all as they would be without; and the ignored ones as they stand.
    """
    settings = CueSettings()
    ignored = []
    for setting in filter(None, BLANKS.split(text)):
        name, _, value = setting.partition(":")
        changed = _SETTINGS[name](settings, value) if value and name in _SETTINGS else None
        if changed is None:
            ignored.append(setting)
        settings = changed or settings
    return (None if settings == CueSettings() else settings), tuple(ignored)


def written(settings: CueSettings) -> str:
    """The settings as they stand behind a cue's times: those that are not as they would be without.

    >>> written(CueSettings(line=10, snap_to_lines=False, line_align="end", align="left"))
    'line:10%,end align:left'
    """
    parts = []
    if settings.vertical:
        parts.append(f"vertical:{settings.vertical}")
    if settings.line is not None:
        unit = "" if settings.snap_to_lines else "%"
        align = "" if settings.line_align == "start" else f",{settings.line_align}"
        parts.append(f"line:{_plain(settings.line)}{unit}{align}")
    if settings.position is not None:
        align = "" if settings.position_align == "auto" else f",{settings.position_align}"
        parts.append(f"position:{_plain(settings.position)}%{align}")
    if settings.size != _LAST:
        parts.append(f"size:{_plain(settings.size)}%")
    if settings.align != "center":
        parts.append(f"align:{settings.align}")
    if settings.region and is_region_id(settings.region):
        # A vertical, placed or sized cue leaves the region that was named before: the region comes last.
        parts.append(f"region:{settings.region}")
    return " ".join(parts)


def is_region_id(name: str) -> bool:
    """Whether a name can be that of a region."""
    return bool(name) and BLANKS.search(name) is None and "-->" not in name


def percentage(text: str) -> float | None:
    """The figure of a percentage such as ``12.5%``; nothing if it is none, or not between 0 and 100."""
    match = _percentage.fullmatch(text)
    figure = float(match[1]) if match else None
    return None if figure is None or figure > _LAST else figure


def _plain(figure: float) -> str:
    """A figure without an exponent, and without digits that say nothing."""
    text = format(Decimal(repr(float(figure) or 0.0)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _region(settings: CueSettings, value: str) -> CueSettings | None:
    return replace(settings, region=value)


def _vertical(settings: CueSettings, value: str) -> CueSettings | None:
    if value not in {"rl", "lr"}:
        return None
    return replace(settings, vertical=value, region=None)


def _line(settings: CueSettings, value: str) -> CueSettings | None:
    place, comma, align = value.partition(",")
    snap = not place.endswith("%")
    line = (float(place) if _number.fullmatch(place) else None) if snap else percentage(place)
    if line is None or (comma and align not in {"start", "center", "end"}) or abs(line) == float("inf"):
        return None
    align = align or settings.line_align
    return replace(settings, line=line, snap_to_lines=snap, line_align=align, region=None)


def _position(settings: CueSettings, value: str) -> CueSettings | None:
    place, comma, align = value.partition(",")
    position = percentage(place)
    if position is None or (comma and align not in {"line-left", "center", "line-right"}):
        return None
    return replace(settings, position=position, position_align=align or settings.position_align)


def _size(settings: CueSettings, value: str) -> CueSettings | None:
    size = percentage(value)
    if size is None:
        return None
    return replace(settings, size=size, region=settings.region if size == _LAST else None)


def _align(settings: CueSettings, value: str) -> CueSettings | None:
    return replace(settings, align=value) if value in {"start", "center", "end", "left", "right"} else None


_SETTINGS: dict[str, Callable[[CueSettings, str], CueSettings | None]] = {
    "region": _region,
    "vertical": _vertical,
    "line": _line,
    "position": _position,
    "size": _size,
    "align": _align,
}
