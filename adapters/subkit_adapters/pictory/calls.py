"""Every call of Pictory's API that has to do with transcription, as a flow.

https://docs.pictory.ai: submitting is under ``/v2``, all else under ``/v1``. There is no call that cancels or deletes a job.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from subkit.jobs import retry
from subkit.jobs.flow import Ask
from subkit_adapters.pictory.listing import PAGES, Listed, listed
from subkit_adapters.pictory.wire import Quota, Upload

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from subkit.adapter import Job
    from subkit.jobs.flow import Flow, Response
    from subkit_adapters.pictory.caller import Caller, Reply

NOT_FOUND = 404


class Calls:
    """The API's calls; each method is a flow that gives what the call answers.

    Args:
        caller: makes them.
    """

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def upload(self, name: str, kind: str, path: Path) -> Flow[str]:
        """Upload a file, and give the address by which Pictory knows it.

        Args:
            name: what to call it there.
            kind: its media type, e.g. ``video/mp4``.
            path: the file.

        Raises:
            ProviderError: Pictory gives no address, or its storage refuses the bytes.
        """
        wanted = {"contentType": kind, "fileName": name}
        reply = yield from self._caller.ask("POST", "/v1/media/generateUrl", json=wanted)
        given = reply.read(Upload).data
        if not given.url or not given.signed:
            raise reply.wrong("the answer holds no url and signedUrl")
        # The address is signed: our credentials are not for the storage's eyes.
        put = Ask("PUT", given.signed, headers={"Content-Type": kind}, file=path)
        stored: Response = yield from retry.ask(put)
        if not stored.ok:
            raise put.refused(stored, "the storage refuses the upload")
        return given.url

    def transcription(self, job: Job, fields: Mapping[str, Any]) -> Flow[str]:
        """Start a transcription, and give its id: the call that costs. See `subkit.jobs.retry.pay`.

        Args:
            job: as `subkit.adapter.Online.submit` takes it.
            fields: ``fileUrl``, ``mediaType``, ``language``, ``webhook``, ``transcript``.
        """
        return (yield from self._caller.pay(job, "/v2/transcription", fields))

    def highlights_of_job(self, job: Job, transcription: str, fields: Mapping[str, Any]) -> Flow[str]:
        """Start a choice of highlights from a finished transcription, and give the new job's id.

        Args:
            job: as in `transcription`.
            transcription: the id of the finished job.
            fields: ``highlight_duration`` in seconds, ``webhook``, ``language`` (``en``, not ``en-US``).
        """
        path = f"/v2/transcription/{quote(transcription, safe='')}/highlights"
        return (yield from self._caller.pay(job, path, fields))

    def highlights_of_transcript(
        self, job: Job, transcript: Sequence[Mapping[str, Any]], fields: Mapping[str, Any]
    ) -> Flow[str]:
        """Start a choice of highlights from a transcript, and give the new job's id.

        Args:
            job: as in `transcription`.
            transcript: the segments as Pictory gives them, pause markers included.
            fields: as in `highlights_of_job`, and ``duration`` of the media, taken to be in seconds.
        """
        body = {"transcript": list(transcript), **fields}
        return (yield from self._caller.pay(job, "/v2/transcription/highlights", body))

    def job(self, job: str) -> Flow[Reply]:
        """A job of any kind, with its result if it has one.

        A job that is not there is an answer, too: whether its HTTP status is 404 or 200 is not documented.
        """
        path = f"/v1/jobs/{quote(job, safe='')}"
        return (yield from self._caller.ask("GET", path, bad=(NOT_FOUND,)))

    def jobs(self, *, until: str | None = None, pages: int = PAGES) -> Flow[tuple[list[Listed], bool]]:
        """The account's jobs, newest first, and whether that is all: see `subkit_adapters.pictory.listing.listed`."""
        return (yield from listed(self._caller, until=until, pages=pages))

    def quota(self) -> Flow[Quota]:
        """The minutes that are used, and that may be."""
        reply = yield from self._caller.ask("GET", "/v1/quota")
        return reply.read(Quota)
