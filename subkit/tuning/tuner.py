"""The search for weights: a hill climb from the profile's own, and what it is worth on documents it has not seen."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from subkit.profile import Profile
from subkit.scoring.breaks import Agreement, total
from subkit.tuning import steps
from subkit.tuning.folds import folds, out_of_fold

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from subkit.tuning.examples import Example

    Progress = Callable[[int, int], None]

TRIALS = 240
"""How many sets of weights one climb tries; on human captions most of the gain comes in the first hundred."""

_STEP_PENALTY = 0.0004
"""What a step away from the start costs, in F1: a move must be worth it, or the noise of few examples would be learnt."""


class Agreements(Struct, frozen=True):
    """How far captions agree with people's over all examples, as F1, 0 to 1.

    Attributes:
        any: breaks of either kind, over the examples whose line breaks count.
        cue: breaks between cues, over all examples.
    """

    any: float
    cue: float

    @property
    def mean(self) -> float:
        """What a climb raises: the mean of both."""
        return (self.any + self.cue) / 2


class Tuned(Struct, frozen=True):
    """What was learnt.

    Attributes:
        profile: the profile with the weights learnt from all examples; the start's own where nothing was gained.
        changed: the weights that differ from the start's: before and after.
        before: agreement with the start's weights, over all examples.
        after: agreement with those learnt, over the same examples.
        unseen: agreement where every example is cut by weights learnt from the others alone; ``None`` if all examples are
            of one group.
        folds: into how many parts the examples were divided for that.
        trials: how many sets of weights each climb tried.
        seed: what the random moves came from.
    """

    profile: Profile
    changed: dict[str, tuple[int, int]]
    before: Agreements
    after: Agreements
    unseen: Agreements | None
    folds: int
    trials: int
    seed: int


def tune(
    examples: Sequence[Example],
    profile: Profile,
    *,
    trials: int = TRIALS,
    seed: int = 1,
    progress: Progress | None = None,
) -> Tuned:
    """The weights that cut the examples most nearly as people did, under the profile's limits.

    Examples of one group stay together: each fold's are cut by weights that were learnt from the other folds' alone, and
    only if that is better than the start is anything learnt at all. The same examples, trials and seed give the same weights.

    Args:
        examples: at least one.
        profile: where to start; its limits hold.
        trials: how many sets of weights to try in each climb.
        seed: for the random moves.
        progress: called after each trial with how many are done, and of how many.
    """
    parts = len(folds(examples))
    ticks = _Ticks((parts + 1 if parts > 1 else 1) * trials, progress)

    def learn(some: Sequence[Example]) -> Profile:
        return climb(
            profile, lambda tried: agreements(some, tried).mean, trials=trials, seed=seed, tick=ticks.tick
        )

    before = agreements(examples, profile)
    unseen = _unseen(examples, learn) if parts > 1 else None
    if unseen is not None and unseen.mean <= before.mean:
        return Tuned(profile, {}, before, before, unseen, parts, trials, seed)
    found = learn(examples)
    changes = steps.changed(found.weights, profile.weights)
    return Tuned(found, changes, before, agreements(examples, found), unseen, parts, trials, seed)


def climb(
    profile: Profile,
    worth: Callable[[Profile], float],
    *,
    trials: int,
    seed: int,
    tick: Callable[[], None] = lambda: None,
) -> Profile:
    """The profile with the best weights that so many random moves find, each from the best before it.

    Args:
        profile: where to start.
        worth: how good a profile is, in F1 or as much; a step away from the start costs a little of it.
        trials: how many moves to try.
        seed: for the moves.
        tick: called after each.
    """
    random, start = Random(seed), profile.weights  # noqa: S311 - the moves of a search are no secret
    best, height = profile, worth(profile)
    for _ in range(trials):
        weights = steps.moved(best.weights, random)
        tried = replace(profile, weights=weights)
        reached = worth(tried) - _STEP_PENALTY * steps.distance(weights, start)
        if reached > height:
            best, height = tried, reached
        tick()
    return best


def agreements(examples: Sequence[Example], profile: Profile) -> Agreements:
    """How far the profile cuts the examples as people did."""
    return _summed([(example, *example.agreement(profile)) for example in examples])


def _unseen(examples: Sequence[Example], learn: Callable[[Sequence[Example]], Profile]) -> Agreements:
    """Agreement where each fold is cut by what the others taught."""
    return _summed(
        [
            (example, *example.agreement(learnt))
            for learnt, held in out_of_fold(examples, learn)
            for example in held
        ]
    )


def _summed(parts: Sequence[tuple[Example, Agreement, Agreement]]) -> Agreements:
    cue = total(cue for _, _, cue in parts).f1
    whole = [any_ for example, any_, _ in parts if example.lines]
    return Agreements(any=total(whole).f1 if whole else cue, cue=cue)


class _Ticks:
    """Counts trials for whoever watches."""

    def __init__(self, all_: int, progress: Progress | None) -> None:
        self._all, self._done, self._progress = all_, 0, progress

    def tick(self) -> None:
        self._done += 1
        if self._progress is not None:
            self._progress(self._done, self._all)
