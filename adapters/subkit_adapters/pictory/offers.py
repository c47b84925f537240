"""What Pictory's service can be asked by name, beside transcription: see `subkit.adapter.Offer`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import msgspec

from subkit.adapter import Offer

if TYPE_CHECKING:
    from subkit.jobs.flow import Flow
    from subkit_adapters.pictory.online import PictoryOnline


class Pages(msgspec.Struct, frozen=True):
    """How much of the list: each item comes with its whole transcript, so a page takes its time."""

    pages: Annotated[int, msgspec.Meta(ge=1, le=1000)] = 1


def _quota(online: PictoryOnline, _: str, __: Any) -> Flow[Any]:
    return (yield from online.calls.quota())


def _jobs(online: PictoryOnline, _: str, options: Pages) -> Flow[Any]:
    found, whole = yield from online.calls.jobs(pages=options.pages)
    jobs = [{"id": one.id, "state": one.state, "status": one.status} for one in found]
    return {"jobs": jobs, "whole": whole}


def _job(online: PictoryOnline, job: str, _: Any) -> Flow[Any]:
    reply = yield from online.calls.job(job)
    return reply.read(dict[str, Any])


OFFERS = {
    "quota": Offer("The minutes that are used, and that may be.", _quota),
    "jobs": Offer("The account's jobs, the newest first.", _jobs, options=Pages),
    "job": Offer("All that Pictory says of a job.", _job, of_job=True),
}
