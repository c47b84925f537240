"""What one cue of a stretch needs so that it breaks no rule: lines that hold it, and time; and in which ways it may break one."""

from __future__ import annotations

import math
from itertools import combinations
from typing import TYPE_CHECKING

from msgspec import Struct

from subkit.profile import Profile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from subkit.checking.stretch import Stretch

FOREVER = 1 << 50
"""A time later than any, in ms."""

READING = frozenset({"reading-speed", "words-per-minute", "time-per-word", "reading-table"})
"""The rules that ask for a time to read."""

TEXT = frozenset({"line-length", "lines", "cue-length", "line-ratio"})
"""The rules that look at nothing but lines."""

TIMES = frozenset({"min-duration", "max-duration", "one-line-duration", "gap"})
"""The rules that look at times alone."""

HARD = frozenset({"line-length", "lines", "min-duration", "max-duration", "gap"})
"""The hard rules that another cut or time could break."""


class Way(Struct, frozen=True, gc=False):
    """One way to time a cue: the least and the most time, in ms, and how often that breaks the rule, and hard ones."""

    shortest: int
    longest: int
    own: int
    hard: int


class Limits(Struct, frozen=True):
    """The limits of a profile as far as a proof about one rule needs them, in cells and ms.

    Attributes:
        rule: the rule.
        profile: the house style.
        cells: how many cells a character stands for.
        line: the longest line.
        shortest: the minimum duration; 0 where it is unchecked.
        longest: the maximum duration; `FOREVER` where it is unchecked.
        known: what `all_ways` has worked out so far.
    """

    rule: str
    profile: Profile
    cells: int
    line: int
    shortest: int
    longest: int
    known: dict[tuple[int, int, int, int, int], list[Way]] = {}


class Shown(Struct, frozen=True, gc=False):
    """How a cue can be laid out: the cells of its text, the number of lines, and what that breaks."""

    width: int
    lines: int
    own: int = 0
    hard: int = 0


def limits(profile: Profile, rule: str, cells: int) -> Limits:
    """The limits for a proof about one rule."""
    off = profile.unchecked
    return Limits(
        rule,
        profile,
        cells,
        profile.max_line_length * cells,
        0 if "min_duration" in off else profile.min_duration,
        FOREVER if "max_duration" in off else profile.max_duration,
    )


def shown(stretch: Stretch, begin: int, end: int, bounds: Limits) -> Shown | None:
    """The best layout of the units of a cue, on as few lines as hold them; ``None`` where no lines do.

    A unit that is longer than a line stands alone.
    """
    label, line = stretch.label[begin], bounds.line
    width = stretch.right[end - 1] - stretch.left[begin]
    if label + width <= line:
        return Shown(width, 1, int(_too_long(width, bounds)))
    if end == begin + 1:
        own = bounds.rule == "line-length" or _too_long(width, bounds)
        return Shown(width, 1, int(own), int(bounds.rule != "line-length"))
    for lines in range(2, bounds.profile.max_lines + 1):
        found = [
            Shown(sum(widths), lines, int(_lopsided(widths, bounds) or _too_long(sum(widths), bounds)))
            for widths in layouts(stretch, begin, end, lines, line)
        ]
        if found:
            return min(found, key=lambda one: (one.own, one.width))
    return None


def layouts(stretch: Stretch, begin: int, end: int, lines: int, line: int) -> Iterator[tuple[int, ...]]:
    """The widths of the lines, without the label, for every way to break units into so many lines that hold them."""
    left, right = stretch.left, stretch.right
    if lines == 1:
        if stretch.label[begin] + right[end - 1] - left[begin] <= line:
            yield (right[end - 1] - left[begin],)
        return
    for at in range(end - 1, begin, -1):
        below = right[end - 1] - left[at]
        if below > line:
            return
        for above in layouts(stretch, begin, at, lines - 1, line):
            yield (*above, below)


def all_ways(layout: Shown, words: int, bounds: Limits) -> list[Way]:
    """The same as `ways`, worked out once for each layout."""
    key = (layout.width, layout.lines, layout.own, layout.hard, words)
    found = bounds.known.get(key)
    if found is None:
        found = bounds.known[key] = list(ways(layout, words, bounds))
    return found


def ways(layout: Shown, words: int, bounds: Limits) -> Iterator[Way]:
    """Every way to time a cue that shows a layout of so many words, from none of its limits broken to all."""
    asked = list(_asked(layout, words, bounds))
    for count in range(len(asked) + 1):
        for broken in combinations(asked, count):
            kept = [one for one in asked if one not in broken]
            least = max([1, *(one.shortest for one in kept)])
            most = min([FOREVER, *(one.longest for one in kept)])
            if least <= most:
                own = max([layout.own, *(one.own for one in broken)])
                yield Way(least, most, own, layout.hard + sum(one.hard for one in broken))


def _asked(layout: Shown, words: int, bounds: Limits) -> Iterator[Way]:
    """The limits of time that a cue has, each with what it costs to break it."""
    rule, profile = bounds.rule, bounds.profile
    if bounds.shortest:
        own = int(rule == "min-duration")
        yield Way(bounds.shortest, FOREVER, own, 1 - own)
    if bounds.longest < FOREVER:
        own = int(rule == "max-duration")
        yield Way(0, bounds.longest, own, 1 - own)
    if rule == "one-line-duration" and layout.lines == 1 and profile.max_duration_one_line:
        yield Way(0, profile.max_duration_one_line, 1, 0)
    read = reading_time(layout.width, words, rule, profile, bounds.cells)
    if read:
        yield Way(read, FOREVER, 1, 0)


def reading_time(width: int, words: int, rule: str, profile: Profile, cells: int) -> int:
    """The time, in ms, that a rule of reading asks for a text of so many cells and words; 0 where it is another rule."""
    if rule == "reading-speed" and profile.max_cps:
        return math.ceil(width * 1000 / (profile.max_cps * cells))
    if rule == "words-per-minute" and profile.max_wpm:
        return math.ceil(words * 60_000 / profile.max_wpm)
    if rule == "time-per-word" and profile.time_per_word:
        return words * profile.time_per_word
    if rule == "reading-table" and profile.reading_table:
        return profile.reading_table.duration(width / cells)
    return 0


def _too_long(width: int, bounds: Limits) -> bool:
    most = bounds.profile.max_cue_length
    return bounds.rule == "cue-length" and most is not None and width > most * bounds.cells


def _lopsided(widths: tuple[int, ...], bounds: Limits) -> bool:
    least = bounds.profile.min_line_ratio
    return bounds.rule == "line-ratio" and least is not None and min(widths) < least * max(widths)
