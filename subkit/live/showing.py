"""When the cues of a stream are shown, and which of their times no later cue can change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from subkit.captioning import cues, cutting, earlier, needed, timing
from subkit.captioning.columns import Piece
from subkit.vectors import i64, vec

if TYPE_CHECKING:
    from subkit.captioning.text import Text
    from subkit.language import Language
    from subkit.model import Cue
    from subkit.profile import Profile

# What counting in frames may add on either side of a silence.
_FRAMES = 2


def shown(text: Text, pieces: list[Piece], profile: Profile, language: Language) -> tuple[list[Cue], int]:
    """The cues of the words that are cut, and how many of them are shown so whatever is said next.

    Without a word after them all are: nothing more is said.

    Args:
        text: the words heard so far.
        pieces: how they are cut, in order.
        profile: the house style.
        language: how it counts.
    """
    beyond = _beyond(text, pieces)
    made = list(cues.build(text, [*pieces, *beyond], profile, language))[: len(pieces)]
    if not beyond:
        return made, len(made)
    return made, _settled(text, [*pieces, *beyond], profile, language)


def prompt(text: Text, pieces: list[Piece], profile: Profile, language: Language) -> tuple[list[Cue], int]:
    """The cues that all come in on their first word, and when the next one does then: what need wait for nothing.

    Args: as of `shown`.
    """
    beyond = _beyond(text, pieces)
    made = cues.build(text, [*pieces, *beyond], replace(profile, early=0), language)
    return list(made[: len(pieces)]), made[-1].start if beyond else 0


def _beyond(text: Text, pieces: list[Piece]) -> list[Piece]:
    """The words that are not cut yet, as one more cue: of it no more counts than when its first word begins."""
    end = pieces[-1].end
    return [Piece(end, len(text.words), [end])] if end < len(text.words) else []


def _settled(text: Text, pieces: list[Piece], profile: Profile, language: Language) -> int:
    """How many of the pieces, the last of them not cut yet, have times that stay."""
    firsts = vec[i64]([text.starts[piece.begin] for piece in pieces])
    ends = vec[i64]([text.ends[piece.end - 1] for piece in pieces])
    following = timing.nexts(firsts)
    if profile.rate is not None:
        # A cue on frames may wait for the one before it, as far as none has so much room behind it that nothing reaches over.
        far = profile.linger + max(profile.min_gap, *(profile.forbidden_gap or (0, 0))) + profile.early
        far += profile.min_duration + _FRAMES * 1000 * profile.rate.denominator // profile.rate.numerator
        clear = [at for at, (end, after) in enumerate(zip(ends, following, strict=True)) if after - end > far]
        return max([0, *[at + 1 for at in clear if at + 1 < len(pieces)]])
    out, room = timing.out_times(ends, following, profile), timing.rooms(ends, following, profile)
    longest = cues.longest_times(pieces, profile)
    times = timing.cue_times(firsts, ends, out, room, profile, longest)
    least = needed.times(text, pieces, cutting.lines(text, pieces), profile, language)
    return earlier.settled(times, ends, least, longest, profile)
