"""How far a request is, for what httpx does not do: cut it when its time is up, and tell if it may have arrived."""

from __future__ import annotations

import logging
import re
import socket
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

import httpx

from subkit.errors import UnreachableError
from subkit.jobs.flow import address

if TYPE_CHECKING:
    from collections.abc import Iterator

    from subkit.jobs.flow import Ask

_NEVER_SENT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.UnsupportedProtocol,
    UnicodeError,
)
_TELLING = (*_NEVER_SENT, OSError)  # the texts of others may quote what was sent
_REASONS: dict[type[Exception], str] = {
    httpx.ConnectTimeout: "no connection in time",
    httpx.ReadTimeout: "no answer in time",
    httpx.WriteTimeout: "the request could not be sent in time",
    httpx.PoolTimeout: "too many calls at once",
    httpx.ReadError: "the connection was cut",
    httpx.WriteError: "the connection was cut while sending",
    httpx.RemoteProtocolError: "the answer broke off, or is no HTTP",
    httpx.LocalProtocolError: "the request cannot be sent: a header that HTTP does not allow",
    httpx.ProxyError: "the proxy refuses",
}

FAULTS = (httpx.HTTPError, UnicodeError, OSError)
"""What is raised where a request gets no whole answer; ``UnicodeError`` for host names that are none."""

_SECRET_HEADERS = re.compile(r"(\(b'(?:location|set-cookie)', b)(?:'.*?'|\".*?\")(\))", re.IGNORECASE)

_TOTAL = 120.0
_SLOWEST_UPLOAD = 50_000  # bytes a second; slower than any line that is worth waiting for


def total_seconds(ask: Ask, size: int | None) -> float:
    """How long a request with a body of `size` bytes may take in all."""
    return ask.seconds or _TOTAL + (size or 0) / _SLOWEST_UPLOAD


class Sending:
    """How far one request is: whether it may have arrived, and its socket, to be cut when time is up.

    Every request has a connection of its own. Calls are rare, and a kept connection may close just as a paid call
    goes out on it, which leaves its outcome open; and only of a fresh connection httpx tells the socket.

    Attributes:
        late: whether its time was up.
    """

    def __init__(self) -> None:
        self.late = False
        self._connecting = False
        self._sending = False
        self._socket: socket.socket | None = None

    def heard(self, event: str, info: dict[str, Any]) -> None:
        """What httpx's ``trace`` extension tells."""
        self._connecting = True
        if event.endswith("send_request_headers.started"):
            self._sending = True
        elif event == "connection.connect_tcp.complete":
            self._forget()
            # A copy, for TLS takes the socket over while it shakes hands.
            self._socket = info["return_value"].get_extra_info("socket").dup()
            if self.late:  # time was up before there was anything to cut
                self.cut()

    async def heard_async(self, event: str, _: dict[str, Any]) -> None:
        """The same for the asynchronous client, whose requests are cancelled, not cut."""
        self._connecting = True
        if event.endswith("send_request_headers.started"):
            self._sending = True

    def cut(self) -> None:
        """End the request at once, from another thread."""
        self.late = True
        if (connection := self._socket) is not None:
            with suppress(OSError):  # it has ended by itself
                connection.shutdown(socket.SHUT_RDWR)

    @contextmanager
    def cut_after(self, seconds: float) -> Iterator[None]:
        """Cuts the request when its time is up; httpx itself only limits each silence, not the whole."""
        timer = threading.Timer(min(seconds, threading.TIMEOUT_MAX), self.cut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            self._forget()

    def fault(self, ask: Ask, error: Exception, seconds: float) -> UnreachableError:
        """What went wrong, as ours."""
        sent = not isinstance(error, _NEVER_SENT)
        if self.late or isinstance(error, OSError):
            sent = sent and (self._sending or not self._connecting)
        if self.late or isinstance(error, TimeoutError):
            return UnreachableError(ask.call, f"no whole answer within {seconds:,.0f} s", sent=sent)
        reason = _REASONS.get(type(error))
        if reason is None:
            reason = _plain(error) if isinstance(error, _TELLING) else type(error).__name__
        return UnreachableError(ask.call, reason, sent=sent)

    def _forget(self) -> None:
        connection, self._socket = self._socket, None
        if connection is not None:
            connection.close()


def _plain(error: Exception) -> str:
    """What the system says of it, or the error itself."""
    strerror = getattr(error, "strerror", None)
    return strerror.lower() if strerror else str(error)


def _without_query(record: logging.LogRecord) -> bool:
    if isinstance(record.args, tuple):
        record.args = tuple(address(str(arg)) if isinstance(arg, httpx.URL) else arg for arg in record.args)
    return True


def _without_secret_headers(record: logging.LogRecord) -> bool:
    record.msg = _SECRET_HEADERS.sub(r"\1***\2", str(record.msg))
    return True


# httpx logs every URL at INFO, and the query of a signed address is as good as a key.
logging.getLogger("httpx").addFilter(_without_query)
# httpcore logs the headers of every answer at DEBUG: where they redirect to may be signed.
for _name in ("http11", "http2", "proxy"):
    logging.getLogger(f"httpcore.{_name}").addFilter(_without_secret_headers)
