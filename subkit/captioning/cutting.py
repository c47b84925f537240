"""Where a text is cut into cues and lines: what the search finds, as words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from subkit.captioning import search, spacing
from subkit.captioning.columns import Piece
from subkit.captioning.problem import Options, problem

if TYPE_CHECKING:
    from subkit.captioning.text import Text
    from subkit.language import Language
    from subkit.profile import Profile

_PLAIN = Options()


def cut(text: Text, profile: Profile, language: Language, options: Options = _PLAIN) -> list[Piece]:
    """The cues of least total cost under the profile's limits, in order; every word is in exactly one.

    Args:
        text: the words.
        profile: the house style.
        language: whose closed classes count.
        options: what else is asked.

    Raises:
        ScoringError: the scorer fails, or gives no usable scores.
    """
    if not text.words:
        return []
    ready = problem(text, profile, language, options)
    columns, limits, starts, turns = ready.columns, ready.limits, ready.starts, set(ready.forced)
    del ready  # the costs of a long text's breaks take as much room as the columns they went into
    pieces = [
        Piece(starts[found.begin], starts[found.end], [starts[at] for at in (found.begin, *found.breaks)])
        for found in search.best_cuts(columns, limits)
    ]
    if not columns.shared:
        return pieces
    return [
        replace(piece, dashes=language.dual_dash) if not turns.isdisjoint(piece.lines[1:]) else piece
        for piece in pieces
    ]


def lines(text: Text, piece: Piece) -> tuple[str, ...]:
    """The lines that a piece shows, without dashes."""
    if text.spaced and len(piece.lines) == 1:
        return (" ".join(text.texts[piece.begin : piece.end]),)
    ends = [*piece.lines[1:], piece.end]
    if text.spaced:
        return tuple([" ".join(text.texts[begin:end]) for begin, end in zip(piece.lines, ends, strict=True)])
    return tuple(
        spacing.joined(text.texts, text.blank, begin, end)
        for begin, end in zip(piece.lines, ends, strict=True)
    )
