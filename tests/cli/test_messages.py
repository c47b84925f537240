"""What stderr shows."""

from __future__ import annotations

import io
import json
from contextlib import redirect_stderr
from typing import TYPE_CHECKING

from hypothesis import example, given
from hypothesis import strategies as st

from subkit.cli.manner import Manner
from subkit.cli.messages import Messages, escaped

if TYPE_CHECKING:
    import pytest


@given(st.text(alphabet=st.characters(exclude_categories=[])))
def test_nothing_that_moves_a_terminal_is_left_in_a_message(text: str) -> None:
    assert escaped(text).isprintable()


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "S"]), max_size=400))
def test_plain_text_is_left_as_it_is(text: str) -> None:
    assert text == escaped(text)


def test_a_message_of_ten_megabytes_keeps_its_ends() -> None:
    message = escaped(f"talk.json: {'x' * 10_000_000} is no time")
    assert message.startswith("talk.json: x")
    assert message.endswith("x is no time")
    assert len(message) < 500


def test_only_errors_are_said_when_quiet(capsys: pytest.CaptureFixture[str]) -> None:
    messages = Messages(quiet=True, verbose=True)
    messages.note("three repairs")
    messages.detail("written")
    messages.error("broken")
    assert capsys.readouterr() == ("", "subkit: broken\n")


def test_details_are_for_those_who_ask(capsys: pytest.CaptureFixture[str]) -> None:
    Messages().detail("one")
    Messages(verbose=True).detail("two")
    assert capsys.readouterr() == ("", "two\n")


@given(st.text(alphabet=st.characters(exclude_categories=[]), min_size=1))
@example("red \x1b[31m \x7f \x9b1m \u202e \ud800")
def test_a_json_message_is_one_line_of_ascii_that_holds_the_text_whole(text: str) -> None:
    said = io.StringIO()
    with redirect_stderr(said):
        Messages(manner=Manner("json")).note(text, event="repair", file=text, more={"count": 2})
    line = said.getvalue()
    assert line.isascii()
    assert line[:-1].isprintable()
    assert line.endswith("}\n")
    told = {"level": "info", "event": "repair", "message": text, "file": text, "count": 2}
    assert told == json.loads(line)


def test_each_way_of_saying_has_its_level(capsys: pytest.CaptureFixture[str]) -> None:
    messages = Messages(manner=Manner("json", verbose=True))
    messages.note("three repairs")
    messages.detail("written")
    messages.error("broken", more={"code": 1})
    levels = [json.loads(line)["level"] for line in capsys.readouterr().err.splitlines()]
    assert ["info", "debug", "error"] == levels


def test_a_bug_in_json_is_one_object_with_its_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    Messages(manner=Manner("json")).bug(ZeroDivisionError("\x1b[2Jof course"), 70)
    (line,) = capsys.readouterr().err.splitlines()
    told = json.loads(line)
    assert ("error", "bug", 70) == (told["level"], told["event"], told["code"])
    assert "\x1b" not in line
    assert told["traceback"][-1] == "ZeroDivisionError: \x1b[2Jof course"
