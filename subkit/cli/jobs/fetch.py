"""The command ``subkit jobs fetch``."""

from __future__ import annotations

import click

from subkit.cli import light
from subkit.cli.jobs import JOB_HELPS
from subkit.cli.messages import Messages
from subkit.cli.online.options import open_store, state_dir_option, token_option

_HELP = """Write a job's raw result: what the provider answered, byte for byte.

It comes from the disk if it is there; else the provider is asked once. A job that is not finished ends with 5.

\b
Examples:
  subkit jobs fetch 3f9a > talk.json
  subkit jobs fetch 3f9a -o talk.json"""


@light.command("fetch", help=_HELP, short_help=JOB_HELPS["fetch"])
@click.argument("job", metavar="JOB")
@light.option("-o", "--output", default="-", metavar="FILE", help="Write to FILE. [default: stdout]")
@light.option("-q", "--quiet", is_flag=True, help="Say errors only.")
@token_option
@state_dir_option
def command(*, job: str, output: str, quiet: bool, token_stdin: bool, state_dir: str | None) -> int:
    """Get the result and write it."""
    from subkit.cli import stdout
    from subkit.cli.online.named import job_named
    from subkit.cli.online.running import Run
    from subkit.cli.online.tokens import given_for
    from subkit.cli.outputs import STDOUT
    from subkit.files import write_whole

    with open_store(state_dir) as store:
        record = job_named(store, job)
        given = given_for([record]) if token_stdin else None
        with Run(store, Messages(quiet=quiet), quiet=quiet, given=given) as run:
            raw = run.attempt(record, run.fetch)
            if raw is not None and output == STDOUT:
                stdout.write(raw)
            elif raw is not None:
                write_whole(output, raw)
            return run.exit
