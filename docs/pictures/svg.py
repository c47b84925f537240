"""What the pictures share: a document that can be read on light and dark pages, and a few shapes."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Iterable

# A ground of its own: a page that is switched to dark by hand does not tell its pictures.
_STYLE = """
  .ground { fill: #ffffff; stroke: #d0d7de }
  text { font: 12px system-ui, sans-serif; fill: #24292f }
  .title { font-weight: 600; font-size: 13px }
  .word { font: 12px ui-monospace, "DejaVu Sans Mono", monospace }
  .small { font-size: 10px }
  .faint { fill: #57606a }
  .cue { fill: #ffffff; stroke: #8c959f }
  .chosen { fill: #ddf4ff; stroke: #0969da }
  .bad { fill: #fff1e5; stroke: #bc4c00 }
  .pause { fill: #d0d7de; opacity: .55 }
  .cost { fill: #cf222e } .gain { fill: #1a7f37 } .lines { opacity: .45 }
  .axis { stroke: #8c959f; stroke-width: 1 }
  .way { fill: none; stroke: #8c959f; stroke-width: .8; opacity: .55 }
  .best { fill: none; stroke: #0969da; stroke-width: 2.5 }
  .node { fill: #ffffff; stroke: #57606a } .on { fill: #0969da; stroke: #0969da }
  .bond { fill: none; stroke: #8250df; stroke-width: 1.5 }
  .bonded { fill: #8250df }
  .s1 { fill: #0969da } .s2 { fill: #8250df } .s3 { fill: #1a7f37 }
  @media (prefers-color-scheme: dark) {
    .ground { fill: #0d1117; stroke: #30363d }
    text { fill: #e6edf3 } .faint { fill: #9198a1 }
    .cue { fill: #161b22; stroke: #6e7681 } .chosen { fill: #0c2d6b; stroke: #58a6ff }
    .bad { fill: #3d1d00; stroke: #f0883e } .pause { fill: #6e7681 }
    .cost { fill: #ff7b72 } .gain { fill: #3fb950 }
    .axis { stroke: #6e7681 } .way { stroke: #8b949e } .best { stroke: #58a6ff }
    .node { fill: #0d1117; stroke: #8b949e } .on { fill: #58a6ff; stroke: #58a6ff }
    .bond { stroke: #bc8cff } .bonded { fill: #bc8cff }
    .s1 { fill: #58a6ff } .s2 { fill: #bc8cff } .s3 { fill: #3fb950 }
  }
"""


def document(width: float, height: float, label: str, parts: Iterable[str]) -> str:
    """A picture.

    Args:
        width: in the picture's own units, as all that follows.
        height: likewise.
        label: what it shows, for those who cannot see it.
        parts: its shapes, in the order in which they are drawn.
    """
    box = f'viewBox="0 0 {_figure(width)} {_figure(height)}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {box} role="img">'
    ground = f'<rect class="ground" x="0.5" y="0.5" width="{_figure(width - 1)}" height="{_figure(height - 1)}" rx="6"/>'
    told = f"<title>{escape(label)}</title>"
    return "\n".join([head, told, f"<style>{_STYLE}</style>", ground, *parts, "</svg>", ""])


def text(x: float, y: float, shown: str, style: str = "", anchor: str = "start") -> str:
    """A text that begins at ``x``, or has its middle or its end there, on the base line ``y``."""
    classed = f' class="{style}"' if style else ""
    placed = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return f'<text{classed} x="{_figure(x)}" y="{_figure(y)}"{placed}>{escape(shown)}</text>'


def box(x: float, y: float, width: float, height: float, style: str, corner: float = 2) -> str:  # noqa: PLR0917 - where, how large, how
    """A rectangle."""
    place = f'x="{_figure(x)}" y="{_figure(y)}" width="{_figure(width)}" height="{_figure(height)}"'
    return f'<rect class="{style}" {place} rx="{_figure(corner)}"/>'


def path(style: str, steps: str) -> str:
    """A line by its steps, as SVG writes them."""
    return f'<path class="{style}" d="{steps}"/>'


def _figure(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
