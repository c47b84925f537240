"""Words that were respelt: in a stretch that differs, the ones that are spelt most alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

ALIKE = 0.6
"""Two words are one word respelt from this share of common letters on (house figure): *colour* and *color* have 0.91."""

_LARGEST = 2500  # words times words: beyond, the stretch is another text, and all its words would have to be compared


def respelt(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int]]:
    """The pairs of places of words that are alike, ascending in both, together as alike as can be.

    Args:
        a: the forms of the words in one text (see `subkit.editing.matching.form`).
        b: those of the words that stand in their place in the other.

    >>> respelt(["a", "colourful", "10"], ["colorful", "coat", "for", "10"])
    [(1, 0), (2, 3)]
    """
    if not a or not b or len(a) * len(b) > _LARGEST:
        return []
    alike = _likenesses(a, b)
    best = _totals(alike, len(a), len(b))
    found: list[tuple[int, int]] = []
    at = to = 0
    while at < len(a) and to < len(b):
        if best[at][to] == best[at + 1][to]:
            at += 1
        elif best[at][to] == best[at][to + 1]:
            to += 1
        else:
            found.append((at, to))
            at, to = at + 1, to + 1
    return found


def _likenesses(a: Sequence[str], b: Sequence[str]) -> dict[tuple[int, int], float]:
    from rapidfuzz.distance import Indel  # noqa: PLC0415 - few commands match words

    like = Indel.normalized_similarity
    return {
        (at, to): share
        for at, one in enumerate(a)
        for to, other in enumerate(b)
        if (share := like(one, other, score_cutoff=ALIKE))
    }


def _totals(alike: dict[tuple[int, int], float], rows: int, columns: int) -> list[list[float]]:
    """For each pair of places, how alike the best pairs from there on are together."""
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for at in range(rows - 1, -1, -1):
        below, row = best[at + 1], best[at]
        for to in range(columns - 1, -1, -1):
            paired = alike.get((at, to))
            row[to] = max(below[to], row[to + 1], below[to + 1] + paired if paired else 0.0)
    return best
