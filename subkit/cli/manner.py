"""How the program speaks in one run: as text or JSON lines, more or less of it, with colour or without."""

from __future__ import annotations

import os
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import click

from subkit.cli.front_page import OPTION_HELPS
from subkit.cli.light import Option

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Form = Literal["text", "json"]

VARIABLE = "SUBKIT_LOG_FORMAT"

_OPTION = "--log-format"
_KEY = "subkit.manner"


class Manner(NamedTuple):
    """What the user asked for, before or after the command's name.

    Attributes:
        form: of messages on stderr.
        plain: nothing in colour, whatever the surroundings say.
        quiet: errors only.
        verbose: what was done, too.
    """

    form: Form = "text"
    plain: bool = False
    quiet: bool = False
    verbose: bool = False


def manner_of(arguments: Sequence[str], environ: Mapping[str, str] = os.environ) -> Manner:
    """The form that arguments ask for, known before anything parses them: their mistakes are told in it, too.

    >>> manner_of(["check", "talk.srt", "--log-format=json"], {}).form
    'json'
    """
    ours = list(arguments[: arguments.index("--")] if "--" in arguments else arguments)
    form = environ.get(VARIABLE, "")
    for one, following in pairwise([*ours, ""]):
        name, _, value = one.partition("=")
        if name == _OPTION:
            form = value or following
    return Manner("json" if form == "json" else "text", plain="--no-color" in ours)


def current() -> Manner:
    """The manner of the run that is under way; outside of any that of the environment."""
    context = click.get_current_context(silent=True)
    return manner_of(()) if context is None else _of(context)


def _of(context: click.Context) -> Manner:
    found: Manner = context.meta.get(_KEY) or manner_of(())
    return found


def understood(command: click.Command) -> click.Command:
    """Give a command the options on messages that it does not have itself, so that every command understands them."""
    if isinstance(command, click.Group):
        return command
    known = {option for parameter in command.params for option in parameter.opts}
    command.params += [option for option in manner_options() if known.isdisjoint(option.opts)]
    return command


def manner_options(*, variable: str | None = None) -> list[click.Option]:
    """The options on messages, for a command or, with the variable that sets the form, for the program as a whole."""
    return [
        _option("-q", "--quiet", help=OPTION_HELPS["-q, --quiet"]),
        _option("-v", "--verbose", help=OPTION_HELPS["-v, --verbose"]),
        Option(
            [_OPTION],
            type=click.Choice(["text", "json"]),
            envvar=variable,
            help=OPTION_HELPS["--log-format [text|json]"],
            expose_value=False,
            callback=_remembered,
        ),
        _option("--no-color", help=OPTION_HELPS["--no-color"]),
    ]


def _option(*names: str, help: str) -> click.Option:  # noqa: A002 - click's word
    return Option(names, is_flag=True, help=help, expose_value=False, callback=_remembered)


def _remembered(context: click.Context, option: click.Parameter, value: Any) -> None:
    if value:
        field = {"log_format": "form", "no_color": "plain"}.get(option.name or "", option.name or "")
        said: dict[str, Any] = {field: value}
        context.meta[_KEY] = _of(context)._replace(**said)
