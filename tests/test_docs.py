"""What the pages show is true: their Python runs, their commands run, their links lead somewhere."""

from __future__ import annotations

import ast
import doctest
import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import tomllib
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from page_blocks import PAGES, READ, ROOT, Block, blocks, commands, left_out, with_blocks
from ports import reserved

from subkit import formats

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)|<img[^>]* src=\"([^\"]+)\"|srcset=\"([^\"]+)\"")
OUTPUT = doctest.OutputChecker()
PORT = re.compile(r"\b87(?:87|90)\b")
PATIENCE = 120.0
# What takes seconds of its own (it codes video, or waits as a provider wants it) runs with SUBKIT_DOCS=all: make test-docs.
LONG = {"docs/how-to/captioned-video.md", "docs/how-to/pictory-job.md", "docs/video.md"}
TYPED = [
    page
    for page in with_blocks("sh", "console")
    if page.as_posix() not in LONG or os.environ.get("SUBKIT_DOCS") == "all"
]


@pytest.fixture
def newcomer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder such as a reader sits in: the samples at hand, `subkit` on the path."""
    here = tmp_path / "here"
    shutil.copytree(ROOT / "samples", here / "samples", copy_function=os.symlink)
    shutil.copyfile(ROOT / "samples/pictory/workshop.json", here / "talk.json")
    monkeypatch.chdir(here)
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("SUBKIT_STATE_DIR", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return here


@pytest.fixture(scope="session")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A video of the workshop: its sound, which is true to the sample, under a test pattern."""
    made = tmp_path_factory.mktemp("media") / "talk.mp4"
    pattern = ["-f", "lavfi", "-i", "testsrc2=size=320x180:rate=25"]
    sound = ["-i", str(ROOT / "samples/audio/workshop.opus")]
    coding = ["-shortest", "-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac", str(made)]
    subprocess.run(
        [which("ffmpeg") or "ffmpeg", "-v", "error", "-nostdin", *pattern, *sound, *coding], check=True
    )
    return made


@pytest.fixture
def terminal(newcomer: Path, tmp_path: Path) -> Iterator[Terminal]:
    """Where the commands of a page are typed in."""
    opened = Terminal(newcomer, tmp_path / "exported")
    yield opened
    opened.close()


class Terminal:
    """A shell that keeps what was exported from one command to the next, and ends what was left running."""

    def __init__(self, here: Path, exported: Path) -> None:
        self.here, self.exported, self.running = here, exported, list[subprocess.Popen[bytes]]()
        self.ports: dict[str, str] = {}
        self.exported.touch()

    def with_free_ports(self, command: str) -> str:
        """The command with ports that are free in place of those that the pages name, the same each time."""
        return PORT.sub(lambda named: self.ports.setdefault(named[0], free_port()), command)

    def run(self, command: str) -> tuple[int, str]:
        """The exit code of a command, and all it says."""
        kept = shlex.quote(str(self.exported))
        script = f". {kept}\nset -e\ntrap 'export -p >{kept}' EXIT\n{self.with_free_ports(command)}"
        with tempfile.TemporaryFile() as said:
            shell = subprocess.Popen(
                ["/bin/sh", "-c", script], stdout=said, stderr=said, cwd=self.here, start_new_session=True
            )
            self.running.append(shell)
            code = shell.wait()
            said.seek(0)
            return code, said.read().decode()

    def leave_running(self, command: str) -> None:
        """Start a command that runs until it is stopped; it has begun when it says its first word."""
        script = f". {shlex.quote(str(self.exported))}\n{self.with_free_ports(command)}"
        with tempfile.NamedTemporaryFile() as said:
            shell = subprocess.Popen(
                ["/bin/sh", "-c", script], stdout=said, stderr=said, cwd=self.here, start_new_session=True
            )
            self.running.append(shell)
            deadline = time.monotonic() + PATIENCE
            while not Path(said.name).stat().st_size and shell.poll() is None:
                assert time.monotonic() < deadline, f"{command} says nothing"
                time.sleep(0.02)
            assert shell.poll() is None, Path(said.name).read_text("utf-8")

    def close(self) -> None:
        for shell in self.running:
            try:
                os.killpg(shell.pid, signal.SIGTERM)
            except ProcessLookupError:
                continue
            shell.wait(PATIENCE)


def free_port() -> str:
    with reserved() as found:
        return str(found.getsockname()[1])


@pytest.mark.parametrize("page", with_blocks("python"), ids=str)
@pytest.mark.usefixtures("newcomer")
def test_the_python_of_a_page_runs(page: Path) -> None:
    names: dict[str, Any] = {"__name__": "page"}
    for block in blocks(page, "python"):
        if not block.runs:
            continue
        if ">>>" in block.text:
            example = doctest.DocTestParser().get_doctest(block.text, names, str(page), str(page), block.line)
            example.globs = names
            runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
            assert runner.run(example, clear_globs=False).failed == 0, block.text
        else:
            exec(compile(block.text, str(page), "exec", dont_inherit=True), names)  # noqa: S102 - the page's own example


@pytest.mark.parametrize("page", TYPED, ids=str)
def test_the_commands_of_a_page_run(page: Path, terminal: Terminal, request: pytest.FixtureRequest) -> None:
    if page.name == "commands.md":
        return  # every help in it is compared word for word by tests/cli/test_help.py
    typed = [block for block in blocks(page) if block.file or (block.runs and block.kind != "python")]
    if any("talk.mp4" in block.text for block in typed):
        shutil.copyfile(request.getfixturevalue("talk"), terminal.here / "talk.mp4")
    for block in typed:
        if block.file:
            (terminal.here / block.file).parent.mkdir(parents=True, exist_ok=True)
            (terminal.here / block.file).write_text(block.text, "utf-8")
            continue
        if block.stays:
            terminal.leave_running(block.text)
            continue
        for command, expected in commands(block):
            code, said = terminal.run(command)
            expected = terminal.with_free_ports(expected)  # noqa: PLW2901 - the page's own, with these ports
            assert int(command.partition("# exit ")[2] or 0) == code, f"{command}\n{said}"
            assert not expected or OUTPUT.check_output(expected, said, doctest.ELLIPSIS), f"{command}\n{said}"


@pytest.mark.parametrize("page", with_blocks(*READ), ids=str)
def test_the_data_of_a_page_can_be_read(page: Path) -> None:
    readers: dict[str, Callable[[str], object]] = {
        "toml": tomllib.loads,
        "json": json.loads,
        "yaml": yaml.safe_load,
        "srt": lambda text: formats.parse(text, "srt").cues,
        "vtt": lambda text: formats.parse(text, "vtt").cues,
        "pyi": ast.parse,
    }
    assert set(readers) == READ
    for block in blocks(page, *readers):
        assert block.reason or readers[block.kind](block.text)


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_every_block_of_a_page_is_found(page: Path) -> None:
    fences = re.findall(r"^[> ]*```", (ROOT / page).read_text("utf-8"), re.MULTILINE)
    assert 2 * len(blocks(page)) == len(fences), "a block is indented, or is not closed"


def test_few_blocks_are_not_run_and_each_says_why(golden: Callable[[Path, str], None]) -> None:
    golden(ROOT / "tests/blocks_not_run.txt", "".join(f"{line}\n" for line in left_out()))


def test_a_block_that_nobody_can_run_has_to_say_so() -> None:
    assert Block(Path("page.md"), 1, "fortran", "").reason == "nobody knows how to run fortran"
    assert [] == [line for line in left_out() if "nobody knows" in line]


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_the_links_of_a_page_lead_somewhere(page: Path) -> None:
    text = (ROOT / page).read_text("utf-8")
    for target in ("".join(groups) for groups in LINK.findall(text)):
        if target.startswith(("https://", "mailto:")):
            continue
        file, _, anchor = target.partition("#")
        linked = (ROOT / page).parent / file if file else ROOT / page
        assert linked.exists(), target
        assert not anchor or anchor in anchors(linked), target


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.*)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
