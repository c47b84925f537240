"""The regions of a WebVTT file: where scrolling captions stand (W3C WebVTT, 6.2)."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from subkit.formats.vtt.settings import BLANKS, percentage


class Region(Struct, frozen=True, gc=False):
    """A region, in the terms and with the defaults of WebVTT.

    Attributes:
        id: what cues call it.
        width: in per cent of the video's.
        lines: its height in lines.
        anchor: the point of it that is fixed, in per cent from its left and its top.
        viewport_anchor: the point of the video it is fixed to, likewise.
        scroll: ``up`` if its lines scroll, otherwise empty.
    """

    id: str = ""
    width: float = 100
    lines: float = 3
    anchor: tuple[float, float] = (0, 100)
    viewport_anchor: tuple[float, float] = (0, 100)
    scroll: str = ""


def read(text: str) -> tuple[Region, tuple[str, ...]]:
    """The region that a block's lines below ``REGION`` make, and the settings that a browser ignores.

    >>> read("id:top lines:2 width:x")
    (Region(id='top', width=100, lines=2.0, anchor=(0, 100), viewport_anchor=(0, 100), scroll=''), ('width:x',))
    """
    region = Region()
    ignored = []
    for setting in filter(None, BLANKS.split(text)):
        name, _, value = setting.partition(":")
        changed = _changed(region, name, value) if value else None
        if changed is None:
            ignored.append(setting)
        region = changed or region
    return region, tuple(ignored)


def sound(text: str) -> str:
    r"""The lines of a region's block with those settings alone that browsers know.

    >>> sound("id:top width:x\nlines:2")
    'id:top\nlines:2'
    """
    ignored = read(text)[1]
    rows = [[one for one in BLANKS.split(line) if one and one not in ignored] for line in text.split("\n")]
    return "\n".join([" ".join(row) for row in rows if row])


def _changed(region: Region, name: str, value: str) -> Region | None:
    if name == "id":
        return replace(region, id=value)
    if name == "width" and (width := percentage(value)) is not None:
        return replace(region, width=width)
    if name == "lines" and value.isascii() and value.isdigit():
        return replace(region, lines=float(value))
    if name == "regionanchor" and (point := _point(value)):
        return replace(region, anchor=point)
    if name == "viewportanchor" and (point := _point(value)):
        return replace(region, viewport_anchor=point)
    return replace(region, scroll="up") if (name, value) == ("scroll", "up") else None


def _point(value: str) -> tuple[float, float] | None:
    across, _, down = value.partition(",")
    x, y = percentage(across), percentage(down)
    return None if x is None or y is None else (x, y)
