"""The command ``subkit help``: the help of a command, or what concerns all of them, by topic."""

from __future__ import annotations

import click

from subkit.cli import light
from subkit.cli.app import SHORT_HELPS

_HELP = """Show the help of a command, or a topic that concerns all of them.

Topics are exit-codes, environment, files and formats. Without any, the help of the program is shown.

\b
Examples:
  subkit help convert
  subkit help jobs list
  subkit help exit-codes"""


@light.command("help", help=_HELP, short_help=SHORT_HELPS["help"])
@click.argument("words", metavar="[COMMAND|TOPIC]", nargs=-1)
@click.pass_context
def command(context: click.Context, *, words: tuple[str, ...]) -> None:
    """Print one or the other."""
    from subkit.cli import stdout, topics
    from subkit.cli.named import command_named

    if len(words) == 1 and words[0] in topics.TOPICS:
        stdout.write_text(topics.text(words[0], context.make_formatter().width))
        return
    stdout.write_text(f"{command_named(context.find_root(), words, topics.TOPICS).get_help()}\n")
