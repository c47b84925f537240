"""What the program says of itself, and that the documentation says the same."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from subkit import __version__
from subkit.cli import exits
from subkit.cli.app import SHORT_HELPS, root

if TYPE_CHECKING:
    from collections.abc import Callable

    from program import Done

PAGE = Path(__file__).parents[2] / "docs" / "commands.md"

HEAD = """# The command line

What each `--help` says, word for word. A test compares this page with the program;
`pytest tests/cli/test_help.py --rewrite-golden` writes it anew.
"""


def test_the_page_of_commands_holds_every_help_word_for_word(
    run: Callable[..., Done], golden: Callable[[Path, str], None]
) -> None:
    parts = [HEAD]
    for command in ([], *([name] for name in SHORT_HELPS)):
        title = " ".join(["subkit", *command])
        parts.append(
            f"\n## {title}\n\n```console\n$ {title} --help\n{run(*command, '--help').out.decode()}```\n"
        )
    golden(PAGE, "".join(parts))


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
    assert (0, f"subkit {__version__}\n".encode()) == run(*arguments)[:2]


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
        (["zzz"], "there are: convert, adapters, profiles, formats"),
        (["convert", "--profil", "x"], "'--profile'"),
        (["convert"], "no INPUT; name files, or - for stdin (see 'subkit convert --help')"),
        (["convert", "x", "--max-chars", "0"], "'--max-chars' / '--max-line-width'"),
        (["convert", "x", "--max-cps", "nan"], "'nan' is no number above zero"),
        (["convert", "x", "--max-duration", "inf"], "'inf' is no number above zero"),
        (["convert", "x", "--min-duration", "0.0001"], "less than a millisecond"),
        (["convert", "x", "--min-duration", "1s"], "'1s' is no number above zero"),
        (["convert", "x", "--language", "pt_BR"], "'pt_BR' is no language tag; write e.g. en, pt-BR"),
        (["convert", "x", "--gap-policy", "leave"], "'leave' is not one of 'cover', 'trim'"),
        (["convert", "x", "--from", "pictry"], "unknown adapter 'pictry'; did you mean 'pictory'?"),
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
