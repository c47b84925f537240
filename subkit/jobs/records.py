"""What the store keeps of a job, and what makes two pieces of work the same."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any, Protocol

import msgspec
from msgspec import Struct

from subkit.adapter import Job, Source, State
from subkit.errors import InputError

COLUMNS = "key, job, source, options, place, made, changed, digest"
"""The columns a `Record` is made of."""


class Record(Struct, frozen=True):
    """A job as the store has it.

    Attributes:
        key: our own id, 32 hexadecimal digits; also the job's ``external_id``.
        job: what is known of it.
        source: the media.
        options: the adapter's options as JSON.
        place: where the provider is, if not at its own address: a sandbox.
        made: when it was first wanted, in seconds since 1970.
        changed: when it last changed.
        digest: SHA-256 of its raw result; ``None`` as long as that is not on disk.
    """

    key: str
    job: Job
    source: Source
    options: bytes
    place: str
    made: float
    changed: float
    digest: str | None = None


class Event(Struct, frozen=True):
    """Something that happened to a job: when (seconds since 1970), what, and more of it."""

    at: float
    what: str
    detail: str


class _Media(Struct):
    """A `Source` as it is stored."""

    name: str
    path: str | None = None
    url: str | None = None
    duration: int | None = None


class Row(Protocol):
    """A row of the database."""

    def __getitem__(self, name: str, /) -> Any:
        """The value of a column."""


def in_doubt(job: Job) -> bool:
    """Whether a start was asked for without an answer; a status that is merely new to us has a word of the provider's."""
    return job.state is State.STARTING or (job.state is State.UNKNOWN and not job.status)


def record_of(row: Row) -> Record:
    """The record in a row."""
    return Record(
        row["key"],
        msgspec.json.decode(row["job"], type=Job),
        _source(row["source"]),
        row["options"],
        row["place"],
        row["made"],
        row["changed"],
        row["digest"],
    )


def encoded(value: Struct) -> bytes:
    """A struct as the store keeps it: equal ones give equal bytes."""
    return msgspec.json.encode(value, enc_hook=str, order="sorted")


def essence(options: Struct) -> Struct:
    """The options without those that do not change the result, e.g. whom to call: see `subkit.adapter.JobAdapter`."""
    made = getattr(options, "essence", None)
    return options if made is None else made()


def work_of(source: Source, options: bytes, place: str) -> str:
    """The digest of media and parameters: the same for the same work.

    The same work is the same content (of an address: the same address), options and place; names do not matter.

    Raises:
        InputError: the media cannot be read.
    """
    digest = hashlib.sha256()
    for part in (options, place.encode(), (source.url or "").encode()):
        digest.update(hashlib.sha256(part).digest())
    if source.path is not None:
        try:
            with source.path.open("rb") as stream:
                digest.update(hashlib.file_digest(stream, "sha256").digest())
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise InputError(str(source.path), reason.lower()) from error
    return digest.hexdigest()


def _source(stored: bytes) -> Source:
    media = msgspec.json.decode(stored, type=_Media)
    path = None if media.path is None else Path(media.path)
    return Source(media.name, path, media.url, media.duration)
