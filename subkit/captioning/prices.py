"""What one cue costs, as a sum or term by term: the prices of `search`, worked out for a single candidate."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from subkit.captioning.search import NEVER, OVERLONG, split
from subkit.captioning.terms import Term
from subkit.captioning.time_costs import brief_cost, time_cost

if TYPE_CHECKING:
    from collections.abc import Sequence

    from subkit.captioning.columns import Columns, Cut
    from subkit.captioning.limits import Limits

# Out of the way of all sums of prices, and yet far below `NEVER`.
_ASIDE = 1 << 38


def price(begin: int, end: int, columns: Columns, limits: Limits) -> tuple[int, list[int]]:
    """What a cue costs whose lines break at their best, its end included, and where they do; `NEVER` if it may not be."""
    width = columns.right[end] - columns.left[begin]
    spoken = columns.end[end] - columns.start[begin]
    cost, breaks = limits.weights.cue + columns.cue_cost[end], list[int]()
    if end - begin == 1:
        if width > limits.line:
            return cost + OVERLONG, breaks
    elif width >= len(limits.shape_cost) or spoken > limits.longest:
        return NEVER, breaks
    elif width > limits.line:
        lines, breaks = split(begin, end, columns, limits)
        if lines == NEVER:
            return NEVER, breaks
        cost += lines
    elif spoken > limits.one_line:
        return NEVER, breaks
    return cost + limits.shape_cost[width] + time_price(begin, end, width, columns, limits), breaks


def price_with(  # noqa: PLR0917 - a candidate, what is asked of it, and where it stands
    begin: int, end: int, at: int, broken: bool, columns: Columns, limits: Limits
) -> tuple[int, list[int]]:
    """The same where a line must break at a boundary within the cue, or must not; `NEVER` if it cannot be."""
    line_cost = columns.line_cost
    kept = line_cost[at]
    line_cost[at] = kept - _ASIDE if broken else kept + _ASIDE
    cost, breaks = price(begin, end, columns, limits)
    line_cost[at] = kept
    if cost == NEVER or (at in breaks) is not broken:
        return NEVER, []
    return cost + _ASIDE if broken else cost, breaks


def cue_terms(begin: int, end: int, columns: Columns, limits: Limits) -> list[Term]:
    """What a cue costs besides its breaks: that it is one, how short it is, and how fast it must be read."""
    weights, cells = limits.weights, limits.cells
    width = columns.right[end] - columns.left[begin]
    terms = [Term("a cue", weights.cue)]
    if end - begin == 1 and width > limits.line:
        terms.append(Term("one piece wider than a line", OVERLONG))
        return terms
    terms.append(
        Term(
            f"short: {_count(width, cells)} of {_count(limits.full, cells)} characters",
            weights.short * max(0, limits.full - width) // cells,
        )
    )
    cost = time_price(begin, end, width, columns, limits)
    shown = _shown(begin, end, columns, limits)
    brief = brief_cost(shown, limits) if cost and shown < limits.shortest else 0
    terms += [
        Term(f"at most {shown} ms to read {_count(width, cells)} characters", cost - brief),
        Term(f"at most {shown} ms on screen", brief),
    ]
    return [term for term in terms if term.amount]


def shared_terms(cut: Cut, dashes: int, columns: Columns, limits: Limits) -> list[Term]:
    """The same for a cue that two speakers share (`sharing`), with the cells that their dashes take."""
    weights = limits.weights
    width = _shared_width(cut, columns) + dashes
    start, fits = columns.soonest[cut.begin], min(width, limits.line)
    time = time_price(cut.begin, cut.end, width, columns, limits)
    terms = [
        Term("a cue", weights.cue),
        Term("a second one, whose place it takes", weights.cue),
        Term(
            f"short: {_count(width, limits.cells)} of {_count(limits.full, limits.cells)} characters",
            limits.shape_cost[fits],
        ),
        Term(
            f"at most {columns.shown[cut.end] - start} ms to read {_count(width, limits.cells)} characters",
            time,
        ),
    ]
    return [term for term in terms if term.amount]


def line_terms(
    begin: int, end: int, breaks: Sequence[int], columns: Columns, limits: Limits
) -> list[list[Term]]:
    """What each line break of a cue costs besides its place: that there is one more line, and how the two beside it look."""
    weights, cells = limits.weights, limits.cells
    widths = [int(columns.right[b] - columns.left[a]) for a, b in pairwise([begin, *breaks, end])]
    found: list[list[Term]] = []
    for top, bottom in pairwise(widths):
        apart = weights.imbalance * abs(top - bottom) // cells
        heavy = weights.top_heavy if top > bottom else 0
        terms = [
            Term("a line more", weights.line),
            Term(f"lines {_count(abs(top - bottom), cells)} characters apart", apart),
            Term("the upper line is the longer", heavy),
            Term(
                "one line is too short beside the other",
                limits.pair_cost[top * (limits.line + 1) + bottom] - apart - heavy,
            ),
        ]
        found.append([term for term in terms if term.amount])
    return found


def _shared_width(cut: Cut, columns: Columns) -> int:
    edges = pairwise([cut.begin, *cut.breaks, cut.end])
    return sum(columns.right[end] - columns.left[begin] for begin, end in edges)


def time_price(begin: int, end: int, width: int, columns: Columns, limits: Limits) -> int:
    """What it costs that a cue of a width (in cells) can be shown only for the time there is."""
    start = columns.soonest[begin]
    time = columns.shown[end] - start
    if time >= limits.time_needed[width]:
        return 0
    words = columns.words[end] - columns.words[begin] if len(columns.words) else 0
    return time_cost(time, columns.start[end] - limits.gap - start, width, limits, words)


def _shown(begin: int, end: int, columns: Columns, limits: Limits) -> int:
    """How long a cue is shown at most, as `time_costs.time_cost` counts it, in ms."""
    start = columns.soonest[begin]
    room = columns.start[end] - limits.gap - start
    return max(1, columns.shown[end] - start, min(limits.shortest, room))


def _count(cells: int, cells_per_character: int) -> str:
    return f"{cells / cells_per_character:g}"
