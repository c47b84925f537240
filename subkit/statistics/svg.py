"""Statistics as one SVG picture: a panel of bars for each figure, the limits as lines, light or dark as the reader has it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from subkit.statistics.bars import beyond
from subkit.statistics.plain import printable, whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from subkit.statistics.records import Figure, Limit, Statistics

WIDTH = 760
_PANEL = (360, 190)
_HEAD = 56
_MARGIN = 16
_PLOT = (8, 52, 344, 108)
"""Left, top, width and height of the bars within a panel, in pixels."""
_WIDEST = 40
"""The most that a bar is wide, in pixels."""

STYLE = """
svg { --paper: #ffffff; --ink: #1f2328; --faint: #59636e; --bar: #3c6ea8; --over: #b3261e; }
@media (prefers-color-scheme: dark) {
  svg { --paper: #15181d; --ink: #e6e9ed; --faint: #a3adb8; --bar: #7fb0ea; --over: #ff8f85; }
}
.paper { fill: var(--paper); }
text { fill: var(--ink); font: 13px system-ui, sans-serif; }
text.head { font-size: 16px; font-weight: 600; }
text.name { font-weight: 600; }
text.small { fill: var(--faint); font-size: 11px; }
text.limit { fill: var(--over); font-size: 11px; }
.bar { fill: var(--bar); }
.over { fill: var(--over); }
.axis { stroke: var(--faint); }
.line { stroke: var(--ink); stroke-width: 1.5; stroke-dasharray: 4 3; }
"""
"""Every colour of the picture, on paper of either kind."""


def svg(name: str, found: Statistics) -> str:
    """The picture, as the text of an SVG file that holds all it needs and runs nothing.

    Who does not see it is told the same: in the title, in the description, and in a title of each bar.

    Args:
        name: what to call the captions.
        found: their figures.
    """
    rows = (len(found.figures) + 1) // 2
    height = _HEAD + rows * _PANEL[1] + _MARGIN
    root = Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {WIDTH} {height}",
            "width": str(WIDTH),
            "height": str(height),
            "role": "img",
            "aria-labelledby": "subkit-title subkit-desc",
        },
    )
    _texts(root, "title", f"Statistics of {printable(name)}", id="subkit-title")
    _texts(root, "desc", " ".join(_described(name, found)), id="subkit-desc")
    _texts(root, "style", STYLE)
    SubElement(root, "rect", {"class": "paper", "width": str(WIDTH), "height": str(height)})
    _text(root, (_MARGIN, 26), printable(name), "head")
    _text(root, (_MARGIN, 46), printable(whole(found)), "small")
    for place, figure in enumerate(found.figures.values()):
        left, top = _MARGIN + place % 2 * (_PANEL[0] + 8), _HEAD + place // 2 * _PANEL[1]
        _panel(SubElement(root, "g", {"transform": f"translate({left} {top})"}), figure)
    indent(root)
    return tostring(root, encoding="unicode") + "\n"


def _described(name: str, found: Statistics) -> Iterator[str]:
    yield printable(f"{name}: {whole(found)}.")
    for figure in found.figures.values():
        limits = "".join([f"; {told(limit)}" for limit in figure.limits])
        yield f"{figure.title}: {_summary(figure)}{limits}."


def told(limit: Limit) -> str:
    """A limit and how many are beyond it, in words."""
    value = "several limits" if limit.value is None else f"{limit.value:.10g}"
    side = "at most" if limit.side == "most" else "at least"
    return f"{side} {value}: {limit.share:.1%} beyond"


def _summary(figure: Figure) -> str:
    spread = figure.spread
    out = figure.histogram.below + figure.histogram.above
    undrawn = f"; {out:,} too far out to draw" if out else ""
    return f"{spread.least:.10g} to {spread.most:.10g}, median {spread.median:.10g}, 95 % up to {spread.p95:.10g}{undrawn}"


def _panel(panel: Element, figure: Figure) -> None:
    left, top, width, height = _PLOT
    _text(panel, (left, 16), figure.title, "name")
    _text(panel, (left, 32), _summary(figure), "small")
    drawn = figure.histogram
    step = _step(figure)
    most = max(1, *drawn.counts)
    for place, count in enumerate(drawn.counts):
        start = drawn.first + place * drawn.width
        over = any(beyond(limit, start, drawn.width) for limit in figure.limits)
        tall = height * count / most
        box = {"x": left + place * step + 0.5, "y": top + height - tall, "width": step - 1, "height": tall}
        bar = SubElement(panel, "rect", {key: f"{value:.2f}" for key, value in box.items()})
        bar.set("class", "bar over" if over else "bar")
        _texts(bar, "title", f"{start:.10g} to {start + drawn.width:.10g}: {count}")
    base = str(top + height)
    SubElement(
        panel, "line", {"class": "axis", "x1": str(left), "x2": str(left + width), "y1": base, "y2": base}
    )
    _text(panel, (left, top + height + 14), f"{drawn.first:.10g}", "small")
    end = drawn.first + len(drawn.counts) * drawn.width
    _text(panel, (left + step * len(drawn.counts), top + height + 14), f"{end:.10g}", "small", "end")
    for row, limit in enumerate(figure.limits):
        _limit(panel, figure, limit, row)


def _limit(panel: Element, figure: Figure, limit: Limit, row: int) -> None:
    """A limit as a line, if it is near enough to be drawn, and in words below the bars."""
    left, top, width, height = _PLOT
    drawn = figure.histogram
    kind = "limit" if limit.cues else "small"
    _text(panel, (left + width / 2, top + height + 14 + 13 * row), told(limit), kind, "middle")
    if limit.value is None:
        return
    # What is counted in whole numbers may reach the limit: its bar stands before the line.
    place = (limit.value + (figure.whole and limit.side == "most") - drawn.first) / drawn.width
    if 0 <= place <= len(drawn.counts):
        at = f"{left + place * _step(figure):.2f}"
        SubElement(
            panel, "line", {"class": "line", "x1": at, "x2": at, "y1": str(top - 6), "y2": str(top + height)}
        )


def _step(figure: Figure) -> float:
    """How wide a bar is, in pixels."""
    return min(_PLOT[2] / len(figure.histogram.counts), _WIDEST)


def _text(parent: Element, at: tuple[float, float], words: str, kind: str, anchor: str = "start") -> None:
    x, y = at
    _texts(parent, "text", words, **{"class": kind, "x": f"{x:g}", "y": f"{y:g}", "text-anchor": anchor})


def _texts(parent: Element, tag: str, words: str, **attributes: str) -> None:
    SubElement(parent, tag, attributes).text = words
