"""What Verbit's service can be asked by name, beside transcription: see `subkit.adapter.Offer`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from subkit.adapter import Offer

if TYPE_CHECKING:
    from subkit.jobs.flow import Flow
    from subkit_adapters.verbit.online import VerbitOnline


class Review(msgspec.Struct, frozen=True):
    """What a review shall look at."""

    comment: str = ""


class File(msgspec.Struct, frozen=True):
    """Which file of a job.

    Attributes:
        format: one of the formats of ``get_caption``.
        language: of a translation that was asked for; the language that was spoken if empty.
        timecode_interval: of txt, docx and pdf, in seconds.
    """

    format: str = "txt"
    language: str = ""
    timecode_interval: int | None = None


def _profiles(online: VerbitOnline, _: str, __: Any) -> Flow[Any]:
    return {"profiles": (yield from online.calls.profiles())}


def _jobs(online: VerbitOnline, _: str, __: Any) -> Flow[Any]:
    return {"jobs": (yield from online.calls.jobs())}


def _info(online: VerbitOnline, job: str, _: Any) -> Flow[Any]:
    verdict = yield from online.calls.info(job)
    return verdict.read(dict[str, Any])


def _keywords(online: VerbitOnline, job: str, _: Any) -> Flow[Any]:
    return {"keywords": (yield from online.calls.keywords(job))}


def _review(online: VerbitOnline, job: str, options: Review) -> Flow[Any]:
    yield from online.calls.request_review(job, options.comment)
    return {"job": job, "review": "requested"}


def _draft(online: VerbitOnline, job: str, options: File) -> Flow[Any]:
    return (yield from _file(online, job, options, draft=True))


def _caption(online: VerbitOnline, job: str, options: File) -> Flow[Any]:
    return (yield from _file(online, job, options, draft=False))


def _file(online: VerbitOnline, job: str, options: File, *, draft: bool) -> Flow[Any]:
    wanted: dict[str, str | int | None] = {
        "language": options.language or None,
        "timecode_interval": options.timecode_interval,
    }
    query = {name: value for name, value in wanted.items() if value is not None}
    verdict = yield from online.calls.caption(job, options.format, draft=draft, query=query)
    return verdict.accepted().body


OFFERS = {
    "profiles": Offer("The account's profiles.", _profiles),
    "jobs": Offer("The account's jobs.", _jobs),
    "info": Offer("All that Verbit says of a job.", _info, of_job=True),
    "keywords": Offer("The commonest words of a finished job.", _keywords, of_job=True),
    "caption": Offer("A finished job in a format of Verbit's.", _caption, of_job=True, options=File),
    "draft": Offer("What there is of a job that runs.", _draft, of_job=True, options=File),
    "review": Offer("Ask for a review of a finished job.", _review, of_job=True, options=Review),
}
