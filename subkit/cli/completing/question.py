"""What a shell asks: which commands there are, which options, or what a parameter can be; and the candidates for it."""

from __future__ import annotations

from textwrap import shorten
from typing import TYPE_CHECKING, NamedTuple

import click

from subkit.cli.completing.paths import paths
from subkit.cli.completing.values import values_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Candidate = tuple[str, str]
"""What may stand there, and what it is; that is empty where nobody knows."""


class Answer(NamedTuple):
    """The candidates.

    Attributes:
        kind: ``names`` or ``files``: bash has to quote the names of files.
        found: the candidates, in the order in which they are to be shown.
    """

    kind: str
    found: Sequence[Candidate] = ()


_NOTHING = Answer("names")
_WIDTH = 80


def asked(root: click.Group, words: Sequence[str]) -> Answer:
    """The candidates for the last word.

    Args:
        root: the program.
        words: what was typed after its name, up to the cursor; an empty last word where a new one begins.
    """
    *done, typed = words or [""]
    command: click.Command = root
    context = click.Context(root, info_name="subkit", resilient_parsing=True, **root.context_settings)
    while isinstance(command, click.Group) and done:
        word = done.pop(0)
        if option := _taking(command, word):
            if not done:
                return _values(option, context, typed)
            done.pop(0)
        if word.startswith("-"):
            continue
        inner = command.get_command(context, word)
        if inner is None:
            return _NOTHING
        command, context = inner, click.Context(inner, parent=context, info_name=word, resilient_parsing=True)
    if isinstance(command, click.Group) and not typed.startswith("-"):
        return Answer("names", _begun(_commands(command, context), typed))
    return _within(command, context, done, typed)


def _within(command: click.Command, context: click.Context, done: list[str], typed: str) -> Answer:
    """The candidates where the command is known."""
    name, equals, rest = typed.partition("=")
    if "--" not in done:
        if equals and (option := _taking(command, name)):
            return _values(option, context, rest, before=f"{name}=")
        if done and (option := _taking(command, done[-1])):
            return _values(option, _parsed(command, context, done[:-1]), typed)
        if typed.startswith("-"):
            return Answer("names", _begun(_options(command, _parsed(command, context, done)), typed))
    parsed = _parsed(command, context, done)
    for parameter in command.params:
        open_ended = parameter.nargs == -1 or not parsed.params.get(parameter.name or "")
        if isinstance(parameter, click.Argument) and open_ended:
            return _values(parameter, parsed, typed)
    return _NOTHING


def _parsed(command: click.Command, context: click.Context, done: list[str]) -> click.Context:
    """What the words so far say, as far as they can be understood."""
    return command.make_context(
        context.info_name,
        list(done),
        parent=context.parent,
        resilient_parsing=True,
        ignore_unknown_options=True,
    )


def _taking(command: click.Command, name: str) -> click.Option | None:
    """The option of that name, if a value follows it."""
    for parameter in command.params:
        if isinstance(parameter, click.Option) and name in parameter.opts:
            return None if parameter.is_flag or parameter.count else parameter
    return None


def _values(parameter: click.Parameter, context: click.Context, typed: str, *, before: str = "") -> Answer:
    values = values_of(parameter, context)
    there: list[str] = []
    if values.several:
        first, comma, typed = typed.rpartition(",")
        there, before = first.split(","), f"{before}{first}{comma}"
    names = [one for one in _begun(values.names(context), typed) if one[0] not in there]
    files = [] if values.files is None else paths(typed, values.files)
    if not files:
        return Answer("names", _after(before, names))
    kind = "files" if not names else "names"
    return Answer(kind, _after(before, [*names, *((path, "") for path in files)]))


def _after(before: str, found: Iterable[Candidate]) -> list[Candidate]:
    return [(f"{before}{value}", what) for value, what in found]


def _begun(found: Iterable[Candidate], typed: str) -> list[Candidate]:
    return [candidate for candidate in found if candidate[0].startswith(typed)]


def _commands(group: click.Group, context: click.Context) -> Iterable[Candidate]:
    short_helps = getattr(group, "short_helps", {})
    return [(name, short_helps.get(name, "")) for name in group.list_commands(context)]


def _options(command: click.Command, context: click.Context) -> Iterable[Candidate]:
    """The options that can still be given, the long names first."""
    given = click.core.ParameterSource.COMMANDLINE
    found = [
        (name, _shortened(option.help or ""))
        for option in command.get_params(context)
        if isinstance(option, click.Option) and not option.hidden
        if option.multiple or context.get_parameter_source(option.name or "") is not given
        for name in (*option.opts, *option.secondary_opts)
    ]
    return sorted(found, key=lambda one: not one[0].startswith("--"))


def _shortened(text: str) -> str:
    return shorten(text.partition(" [default")[0], _WIDTH, placeholder="...").rstrip(".")
