"""The options on messages, which every command understands before and after its name."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from subkit.cli.app import SHORT_HELPS, root
from subkit.cli.colour import coloured
from subkit.cli.manner import Manner, manner_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from program import Done

OPTIONS = {"-q", "--quiet", "-v", "--verbose", "--log-format", "--no-color"}


def test_every_command_understands_every_option_on_messages() -> None:
    with root.make_context("subkit", ["formats"]) as context:
        lacking = {}
        for name in SHORT_HELPS:
            command = root.get_command(context, name)
            group = command if isinstance(command, click.Group) else click.Group(commands=[command])
            for inner in group.list_commands(context):
                one = group.get_command(context, inner)
                known = {option for parameter in one.params for option in parameter.opts}
                lacking[f"{name} {inner}"] = OPTIONS - known
    assert {name: set() for name in lacking} == lacking
    assert len(lacking) > len(SHORT_HELPS)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--log-format", "json", "convert", "none.json"],
        ["convert", "none.json", "--log-format=json"],
        ["convert", "--log-format", "json", "--", "none.json"],
        ["convert", "--log-format", "json", "--no-such-option"],
        ["--log-format", "json", "convers"],
        ["jobs", "wait", "--log-format", "json", "--no-such"],
    ],
)
def test_an_error_is_one_json_object_wherever_the_form_is_asked_for(
    run: Callable[..., Done], arguments: list[str]
) -> None:
    done = run(*arguments)
    (line,) = done.messages
    said = json.loads(line)
    assert ("error", "error", done.code) == (said["level"], said["event"], said["code"])
    assert said["message"]


def test_what_follows_two_hyphens_is_a_file(run: Callable[..., Done]) -> None:
    done = run("convert", "--", "--log-format", "json")
    assert "subkit: --log-format: no such file or folder" == done.messages[0]


def test_a_variable_sets_the_form_and_an_option_overrides_it(
    run: Callable[..., Done], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUBKIT_LOG_FORMAT", "json")
    assert run("convert", "none.json").err.startswith('{"level": "error"')
    assert run("--log-format", "text", "convert", "none.json").err.startswith("subkit: ")
    assert run("convert", "none.json", "--log-format", "text").err.startswith("subkit: ")
    monkeypatch.setenv("SUBKIT_LOG_FORMAT", "xml")
    done = run("formats")
    assert (2, 1) == (done.code, len(done.messages))
    assert "'xml' is not one of 'text', 'json'" in done.err


def test_quiet_and_verbose_hold_before_the_command_as_after_it(
    run: Callable[..., Done], talk: Callable[..., object]
) -> None:
    talk()
    assert "talk.json -> talk.srt: 1 cue\n" == run("-v", "convert", "talk.json").err
    assert "talk.json -> talk.srt: 1 cue\n" == run("convert", "talk.json", "--overwrite", "--verbose").err
    assert b"" == run("-q", "check", "talk.srt").out
    assert b"" != run("check", "talk.srt").out


def test_messages_as_json_name_their_file(run: Callable[..., Done], talk: Callable[..., object]) -> None:
    talk()
    (line,) = run("convert", "talk.json", "-v", "--log-format", "json").messages
    assert {
        "level": "debug",
        "event": "written",
        "message": "talk.json -> talk.srt: 1 cue",
        "file": "talk.json",
        "outputs": ["talk.srt"],
        "cues": 1,
        "language": None,
    } == json.loads(line)


def test_what_was_fixed_is_told_in_figures(run: Callable[..., Done], here: Path) -> None:
    (here / "talk.srt").write_text("1\n00:00:01,000 --> 00:00:01,100\nHello there, all of you.\n")
    (line,) = run("fix", "talk.srt", "-o", "fixed.srt", "--log-format", "json", "--language", "en").messages
    said = json.loads(line)
    assert ("info", "fixed", "talk.srt") == (said["level"], said["event"], said["file"])
    assert (1, 2, 0) == (said["changes"], said["findings_before"], said["findings_after"])


@given(st.lists(st.text(max_size=12)))
def test_any_arguments_have_a_manner(arguments: list[str]) -> None:
    assert manner_of(arguments, {}) in {Manner(), Manner(plain=True)}


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({}, False),
        ({"FORCE_COLOR": "1"}, True),
        ({"FORCE_COLOR": "0"}, False),
        ({"FORCE_COLOR": ""}, False),
        ({"CLICOLOR_FORCE": "1"}, True),
        ({"CLICOLOR_FORCE": "0", "CLICOLOR": "1"}, False),
        ({"FORCE_COLOR": "1", "TERM": "dumb"}, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ({"FORCE_COLOR": "1", "NO_COLOR": ""}, True),
    ],
)
def test_a_file_is_coloured_only_where_that_is_forced(environ: dict[str, str], *, expected: bool) -> None:
    assert expected is coloured(io.StringIO(), environ)
    assert not coloured(None, {})
