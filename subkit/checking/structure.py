"""Rules that hold whatever the house: cues in order, apart, with time; one speaker a cue; no pause inside."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from subkit.patterns import pattern
from subkit.report import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from subkit.model import Cue
    from subkit.profile import Profile

_MARKED = pattern(r"\s*(?:[-‐-―]|>>|\[|\(|[^\W\d_][^:]{0,30}:\s)")
"""How a line says that somebody else speaks: a dash, ``>>``, a label."""

_CHANGE = pattern(r"\S\s*>>\s*\S")


def findings(cues: Sequence[Cue], profile: Profile) -> Iterator[Finding]:
    """Where cues break order, or hold what belongs apart; gaps and durations are the profile's own business."""
    yield from _order(cues)
    for number, cue in enumerate(cues, 1):
        if ">>" in cue.text or cue.words:
            yield from _inside(number, cue, profile)


def _order(cues: Sequence[Cue]) -> Iterator[Finding]:
    latest = until = 0
    for number, cue in enumerate(cues, 1):
        start, end = cue.start, cue.end
        if start < latest:
            yield Finding(
                "order", number, latest - start, 0, "it begins before a cue in front of it", hard=True
            )
        elif start < until:
            yield Finding(
                "overlap", number - 1, until - start, 0, "it is shown on over the next cue", hard=True
            )
        if end <= start:
            yield Finding("reversed", number, end - start, 1, "it ends no later than it begins", hard=True)
        latest, until = max(start, latest), end


def _inside(number: int, cue: Cue, profile: Profile) -> Iterator[Finding]:
    words = cue.words
    voices = len({word.speaker for word in words if word.speaker is not None})
    if voices > 1 and not all(map(_MARKED.match, cue.lines[1:] or ("",))):
        yield Finding("speakers", number, voices, 1, "its words are those of several speakers", hard=True)
    elif any(map(_CHANGE.search, cue.lines)):
        yield Finding("speakers", number, 2, 1, ">> stands inside a line", hard=True)
    for word, following in pairwise(words):
        if word.end is not None and following.start is not None:
            pause = following.start - word.end
            if pause >= profile.max_pause:
                reason = f"after {word.text!r}"
                yield Finding("pause", number, pause, profile.max_pause, reason)
