"""The steps of network work: a flow yields them and is sent the answers; it does nothing itself.

A flow is a generator. It yields `Ask`, `Wait` and `Checkpoint`, is sent a `Response` for each `Ask`, and returns its
result; what went wrong is raised at its ``yield``. `subkit.jobs.drivers` plays flows over the network, tests play them
by hand. (httpx's own ``auth_flow`` is made like this.)

>>> def greeting() -> Flow[bytes]:
...     response = yield Ask("GET", "https://provider.example/hello?signature=abc", auth={"Authorization": "key"})
...     return response.body
>>> flow = greeting()
>>> next(flow)
Ask(GET https://provider.example/hello?*** auth: Authorization)
>>> try:
...     flow.send(Response(200, b"Hi"))
... except StopIteration as end:
...     end.value
b'Hi'
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

from msgspec import Struct

from subkit.adapter import Job
from subkit.errors import ProviderError
from subkit.wording import one_line

T = TypeVar("T")

BODY_LIMIT = 64 * 2**20
"""The most bytes an answer may have, decoded: 36 hours of word times in a provider's JSON."""

REQUEST_IDS = (
    "x-request-id",
    "request-id",
    "x-correlation-id",
    "x-amzn-requestid",
    "apigw-requestid",
    "x-amz-request-id",
    "cf-ray",
)
"""The headers that name a request: the usual ones, then those of Amazon's and Cloudflare's fronts."""

_REPEATABLE = {"GET", "HEAD", "PUT", "DELETE", "OPTIONS"}


class Ask(Struct, frozen=True):
    """A request. Secrets never show in its ``repr``: neither `auth`, nor the query of `url`, nor a `private` body.

    Attributes:
        method: ``GET``, ``POST``, ...
        url: absolute; https, or http to this machine where the driver allows it.
        params: the query.
        headers: those that are no secret.
        auth: headers that are: they go to the host of `url` alone, whatever redirects say.
        json: the body as plain data.
        form: the body as form fields.
        content: the body byte for byte, where it is signed; `headers` say what it is.
        file: the body is this file, streamed with its length.
        once: it costs or makes something, so it is repeated only if it surely did not arrive; ``None``: judged by
            the method, as HTTP does (a POST is once).
        private: the body holds a secret.
        limit: the most bytes the answer may have, decoded.
        seconds: the longest it may take in all; ``None``: the driver's rule.
    """

    method: str
    url: str
    params: Mapping[str, str | int] = {}
    headers: Mapping[str, str] = {}
    auth: Mapping[str, str] = {}
    json: Any = None
    form: Mapping[str, str] | None = None
    content: bytes | None = None
    file: Path | None = None
    once: bool | None = None
    private: bool = False
    limit: int = BODY_LIMIT
    seconds: float | None = None

    @property
    def only_once(self) -> bool:
        """Whether it may be repeated only if it surely did not arrive."""
        return self.method.upper() not in _REPEATABLE if self.once is None else self.once

    @property
    def host(self) -> str:
        """Where it goes: host and port."""
        return address(self.url).partition("://")[2].partition("/")[0]

    @property
    def call(self) -> str:
        """The request in a few words for messages: method, host and path."""
        return f"{self.method} {address(self.url)}"

    def refused(self, response: Response, reason: str) -> ProviderError:
        """What to raise where this was answered as it should not be."""
        return ProviderError(
            self.call, response.status, reason, request_id=response.request_id, raw=response.body
        )

    def __repr__(self) -> str:
        query = "?***" if "?" in self.url else ""
        body = {
            "params": dict(self.params) or None,
            "auth": ", ".join(self.auth) or None,
            "json": self.json if not self.private or self.json is None else "***",
            "form": self.form if not self.private or self.form is None else "***",
            "file": self.file and self.file.name,
        }
        shown = "".join(f" {name}: {value}" for name, value in body.items() if value is not None)
        return f"Ask({self.method} {address(self.url)}{query}{shown})"


class Wait(Struct, frozen=True):
    """A pause of `seconds`, or up to ``seconds * (1 + spread)`` by chance: many waiting ones do not come at once.

    Attributes:
        seconds: the shortest it takes.
        reason: what is waited for, for people.
        spread: how much longer it may be, as a share.
        again: the host that is called again afterwards, after a failure. Where that has been done too often
            (`subkit.jobs.quota`), the driver does not wait, and answers ``False``.
    """

    seconds: float
    reason: str = ""
    spread: float = 0.2
    again: str = ""


class Checkpoint(Struct, frozen=True):
    """Put this job on disk before going on."""

    job: Job


class Response(Struct, frozen=True):
    """What came back.

    Attributes:
        status: the HTTP status.
        body: decoded (gzip) and whole, never longer than asked for.
        headers: by lower-case name.
        url: where it came from in the end.
        at: when it came, in seconds since 1970.
    """

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = {}
    url: str = ""
    at: float = 0.0

    @property
    def ok(self) -> bool:
        """Whether the status is one of success."""
        return 200 <= self.status < 300  # noqa: PLR2004  # HTTP's own figures

    @property
    def request_id(self) -> str:
        """What the provider, or what stands before it, calls the request; empty where it has no name.

        >>> Response(500, headers={"x-request-id": "8f1c"}).request_id
        '8f1c'
        """
        found = (self.headers[name] for name in REQUEST_IDS if self.headers.get(name))
        return one_line(next(found, ""), 80)


Step: TypeAlias = Ask | Wait | Checkpoint
Flow: TypeAlias = Generator[Step, Any, T]


def address(url: str) -> str:
    """A URL for messages and logs: without user, query and fragment, which may hold secrets."""
    plain = url.partition("#")[0].partition("?")[0]
    scheme, slashes, rest = plain.partition("://")
    host, slash, path = rest.partition("/")
    return f"{scheme}{slashes}{host.rpartition('@')[2]}{slash}{path}"
