"""Cues made of their words: the lines they show, when, and who speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from subkit.captioning import cutting, earlier, needed, shot_timing, snapping, timing
from subkit.model import Cue
from subkit.vectors import i64, vec

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
    starts, stops = text.starts, text.ends
    firsts = vec[i64]([starts[piece.begin] for piece in pieces])
    ends = vec[i64]([stops[piece.end - 1] for piece in pieces])
    longest = longest_times(pieces, profile)
    lines = cutting.lines(text, pieces)
    least = needed.times(text, pieces, lines, profile, language)
    rate = profile.rate
    if rate is not None:
        times = snapping.cue_times(firsts, ends, profile, rate, needed=least, longest=longest, shots=shots)
        return made(text, pieces, lines, times)
    nexts = timing.nexts(firsts)
    shown = timing.out_times(ends, nexts, profile)
    room = timing.rooms(ends, nexts, profile)
    times = timing.cue_times(firsts, ends, shown, room, profile, longest)
    times = earlier.begun(times, ends, least, longest, profile)
    if shots:
        spoken = list(zip(firsts, ends, strict=True))
        times = shot_timing.moved(times, spoken, shot_timing.shots_of(shots, profile), profile)
    return made(text, pieces, lines, times)


def said(text: Text, pieces: list[Piece]) -> tuple[list[int], list[int]]:
    """When the first word of each piece begins, and when its last one ends, in ms."""
    starts, ends = text.starts, text.ends
    return [starts[piece.begin] for piece in pieces], [ends[piece.end - 1] for piece in pieces]


def longest_times(pieces: list[Piece], profile: Profile) -> vec[i64]:
    """The longest that each piece may be shown."""
    most, one_line = profile.max_duration, profile.max_duration_one_line
    if one_line is None:
        return vec[i64]([most] * len(pieces))
    return vec[i64]([min(one_line, most) if len(piece.lines) == 1 else most for piece in pieces])


def made(
    text: Text, pieces: list[Piece], lines: list[tuple[str, ...]], times: list[tuple[int, int]]
) -> tuple[Cue, ...]:
    """The cues of pieces with their lines, and with their in- and out-times in ms."""
    label, speakers, words = text.labels.get, text.speakers, tuple(text.words)
    begins = [piece.begin for piece in pieces]
    found = list(
        map(
            Cue,
            [start for start, _ in times],
            [end for _, end in times],
            lines,
            [label(speakers[at] or "") for at in begins],
            [words[begin : piece.end] for begin, piece in zip(begins, pieces)],
        )
    )
    for at in [at for at, piece in enumerate(pieces) if piece.dashes]:
        found[at] = _shared(found[at], text, pieces[at])
    return tuple(found)


def _shared(cue: Cue, text: Text, piece: Piece) -> Cue:
    """A cue as two share it: either's line with the dash before it, and both their labels."""
    lines = tuple([dash + line for dash, line in zip(piece.dashes, cue.lines, strict=True)])
    labels = tuple([text.labels[text.speakers[at] or ""] for at in piece.lines])
    return replace(cue, lines=lines, speaker=None, speakers=labels)
