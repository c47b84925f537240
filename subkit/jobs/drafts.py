"""Services that give what there is of a transcript before the job is done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from subkit.adapter import Job
    from subkit.jobs.flow import Flow


@runtime_checkable
class Drafting(Protocol):
    """A `subkit.adapter.Online` that can also do this."""

    def draft(self, job: Job) -> Flow[bytes]:
        """What there is of the result, in the form of `subkit.adapter.Online.fetch`.

        Raises:
            JobUnfinishedError: there is no draft, yet or any more.
        """
        ...
