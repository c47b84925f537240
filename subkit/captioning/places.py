"""What is added to a break's cost by where it is: it leaves a few characters alone beside a mark, or has no room for a gap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subkit.captioning.columns import Places
from subkit.captioning.width import cells_per_character
from subkit.vectors import i64, vec

if TYPE_CHECKING:
    from collections.abc import Iterable

    from subkit.captioning.text import Text
    from subkit.language import Language
    from subkit.profile import Profile

# One in so many words with room for a gap behind it is plenty (in talks with measured word times one in eight has).
_PLENTY = 10


def places(  # noqa: PLR0917 - a text, where its words stand, and by what it is judged
    text: Text,
    left: vec[i64],
    right: vec[i64],
    profile: Profile,
    language: Language,
    line: int,
    sounded: Iterable[int],
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
    scraps = vec[i64]()
    if weights.scrap_length and (weights.scrap_before or weights.scrap_after):
        cells = cells_per_character(language.counting)
        room = min(weights.scrap_length * cells, line // 2)
        scraps = _scraps(
            [at for at, _ in text.marks], left, right, room, (weights.scrap_after, weights.scrap_before)
        )
        if cells > 1:
            scraps = vec[i64]([price // cells for price in scraps])
        for at in sounded:
            scraps[at] = 0
    return Places(scraps, _tight(text, profile) if weights.tight and profile.min_gap else {})


def _scraps(
    marks: list[int], left: vec[i64], right: vec[i64], room: i64, prices: tuple[int, int]
) -> vec[i64]:
    """What lies between a break and the mark soon before it, or soon after it, at the two prices a cell."""
    after: i64 = prices[0]
    before: i64 = prices[1]
    last: i64 = len(left) - 1
    closed = bool(marks) and marks[-1] == last
    found = vec[i64]([0] * len(left))
    begin: i64 = -1
    end: i64
    for end in marks if closed else [*marks, last]:
        reach = left[begin + 1] + room
        for at in range(begin + 1, end):
            missing = reach - right[at]
            if missing <= 0:
                break
            found[at] = after * missing
        if end < last or closed:
            reach = room - right[end]
            for at in range(end - 1, begin, -1):
                missing = reach + left[at + 1]
                if missing <= 0:
                    break
                found[at] += before * missing
        begin = end
    return found


def tight_price(text: Text, profile: Profile) -> int:
    """The price of a cue end without room for a gap, in full where one word in ten has that room behind it.

    Where speech hardly ever leaves room, as in times without any silence, there is nothing to gain by waiting for it. Part
    of a text says nothing of that: there it is the profile's.

    Args:
        text: the words.
        profile: the house style.
    """
    if text.part:
        return profile.weights.tight
    count = max(1, len(text.starts) - 1)
    return profile.weights.tight * min(count, _PLENTY * (count - len(_closed(text, profile)))) // count


def _tight(text: Text, profile: Profile) -> dict[int, int]:
    """The price of the cue ends without room for a gap."""
    price = tight_price(text, profile)
    return dict.fromkeys(_closed(text, profile), price) if price else {}


def _closed(text: Text, profile: Profile) -> list[int]:
    """The words with less than the profile's gap behind them."""
    starts, ends = text.starts, text.ends
    gap: i64 = profile.min_gap
    return [at for at in range(len(starts) - 1) if starts[at + 1] - ends[at] < gap]


def add(costs: vec[i64], more: vec[i64]) -> None:
    """Add to each cost what a column has for it; an empty one has nothing."""
    for at in range(len(more)):
        price = more[at]
        if price != 0:
            costs[at] += price


def add_some(costs: vec[i64], prices: dict[int, int]) -> None:
    """Add to some of the costs their prices."""
    for at, price in prices.items():
        costs[at] += price
