"""One call of Verbit's API: the version, the key, and what its answer means."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from subkit.errors import OnlineError
from subkit.jobs import retry
from subkit.jobs.flow import BODY_LIMIT, Ask, Response
from subkit.wording import one_line
from subkit_adapters.sign_in import signed
from subkit_adapters.verbit.access import Access
from subkit_adapters.verbit.refusals import Refusal, error_of, refusal_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from subkit.adapter import Credentials, Job
    from subkit.errors import ProviderError
    from subkit.jobs.flow import Flow

E = TypeVar("E", bound=OnlineError)

PRODUCTION = "https://api.verbit.co/api/"
SANDBOX = "https://sandbox-api.verbit.co/api/"
_EXCHANGE = "https://users.verbit.co/api/v1/auth"


class Verdict(msgspec.Struct, frozen=True):
    """An answer, and the refusal that it may be.

    Attributes:
        ask: the call.
        response: the answer.
        refusal: ``None`` where the call did what it should.
    """

    ask: Ask
    response: Response
    refusal: Refusal | None

    def accepted(self) -> Response:
        """The answer, which must not be a refusal.

        Raises:
            CredentialsError: the key is refused.
            ProviderError: something else is.
        """
        if self.refusal is not None:
            raise self.error()
        return self.response

    def error(self) -> OnlineError:
        """What to raise for the refusal."""
        return _named(error_of(self.ask, self.response, self.refusal or Refusal()), self.ask)

    def read(self, shape: Any) -> Any:
        """The answer as a type.

        Raises:
            CredentialsError: the key is refused.
            ProviderError: the call is, or the answer is none of that type.
        """
        response = self.accepted()
        try:
            return msgspec.json.decode(response.body, type=shape)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise self.wrong(f"answers what is none of Verbit's: {one_line(str(error), 200)}") from None

    def wrong(self, reason: str) -> ProviderError:
        """What to raise for an answer that is not as it should be."""
        return _named(self.ask.refused(self.response, reason), self.ask)


class Caller:
    """Calls the API at one address, with one account's key.

    Args:
        credentials: see `subkit_adapters.verbit.access.SECRETS`.
        base: where the API is; ``sandbox`` for Verbit's own. Any other address may have its ``/api/`` or not.
    """

    def __init__(self, credentials: Credentials, base: str | None = None) -> None:
        self.base = base_of(base)
        verbit = self.base in (PRODUCTION, SANDBOX)
        self.access = Access(credentials, _EXCHANGE if verbit else f"{self.base}v1/auth")

    def call(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, str | int] | None = None,
        body: Mapping[str, Any] | None = None,
        once: bool | None = None,
        paid: Job | None = None,
        limit: int = BODY_LIMIT,
    ) -> Flow[Verdict]:
        """One call, with the version in its query as all must have it, and the answer's refusal, if it is one.

        Args:
            method: ``GET`` or ``POST``.
            path: after the base.
            query: more parameters.
            body: of a POST.
            once: see `subkit.jobs.flow.Ask`.
            paid: the job that the call starts.
            limit: the most bytes of the answer.
        """
        step = Ask(
            method,
            self.base + path,
            params={"v": 4, **(query or {})},
            json=None if body is None else dict(body),
            once=once,
            limit=limit,
        )
        send = retry.ask if paid is None else partial(retry.pay, paid)
        try:
            ask, response = yield from signed(self.access, step, send, _is_no_token)
        except OnlineError as error:
            raise _named(error, step)  # noqa: B904 - the same error, which now says more
        return Verdict(ask, response, refusal_of(response))


def _is_no_token(response: Response) -> bool:
    refusal = refusal_of(response)
    return refusal is not None and refusal.is_access


def _named(error: E, ask: Ask) -> E:
    """The error, which says whose it is, and which job it is about."""
    fields = ask.json if isinstance(ask.json, dict) else {}
    job = ask.params.get("job_id", fields.get("job_id"))
    error.provider, error.job_id = "verbit", None if job is None else str(job)
    return error


def base_of(base: str | None) -> str:
    """The API's address, from what a user may say.

    >>> base_of(None), base_of("sandbox"), base_of("https://sandbox-api.verbit.co")
    ('https://api.verbit.co/api/', 'https://sandbox-api.verbit.co/api/', 'https://sandbox-api.verbit.co/api/')
    """
    if not base:
        return PRODUCTION
    if base == "sandbox":
        return SANDBOX
    return base.rstrip("/").removesuffix("/api") + "/api/"


def number(job: str) -> str | int:
    """A job's id as the API has it: an integer, which webhooks give as text."""
    return int(job) if job.isascii() and job.isdigit() and len(job) < 19 else job  # noqa: PLR2004 - 64 bits
