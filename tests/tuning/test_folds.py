"""The laws of folds: each example is held out once, and nothing of its group taught what it is judged by."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from subkit.profile import Profile
from subkit.tuning.folds import MOST_FOLDS, folds, out_of_fold

if TYPE_CHECKING:
    from collections.abc import Sequence


class Talk(NamedTuple):
    group: str
    number: int


talks = st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=20).map(
    lambda groups: [Talk(group, number) for number, group in enumerate(groups)]
)


@given(talks)
def test_every_example_is_held_out_once_by_what_other_groups_taught(examples: list[Talk]) -> None:
    def learn(some: Sequence[Talk]) -> Profile:
        return replace(Profile(name="learnt"), title=" ".join(talk.group for talk in some))

    found = list(out_of_fold(examples, learn))
    assert sorted(examples) == sorted(talk for _, held in found for talk in held)
    for learnt, held in found:
        assert len(examples) - len(held) == len(learnt.title.split())
        assert {talk.group for talk in held}.isdisjoint(learnt.title.split())


@given(talks)
def test_there_are_as_many_folds_as_groups_but_no_more_than_five(examples: list[Talk]) -> None:
    groups = {talk.group for talk in examples}
    assert min(len(groups), MOST_FOLDS) == len(folds(examples))
    assert groups == {group for fold in folds(examples) for group in fold}
