"""One call of Pictory's API: the address, the credentials, and what its answer means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from subkit import __version__
from subkit.errors import CredentialsError, OnlineError, PayloadError
from subkit.jobs import retry
from subkit.jobs.flow import Ask, Checkpoint, Response
from subkit.payload import Payload
from subkit.wording import one_line, said
from subkit_adapters.pictory.access import Access
from subkit_adapters.pictory.job import job_id, told
from subkit_adapters.pictory.wire import Answer, Data, SignedIn
from subkit_adapters.sign_in import Token, signed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from subkit.adapter import Credentials, Job
    from subkit.errors import ProviderError
    from subkit.jobs.flow import Flow

T = TypeVar("T")

BASE = "https://api.pictory.ai/pictoryapis"

# Cloudflare, in front of Pictory, turns away the names that HTTP libraries give themselves (HTTP 403, error 1010).
_AGENT = {"User-Agent": f"subkit/{__version__}", "Accept": "application/json"}
_UNAUTHORIZED, _FORBIDDEN = 401, 403
_TOKEN_LIFE = 3600.0  # seconds, where the answer does not say


class Reply(msgspec.Struct, frozen=True):
    """An answer that is no refusal.

    Attributes:
        ask: the call.
        response: the answer.
    """

    ask: Ask
    response: Response

    def read(self, shape: type[T]) -> T:
        """The answer as a type.

        Raises:
            ProviderError: it cannot be read as one, e.g. a page in HTML.
        """
        try:
            return Payload(self.response.body, self.ask.call).decode(shape)[0]
        except PayloadError as error:
            reason = f"not an answer of Pictory's: expected {error.expected} at {error.path}"
            raise self.wrong(one_line(reason)) from None

    def wrong(self, reason: str) -> ProviderError:
        """What to raise for an answer that is not as it should be."""
        error = self.ask.refused(self.response, reason)
        error.provider = "pictory"
        return error


class Caller:
    """Calls the API at one address, with one account's credentials.

    Args:
        credentials: see `subkit_adapters.pictory.access.SECRETS`.
        base: the address of the API, if not Pictory's own.

    Raises:
        CredentialsError: they are not whole.
    """

    def __init__(self, credentials: Credentials, base: str | None = None) -> None:
        self.base = (base or BASE).rstrip("/")
        self.access = Access(credentials, self._exchanged)

    def ask(self, method: str, path: str, *, bad: tuple[int, ...] = (), **parts: Any) -> Flow[Reply]:
        """The answer to a call that costs nothing.

        Args:
            method: ``GET`` or ``POST``.
            path: behind the base.
            bad: statuses that the caller reads itself.
            parts: more of `subkit.jobs.flow.Ask`.

        Raises:
            CredentialsError, ProviderError: it is refused.
        """
        step = Ask(method, f"{self.base}{path}", headers=_AGENT, once=False, **parts)
        reply = yield from self._signed(step, retry.ask)
        if not reply.response.ok and reply.response.status not in bad:
            raise refusal(reply)
        return reply

    def pay(self, job: Job, path: str, body: Mapping[str, Any]) -> Flow[str]:
        """The id of a job that a POST starts.

        Args:
            job: as in `subkit.jobs.retry.pay`.
            path: behind the base.
            body: the fields.

        Raises:
            CredentialsError, ProviderError: it is refused (then the job is ``NEW`` on disk), or the answer says nothing
                (then it stays ``STARTING``).
        """
        # The address of a webhook holds a secret.
        step = Ask("POST", f"{self.base}{path}", headers=_AGENT, json=dict(body), private="webhook" in body)
        reply = yield from self._signed(step, lambda signed: retry.pay(job, signed))
        if not reply.response.ok:
            raise refusal(reply)
        answer = reply.read(Answer)
        data = answer.data or Data()
        if answer.success is False:
            yield Checkpoint(job)
            raise reply.wrong(told(answer, data) or "refused, with no reason")
        name = job_id(answer, data)
        if not name:
            raise reply.wrong("the answer names no job; whether one runs is open")
        return name

    def _signed(self, step: Ask, send: Callable[[Ask], Flow[Response]]) -> Flow[Reply]:
        """The answer to a call with credentials; a token that has run out is replaced, once."""
        try:
            ask, response = yield from signed(
                self.access, step, send, lambda answer: answer.status == _UNAUTHORIZED
            )
        except OnlineError as error:
            error.provider = "pictory"
            raise
        return Reply(ask, response)

    def _exchanged(self, client: str, secret: str) -> Flow[Token]:
        """A token for a client, as accounts of before 2025 have it."""
        body = {"client_id": client, "client_secret": secret}
        step = Ask(
            "POST", f"{self.base}/v1/oauth2/token", headers=_AGENT, json=body, once=False, private=True
        )
        reply = Reply(step, (yield from retry.ask(step)))
        if not reply.response.ok:
            raise refusal(reply)
        given = reply.read(SignedIn)
        text = given.access_token
        if not text.isascii() or not text.isprintable() or not text:
            raise reply.wrong("the answer holds no usable access_token")
        return Token(text, given.expires_in if given.expires_in > 0 else _TOKEN_LIFE, reply.response.at)


def refusal(reply: Reply) -> CredentialsError | ProviderError:
    """The error that a refused call ends with, in Pictory's words where it has any."""
    step, response = reply.ask, reply.response
    if response.status == _UNAUTHORIZED:
        request = f" (request {response.request_id})" if response.request_id else ""
        return CredentialsError("pictory", f"{step.call}: HTTP 401: the credentials are not taken{request}")
    try:
        answer, _ = Payload(response.body, step.call).decode(Answer)
    except PayloadError:
        blocked = response.status == _FORBIDDEN and b"1010" in response.body
        reason = "turned away by Cloudflare (error 1010), before Pictory" if blocked else "refused"
        return reply.wrong(reason)
    reason = told(answer, answer.data or Data()) or "refused, with no reason"
    fields = [f"{said(field.get('name'))}: {said(field.get('errors'))}" for field in _fields(answer)]
    return reply.wrong(one_line("; ".join([reason, *fields])))


def _fields(answer: Answer) -> list[dict[str, Any]]:
    fields = answer.fields if isinstance(answer.fields, list) else []
    return [field for field in fields if isinstance(field, dict)]
