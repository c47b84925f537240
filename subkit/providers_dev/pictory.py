"""Pictory played on this machine: the documented calls with state, for tests of subkit and of its users.

What Pictory's pages leave open is decided as the adapter's documentation says (``docs/pictory.md``); the endings in names are
the stand-in's own: ``talk~failed.mp4`` ends in a failure, ``~cleaned`` is done and cleaned at once, ``~never`` stays in progress,
``~20s`` takes 20 seconds, ``~900w`` holds 900 words.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import math
import uuid
from typing import TYPE_CHECKING, Any

import httpx
import msgspec
from starlette.applications import Starlette
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from subkit.providers_dev.clock import Clock
from subkit.providers_dev.pictory_results import Manner, Work, answer, item

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import Receive, Scope, Send

_PAGE = 10
_TOKEN_SECONDS = 3600
_UNAUTHORIZED = {"message": "Unauthorized"}


class Pictory:
    """An ASGI application that keeps its jobs in memory.

    Args:
        key: the key it takes.
        client: id and secret of the old sign-in, and the user it belongs to.
        seconds: how long a job takes.
        lag: how long the list of jobs does not show a new job, in seconds.
        clock: the time it lives by.
        manner: what it does where the pages leave it open.

    Attributes:
        jobs: all jobs, oldest first.
        uploads: what was uploaded, by the path of its address.
        posted: what was answered to the webhooks that were sent: the status, or 0 where nobody was reached.
        minutes: the minutes of transcription that were used.
        hurried: how many questions came sooner than `Manner.pace`.
    """

    def __init__(
        self,
        key: str = "pictai_stand-in",
        *,
        client: tuple[str, str, str] = ("stand-in-id", "stand-in-secret", "stand-in-user"),
        seconds: float = 2.0,
        lag: float = 0.0,
        clock: Clock | None = None,
        manner: Manner | None = None,
    ) -> None:
        self.key, self.client, self.seconds, self.lag = key, client, seconds, lag
        self.clock = clock or Clock()
        self.manner = manner or Manner()
        self.jobs: dict[str, Work] = {}
        self.uploads: dict[str, bytes] = {}
        self.posted: list[tuple[str, int]] = []
        self.minutes = self.hurried = 0
        self._tokens: dict[str, float] = {}
        self._expected: dict[str, str] = {}
        self._asked: dict[str, float] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._app = Starlette(routes=self._routes())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request as ASGI has it."""
        await self._app(scope, receive, send)

    def _routes(self) -> list[Route]:
        """The calls; paths are exact: versions are mixed, as at Pictory."""
        guarded = self._guarded
        return [
            Route("/v1/oauth2/token", self._token, methods=["POST"]),
            Route("/v1/media/generateUrl", guarded(self._upload_address), methods=["POST"]),
            Route("/uploads/{name:path}", self._uploaded, methods=["PUT"]),
            Route("/v2/transcription", guarded(self._transcription), methods=["POST"]),
            Route("/v2/transcription/highlights", guarded(self._highlights), methods=["POST"]),
            Route("/v2/transcription/{job}/highlights", guarded(self._highlights_of_job), methods=["POST"]),
            Route("/v1/jobs", guarded(self._list), methods=["GET"]),
            Route("/v1/jobs/{job}", guarded(self._job), methods=["GET"]),
            Route("/v1/quota", guarded(self._quota), methods=["GET"]),
        ]

    def _guarded(self, endpoint: Any) -> Any:
        """The endpoint behind Cloudflare's look at the User-Agent and Pictory's look at the key."""

        async def guard(request: Request) -> Response:
            answered: Response = await self._turned_away(request, endpoint)
            answered.headers["X-Amzn-RequestId"] = str(uuid.uuid4())
            return answered

        return guard

    async def _turned_away(self, request: Request, endpoint: Any) -> Any:
        """The endpoint's answer, unless the caller does not get that far."""
        if request.headers.get("user-agent", "").lower().startswith(("python-urllib", "python-httpx")):
            return PlainTextResponse("error code: 1010", 403)
        if not self._knows(request.headers.get("authorization", ""), request.headers):
            return JSONResponse(_UNAUTHORIZED, 401)
        return await endpoint(request)

    def _knows(self, given: str, headers: Any) -> bool:
        if given == self.key:
            return True
        until = self._tokens.get(given, 0.0)
        return until > self.clock.now() and headers.get("x-pictory-user-id") == self.client[2]

    async def _token(self, request: Request) -> Response:
        body = await _body(request)
        if (body.get("client_id"), body.get("client_secret")) != self.client[:2]:
            return JSONResponse(_UNAUTHORIZED, 401)
        token = uuid.uuid4().hex
        self._tokens[token] = self.clock.now() + _TOKEN_SECONDS
        return JSONResponse({"access_token": token, "expires_in": _TOKEN_SECONDS, "token_type": "Bearer"})

    async def _upload_address(self, request: Request) -> Response:
        body = await _body(request)
        if not all(isinstance(body.get(field), str) for field in ("contentType", "fileName")):
            return _invalid("fileName", "contentType and fileName are required")
        name = f"{uuid.uuid4()}/{body['fileName']}"
        self._expected[name] = body["contentType"]
        address = str(request.base_url.replace(path=f"{request.scope.get('root_path', '')}/uploads/{name}"))
        signed = f"{address}?X-Amz-Signature={uuid.uuid4().hex}"
        return JSONResponse({"success": True, "data": {"url": address, "signedUrl": signed}})

    async def _uploaded(self, request: Request) -> Response:
        """What a signed address takes: the promised type, and no credentials of ours."""
        name = request.path_params["name"]
        if "authorization" in request.headers:
            return PlainTextResponse("InvalidArgument: only one auth mechanism allowed", 400)
        if self._expected.get(name) != request.headers.get("content-type"):
            return PlainTextResponse("SignatureDoesNotMatch", 403)
        self.uploads[name] = await request.body()
        return Response(status_code=200)

    async def _transcription(self, request: Request) -> Response:
        body = await _body(request)
        address = body.get("fileUrl")
        if not isinstance(address, str) or not address.startswith(("https://", "http://")):
            return _invalid("fileUrl", "fileUrl is required and must be a valid URL")
        if body.get("mediaType", "video") not in {"video", "audio"}:
            return _invalid("mediaType", "mediaType must be one of [video, audio]")
        self.minutes += 1
        return self._begun(Work.of_media(address, self.clock.now(), self.seconds), body)

    async def _highlights_of_job(self, request: Request) -> Response:
        source = self.jobs.get(request.path_params["job"])
        body = await _body(request)
        if source is None:
            return self._not_found()
        if not isinstance(body.get("highlight_duration", 1), int):
            return _invalid("highlight_duration", "highlight_duration must be an integer")
        if source.state(self.clock.now(), self.manner.keeps) != "completed":
            return _invalid("jobId", "the transcription job is not complete")
        return self._begun(Work.of_highlights(source.transcript, self.clock.now(), self.seconds), body)

    async def _highlights(self, request: Request) -> Response:
        body = await _body(request)
        if not isinstance(body.get("transcript"), list):
            return _invalid("transcript", "transcript is required")
        return self._begun(Work.of_highlights(body["transcript"], self.clock.now(), self.seconds), body)

    async def _job(self, request: Request) -> Response:
        work, now = self.jobs.get(request.path_params["job"]), self.clock.now()
        if work is None:
            return self._not_found()
        soon = self._asked.get(work.id, 0.0) + self.manner.pace - now
        if soon > 0:
            self.hurried += 1
            return JSONResponse({"message": "Too Many Requests"}, 429, {"Retry-After": str(math.ceil(soon))})
        self._asked[work.id] = now
        return JSONResponse(answer(work, now, self.manner))

    def _not_found(self) -> Response:
        return JSONResponse(self.manner.error("5000", "JOB_NOT_FOUND"), self.manner.missing)

    async def _list(self, request: Request) -> Response:
        now = self.clock.now()
        shown = [work for work in reversed(self.jobs.values()) if now - work.began >= self.lag]
        key = request.query_params.get("nextPageKey")
        try:
            first = int(base64.b64decode(key)) if key else 0
        except (binascii.Error, ValueError):
            return _invalid("nextPageKey", "nextPageKey is not valid")
        following = first + _PAGE
        more = base64.b64encode(str(following).encode()).decode() if following < len(shown) else None
        items = [item(work, now, self.manner) for work in shown[first:following]]
        return JSONResponse({"items": items, "nextPageKey": more})

    async def _quota(self, request: Request) -> Response:  # noqa: ARG002  # Starlette hands every endpoint its request
        used = {"used": self.minutes, "limit": 14400}
        return JSONResponse({"videoMinutes": {"used": 0, "limit": 14400}, "transcriptionMinutes": used})

    def _begun(self, work: Work, body: dict[str, Any]) -> Response:
        self.jobs[work.id] = work
        webhook = body.get("webhook")
        if isinstance(webhook, str) and webhook:
            task = asyncio.create_task(self._tell(work, webhook))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        return JSONResponse({"success": True, "data": {"jobId": work.id}})

    async def _tell(self, work: Work, webhook: str) -> None:
        """Post the result when there is one: once, as no page speaks of repeats."""
        await self.clock.sleep(work.left(self.clock.now()))
        try:
            async with httpx.AsyncClient(timeout=10) as client:
                response = await client.post(webhook, json=answer(work, self.clock.now(), self.manner))
            self.posted.append((work.id, response.status_code))
        except httpx.HTTPError:
            self.posted.append((work.id, 0))


async def _body(request: Request) -> dict[str, Any]:
    """The JSON object that was sent; of anything else an empty one, as unknown fields are stripped, too."""
    try:
        body = msgspec.json.decode(await request.body())
    except msgspec.DecodeError:
        return {}
    return body if isinstance(body, dict) else {}


def _invalid(field: str, reason: str) -> Response:
    fields = [{"name": field, "errors": reason}]
    return JSONResponse({"code": "INVALID_REQUEST_BODY", "message": reason, "fields": fields}, 400)
