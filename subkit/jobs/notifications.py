"""What we tell a service of the user's about a job, as Standard Webhooks advises: a type, a time, and a little data."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

import msgspec
from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Sequence

    from subkit.jobs.records import Record

Kind = Literal["done", "failed", "draft"]


class JobTold(Struct, frozen=True, kw_only=True):
    """A job as it is told of.

    Attributes:
        job: our key.
        provider: the adapter's name.
        id: the provider's id of the job.
        state: how far it is, see `subkit.adapter.State`.
        status: the provider's own word for that.
        detail: what the provider adds, e.g. why it failed.
        media: the name of the media.
        files: the paths of what was written.
    """

    job: str
    provider: str
    id: str | None
    state: str
    status: str
    detail: str
    media: str
    files: tuple[str, ...]


class Told(Struct, frozen=True, kw_only=True):
    """The body of a notification.

    Attributes:
        type: ``job.done``, ``job.failed`` or ``job.draft``.
        timestamp: when it happened.
        data: the job.
    """

    type: str
    timestamp: datetime
    data: JobTold


class Notification(NamedTuple):
    """What is to be sent: its name, the same whenever it is sent again, and its body."""

    name: str
    body: bytes


def notification(kind: Kind, record: Record, files: Sequence[str], second: float) -> Notification:
    """That a job is done, has failed, or has a draft; equal in name for the same job and kind.

    Args:
        kind: which it is.
        record: the job.
        files: what was written for it.
        second: when, in seconds since 1970.
    """
    job = record.job
    data = JobTold(
        job=record.key,
        provider=job.adapter,
        id=job.id,
        state=str(job.state),
        status=job.status,
        detail=job.detail,
        media=record.source.name,
        files=tuple(str(Path(file).absolute()) for file in files),
    )
    told = Told(type=f"job.{kind}", timestamp=datetime.fromtimestamp(int(second), UTC), data=data)
    return Notification(f"msg_{record.key}_{kind}", msgspec.json.encode(told))
