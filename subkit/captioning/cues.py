"""Cues made of their words: the lines they show, when, and who speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subkit.captioning import cutting, earlier, needed, shot_timing, snapping, timing
from subkit.model import Cue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from subkit.captioning.columns import Piece
    from subkit.captioning.text import Text
    from subkit.language import Language
    from subkit.profile import Profile


def build(
    text: Text, pieces: list[Piece], profile: Profile, language: Language, shots: Sequence[int] = ()
) -> tuple[Cue, ...]:
    """The cues of a text that has been cut, shown when the profile says; ``shots`` are the shot changes, in ms."""
    firsts = [text.starts[piece.begin] for piece in pieces]
    ends = [text.ends[piece.end - 1] for piece in pieces]
    longest = longest_times(pieces, profile)
    least = needed.times(text, pieces, profile, language)
    rate = profile.rate
    if rate is not None:
        times = snapping.cue_times(firsts, ends, profile, rate, needed=least, longest=longest, shots=shots)
        return made(text, pieces, times)
    nexts = timing.nexts(firsts)
    shown = timing.out_times(ends, nexts, profile)
    room = timing.rooms(ends, nexts, profile)
    times = timing.cue_times(firsts, ends, shown, room, profile, longest)
    times = earlier.begun(times, ends, least, longest, profile)
    if shots:
        spoken = list(zip(firsts, ends, strict=True))
        times = shot_timing.moved(times, spoken, shot_timing.shots_of(shots, profile), profile)
    return made(text, pieces, times)


def longest_times(pieces: list[Piece], profile: Profile) -> list[int]:
    """The longest that each piece may be shown."""
    most, one_line = profile.max_duration, profile.max_duration_one_line
    if one_line is None:
        return [most] * len(pieces)
    return [min(one_line, most) if len(piece.lines) == 1 else most for piece in pieces]


def made(text: Text, pieces: list[Piece], times: list[tuple[int, int]]) -> tuple[Cue, ...]:
    """The cues of pieces with their in- and out-times, in ms."""
    label, speakers, words = text.labels.get, text.speakers, text.words
    return tuple(
        [
            Cue(
                start,
                end,
                cutting.lines(text, piece),
                label(speakers[piece.begin] or ""),
                tuple(words[piece.begin : piece.end]),
            )
            if not piece.dashes
            else _shared(text, piece, start, end)
            for piece, (start, end) in zip(pieces, times, strict=True)
        ]
    )


def _shared(text: Text, piece: Piece, start: int, end: int) -> Cue:
    """A cue that two share: either's line with the dash before it, and both their labels."""
    return Cue(
        start,
        end,
        tuple(dash + line for dash, line in zip(piece.dashes, cutting.lines(text, piece), strict=True)),
        None,
        tuple(text.words[piece.begin : piece.end]),
        tuple(text.labels[text.speakers[at] or ""] for at in piece.lines),
    )
