"""Draws how the search sees one stretch of the workshop sample: what breaks cost, all cues there could be, the best ways.

Nothing here is made up: the prices are those of `subkit.captioning`, and the rivals are all ways there are, weighed.
``pytest tests/test_pictures.py --rewrite-golden`` draws anew.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import subkit
from docs.pictures.svg import box, document, path, text
from subkit.captioning.prices import price
from subkit.captioning.problem import Options, problem
from subkit.captioning.search import NEVER, best_cuts
from subkit.captioning.text import columns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from subkit.captioning.problem import Problem

SAMPLE = Path(__file__).parent.parent.parent / "samples/pictory/workshop.json"
FIRST, LAST = 21, 45
WIDTH, MARGIN, LETTER = 1000, 28, 7.22
SHOWN = 7
CLOSE = 38


class Stretch(NamedTuple):
    """A stretch of speech as the search has it.

    Attributes:
        units: the words that are never parted, joined; one text for each step of the search.
        problem: what the search was asked.
        chosen: the boundaries at which the cues of least cost end, 0 before them.
        cues: the price of each cue there could be, and its line breaks, by the boundaries where it begins and ends.
    """

    units: list[str]
    problem: Problem
    chosen: tuple[int, ...]
    cues: dict[tuple[int, int], tuple[int, list[int]]]


@cache
def stretch() -> Stretch:
    """The stretch that all pictures show."""
    words = list(subkit.read(SAMPLE, language="en-US").words)[FIRST:LAST]
    language = subkit.Language.load("en-US")
    profile = subkit.Profile.load("default").for_language(language)
    heard = columns(subkit.Transcript((subkit.Segment(tuple(words)),), language="en-US"), language)
    asked = problem(heard, profile, language, Options())
    size = len(asked.columns.left)
    priced = {
        (begin, end): price(begin, end, asked.columns, asked.limits)
        for end in range(1, size)
        for begin in range(end)
    }
    cuts = best_cuts(asked.columns, asked.limits)
    units = [" ".join(heard.texts[begin:end]) for begin, end in pairwise(asked.starts)]
    possible = {ends: found for ends, found in priced.items() if found[0] < NEVER}
    return Stretch(units, asked, (0, *(cut.end for cut in cuts)), possible)


def ways() -> list[tuple[int, tuple[int, ...]]]:
    """All ways to cut the stretch, each with what it costs, the cheapest first."""
    shown = stretch()

    def from_(begin: int) -> Iterator[tuple[int, tuple[int, ...]]]:
        if begin == len(shown.units):
            yield 0, (begin,)
        for end in range(begin + 1, len(shown.units) + 1):
            if (begin, end) in shown.cues:
                for cost, rest in from_(end):
                    yield cost + shown.cues[begin, end][0], (begin, *rest)

    return sorted(from_(0))


def boundaries() -> str:
    """What a break after each word costs: as the end of a cue, and as that of a line."""
    shown, base, scale = stretch(), 118, 0.0105
    parts = [
        text(
            MARGIN - 14,
            24,
            "What a break costs, in hundredths: as the end of a cue, and, pale, as the end of a line",
            "title",
        ),
        text(
            MARGIN - 14,
            42,
            "Below the words is what a break gains, above them what it costs; words with a bow are never parted",
            "faint",
        ),
        *_words(base),
    ]
    places = _places()
    columns = shown.problem.columns
    for (at, x), low in list(zip(enumerate(places), _staggered(places), strict=True))[1:-1]:
        cue, line = int(columns.cue_cost[at]), int(columns.line_cost[at])
        y = base - 28 - max(cue, line) * scale - low if cue > 0 else base + 25 - cue * scale
        parts += [_bar(x - 6, base, cue * scale, ""), _bar(x + 1, base, line * scale, " lines")]
        parts.append(text(x, y, f"{cue:,}", "small faint", "middle"))
    return document(WIDTH, 236, "The words of a sentence, with the price of a break after each", parts)


def _bar(x: float, base: float, cost: float, style: str) -> str:
    """A bar above the words for a price, below them for a gain."""
    y = base - 24 - cost if cost > 0 else base + 14
    return box(x, y, 5, max(abs(cost), 1), ("cost" if cost > 0 else "gain") + style)


def _staggered(places: list[float]) -> list[int]:
    """How far each figure is moved away from the words, so that neighbours do not run into each other."""
    moved = [0]
    for one, other in pairwise(places):
        moved.append(12 if other - one < CLOSE and not moved[-1] else 0)
    return moved


def lattice() -> str:
    """Every cue there could be as an arc from its beginning to its end, and the way of least cost through them."""
    shown, base, places = stretch(), 206, _places()
    longest = max(end - begin for begin, end in shown.cues)
    parts = [
        text(
            MARGIN - 14,
            24,
            f"Every cue there could be: {len(shown.cues)} arcs within the limits; the way of least cost is blue",
            "title",
        ),
        text(
            MARGIN - 14,
            42,
            "Below each boundary: what the best cues up to there cost, in hundredths",
            "faint",
        ),
    ]
    steps = set(pairwise(shown.chosen))
    for begin, end in sorted(shown.cues, key=lambda ends: ends in steps):
        high = 24 + 150 * (end - begin) / longest
        curve = f"M{places[begin]:.1f} {base} C{places[begin]:.1f} {base - high:.1f} {places[end]:.1f} {base - high:.1f} {places[end]:.1f} {base}"
        parts.append(path("best" if (begin, end) in steps else "way", curve))
    for begin, end in pairwise(shown.chosen):
        middle = (places[begin] + places[end]) / 2
        high = 24 + 150 * (end - begin) / longest
        parts.append(
            text(middle, base - high * 0.75 - 6, f"{shown.cues[begin, end][0]:,}", "title", "middle")
        )
    for at, x in enumerate(places):
        style = "node on" if at in shown.chosen else "node"
        parts.append(f'<circle class="{style}" cx="{x:.1f}" cy="{base}" r="4"/>')
    for (at, x), low in zip(enumerate(places), _staggered(places), strict=True):
        parts.append(text(x, base + 46 + low, f"{_least()[at]:,}", "small faint", "middle"))
    parts += _words(base + 26)
    return document(
        WIDTH, base + 62, "All cues that the limits allow, as arcs over the words, and the chosen ones", parts
    )


@cache
def _least() -> list[int]:
    """The least cost of all cues up to each boundary."""
    shown, found = stretch(), [0]
    for end in range(1, len(shown.units) + 1):
        found.append(
            min(found[begin] + cost for (begin, last), (cost, _) in shown.cues.items() if last == end)
        )
    return found


def rivals() -> str:
    """The best ways to cut the stretch, with what each costs more."""
    found, places = ways(), _places()
    parts = [
        text(
            MARGIN - 14,
            24,
            f"The {SHOWN} best of the {len(found):,} ways to cut it, and what each costs more, in hundredths",
            "title",
        )
    ]
    for row, (cost, ends) in enumerate(found[:SHOWN]):
        y = 42 + 36 * row
        for begin, end in pairwise(ends):
            parts += _cue(begin, end, y, "cue" if row else "chosen")
        parts.append(
            text(WIDTH - 10, y + 17, f"+{cost - found[0][0]:,}" if row else "chosen", "title", "end")
        )
    assert places[-1] < WIDTH - 60  # noqa: S101 - room for the figures
    return document(WIDTH, 42 + 36 * SHOWN + 8, "The chosen cues and the next best ones", parts)


def _cue(begin: int, end: int, y: float, style: str) -> list[str]:
    """A cue as a box around its words, with a stroke where its line breaks."""
    places, shown = _places(), stretch()
    parts = [box(places[begin] + 2, y, places[end] - places[begin] - 4, 26, style, 4)]
    parts += [text(_begin(unit), y + 17, shown.units[unit], "word") for unit in range(begin, end)]
    broken = shown.cues[begin, end][1]
    return parts + [path("best", f"M{places[at]:.1f} {y + 5} V{y + 21}") for at in broken]


def _words(base: float) -> list[str]:
    """The words on a line, with a bow under those that are never parted."""
    parts = []
    for unit, said in enumerate(stretch().units):
        x, width = _begin(unit), LETTER * len(said)
        parts.append(text(x, base, said, "word"))
        if " " in said:
            parts.append(path("bond", f"M{x:.1f} {base + 4} q0 4 4 4 H{x + width - 4:.1f} q4 0 4 -4"))
    return parts


def _begin(unit: int) -> float:
    """Where the text of a unit begins."""
    return MARGIN + sum((len(said) + 1) * LETTER for said in stretch().units[:unit])


def _places() -> list[float]:
    """Where each boundary is: in the blank before a unit, and after the last one."""
    return [_begin(at) - LETTER / 2 for at in range(len(stretch().units) + 1)]


PICTURES = {
    "words-and-breaks.svg": boundaries,
    "lattice.svg": lattice,
    "rivals.svg": rivals,
}
