"""The break scorer: whoever can say how good a break is after each word; never its text, never its time."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from subkit.errors import ScoringError
from subkit.wording import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@runtime_checkable
class BreakScorer(Protocol):
    """Judges the places between words: a language model, a parser, counts of punctuation."""

    def scores(self, words: Sequence[str], language: str | None) -> Sequence[float]:
        """How good a break is after each word but the last: one figure a place, from -1 (bad) over 0 to 1 (good).

        A probability ``p`` of a break is ``2 * p - 1``. What lies beyond -1 or 1 counts as -1 or 1.

        Args:
            words: the whole text, word by word, with its punctuation.
            language: a BCP 47 tag; ``None`` if unknown.
        """
        ...


class Remembering:
    """A scorer that is asked only once about the same words.

    Args:
        scorer: who is asked.
    """

    def __init__(self, scorer: BreakScorer) -> None:
        self._scorer = scorer
        self._known: tuple[tuple[str, ...], str | None, Sequence[float]] | None = None
        self.name = name_of(scorer)

    def scores(self, words: Sequence[str], language: str | None) -> Sequence[float]:
        """The scores, asked for or remembered."""
        asked = tuple(words)
        if self._known is None or self._known[:2] != (asked, language):
            self._known = (asked, language, self._scorer.scores(words, language))
        return self._known[2]


def name_of(scorer: BreakScorer) -> str:
    """What to call a scorer: its ``name`` if it has one, or that of its class."""
    return one_line(str(getattr(scorer, "name", None) or type(scorer).__name__), 40)


def scores(scorer: BreakScorer, words: Sequence[str], language: str | None) -> list[float]:
    """What a scorer says of each place between two words, from -1 to 1.

    Raises:
        ScoringError: it fails, or says something else than one number a place.
    """
    name = name_of(scorer)
    try:
        said = list(scorer.scores(tuple(words), language))
    except Exception as error:
        raise ScoringError(name, f"failed: {one_line(f'{type(error).__name__}: {error}')}") from error
    if len(said) != max(0, len(words) - 1):
        raise ScoringError(
            name,
            f"gave {len(said)} scores for {len(words)} words; there is one for each word but the last",
        )
    return [_clipped(score, at, name) for at, score in enumerate(said)]


def prices(found: Iterable[float], weight: int) -> list[int]:
    """What each score adds to the cost of a break there; nothing after the last word.

    >>> prices([0.5, -1.0], 1500)
    [-750, 1500, 0]
    """
    return [*(-round(score * weight) for score in found), 0]


def _clipped(score: object, at: int, name: str) -> float:
    try:
        value = float(score)  # type: ignore[arg-type]  # whatever a stranger returns
    except (TypeError, ValueError, OverflowError):
        raise ScoringError(
            name, f"gave {one_line(repr(score), 60)} after word {at + 1}; a score is a number"
        ) from None
    if math.isnan(value):
        raise ScoringError(name, f"gave nan after word {at + 1}; a score is a number from -1 to 1")
    return min(max(value, -1.0), 1.0)
