"""Completion: what is offered where, quickly; and that bash, zsh and fish make of it what a user expects."""

from __future__ import annotations

import shlex
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from every_command import every_command
from shells import Typist, environment, fish

from subkit.adapter import JobAdapter, Source
from subkit.cli import main
from subkit.cli.app import SHORT_HELPS, root
from subkit.cli.completing import names, values
from subkit.editing.fixing import MEANS
from subkit.formats import formats
from subkit.jobs.store import Store
from subkit.profile import Profile
from subkit.registry import adapters

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FILES = (
    "my talk.srt",
    "it's.srt",
    "a$b;c.srt",
    "ta[x].vtt",
    "über.srt",
    "other.png",
    "co:lon.srt",
    ".hidden.srt",
)
LINES = {
    "subkit con": ["convert", "config"],
    "subkit convert --profile=bbc-": ["bbc-vertical"],
    "subkit check 'my ta": ["my talk.srt"],
    "subkit check a": ["a$b;c.srt"],
    "subkit check ./ü": ["./über.srt"],
    "subkit check co:": ["co:lon.srt"],
}
"""Lines, and what stands at their end when all that is offered is taken."""


@pytest.fixture
def ask(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., list[str]]:
    """What is offered for the last of some words, with what it is."""
    monkeypatch.setenv("XDG_STATE_HOME", str(here / "state"))
    monkeypatch.setenv("_SUBKIT_COMPLETE", "zsh")

    def asking(*words: str) -> list[str]:
        assert main(["--", *words]) == 0
        out, err = capsys.readouterr()
        assert not err
        return out.splitlines()[1:]

    return asking


def offered(lines: list[str]) -> list[str]:
    return [line.partition("\t")[0] for line in lines]


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """A folder with files of awkward names."""
    folder = tmp_path / "shelf"
    folder.mkdir()
    for name in FILES:
        (folder / name).touch()
    return folder


@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_a_shell_completes_as_typed_with_what_has_to_be_quoted_quoted(shell: str, shelf: Path) -> None:
    with Typist(shell, shelf, environment(shelf.parent)) as typist:
        got = {line: typist.completed(line) for line in LINES}
    for line, expected in LINES.items():
        start = line.rpartition("=")[0] + "=" if "=" in line else line.partition("--")[0]
        assert expected == [
            word.removeprefix("--profile=") for word in shlex.split(got[line])[-len(expected) :]
        ], start


def test_fish_offers_the_same(shelf: Path) -> None:
    got = fish(list(LINES), shelf, environment(shelf.parent))
    plain = [[word.removeprefix("--profile=") for word in words] for words in got]
    assert list(LINES.values()) == plain


def test_commands_are_offered_with_what_they_do(ask: Callable[..., list[str]]) -> None:
    assert [f"{name}\t{what}" for name, what in SHORT_HELPS.items()] == ask("")
    assert ["list", "show", "wait", "fetch", "resolve", "forget"] == offered(ask("jobs", ""))
    assert ["convert"] == offered(ask("--log-format", "json", "-q", "conve"))
    assert ["text", "json"] == ask("--log-format", "")


def test_options_are_offered_until_they_are_given(ask: Callable[..., list[str]]) -> None:
    assert "--profile" in offered(ask("convert", "x", "--"))
    assert "--profile" not in offered(ask("convert", "--profile", "bbc", "--"))
    assert {"--to", "-o", "-h"} <= set(offered(ask("convert", "-")))
    assert [] == ask("convert", "--", "-")


def test_values_are_offered_by_what_the_option_takes(ask: Callable[..., list[str]]) -> None:
    assert ["vimeo"] == offered(ask("convert", "--for", "vim"))
    assert ["verbit"] == offered(ask("transcribe", "--provider", "v"))
    assert ["srt,vtt\tWebVTT"] == ask("convert", "--to", "srt,v")
    assert ["time,lines", "time,split"] == offered(ask("fix", "--rules=time,"))[-2:] or ask(
        "fix", "--rules", "time,"
    )
    assert ["whisperx\ta provider's result"] == ask("convert", "--from", "whisperx")
    assert [] == ask("convert", "--max-cps", "")
    assert ["bbc", "bbc-vertical"] == offered(ask("profiles", "bb"))


def test_files_are_offered_by_what_the_command_reads(ask: Callable[..., list[str]], here: Path) -> None:
    for name in ("a.srt", "b.png", "c.toml", "d.mp4", "e.SRT", ".f.srt", "g/h.vtt"):
        (here / name).parent.mkdir(exist_ok=True)
        (here / name).touch()
    assert ["a.srt", "e.SRT", "g/"] == ask("check", "")
    assert ["g/h.vtt"] == ask("check", "g/")
    assert [".f.srt"] == ask("check", ".f")
    assert ["d.mp4", "g/"] == ask("transcribe", "") == ask("probe", "")
    assert ["g/"] == ask("convert", "--output-dir", "")
    assert "c.toml" in ask("convert", "--profile", "")
    assert ["--profile=c.toml"] == ask("convert", "--profile=c.")
    assert [] == ask("check", "no/such/folder/")


def test_jobs_are_offered_by_the_shortest_key_with_what_they_are(
    ask: Callable[..., list[str]], here: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    media = tmp_path_factory.mktemp("media") / "talk one.mp4"
    media.write_bytes(b"x")
    options = adapters()["verbit"]
    assert isinstance(options, JobAdapter)
    with Store(here / "state/subkit") as store:
        record = store.intend("verbit", Source(media.name, path=media), options.options())
    expected = [f"{record.key[:8]}\tverbit, new: talk one.mp4"]
    assert expected == ask("jobs", "show", "")
    assert expected == ask("jobs", "wait", "x", record.key[:3])
    assert expected == ask("jobs", "show", "--state-dir", str(here / "state/subkit"), "")
    assert [] == ask("jobs", "show", "--state-dir", str(here), "")


def test_asking_for_jobs_makes_no_store(ask: Callable[..., list[str]], here: Path) -> None:
    assert [] == ask("jobs", "show", "")
    assert not (here / "state").exists()


@pytest.mark.parametrize(
    "words", [["convrt", ""], ["convert", "--bogus", ""], ["jobs", "nothing", "x", ""], ["--version"]]
)
def test_what_is_wrong_before_the_cursor_is_no_error(ask: Callable[..., list[str]], words: list[str]) -> None:
    assert not any("error" in line for line in ask(*words))


@pytest.mark.parametrize(
    "words", [["convert", "--from", "p"], ["transcribe", "--provider", "v"], ["jobs", "show", ""]]
)
def test_no_adapter_is_loaded_to_answer(here: Path, words: list[str]) -> None:
    probe = "import sys; from subkit.cli import main; main(sys.argv[1:]); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", probe, "--", *words],
        cwd=here, env={"_SUBKIT_COMPLETE": "zsh", "HOME": str(here)}, capture_output=True, check=True, text=True,
    )  # fmt: skip
    loaded = done.stdout.splitlines()[-1].split()
    assert "subkit.cli.completing" in loaded
    assert [] == [
        name for name in loaded if name.startswith(("subkit_adapters", "httpx", "subkit.captioning"))
    ]


def test_the_names_in_the_table_are_those_there_are() -> None:
    able = [name for name, one in adapters().items() if isinstance(one, JobAdapter)]
    assert tuple(able) == names.SERVICES
    suffixes = {suffix.rpartition(".")[1] + suffix.rpartition(".")[2] for form in formats().values() if form.readable
                for suffix in form.suffixes}  # fmt: skip
    assert suffixes <= set(names.CAPTIONS)
    context = root.make_context("subkit", ["adapters"])
    assert list(MEANS) == [name for name, _ in names.means(context)]
    assert all(Profile.load(name) for name, _ in names.profiles(context))


def test_no_line_of_the_table_is_for_an_option_that_there_is_not() -> None:
    parameters = [(words[-1], one) for words, command in every_command() for one in command.params]
    assert not {*values.OPTIONS} - {name for _, one in parameters for name in one.opts}
    arguments = {(command, one.name) for command, one in parameters}
    assert not {*values.ARGUMENTS} - arguments
