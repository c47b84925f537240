"""The break scorer that a user names, asked only once about each text."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from subkit.scorer import BreakScorer


def scorer_of(name: str | None) -> BreakScorer | None:
    """The installed scorer of a name; none where none is named.

    Raises:
        UnknownNameError: no scorer has the name.
        ScorerError: it cannot be used.
    """
    if name is None:
        return None
    from subkit.scorer import Remembering
    from subkit.scorers import scorer

    return Remembering(scorer(name))
