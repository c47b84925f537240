"""Where a text is cut into cues and lines: its columns made ready for the search, and the search's answer as words."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate, islice
from typing import TYPE_CHECKING

from msgspec import Struct

from subkit.captioning import breaks, phrases, search, spacing, timing
from subkit.captioning.speakers import LABEL_MARK, LABEL_ROOM
from subkit.captioning.width import cells_per_character, measure

if TYPE_CHECKING:
    from subkit.captioning.text import Text
    from subkit.language import Language
    from subkit.profile import Profile

# After the last word nothing begins: later than any word, in ms.
_NOTHING_MORE = 1 << 50


class Piece(Struct, frozen=True, gc=False):
    """One cue to be: its words, and the first word of each of its lines.

    Attributes:
        begin: its first word.
        end: the word after its last.
        lines: the words at which its lines begin.
    """

    begin: int
    end: int
    lines: list[int]


class Units(Struct, frozen=True):
    """The pieces of a text that no line may split.

    Attributes:
        starts: the words with which they begin, ascending.
        forced: those of them with which a cue must begin; the first among them.
        widths: the cells that each word takes, the label of whoever begins to speak included.
        cells: cells a blank.
    """

    starts: list[int]
    forced: list[int]
    widths: list[int]
    cells: int


def cut(text: Text, profile: Profile, language: Language, *, speakers: bool) -> list[Piece]:
    """The cues of least total cost under the profile's limits, in order; every word is in exactly one.

    Args:
        text: the words.
        profile: the house style.
        language: whose closed classes count.
        speakers: leave room for the label where somebody else begins to speak.
    """
    if not text.words:
        return []
    cells = cells_per_character(language.counting)
    limits = search.prepare(
        line=profile.max_line_length * cells,
        lines=profile.max_lines,
        cells=cells,
        longest=profile.max_duration,
        shortest=profile.min_duration,
        cps=profile.max_cps,
        weights=profile.weights,
    )
    forced = _forced(text, profile)
    starts = sorted({*_unit_starts(text, limits.line, language), *forced})
    widths = _with_labels(text, starts, limits.line, language) if speakers else text.widths
    columns = _columns(text, Units(starts, forced, widths, cells), profile, language)
    starts.append(len(text.texts))
    return [
        Piece(starts[found.begin], starts[found.end], [starts[at] for at in (found.begin, *found.breaks)])
        for found in search.best_cuts(columns, limits)
    ]


def _unit_starts(text: Text, line: int, language: Language) -> list[int]:
    """The words at which a line may begin; in scripts without blanks those of a phrase, if their phrases are known."""
    starts = spacing.unit_starts(text.texts, text.blank)
    parse = phrases.parser(language.tag)
    if parse is None or all(text.blank):
        return starts
    return phrases.whole(starts, phrases.heads(text.texts, text.blank, parse), text.widths, line)


def _forced(text: Text, profile: Profile) -> list[int]:
    """The words with which a cue must begin: after a long pause, and where somebody else speaks; the first among them."""
    longest = profile.max_pause
    after_pause = [
        at
        for at, (end, start) in enumerate(zip(text.ends, islice(text.starts, 1, None), strict=False), 1)
        if start - end >= longest
    ]
    return sorted({*after_pause, *text.turns})


def _with_labels(text: Text, starts: list[int], line: int, language: Language) -> list[int]:
    """The widths of the words, with that of the label where one is shown, as far as a line has room for it."""
    if not text.labels:
        return text.widths
    widths = text.widths.copy()
    room = LABEL_ROOM * cells_per_character(language.counting)
    for at in text.turns:
        label = text.labels.get(text.speakers[at] or "")
        if label is not None:
            needed = max(room, measure(label + LABEL_MARK, language.counting))
            beyond = bisect_right(starts, at)
            unit = sum(text.widths[at : starts[beyond] if beyond < len(starts) else None])
            widths[at] += max(0, min(needed, line - unit))
    return widths


def _columns(text: Text, units: Units, profile: Profile, language: Language) -> search.Columns:
    """The search's columns, of one entry a unit."""
    starts, widths, cells = units.starts, units.widths, units.cells
    nexts = [*text.starts[1:], _NOTHING_MORE]
    cue_costs, line_costs = breaks.costs(text.texts, text.pauses, language, profile.weights)
    right = list(
        accumulate(width + cells if blank else width for width, blank in zip(widths, text.blank, strict=True))
    )
    left = [end - width for end, width in zip(right, widths, strict=True)]
    return search.Columns(
        left=[*_firsts(left, starts), right[-1]],
        right=_lasts(right, starts),
        start=[*_firsts(text.starts, starts), 0],
        end=_lasts(text.ends, starts),
        shown=_lasts(timing.out_times(text.ends, nexts, profile), starts),
        room=_lasts(timing.rooms(text.ends, nexts, profile), starts),
        cue_cost=_lasts(cue_costs, starts),
        line_cost=_lasts(line_costs, starts),
        forced=[bisect_left(starts, at) for at in [*units.forced[1:], len(text.texts)]],
    )


def _firsts(column: list[int], starts: list[int]) -> list[int]:
    """The column's entries for the first word of each unit."""
    return column if len(starts) == len(column) else [column[at] for at in starts]


def _lasts(column: list[int], starts: list[int]) -> list[int]:
    """The column's entries for the last word of each unit, one place on: a unit's end is the boundary after it."""
    if len(starts) == len(column):
        return [0, *column]
    return [0, *(column[at - 1] for at in starts[1:]), column[-1]]
