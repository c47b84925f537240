"""The raw results of jobs as inputs: found on disk by the job's name, without asking anybody."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from subkit.cli.transcripts import NamedBytes
from subkit.errors import InputError, SubkitError, UnknownNameError
from subkit.patterns import pattern

if TYPE_CHECKING:
    import io

    from subkit.jobs.records import Record

_NAME = pattern(r"[0-9A-Za-z-]{4,64}")


class Kept(NamedTuple):
    """A raw result: what it holds, called after its job, whose it is, and its language if the job was given one."""

    stream: io.BytesIO
    adapter: str
    language: str | None


def job_result(name: str, state_dir: str | None = None) -> Kept | None:
    """The result of a job; ``None`` if nothing here is a job of that name.

    Args:
        name: the job's key, its first digits, or the provider's id.
        state_dir: the folder of jobs; by default the configured one, or the platform's.

    Raises:
        InputError: the job has no result here.
        StoreError: the store cannot be read.
    """
    record, raw = _looked_up(name, state_dir)
    if record is None:
        return None
    if raw is None:
        raise InputError(
            f"job {name}", f"is {record.job.state}, and its result is not here; 'subkit jobs wait {name}'"
        )
    stream = NamedBytes(raw)
    stream.name = f"job {name}"
    return Kept(stream, record.job.adapter, _language(record))


def job_here(name: str, state_dir: str | None = None) -> Record | None:
    """The job of that name in the store; ``None`` if nothing here is. All as in `job_result`.

    Raises:
        StoreError: the store cannot be read.
    """
    return _looked_up(name, state_dir)[0]


def _looked_up(name: str, state_dir: str | None) -> tuple[Record | None, bytes | None]:
    """The job and its result, as far as they are here."""
    folder = _folder(state_dir)
    if not _NAME.fullmatch(name) or not (folder / "jobs.sqlite3").is_file():
        return None, None  # looking must not make a store
    from subkit.jobs.store import Store

    with Store(folder) as store:
        try:
            record = store.get(name)
        except UnknownNameError:
            return None, None
        return record, store.result(record.key)


def _language(record: Record) -> str | None:
    """The language that the job was given, which the result does not repeat: its options know it, if they do."""
    import msgspec

    from subkit import registry

    kind = getattr(registry.adapters().get(record.job.adapter), "options", None)
    spoken = getattr(kind, "spoken", None)
    if kind is None or spoken is None:
        return None
    try:
        return spoken(msgspec.json.decode(record.options, type=kind)) or None
    except (msgspec.ValidationError, SubkitError):
        return None  # options of another version: what is on disk can be read all the same


def _folder(state_dir: str | None) -> Path:
    if state_dir is None:
        from subkit.config import load

        state_dir = load().settings.state_dir
    if state_dir is not None:
        return Path(state_dir)
    from subkit.jobs.database import state_folder

    return state_folder()
