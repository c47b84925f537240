"""The command ``subkit jobs wait``."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from subkit.cli.inputs import STDIN
from subkit.cli.jobs import JOB_HELPS
from subkit.cli.messages import Messages
from subkit.cli.online.options import deadline_option, open_store, seconds_of, state_dir_option

if TYPE_CHECKING:
    from collections.abc import Sequence

_HELP = """Wait for jobs and get their results onto the disk, from where 'subkit convert JOB' reads them.

JOBS may be -: then they are read from stdin, as 'subkit submit' or --no-wait printed them. A job that was not submitted
yet is submitted. Waiting may be broken off and taken up again at any time.

\b
Examples:
  subkit jobs wait 3f9a 77b0
  subkit submit talks/*.mp4 --provider verbit | subkit jobs wait -"""


@click.command("wait", help=_HELP, short_help=JOB_HELPS["wait"])
@click.argument("jobs", nargs=-1, required=True, metavar="JOBS...")
@deadline_option
@click.option("--json", "as_json", is_flag=True, help="Print the jobs as one JSON object on stdout.")
@click.option("-q", "--quiet", is_flag=True, help="Say errors only.")
@state_dir_option
def command(
    *, jobs: tuple[str, ...], deadline: int | None, as_json: bool, quiet: bool, state_dir: str | None
) -> int:
    """Wait for each job in turn; the others get on meanwhile, at the provider's."""
    from subkit.cli import stdout
    from subkit.cli.online.running import Run
    from subkit.cli.online.shown import encoded_jobs

    with open_store(state_dir) as store:
        records = [store.get(job) for job in _named(jobs)]
        with Run(store, Messages(quiet=quiet), quiet=quiet, deadline=seconds_of(deadline)) as run:
            for record in records:
                run.attempt(record.source.name, run.finish, record)
            if as_json:
                stdout.write(encoded_jobs([store.get(record.key) for record in records]))
            return run.exit


def _named(jobs: Sequence[str]) -> list[str]:
    """The names of the jobs, each once.

    Raises:
        InputError: stdin does not hold jobs.
    """
    names = [name for job in jobs for name in (_listed() if job == STDIN else [job])]
    return list(dict.fromkeys(names))


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
