"""Every exception of subkit, so that a caller can catch one thing or everything.

::

    SubkitError
    ├── InputError(source, reason)            a file that cannot be read, or is not what it should be
    ├── OutputError(target, reason)           a file that cannot be written
    ├── PayloadError(path, expected, found)   a provider's result that breaks its contract
    ├── RecognitionError(source, claimants)   no adapter, or more than one, knows the payload
    ├── FormatError(file, line, reason)       a caption file that breaks its format
    ├── ProfileError(profile, reason)         a profile that contradicts itself
    ├── UnknownNameError(kind, name, known)   no adapter, format, profile or language of that name
    ├── AdapterError(name, reason)            an installed adapter that cannot be used
    ├── ConfigError(source, reason)           a configuration file or variable that says what none can say
    ├── CredentialsError(provider, reason)    a provider's token or key that is missing or cannot be one
    ├── AddressError(address, reason)         an address that may not be called, or handed on
    ├── ScorerError(name, reason)             a break scorer that cannot be used
    │   └── ScoringError                      it can, but gave no usable scores
    ├── ProviderError(call, status, reason)   a provider that refuses a call, or answers what it never should
    ├── UnreachableError(call, reason, sent)  a call that got no answer
    ├── DeadlineError(seconds)                work that is not done in the time it was given
    ├── BudgetError(media, reason)            media that may not be started within the limit on minutes
    ├── StoreError(path, reason)              a store of jobs that cannot be used
    └── JobError(job)                         a provider's job that has no result
        ├── JobUnfinishedError                it still runs
        ├── JobTimeoutError                   it did not finish in the time it was given
        ├── JobUnknownError                   whether it was started cannot be known
        ├── JobFailedError                    it ended without a result
        └── ResultGoneError                   the provider has removed the result

Errors carry data as arguments and make their sentence in ``__str__``: they can be pickled, compared and translated.
"""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from subkit.adapter import Job


class SubkitError(Exception):
    """Anything subkit tells a user about; every other exception is a bug."""


class InputError(SubkitError):
    """An input that cannot be read, or holds nothing of use."""

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(source, reason)
        self.source = source
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.source}: {self.reason}"


class OutputError(SubkitError):
    """An output that cannot be written; what stood there before still stands."""

    def __init__(self, target: str, reason: str) -> None:
        super().__init__(target, reason)
        self.target = target
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.target}: {self.reason}"


class PayloadError(SubkitError):
    """A payload that breaks its provider's contract, with the place.

    Args:
        path: where, as a JSON path, e.g. ``$.data.transcript[3].words[7].start_time``.
        expected: what the contract promises there.
        found: what stands there.
        source: the file or stream the payload came from.
    """

    def __init__(self, path: str, expected: str, found: str, source: str = "") -> None:
        super().__init__(path, expected, found, source)
        self.path = path
        self.expected = expected
        self.found = found
        self.source = source

    def __str__(self) -> str:
        place = f"{self.source}: {self.path}" if self.source else self.path
        return f"{place}: expected {self.expected}, found {self.found}"


class RecognitionError(SubkitError):
    """A payload that no adapter claims, or that several claim.

    Args:
        source: the file or stream the payload came from.
        claimants: the names of the adapters that claim it; empty if none does.
        known: the names of all installed adapters.
        broken: the names of those that are installed but cannot be used.
    """

    def __init__(
        self, source: str, claimants: Sequence[str], known: Sequence[str], broken: Sequence[str] = ()
    ) -> None:
        super().__init__(source, tuple(claimants), tuple(known), tuple(broken))
        self.source = source
        self.claimants = tuple(claimants)
        self.known = tuple(known)
        self.broken = tuple(broken)

    def __str__(self) -> str:
        if self.claimants:
            return f"{self.source}: claimed by {', '.join(self.claimants)}; name one of them with --from"
        unusable = f"; cannot be used: {', '.join(self.broken)}" if self.broken else ""
        known = ", ".join(self.known) or "none"
        return (
            f"{self.source}: no adapter knows this payload; if you know whose it is, --from NAME says what is wrong "
            f"with it (installed: {known}{unusable})"
        )


class FormatError(SubkitError):
    """A caption file that breaks its format, with file and line (1-based; 0 if the whole file is meant)."""

    def __init__(self, file: str, line: int, reason: str) -> None:
        super().__init__(file, line, reason)
        self.file = file
        self.line = line
        self.reason = reason

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.reason}"


class ProfileError(SubkitError):
    """A profile that contradicts itself, or says something no profile can say."""

    def __init__(self, profile: str, reason: str) -> None:
        super().__init__(profile, reason)
        self.profile = profile
        self.reason = reason

    def __str__(self) -> str:
        return f"profile {self.profile}: {self.reason}"


class UnknownNameError(SubkitError):
    """A name that nothing answers to.

    Args:
        kind: what was asked for: ``adapter``, ``format``, ``profile``.
        name: the name that was given.
        known: the names that would do.
    """

    def __init__(self, kind: str, name: str, known: Sequence[str]) -> None:
        super().__init__(kind, name, tuple(known))
        self.kind = kind
        self.name = name
        self.known = tuple(known)

    def __str__(self) -> str:
        near = difflib.get_close_matches(self.name, self.known, n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"there are: {', '.join(self.known) or 'none'}"
        return f"unknown {self.kind} {self.name!r}; {hint}"


class AdapterError(SubkitError):
    """An installed adapter that cannot be used: it does not load, or its name is taken twice."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(name, reason)
        self.name = name
        self.reason = reason

    def __str__(self) -> str:
        return f"adapter {self.name} {self.reason}"


class ConfigError(SubkitError):
    """A configuration file, or a variable, that says what none can say."""

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(source, reason)
        self.source = source
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.source}: {self.reason}"


class CredentialsError(SubkitError):
    """A provider's token or key that is missing, or cannot be one; the reason never shows it."""

    def __init__(self, provider: str, reason: str) -> None:
        super().__init__(provider, reason)
        self.provider = provider
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.provider}: {self.reason}"


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


class ScorerError(SubkitError):
    """A break scorer that cannot be used: it does not load, its name is taken twice, or it is no scorer."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(name, reason)
        self.name = name
        self.reason = reason

    def __str__(self) -> str:
        return f"scorer {self.name} {self.reason}"


class ScoringError(ScorerError):
    """A break scorer that failed at its work, or whose scores are none."""


class ProviderError(SubkitError):
    """A call that a provider refuses, or answers as it never should.

    Args:
        call: method, host and path.
        status: the HTTP status; 0 if it is not the status that is wrong.
        reason: what the provider says, or what is wrong with its answer.
    """

    def __init__(self, call: str, status: int, reason: str) -> None:
        super().__init__(call, status, reason)
        self.call = call
        self.status = status
        self.reason = reason

    def __str__(self) -> str:
        status = f"HTTP {self.status}: " if self.status else ""
        return f"{self.call}: {status}{self.reason}"


class UnreachableError(SubkitError):
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

    def __reduce__(self) -> tuple[object, ...]:
        return _unreachable, (self.call, self.reason, self.sent)

    def __str__(self) -> str:
        return f"{self.call}: {self.reason}"


def _unreachable(call: str, reason: str, sent: bool) -> UnreachableError:
    return UnreachableError(call, reason, sent=sent)


class DeadlineError(SubkitError):
    """Work that is not done in the time it was given; what is on disk is kept, and it can go on later."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds

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


class JobError(SubkitError):
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

    def __str__(self) -> str:
        place = f"{self.source}: " if self.source else ""
        name = f"{self.job.adapter} job {self.job.id}" if self.job.id else f"{self.job.adapter} job"
        detail = f": {self.job.detail}" if self.job.detail else ""
        status = f" (status {self.job.status!r})" if self.job.status else ""
        return f"{place}{name} {self.verdict}{status}{detail}"


class JobUnfinishedError(JobError):
    """The job still runs: ask again later."""

    verdict = "is not finished yet"


class JobTimeoutError(JobError):
    """The job did not finish in the time it was given; it still runs, and can be waited for again."""

    verdict = "is not finished in the time it was given; it goes on, and so can waiting"


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
