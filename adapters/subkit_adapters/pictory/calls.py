"""Calls of Pictory's API: the address, the credentials, and what a refusal says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from subkit import __version__
from subkit.errors import CredentialsError, PayloadError, ProviderError
from subkit.jobs import retry
from subkit.jobs.flow import Ask, Checkpoint
from subkit.payload import Payload
from subkit.wording import one_line, said
from subkit_adapters.pictory.job import job_id, told
from subkit_adapters.pictory.wire import Answer, Data, Token

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TypeVar

    from subkit.adapter import Credentials, Job
    from subkit.jobs.flow import Flow, Response

    T = TypeVar("T")

BASE = "https://api.pictory.ai/pictoryapis"
SECRETS = ("key", "client_id", "client_secret", "user")
"""What Pictory knows a caller by: its key; or, in accounts of before 2025, a client and the user it works for."""

# Cloudflare, in front of Pictory, turns away the names that HTTP libraries give themselves (HTTP 403, error 1010).
_AGENT = {"User-Agent": f"subkit/{__version__}", "Accept": "application/json"}
_UNAUTHORIZED, _FORBIDDEN = 401, 403


class Calls:
    """Makes the calls.

    Args:
        credentials: the secrets named in `SECRETS`: ``key``, or the other three.
        base: the address of the API, if not Pictory's own.

    Raises:
        CredentialsError: neither is whole.
    """

    def __init__(self, credentials: Credentials, base: str | None = None) -> None:
        self._base = (base or BASE).rstrip("/")
        key, *client = (credentials.reveal(name) for name in SECRETS)
        if not key and not all(client):
            raise CredentialsError(
                "pictory", "a key is needed; or client_id, client_secret and user, all three"
            )
        self._key = key
        self._client = [part or "" for part in client]
        self._token = ""

    def ask(self, method: str, path: str, *, bad: tuple[int, ...] = (), **parts: Any) -> Flow[Response]:
        """The answer to a call that costs nothing.

        Args:
            method: ``GET`` or ``POST``.
            path: behind the base.
            bad: statuses that the caller reads itself.
            parts: more of `subkit.jobs.flow.Ask`.

        Raises:
            CredentialsError, ProviderError: it is refused.
        """
        step = Ask(method, f"{self._base}{path}", headers=_AGENT, once=False, **parts)
        response = yield from self._signed(step, retry.ask)
        if not response.ok and response.status not in bad:
            raise refusal(step, response)
        return response

    def pay(self, job: Job, path: str, body: Mapping[str, Any]) -> Flow[tuple[Answer, str]]:
        """The answer to a POST that starts a job, with the job's id.

        Args:
            job: as in `subkit.jobs.retry.pay`.
            path: behind the base.
            body: the fields.

        Raises:
            CredentialsError, ProviderError: it is refused (then the job is ``NEW`` on disk), or the answer says nothing
                (then it stays ``STARTING``).
        """
        # The address of a webhook holds a secret.
        step = Ask("POST", f"{self._base}{path}", headers=_AGENT, json=dict(body), private="webhook" in body)
        response = yield from self._signed(step, lambda signed: retry.pay(job, signed))
        if not response.ok:
            raise refusal(step, response)
        answer = answer_of(step, response)
        data = answer.data or Data()
        if answer.success is False:
            yield Checkpoint(job)
            raise ProviderError(step.call, response.status, told(answer, data) or "refused, with no reason")
        name = job_id(answer, data)
        if not name:
            raise ProviderError(
                step.call, response.status, "the answer names no job; whether one runs is open"
            )
        return answer, name

    def _signed(self, step: Ask, send: Any) -> Flow[Response]:
        """The answer to a call with credentials; a token that has run out is replaced, once."""
        response: Response = yield from send(replace(step, auth=(yield from self._auth())))
        if response.status == _UNAUTHORIZED and not self._key:
            self._token = ""
            response = yield from send(replace(step, auth=(yield from self._auth())))
        return response

    def _auth(self) -> Flow[dict[str, str]]:
        """The headers with secrets: the key or token as it is, with no ``Bearer`` before it."""
        if self._key:
            return {"Authorization": self._key}
        client, secret, user = self._client
        if not self._token:
            body = {"client_id": client, "client_secret": secret}
            step = Ask(
                "POST", f"{self._base}/v1/oauth2/token", headers=_AGENT, json=body, once=False, private=True
            )
            response = yield from retry.ask(step)
            if not response.ok:
                raise refusal(step, response)
            self._token = _token(step, response)
        return {"Authorization": self._token, "X-Pictory-User-Id": user}


def answer_of(step: Ask, response: Response) -> Answer:
    """The answer as a type.

    Raises:
        ProviderError: it is none of Pictory's, e.g. a page in HTML.
    """
    return decoded(step.call, response, Answer)


def decoded(call: str, response: Response, shape: type[T]) -> T:
    """The answer as any type.

    Raises:
        ProviderError: it cannot be read as one.
    """
    try:
        return Payload(response.body, call).decode(shape)[0]
    except PayloadError as error:
        reason = f"not an answer of Pictory's: expected {error.expected} at {error.path}"
        raise ProviderError(call, response.status, one_line(reason)) from None


def refusal(step: Ask, response: Response) -> CredentialsError | ProviderError:
    """The error that a refused call ends with, in Pictory's words where it has any."""
    if response.status == _UNAUTHORIZED:
        return CredentialsError("pictory", f"{step.call}: HTTP 401: the credentials are not taken")
    try:
        answer = answer_of(step, response)
    except ProviderError:
        blocked = response.status == _FORBIDDEN and b"1010" in response.body
        reason = "turned away by Cloudflare (error 1010), before Pictory" if blocked else "refused"
        return ProviderError(step.call, response.status, reason)
    reason = told(answer, answer.data or Data()) or "refused, with no reason"
    fields = [f"{said(field.get('name'))}: {said(field.get('errors'))}" for field in _fields(answer)]
    return ProviderError(step.call, response.status, one_line("; ".join([reason, *fields])))


def _fields(answer: Answer) -> list[dict[str, Any]]:
    fields = answer.fields if isinstance(answer.fields, list) else []
    return [field for field in fields if isinstance(field, dict)]


def _token(step: Ask, response: Response) -> str:
    token = decoded(step.call, response, Token).access_token
    if not token.isascii() or not token.isprintable() or not token:
        raise ProviderError(step.call, response.status, "the answer holds no usable access_token")
    return token
