"""Sounds kept whole, and alone where there is time: ``[applause]`` is no word among others."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from subkit import sounds
from subkit.captioning.pauses import MARKED_FLOOR
from subkit.vectors import i64, vec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from subkit.captioning.text import Text
    from subkit.weights import Weights


def whole(text: Text, starts: vec[i64], line: int, longest: int) -> vec[i64]:
    """The words at which a unit begins once every sound is one, ascending.

    A sound wider than a line, or longer than a cue may last, is cut like any text, but for the notes around a song.

    Args:
        text: the words, and the sounds among them.
        starts: the words at which a line could begin.
        line: the longest line, in cells.
        longest: the longest cue, in ms.
    """
    inside: set[int] = set()
    for begin, end in text.sounds:
        width = sum(text.widths[begin:end]) + sum(text.blank[begin + 1 : end])
        fits = width <= line and text.ends[end - 1] - text.starts[begin] <= longest
        inside.update(range(begin + 1, end) if fits else sounds.notes_to_bind(text.texts, begin, end))
    return vec[i64]([at for at in starts if at not in inside]) if inside else starts


def labelled(text: Text, forced: list[int]) -> Iterator[int]:
    """The words before which a label may be written: those that begin a turn.

    Where a sound does, the label stands before it only if a cue holds more than that; else it stands before what is said
    after it.

    Args:
        text: the words, and the sounds among them.
        forced: the words with which a cue must begin.
    """
    ends, cut = dict(text.sounds), set(forced)
    for at, beyond in zip(text.turns, [*text.turns[1:], len(text.words)], strict=True):
        said = at
        while said in ends:
            said = ends[said]
        if ends.get(at) not in cut:
            yield at
        if at < said < beyond:
            yield said


def alone(text: Text, costs: tuple[vec[i64], vec[i64]], weights: Weights) -> dict[int, tuple[int, int]]:
    """What a break beside a sound costs less, by the word before it: as a cue's end and as a line's.

    Where there is a pause between the two, the break is as good as one after a sentence.

    Args:
        text: the words, and the sounds among them.
        costs: what ending a cue, and a line, after each word costs; with the pauses.
        weights: the prices.
    """
    beside = {edge - 1 for edge in chain.from_iterable(text.sounds) if 0 < edge < len(text.words)}
    found: dict[int, tuple[int, int]] = {}
    for at in beside:
        if text.pauses[at] >= MARKED_FLOOR:
            less = (
                min(0, weights.cue_after_sentence - costs[0][at]),
                min(0, weights.line_after_sentence - costs[1][at]),
            )
            if less != (0, 0):
                found[at] = less
    return found
