"""Every command of the program that does something, with the words that call it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from subkit.cli.app import root

if TYPE_CHECKING:
    from collections.abc import Iterator


def every_command(
    group: click.Group = root, words: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """The commands in the order of the help, those of a group after each other."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from every_command(command, (*words, name))
        else:
            yield (*words, name), command
