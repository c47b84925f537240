"""The command ``subkit config``: what is set in files and variables."""

from __future__ import annotations

from subkit.cli.app import SHORT_HELPS
from subkit.cli.lazy import LazyGroup

CONFIG_HELPS = {"show": "Show what is set, and where."}

_HELP = """Show what files and variables set.

What an option does not say is said by, in this order: a variable (SUBKIT_PROFILE); subkit.toml, or [tool.subkit] of
pyproject.toml, here or in the nearest folder above; config.toml in the folder subkit of your configurations
(~/.config); the default."""

command = LazyGroup(
    "config",
    package="subkit.cli.config",
    short_helps=CONFIG_HELPS,
    subcommand_metavar="COMMAND [ARGS]...",
    help=_HELP,
    short_help=SHORT_HELPS["config"],
)
