"""What a break costs for where it stands: so near a mark that it leaves a scrap alone, or where speech leaves no gap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from subkit.captioning.lexicon import marked
from subkit.captioning.width import cells_per_character

if TYPE_CHECKING:
    from collections.abc import Container

    from subkit.captioning.text import Text
    from subkit.language import Language
    from subkit.profile import Profile


class Places(Struct, frozen=True):
    """What is added to the cost of the break after a word, by the word's number.

    Attributes:
        scraps: to a break of either kind, for the few characters that it leaves alone beside a mark.
        tight: to the end of a cue, for the gap to the next that speech leaves no room for.
    """

    scraps: dict[int, int]
    tight: dict[int, int]


def places(  # noqa: PLR0917 - a text, where its words stand, and by what it is judged
    text: Text,
    left: list[int],
    right: list[int],
    profile: Profile,
    language: Language,
    line: int,
    sounded: Container[int],
) -> Places:
    """What the places of breaks cost.

    A break within ``scrap_length`` characters after a mark, or before one, leaves a scrap of the clause alone: people do
    that far more rarely than they break elsewhere in it.

    Args:
        text: the words.
        left: where each begins, in cells from the text's beginning.
        right: where each ends.
        profile: the house style.
        language: which marks end what.
        line: the longest line, in cells; nothing of half a line is a scrap.
        sounded: the words with a break beside a sound after them, which is no scrap.
    """
    weights = profile.weights
    scraps: dict[int, int] = {}
    if weights.scrap_length and (weights.scrap_before or weights.scrap_after):
        cells = cells_per_character(language.counting)
        marks = marked(text.texts, language)
        room = min(weights.scrap_length * cells, line // 2)
        _after_marks(scraps, marks, left, right, room, weights.scrap_after, cells)
        _before_marks(scraps, marks, left, right, room, weights.scrap_before, cells)
        scraps = {at: price for at, price in scraps.items() if at not in sounded}
    return Places(scraps, _tight(text, profile) if weights.tight and profile.min_gap else {})


def _after_marks(  # noqa: PLR0917 - the words, where they stand, and the price
    scraps: dict[int, int],
    marks: list[int],
    left: list[int],
    right: list[int],
    room: int,
    price: int,
    cells: int,
) -> None:
    """What lies between a mark and a break soon after it."""
    ends = {*marks, len(left) - 1}
    for first in [0, *[mark + 1 for mark in marks]]:
        at = first
        while at not in ends and at < len(left) and (missing := room - right[at] + left[first]) > 0:
            scraps[at] = scraps.get(at, 0) + price * missing // cells
            at += 1


def _before_marks(  # noqa: PLR0917 - likewise
    scraps: dict[int, int],
    marks: list[int],
    left: list[int],
    right: list[int],
    room: int,
    price: int,
    cells: int,
) -> None:
    """What lies between a break and the mark soon after it."""
    ends = set(marks)
    for last in marks:
        at = last - 1
        while at >= 0 and at not in ends and (missing := room - right[last] + left[at + 1]) > 0:
            scraps[at] = scraps.get(at, 0) + price * missing // cells
            at -= 1


def _tight(text: Text, profile: Profile) -> dict[int, int]:
    gap, price = profile.min_gap, profile.weights.tight
    pairs = zip(text.ends, text.starts[1:], strict=False)
    return {at: price for at, (end, start) in enumerate(pairs) if start - end < gap}
