"""Runs an ASGI app on a real socket, in a thread beside whatever calls it."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import uvicorn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.types import ASGIApp

_HOST = "127.0.0.1"
_START_LIMIT = 60.0  # seconds
_STOP_LIMIT = 1


@contextmanager
def running(app: ASGIApp, where: socket.socket | None = None) -> Iterator[str]:
    """The app as long as the block lasts; gives its address, ``http://127.0.0.1:PORT``, once it answers there.

    Args:
        app: what answers.
        where: the socket it listens on; by default, on a free port of this machine.

    Raises:
        RuntimeError: the server did not start in time.
    """
    with where or socket.create_server((_HOST, 0)) as listener:
        server = uvicorn.Server(_settings(app))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        try:
            _wait_for(server)
            yield f"http://{_HOST}:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


def _settings(app: ASGIApp) -> uvicorn.Config:
    return uvicorn.Config(
        app, log_level="error", access_log=False, ws="none", timeout_graceful_shutdown=_STOP_LIMIT
    )


def _wait_for(server: uvicorn.Server) -> None:
    end = time.monotonic() + _START_LIMIT
    while not server.started:
        if time.monotonic() > end:
            raise RuntimeError("the stand-in did not start")
        time.sleep(0.005)
