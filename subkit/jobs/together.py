"""Plays many flows as one: while some wait, the others get on; one that fails stops no other."""

from __future__ import annotations

import heapq
import math
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import msgspec

from subkit.errors import DeadlineError, SubkitError
from subkit.jobs.flow import Ask, Checkpoint, Wait
from subkit.jobs.sending import total_seconds

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping

    from subkit.jobs.clock import Clock
    from subkit.jobs.flow import Flow, Step

T = TypeVar("T")


class Strand(Generic[T]):
    """One of the flows.

    Args:
        name: what it is called.
        flow: the flow.
        begun: when it began, by the monotonic clock.
        seconds: how long it may take; ``None``: for ever.
    """

    def __init__(self, name: str, flow: Flow[T], begun: float, seconds: float | None) -> None:
        self.name = name
        self.flow = flow
        self.due = math.inf if seconds is None else begun + seconds
        self.seconds = seconds or 0.0


def together(
    flows: Mapping[str, tuple[Flow[T], float | None]],
    *,
    clock: Clock,
    ended: Callable[[str, T | SubkitError], None],
    watch: Callable[[str, Step], None],
) -> Flow[None]:
    """All of the flows, in one that a driver with this clock plays without a deadline.

    Args:
        flows: by name, each with how long it may take, in seconds; all begin now.
        clock: the driver's.
        ended: is told the result of each as it comes, or what ended it.
        watch: is told each step of each before it is done, as `subkit.jobs.drivers.Driver` does.
    """
    begun = clock.monotonic()
    strands = [Strand(name, flow, begun, seconds) for name, (flow, seconds) in flows.items()]
    turns = [(begun, number) for number in range(len(strands))]
    try:
        while turns:
            when, number = heapq.heappop(turns)
            pause = when - clock.monotonic()
            if pause > 0:
                yield Wait(pause, "", spread=0)
            strand = strands[number]
            wait = yield from _until_it_waits(strand, clock, ended, watch)
            if wait is not None:
                longest = strand.due - clock.monotonic()
                spread = wait.seconds * (1 + wait.spread * clock.chance())
                heapq.heappush(turns, (clock.monotonic() + min(spread, longest), number))
    finally:
        for strand in strands:
            strand.flow.close()


def _until_it_waits(
    strand: Strand[T],
    clock: Clock,
    ended: Callable[[str, T | SubkitError], None],
    watch: Callable[[str, Step], None],
) -> Flow[Wait | None]:
    """The next wait of a flow, with everything done up to it; ``None`` if it has ended."""
    answer: Any = None
    while True:
        try:
            step = _onward(strand.flow, answer)
        except StopIteration as end:
            ended(strand.name, end.value)
            return None
        except SubkitError as error:
            ended(strand.name, error)
            return None
        if not (isinstance(step, Wait) and step.again):
            watch(strand.name, step)
        left = strand.due - clock.monotonic()
        if isinstance(step, Checkpoint):
            answer = yield step
        elif left <= (step.seconds if isinstance(step, Wait) else 0):
            answer = DeadlineError(strand.seconds)
        elif isinstance(step, Wait):
            if step.again and (yield Wait(0.0, step.reason, spread=0, again=step.again)) is False:
                answer = False  # the driver's word: there were too many tries already
                continue
            watch(strand.name, step)
            return step
        else:
            answer = yield from _answer(step, left)


def _onward(flow: Generator[Step, Any, T], answer: Any) -> Step:
    return flow.throw(answer) if isinstance(answer, SubkitError) else flow.send(answer)


def _answer(step: Ask, left: float) -> Flow[Any]:
    """The answer to a call that is over when the flow's time is; or the error instead of one."""
    usual = math.inf if step.file is not None else total_seconds(step, None)
    longest = min(step.seconds or usual, left)
    try:
        return (yield step if longest == usual else msgspec.structs.replace(step, seconds=longest))
    except SubkitError as error:
        return error
