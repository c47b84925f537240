"""The command ``subkit jobs list``."""

from __future__ import annotations

import click

from subkit.cli import light
from subkit.cli.jobs import JOB_HELPS
from subkit.cli.online.options import open_store, state_dir_option

_HELP = """List the jobs, the newest first: key, provider, the provider's id, state, last change, media.

\b
Examples:
  subkit jobs list
  subkit jobs list --state unknown
  subkit jobs list --json"""


@light.command("list", help=_HELP, short_help=JOB_HELPS["list"])
@light.option("--state", metavar="STATE", help="Only those in this state, e.g. running, unknown, failed.")
@light.option("--json", "as_json", is_flag=True, help="Print one JSON object on stdout.")
@state_dir_option
def command(*, state: str | None, as_json: bool, state_dir: str | None) -> None:
    """Print the jobs of the store."""
    from subkit.adapter import State
    from subkit.cli import stdout
    from subkit.cli.listing import print_rows
    from subkit.cli.online.shown import encoded_jobs, row
    from subkit.errors import UnknownNameError

    if state is not None and state not in list(State):
        raise click.UsageError(str(UnknownNameError("state", state, [str(one) for one in State])))
    with open_store(state_dir) as store:
        found = [record for record in store.records() if state in {None, record.job.state}]
    if as_json:
        stdout.write(encoded_jobs(found))
    elif found:
        print_rows([row(record) for record in found])
