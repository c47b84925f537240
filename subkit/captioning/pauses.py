"""Pauses between words: how long each is, and whether the provider marked it; the gap gives the time, the marker the boundary."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from subkit.model import Pause
from subkit.report import Repair
from subkit.vectors import i64, vec

if TYPE_CHECKING:
    from subkit.captioning.words import Words
    from subkit.model import Token

MARKED_FLOOR = 250
"""The least pause, in ms, that a marked boundary counts for: the length from which speech science calls a silence a pause."""

TOLERANCE = 150
"""How far, in ms, a marker's length may be from the gap it stands in before that is reported (house figure)."""


def after(starts: vec[i64], ends: vec[i64], others: list[tuple[int, Token]]) -> vec[i64]:
    """The pause after each word, in ms.

    A pause is the gap to the next word's start; where the provider put any number of markers between the two words it is
    at least `MARKED_FLOOR`, whatever times or sizes they have. The last word's pause is 0, and neither it nor the silence
    before the first word is ever marked.

    Args:
        starts: when each word begins, in ms; they are timed and in order (see `subkit.captioning.repair.repaired`).
        ends: when each ends, in ms.
        others: what stands between the words, each with the number of words before it.
    """
    lengths = vec[i64]([0] * len(starts))
    for at in range(len(starts) - 1):
        lengths[at] = starts[at + 1] - ends[at]
    for before, token in others:
        if type(token) is Pause and 0 < before < len(starts) and lengths[before - 1] < MARKED_FLOOR:
            lengths[before - 1] = MARKED_FLOOR
    return lengths


def disagreements(heard: Words) -> list[Repair]:
    """One repair of kind ``pause-disagrees`` for every boundary whose markers are longer or shorter than its gap.

    Markers that stand together count as one, from the first's start to the last's end; those without usable times say
    nothing about length and never disagree. Nothing is changed: the gap is what counts.

    Args:
        heard: words that are timed and in order, and what stands between them.
    """
    starts, ends = cast("list[int]", heard.starts), cast("list[int]", heard.ends)
    spans: dict[int, tuple[int, int]] = {}
    for before, token in heard.others:
        if type(token) is Pause and 0 < before < len(starts):
            start, end = token.start, token.end
            if start is not None and end is not None and start <= end:
                if before in spans:
                    first, last = spans[before]
                    start, end = min(first, start), max(last, end)
                spans[before] = start, end
    return [
        _disagreement(before, heard.texts[before - 1], end - start, starts[before] - ends[before - 1])
        for before, (start, end) in spans.items()
        if not -TOLERANCE <= end - start - starts[before] + ends[before - 1] <= TOLERANCE
    ]


def _disagreement(number: int, text: str, length: int, gap: int) -> Repair:
    place = f"pause after word {number} {text[:40]!r}"
    message = f"marked as {length} ms where the words leave {gap} ms; the gap gives the time, the marker the boundary"
    return Repair("pause-disagrees", place, message)
