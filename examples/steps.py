"""From media to captions in four steps, for a scheduler that may run each of them again.

Each step can be repeated, killed, or run on another machine that shares the folder of jobs (``SUBKIT_STATE_DIR``): what is on
disk is not done again, and a provider is paid once for the same media and options. Keys stand in variables
(``SUBKIT_VERBIT_TOKEN``), never in what a scheduler shows.
"""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import msgspec

import subkit
from subkit import config, registry
from subkit.adapter import JobAdapter, State
from subkit.errors import JobFailedError, JobUnfinishedError, ResultGoneError
from subkit.jobs import credentials
from subkit.jobs.addresses import checked, is_loopback
from subkit.jobs.drivers import Driver
from subkit.jobs.media import source_of
from subkit.jobs.pinning import client
from subkit.jobs.store import Store
from subkit.jobs.transcription import Transcription

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from subkit.jobs.flow import Flow
    from subkit.jobs.records import Record

_PATIENCE = 600.0  # seconds for the calls of one step; waiting for the provider is the scheduler's business


def submit(media: str, provider: str, options: Mapping[str, Any] | None = None) -> str:
    """Send media, unless that was done, and return the key of the job.

    Args:
        media: a path, or an https address.
        provider: ``verbit`` or ``pictory``.
        options: of the provider's jobs, as ``subkit submit --option`` has them.

    Raises:
        SubkitError: it cannot be sent; a start whose outcome is not known is not repeated.
    """
    adapter = _adapter(provider)
    wanted = msgspec.convert(dict(options or {}), adapter.options)
    place = config.load().base_url(provider) or ""
    if place:  # the key goes to the provider's hosts, and to stand-ins on this machine, alone
        place = checked(place, hosts=getattr(adapter, "hosts", ()), loopback=True)
    with _store() as store:
        record = store.intend(provider, source_of(media, loopback=_is_local(place)), wanted, place=place)
        with _working(store, record) as (job, play):
            play(job.start(wanted))
    return record.key


def is_done(key: str) -> bool:
    """Ask the provider once whether the job is done.

    Raises:
        JobFailedError, ResultGoneError: it never will be: do not try again.
        SubkitError: the provider could not be asked: try again.
    """
    with _store() as store, _working(store, store.get(key)) as (job, play):
        ended = play(job.look()).job
    if ended.state in {State.FAILED, State.CANCELLED}:
        raise JobFailedError(ended)
    if ended.state is State.GONE:
        raise ResultGoneError(ended)
    return ended.state is State.DONE


def fetch(key: str) -> str:
    """Get the raw result onto the disk, unless it is there, and return the key again.

    Raises:
        SubkitError: it cannot be had.
    """
    with _store() as store:
        record = store.get(key)
        options = msgspec.json.decode(record.options, type=_adapter(record.job.adapter).options)
        with _working(store, record) as (job, play):
            play(job.finish(options))
    return key


def convert(
    key: str, folder: str, formats: Sequence[str] = ("srt", "vtt"), profile: str = "default"
) -> list[str]:
    """Make captions of the result, without asking anybody, and return the paths of the files.

    The same result and profile give the same bytes; each file is written whole or not at all.

    Raises:
        JobUnfinishedError: the result is not on disk: `fetch` comes first.
        SubkitError: the result cannot be read, or a file not be written.
    """
    with _store() as store:
        record = store.get(key)
        raw = store.result(record.key)
    if raw is None:
        raise JobUnfinishedError(record.job)
    captions = subkit.caption(subkit.read(raw, adapter=record.job.adapter), profile=profile)
    Path(folder).mkdir(parents=True, exist_ok=True)
    paths = [str(Path(folder) / f"{Path(record.source.name).stem}.{form}") for form in formats]
    for path, form in zip(paths, formats, strict=True):
        subkit.save(captions, path, format=form)
    return paths


def _store() -> Store:
    return Store(config.load().settings.state_dir)


def _adapter(provider: str) -> JobAdapter:
    found = registry.adapter(provider)
    if not isinstance(found, JobAdapter):
        raise TypeError(f"{provider} has no service to send media to")
    return found


def _is_local(place: str) -> bool:
    """Whether the provider is a stand-in on this machine."""
    return is_loopback(urlsplit(place).hostname or "")


@contextmanager
def _working(store: Store, record: Record) -> Iterator[tuple[Transcription, Any]]:
    """The job, and what plays its flows."""
    name, place = record.job.adapter, record.place
    adapter = _adapter(name)
    service = adapter.online(credentials.find(name, adapter.secrets), place or None)
    local = _is_local(place)
    with client(loopback=local) as http:
        driver = Driver(http, local=local)

        def play(flow: Flow[Record]) -> Record:
            return driver.play(flow, keep=store.save, deadline=_PATIENCE)

        yield Transcription(store, record.key, registry.adapter(name), service), play
