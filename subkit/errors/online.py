"""What can go wrong with providers: their services, the network, and jobs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subkit.errors.local import SubkitError

if TYPE_CHECKING:
    from subkit.adapter import Job


PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
"""The HTTP statuses that may be others a little later."""


class OnlineError(SubkitError):
    """Something that went wrong with a provider; each of these says the same five things, as far as they are known.

    Attributes:
        provider: the adapter's name.
        job_id: the provider's id of the job.
        request_id: the provider's own name of the call, by which its support can look it up; in the message, too.
        raw: the answer's body as it came; no message shows it, as it may hold anything.
        retryable: whether the same may go well later although nobody changes anything.
    """

    provider: str = ""
    job_id: str | None = None
    request_id: str = ""
    raw: bytes = b""
    retryable: bool = False


class CredentialsError(OnlineError):
    """A provider's token or key that is missing, or cannot be one; the reason never shows it."""

    def __init__(self, provider: str, reason: str) -> None:
        super().__init__(provider, reason)
        self.provider = provider
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.provider}: {self.reason}"


class OptionError(SubkitError):
    """An option of a provider's jobs that says what none can say."""

    def __init__(self, option: str, reason: str) -> None:
        super().__init__(option, reason)
        self.option = option
        self.reason = reason

    def __str__(self) -> str:
        return f"option {self.option} {self.reason}"


class AddressError(SubkitError):
    """An address that may not be called, or handed on.

    Args:
        address: what it was, without its query (which may hold a signature) and its user name.
        reason: why it is refused.
    """

    def __init__(self, address: str, reason: str) -> None:
        super().__init__(address, reason)
        self.address = address
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.address}: {self.reason}"


class ProviderError(OnlineError):
    """A call that a provider refuses, or answers as it never should.

    Args:
        call: method, host and path.
        status: the HTTP status; 0 if it is not the status that is wrong.
        reason: what the provider says, or what is wrong with its answer.
        request_id: see `OnlineError`.
        raw: see `OnlineError`.
    """

    def __init__(
        self, call: str, status: int, reason: str, *, request_id: str = "", raw: bytes = b""
    ) -> None:
        super().__init__(call, status, reason)
        self.call = call
        self.status = status
        self.reason = reason
        self.request_id = request_id
        self.raw = raw
        self.retryable = status in PASSING

    def __str__(self) -> str:
        status = f"HTTP {self.status}: " if self.status else ""
        request = f" (request {self.request_id})" if self.request_id else ""
        return f"{self.call}: {status}{self.reason}{request}"


class UnreachableError(OnlineError):
    """A call that got no answer, or none that is whole.

    Args:
        call: method, host and path.
        reason: what happened.
        sent: whether the request may have arrived; ``False`` only if it surely did not.
    """

    def __init__(self, call: str, reason: str, *, sent: bool) -> None:
        super().__init__(call, reason, sent)
        self.call = call
        self.reason = reason
        self.sent = sent
        self.retryable = True

    def __reduce__(self) -> tuple[object, ...]:
        return _unreachable, (self.call, self.reason, self.sent), self.__dict__

    def __str__(self) -> str:
        return f"{self.call}: {self.reason}"


def _unreachable(call: str, reason: str, sent: bool) -> UnreachableError:
    return UnreachableError(call, reason, sent=sent)


class DeadlineError(OnlineError):
    """Work that is not done in the time it was given; what is on disk is kept, and it can go on later."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds
        self.retryable = True

    def __str__(self) -> str:
        return f"not done within {self.seconds:,.0f} s"


class BudgetError(SubkitError):
    """Media that may not be started within the limit on minutes."""

    def __init__(self, media: str, reason: str) -> None:
        super().__init__(media, reason)
        self.media = media
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.media}: {self.reason}"


class StoreError(SubkitError):
    """A store of jobs that cannot be used."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(path, reason)
        self.path = path
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"


class JobError(OnlineError):
    """A provider's job that has no result to caption.

    Args:
        job: what the provider said of it.
        source: the file or stream that said so.
    """

    verdict = "has no result"

    def __init__(self, job: Job, source: str = "") -> None:
        super().__init__(job, source)
        self.job = job
        self.source = source
        self.provider = job.adapter
        self.job_id = job.id

    def __str__(self) -> str:
        place = f"{self.source}: " if self.source else ""
        name = f"{self.job.adapter} job {self.job.id}" if self.job.id else f"{self.job.adapter} job"
        detail = f": {self.job.detail}" if self.job.detail else ""
        status = f" (status {self.job.status!r})" if self.job.status else ""
        return f"{place}{name} {self.verdict}{status}{detail}"


class JobUnfinishedError(JobError):
    """The job still runs: ask again later."""

    verdict = "is not finished yet"
    retryable = True


class JobTimeoutError(JobError):
    """The job did not finish in the time it was given; it still runs, and can be waited for again."""

    verdict = "is not finished in the time it was given; it goes on, and so can waiting"
    retryable = True


class JobUnknownError(JobError):
    """A paid call got no answer, and whether it was received cannot be looked up: people have to."""

    verdict = (
        "may have been started or not; look at the provider's site, then say so with subkit jobs resolve"
    )


class JobFailedError(JobError):
    """The job ended without a result."""

    verdict = "failed"


class ResultGoneError(JobError):
    """The job was done, but its provider has removed the result."""

    verdict = "was finished, but the provider has removed its result"
