"""How far the times of words tell a speaker's pauses: times that were spread evenly tell none within a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subkit.captioning.lexicon import Mark

if TYPE_CHECKING:
    from subkit.captioning.text import Text
    from subkit.vectors import i64, vec

# From this length on a silence counts as one that is heard, in ms (house figure).
_PAUSE = 150
# Up to, and from, how many pauses in a thousand words within sentences none, and all, are taken for heard. Five talks with
# measured word times have 40 to 88; of 26 captions whose times were spread evenly 24 have 21 at most, and two more (a film in
# Arabic and Japanese, whose sentences end without marks).
_NONE, _ALL = 15, 40


def heard(text: Text) -> int:
    """How much of a speaker's pausing the times tell, from 0 for nothing to 1000 for all of it.

    Where pauses are heard they part what a speaker parts, and people put more into a cue than marks alone would let them.

    Args:
        text: the words.
    """
    pauses = text.pauses
    comma = Mark.COMMA
    ends = [at for at, mark in text.marks if mark is not comma]
    within = len(pauses) - len(ends)
    if not within:
        return 0
    count = _long(pauses) - sum([pauses[at] >= _PAUSE for at in ends])
    share = 1000 * count // within
    return max(0, min(1000, 1000 * (share - _NONE) // (_ALL - _NONE)))


def _long(pauses: vec[i64]) -> int:
    """How many pauses are heard."""
    count: i64 = 0
    for pause in pauses:
        if pause >= _PAUSE:
            count += 1
    return count
