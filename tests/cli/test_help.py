"""What the program says of itself, and that the documentation says the same."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest

from subkit.cli import exits
from subkit.cli.app import SHORT_HELPS, root
from subkit.cli.lazy import LazyGroup
from subkit.cli.summary import Report, Summary
from subkit.compiled import version

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from program import Done

PAGE = Path(__file__).parents[2] / "docs" / "commands.md"

HELP = re.compile(r"(```console\n\$ subkit ((?:[a-z-]+ )*)--help\n).*?(```\n)", re.DOTALL)
EXAMPLE = re.compile(r"```json\n(.*?)```", re.DOTALL)


def test_the_page_of_commands_holds_every_help_word_for_word(
    run: Callable[..., Done], golden: Callable[[Path, str], None]
) -> None:
    def fresh(block: re.Match[str]) -> str:
        return block[1] + run(*block[2].split(), "--help").out.decode() + block[3]

    page = PAGE.read_text("utf-8")
    assert ["", *commands()] == [block[2].strip() for block in HELP.finditer(page)]
    golden(PAGE, HELP.sub(fresh, page))


def commands() -> Iterator[str]:
    """Every command, and after each group those in it."""
    context = root.make_context("subkit", ["adapters"])
    for name in SHORT_HELPS:
        yield name
        command = root.get_command(context, name)
        if isinstance(command, LazyGroup):
            yield from (f"{name} {inner}" for inner in command.short_helps)


def test_the_page_of_commands_shows_json_as_it_is_printed() -> None:
    for example, kind in zip(EXAMPLE.findall(PAGE.read_text("utf-8")), (Summary, Report), strict=True):
        shown = json.loads(example)
        assert shown == json.loads(msgspec.json.encode(msgspec.convert(shown, kind)))


def test_short_helps_are_known_without_loading_a_command() -> None:
    context = root.make_context("subkit", ["adapters"])
    for name, short_help in SHORT_HELPS.items():
        command = root.get_command(context, name)
        assert command is not None
        assert (name, short_help) == (command.name, command.short_help)


def test_the_help_names_every_exit_code(run: Callable[..., Done]) -> None:
    out = run("--help").out.decode()
    assert all(f"{code:>5}  {meaning[:20]}" in out for code, meaning in exits.MEANING.items())
    assert set(exits.Exit) == set(exits.MEANING)


@pytest.mark.parametrize("arguments", [["--version"], ["--version", "convert"]])
def test_the_version_is_the_packages(run: Callable[..., Done], arguments: list[str]) -> None:
    assert (0, f"subkit {version()}\n".encode()) == run(*arguments)[:2]


def test_the_package_runs_as_the_program_does(here: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "subkit", "--version"], cwd=here, capture_output=True, check=True
    )
    assert f"subkit {version()}\n".encode() == done.stdout


def test_without_a_command_the_help_comes_on_stderr(run: Callable[..., Done]) -> None:
    done = run()
    assert (2, b"") == done[:2]
    assert run("--help").out.decode() == done.err


@pytest.mark.parametrize("option", ["-h", "--help"])
def test_help_is_data(run: Callable[..., Done], option: str) -> None:
    done = run("convert", option)
    assert (0, "") == (done.code, done.err)
    assert done.out.startswith(b"Usage: subkit convert [OPTIONS] INPUT...\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["conver"], "no such command 'conver'; did you mean 'convert'? (see 'subkit --help')"),
        (["zzz"], f"there are: {', '.join(SHORT_HELPS)}"),
        (["convert", "--profil", "x"], "--profile"),
        (["convert"], "no INPUT; name files, or - for stdin (see 'subkit convert --help')"),
        (["convert", "x", "--max-chars", "0"], "'--max-chars' / '--max-line-width'"),
        (["convert", "x", "--max-cps", "nan"], "'nan' is no number above zero"),
        (["convert", "x", "--max-duration", "inf"], "'inf' is no number above zero"),
        (["convert", "x", "--min-duration", "0.0001"], "less than a millisecond"),
        (["convert", "x", "--min-duration", "1s"], "'1s' is no number above zero"),
        (["convert", "x", "--language", "pt_BR"], "'pt_BR' is no language tag; write e.g. en, pt-BR"),
        (
            ["convert", "x", "--language", "xx"],
            "invalid value for '--language': unknown language 'xx'; there are: ar",
        ),
        (["convert", "x", "--language", "english"], "unknown language 'english'"),
        (["convert", "x", "--gap-policy", "leave"], "'leave' is not one of 'cover', 'trim'"),
        (
            ["convert", "x", "--from", "pictry"],
            "unknown provider or format 'pictry'; did you mean 'pictory'?",
        ),
        (["convert", "x", "--to", "srtt"], "unknown format 'srtt'; did you mean 'srt'?"),
    ],
)
def test_a_mistake_in_the_command_is_one_line_with_the_way_out(
    run: Callable[..., Done], arguments: list[str], said: str
) -> None:
    done = run(*arguments)
    assert (2, b"", 1) == (done.code, done.out, len(done.messages))
    assert done.err.startswith("subkit: ")
    assert said in done.err
