"""The command ``subkit jobs resolve``."""

from __future__ import annotations

import click

from subkit.cli import light
from subkit.cli.jobs import JOB_HELPS
from subkit.cli.messages import Messages
from subkit.cli.online.options import open_store, state_dir_option
from subkit.cli.online.shown import called, short

_HELP = """Settle a job of which nobody knows if it was started: look at the provider's site, then say it here.

Nothing is sent. A job that was never started may be submitted afterwards; one that was is waited for by its id.

\b
Examples:
  subkit jobs resolve 3f9a --id 1234567
  subkit jobs resolve 3f9a --not-started"""


@light.command("resolve", help=_HELP, short_help=JOB_HELPS["resolve"])
@click.argument("job", metavar="JOB")
@light.option("--id", "provider_id", metavar="ID", help="It was started: this is its id at the provider.")
@light.option("--not-started", is_flag=True, help="It was never started there.")
@state_dir_option
def command(*, job: str, provider_id: str | None, not_started: bool, state_dir: str | None) -> None:
    """Put down what people found out."""
    from subkit.cli.online.named import job_named
    from subkit.jobs.records import in_doubt

    if (provider_id is None) is not not_started:
        raise click.UsageError("say either --id ID or --not-started")
    if provider_id is not None and not (provider_id.strip() and provider_id.isprintable()):
        raise click.UsageError("--id is the provider's id of the job, and cannot be empty")
    with open_store(state_dir) as store:
        found = job_named(store, job)
        if not in_doubt(found.job):
            raise click.UsageError(f"job {called(found)} is {found.job.state}: there is no doubt about it")
        record = store.resolve(found.key, provider_id)
    way = "submit the media again" if not_started else f"go on with 'subkit jobs wait {short(record)}'"
    Messages().note(f"{called(record)}: {record.job.state}; {way}")
