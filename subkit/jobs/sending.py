"""One request as httpx wants it, and what httpx reports as ours: what both drivers share."""

from __future__ import annotations

import logging
import os
import socket
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Any, BinaryIO
from urllib.parse import urljoin, urlsplit

import httpx

from subkit.errors import InputError, ProviderError, UnreachableError
from subkit.jobs.body import ENCODINGS, Body
from subkit.jobs.flow import address

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from subkit.jobs.flow import Ask

HOPS = 3
"""How many redirects are followed."""

TIMEOUT = httpx.Timeout(30.0, connect=10.0, write=60.0)
"""The longest silence in each phase, in seconds."""

_TOTAL = 120.0
_SLOWEST_UPLOAD = 50_000  # bytes a second; slower than any line that is worth waiting for
_PIECE = 2**18
_REDIRECTS = {301, 302, 303, 307, 308}
_NEVER_SENT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.UnsupportedProtocol,
    UnicodeError,
)
_REASONS: dict[type[Exception], str] = {
    httpx.ConnectTimeout: "no connection in time",
    httpx.ReadTimeout: "no answer in time",
    httpx.WriteTimeout: "the request could not be sent in time",
    httpx.PoolTimeout: "too many calls at once",
    httpx.ReadError: "the connection was cut",
    httpx.WriteError: "the connection was cut while sending",
    httpx.RemoteProtocolError: "the answer broke off, or is no HTTP",
    httpx.LocalProtocolError: "the request cannot be sent: a header that HTTP does not allow, or a file that changed",
    httpx.ProxyError: "the proxy refuses",
}


FAULTS = (httpx.HTTPError, UnicodeError)
"""What httpx raises where a request gets no whole answer; the second for host names that are none."""


class Sending:
    """How far one request is: whether it may have arrived, and its socket, to be cut when time is up.

    Every request has a connection of its own. Calls are rare, and a kept connection may close just as a paid call
    goes out on it, which leaves its outcome open; and only of a fresh connection httpx tells the socket.
    """

    def __init__(self) -> None:
        self.connecting = False
        self.sending = False
        self.late = False
        self._socket: socket.socket | None = None

    def heard(self, event: str, info: dict[str, Any]) -> None:
        """What httpx's ``trace`` extension tells."""
        self.connecting = True
        if event.endswith("send_request_headers.started"):
            self.sending = True
        elif event in {"connection.connect_tcp.complete", "connection.start_tls.complete"}:
            self._socket = info["return_value"].get_extra_info("socket")

    async def heard_async(self, event: str, info: dict[str, Any]) -> None:
        """The same for the asynchronous client."""
        self.heard(event, info)

    def cut(self) -> None:
        """End the request at once, from another thread."""
        self.late = True
        if self._socket is not None:
            with suppress(OSError):  # it has ended by itself
                # Not SSLSocket.shutdown, which takes the TLS away under the thread that reads.
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)

    def timer(self, seconds: float) -> threading.Timer:
        """Cuts the request when its time is up; httpx itself only limits each silence, not the whole."""
        timer = threading.Timer(seconds, self.cut)
        timer.daemon = True
        timer.start()
        return timer

    def fault(self, ask: Ask, error: Exception | None, seconds: float) -> UnreachableError:
        """What went wrong, as ours."""
        if self.late or error is None or isinstance(error, TimeoutError):
            sent = self.sending or not self.connecting
            return UnreachableError(ask.call, f"no whole answer within {seconds:,.0f} s", sent=sent)
        reason = _REASONS.get(type(error))
        if reason is None:
            reason = str(error) if isinstance(error, _NEVER_SENT) else type(error).__name__
        return UnreachableError(ask.call, reason, sent=not isinstance(error, _NEVER_SENT))


def request_of(
    client: httpx.Client | httpx.AsyncClient, ask: Ask, url: str, content: Any, size: int | None
) -> httpx.Request:
    """The request as httpx wants it; credentials only for the host they are meant for.

    Raises:
        ProviderError: no such URL is possible.
    """
    headers = {"Accept-Encoding": ENCODINGS, "Connection": "close", **ask.headers}
    if size is not None:
        headers["Content-Length"] = str(size)
    if _origin(url) == _origin(ask.url):
        headers.update(ask.auth)
    try:
        return client.build_request(
            ask.method,
            url,
            params=dict(ask.params) if url == ask.url and ask.params else None,
            headers=headers,
            json=ask.json,
            data=dict(ask.form) if ask.form is not None else None,
            content=content,
            timeout=TIMEOUT,
        )
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        reason = f"cannot be sent: {type(error).__name__}"  # its text may quote a secret
        raise ProviderError(ask.call, 0, reason) from None


def body_of(ask: Ask, answer: httpx.Response) -> Body:
    """What will hold the answer's body."""
    return Body(ask.call, answer.status_code, answer.headers.get("Content-Encoding", ""), ask.limit)


def total_seconds(ask: Ask, size: int | None) -> float:
    """How long a request may take in all."""
    return ask.seconds or _TOTAL + (size or 0) / _SLOWEST_UPLOAD


def next_url(ask: Ask, url: str, status: int, location: str | None, hops: int) -> str | None:
    """Where a redirect leads that may be followed; ``None`` if the answer is to be taken as it is.

    Raises:
        ProviderError: it leads in circles.
    """
    if status not in _REDIRECTS or not location or ask.method.upper() not in {"GET", "HEAD"}:
        return None
    if hops >= HOPS:
        raise ProviderError(ask.call, status, f"redirects more than {HOPS} times")
    return urljoin(url, location)


def pieces(stream: BinaryIO, name: str, size: int) -> Iterator[bytes]:
    """A file piece by piece, exactly as long as was announced.

    Raises:
        InputError: it cannot be read.
    """
    try:
        while size and (piece := stream.read(min(_PIECE, size))):
            size -= len(piece)
            yield piece
    except OSError as error:
        raise InputError(name, error.strerror or str(error)) from error


def open_file(path: Path) -> tuple[BinaryIO, int]:
    """A file to be sent, and its length.

    Raises:
        InputError: it is missing, a folder or unreadable.
    """
    try:
        stream = path.open("rb")
    except (OSError, ValueError) as error:
        raise InputError(str(path), getattr(error, "strerror", None) or str(error)) from error
    return stream, os.fstat(stream.fileno()).st_size


def _origin(url: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(url)
    port = parts.port or {"https": 443, "http": 80}.get(parts.scheme)
    return parts.scheme, parts.hostname, port


def _without_query(record: logging.LogRecord) -> bool:
    if isinstance(record.args, tuple):
        record.args = tuple(address(str(arg)) if isinstance(arg, httpx.URL) else arg for arg in record.args)
    return True


# httpx logs every URL at INFO, and the query of a signed address is as good as a key.
logging.getLogger("httpx").addFilter(_without_query)
