"""A click group that loads a command's module when the command runs, and knows its short help without loading it."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

import click

from subkit.cli.light import Command
from subkit.cli.manner import understood

if TYPE_CHECKING:
    from collections.abc import Mapping


class LazyGroup(Command, click.Group):
    """A group whose commands live in modules of their names, each as ``command``.

    Args:
        package: the package that holds the modules.
        short_helps: the commands' names, in the order of the help, and what each does.
    """

    def __init__(self, *args: object, package: str, short_helps: Mapping[str, str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on to click untouched
        self.package = package
        self.short_helps = short_helps

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The names, in the order of the table."""
        return list(self.short_helps)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """The command of that name, loaded now."""
        if cmd_name not in self.short_helps:
            return None
        command: click.Command = import_module(f"{self.package}.{cmd_name.replace('-', '_')}").command
        return understood(command)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments name; an unknown one is answered with the nearest."""
        name = args[0]
        if name not in self.short_helps and not name.startswith("-"):
            from subkit.errors.suggesting import suggestion

            ctx.fail(f"no such command '{name}'; {suggestion(name, self.short_helps)}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """Write the list of commands from the table alone."""
        with formatter.section("Commands"):
            formatter.write_dl(list(self.short_helps.items()))
