"""Connections to public addresses only: a name is looked up once, and what was checked is what is connected to."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.request import getproxies

import httpx

from subkit.jobs.addresses import is_loopback, resolved

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


class PublicTransport(httpx.BaseTransport):
    """Sends over another transport, to IP addresses that are on the public network.

    TLS still proves the name that was asked for. A second look-up, which could name another address (rebinding), does
    not happen.

    Args:
        inner: what sends; by default httpx's own transport.
        loopback: allow this machine itself: for a stand-in of the provider.
        resolve: looks a name up, as in `subkit.jobs.addresses.resolved`.
    """

    def __init__(
        self,
        inner: httpx.BaseTransport | None = None,
        *,
        loopback: bool = False,
        resolve: Callable[[str, int], Iterable[str]] | None = None,
    ) -> None:
        self._inner = inner or httpx.HTTPTransport()
        self._loopback = loopback
        self._resolve = resolve

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send the request to the first of the host's addresses that takes the connection.

        Raises:
            AddressError: the host leads into a private network.
            httpx.TransportError: as httpx.
        """
        host = request.url.host
        if self._loopback and is_loopback(host):
            return self._inner.handle_request(request)
        try:
            places = resolved(host, request.url.port or 443, self._resolve)
        except OSError as error:
            raise httpx.ConnectError(f"the name cannot be looked up: {error.strerror or error}") from error
        for place in places[:-1]:
            try:
                return self._inner.handle_request(_at(request, place))
            except (httpx.ConnectError, httpx.ConnectTimeout):
                continue
        return self._inner.handle_request(_at(request, places[-1]))

    def close(self) -> None:
        """Close the inner transport."""
        self._inner.close()


def client(*, loopback: bool = False) -> httpx.Client:
    """A client that connects to the public network alone; behind a proxy, which looks names up itself, any client will do.

    Args:
        loopback: allow this machine itself, too.
    """
    if {"https", "all"} & getproxies().keys():
        return httpx.Client()
    return httpx.Client(transport=PublicTransport(loopback=loopback))


def _at(request: httpx.Request, place: str) -> httpx.Request:
    """The same request at an IP address; the ``Host`` header and the name that TLS proves stay."""
    return httpx.Request(
        request.method,
        request.url.copy_with(host=place),
        headers=request.headers,
        stream=request.stream,
        extensions={**request.extensions, "sni_hostname": request.url.host},
    )
