"""The command ``subkit man``: the man page of the program or of a command."""

from __future__ import annotations

import click

from subkit.cli import light
from subkit.cli.app import SHORT_HELPS

_HELP = """Print the man page of subkit, or of a command.

Where subkit is installed from its wheel, 'man subkit' and 'man subkit-convert' show the same.

\b
Examples:
  subkit man | man -l -
  subkit man convert | man -l -
  subkit man jobs list > subkit-jobs-list.1
  subkit man --output-dir ~/.local/share/man/man1     all of them"""


@light.command("man", help=_HELP, short_help=SHORT_HELPS["man"])
@click.argument("words", metavar="[COMMAND]", nargs=-1)
@light.option("--output-dir", metavar="DIR", help="Write every page to a file of its own in DIR instead.")
@click.pass_context
def command(context: click.Context, *, words: tuple[str, ...], output_dir: str | None) -> None:
    """Print one page, or write all."""
    from subkit.cli import manual, stdout
    from subkit.cli.named import command_named

    root = context.find_root()
    if output_dir is None:
        stdout.write_text(manual.page(command_named(root, words)))
        return
    if words:
        raise click.UsageError("--output-dir writes every page; name no COMMAND")
    from pathlib import Path

    from subkit.files import make_folder, write_whole

    assert isinstance(root.command, click.Group)  # noqa: S101 - for mypy: the root has the commands
    make_folder(Path(output_dir))
    for name, text in manual.pages(root.command):
        write_whole(Path(output_dir) / name, text.encode("ascii"))
