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
    pieces: list[Piece] = []
    for found in search.best_cuts(columns, limits):
        begin = starts[found.begin]
        pieces.append(Piece(begin, starts[found.end], [begin, *[starts[at] for at in found.breaks]]))
    if not columns.shared:
        return pieces
    return [
        replace(piece, dashes=language.dual_dash) if not turns.isdisjoint(piece.lines[1:]) else piece
        for piece in pieces
    ]


def lines(text: Text, pieces: list[Piece]) -> list[tuple[str, ...]]:
    """The lines that each piece shows, without dashes."""
    texts, blank, spaced = text.texts, text.blank, text.spaced
    found = list[tuple[str, ...]]()
    for piece in pieces:
        begins, end = piece.lines, piece.end
        if spaced and len(begins) == 1:
            found.append((" ".join(texts[begins[0] : end]),))
        elif spaced and len(begins) == 2:  # noqa: PLR2004 - one line and two are most of all cues
            found.append((" ".join(texts[begins[0] : begins[1]]), " ".join(texts[begins[1] : end])))
        else:
            spans = zip(begins, [*begins[1:], end], strict=True)
            found.append(tuple([spacing.joined(texts, blank, begin, after) for begin, after in spans]))
    return found
