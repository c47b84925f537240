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
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from subkit.errors import CredentialsError, SubkitError
from subkit.jobs.committing import Committer
from subkit.jobs.networks import Networks
from subkit.jobs.refusing import CLOSE, RefusedError, body_of, rest_of
from subkit.wording import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from starlette.types import Receive, Scope, Send

    from subkit.adapter import Notice, WebhookAdapter
    from subkit.jobs.credentials import Secret
    from subkit.jobs.inbox import Inbox

SHORTEST_TOKEN = 22
"""Characters of a token: 128 bits in Base64."""

_HEALTH_HOLDS = 0.5  # seconds

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
        networks: the only ones that may call; any if empty. Behind a proxy the server has to be told whom to believe
            (uvicorn: ``forwarded_allow_ips``), or it is the proxy that counts.
        wake: is called whenever something new was kept; it must not wait.
        read_seconds: the longest that a body may take to come.
        keep_seconds: the longest that putting a hint on disk may take: providers do not wait for ever.

    Attributes:
        counts: how many calls ended how: ``new``, ``repeated``, or the reason for the refusal.

    Raises:
        CredentialsError: a token is too short to be secret.
        ConfigError: a network is none.
    """

    def __init__(
        self,
        adapters: Iterable[WebhookAdapter],
        tokens: Sequence[Secret],
        inbox: Inbox,
        *,
        verifiers: Mapping[str, Verifier] | None = None,
        networks: Iterable[str] = (),
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
        self._committer = Committer(inbox)
        self._verifiers = dict(verifiers or {})
        self._networks = Networks(networks)
        self._read_seconds, self._keep_seconds = read_seconds, keep_seconds
        self._wake = wake
        self._rest = Starlette()
        self._healthy: int | None = None
        self._health_until = 0.0
        self.counts: dict[str, int] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request as ASGI has it."""
        if scope["type"] != "http":
            await self._rest(
                scope, receive, send
            )  # starting and ending; sockets of other kinds are turned away
            return
        request = Request(scope, receive)
        # Two addresses need no router, which takes longer than all that is done here.
        path = _path(scope)
        answer = await (self._health(request) if path == "/health" else self._hook(request, path))
        await answer(scope, receive, send)

    async def _hook(self, request: Request, path: str) -> Response:
        began = time.perf_counter()
        name = "-"
        try:
            adapter = self._adapter(request, path)
            name = adapter.name
            notice = await self._notice(request, adapter)
            new = await self._kept(adapter, notice)
        except RefusedError as error:
            answer = Response(error.text, error.status, error.headers, "text/plain")
            return self._told(request, error.verdict, answer, began, name)
        answer = Response(adapter.webhook_answer, media_type="text/plain")
        return self._told(request, "new" if new else "repeated", answer, began, name)

    def _adapter(self, request: Request, path: str) -> WebhookAdapter:
        """Whose call it is; a token that is wrong takes as long to find as one that is right.

        Raises:
            RefusedError: nobody's. Whatever is wrong, the answer is the same as to an address that never was.
        """
        _, hooks, name, given = (path.split("/", 3) + [""] * 3)[:4]
        matches = [hmac.compare_digest(token, given.encode(errors="replace")) for token in self._tokens]
        adapter = self._adapters.get(name)
        inside = not self._networks or _caller(request) in self._networks
        if hooks == "hooks" and adapter and any(matches) and inside:
            return adapter
        verdict = "forged" if inside else "from outside"
        raise RefusedError(verdict, 404, "Not Found", rest_of(request))

    async def _notice(self, request: Request, adapter: WebhookAdapter) -> Notice:
        """What a call says whose address is right."""
        if request.method != "POST":
            raise RefusedError("method", 405, "POST calls here", {"Allow": "POST"} | rest_of(request))
        if request.headers.get("content-encoding", "identity").lower() != "identity":
            raise RefusedError("encoded", 415, "send the body as it is", CLOSE)
        try:
            async with asyncio.timeout(self._read_seconds):
                body = await body_of(request, adapter.webhook_limit)
        except TimeoutError:
            raise RefusedError("slow", 408, "the body took too long", CLOSE) from None
        except ClientDisconnect:
            raise RefusedError("cut off", 400, "the body was cut off", CLOSE) from None
        verifier = self._verifiers.get(adapter.name)
        if verifier and not verifier.accepts(request.headers, body):
            raise RefusedError("unsigned", 401, "the signature is wrong")
        notice = adapter.notice(request.headers.get("content-type", ""), body)
        if notice is None:
            raise RefusedError("malformed", 400, f"this is no call of {adapter.name}")
        return notice

    async def _kept(self, adapter: WebhookAdapter, notice: Notice) -> bool:
        try:
            async with asyncio.timeout(self._keep_seconds):
                new = await self._committer.put(adapter.name, notice)
        except (TimeoutError, SubkitError) as error:
            _log.error("a hint was not kept, the provider is asked to repeat it: %s", one_line(str(error)))
            raise RefusedError("not kept", 503, "try again later") from None
        if new:
            self._wake()
        return new

    async def _health(self, request: Request) -> Response:
        """Whether the receiver can keep what comes, and how many hints are open."""
        if request.method not in ("GET", "HEAD"):
            return Response("GET asks here", 405, {"Allow": "GET, HEAD"} | rest_of(request), "text/plain")
        if self._health_until <= time.monotonic():  # anybody may ask, and it costs a wait for the disk
            self._health_until = time.monotonic() + _HEALTH_HOLDS
            self._healthy = await asyncio.to_thread(_seen, self._inbox)
        if self._healthy is None:
            return JSONResponse({"status": "failing"}, 503)
        return JSONResponse({"status": "ok", "open": self._healthy})

    def _told(self, request: Request, verdict: str, answer: Response, began: float, name: str) -> Response:
        """Count and log a call: without its path, which holds the token, or its body."""
        self.counts[verdict] = self.counts.get(verdict, 0) + 1
        if _log.isEnabledFor(logging.INFO):
            milliseconds = (time.perf_counter() - began) * 1000
            caller, method = one_line(_caller(request) or "-", 60), one_line(request.method, 20)
            _log.info(
                "%s %s %s %d %s %.0f ms", caller, method, name, answer.status_code, verdict, milliseconds
            )
        return answer


def _seen(inbox: Inbox) -> int | None:
    """How many hints are open; ``None`` if none could be kept now."""
    try:
        inbox.probe()
        return inbox.counts()["open"]
    except SubkitError:
        return None


def _path(scope: Scope) -> str:
    """The path below that at which the application is mounted."""
    path: str = scope["path"]
    root: str = scope.get("root_path", "").rstrip("/")
    return path.removeprefix(root) if path.startswith(f"{root}/") else path


def _caller(request: Request) -> str:
    """The caller's IP address; empty where the server knows none."""
    return request.client.host if request.client else ""
