"""Plays flows over the network, plainly or asynchronously: the only file that sends; it sleeps by its clock."""

from __future__ import annotations

import math
from contextlib import ExitStack, aclosing, closing, contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias, TypedDict, TypeVar, Unpack

import anyio

from subkit.errors import DeadlineError, SubkitError
from subkit.jobs.addresses import checked
from subkit.jobs.clock import Clock
from subkit.jobs.exchange import Exchange
from subkit.jobs.flow import Ask, Checkpoint, Flow, Response, Wait
from subkit.jobs.quota import SHARED, Quota, Spending
from subkit.jobs.uploads import Upload

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

    import httpx

    from subkit.adapter import Job
    from subkit.jobs.flow import Step

__all__ = ["AT_ONCE", "AsyncDriver", "Clock", "Driver"]

T = TypeVar("T")

AT_ONCE = 50
"""How many calls an `AsyncDriver` makes at once. The rest wait here, as long as it takes: httpx would give up."""

Due: TypeAlias = tuple[float, float] | None
"""When work has to be done, by the monotonic clock, and how long it was given."""

Came: TypeAlias = Response | SubkitError | None
"""What came of a step."""


class Settings(TypedDict, total=False):
    """What a driver may be given, see `_Driver`."""

    clock: Clock | None
    local: bool
    allow: Callable[[str], None]
    watch: Callable[[Step], None]
    sent: Callable[[Ask, int, int], None]
    quota: Quota


def _ignore(*_: Any) -> None:
    """Keeps no job, and watches nothing."""


class _Driver:
    """What both drivers know.

    Args:
        clock: the time and sleep.
        local: whether addresses on this machine may be called, and over plain http: stand-ins, tests.
        allow: refuses an address by raising `AddressError`; asked before every request and redirect.
        watch: is told each step before it is done.
        sent: is told of each request with a file how many bytes were handed on, of how many: first 0, then after each piece.
        quota: the account of further tries; by default the process has one for all its drivers.
    """

    def __init__(
        self,
        *,
        clock: Clock | None = None,
        local: bool = False,
        allow: Callable[[str], None] = _ignore,
        watch: Callable[[Step], None] = _ignore,
        sent: Callable[[Ask, int, int], None] = _ignore,
        quota: Quota = SHARED,
    ) -> None:
        self.clock = clock or Clock()
        self._local = local
        self._allow = allow
        self._watch = watch
        self._sent = sent
        self._quota = quota

    def _due(self, deadline: float | None) -> Due:
        return None if deadline is None else (self.clock.monotonic() + deadline, deadline)

    def _left(self, due: Due) -> float:
        if due is None:
            return math.inf
        left = due[0] - self.clock.monotonic()
        if left <= 0:
            raise DeadlineError(due[1])
        return left

    def _pause(self, wait: Wait, due: Due) -> float:
        """How long to wait, by chance; there is no use in waiting up to the deadline only to give up."""
        left = self._left(due)
        if due is not None and wait.seconds >= left:
            raise DeadlineError(due[1])
        return min(wait.seconds * (1 + wait.spread * self.clock.chance()), left)

    def _steps(self, flow: Flow[T], keep: Callable[[Job], None]) -> Generator[Ask | Wait, Came, T]:
        """What there is to be sent and waited for; is sent what came of it, errors too."""
        spending = Spending(self._quota)
        with closing(flow):
            try:
                step = next(flow)
                while True:
                    if spending.refuses(step):
                        step = flow.send(False)
                        continue
                    self._watch(step)
                    came: Came = None
                    if isinstance(step, Checkpoint):
                        keep(step.job)
                    else:
                        came = yield step
                    spending.heard(step, came)
                    step = flow.throw(came) if isinstance(came, SubkitError) else flow.send(came)
            except StopIteration as end:
                return end.value  # type: ignore[no-any-return]  # it is the generator's T

    @contextmanager
    def _exchange(self, ask: Ask, left: float) -> Iterator[Exchange]:
        """One request, with its file open."""
        with ExitStack() as stack:
            upload = None
            if ask.file is not None:
                upload = stack.enter_context(Upload(ask.file, partial(self._sent, ask)))
            yield Exchange(ask, self._check, upload, left)

    def _check(self, url: str) -> None:
        checked(url, loopback=self._local)
        self._allow(url)


class Driver(_Driver):
    """Plays flows over a `httpx.Client`, one step after another."""

    def __init__(self, client: httpx.Client, **settings: Unpack[Settings]) -> None:
        super().__init__(**settings)
        self._client = client

    def play(
        self, flow: Flow[T], *, keep: Callable[[Job], None] = _ignore, deadline: float | None = None
    ) -> T:
        """The flow's result.

        Args:
            flow: what to play.
            keep: puts a job on disk; when it returns, the job is there.
            deadline: how long all of it may take, in seconds.

        Raises:
            DeadlineError: it takes longer; raised in the flow first, as all errors of calls are.
            SubkitError: what the flow lets through.
        """
        due = self._due(deadline)
        came: Came = None
        with closing(self._steps(flow, keep)) as steps:
            try:
                while True:
                    came = self._came(steps.send(came), due)
            except StopIteration as end:
                return end.value  # type: ignore[no-any-return]  # it is the generator's T

    def _came(self, step: Ask | Wait, due: Due) -> Came:
        try:
            if isinstance(step, Ask):
                return self._answer(step, self._left(due))
            self.clock.sleep(self._pause(step, due))
        except SubkitError as error:
            return error
        return None

    def _answer(self, ask: Ask, left: float) -> Response | None:
        with self._exchange(ask, left) as exchange:
            with exchange.faults(), exchange.sending.cut_after(exchange.seconds):
                while exchange.response is None:
                    self._once(exchange)
            return exchange.response

    def _once(self, exchange: Exchange) -> None:
        content = exchange.upload and exchange.upload.pieces()
        request = exchange.request(self._client, content, exchange.sending.heard)
        answer = self._client.send(request, stream=True, auth=None, follow_redirects=False)
        with closing(answer):
            body = exchange.body(answer)
            if body is None:
                return
            for piece in answer.iter_raw():
                body.add(piece)
            exchange.end(answer, body, self.clock.now())


class AsyncDriver(_Driver):
    """Plays flows over a `httpx.AsyncClient`; one driver serves many flows at once."""

    def __init__(self, client: httpx.AsyncClient, **settings: Unpack[Settings]) -> None:
        super().__init__(**settings)
        self._client = client
        self._turns = anyio.Semaphore(AT_ONCE)

    async def play(
        self, flow: Flow[T], *, keep: Callable[[Job], None] = _ignore, deadline: float | None = None
    ) -> T:
        """The flow's result; all as `Driver.play`."""
        due = self._due(deadline)
        came: Came = None
        with closing(self._steps(flow, keep)) as steps:
            try:
                while True:
                    came = await self._came(steps.send(came), due)
            except StopIteration as end:
                return end.value  # type: ignore[no-any-return]  # it is the generator's T

    async def _came(self, step: Ask | Wait, due: Due) -> Came:
        try:
            if isinstance(step, Ask):
                return await self._answer_in_turn(step, due)
            await self.clock.sleep_async(self._pause(step, due))
        except SubkitError as error:
            return error
        return None

    async def _answer_in_turn(self, ask: Ask, due: Due) -> Response | None:
        with anyio.move_on_after(self._left(due)) as waiting:
            await self._turns.acquire()
        if waiting.cancelled_caught:
            raise DeadlineError(due[1] if due else math.inf)
        try:
            return await self._answer(ask, self._left(due))
        finally:
            self._turns.release()

    async def _answer(self, ask: Ask, left: float) -> Response | None:
        with self._exchange(ask, left) as exchange:
            with exchange.faults(), anyio.fail_after(exchange.seconds):
                while exchange.response is None:
                    await self._once(exchange)
            return exchange.response

    async def _once(self, exchange: Exchange) -> None:
        content = exchange.upload and exchange.upload.pieces_async()
        request = exchange.request(self._client, content, exchange.sending.heard_async)
        answer = await self._client.send(request, stream=True, auth=None, follow_redirects=False)
        async with aclosing(answer):
            body = exchange.body(answer)
            if body is None:
                return
            async for piece in answer.aiter_raw():
                body.add(piece)
            exchange.end(answer, body, self.clock.now())
