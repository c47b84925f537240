"""What grows too fast is seen as such; no machine's speed is judged."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from benchmarks.awkward import MOST, cases, growth

if TYPE_CHECKING:
    from collections.abc import Callable


def busy(steps: int) -> Callable[[], object]:
    def work() -> None:
        end = time.process_time() + steps / 1e6
        while time.process_time() < end:
            pass

    return work


def test_what_grows_with_the_square_is_told_from_what_grows_evenly() -> None:
    assert growth(lambda size: busy(40 * size), 100, 2)[1] < MOST
    assert growth(lambda size: busy(size * size), 100, 2)[1] > MOST


def test_every_case_can_be_read_or_written() -> None:
    for _, make in cases():
        make(3)()
