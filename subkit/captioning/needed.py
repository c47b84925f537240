"""How long each cue must be shown: the profile's minimum, or what reading it takes."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from subkit.captioning.width import cells_per_character, is_as_wide_as_long, measure
from subkit.reading_speed import word_time, words
from subkit.vectors import i64, vec

if TYPE_CHECKING:
    from subkit.captioning.columns import Piece
    from subkit.captioning.text import Text
    from subkit.language import Language
    from subkit.profile import Profile


def times(
    text: Text, pieces: list[Piece], lines: list[tuple[str, ...]], profile: Profile, language: Language
) -> vec[i64]:
    """The time that each piece must be shown so that it breaks no limit, in ms: by characters, words and table.

    Args:
        text: the words.
        pieces: how they are cut.
        lines: what each piece shows, without dashes.
        profile: the house style.
        language: how it counts.
    """
    shortest, cells = profile.min_duration, cells_per_character(language.counting)
    table, word = profile.reading_table, word_time(profile.max_wpm, profile.time_per_word)
    if profile.max_cps is None and table is None and not word:
        return vec[i64]([shortest] * len(pieces))
    widths = _widths(text, pieces, lines, language)
    found = [shortest] * len(pieces)
    if profile.max_cps:
        speed = profile.max_cps * cells
        least = {width: max(shortest, math.ceil(width * 1000 / speed)) for width in set(widths)}
        found = [least[width] for width in widths]
    if table is not None:
        found = [max(time, table.duration(width / cells)) for time, width in zip(found, widths, strict=True)]
    if word:
        counts = list(map(words, lines))
        found = [max(time, math.ceil(word * count)) for time, count in zip(found, counts, strict=True)]
    return vec[i64](found)


def _widths(text: Text, pieces: list[Piece], lines: list[tuple[str, ...]], language: Language) -> list[int]:
    """The cells of the lines of each piece, and of the dashes before them."""
    widths, blank = text.widths, text.blank
    if is_as_wide_as_long("".join(text.vocabulary.forms)):
        found = list(map(len, map("".join, lines)))
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
