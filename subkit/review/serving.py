"""Serves a review page to its reviewers on this machine, with its video in ranges, and takes their notes; extra ``server``."""

from __future__ import annotations

import ipaddress
import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import msgspec
import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from subkit.errors import SubkitError
from subkit.jobs.connections import Connection
from subkit.review.book import Change, ConflictError

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Iterator

    from starlette.requests import Request
    from starlette.types import ASGIApp, Receive, Scope, Send

    from subkit.review.book import Book
    from subkit.review.embedding import Made

_LARGEST = 2**20  # bytes of a change
_STOP_SECONDS = 1  # a video that is being sent is not waited for
_HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class Desk:
    """What is served: a page, the notes on it, and its video.

    Args:
        token: the secret that stands in the address.
        make: makes the page, as the files are now; raises `SubkitError` where they cannot be read.
        book: where notes are kept.
        film: the video's path, and its media type; ``None`` if there is none.
    """

    def __init__(
        self, token: str, make: Callable[[], Made], book: Book, film: tuple[str, str] | None = None
    ) -> None:
        self._make, self._book, self._film = make, book, film
        routes = [
            Route(f"/{token}/", self._page),
            Route(f"/{token}/review", self._notes),
            Route(f"/{token}/review", self._note, methods=["POST"]),
        ]
        if film is not None:
            routes.append(Route(f"/{token}/film", self._video))
        self.app: ASGIApp = Doorkeeper(Starlette(routes=routes))

    async def _page(self, _: Request) -> Response:
        try:
            made = await run_in_threadpool(self._make)
        except SubkitError as error:
            return PlainTextResponse(f"{error}\n", 500, _HEADERS)
        policy = f"{made.policy}; frame-ancestors 'none'"
        return Response(
            made.text.encode(),
            media_type="text/html",
            headers={**_HEADERS, "Content-Security-Policy": policy},
        )

    async def _notes(self, _: Request) -> Response:
        try:
            return _json(await run_in_threadpool(self._book.read))
        except SubkitError as error:
            return _json({"error": str(error)}, 500)

    async def _note(self, request: Request) -> Response:
        if reason := _foreign(request):
            return _json({"error": reason}, 403)
        body = bytearray()
        async for chunk in request.stream():
            body += chunk
            if len(body) > _LARGEST:
                return _json({"error": "too large"}, 413)
        try:
            change = msgspec.json.decode(body, type=Change)
            return _json(await run_in_threadpool(self._book.write, change))
        except msgspec.DecodeError as error:
            return _json({"error": str(error)}, 400)
        except ConflictError as error:
            return _json({"error": str(error), "review": error.review}, 409)
        except SubkitError as error:
            return _json({"error": str(error)}, 500)

    async def _video(self, _: Request) -> Response:
        assert self._film is not None  # noqa: S101 - the route is there only then
        path, kind = self._film
        return FileResponse(path, media_type=kind, headers=_HEADERS)


class Doorkeeper:
    """Answers only those who name this machine by its address: a foreign name that leads here is an attack (DNS rebinding).

    Args:
        app: who answers them.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse."""
        hosts = [value for name, value in scope.get("headers", ()) if name == b"host"]
        if scope["type"] == "http" and (len(hosts) != 1 or not _is_address(hosts[0].decode("latin-1"))):
            await PlainTextResponse("no such host here\n", 421)(scope, receive, send)
            return
        await self._app(scope, receive, send)


def serve(app: ASGIApp, where: socket.socket) -> None:
    """Serve until SIGINT or SIGTERM.

    Raises:
        KeyboardInterrupt: it was SIGINT.
    """
    settings = uvicorn.Config(
        app,
        http=Connection,
        log_level="critical",
        access_log=False,
        lifespan="off",
        ws="none",
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=_STOP_SECONDS,
    )
    server = uvicorn.Server(settings)
    with _heard(server) as signals, where:
        server.run(sockets=[where])
    if signal.SIGINT in signals:
        raise KeyboardInterrupt


@contextmanager
def _heard(server: uvicorn.Server) -> Iterator[set[int]]:
    """The signals that came; each ends the server, and when that is done uvicorn sends again what it was sent."""
    came: set[int] = set()

    def end(number: int, _: object) -> None:
        came.add(number)
        server.should_exit = True

    before = {one: signal.signal(one, end) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield came
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


def _is_address(host: str) -> bool:
    """Whether a Host header is an IP address or ``localhost``, with or without a port."""
    try:
        name = urlsplit(f"//{host}").hostname or ""
        return name == "localhost" or bool(ipaddress.ip_address(name))
    except ValueError:
        return False


def _foreign(request: Request) -> str:
    """Why a change is not one of the page's own; empty if it is. A form of another site can send no JSON, nor our origin."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        return "a change comes as application/json"
    origin = request.headers.get("origin")
    if origin is not None and origin != f"http://{request.headers['host']}":
        return "a change comes from the page itself"
    if request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
        return "a change comes from the page itself"
    return ""


def _json(value: object, status: int = 200) -> Response:
    return Response(msgspec.json.encode(value), status, _HEADERS, "application/json")
