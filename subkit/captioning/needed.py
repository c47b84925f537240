"""How long each cue must be shown: the profile's minimum, or what reading it takes."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from subkit.captioning.cutting import lines
from subkit.captioning.width import cells_per_character, measure
from subkit.reading_speed import word_time, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from subkit.captioning.columns import Piece
    from subkit.captioning.text import Text
    from subkit.language import Language
    from subkit.profile import Profile


def times(text: Text, pieces: Sequence[Piece], profile: Profile, language: Language) -> list[int]:
    """The time that each piece must be shown so that it breaks no limit, in ms: by characters, words and table.

    Args:
        text: the words.
        pieces: how they are cut.
        profile: the house style.
        language: how it counts.
    """
    shortest, cells = profile.min_duration, cells_per_character(language.counting)
    table, word = profile.reading_table, word_time(profile.max_wpm, profile.time_per_word)
    if profile.max_cps is None and table is None and not word:
        return [shortest] * len(pieces)
    widths = _widths(text, pieces, language)
    found = [shortest] * len(pieces)
    if profile.max_cps:
        speed = profile.max_cps * cells
        found = [max(shortest, math.ceil(width * 1000 / speed)) for width in widths]
    if table is not None:
        found = [max(time, table.duration(width / cells)) for time, width in zip(found, widths, strict=True)]
    if word:
        counts = [words(lines(text, piece)) for piece in pieces]
        found = [max(time, math.ceil(word * count)) for time, count in zip(found, counts, strict=True)]
    return found


def _widths(text: Text, pieces: Sequence[Piece], language: Language) -> list[int]:
    """The cells of the lines of each piece, and of the dashes before them."""
    widths, blank = text.widths, text.blank
    if text.spaced:
        found = [
            sum(widths[piece.begin : piece.end]) + piece.end - piece.begin - len(piece.lines)
            for piece in pieces
        ]
    else:
        found = [
            sum(widths[piece.begin : piece.end])
            + sum(blank[piece.begin : piece.end])
            - sum([blank[at] for at in piece.lines])
            for piece in pieces
        ]
    return [
        width + sum([measure(dash, language.counting) for dash in piece.dashes]) if piece.dashes else width
        for width, piece in zip(found, pieces, strict=True)
    ]
