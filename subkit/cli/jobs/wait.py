"""The command ``subkit jobs wait``."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from subkit.cli import light
from subkit.cli.inputs import STDIN
from subkit.cli.jobs import JOB_HELPS
from subkit.cli.messages import Messages
from subkit.cli.online.options import (
    deadline_option,
    max_minutes_option,
    open_store,
    seconds_of,
    state_dir_option,
    token_option,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from subkit.jobs.records import Record
    from subkit.jobs.store import Store

_HELP = """Wait for jobs and get their results onto the disk, from where 'subkit convert JOB' reads them.

JOBS may be -: then they are read from stdin, as 'subkit submit' or --no-wait printed them. A job that was not submitted
yet is submitted. Waiting may be broken off and taken up again at any time.

\b
Examples:
  subkit jobs wait 3f9a 77b0
  subkit jobs wait --all
  subkit submit talks/*.mp4 --provider verbit | subkit jobs wait -"""


@light.command("wait", help=_HELP, short_help=JOB_HELPS["wait"])
@click.argument("jobs", nargs=-1, metavar="JOBS...")
@light.option("--all", "all_", is_flag=True, help="Wait for every job that is submitted and has not ended.")
@deadline_option
@max_minutes_option
@light.option("--json", "as_json", is_flag=True, help="Print the jobs as one JSON object on stdout.")
@light.option("-q", "--quiet", is_flag=True, help="Say errors only.")
@token_option
@state_dir_option
def command(
    *,
    jobs: tuple[str, ...],
    all_: bool,
    deadline: int | None,
    max_minutes: float | None,
    as_json: bool,
    quiet: bool,
    token_stdin: bool,
    state_dir: str | None,
) -> int:
    """Wait for all of them at once."""
    from subkit.cli import stdout
    from subkit.cli.online.running import Run
    from subkit.cli.online.shown import encoded_jobs
    from subkit.cli.online.tokens import given_for

    if bool(jobs) is all_:
        raise click.UsageError("name the JOBS, or - for those on stdin, or give --all")
    if token_stdin and STDIN in jobs:
        raise click.UsageError("stdin cannot hold both the jobs and the token")
    with open_store(state_dir) as store:
        records = _open(store) if all_ else _named(store, jobs)
        given = given_for(records) if token_stdin else None
        with Run(
            store,
            Messages(quiet=quiet),
            quiet=quiet,
            deadline=seconds_of(deadline),
            max_minutes=max_minutes,
            given=given,
        ) as run:
            run.finish_all(records, lambda _: None)
            if as_json:
                stdout.write(encoded_jobs([store.get(record.key) for record in records]))
            return run.exit


def _open(store: Store) -> list[Record]:
    """The jobs that something may still come of, the oldest first; what was never submitted might cost."""
    from subkit.adapter import State

    over = {State.NEW, State.FAILED, State.CANCELLED, State.GONE}
    return [one for one in reversed(store.records()) if one.digest is None and one.job.state not in over]


def _named(store: Store, jobs: Sequence[str]) -> list[Record]:
    """The jobs of those names, each once.

    Raises:
        click.UsageError: there is no such job.
        InputError: stdin does not hold jobs.
    """
    from subkit.cli.online.named import job_named

    names = [name for job in jobs for name in (_listed() if job == STDIN else [job])]
    found = [job_named(store, name) for name in names]
    return list({record.key: record for record in found}.values())


def _listed() -> list[str]:
    import msgspec

    from subkit.cli.online.shown import Jobs
    from subkit.errors import InputError
    from subkit.files import read_stream

    if sys.stdin is None:
        raise InputError("stdin", "is closed")
    try:
        listed = msgspec.json.decode(read_stream(sys.stdin.buffer, "stdin"), type=Jobs)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InputError("stdin", "does not hold jobs as 'subkit submit' prints them") from error
    return [job.key for job in listed.jobs]
