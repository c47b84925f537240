"""The receiver's benchmark makes the calls it says, measures them, and notices a promise that is broken."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from benchmarks import receiver
from benchmarks.receiver import Load, broken, calls, put_to
from benchmarks.storm import Answer, Call

if TYPE_CHECKING:
    from collections.abc import Sequence

NEW, FORGED = Call(1, forged=False), Call(2, forged=True)


def load(*answers: tuple[Call, int, bytes], kept: Sequence[int] = (1,), code: int = 0) -> Load:
    return Load([Answer(call, status, body, 1.0) for call, status, body in answers], 1.0, 0.1, [*kept], code)


GOOD = ((NEW, 200, b"OK"), (NEW, 200, b"OK"), (FORGED, 404, b"Not Found"))


def test_seven_tenths_are_new_two_repeat_and_one_is_forged() -> None:
    made = calls(1000, seed=1)
    real = [call.job for call in made if not call.forged]
    assert (1000, 900, 700) == (len(made), len(real), len(set(real)))
    assert made == calls(1000, seed=1) != calls(1000, seed=2)


@pytest.mark.parametrize("kept", [True, False])
def test_a_small_storm_breaks_no_promise(kept: bool) -> None:
    found = put_to(
        calls(300, seed=1), 30, kept=kept, repeated=True
    )  # a busy machine may not keep all in time
    assert {0} == set(broken(found).values())
    assert "300, 30 of them forged" == receiver.figures(found)["calls"]
    assert (210, 300) == (len(found.kept), len(found.answers))
    assert 0 < found.cpu < found.seconds * 8


@pytest.mark.parametrize(
    ("bad", "promise"),
    [
        (load(*GOOD, kept=[]), "lost: answered and not on disk"),
        (load(*GOOD, kept=[1, 1]), "doubled"),
        (load(*GOOD, kept=[1, 2]), "forgeries taken"),
        (load(*GOOD, (FORGED, 200, b"OK")), "forgeries taken"),
        (load(*GOOD, (NEW, 503, b"")), "calls not answered OK"),
        (load(*GOOD, (NEW, 200, b"ok")), "calls not answered OK"),
        (load(*GOOD, code=1), "exit code at the end"),
    ],
)
def test_a_promise_that_is_broken_is_noticed(bad: Load, promise: str) -> None:
    assert {promise: 1} == {name: count for name, count in broken(bad).items() if count}
