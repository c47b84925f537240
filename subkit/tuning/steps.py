"""Which weights a house may set its own way, and by how much one step moves each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

if TYPE_CHECKING:
    from random import Random

    from subkit.weights import Weights

STEPS = {
    "cue": 200,
    "heard": 250,
    "line": 150,
    "imbalance": 5,
    "lopsided": 300,
    "short": 40,
    "short_length": 3,
    "cue_after_sentence": 300,
    "cue_after_clause": 250,
    "cue_after_comma": 150,
    "line_after_sentence": 250,
    "line_after_clause": 250,
    "line_after_comma": 150,
    "before_conjunction": 200,
    "before_preposition": 150,
    "before_pronoun": 150,
    "before_determiner": 150,
    "before_auxiliary": 200,
    "after_auxiliary": 300,
    "after_negation": 400,
    "after_either_pronoun": 300,
    "within_name": 500,
    "line_share": 10,
    "pause": 400,
    "line_pause": 200,
    "scrap_length": 4,
    "scrap_before": 25,
    "scrap_after": 25,
}
"""By weight, one step in hundredths (lengths in characters). What is left out is grammar that no house breaks (no line ends
on an article), or a limit's price, which the profile's limits set."""

_FREE = frozenset(name for name in STEPS if name.startswith(("cue_after", "line_after", "before_"))) | {
    "pause",
    "line_pause",
}
"""The weights that may fall below zero: bonuses."""


def moved(weights: Weights, random: Random) -> Weights:
    """The weights with a few of them moved at random, by about a step each."""
    names = random.sample(sorted(STEPS), random.choice((1, 1, 2, 3, 5)))
    moves = {name: getattr(weights, name) + round(random.gauss(0, 1.3) * STEPS[name]) for name in names}
    return replace(
        weights, **{name: value if name in _FREE else max(0, value) for name, value in moves.items()}
    )


def distance(weights: Weights, start: Weights) -> float:
    """How many steps two sets of weights lie apart, over all weights."""
    return sum(
        abs(int(getattr(weights, name)) - int(getattr(start, name))) / step for name, step in STEPS.items()
    )


def changed(weights: Weights, start: Weights) -> dict[str, tuple[int, int]]:
    """The weights that differ: before and after."""
    pairs = {name: (getattr(start, name), getattr(weights, name)) for name in weights.__struct_fields__}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
