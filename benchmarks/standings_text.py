"""The tables of the races."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from benchmarks.generated import WORDS_AN_HOUR
from benchmarks.race import Result
from benchmarks.standings import FILE_CUES, FLOOR, Standings, ratio
from benchmarks.table import table

if TYPE_CHECKING:
    from collections.abc import Sequence

_HEADS = ("median s", "range", "reading", "words/s", "us/word", "growth", "x decode", "peak MB", "cues")


def cutters(found: Standings) -> str:
    """A row for each contender at each length."""
    first = next(iter(found.by_length.values()))
    shortest = next(iter(found.by_length))
    rows = []
    for hours, results in found.by_length.items():
        floor = results[FLOOR]
        for title, one in results.items():
            name = f"{title} {one.version}" if isinstance(one, Result) and "subkit" not in title else title
            if isinstance(one, str):
                rows.append([f"{hours:g} h  {name}", one, *[""] * (len(_HEADS) - 1)])
                continue
            begun = first[title]
            growth = (one.seconds / hours) / (begun.seconds / shortest) if isinstance(begun, Result) else None
            rows.append([f"{hours:g} h  {name}", *_cells(one, hours, growth, floor)])
    return table(["JSON to SubRip, CPU time", *_HEADS], rows)


def _cells(one: Result, hours: float, growth: float | None, floor: Result | str) -> list[str]:
    words = hours * WORDS_AN_HOUR
    return [
        f"{one.seconds:.3f}",
        _range(one.whole),
        f"{median(one.read):.3f}",
        f"{words / one.seconds:,.0f}",
        f"{1e6 * one.seconds / words:.2f}",
        "" if growth is None else f"{growth:.2f}",
        f"{ratio(one.whole, floor.read):.1f}" if isinstance(floor, Result) else "",
        f"{one.peak / 1e6:.0f}",
        str(one.cues),
    ]


def files(found: dict[str, Result | str]) -> str:
    """A row for each library and format."""
    rows = [
        [title, one, *[""] * 5]
        if isinstance(one, str)
        else [f"{title}  {one.version}", *_step(one.read), *_step(one.write)]
        for title, one in found.items()
    ]
    heads = ["read s", "range", "us/cue", "write s", "range", "us/cue"]
    return table([f"{FILE_CUES:,} cues, CPU time", *heads], rows)


def _step(seconds: Sequence[float]) -> list[str]:
    return [f"{median(seconds):.3f}", _range(seconds), f"{1e6 * median(seconds) / FILE_CUES:.2f}"]


def _range(seconds: Sequence[float]) -> str:
    return f"{min(seconds):.3f}-{max(seconds):.3f}"
