"""What an adapter is: the protocol that providers implement, and what a provider says of a job."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from msgspec import Struct

if TYPE_CHECKING:
    from subkit.model import Transcript
    from subkit.payload import Payload


class State(StrEnum):
    """How far a provider's job is, in one vocabulary for all providers."""

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
    """

    adapter: str
    id: str | None
    state: State
    status: str = ""
    detail: str = ""


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
