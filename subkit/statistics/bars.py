"""Figures as pictures of characters: a line of blocks, and bars with the limit where it lies."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from subkit.statistics.records import Figure, Histogram, Limit

Ink = Literal["blocks", "ascii"]

_RISING = {"blocks": " ▁▂▃▄▅▆▇█", "ascii": " .:-=+*%#"}
_EIGHTHS = {"blocks": ("█", " ▏▎▍▌▋▊▉"), "ascii": ("#", " ")}
_WIDTH = 40
_DIM, _RED, _PLAIN = "\x1b[2m", "\x1b[31m", "\x1b[0m"


def sparkline(histogram: Histogram, ink: Ink = "blocks") -> str:
    """The bars, one character each, as high as they are; what there is any of is never blank.

    >>> from subkit.statistics.records import Histogram
    >>> sparkline(Histogram(first=0, width=1, counts=(1, 8, 4, 0, 1)))
    '▁█▄ ▁'
    """
    steps = _RISING[ink]
    most = max(histogram.counts)
    return "".join([steps[-(-count * (len(steps) - 1) // most) if most else 0] for count in histogram.counts])


def bars(figure: Figure, *, ink: Ink = "blocks", colour: bool = False) -> Iterator[str]:
    """A figure as lines of bars: where each begins, how many there are, and how many of 100; limits stand where they lie.

    Args:
        figure: the figure.
        ink: what bars are drawn with.
        colour: show those beyond a limit in red.
    """
    drawn = figure.histogram
    starts = [drawn.first + place * drawn.width for place in range(len(drawn.counts))]
    wide = len(f"{starts[-1] + drawn.width:.10g}")
    most = max(drawn.counts)
    for start, count in zip(starts, drawn.counts, strict=True):
        row = f"  {start:>{wide}.10g}  {_bar(count, most, ink):<{_WIDTH}}  {count:>6} {count / figure.count:>6.1%}"
        told = [_told(limit) for limit in figure.limits if _in(limit, start, drawn.width)]
        text = f"{row}  {', '.join(told)}".rstrip()
        over = any(beyond(limit, start, drawn.width) for limit in figure.limits)
        yield f"{_RED}{text}{_PLAIN}" if colour and over and count else text
    for count, side in ((drawn.below, "less"), (drawn.above, "more")):
        if count:
            text = f"  {'':>{wide}}  {side + ' than that':<{_WIDTH}}  {count:>6} {count / figure.count:>6.1%}"
            yield f"{_DIM}{text}{_PLAIN}" if colour else text


def _bar(count: int, most: int, ink: Ink) -> str:
    full, parts = _EIGHTHS[ink]
    whole, rest = divmod(count * _WIDTH * len(parts) // max(1, most), len(parts))
    drawn = full * whole + (parts[rest] if rest else "")
    return drawn if drawn or not count else parts[1] if len(parts) > 1 else "."


def _told(limit: Limit) -> str:
    return f"<- {'at most' if limit.side == 'most' else 'at least'} {limit.value:.10g}"


def _in(limit: Limit, start: float, width: float) -> bool:
    return limit.value is not None and start <= limit.value < start + width


def beyond(limit: Limit, start: float, width: float) -> bool:
    """Whether all of a bar is beyond the limit."""
    if limit.value is None:
        return False
    return start > limit.value if limit.side == "most" else start + width <= limit.value


def columns(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Rows of cells in columns, the first to the left and the others to the right; the last runs free."""
    widths = [max(map(len, column)) for column in zip_longest(*rows, fillvalue="")]
    for row in rows:
        first, *rest = [
            cell.ljust(width) if place == 0 else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=False))
        ]
        yield "  ".join([first, *rest[:-1], row[-1]] if rest else [first]).rstrip()
