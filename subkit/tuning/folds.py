"""Cross-validation: examples in folds, each with what was learnt from the other folds alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from subkit.profile import Profile

MOST_FOLDS = 5


class Grouped(Protocol):
    """Something of which those of one group belong into one fold, as translations of one talk do."""

    @property
    def group(self) -> str:
        """The name of its group."""
        ...


T = TypeVar("T", bound=Grouped)


def folds(examples: Sequence[Grouped]) -> list[list[str]]:
    """The groups of each fold: five folds, or as many as there are groups."""
    groups = sorted({example.group for example in examples})
    return [groups[first::MOST_FOLDS] for first in range(min(len(groups), MOST_FOLDS))]


def out_of_fold(
    examples: Sequence[T], learn: Callable[[Sequence[T]], Profile]
) -> Iterator[tuple[Profile, list[T]]]:
    """For each fold what the examples of all others taught, and the fold's own examples.

    Args:
        examples: those of two groups at least.
        learn: the profile that some of them teach.
    """
    for held in folds(examples):
        learnt = learn([example for example in examples if example.group not in held])
        yield learnt, [example for example in examples if example.group in held]
