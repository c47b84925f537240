"""Threads that do work and do not keep the program from ending: what they leave undone is taken up at the next start."""

from __future__ import annotations

import time
from concurrent.futures import Executor, Future
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable


class _Task(NamedTuple):
    """A piece of work, and where its end is awaited."""

    future: Future[Any]
    work: Callable[[], Any]


class Crew(Executor):
    """An executor that waits only so long for its threads (`concurrent.futures` waits for ever, at the latest on exit).

    Args:
        size: how many threads.
        seconds: how long they are waited for in the end.
    """

    def __init__(self, size: int, seconds: float) -> None:
        self._seconds = seconds
        self._tasks: SimpleQueue[_Task | None] = SimpleQueue()
        self._threads = [Thread(target=self._work, name=f"job-{at}", daemon=True) for at in range(size)]
        for thread in self._threads:
            thread.start()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Have this called in one of the threads."""
        future: Future[Any] = Future()
        self._tasks.put(_Task(future, lambda: fn(*args, **kwargs)))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = True) -> None:
        """Begin nothing more, and wait for what is being done, but not for ever."""
        while cancel_futures:
            try:
                task = self._tasks.get_nowait()
            except Empty:
                break
            if task is not None:
                task.future.cancel()
        for _ in self._threads:
            self._tasks.put(None)
        end = time.monotonic() + self._seconds
        for thread in self._threads if wait else ():
            thread.join(max(0.0, end - time.monotonic()))

    def _work(self) -> None:
        while (task := self._tasks.get()) is not None:
            try:
                came = task.work()
            except BaseException as error:  # noqa: BLE001  # carried over to whoever awaits it
                task.future.set_exception(error)
            else:
                task.future.set_result(came)
