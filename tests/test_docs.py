"""What the pages show is true: their Python runs, their commands run, their links lead somewhere."""

from __future__ import annotations

import doctest
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
PAGES = sorted(
    path.relative_to(ROOT)
    for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), ROOT / "samples/README.md"]
)
FENCE = re.compile(r"^```(\w+)[^\n]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)|<img[^>]* src=\"([^\"]+)\"|srcset=\"([^\"]+)\"")
OUTPUT = doctest.OutputChecker()


def blocks(page: Path, *kinds: str) -> list[tuple[str, str]]:
    found = FENCE.findall((ROOT / page).read_text("utf-8"))
    return [(kind, text) for kind, text in found if kind in kinds]


@pytest.fixture
def newcomer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder such as a reader sits in: the samples at hand, `subkit` on the path."""
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    shutil.copyfile(ROOT / "samples/pictory/workshop.json", tmp_path / "talk.json")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    return tmp_path


@pytest.mark.parametrize("page", PAGES, ids=str)
@pytest.mark.usefixtures("newcomer")
def test_the_python_of_a_page_runs(page: Path) -> None:
    names: dict[str, Any] = {"__name__": "page"}
    for _, text in blocks(page, "python"):
        if ">>>" in text:
            example = doctest.DocTestParser().get_doctest(text, names, str(page), str(page), 0)
            example.globs = names
            runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
            assert runner.run(example, clear_globs=False).failed == 0, text
        else:
            exec(compile(text, str(page), "exec", dont_inherit=True), names)  # noqa: S102 - the page's own example


@pytest.mark.parametrize("page", PAGES, ids=str)
@pytest.mark.usefixtures("newcomer")
def test_the_commands_of_a_page_run(page: Path) -> None:
    for kind, text in blocks(page, "sh", "console"):
        for command, expected in session(text) if kind == "console" else plain(text):
            done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)  # noqa: S602 - ours
            got = done.stdout + done.stderr
            assert int(command.partition("# exit ")[2] or 0) == done.returncode, f"{command}\n{got}"
            assert not expected or OUTPUT.check_output(expected, got, doctest.ELLIPSIS), f"{command}\n{got}"


def plain(text: str) -> list[tuple[str, str]]:
    """The commands of a block of ``sh`` that are ours to run."""
    lines = text.replace("\\\n", "").splitlines()
    return [(line, "") for line in lines if line.startswith("subkit ")]


def session(text: str) -> list[tuple[str, str]]:
    """The commands of a block of ``console``, each with the output shown below it."""
    parts = re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]
    return [(command, output) for command, _, output in (part.partition("\n") for part in parts)]


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_the_data_of_a_page_can_be_read(page: Path) -> None:
    for kind, text in blocks(page, "toml", "json"):
        assert (tomllib.loads if kind == "toml" else json.loads)(text)


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
