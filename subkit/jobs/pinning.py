"""Connections to public addresses only: a name is looked up once, and what was checked is what is connected to."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict, Unpack
from urllib.request import getproxies

import httpx
from anyio import to_thread

from subkit.jobs.addresses import is_loopback, resolved

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


_LOOKING = "connection.look_up.started"
"""What is told as httpx tells how far a request is, so that one that ends here surely did not arrive."""

_NO_CONNECTION = (httpx.ConnectError, httpx.ConnectTimeout)


class Settings(TypedDict, total=False):
    """What a transport may be given, see `_Public`."""

    loopback: bool
    resolve: Callable[[str, int], Iterable[str]] | None


class _Public:
    """What both transports know.

    Args:
        loopback: allow this machine itself: for a stand-in of the provider.
        resolve: looks a name up, as in `subkit.jobs.addresses.resolved`.
    """

    def __init__(
        self, *, loopback: bool = False, resolve: Callable[[str, int], Iterable[str]] | None = None
    ) -> None:
        self._loopback = loopback
        self._resolve = resolve

    def _is_here(self, request: httpx.Request) -> bool:
        return self._loopback and is_loopback(request.url.host)

    def _requests(self, request: httpx.Request) -> list[httpx.Request]:
        """The same request at each of the host's addresses."""
        host = request.url.host
        try:
            places = resolved(host, request.url.port or 443, self._resolve)
        except OSError as error:
            raise httpx.ConnectError(f"the name cannot be looked up: {error.strerror or error}") from error
        return [_at(request, place) for place in places]


class PublicTransport(_Public, httpx.BaseTransport):
    """Sends over another transport, to IP addresses that are on the public network.

    TLS still proves the name that was asked for. A second look-up, which could name another address (rebinding), does
    not happen.

    Args:
        inner: what sends; by default httpx's own transport.
        settings: see `_Public`.
    """

    def __init__(self, inner: httpx.BaseTransport | None = None, **settings: Unpack[Settings]) -> None:
        super().__init__(**settings)
        self._inner = inner or httpx.HTTPTransport()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send the request to the first of the host's addresses that takes the connection.

        Raises:
            AddressError: the host leads into a private network.
            httpx.TransportError: as httpx.
        """
        if self._is_here(request):
            return self._inner.handle_request(request)
        if trace := request.extensions.get("trace"):
            trace(_LOOKING, {})
        *others, last = self._requests(request)
        for one in others:
            try:
                return self._inner.handle_request(one)
            except _NO_CONNECTION:
                continue
        return self._inner.handle_request(last)

    def close(self) -> None:
        """Close the inner transport."""
        self._inner.close()


class AsyncPublicTransport(_Public, httpx.AsyncBaseTransport):
    """The same for the asynchronous client; names are looked up while others work."""

    def __init__(self, inner: httpx.AsyncBaseTransport | None = None, **settings: Unpack[Settings]) -> None:
        super().__init__(**settings)
        self._inner = inner or httpx.AsyncHTTPTransport()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """All as `PublicTransport.handle_request`."""
        if self._is_here(request):
            return await self._inner.handle_async_request(request)
        if trace := request.extensions.get("trace"):
            await trace(_LOOKING, {})
        *others, last = await to_thread.run_sync(self._requests, request, abandon_on_cancel=True)
        for one in others:
            try:
                return await self._inner.handle_async_request(one)
            except _NO_CONNECTION:
                continue
        return await self._inner.handle_async_request(last)

    async def aclose(self) -> None:
        """Close the inner transport."""
        await self._inner.aclose()


def client(*, loopback: bool = False) -> httpx.Client:
    """A client that connects to the public network alone; behind a proxy, which looks names up itself, any client will do.

    Args:
        loopback: allow this machine itself, too.
    """
    return httpx.Client() if _has_proxy() else httpx.Client(transport=PublicTransport(loopback=loopback))


def async_client(*, loopback: bool = False) -> httpx.AsyncClient:
    """The same for `subkit.jobs.drivers.AsyncDriver`."""
    if _has_proxy():
        return httpx.AsyncClient()
    return httpx.AsyncClient(transport=AsyncPublicTransport(loopback=loopback))


def _has_proxy() -> bool:
    return bool({"https", "all"} & getproxies().keys())


def _at(request: httpx.Request, place: str) -> httpx.Request:
    """The same request at an IP address; the ``Host`` header and the name that TLS proves stay."""
    return httpx.Request(
        request.method,
        request.url.copy_with(host=place),
        headers=request.headers,
        stream=request.stream,
        extensions={**request.extensions, "sni_hostname": request.url.host},
    )
