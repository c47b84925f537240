"""The man pages: made from the commands themselves, so that they say what ``--help`` says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from subkit import __version__
from subkit.cli import roff, topics

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_VERBATIM = "\b\n"
_EXAMPLES = "Examples:"


def pages(root: click.Group) -> Iterator[tuple[str, str]]:
    """Every page: the name of its file (``subkit-jobs-list.1``), and its text."""
    for context in _contexts(root, click.Context(root, info_name="subkit", **root.context_settings)):
        yield f"{_name(context)}.1", page(context)


def page(context: click.Context) -> str:
    """The page of a command.

    Args:
        context: the command's, below those of its groups, each with the name it is called by.
    """
    command = context.command
    blocks = [block for block in (command.help or "").split("\n\n") if block.strip()]
    parts = [
        roff.heading(_name(context), 1, f"subkit {__version__}"),
        f".SH NAME\n{roff.escaped(_name(context))} \\- {roff.escaped(_short(command, blocks).rstrip('.'))}\n",
        roff.section("SYNOPSIS", roff.verbatim([_usage(context)])),
        roff.section("DESCRIPTION", *map(_block, (one for one in blocks if not _is_example(one)))),
        roff.section("EXAMPLES", *map(_block, filter(_is_example, blocks))),
        roff.section("OPTIONS", *(roff.definition(*record) for record in _options(context))),
        roff.section("COMMANDS", *(roff.definition(*record) for record in _commands(context))),
        *_common(),
        roff.section("SEE ALSO", *_see_also(context)),
    ]
    return "".join(parts)


def _common() -> Iterator[str]:
    """What every page says."""
    for title, topic in (("EXIT STATUS", "exit-codes"), ("ENVIRONMENT", "environment"), ("FILES", "files")):
        yield roff.section(title, *(roff.definition(*row) for row in topics.rows(topic)))


def _block(block: str) -> str:
    """A paragraph of a help text; one that begins with a backspace is kept as it stands, as click does."""
    if not block.startswith(_VERBATIM):
        return roff.paragraph(block)
    lines = block.removeprefix(_VERBATIM).splitlines()
    return roff.verbatim(line.removeprefix("  ") for line in lines if line != _EXAMPLES)


def _is_example(block: str) -> bool:
    return block.startswith(f"{_VERBATIM}{_EXAMPLES}")


def _short(command: click.Command, blocks: Sequence[str]) -> str:
    return command.short_help or " ".join(blocks[0].split())


def _usage(context: click.Context) -> str:
    return f"{context.command_path} {' '.join(context.command.collect_usage_pieces(context))}"


def _options(context: click.Context) -> Iterator[tuple[str, str]]:
    for parameter in context.command.get_params(context):
        record = parameter.get_help_record(context) if isinstance(parameter, click.Option) else None
        if record is not None:
            yield record


def _commands(context: click.Context) -> Sequence[tuple[str, str]]:
    return list(getattr(context.command, "short_helps", {}).items())


def _see_also(context: click.Context) -> Iterator[str]:
    above = [] if context.parent is None else [_name(context.parent)]
    below = [f"{_name(context)}-{name}" for name, _ in _commands(context)]
    if names := [*above, *below]:
        yield ",\n".join(f"\\fB{roff.escaped(name)}\\fR(1)" for name in names) + "\n"


def _name(context: click.Context) -> str:
    return context.command_path.replace(" ", "-")


def _contexts(command: click.Command, context: click.Context) -> Iterator[click.Context]:
    yield context
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            if inner is not None:
                yield from _contexts(inner, click.Context(inner, parent=context, info_name=name))
