"""Where words are changed, and what is told of it: words by their parts, sounds passed over, like changes counted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from subkit import sounds
from subkit.patterns import pattern
from subkit.report import Repair

if TYPE_CHECKING:
    from collections.abc import Sequence

_parts = pattern(r"(\W*)(.*?)(\W*)", re.DOTALL)


def folded(text: str) -> str:
    """The text as lists are compared with it: whatever its case and its apostrophes."""
    return text.casefold().replace("’", "'")


def apart(text: str) -> tuple[str, str, str]:
    """A word in three: the marks before it, the word itself, the marks after it.

    >>> apart("“Well,"), apart("...")
    (('“', 'Well', ','), ('...', '', ''))
    """
    found = _parts.fullmatch(text)
    return (found[1], found[2], found[3]) if found else ("", text, "")


def in_sounds(texts: Sequence[str]) -> set[int]:
    """The words that belong to a sound, by index."""
    return {at for begin, end in sounds.spans(texts) for at in range(begin, end)}


class Tally:
    """Changes of one kind, counted by what was changed.

    Args:
        kind: the kind of the repairs.
    """

    def __init__(self, kind: str) -> None:
        self._kind = kind
        self._found: dict[tuple[str, str], tuple[int, int]] = {}

    def note(self, shown: str, done: str, number: int) -> None:
        """Count a change of a word or phrase, as shown to people, to the word of a number from 1."""
        count, first = self._found.get((shown, done), (0, number))
        self._found[shown, done] = (count + 1, first)

    def repairs(self) -> list[Repair]:
        """One repair for each word or phrase, with how often and where first."""
        return [
            Repair(
                self._kind,
                f"word {first} {shown[:40]!r}",
                done if count == 1 else f"{done}, {count} times from here on",
            )
            for (shown, done), (count, first) in self._found.items()
        ]
