"""The command ``subkit completion``: the script that makes a shell ask subkit what may stand at the cursor."""

from __future__ import annotations

import click

from subkit.cli import light
from subkit.cli.app import SHORT_HELPS

_HELP = """Print the script that completes commands, options and their values in a shell.

Completed are the names of profiles, providers, formats, targets and languages, the jobs that are on disk, and the files
that a command can read.

\b
Examples:
  eval "$(subkit completion bash)"                                        in ~/.bashrc
  eval "$(subkit completion zsh)"                                         in ~/.zshrc, after compinit
  subkit completion fish > ~/.config/fish/completions/subkit.fish         once

bash has to be 4.4 or newer."""


@light.command("completion", help=_HELP, short_help=SHORT_HELPS["completion"])
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(*, shell: str) -> None:
    """Print the script."""
    from importlib.resources import files

    from subkit.cli import stdout

    script = files("subkit.cli.completing") / "scripts" / f"subkit.{shell}"
    stdout.write_text(script.read_text("utf-8"))
