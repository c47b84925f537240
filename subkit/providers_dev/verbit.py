"""A stand-in for Verbit's Post-Production API v4: its calls, with state, as an ASGI app.

It follows Verbit's pages where they say something (verbit.readme.io). Where they do not, it picks one of what a client
must be ready for: the HTTP status of a refusal, the bodies of answers that are not shown, the key names of job
information, the name of the callback's field.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

import msgspec
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from subkit.providers_dev.callbacks import Callbacks
from subkit.providers_dev.clock import Clock
from subkit.providers_dev.verbit_calls import VerbitCalls, VerbitSettings
from subkit.providers_dev.verbit_state import DAY, RefusedError, VerbitState, needed

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request
    from starlette.types import Receive, Scope, Send

_LONGEST_RETRY = 2 * DAY  # a webhook is repeated for 48 hours
_LARGEST_BODY = 1 << 24
_UNASKED_AUTH = (
    "<Error><Code>InvalidArgument</Code><Message>Only one auth mechanism allowed</Message></Error>"
)
_EXPIRED = "<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>"


class VerbitStandIn:
    """Verbit, as far as a client can tell: an ASGI application that keeps its jobs in memory.

    Args:
        settings: what it is like.
        clock: the time it lives by.

    Attributes:
        state: what it remembers, for a test to look into.
        callbacks: the webhooks that it sends.
    """

    def __init__(self, settings: VerbitSettings | None = None, clock: Clock | None = None) -> None:
        self.settings = settings or VerbitSettings()
        self.clock = clock or Clock()
        self.state = VerbitState(self.clock, {"standard_transcription": 24, "captions": 48})
        self.callbacks = Callbacks(self.clock, lambda _, body: body == b"OK", _LONGEST_RETRY)
        self.calls = VerbitCalls(self.settings, self.state, self.callbacks)
        self._app = Starlette(routes=self._routes())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request as ASGI has it; the API's calls are under ``/api/``."""
        await self._app(scope, receive, send)

    def _routes(self) -> list[Route]:
        calls = self.calls
        posts = {
            "job/new": calls.new,
            "job/add_asset": calls.add_asset,
            "job/add_media": calls.add_media,
            "job/add_backup_record": calls.add_extra,
            "job/add_notes_attachments": calls.add_extra,
            "job/add_transcription": calls.add_extra,
            "job/perform_transcription": calls.perform,
            "job/request_review": calls.review,
        }
        gets = {
            "job/info": calls.info,
            "job/get_caption": calls.caption,
            "job/draft": calls.draft,
            "job/get_keywords": calls.keywords,
            "jobs": calls.jobs,
            "profiles": calls.profiles,
        }
        # A POST may come as a GET with everything in its query, too: "for backward compatibility".
        both = [Route(f"/api/{path}", self._call(do), methods=["POST", "GET"]) for path, do in posts.items()]
        return [
            *both,
            *(Route(f"/api/{path}", self._call(do), methods=["GET"]) for path, do in gets.items()),
            Route("/api/v1/auth", self._exchange, methods=["POST"]),
            Route("/upload/{asset}", self._upload, methods=["PUT"]),
            Route("/media/{name}", self._media, methods=["GET"]),
        ]

    def _call(
        self, do: Callable[[Request, dict[str, Any]], Response]
    ) -> Callable[[Request], Awaitable[Response]]:
        """A call with its access checked, its parameters together, and its refusals in Verbit's envelope."""

        async def answer(request: Request) -> Response:
            self.state.calls.append((request.method, request.url.path))
            try:
                body = await _json(request)
                self._let_in(request)
                _check_version(request)
                answered = do(request, {**request.query_params, **body})
            except RefusedError as error:
                told = {"ErrorType": error.kind, "ErrorComment": error.comment}
                answered = JSONResponse(told, self.settings.refusal_status)
            answered.headers["X-Request-Id"] = uuid.uuid4().hex
            return answered

        return answer

    def _let_in(self, request: Request) -> None:
        """Check the key, in any of the three forms.

        Raises:
            RefusedError: there is none, or not ours.
        """
        scheme, _, key = request.headers.get("authorization", "").partition(" ")
        if not scheme:
            scheme, key = "ApiToken", request.query_params.get("api_token", "")
        if scheme.casefold() == "bearer":
            known = self.state.bearers.get(key, 0.0) > self.clock.now()
        else:
            known = scheme.casefold() == "apitoken" and key in self.settings.keys
        if not known:
            raise RefusedError("BAD_API_TOKEN", "API token is invalid")

    async def _exchange(self, request: Request) -> Response:
        """A bearer token for an API key."""
        self.state.calls.append((request.method, request.url.path))
        match await _json(request):
            case {"data": {"api_key": str(key)}} if key in self.settings.keys:
                return JSONResponse({"token": self.state.new_bearer()})
        return JSONResponse({"ErrorType": "BAD_API_TOKEN", "ErrorComment": "API key is invalid"}, 401)

    async def _upload(self, request: Request) -> Response:
        """Take a file, as the storage behind a signed address does: without a key, once the signature is right."""
        self.state.calls.append((request.method, request.url.path))
        asset = self.state.assets.get(request.path_params["asset"])
        if "authorization" in request.headers:
            return Response(_UNASKED_AUTH, 400, media_type="application/xml")
        signed = asset is not None and request.query_params.get("X-Amz-Signature") == asset.id[:8]
        if asset is None or not signed or self.clock.now() - asset.born > DAY:
            return Response(_EXPIRED, 403, media_type="application/xml")
        content = await _body(request, self.settings.largest_upload)
        if content is None:
            return Response("<Error><Code>EntityTooLarge</Code></Error>", 400, media_type="application/xml")
        asset.content = content
        return Response()

    async def _media(self, request: Request) -> Response:
        """A finished job's media, where get_caption redirects to."""
        return Response(b"stand-in media " + request.path_params["name"].encode(), media_type="video/mp4")


def _check_version(request: Request) -> None:
    """Refuse any version but 4; it belongs in the query, whatever the method."""
    if needed(dict(request.query_params), "v") != "4":
        raise RefusedError("INVALID_OPTION", "v must be 4")


async def _body(request: Request, most: int) -> bytes | None:
    """The request's body; ``None`` where it is too large or broken off."""
    parts: list[bytes] = []
    size = 0
    try:
        async for part in request.stream():
            size += len(part)
            if size > most:
                return None
            parts.append(part)
    except ClientDisconnect:
        return None
    return b"".join(parts)


async def _json(request: Request) -> dict[str, Any]:
    """The request's JSON object; an empty body counts as an empty one.

    Raises:
        RefusedError: it is no JSON object.
    """
    content = await _body(request, _LARGEST_BODY)
    try:
        found = msgspec.json.decode(content) if content else {}
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        found = None
    if content is None or not isinstance(found, dict):
        raise RefusedError("INVALID_QUERY", "the body must be a JSON object")
    return found
