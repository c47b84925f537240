"""Commands and options of click that start sooner: what it works out for any text, language and mistake, ours do without."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import click

from subkit.cli.front_page import OPTION_HELPS

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.parser import _OptionParser

_SHORT = 2  # characters of -o


class Option(click.Option):
    """An option whose help is a line as it stands, with the default behind it that ``show_default`` asks for.

    click would load `inspect`, to take indents off the line, and to see whether a text is a function.
    """

    def __init__(self, *args: Any, help: str | None = None, **kwargs: Any) -> None:  # noqa: A002 - click's word
        default = kwargs.get("default")
        if isinstance(default, str) and kwargs.pop("show_default", False):
            help = f"{help}  [default: {default}]"  # noqa: A001 - as above
        super().__init__(*args, **kwargs)
        self.help = help


class Command(click.Command):
    """A command or a group of ours.

    Its help is text as it stands, likewise; its ``--help`` is described without a look for click's words in other languages,
    of which there are none; and its short options are found at once.
    """

    def get_help_option(self, ctx: click.Context) -> click.Option:
        """The option that shows the help, the same each time."""
        if self._help_option is None:
            self._help_option = Option(
                ctx.help_option_names,
                is_flag=True,
                is_eager=True,
                expose_value=False,
                help=OPTION_HELPS["-h, --help"],
                callback=_show_help,
            )
        return self._help_option

    def make_parser(self, ctx: click.Context) -> _OptionParser:
        """The parser of the arguments, which knows ``-o`` for a short option before it has looked for what it may be misspelt."""
        parser = super().make_parser(ctx)
        vars(parser)["_process_opts"] = partial(_read, parser._match_short_opt, parser._process_opts)  # noqa: SLF001 - click has no way to say it
        return parser

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """Write what the command does."""
        _write(self.help, formatter)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """Write what stands at the end."""
        _write(self.epilog, formatter)


command = partial(click.command, cls=Command)
"""Makes a function a command of ours."""
option = partial(click.option, cls=Option)
"""Gives a command an option of ours."""


def _read(
    short: Callable[[str, Any], None], any_kind: Callable[[str, Any], None], arg: str, state: Any
) -> None:
    (short if len(arg) == _SHORT else any_kind)(arg, state)


def _show_help(context: click.Context, _: click.Parameter, value: bool) -> None:
    if value and not context.resilient_parsing:
        click.echo(context.get_help(), color=context.color)
        context.exit()


def _write(text: str | None, formatter: click.HelpFormatter) -> None:
    if text:
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(text)
