"""The raw results of jobs as inputs: found on disk by the job's name, without asking anybody."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import NamedTuple

from subkit.errors import InputError, UnknownNameError

_NAME = re.compile(r"[0-9A-Za-z-]{4,64}")


class Kept(NamedTuple):
    """A raw result: what it holds, called after its job, and whose it is."""

    stream: io.BytesIO
    adapter: str


class _Named(io.BytesIO):
    """Bytes with a name for messages."""

    name = ""


def job_result(name: str, state_dir: str | None = None) -> Kept | None:
    """The result of a job; ``None`` if nothing here is a job of that name.

    Args:
        name: the job's key, its first digits, or the provider's id.
        state_dir: the folder of jobs; by default the configured one, or the platform's.

    Raises:
        InputError: the job has no result here.
        StoreError: the store cannot be read.
    """
    if not _NAME.fullmatch(name):
        return None
    folder = _folder(state_dir)
    if not (folder / "jobs.sqlite3").is_file():
        return None  # looking must not make a store
    from subkit.jobs.store import Store

    with Store(folder) as store:
        try:
            record = store.get(name)
        except UnknownNameError:
            return None
        raw = store.result(record.key)
    if raw is None:
        raise InputError(
            f"job {name}", f"is {record.job.state}, and its result is not here; 'subkit jobs wait {name}'"
        )
    stream = _Named(raw)
    stream.name = f"job {name}"
    return Kept(stream, record.job.adapter)


def _folder(state_dir: str | None) -> Path:
    if state_dir is None:
        from subkit.config import load

        state_dir = load().settings.state_dir
    if state_dir is not None:
        return Path(state_dir)
    from subkit.jobs.database import state_folder

    return state_folder()
