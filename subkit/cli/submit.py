"""The command ``subkit submit``: media to a provider, without waiting."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from subkit.cli import light
from subkit.cli.app import SHORT_HELPS
from subkit.cli.messages import Messages
from subkit.cli.online.options import open_store, sending_options, state_dir_option

if TYPE_CHECKING:
    from subkit.cli.online.options import Sending

_HELP = """Send media to a provider and print the jobs as JSON, without waiting for them.

The same media with the same options is the same job: it is sent, and paid, once, however often this is run.

\b
Examples:
  subkit submit talk.mp4 --provider verbit --option profile=standard_transcription
  subkit submit talks/*.mp4 --provider pictory | subkit jobs wait -
  subkit submit https://media.example.com/talk.mp4 --provider verbit --dry-run"""


@light.command("submit", help=_HELP, short_help=SHORT_HELPS["submit"])
@click.argument("media", nargs=-1, metavar="MEDIA...")
@sending_options
@light.option("-q", "--quiet", is_flag=True, help="Say errors only.")
@state_dir_option
def command(*, media: tuple[str, ...], sending: Sending, quiet: bool, state_dir: str | None) -> int:
    """Submit each, then print all that were."""
    from subkit.cli import stdout
    from subkit.cli.online.rehearsal import rehearse
    from subkit.cli.online.running import Run
    from subkit.cli.online.sending import given, sent
    from subkit.cli.online.shown import encoded_jobs

    if sending.dry_run:
        return rehearse(media, sending, state_dir)
    with (
        open_store(state_dir) as store,
        Run(
            store,
            Messages(quiet=quiet),
            quiet=quiet,
            max_minutes=sending.max_minutes,
            given=given(sending),
        ) as run,
    ):
        stdout.write(encoded_jobs(sent(media, sending, store, run).values()))
        return run.exit
