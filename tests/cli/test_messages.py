"""What stderr shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

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


def test_items_pass_in_order_without_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(Messages().progress(["a", "b"])) == ["a", "b"]
    assert capsys.readouterr() == ("", "")
