"""Puts media where Pictory can fetch it: an address from Pictory, and the bytes there."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from subkit.errors import InputError, ProviderError
from subkit.jobs import retry
from subkit.jobs.file_names import file_name
from subkit.jobs.flow import Ask
from subkit_adapters.pictory.calls import decoded
from subkit_adapters.pictory.options import content_type
from subkit_adapters.pictory.wire import Upload

if TYPE_CHECKING:
    from subkit.adapter import Job, Source
    from subkit.jobs.flow import Flow
    from subkit_adapters.pictory.calls import Calls

_PATH = "/v1/media/generateUrl"


def uploaded(calls: Calls, job: Job, source: Source) -> Flow[str]:
    """The address by which Pictory knows the media, once it is uploaded.

    Raises:
        InputError: there is no file to upload.
        ProviderError: Pictory gives no address, or its storage refuses the bytes.
    """
    if not isinstance(source.path, Path):
        raise InputError(source.name, "is neither a file nor an address")
    kind = content_type(source.name)
    wanted = {"contentType": kind, "fileName": _name(job, source)}
    response = yield from calls.ask("POST", _PATH, json=wanted)
    given = decoded(_PATH, response, Upload).data
    if not given.url or not given.signed:
        raise ProviderError(_PATH, response.status, "the answer holds no url and signedUrl")
    # The address is signed: our credentials are not for the storage's eyes.
    put = Ask("PUT", given.signed, headers={"Content-Type": kind}, file=source.path)
    stored = yield from retry.ask(put)
    if not stored.ok:
        raise ProviderError(put.call, stored.status, "the storage refuses the upload")
    return given.url


def _name(job: Job, source: Source) -> str:
    """The media's name with our reference in it, by which the job may be known again."""
    plain = file_name(source.name, "media")
    path = PurePath(plain)
    return f"{path.stem}-{job.external_id}{path.suffix}" if job.external_id else plain
