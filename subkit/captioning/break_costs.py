"""What a break after each word costs, all told: its grammar, pauses, sounds, its place, and what a scorer says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from subkit.captioning import breaks, sounding
from subkit.captioning.columns import Places
from subkit.captioning.places import add, add_some, places
from subkit.scorer import prices, scores
from subkit.vectors import i64, vec

if TYPE_CHECKING:
    from subkit.captioning.text import Text
    from subkit.language import Language
    from subkit.profile import Profile
    from subkit.scorer import BreakScorer


class BreakCosts(Struct, frozen=True):
    """What a break after each word costs, in hundredths, and what it is made of besides grammar and pauses.

    Attributes:
        cue: what ending a cue after each word costs, all told.
        line: what ending a line within a cue after each word costs, all told.
        binding: what ending a cue there costs as far as that binds words to each other (`subkit.captioning.binding`).
        scored: what a scorer adds to both; empty without one.
        sounded: by the word before it, what a break beside a sound costs less, as a cue's end and as a line's.
        places: what the places of breaks add.
    """

    cue: vec[i64]
    line: vec[i64]
    binding: vec[i64]
    scored: vec[i64]
    sounded: dict[int, tuple[int, int]]
    places: Places


def break_costs(  # noqa: PLR0917 - a text, where its words stand, and by whom it is judged
    text: Text,
    left: vec[i64],
    right: vec[i64],
    profile: Profile,
    language: Language,
    line: int,
    scorer: BreakScorer | None = None,
) -> BreakCosts:
    """What the breaks of a text cost.

    Args:
        text: the words.
        left: where each begins, in cells from the text's beginning.
        right: where each ends.
        profile: the house style.
        language: whose closed classes count.
        line: the longest line, in cells.
        scorer: who else judges the breaks.

    Raises:
        ScoringError: the scorer fails, or gives no usable scores.
    """
    cue, of_line = breaks.costs(text.vocabulary, text.pauses, language, profile.weights)
    sounded = sounding.alone(text, (cue, of_line), profile.weights) if text.sounds else {}
    for at, (less, less_of_line) in sounded.items():
        cue[at] += less
        of_line[at] += less_of_line
    beside = places(text, left, right, profile, language, line, sounded)
    scored = vec[i64]()
    if scorer is not None:
        scored = vec[i64](prices(scores(scorer, text.texts, language.tag), profile.weights.scorer))
    # Neither a place nor what a scorer calls bad binds words: they are no grammar.
    binding = (
        vec[i64]([cost + min(price, 0) for cost, price in zip(cue, scored, strict=True)])
        if len(scored)
        else cue
    )
    cue = cue[:]
    for more in (beside.scraps, scored):
        add(cue, more)
        add(of_line, more)
    add_some(cue, beside.tight)
    return BreakCosts(
        cue=cue,
        line=of_line,
        binding=binding,
        scored=scored,
        sounded=sounded,
        places=beside,
    )
