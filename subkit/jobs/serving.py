"""Serves the receiver until the program is asked to end; it needs the extra ``server``."""

from __future__ import annotations

import signal
import socket
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import uvicorn

from subkit.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from subkit.jobs.following import Follower
    from subkit.jobs.webhook import Receiver

STOP_SECONDS = 10
"""How long calls that are being answered are waited for when the program is asked to end."""

_BACKLOG = 2048  # calls that come at once are not turned away


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


def serve(receiver: Receiver, follower: Follower, bell: threading.Event, where: socket.socket) -> None:
    """Receive and follow until SIGINT or SIGTERM; then answer what has come, and end.

    Args:
        receiver: the application; its ``wake`` sets the bell.
        follower: deals with what comes, in a thread of its own.
        bell: rings when something has come.
        where: a socket that listens.
    """
    settings = uvicorn.Config(
        receiver,
        log_level="error",
        access_log=False,
        lifespan="off",
        ws="none",
        server_header=False,
        timeout_graceful_shutdown=STOP_SECONDS,
    )
    server = uvicorn.Server(settings)
    with _ended_by_signals(server), _following(follower, bell), where:
        server.run(sockets=[where])


@contextmanager
def _following(follower: Follower, bell: threading.Event) -> Iterator[None]:
    stopped = threading.Event()
    faults: list[BaseException] = []

    def follow() -> None:
        try:
            while not stopped.is_set():
                bell.clear()
                wait = follower.look()
                if not stopped.is_set():
                    bell.wait(wait)
        except BaseException as error:  # noqa: BLE001  # carried over to the main thread
            faults.append(error)
            signal.raise_signal(signal.SIGTERM)

    thread = threading.Thread(target=follow, name="follower", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stopped.set()
        bell.set()
        thread.join(STOP_SECONDS)
    if faults:
        raise faults[0]


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
