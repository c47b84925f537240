"""A sample of the fuzzing: `make fuzz` does it at length, led by what was covered."""

from __future__ import annotations

import random

import pytest
from fuzz_mutations import mutated
from fuzz_targets import targets

RUNS = 25


@pytest.mark.parametrize("name", list(targets()))
def test_nearly_right_bytes_are_read_or_refused_in_one_of_subkits_words(name: str) -> None:
    target = targets()[name]
    chance = random.Random(name)
    for _ in range(RUNS):
        content = mutated(chance.choice(target.seeds), chance, is_json=target.is_json, others=target.seeds)
        target.run(content)
