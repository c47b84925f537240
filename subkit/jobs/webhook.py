"""The receiver of providers' webhooks, as an ASGI application; it needs the extra ``server``.

A call is a hint and no more: it is put on disk and answered, and what is true the provider is asked, with our
credentials. So nothing is believed that a stranger sends who has found the address out.
"""

from __future__ import annotations

import asyncio
import hmac
import logging
import time
from typing import TYPE_CHECKING, Protocol

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from subkit.errors import CredentialsError, SubkitError
from subkit.wording import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from starlette.requests import Request
    from starlette.types import Receive, Scope, Send

    from subkit.adapter import Notice, WebhookAdapter
    from subkit.jobs.credentials import Secret
    from subkit.jobs.inbox import Inbox

SHORTEST_TOKEN = 22
"""Characters of a token: 128 bits in Base64."""

_log = logging.getLogger("subkit.receiver")


class Verifier(Protocol):
    """Checks signatures, for a provider that signs; see `subkit.jobs.signatures.Signer`."""

    def accepts(self, headers: Mapping[str, str], body: bytes) -> bool:
        """Whether the body is what the provider signed."""
        ...


class Receiver:
    """The application: ``POST /hooks/PROVIDER/TOKEN`` and ``GET /health``; to be served, or mounted in another one.

    Args:
        adapters: the providers that may call.
        tokens: the secrets of which one stands in the address; several while an old one is given up.
        inbox: keeps the hints.
        verifiers: by adapter's name, for providers that sign.
        wake: is called whenever something new was kept; it must not wait.
        read_seconds: the longest that a body may take to come.
        keep_seconds: the longest that putting a hint on disk may take: providers do not wait for ever.

    Attributes:
        counts: how many calls ended how: ``new``, ``repeated``, or the reason for the refusal.

    Raises:
        CredentialsError: a token is too short to be secret.
    """

    def __init__(
        self,
        adapters: Iterable[WebhookAdapter],
        tokens: Sequence[Secret],
        inbox: Inbox,
        *,
        verifiers: Mapping[str, Verifier] | None = None,
        wake: Callable[[], None] = lambda: None,
        read_seconds: float = 10.0,
        keep_seconds: float = 2.0,
    ) -> None:
        if not tokens or any(len(token.revealed()) < SHORTEST_TOKEN for token in tokens):
            raise CredentialsError(
                "webhook", f"a token needs {SHORTEST_TOKEN} characters or more, made by chance"
            )
        self._adapters = {adapter.name: adapter for adapter in adapters}
        self._tokens = [token.revealed().encode() for token in tokens]
        self._inbox = inbox
        self._verifiers = dict(verifiers or {})
        self._read_seconds, self._keep_seconds = read_seconds, keep_seconds
        self._waiting: list[tuple[tuple[str, Notice], asyncio.Future[bool]]] = []
        self._writer: asyncio.Task[None] | None = None
        self._wake = wake
        self.counts: dict[str, int] = {}
        self._app = Starlette(
            routes=[
                Route("/hooks/{provider}/{token}", self._hook, methods=["POST"]),
                Route("/health", self._health, methods=["GET"]),
            ]
        )
        self._app.router.redirect_slashes = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request as ASGI has it."""
        await self._app(scope, receive, send)

    async def _hook(self, request: Request) -> Response:
        began = time.perf_counter()
        adapter = self._adapter(request)
        if adapter is None:
            # Whatever is wrong with the address, the answer is the same as to an address that never was.
            return self._told(request, "forged", Response("Not Found", 404), began, "-")
        try:
            notice = await self._notice(request, adapter)
            new = await self._kept(adapter, notice)
        except _RefusedError as error:
            # The rest of a body that was not read is not waited for.
            answer = Response(error.text, error.status, {"Connection": "close"}, "text/plain")
            return self._told(request, error.verdict, answer, began, adapter.name)
        answer = Response(adapter.webhook_answer, media_type="text/plain")
        return self._told(request, "new" if new else "repeated", answer, began, adapter.name)

    def _adapter(self, request: Request) -> WebhookAdapter | None:
        """Whose call it is; nobody's if the token is wrong, which takes as long to find as that it is right."""
        given = request.path_params["token"].encode()
        matches = [hmac.compare_digest(token, given) for token in self._tokens]
        adapter = self._adapters.get(request.path_params["provider"])
        return adapter if any(matches) else None

    async def _notice(self, request: Request, adapter: WebhookAdapter) -> Notice:
        """What a call says whose address is right."""
        if request.headers.get("content-encoding", "identity").lower() != "identity":
            raise _RefusedError("encoded", 415, "send the body as it is")
        try:
            async with asyncio.timeout(self._read_seconds):
                body = await _body(request, adapter.webhook_limit)
        except TimeoutError:
            raise _RefusedError("slow", 408, "the body took too long") from None
        except ClientDisconnect:
            raise _RefusedError("cut off", 400, "the body was cut off") from None
        verifier = self._verifiers.get(adapter.name)
        if verifier and not verifier.accepts(request.headers, body):
            raise _RefusedError("unsigned", 401, "the signature is wrong")
        notice = adapter.notice(request.headers.get("content-type", ""), body)
        if notice is None:
            raise _RefusedError("malformed", 400, f"this is no call of {adapter.name}")
        return notice

    async def _kept(self, adapter: WebhookAdapter, notice: Notice) -> bool:
        try:
            async with asyncio.timeout(self._keep_seconds):
                new = await self._keep((adapter.name, notice))
        except (TimeoutError, SubkitError) as error:
            _log.error("a hint was not kept, the provider is asked to repeat it: %s", one_line(str(error)))
            raise _RefusedError("not kept", 503, "try again later") from None
        if new:
            self._wake()
        return new

    async def _keep(self, item: tuple[str, Notice]) -> bool:
        """Put a hint on disk together with all that wait for that; return whether it is new."""
        kept: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, kept))
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._write())
        return await kept

    async def _write(self) -> None:
        """Write whatever waits, as long as something does: one wait for the disk serves all that came meanwhile."""
        while self._waiting:
            batch, self._waiting = self._waiting, []
            try:
                news = await asyncio.to_thread(self._inbox.put, [item for item, _ in batch])
            except SubkitError as error:
                for _, kept in batch:
                    if not kept.done():
                        kept.set_exception(error)
            else:
                for (_, kept), new in zip(batch, news, strict=True):
                    if not kept.done():
                        kept.set_result(new)

    async def _health(self, _: Request) -> Response:
        """Whether the receiver can keep what comes, and how many hints are open."""
        try:
            counts = await asyncio.to_thread(self._inbox.counts)
        except SubkitError:
            return JSONResponse({"status": "failing"}, 503)
        return JSONResponse({"status": "ok", "open": counts["open"]})

    def _told(self, request: Request, verdict: str, answer: Response, began: float, name: str) -> Response:
        """Count and log a call: without its path, which holds the token, or its body."""
        self.counts[verdict] = self.counts.get(verdict, 0) + 1
        host = request.client.host if request.client else "-"
        milliseconds = (time.perf_counter() - began) * 1000
        _log.info("%s POST %s %d %s %.0f ms", host, name, answer.status_code, verdict, milliseconds)
        return answer


class _RefusedError(Exception):
    """A call that is not taken: a word for the log, the status, and a sentence for the caller."""

    def __init__(self, verdict: str, status: int, text: str) -> None:
        super().__init__(verdict, status, text)
        self.verdict, self.status, self.text = verdict, status, text


async def _body(request: Request, limit: int) -> bytes:
    """The whole body, unless it is larger than the limit: no more of it is read."""
    promised = request.headers.get("content-length", "0")
    too_large = _RefusedError("too large", 413, "the body is too large")
    if not promised.isascii() or not promised.isdigit() or int(promised[:20]) > limit:
        raise too_large
    chunks = bytearray()
    async for chunk in request.stream():
        chunks += chunk
        if len(chunks) > limit:
            raise too_large
    return bytes(chunks)
