"""The man pages, and ``subkit help``: they say what the commands say, and Debian's formatters take them."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest
from every_command import every_command

import subkit
from subkit.cli import manual, topics
from subkit.cli.app import SHORT_HELPS, root
from subkit.cli.exits import MEANING
from subkit.formats import formats

if TYPE_CHECKING:
    from collections.abc import Callable

    from program import Done

COMMANDS = dict(every_command())
BUILDING = """
import sys

class Few:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] not in {*sys.stdlib_module_names, "click", "msgspec", "subkit"}:
            raise ImportError(f"{name} is not there when a wheel is built")

sys.meta_path.insert(0, Few())
from subkit.cli import manual
from subkit.cli.app import root
print(*(name for name, _ in manual.pages(root)))
"""
"""Makes the pages with what `build-system` of pyproject.toml brings, and nothing else."""

SOURCES = [*Path(subkit.__file__).parent.rglob("*.py")]
VARIABLE = re.compile(r"[\"'](SUBKIT_[A-Z_]+[A-Z])[\"']")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every page, in files."""
    folder = tmp_path_factory.mktemp("man1")
    for name, text in manual.pages(root):
        (folder / name).write_bytes(text.encode("ascii"))
    return folder


def formatted(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    program = shutil.which(str(arguments[0]))
    assert program, f"{arguments[0]} is not installed: see scripts/debian-packages"
    return subprocess.run([program, *arguments[1:]], capture_output=True, text=True, check=False)


def test_every_command_has_a_page(folder: Path) -> None:
    groups = {words[:1] for words in COMMANDS if len(words) > 1}
    expected = {"-".join(("subkit", *words)) + ".1" for words in [(), *groups, *COMMANDS]}
    assert expected == {path.name for path in folder.iterdir()}


def test_the_pages_can_be_made_where_a_wheel_is_built(folder: Path) -> None:
    done = subprocess.run([sys.executable, "-c", BUILDING], capture_output=True, text=True, check=True)
    assert {path.name for path in folder.iterdir()} == set(done.stdout.split())


def test_the_formatters_find_nothing_wrong(folder: Path) -> None:
    pages = sorted(folder.iterdir())
    # A date would make a page of the same program another one every day.
    linted = formatted("mandoc", "-Tlint", "-Wwarning", *pages).stdout.splitlines()
    assert [] == [line for line in linted if 'missing date, using ""' not in line]
    assert "" == formatted("groff", "-ww", "-man", "-z", *pages).stderr


def test_a_page_shows_every_option_and_example_as_they_are_typed(folder: Path) -> None:
    for words, command in COMMANDS.items():
        page = folder / ("-".join(("subkit", *words)) + ".1")
        shown = re.sub(".\b", "", formatted("mandoc", "-Tutf8", "-Owidth=200", page).stdout)
        text = " ".join(shown.split())
        examples = re.search("Examples:\n(.*?)(\n\n|$)", command.help or "", re.DOTALL)
        for example in examples[1].splitlines() if examples else []:
            assert " ".join(example.split()) in text
        for option in command.params:
            assert not isinstance(option, click.Option) or all(name in text for name in option.opts)


def test_every_help_begins_with_examples_or_needs_none() -> None:
    without = [words for words, command in COMMANDS.items() if "Examples:" not in (command.help or "")]
    # These take nothing but --json.
    assert without == [words for words, command in COMMANDS.items() if words[0] in {"adapters", "formats"}]


def test_man_prints_a_page_or_writes_them_all(run: Callable[..., Done], here: Path) -> None:
    assert run("man", "jobs", "list").out.startswith(b'.TH SUBKIT\\-JOBS\\-LIST 1 "" "subkit 0')
    assert 0 == run("man", "--output-dir", "pages").code
    for words in ((), ("convert",), ("jobs", "show")):
        assert run("man", *words).out == (here / "pages" / ("-".join(("subkit", *words)) + ".1")).read_bytes()
    assert 2 == run("man", "convert", "--output-dir", "pages").code


@pytest.mark.parametrize("command", ["man", "help"])
def test_an_unknown_command_is_answered_with_the_nearest(run: Callable[..., Done], command: str) -> None:
    assert "no such command: 'convrt'; did you mean 'convert'?" in run(command, "convrt").err
    assert (
        "no such command in 'subkit jobs': 'lits'; did you mean 'list'?" in run(command, "jobs", "lits").err
    )
    assert "no such command in 'subkit convert': 'x'; there are: none" in run(command, "convert", "x").err


@pytest.mark.parametrize("words", [[], ["convert"], ["jobs"], ["jobs", "list"]])
def test_help_is_the_help_of_the_command(run: Callable[..., Done], words: list[str]) -> None:
    assert run(*words, "--help").out == run("help", *words).out


@pytest.mark.parametrize("topic", topics.TOPICS)
def test_help_knows_topics_that_no_command_is_called_by(run: Callable[..., Done], topic: str) -> None:
    assert topic not in SHORT_HELPS or topic == "formats"
    done = run("help", topic)
    assert (0, "") == (done.code, done.err)
    text = " ".join(done.out.decode().split())
    assert all(" ".join(name.split()) in text for name, _ in topics.rows(topic))


def test_the_topics_are_complete() -> None:
    assert [str(int(code)) for code in MEANING] == [code for code, _ in topics.rows("exit-codes")]
    assert len(formats()) == len(topics.rows("formats"))
    known = {name for names in topics.ENVIRONMENT for name in expanded(names)}
    used = {name for source in SOURCES for name in VARIABLE.findall(source.read_text("utf-8"))}
    assert {"SUBKIT_MY_ASR_BASE_URL"} == used - known  # an example in a docstring


def expanded(names: str) -> list[str]:
    """What a line of the table stands for.

    >>> expanded("SUBKIT_X_TOKEN, _KEY")
    ['SUBKIT_X_TOKEN', 'SUBKIT_X_KEY']
    """
    first, *rest = names.split(", ")
    return [first, *(f"{first.rpartition('_')[0]}{name}" if name.startswith("_") else name for name in rest)]
