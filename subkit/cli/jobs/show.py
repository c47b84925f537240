"""The command ``subkit jobs show``."""

from __future__ import annotations

import click

from subkit.cli import light
from subkit.cli.jobs import JOB_HELPS
from subkit.cli.online.options import open_store, state_dir_option

_HELP = """Show a job as it is on disk here, and what happened to it; the provider is not asked.

\b
Examples:
  subkit jobs show 3f9a
  subkit jobs show 3f9a --json"""


@light.command("show", help=_HELP, short_help=JOB_HELPS["show"])
@click.argument("job", metavar="JOB")
@light.option("--json", "as_json", is_flag=True, help="Print one JSON object on stdout.")
@state_dir_option
def command(*, job: str, as_json: bool, state_dir: str | None) -> None:
    """Print one job, then its history."""
    from subkit.cli import stdout
    from subkit.cli.listing import print_rows
    from subkit.cli.messages import escaped
    from subkit.cli.online.named import job_named
    from subkit.cli.online.shown import at, encoded_jobs, event_row, shown

    with open_store(state_dir) as store:
        record = job_named(store, job)
        events = store.events(record.key)
    if as_json:
        stdout.write(encoded_jobs([record]))
        return
    plain = shown(record)
    told = {
        "key": plain.key,
        "provider": plain.adapter,
        "id": plain.id or "-",
        "state": plain.state,
        "status": plain.status or "-",
        "detail": plain.detail or "-",
        "media": plain.media,
        "place": plain.place or "the provider's own",
        "wanted": at(record.made),
        "result": "on disk" if plain.result else "-",
    }
    print_rows([(name, escaped(value)) for name, value in told.items()])
    stdout.write_text("\n")
    print_rows([event_row(event) for event in events])
