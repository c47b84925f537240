"""Plays flows over the network, plainly or asynchronously: the only file that sends; it sleeps by its clock."""

from __future__ import annotations

import math
from contextlib import closing
from typing import TYPE_CHECKING, Any, TypeAlias, TypedDict, TypeVar, Unpack

import anyio
import anyio.to_thread

from subkit.errors import DeadlineError, SubkitError
from subkit.jobs.addresses import checked
from subkit.jobs.clock import Clock
from subkit.jobs.flow import Ask, Checkpoint, Flow, Response, Wait
from subkit.jobs.sending import (
    FAULTS,
    Sending,
    body_of,
    next_url,
    open_file,
    pieces,
    request_of,
    total_seconds,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

    import httpx

    from subkit.adapter import Job
    from subkit.jobs.body import Body
    from subkit.jobs.flow import Step

__all__ = ["AT_ONCE", "AsyncDriver", "Clock", "Driver"]

T = TypeVar("T")


AT_ONCE = 50
"""How many calls an `AsyncDriver` makes at once. The rest wait here, as long as it takes: httpx would give up."""

Due: TypeAlias = tuple[float, float] | None
"""When work has to be done, by the monotonic clock, and how long it was given."""


class Settings(TypedDict, total=False):
    """What a driver may be given, see `_Driver`."""

    clock: Clock | None
    local: bool
    allow: Callable[[str], None]
    watch: Callable[[Step], None]


def _ignore(_: Any) -> None:
    """Keeps no job and watches no step."""


class _Driver:
    """What both drivers know.

    Args:
        clock: the time and sleep.
        local: whether addresses on this machine may be called, and over plain http: stand-ins, tests.
        allow: refuses an address by raising `AddressError`; asked before every request and redirect.
        watch: is told each step before it is done.
    """

    def __init__(
        self,
        *,
        clock: Clock | None = None,
        local: bool = False,
        allow: Callable[[str], None] = _ignore,
        watch: Callable[[Step], None] = _ignore,
    ) -> None:
        self.clock = clock or Clock()
        self._local = local
        self._allow = allow
        self._watch = watch

    def _check(self, url: str) -> None:
        checked(url, loopback=self._local)
        self._allow(url)

    def _pause(self, wait: Wait, left: float, due: Due) -> float:
        """How long to wait, by chance; there is no use in waiting up to the deadline only to give up."""
        if due is not None and wait.seconds >= left:
            raise DeadlineError(due[1])
        return min(wait.seconds * (1 + wait.spread * self.clock.chance()), left)

    def _due(self, deadline: float | None) -> Due:
        return None if deadline is None else (self.clock.monotonic() + deadline, deadline)

    def _left(self, due: Due) -> float:
        if due is None:
            return math.inf
        left = due[0] - self.clock.monotonic()
        if left <= 0:
            raise DeadlineError(due[1])
        return left

    def _onward(self, ask: Ask, answer: httpx.Response, hops: int) -> str | None:
        url = next_url(ask, str(answer.request.url), answer.status_code, answer.headers.get("Location"), hops)
        if url:
            self._check(url)
        return url

    def _response(self, answer: httpx.Response, body: Body) -> Response:
        headers = {name.lower(): value for name, value in answer.headers.items()}
        url = str(answer.request.url)
        return Response(answer.status_code, body.whole(), headers, url, self.clock.now())


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
        with closing(flow):
            try:
                step = next(flow)
                while True:
                    self._watch(step)
                    if isinstance(step, Checkpoint):
                        keep(step.job)
                        step = flow.send(None)
                        continue
                    try:
                        answer = self._do(step, due)
                    except SubkitError as error:
                        step = flow.throw(error)
                    else:
                        step = flow.send(answer)
            except StopIteration as end:
                return end.value  # type: ignore[no-any-return]  # it is the generator's T

    def _do(self, step: Ask | Wait, due: Due) -> Response | None:
        left = self._left(due)
        if isinstance(step, Wait):
            self.clock.sleep(self._pause(step, left, due))
            return None
        return self._ask(step, left)

    def _ask(self, ask: Ask, left: float) -> Response:
        self._check(ask.url)
        if ask.file is None:
            return self._exchange(ask, None, None, min(left, total_seconds(ask, None)))
        stream, size = open_file(ask.file)
        with stream:
            content = pieces(stream, str(ask.file), size)
            return self._exchange(ask, content, size, min(left, total_seconds(ask, size)))

    def _exchange(self, ask: Ask, content: Any, size: int | None, seconds: float) -> Response:
        sending = Sending()
        timer = sending.timer(seconds)
        try:
            found: Response | str = ask.url
            hops = 0
            while isinstance(found, str):
                request = request_of(self._client, ask, found, content, size)
                request.extensions["trace"] = sending.heard
                found = self._once(ask, request, hops)
                hops += 1
        except FAULTS as error:
            raise sending.fault(ask, error, seconds) from error
        finally:
            timer.cancel()
        if sending.late:  # a body without a length ends well when it is cut
            raise sending.fault(ask, None, seconds)
        return found

    def _once(self, ask: Ask, request: httpx.Request, hops: int) -> Response | str:
        """The answer, or where it redirects to."""
        answer = self._client.send(request, stream=True, auth=None, follow_redirects=False)
        try:
            onward = self._onward(ask, answer, hops)
            if onward:
                return onward
            body = body_of(ask, answer)
            for piece in answer.iter_raw():
                body.add(piece)
            return self._response(answer, body)
        finally:
            answer.close()


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
        with closing(flow):
            try:
                step = next(flow)
                while True:
                    self._watch(step)
                    if isinstance(step, Checkpoint):
                        keep(step.job)
                        step = flow.send(None)
                        continue
                    try:
                        answer = await self._do(step, due)
                    except SubkitError as error:
                        step = flow.throw(error)
                    else:
                        step = flow.send(answer)
            except StopIteration as end:
                return end.value  # type: ignore[no-any-return]  # it is the generator's T

    async def _do(self, step: Ask | Wait, due: Due) -> Response | None:
        left = self._left(due)
        if isinstance(step, Wait):
            await self.clock.sleep_async(self._pause(step, left, due))
            return None
        async with self._turns:
            return await self._ask(step, self._left(due))

    async def _ask(self, step: Ask, left: float) -> Response:
        self._check(step.url)
        if step.file is None:
            return await self._exchange(step, None, None, min(left, total_seconds(step, None)))
        stream, size = open_file(step.file)
        with stream:
            content = _pieces_async(pieces(stream, str(step.file), size))
            return await self._exchange(step, content, size, min(left, total_seconds(step, size)))

    async def _exchange(self, ask: Ask, content: Any, size: int | None, seconds: float) -> Response:
        sending = Sending()
        found: Response | str = ask.url
        hops = 0
        try:
            with anyio.fail_after(seconds):
                while isinstance(found, str):
                    request = request_of(self._client, ask, found, content, size)
                    request.extensions["trace"] = sending.heard_async
                    found = await self._once(ask, request, hops)
                    hops += 1
        except (*FAULTS, TimeoutError) as error:
            raise sending.fault(ask, error, seconds) from error
        return found

    async def _once(self, ask: Ask, request: httpx.Request, hops: int) -> Response | str:
        """The answer, or where it redirects to."""
        answer = await self._client.send(request, stream=True, auth=None, follow_redirects=False)
        try:
            onward = self._onward(ask, answer, hops)
            if onward:
                return onward
            body = body_of(ask, answer)
            async for piece in answer.aiter_raw():
                body.add(piece)
            return self._response(answer, body)
        finally:
            await answer.aclose()


async def _pieces_async(content: Iterator[bytes]) -> AsyncIterator[bytes]:
    """The same pieces, read while others work."""
    while piece := await anyio.to_thread.run_sync(next, content, b""):
        yield piece
