"""What the search and its neighbours hand each other: values and columns alone, for the code that works on them is compiled.

Compiled classes are none of msgspec's: so these have a file of their own, which is not.
"""

from __future__ import annotations

from msgspec import Struct

from subkit.vectors import i64, vec


class Vocabulary(Struct, frozen=True):
    """The words of a text by their number among the distinct ones.

    Attributes:
        forms: the distinct words, in order of appearance.
        numbers: for each word of the text, the place of its form in `forms`.
    """

    forms: list[str]
    numbers: vec[i64]


class Shared(Struct, frozen=True, gc=False):
    """A cue of two lines that two speakers share.

    Attributes:
        begin: the boundary where it begins.
        seam: that where its line breaks, one at which any other cue must end.
        cost: what it costs besides the price of a cue and its end.
    """

    begin: int
    seam: int
    cost: int


class Columns(Struct, frozen=True):
    """What the search knows of a text of ``n`` units, as columns; those of boundaries have ``n + 1`` entries.

    Attributes:
        left: where the text of the unit after a boundary begins, in cells from the text's beginning.
        right: where the text of the unit before a boundary ends.
        start: in-time of the unit after a boundary, in ms; the last entry is later than all.
        soonest: how early a cue that begins at a boundary may come in; no later than ``start``.
        end: until when a cue that ends at a boundary is shown at least: to the end of its last word, or until the gap to the
            next is none that must be closed. The first entry is unused.
        shown: until when a cue that ends at a boundary is shown at most, lingering included.
        cue_cost: what a cue end costs at a boundary.
        line_cost: what a line end within a cue costs there.
        forced: the boundaries at which a cue must end, ascending, the last one included.
        words: how many words end up to a boundary; empty where the limits do not count them.
        shared: by the boundary where they end, the cues that may cross a forced boundary.
    """

    left: vec[i64]
    right: vec[i64]
    start: vec[i64]
    soonest: vec[i64]
    end: vec[i64]
    shown: vec[i64]
    cue_cost: vec[i64]
    line_cost: vec[i64]
    forced: list[int]
    words: vec[i64]
    shared: dict[int, list[Shared]] = {}


class Cut(Struct, frozen=True, gc=False):
    """One cue of the solution: the boundaries where it begins and ends, and those where its lines break."""

    begin: int
    end: int
    breaks: list[int]


class Extent(Struct, frozen=True):
    """How far words reach in one measure: cells on the line, or ms.

    Attributes:
        begins: where each word begins.
        ends: where each ends.
        most: how far words that are bound may reach together.
    """

    begins: vec[i64]
    ends: vec[i64]
    most: int


class Places(Struct, frozen=True):
    """What is added to the cost of the break after each word.

    Attributes:
        scraps: to a break of either kind, for the few characters that it leaves alone beside a mark; empty if nothing is.
        tight: to the end of a cue, for the gap to the next that speech leaves no room for, by the word's number.
    """

    scraps: vec[i64]
    tight: dict[int, int]


class Piece(Struct, frozen=True, gc=False):
    """One cue to be: its words, and the first word of each of its lines.

    Attributes:
        begin: its first word.
        end: the word after its last.
        lines: the words at which its lines begin.
        dashes: what stands before its two lines, where two speakers share it.
    """

    begin: int
    end: int
    lines: list[int]
    dashes: tuple[str, ...] = ()
