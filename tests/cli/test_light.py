"""Our commands and options do what click's own do."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

import click
from every_command import every_command
from hypothesis import given
from hypothesis import strategies as st

from subkit.cli import light
from subkit.cli.app import root

if TYPE_CHECKING:
    from collections.abc import Callable

WORDS = [
    "-o",
    "-ox",
    "-o=x",
    "-q",
    "-qo",
    "-qz",
    "-q=1",
    "-z",
    "-",
    "--",
    "--output",
    "--output=x",
    "--out",
    "--quiet",
    "-h",
    "x",
]
HELP = "Do a thing.\n\n\b\nExamples:\n  do it -o x"


def made(command: Callable[..., Any], option: Callable[..., Any]) -> click.Command:
    @command("do", help=HELP, epilog="That is all.", context_settings={"help_option_names": ["-h", "--help"]})
    @option("-o", "--output", metavar="FILE", help="Where to.")
    @option("-q", "--quiet", is_flag=True, help="Say less.")
    @option("--form", default="text", show_default=True, help="How.")
    @click.argument("inputs", nargs=-1)
    def did(**given: object) -> dict[str, object]:
        return given

    return did


OURS, CLICKS = made(light.command, light.option), made(click.command, click.option)


def outcome(command: click.Command, arguments: list[str]) -> object:
    try:
        with command.make_context("do", list(arguments)) as context:
            return command.invoke(context)
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.NoSuchOption as error:
        return error.option_name, error.message
    except click.UsageError as error:
        return error.format_message()


@given(st.lists(st.sampled_from(WORDS) | st.text(max_size=3), max_size=5))
def test_any_arguments_mean_what_they_mean_to_click(arguments: list[str]) -> None:
    assert outcome(CLICKS, arguments) == outcome(OURS, arguments)


def test_the_help_is_clicks_own() -> None:
    ours, clicks = (click.Context(one, info_name="do", **one.context_settings) for one in (OURS, CLICKS))
    assert CLICKS.get_help(clicks) == OURS.get_help(ours)


def test_every_text_of_help_stands_as_click_would_have_it() -> None:
    commands = [root, *(command for _, command in every_command())]
    options = [
        option for command in commands for option in command.params if isinstance(option, click.Option)
    ]
    texts = [one.help for one in (*commands, *options)] + [command.epilog for command in commands]
    assert [inspect.cleandoc(text) for text in texts if text] == [text for text in texts if text]
    assert len(texts) > 300
