"""Cues that two speakers share: which turns can stand in one cue, a line each, and what that costs.

Such a cue is priced as the two it takes the place of, and a line more: so it wins where two would be too short to read, and
nowhere else. The search weighs it against all other cues.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from subkit.captioning.columns import Shared
from subkit.captioning.prices import time_price
from subkit.captioning.width import measure

if TYPE_CHECKING:
    from subkit.captioning.columns import Columns
    from subkit.captioning.limits import Limits
    from subkit.captioning.problem import Problem
    from subkit.captioning.text import Text
    from subkit.language import Language
    from subkit.profile import Profile


def shared(text: Text, ready: Problem, profile: Profile, language: Language) -> dict[int, list[Shared]]:
    """The cues that two can share, by the boundary where they end.

    Two known speakers take turns there, so soon that the first cue would stay until the second comes
    (``Profile.linger``). Either's part is all of the turn or sentences of it, and fits one line with the dash of the
    language, and has no sound in it; both together last no longer than a cue may.

    Args:
        text: the words.
        ready: what the search is asked for it.
        profile: the house style.
        language: whose dashes stand before the lines.
    """
    columns, limits, starts = ready.columns, ready.limits, ready.starts
    if not profile.dual_speakers or limits.lines == 1 or not text.labels:
        return {}
    turns = set(text.turns)
    sounds = {at for begin, end in text.sounds for at in range(begin, end)}
    dashes = tuple(measure(dash, language.counting) for dash in language.dual_dash)
    edges = [0, *columns.forced]
    found: dict[int, list[Shared]] = {}
    for (before, seam), (_, after) in zip(pairwise(edges), pairwise(edges[1:]), strict=False):
        at = starts[seam]
        if at == starts[-1]:
            continue  # somebody else speaks within the last sound, which is never parted
        known = text.labels.keys() >= {text.speakers[at - 1], text.speakers[at]}
        if at not in turns or not known or text.starts[at] - text.ends[at - 1] > profile.linger:
            continue
        upper = _begins(before, seam, limits.line - dashes[0], columns, limits)
        lower = _ends(seam, after, limits.line - dashes[1], columns, limits)
        for end in lower:
            for begin in upper:
                too_long = columns.end[end] - columns.start[begin] > limits.longest
                if too_long or (sounds and not sounds.isdisjoint(range(starts[begin], starts[end]))):
                    continue
                width = (
                    columns.right[seam]
                    - columns.left[begin]
                    + columns.right[end]
                    - columns.left[seam]
                    + sum(dashes)
                )
                if width < len(limits.shape_cost):
                    found.setdefault(end, []).append(_priced((begin, seam, end), width, columns, limits))
    return found


def _begins(before: int, seam: int, room: int, columns: Columns, limits: Limits) -> list[int]:
    """The boundaries at which the first one's part can begin: where the turn does, or a sentence of it."""
    sentence, reach = limits.weights.cue_after_sentence, columns.right[seam] - room
    return [
        at
        for at in range(before, seam)
        if columns.left[at] >= reach and (at == before or columns.cue_cost[at] <= sentence)
    ]


def _ends(seam: int, after: int, room: int, columns: Columns, limits: Limits) -> list[int]:
    """The boundaries at which the second one's part can end: where the turn does, or a sentence of it."""
    sentence, reach = limits.weights.cue_after_sentence, columns.left[seam] + room
    return [
        at
        for at in range(seam + 1, after + 1)
        if columns.right[at] <= reach and (at == after or columns.cue_cost[at] <= sentence)
    ]


def _priced(span: tuple[int, int, int], width: int, columns: Columns, limits: Limits) -> Shared:
    """A cue that two share (where it begins, breaks and ends), with what it costs besides its end and the price of one cue."""
    begin, seam, end = span
    weights = limits.weights
    cost = weights.cue + weights.line + columns.cue_cost[seam] + limits.shape_cost[min(width, limits.line)]
    return Shared(begin, seam, cost + time_price(begin, end, width, columns, limits))
