"""Joins a Ray cluster, or starts one on this machine, and says in a line what is wrong with it."""

from __future__ import annotations

import logging
import os
import signal
import socket
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from subkit import __version__
from subkit.errors import ConfigError, UnreachableError
from subkit.ray.tables import refuse_other

if TYPE_CHECKING:
    from collections.abc import Iterator

_PATIENCE = 10.0
"""Seconds to wait for a cluster's machine to answer."""
_GREETING = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + bytes(3) + b"\x04" + bytes(5)
"""How a client of HTTP/2 begins (RFC 9113, 3.4), as Ray's own does, with settings that set nothing."""
_SETTINGS = b"\x04"
"""The kind of frame with which a server of HTTP/2 answers; it stands after the three bytes of the frame's length."""
_LOCKED = "wants a token: set RAY_AUTH_MODE=token, and RAY_AUTH_TOKEN or ~/.ray/auth_token to the cluster's"
_START = 120.0
"""Seconds to wait for the first worker: a cluster may have to fetch its environment first."""


def library() -> Any:
    """Ray itself, with its data.

    Raises:
        ConfigError: it is not installed.
    """
    # Ray tells its makers about the cluster it starts, unless it is told not to before it is loaded.
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    try:
        import ray  # noqa: PLC0415 - optional
        import ray.data  # noqa: PLC0415 - as above
    except ModuleNotFoundError as error:
        raise ConfigError("ray", f"needs the extra 'ray': pip install 'subkit[ray]' ({error})") from error
    return ray


@contextmanager
def cluster(address: str | None = None, *, cores: int | None = None) -> Iterator[Any]:
    """Ray, joined to a cluster; one that this program has joined already is used, and stays joined.

    Args:
        address: of the cluster's head, ``host:port``; by default ``RAY_ADDRESS``, and without that, or where it is ``local``, a
            cluster of this machine alone, which ends with the block.
        cores: how many cores such a cluster has; by default all.

    Raises:
        ConfigError: Ray is not installed, cannot start, or is another version than the cluster's; so is its Python, or subkit.
        UnreachableError: there is no cluster at the address.
    """
    ray = library()
    if ray.is_initialized():
        yield ray
        return
    _join(ray, address or os.environ.get("RAY_ADDRESS") or "local", cores)
    try:
        _refuse_other_workers(ray)
        yield ray
    finally:
        ray.shutdown()


def _join(ray: Any, address: str, cores: int | None) -> None:
    options: dict[str, Any] = {"log_to_driver": False, "logging_level": logging.ERROR}
    if address == "local":
        options |= {"num_cpus": cores, "include_dashboard": False}
    else:
        _refuse_silent(address)
    before = signal.getsignal(signal.SIGTERM)
    try:
        ray.init(address=address, **options)
    except ConnectionError as error:
        # In what came before, or in its text alone.
        if "AuthenticationError" in repr(error.__cause__):
            raise ConfigError(f"Ray at {address}", _LOCKED) from error
        raise UnreachableError(f"Ray at {address}", _line(error), sent=False) from error
    except (RuntimeError, ValueError, OSError) as error:
        raise ConfigError(f"Ray at {address}", _line(error)) from error
    # Ray ends the program on SIGTERM by a way of its own.
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, before)


def _refuse_silent(address: str) -> None:
    """Refuse an address where nobody listens, or what does is no cluster. Ray would try for half a minute, or wait for ever.

    Raises:
        UnreachableError: there is no cluster.
    """
    host, _, port = address.rpartition("://")[2].rpartition(":")
    if not (host and port.isdecimal()):
        return  # "auto", or an address of Ray's that has no port
    try:
        with socket.create_connection((host.strip("[]"), int(port)), _PATIENCE) as line:
            line.sendall(_GREETING)
            answer = line.recv(len(_GREETING))
    except (OSError, OverflowError) as error:
        raise UnreachableError(f"Ray at {address}", f"no cluster answers ({error})", sent=False) from error
    if answer[3:4] != _SETTINGS:
        raise UnreachableError(f"Ray at {address}", "what answers there is no cluster", sent=False)


def _refuse_other_workers(ray: Any) -> None:
    """Refuse a cluster whose workers have no subkit, or another.

    Raises:
        ConfigError: they have.
    """
    probe = ray.remote(num_cpus=0, max_retries=1)(refuse_other)
    try:
        ray.get(probe.remote(__version__), timeout=_START)
    except ray.exceptions.RayError as error:
        # What a worker raised comes as another error, whose text is that of its traceback.
        if isinstance(cause := getattr(error, "cause", None), ConfigError):
            raise cause from error
        raise ConfigError(
            "the cluster's workers",
            f"cannot run subkit {__version__}; is it installed there? ({_line(error)})",
        ) from error


def _line(error: BaseException) -> str:
    """What Ray says, in one line; of a traceback, its last line."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    if lines and "Traceback" in str(error):
        return lines[-1]
    return " ".join(lines) or type(error).__name__
