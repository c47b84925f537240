"""The command that words name, for those that speak of commands: ``help`` and ``man``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def command_named(root: click.Context, words: Sequence[str], more: Iterable[str] = ()) -> click.Context:
    """The context of the command that the words name, below those of its groups.

    Args:
        root: the program's.
        words: e.g. ``jobs``, ``list``.
        more: what the first word could be besides, for the message.

    Raises:
        click.UsageError: they name none.
    """
    context = root
    for word in words:
        group = context.command
        known = group.list_commands(context) if isinstance(group, click.Group) else []
        inner = group.get_command(context, word) if isinstance(group, click.Group) else None
        if inner is None:
            from subkit.errors.suggesting import suggestion

            here = f" in {context.command_path!r}" if context is not root else ""
            hint = suggestion(word, [*known, *more] if context is root else known)
            raise click.UsageError(f"no such command{here}: {word!r}; {hint}")
        context = click.Context(inner, parent=context, info_name=word)
    return context
