"""Plays the submission of media by hand: prints the calls that would be made, secrets masked, and makes none."""

from __future__ import annotations

import json
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from subkit.adapter import Job, State
from subkit.cli import stdout
from subkit.cli.exits import Exit
from subkit.cli.messages import escaped
from subkit.cli.online.options import open_store
from subkit.cli.online.sending import named
from subkit.cli.online.services import job_adapter, options_of, place_of
from subkit.cli.online.shown import short
from subkit.errors import CredentialsError, ProviderError, SubkitError, UnknownNameError
from subkit.jobs import credentials
from subkit.jobs.addresses import is_loopback
from subkit.jobs.flow import Ask, Checkpoint, Response, address
from subkit.jobs.media import source_of
from subkit.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from subkit.adapter import Source
    from subkit.cli.online.options import Sending
    from subkit.jobs.flow import Flow, Step
    from subkit.jobs.records import Record
    from subkit.jobs.store import Store

_MASK = "********"
# The query of an address may hold a signature, which is as good as a key.
_SIGNED = pattern(r"(https?://[^\s\"?]+)\?[^\s\"]*")
_UNSIGNED = rf"\1?{_MASK}"
# What the calls after this one would hold of its answer. One answer serves for all calls of all providers: each takes
# from it what it looks for.
_UPLOAD, _MEDIA = "https://upload.example/UPLOAD", "https://media.example/MEDIA"
_ANSWER = Response(
    200,
    json.dumps(
        {
            "success": True,
            "job_id": "JOB_ID",
            "asset_id": "ASSET_ID",
            "upload_url": _UPLOAD,
            "token": "TOKEN",
            "access_token": "TOKEN",
            "job_status": "Pending",
            "data": {"url": _MEDIA, "signedUrl": _UPLOAD, "job_id": "JOB_ID"},
            "items": [],
            "jobs": [],
            "profiles": [{"name": "PROFILE"}],
        }
    ).encode(),
    {"content-type": "application/json"},
)


def rehearse(media: Sequence[str], sending: Sending, state_dir: str | None) -> Exit:
    """Print the calls for each of the media; of what has a job already, that none would start another.

    Raises:
        click.UsageError, SubkitError: they cannot be told.
    """
    from urllib.parse import urlsplit

    from subkit.config import load

    if not media:
        raise click.UsageError("no MEDIA; name files, or https addresses")
    provider, config = named(sending), load()
    place = place_of(provider, config)
    options = options_of(provider, config, sending.options)
    adapter = job_adapter(provider)
    try:
        known = credentials.find(provider, adapter.secrets)
    except CredentialsError:
        # The calls are the same with any secret: none is shown.
        known = credentials.Credentials(provider, {adapter.secrets[0]: "none"})
    online = adapter.online(known, place or None)
    local = is_loopback(urlsplit(place).hostname or "")
    with _looked_into(state_dir) as store:
        for one in dict.fromkeys(media):
            source = source_of(one, loopback=local)
            known_job = store.same(provider, source, options, place=place) if store is not None else None
            job = Job(provider, None, State.NEW, external_id="KEY")
            if known_job is not None and known_job.job.state is not State.NEW and not sending.force:
                lines = [
                    f"{_headline(source)} has the job {_told(known_job)} already; only --force would pay again"
                ]
            else:
                lines = [f"{_headline(source)}:", *_calls(online.submit(job, source, options))]
            stdout.write_text("".join(f"{line}\n" for line in lines))
    return Exit.OK


@contextmanager
def _looked_into(state_dir: str | None) -> Iterator[Store | None]:
    """The store, if there is one: looking must not make any."""
    from subkit.jobs.database import state_folder

    folder = Path(state_dir) if state_dir is not None else state_folder()
    if (folder / "jobs.sqlite3").is_file():
        with open_store(state_dir) as store:
            yield store
    else:
        yield None


def _told(record: Record) -> str:
    return f"{short(record)} ({record.job.state}{', result here' if record.digest else ''})"


def _headline(source: Source) -> str:
    length = "of unknown length" if source.duration is None else f"{source.duration / 60_000:.1f} minutes"
    return escaped(f"{source.name}, {length}")


def _calls(flow: Flow[Any]) -> Iterator[str]:
    """The calls of a flow, as far as they can be told without the provider."""
    costs = False
    try:
        step: Step = next(flow)
        while True:
            if isinstance(step, Ask):
                yield from _call(step, costs=costs)
                step = flow.send(_ANSWER)
                costs = False
            else:
                costs = isinstance(step, Checkpoint) and step.job.state is State.STARTING
                step = flow.send(None)
    except StopIteration:
        return
    except (ProviderError, CredentialsError, UnknownNameError) as error:
        yield escaped(f"  what follows depends on the provider's answer ({error})")
    except SubkitError as error:
        yield escaped(f"  then it would fail: {error}")


def _call(step: Ask, *, costs: bool) -> Iterator[str]:
    query = "&".join(f"{name}={value}" for name, value in step.params.items())
    yield escaped(f"  {step.method} {address(step.url)}{'?' if query else ''}{query}")
    if costs:
        yield "    starts the job, and costs: noted on disk before, never repeated blindly"
    for name in step.auth:
        yield f"    {name}: {_MASK}"
    for name, value in step.headers.items():
        yield escaped(f"    {name}: {value}")
    for body in (step.json, step.form):
        if body is not None:
            yield f"    {_MASK if step.private else _SIGNED.sub(_UNSIGNED, json.dumps(body))}"
    if step.file is not None:
        yield escaped(f"    the file {step.file}")
