"""Many flows as one: each hears its own answers, time passes for all at once, and one that fails stops no other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from subkit.errors import DeadlineError, ProviderError, SubkitError
from subkit.jobs.clock import Clock
from subkit.jobs.flow import Ask, Flow, Response, Step, Wait
from subkit.jobs.together import together

if TYPE_CHECKING:
    from collections.abc import Mapping


class HandClock(Clock):
    """A clock that goes where it is put, and never by chance."""

    def __init__(self) -> None:
        self.time = 1000.0

    def monotonic(self) -> float:
        return self.time

    def chance(self) -> float:
        return 0.0


class Played:
    """What came of flows, played by hand: calls take no time, and are answered with what they asked for.

    Args:
        flows: with how long each may take, in seconds.
        refused: whether tries that are not the first are refused.
    """

    def __init__(self, flows: Mapping[str, tuple[Flow[Any], float | None]], *, refused: bool = False) -> None:
        self.ended: dict[str, tuple[float, Any]] = {}
        self.steps: list[tuple[str, Step]] = []
        self.asked: list[Ask] = []
        self.clock = HandClock()
        flow = together(
            flows, clock=self.clock, ended=self._end, watch=lambda name, step: self.steps.append((name, step))
        )
        answer: Any = None
        try:
            while True:
                step = flow.throw(answer) if isinstance(answer, SubkitError) else flow.send(answer)
                answer = self._answer(step, refused=refused)
        except StopIteration:
            return

    def _answer(self, step: Step, *, refused: bool) -> Any:
        if isinstance(step, Wait):
            self.clock.time += step.seconds
            return False if step.again and refused else None
        if isinstance(step, Ask):
            self.asked.append(step)
            broken = step.url.endswith("/broken")
            return ProviderError(step.call, 400, "no") if broken else Response(200, step.url.encode())
        return None

    def _end(self, name: str, came: Any) -> None:
        self.ended[name] = (self.clock.time - 1000.0, came)


def working(name: str, waits: list[int]) -> Flow[list[bytes]]:
    """Asks, waits, asks again, and so on; gives what it heard."""
    heard = []
    for number, seconds in enumerate(waits):
        response = yield Ask("GET", f"https://provider.example/{name}/{number}")
        heard.append(response.body)
        yield Wait(float(seconds), "working", spread=0)
    return heard


WAITS = st.dictionaries(
    st.text("abcdef", min_size=1, max_size=3), st.lists(st.integers(0, 50), max_size=5), max_size=5
)


@given(WAITS)
def test_each_flow_ends_when_it_would_alone_with_what_it_asked_for(plans: dict[str, list[int]]) -> None:
    played = Played({name: (working(name, waits), None) for name, waits in plans.items()})
    assert {
        name: (
            float(sum(waits)),
            [f"https://provider.example/{name}/{number}".encode() for number in range(len(waits))],
        )
        for name, waits in plans.items()
    } == played.ended
    assert max(map(sum, plans.values()), default=0) == played.clock.time - 1000.0


@given(WAITS, st.integers(1, 60))
def test_a_flow_is_over_as_soon_as_it_would_wait_past_its_deadline(
    plans: dict[str, list[int]], deadline: int
) -> None:
    played = Played({name: (working(name, waits), float(deadline)) for name, waits in plans.items()})
    for name, waits in plans.items():
        when, came = played.ended[name]
        late = any(sum(waits[: number + 1]) >= deadline for number in range(len(waits)) if waits[number])
        assert when < deadline
        assert late is isinstance(came, DeadlineError)


def test_one_that_fails_is_told_so_and_the_others_get_on() -> None:
    def failing() -> Flow[str]:
        try:
            yield Ask("GET", "https://provider.example/broken")
        except ProviderError:
            yield Wait(3.0, "again", spread=0)
            raise
        return "no"

    played = Played({"bad": (failing(), None), "good": (working("good", [2]), None)})
    when, came = played.ended["bad"]
    assert (3.0, ProviderError) == (when, type(came))
    assert (2.0, [b"https://provider.example/good/0"]) == played.ended["good"]


def test_a_call_takes_no_longer_than_its_flow_may() -> None:
    def asking() -> Flow[None]:
        yield Ask("GET", "https://provider.example/")

    played = Played({"a": (asking(), 7.0), "b": (asking(), None), "c": (asking(), 7000.0)})
    assert [7.0, None, None] == [ask.seconds for ask in played.asked]


def test_a_try_that_the_driver_refuses_is_not_waited_for() -> None:
    def trying() -> Flow[Any]:
        return (yield Wait(20.0, "HTTP 503; trying again", spread=0, again="provider.example"))

    assert (0.0, False) == Played({"a": (trying(), None)}, refused=True).ended["a"]
    allowed = Played({"a": (trying(), None)})
    assert (20.0, None) == allowed.ended["a"]
    assert [20.0] == [step.seconds for _, step in allowed.steps if isinstance(step, Wait)]


def test_flows_that_are_broken_off_are_closed() -> None:
    closed = []

    def holding(name: str) -> Flow[None]:
        try:
            yield Wait(1.0, "working")
        finally:
            closed.append(name)

    flow = together(
        {name: (holding(name), None) for name in ("a", "b")},
        clock=HandClock(),
        ended=lambda *_: None,
        watch=lambda *_: None,
    )
    assert isinstance(next(flow), Wait)
    flow.close()
    assert ["a", "b"] == closed
