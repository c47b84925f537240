"""The command ``subkit jobs forget``."""

from __future__ import annotations

import click

from subkit.cli import light
from subkit.cli.jobs import JOB_HELPS
from subkit.cli.messages import Messages
from subkit.cli.online.options import open_store, state_dir_option
from subkit.cli.online.shown import short

_HELP = """Remove jobs and their results from this machine; the provider keeps what it has.

A job that was sent, and whose result is not on disk here, was perhaps paid for: that takes --force.

\b
Examples:
  subkit jobs forget 3f9a
  subkit jobs forget 77b0 --force"""


@light.command("forget", help=_HELP, short_help=JOB_HELPS["forget"])
@click.argument("jobs", nargs=-1, required=True, metavar="JOBS...")
@light.option("--force", is_flag=True, help="Forget also what was sent and has no result here.")
@state_dir_option
def command(*, jobs: tuple[str, ...], force: bool, state_dir: str | None) -> None:
    """Remove all of them, or none."""
    from subkit.adapter import State
    from subkit.cli.online.named import job_named

    idle = {State.NEW, State.FAILED, State.CANCELLED, State.GONE}
    with open_store(state_dir) as store:
        records = {record.key: record for record in (job_named(store, job) for job in jobs)}
        for record in records.values():
            if not (force or record.digest or record.job.state in idle):
                raise click.UsageError(
                    f"job {short(record)} ({record.source.name}) is {record.job.state}, and its result is not here: "
                    "it would be lost; --force forgets it all the same"
                )
        for record in records.values():
            store.forget(record.key)
            Messages().note(f"{record.source.name} ({short(record)}): forgotten")
