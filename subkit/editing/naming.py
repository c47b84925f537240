"""Whom the labels mean that an editor has written into a text: a speaker of the transcript by another name, or somebody else."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Sequence

    from subkit.editing.alignment import Aligned

_TWO = 2


class Names(Struct, frozen=True):
    """What labels say that the transcript does not know.

    Attributes:
        renamed: new labels of its speakers, by their ids.
        others: labels of people whom it does not tell apart.
    """

    renamed: dict[str, str]
    others: list[str]


def names(found: Aligned, ids: Sequence[str | None], used: set[str]) -> Names:
    """Whom the labels of a text mean: each the speaker who was heard most in its cues or lines, if nobody else does.

    One label alone may be anything (``Note:``): it takes two to be told apart.

    Args:
        found: the text, laid beside what was heard.
        ids: the speaker's id of each word of the transcript.
        used: the ids of speakers whose own labels the text shows.
    """
    votes: dict[str, Counter[str]] = {}
    for number, label in found.labels.items():
        heard = [ids[origin[0]] for origin in found.origins[number] if origin]
        votes.setdefault(label, Counter()).update([one for one in heard if one])
    votes.pop("", None)
    if len(votes) + len(used) < _TWO:
        return Names({}, [])
    renamed: dict[str, str] = {}
    others: list[str] = []
    for label, count in votes.items():
        free = [key for key, _ in count.most_common(1) if key not in used and key not in renamed]
        if free:
            renamed[free[0]] = label
        else:
            others.append(label)
    return Names(renamed, others)
