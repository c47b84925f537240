"""What an adapter is: the protocols that providers implement, and what a provider says of a job."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, runtime_checkable

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path  # noqa: TC004 - nothing reads sources from JSON, and pathlib is slow to load

    from subkit.jobs.flow import Flow
    from subkit.model import Transcript
    from subkit.payload import Payload


class State(StrEnum):
    """How far a provider's job is, in one vocabulary for all providers.

    ``NEW`` and ``STARTING`` are ours: a job that is surely not started, and one whose start was asked for with no
    answer yet (the outcome has to be looked up). ``UNKNOWN`` is a status no one has told us of, or a start whose
    outcome cannot be looked up.
    """

    NEW = "new"
    STARTING = "starting"
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"
    GONE = "gone"
    UNKNOWN = "unknown"


class Job(Struct, frozen=True, omit_defaults=True):
    """A provider's job as plain data: it survives a crash, another process, another machine.

    Attributes:
        adapter: the adapter's name.
        id: the provider's id, as text; ``None`` if the payload does not say.
        state: how far it is.
        status: the provider's own word for the state.
        detail: what the provider adds, e.g. an error code and message.
        external_id: our own reference, made before the first call; empty where a payload alone is known.
        stage: how far submitting is, in the adapter's own words; where `JobAdapter.submit` goes on.
        notes: what the adapter has to remember between steps, e.g. the id of an upload; never a secret.
    """

    adapter: str
    id: str | None
    state: State
    status: str = ""
    detail: str = ""
    external_id: str = ""
    stage: str = ""
    notes: dict[str, str] = {}


class Source(Struct, frozen=True, omit_defaults=True):
    """The media of a job: a file here, or something at an address.

    Attributes:
        name: what to call it at the provider's, e.g. ``talk.mp4``.
        path: the file; ``None`` if it is at `url`.
        url: an address the provider can fetch it from.
        duration: in ms, if known.
    """

    name: str
    path: Path | None = None
    url: str | None = None
    duration: int | None = None


class Polling(Struct, frozen=True):
    """How often a provider wants to be asked: first after `first` seconds, then `growth` times longer, at most `most`.

    Attributes:
        first: seconds before the first question.
        growth: what each wait is multiplied with to give the next.
        most: the longest wait in seconds.
        per_minute: how long a job may take, in seconds for each minute of media.
        at_least: how long any job may take, in seconds.
    """

    first: float
    growth: float
    most: float
    per_minute: float = 60.0
    at_least: float = 1800.0


class Credentials(Protocol):
    """The secrets of one provider, masked wherever they are shown."""

    def reveal(self, name: str) -> str | None:
        """The secret of that name, e.g. ``token``; ``None`` if there is none."""
        ...


@runtime_checkable
class Online(Protocol):
    """A provider's service, spoken to with credentials. Each method is a flow (see `subkit.jobs.flow`).

    Attributes:
        polling: how often it wants to be asked.
    """

    polling: Polling

    def submit(self, job: Job, source: Source, options: Any) -> Flow[Job]:
        """Start the job, going on at ``job.stage``; the job with the provider's id.

        Before a call that costs it yields ``Checkpoint`` with ``State.STARTING``, and never repeats such a call
        unless it surely did not arrive: `subkit.jobs.retry.pay` does both.

        Args:
            job: ``State.NEW``, with our ``external_id``; of an attempt that was broken off, with its stage.
            source: the media.
            options: an instance of `JobAdapter.options`.
        """
        ...

    def find(self, job: Job, source: Source, options: Any) -> Flow[Job | None]:
        """Look up what became of a start without an answer.

        Returns:
            The job as it is there; with ``State.NEW`` if it surely was not started (`submit` may then go on from its
            stage); ``None`` if it cannot be known.
        """
        ...

    def poll(self, job: Job) -> Flow[Job]:
        """The job as it is now."""
        ...

    def fetch(self, job: Job) -> Flow[bytes]:
        """The result as the provider gave it: what `Adapter.parse` reads."""
        ...


@runtime_checkable
class Drafting(Protocol):
    """An `Online` that can also give what there is before a job is done."""

    def draft(self, job: Job) -> Flow[bytes]:
        """What there is of the result, in the form of `Online.fetch`.

        Raises:
            JobUnfinishedError: there is no draft, yet or any more.
        """
        ...


@runtime_checkable
class JobAdapter(Protocol):
    """An adapter that can also work online; all of `Adapter`, and this.

    Attributes:
        name: as in `Adapter`.
        options: a ``msgspec.Struct`` of what a job may be given; all its fields have defaults. A method ``essence()``, if
            there is one, gives the options without those that do not change the result (whom to call when it is
            there): work that differs in nothing else is the same, and paid once. A method ``spoken()``, if there is one,
            gives the language of the result, as a tag, or an empty text.
        secrets: the names of the credentials it can use, the usual one first, e.g. ``("token",)``.

    A method ``offers()``, if there is one, gives what else the service can be asked: an `Offer` by each name.
    """

    name: str
    secrets: tuple[str, ...]

    @property
    def options(self) -> type[Struct]:
        """See above; a plain attribute will do."""
        ...

    def online(self, credentials: Credentials, base: str | None = None) -> Online:
        """The service, spoken to with these credentials.

        Args:
            credentials: the secrets, given by the caller.
            base: the address it is found at, if not the provider's own.
        """
        ...


class NoOptions(Struct, frozen=True, forbid_unknown_fields=True):
    """Nothing may be given."""


class Offer(NamedTuple):
    """A call beyond transcription that people may make by name: ``subkit provider NAME CALL``.

    Attributes:
        title: what it gives or does, in a line.
        ask: given the service, the provider's id of a job (empty where `of_job` is false) and an instance of `options`,
            the flow; it gives bytes, to be written as they are, or what can be printed as JSON.
        of_job: whether it is about a job.
        options: a ``msgspec.Struct`` of what it may be given; all its fields have defaults.
    """

    title: str
    ask: Callable[[Any, str, Any], Flow[Any]]
    of_job: bool = False
    options: type[Struct] = NoOptions


class Notice(Struct, frozen=True, omit_defaults=True):
    """What a webhook says, a hint only: anyone can send one.

    Attributes:
        id: the provider's id of the job, as text.
        external_id: our own reference, where the provider repeats it.
        state: what it says of the job.
        status: in the provider's words.
        draft: whether it announces a draft.
    """

    id: str | None
    external_id: str = ""
    state: State = State.UNKNOWN
    status: str = ""
    draft: bool = False


@runtime_checkable
class WebhookAdapter(Protocol):
    """An adapter whose provider calls back.

    Attributes:
        name: as in `Adapter`.
        webhook_limit: the most bytes such a call may have.
        webhook_answer: the body the provider takes for success.
    """

    name: str

    @property
    def webhook_limit(self) -> int:
        """See above; a plain attribute will do."""
        ...

    @property
    def webhook_answer(self) -> bytes:
        """See above; a plain attribute will do."""
        ...

    def notice(self, content_type: str, body: bytes) -> Notice | None:
        """What the call says; ``None`` if it is none of this provider's. Never raises."""
        ...


@runtime_checkable
class Adapter(Protocol):
    """Turns one provider's payload into a `Transcript`; it knows nothing of captions, formats or files.

    An adapter is any object with these members, named by an entry point in the group ``subkit.adapters``.

    Attributes:
        name: short and lower case, as given to ``--from``; equal to the entry point's name.
        title: the provider's name as people write it.
    """

    name: str
    title: str

    def recognises(self, payload: Payload) -> bool:
        """Whether the payload is this provider's, judged by its shape (``payload.outline``) alone; never raises."""
        ...

    def parse(
        self, payload: Payload, *, strict: bool = False, language: str | None = None
    ) -> Transcript | Job:
        """The payload's transcript, or the job it speaks of where there is no result (yet, or any more).

        Words keep their order and spelling; times are as given (``None`` where unusable), in ms.

        Args:
            payload: what the provider answered.
            strict: raise at the first thing that breaks the provider's contract, instead of repairing it
                and saying so in ``Transcript.repairs``.
            language: what the caller knows of the language; the payload's own word wins over ``None`` only.

        Raises:
            PayloadError: the payload breaks the contract (in strict mode), or beyond repair (in any mode).
        """
        ...
