"""Serves the receiver, and the workers behind it, until the program is asked to end; it needs the extra ``server``."""

from __future__ import annotations

import logging
import signal
import socket
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

import uvicorn

from subkit.errors import ConfigError, StoreError
from subkit.jobs.connections import Connection
from subkit.wording import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from subkit.jobs.webhook import Receiver

_log = logging.getLogger("subkit.receiver")

STOP_SECONDS = 10
"""How long calls that are being answered, and work that is being done, are waited for when the program is asked to end."""

_BACKLOG = 2048  # calls that come at once are not turned away
_GATHER = 0.05  # seconds; what comes within is dealt with in one go
_SWITCH = 0.001  # seconds; a caller waits for the interpreter several times, 5 ms each by default


class Worker(Protocol):
    """Work that is done beside the receiver."""

    def look(self) -> float:
        """Do what is due, and give the seconds until there is more.

        Raises:
            StoreError: the disk does not do what it should; perhaps it will later.
        """
        ...


class Bell:
    """Wakes a worker."""

    def __init__(self) -> None:
        self._rung = threading.Event()
        self._over = threading.Event()

    def ring(self) -> None:
        """Have the worker look, soon."""
        self._rung.set()

    def end(self) -> None:
        """Have the worker stop."""
        self._over.set()
        self._rung.set()

    def wait(self, seconds: float) -> bool:
        """Wait so long, or until somebody rings; whether to go on."""
        self._rung.wait(seconds)
        self._over.wait(_GATHER)
        self._rung.clear()
        return not self._over.is_set()


def listener(host: str, port: int) -> socket.socket:
    """A socket that listens.

    Raises:
        ConfigError: it cannot, there.
    """
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family, backlog=_BACKLOG)
    except (OSError, OverflowError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ConfigError(f"{host}:{port}", f"cannot listen there: {reason}") from error


def serve(
    receiver: Receiver,
    workers: Sequence[tuple[Worker, Bell]],
    where: socket.socket,
    *,
    proxies: Sequence[str] = (),
    mend_seconds: float = 30.0,
) -> None:
    """Receive and work until SIGINT or SIGTERM; then answer what has come, and end.

    Args:
        receiver: the application.
        workers: each gets a thread of its own, and looks when its bell is rung.
        where: a socket that listens.
        proxies: the networks of the proxies that are believed when they say who calls (``X-Forwarded-For``).
        mend_seconds: how long a worker waits whose disk failed it: a full one may have room again.
    """
    settings = uvicorn.Config(
        receiver,
        http=Connection,
        log_level="error",
        access_log=False,
        lifespan="off",
        ws="none",
        server_header=False,
        proxy_headers=bool(proxies),
        forwarded_allow_ips=[*proxies],
        timeout_graceful_shutdown=STOP_SECONDS,
    )
    server = uvicorn.Server(settings)
    with _ended_by_signals(server), _switching(), _working(workers, mend_seconds), where:
        server.run(sockets=[where])


@contextmanager
def _working(workers: Sequence[tuple[Worker, Bell]], mend_seconds: float) -> Iterator[None]:
    faults: list[BaseException] = []

    def looked(worker: Worker) -> float:
        try:
            return worker.look()
        except StoreError as error:
            _log.error("tried again in %.0f s: %s", mend_seconds, one_line(str(error)))
            return mend_seconds

    def work(worker: Worker, bell: Bell) -> None:
        try:
            while bell.wait(looked(worker)):
                pass
        except BaseException as error:  # noqa: BLE001  # carried over to the main thread
            faults.append(error)
            signal.raise_signal(signal.SIGTERM)

    threads = [threading.Thread(target=work, args=both, daemon=True) for both in workers]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        for _, bell in workers:
            bell.end()
        for thread in threads:
            thread.join(STOP_SECONDS)
    if faults:
        raise faults[0]


@contextmanager
def _switching() -> Iterator[None]:
    """Let threads take turns more often: callers wait for an answer, workers for nobody."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(_SWITCH)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


@contextmanager
def _ended_by_signals(server: uvicorn.Server) -> Iterator[None]:
    """Let signals end the server, not the program.

    uvicorn does so while it runs; but one may come before, and when it is done it sends again what it was sent.
    """

    def end(*_: object) -> None:
        server.should_exit = True

    ends = (signal.SIGINT, signal.SIGTERM)
    before = {one: signal.signal(one, end) for one in ends}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
