"""Ports that stay free while nobody listens there: those that the system gives away by itself are others."""

from __future__ import annotations

import secrets
import socket

_FIRST, _LAST = 20_000, 29_999  # Linux gives 32768 to 60999, others 49152 to 65535


def reserved(backlog: int = 64) -> socket.socket:
    """A socket that listens at such a port, which may be left and taken again: nobody else gets it meanwhile."""
    while True:
        port = _FIRST + secrets.randbelow(_LAST - _FIRST + 1)
        try:
            return socket.create_server(("127.0.0.1", port), backlog=backlog)
        except OSError:
            continue  # somebody asked for this very port
