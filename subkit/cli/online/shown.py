"""Jobs as the program prints them: as data that other commands take, and as rows for people."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from subkit.cli.messages import escaped
from subkit.jobs.addresses import bare

if TYPE_CHECKING:
    from collections.abc import Iterable

    from subkit.jobs.records import Event, Record

_SHORT = 8  # digits of a key: enough to name one of thousands of jobs


class Shown(Struct, frozen=True, kw_only=True):
    """A job as ``--json`` prints it.

    Attributes:
        key: our id; its beginning will do for every command.
        adapter: the provider's name.
        id: the provider's id of the job.
        state: how far it is.
        status: the provider's own word for that.
        detail: what the provider adds.
        media: the path or the address (without its query) of the media.
        duration: of the media, in ms.
        place: where the provider is, if not at its own address.
        made: when it was first wanted.
        changed: when it last changed.
        result: whether its result is on disk.
    """

    key: str
    adapter: str
    id: str | None
    state: str
    status: str
    detail: str
    media: str
    duration: int | None
    place: str
    made: datetime
    changed: datetime
    result: bool


class Jobs(Struct, frozen=True, kw_only=True):
    """What ``--json`` prints of jobs, and ``jobs wait -`` takes."""

    schema: str = "subkit.jobs/1"
    jobs: tuple[Shown, ...]


def shown(record: Record) -> Shown:
    """A job as data."""
    source = record.source
    return Shown(
        key=record.key,
        adapter=record.job.adapter,
        id=record.job.id,
        state=str(record.job.state),
        status=record.job.status,
        detail=record.job.detail,
        media=bare(source.url) if source.url else str(source.path or source.name),
        duration=source.duration,
        place=record.place,
        made=_moment(record.made),
        changed=_moment(record.changed),
        result=record.digest is not None,
    )


def encoded_jobs(records: Iterable[Record]) -> bytes:
    """Jobs as one JSON object."""
    from subkit.cli.listing import encoded

    return encoded(Jobs(jobs=tuple(map(shown, records))))


def short(record: Record) -> str:
    """A job's key as people type it."""
    return record.key[:_SHORT]


def called(record: Record) -> str:
    """What messages call a job: its media, and its key."""
    return f"{record.source.name} ({short(record)})"


def row(record: Record) -> tuple[str, ...]:
    """A job in cells, with nothing that a terminal would obey."""
    job = record.job
    state = f"{job.state}, result here" if record.digest else str(job.state)
    cells = (short(record), job.adapter, job.id or "-", state, at(record.changed), record.source.name)
    return tuple(map(escaped, cells))


def event_row(event: Event) -> tuple[str, ...]:
    """An event in cells."""
    return tuple(map(escaped, (at(event.at), event.what, event.detail)))


def at(moment: float) -> str:
    """A moment for people, in their own time."""
    return datetime.fromtimestamp(moment, UTC).astimezone().strftime("%Y-%m-%d %H:%M:%S")


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(round(seconds, 3), UTC)
