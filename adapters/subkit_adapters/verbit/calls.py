"""Every call of Verbit's Post-Production API v4, as a flow.

https://verbit.readme.io/docs/post-production-api and the reference pages beside it. There is no call that cancels or
deletes a job. Paths are those that the pages print; of `keywords`, `request_review`, `add_transcription` and `jobs`
they are derived from the pages' own addresses, as all others turn out to be.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from subkit.jobs import retry
from subkit.jobs.flow import BODY_LIMIT, Ask, Wait
from subkit_adapters.verbit.caller import number
from subkit_adapters.verbit.refusals import UUID_ALREADY_EXISTS, storage_refusal
from subkit_adapters.verbit.replies import Asset, Created, Keywords, Listed, Listing, Profile, Profiles

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from subkit.adapter import Job
    from subkit.jobs.flow import Flow
    from subkit_adapters.verbit.caller import Caller, Verdict

CAPTIONS = ("vtt", "web_vtt", "srt", "sami", "scc", "dfxp")
DOCUMENTS = ("txt", "docx", "rtf", "pdf", "json", "ad.vtt", "ad.html", "ad.txt", "sm.txt", "oip")
MEDIA = ("ad.mp3", "synthetic_voicing.mp3", "mov", "mp4", "mxf", "mpg")

_UUID_TRIES = 5
_MEDIA_LIMIT = 2**30  # bytes


class Calls:
    """The API's calls; each method is a flow that gives what the call answers.

    Args:
        caller: makes them.

    Attributes:
        call: any other call of the API, and any with other fields: see `subkit_adapters.verbit.caller.Caller.call`.
    """

    def __init__(self, caller: Caller) -> None:
        self.call = caller.call

    def profiles(self) -> Flow[list[Profile]]:
        """The account's profiles; a client in the wild says that the sandbox has none."""
        verdict = yield from self.call("GET", "profiles")
        found: Profiles = verdict.read(Profiles)
        return found.profiles

    def new(self, body: Mapping[str, Any]) -> Flow[Created]:
        """Create a job, and give its id, with a warning if there is one. It costs nothing until it is started.

        Tried again where Verbit's making of ids has met itself (``UUID_ALREADY_EXISTS``), as its pages advise.
        """
        for _ in range(_UUID_TRIES):
            verdict = yield from self.call("POST", "job/new", body=body)
            if verdict.refusal is None or verdict.refusal.kind != UUID_ALREADY_EXISTS:
                break
            yield Wait(1.0, "Verbit's ids have met; trying again", spread=1.0)
        created: Created = verdict.read(Created)
        if not created.id:
            raise verdict.wrong("gives no job_id")
        return created

    def add_asset(self, name: str, path: Path, *, job: str | None = None) -> Flow[str]:
        """Upload a file, and give its asset's id: usable for 24 hours.

        The file goes to a signed address at Verbit's storage, which wants no key with it.

        Args:
            name: what to call it there.
            path: the file.
            job: sent along if given; whether Verbit wants it is not documented.
        """
        asset, verdict = yield from self._asset({"file_name": name}, job)
        if not asset.upload_url:
            raise verdict.wrong("gives no upload_url")
        put = Ask("PUT", asset.upload_url, file=path, limit=2**20)
        response = yield from retry.ask(put)
        if not response.ok:
            raise put.refused(response, storage_refusal(response.body))
        return _asset_id(asset, verdict)

    def add_asset_url(self, url: str, *, job: str | None = None) -> Flow[str]:
        """Register an address that Verbit fetches by itself, and give the asset's id.

        The address must answer a plain GET, and for long: no one-time or short-lived ones.
        """
        asset, verdict = yield from self._asset({"asset_url": url}, job)
        return _asset_id(asset, verdict)

    def _asset(self, given: Mapping[str, str], job: str | None) -> Flow[tuple[Asset, Verdict]]:
        body = given if job is None else {**given, "job_id": number(job)}
        # Verbit deletes assets that nobody uses: one too many does no harm.
        verdict = yield from self.call("POST", "job/add_asset", body=body, once=False)
        return verdict.read(Asset), verdict

    def add_media(
        self, job: str, assets: Sequence[str] = (), *, url: str | None = None, merge: bool = False
    ) -> Flow[None]:
        """Give a job its media, which can be done once; that it has been done before counts as done.

        Args:
            job: its id.
            assets: what was uploaded; in this order, joined, if there are several.
            url: an address, instead of assets.
            merge: join the assets; the profile has to allow it.
        """
        body: dict[str, Any] = {"job_id": number(job)}
        body |= {"media_url": url} if url else {"asset_ids": list(assets)}
        if merge:
            body["merge_assets"] = True
        verdict = yield from self.call("POST", "job/add_media", body=body, once=False)
        if verdict.refusal is None or not verdict.refusal.is_repeat:
            verdict.accepted()

    def add_backup_record(self, job: str, asset: str) -> Flow[None]:
        """Add another recording of the same; before the start, after the media."""
        yield from self._add("add_backup_record", job, {"asset_id": asset})

    def add_notes(self, job: str, assets: Sequence[str] = (), *, url: str | None = None) -> Flow[None]:
        """Add documents that help the transcribers: uploaded ones, or one at a lasting address."""
        body = {"notes_attachment_url": url} if url else {"asset_ids": list(assets)}
        yield from self._add("add_notes_attachments", job, body)

    def add_transcription(self, job: str, *, text: str | None = None, url: str | None = None) -> Flow[None]:
        """Give the job a transcript of one's own, as plain text or SRT; before the start."""
        body = {"transcription_url": url} if url else {"transcription_text": text}
        yield from self._add("add_transcription", job, body)

    def _add(self, path: str, job: str, body: Mapping[str, Any]) -> Flow[None]:
        verdict = yield from self.call("POST", f"job/{path}", body={"job_id": number(job), **body})
        verdict.accepted()

    def perform_transcription(self, job: Job, body: Mapping[str, Any]) -> Flow[Verdict]:
        """Start a job: the call that costs. See `subkit.jobs.retry.pay`."""
        query = {"job_id": number(job.id or "")}
        return (yield from self.call("POST", "job/perform_transcription", query=query, body=body, paid=job))

    def info(self, job: str) -> Flow[Verdict]:
        """How a job is."""
        return (yield from self.call("GET", "job/info", query={"job_id": number(job)}))

    def caption(
        self,
        job: str,
        caption_format: str,
        *,
        draft: bool = False,
        query: Mapping[str, str | int] | None = None,
        limit: int | None = None,
    ) -> Flow[Verdict]:
        """A job's result as a file, whole in memory; media come by a redirect, which is followed.

        Args:
            job: its id.
            caption_format: one of `CAPTIONS`, `DOCUMENTS` and `MEDIA`.
            draft: what there is before the job is done, where job information says ``draft_ready``.
            query: ``language``, of a translation that was asked for; ``timecode_interval`` in seconds, of txt, docx
                and pdf; or what else there is.
            limit: the most bytes it may have; by default 64 MiB, and 1 GiB of media.
        """
        path = "job/draft" if draft else "job/get_caption"
        most = limit or (_MEDIA_LIMIT if caption_format in MEDIA else BODY_LIMIT)
        wanted = {"job_id": number(job), "caption_format": caption_format, **(query or {})}
        return (yield from self.call("GET", path, query=wanted, limit=most))

    def keywords(self, job: str) -> Flow[list[str]]:
        """The words that a finished transcript has most of; the form of the answer is not documented."""
        verdict = yield from self.call("GET", "job/get_keywords", query={"job_id": number(job)})
        found: Keywords = verdict.read(Keywords)
        return found.words()

    def jobs(self, **query: str | int) -> Flow[list[Listed]]:
        """The account's jobs. Parameters, pages and form of the answer are not documented: a list, or one in ``jobs``."""
        verdict = yield from self.call("GET", "jobs", query=query)
        found: Any = verdict.read(list[Listed] | Listing)
        return found.jobs if isinstance(found, Listing) else found

    def request_review(self, job: str, comment: str = "") -> Flow[None]:
        """Ask for a review of a finished job."""
        body = {"job_id": number(job)} | ({"comment": comment} if comment else {})
        verdict = yield from self.call("POST", "job/request_review", body=body)
        verdict.accepted()


def _asset_id(asset: Asset, verdict: Verdict) -> str:
    if asset.asset_id in (None, ""):
        raise verdict.wrong("gives no asset_id")
    return str(asset.asset_id)
