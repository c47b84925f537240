"""Which inputs a run has."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click
import pytest

from subkit.cli.inputs import gathered

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def files(here: Path) -> Path:
    (here / "deep" / "er").mkdir(parents=True)
    for name in ("b.json", "a.json", "[x].json", "deep/er/c.json"):
        (here / name).touch()
    return here


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize(
    ("arguments", "inputs"),
    [
        (["b.json", "a.json"], ["b.json", "a.json"]),
        (["a.json", "a.json"], ["a.json"]),
        (["?.json"], ["a.json", "b.json"]),
        (["b.json", "?.json"], ["b.json", "a.json"]),
        (["**/*.json"], ["[x].json", "a.json", "b.json", "deep/er/c.json"]),
        (["[x].json"], ["[x].json"]),
        (["none*.json"], ["none*.json"]),
        (["-"], ["-"]),
    ],
)
def test_inputs_stand_in_the_order_given_and_patterns_in_that_of_their_names(
    arguments: list[str], inputs: list[str]
) -> None:
    assert inputs == gathered(arguments, None, nul=False)


def test_an_absolute_pattern_is_expanded(files: Path) -> None:
    assert [str(files / "a.json"), str(files / "b.json")] == gathered([f"{files}/?.json"], None, nul=False)


@pytest.mark.parametrize(
    ("content", "nul"),
    [
        (b"a.json\nodd*.json\n", False),
        (b"a.json\r\n\r\nodd*.json", False),
        (b"a.json\0odd*.json\0", True),
    ],
)
def test_a_list_of_inputs_is_taken_as_it_stands(here: Path, content: bytes, nul: bool) -> None:
    (here / "list").write_bytes(content)
    assert ["first.json", "a.json", "odd*.json"] == gathered(["first.json"], "list", nul=nul)


def test_names_in_a_list_may_hold_line_feeds_and_bytes_that_are_no_utf_8(here: Path) -> None:
    (here / "list").write_bytes(b"two\nlines.json\0caf\xe9.json\0")
    assert ["two\nlines.json", os.fsdecode(b"caf\xe9.json")] == gathered([], "list", nul=True)


@pytest.mark.parametrize(
    ("arguments", "files_from", "nul", "said"),
    [
        ([], None, False, "no INPUT"),
        (["a"], None, True, "--files-from"),
        (["-"], "-", False, "stdin"),
        ([], "nowhere", False, "--files-from nowhere: no such file"),
        ([], "nuls", False, "add -0"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    here: Path, arguments: list[str], files_from: str | None, nul: bool, said: str
) -> None:
    (here / "nuls").write_bytes(b"a\0b\0")
    with pytest.raises(click.UsageError, match=said):
        gathered(arguments, files_from, nul=nul)
