"""A slip of the finger in any name is answered with the name that was meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
import pytest
from every_command import every_command
from hypothesis import given
from hypothesis import strategies as st

from subkit.cli.app import SHORT_HELPS, root
from subkit.cli.typos import sentence
from subkit.errors.suggesting import nearest, suggestion
from subkit.formats import formats
from subkit.profile import names

if TYPE_CHECKING:
    from collections.abc import Callable

    from program import Done

COMMANDS = dict(every_command())


def options(command: click.Command) -> list[click.Option]:
    return [option for option in command.params if isinstance(option, click.Option)]


def slipped(word: str) -> str:
    """With two letters in each other's place, or one twice."""
    return word[:-2] + word[-1] + word[-2] if len(set(word[-2:])) == 2 and len(word) > 3 else word + word[-1]


def mistaken(command: click.Command, *arguments: str) -> str:
    """What is said of a mistake in the arguments."""
    program = click.Context(root, info_name="subkit", **root.context_settings)
    with pytest.raises(click.UsageError) as caught:
        command.make_context("it", list(arguments), parent=program)
    return sentence(caught.value)


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_slip_in_an_option_is_answered_with_an_option_of_the_command(words: tuple[str, ...]) -> None:
    names = [name for option in options(COMMANDS[words]) for name in option.opts if name.startswith("--")]
    for name in names:
        said = mistaken(COMMANDS[words], slipped(name))
        assert said.partition("; did you mean '")[2].removesuffix("'?") in names


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_slip_in_a_choice_is_answered_with_the_choice(words: tuple[str, ...]) -> None:
    for option in options(COMMANDS[words]):
        for choice in map(str, getattr(option.type, "choices", ())):
            said = mistaken(COMMANDS[words], option.opts[0], slipped(choice))
            assert f"{slipped(choice)!r} is not one of " in said
            assert said.endswith(f"; did you mean {choice!r}?")


@pytest.mark.parametrize("command", SHORT_HELPS)
def test_a_slip_in_a_command_is_answered_with_the_command(run: Callable[..., Done], command: str) -> None:
    assert f"; did you mean {command!r}? (see 'subkit --help')\n" in run(slipped(command)).err


@pytest.mark.parametrize(
    ("arguments", "code", "meant"),
    [
        (["convert", "x", "--profle", "bbc"], 2, "--profile"),
        (["check", "x", "--format", "sarfi"], 2, "sarif"),
        (["convert", "x", "--profile", "netflix_en"], 3, "netflix-en"),
        (["convert", "x", "--to", "strt"], 2, "srt"),
        (["convert", "x", "--for", "youtbe"], 2, "youtube"),
        (["convert", "x", "--from", "verbti"], 2, "verbit"),
        (["convert", "x", "--encoding", "cp12522"], 2, "cp1252"),
        (["fix", "x", "--rules", "time,line"], 2, "lines"),
        (["targets", "vimoe"], 2, "vimeo"),
        (["profiles", "bcb"], 3, "bbc"),
        (["transcribe", "x.mp4", "--provider", "pictroy"], 2, "pictory"),
    ],
)
def test_a_slip_in_a_name_is_answered_with_the_name(
    run: Callable[..., Done], arguments: list[str], code: int, meant: str
) -> None:
    done = run(*arguments)
    assert (code, 1) == (done.code, len(done.messages))
    assert f"did you mean {meant!r}?" in done.err


def test_nothing_is_guessed_that_is_far(run: Callable[..., Done]) -> None:
    assert "subkit: no such option '--zzzz' (see 'subkit convert --help')\n" == run("convert", "--zzzz").err
    done = run("check", "x", "--format", "0")
    assert "did you mean" not in done.err
    assert "'text', 'json', 'sarif', 'github', 'junit'" in done.err


@given(st.sampled_from([*formats(), *names()]), st.data())
def test_one_letter_too_many_is_known_in_any_place(name: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(name)))
    assert nearest(f"{name[:at]}#{name[at:]}".upper(), [name, "0000"]) == name


@given(st.text(), st.lists(st.text()))
def test_what_is_suggested_is_known(name: str, known: list[str]) -> None:
    assert nearest(name, known) in {*known, None}
    assert suggestion(name, known).startswith(("did you mean ", "there are: "))
