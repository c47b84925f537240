"""Points that a process comes by, counted; at the one it is told to die at it dies, as by a power cut."""

from __future__ import annotations

import os
import signal
import sys
from typing import TYPE_CHECKING, Any

import httpx

from subkit.jobs.store import Store

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator
    from types import FrameType

    from subkit.adapter import Job


class Marks:
    """Counts the points a run comes by, and kills at one of them.

    Args:
        deadly: the number of the point to die at, 0 for none.
    """

    def __init__(self, deadly: int) -> None:
        self.deadly = deadly
        self.count = 0

    def __call__(self, _: object = None) -> None:
        self.count += 1
        if self.count == self.deadly:
            os.kill(os.getpid(), signal.SIGKILL)


class MarkedStore(Store):
    """A store with points before and after whatever it puts on disk."""

    def __init__(self, folder: str, mark: Marks) -> None:
        super().__init__(folder)
        self.mark = mark

    def save(self, job: Job) -> None:
        super().save(job)
        self.mark()

    def put_result(self, key: str, raw: bytes) -> None:
        self.mark()
        super().put_result(key, raw)
        self.mark()


class _MarkedBody(httpx.SyncByteStream, httpx.AsyncByteStream):
    """An answer's body with a point before each piece."""

    def __init__(self, inner: Any, mark: Callable[[], None]) -> None:
        self._inner, self._mark = inner, mark

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._inner:
            self._mark()
            yield piece

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for piece in self._inner:
            self._mark()
            yield piece

    def close(self) -> None:
        self._inner.close()

    async def aclose(self) -> None:
        await self._inner.aclose()


def _marked(response: httpx.Response, mark: Callable[[], None]) -> httpx.Response:
    mark()
    body = _MarkedBody(response.stream, mark)
    return httpx.Response(
        response.status_code, headers=response.headers, stream=body, extensions=response.extensions
    )


class MarkedTransport(httpx.HTTPTransport):
    """Points when a call was taken and its answer begins, and within the answer."""

    def __init__(self, mark: Callable[[], None]) -> None:
        super().__init__(verify=False)  # no TLS here; reading certificates takes long
        self._mark = mark

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        return _marked(super().handle_request(request), self._mark)


class AsyncMarkedTransport(httpx.AsyncHTTPTransport):
    """The same for the asynchronous client."""

    def __init__(self, mark: Callable[[], None]) -> None:
        super().__init__(verify=False)  # as above
        self._mark = mark

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return _marked(await super().handle_async_request(request), self._mark)


def mark_files(mark: Callable[[], None]) -> None:
    """Points where a file is written: before it is made, before it takes its name, and before its folder is synchronised."""

    def hear(event: str, arguments: tuple[Any, ...]) -> None:
        if event in {"os.rename", "os.link"}:
            mark()
        elif event == "open" and isinstance(arguments[2], int):
            name, _, flags = arguments
            ours = isinstance(name, str) and ".subkit-" in name
            if flags & os.O_DIRECTORY or (ours and flags & os.O_CREAT):
                mark()

    sys.addaudithook(hear)


def mark_calls(mark: Callable[[], None], *functions: tuple[str, str]) -> None:
    """Points where these functions begin, given by their file and name."""
    known = set(functions)
    names = {name for _, name in functions}

    def hear(frame: FrameType, event: str, _: object) -> None:
        code = frame.f_code
        if event == "call" and code.co_name in names and (code.co_filename, code.co_name) in known:
            mark()

    sys.setprofile(hear)
