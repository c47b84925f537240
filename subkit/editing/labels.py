"""Labels that an edited text shows and nobody speaks: ``Ada:`` where a line begins takes no time of its own."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from subkit.editing.atoms import Atoms

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST = 4
"""The most words of a label (house figure): ``Prof. Dr. Ada Lovelace:``."""


def with_labels_joined(
    atoms: Atoms, pairs: Iterable[tuple[int, int]]
) -> tuple[Atoms, list[tuple[int, int]], dict[int, int]]:
    """The atoms with every label made one with the word after it, the pairs of places moved along, and the labels.

    Of each block that begins with one the labels tell how many words it has.

    A label is what ends in a colon where a block begins, of up to `LONGEST` words, none of which was heard.

    Args:
        atoms: those of an edited text.
        pairs: which of them were heard, and as which atom of the transcript.
    """
    pairs = list(pairs)
    matched = {at for at, _ in pairs}
    texts = atoms.texts
    joined: set[int] = set()
    labels: dict[int, int] = {}
    for number, (begin, end) in enumerate(pairwise(atoms.blocks)):
        for at in range(begin, min(end - 1, begin + LONGEST)):
            if at in matched:
                break
            if texts[at].endswith((":", "：")):
                joined.update(range(begin + 1, at + 2))
                labels[number] = atoms.starts[at + 1] - atoms.starts[begin]
                break
    if not joined:
        return atoms, pairs, labels
    place: list[int] = []
    kept = -1
    for at in range(len(atoms) + 1):
        kept += at not in joined
        place.append(kept)
    starts = [start for at, start in enumerate(atoms.starts) if at not in joined]
    return (
        Atoms(atoms.words, starts, [place[at] for at in atoms.blocks]),
        [(place[at], to) for at, to in pairs],
        labels,
    )
