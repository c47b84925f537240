"""What the project promises of itself: the house plan, light imports, one version, commands that exist."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import entry_points, version
from pathlib import Path

import pytest

import subkit

ROOT = Path(__file__).parent.parent
SOURCES = sorted(
    path.relative_to(ROOT)
    for folder in ("subkit", "adapters", "tests", "samples", "benchmarks")
    for path in (ROOT / folder).rglob("*.py")
)
SCRIPTS = sorted(
    path.relative_to(ROOT)
    for path in [*(ROOT / "scripts").iterdir(), ROOT / ".ci/run"]
    if path.is_file() and path.name != "debian-packages"
)
README = (ROOT / "README.md").read_text("utf-8")

LONGEST_FILE = 300
LONGEST_TESTS = 500
HEAVY = {"click", "httpx", "msgspec", "pysrt", "rich", "webvtt"}


def tool(name: str) -> str:
    return str(Path(sys.executable).with_name(name))


def output_of(*command: str) -> str:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_imports_point_down() -> None:
    assert "broken" not in output_of(tool("lint-imports")).replace("0 broken", "")


def test_importing_subkit_loads_nothing_heavy() -> None:
    code = "import subkit, sys; print(*sys.modules)"
    loaded = {name.partition(".")[0] for name in output_of(sys.executable, "-c", code).split()}
    assert set() == HEAVY & loaded


def test_every_public_name_can_be_had() -> None:
    for name in subkit.__all__:
        assert getattr(subkit, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'sbukit'"):
        _ = subkit.sbukit


def test_the_version_stands_in_one_place() -> None:
    assert subkit.__version__ == version("subkit")
    assert subkit.__version__ in output_of(tool("subkit"), "--version")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert "version" in project["dynamic"]


def test_the_changelog_speaks_of_this_version() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert subkit.__version__ in re.findall(r"^## \[?([\w.]+)", changelog, re.MULTILINE)


def test_the_shipped_adapters_are_entry_points_like_anyones() -> None:
    assert {"pictory", "verbit"} <= {point.name for point in entry_points(group="subkit.adapters")}


@pytest.mark.parametrize("path", SOURCES, ids=str)
def test_a_module_says_in_its_first_line_what_it_is_for(path: Path) -> None:
    text = (ROOT / path).read_text("utf-8")
    assert ast.get_docstring(ast.parse(text))
    assert re.match(r'r?"""\S', text)


@pytest.mark.parametrize("path", SOURCES, ids=str)
def test_a_file_is_short_enough_to_be_read(path: Path) -> None:
    lines = (ROOT / path).read_text("utf-8").count("\n")
    assert lines <= (LONGEST_TESTS if path.parts[0] == "tests" else LONGEST_FILE)


@pytest.mark.parametrize("path", SCRIPTS, ids=str)
def test_a_script_is_understood_by_a_plain_shell(path: Path) -> None:
    output_of("sh", "-n", str(path))
    text = (ROOT / path).read_text("utf-8")
    assert path.suffix == ".sh" or text.startswith("#!/bin/sh\n")
    assert not re.search(r"\[\[|\blocal\b|\bfunction\b|<<<|&>|pipefail", text)


@pytest.mark.parametrize(
    ("lock", "groups"),
    [
        ("demo", ()),
        ("wheel", ("test",)),
        ("test", ("test", "interop", "habits", "lint", "docs", "build")),
        ("fuzz", ("fuzz",)),
    ],
)
def test_everything_that_is_needed_is_locked(lock: str, groups: tuple[str, ...]) -> None:
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    needed = [*pyproject["project"]["dependencies"]]
    for group in groups:
        needed += pyproject["dependency-groups"][group]
    text = (ROOT / f"scripts/locked/{lock}.txt").read_text("utf-8")
    locked = set(re.findall(r"^([\w.-]+)==", text, re.MULTILINE))
    missing = {re.split(r"[<>=;\[ ]", requirement)[0] for requirement in needed} - locked
    assert set() == missing, "sh scripts/lock writes the locked versions anew"


def test_the_readmes_commands_exist_and_ci_runs_the_second() -> None:
    demo, test = re.findall(r"^sh (scripts/\w+)", README, re.MULTILINE)[:2]
    assert (ROOT / demo).is_file()
    assert (ROOT / test).is_file()
    commands = (ROOT / ".ci/run").read_text("utf-8").splitlines()[1:]
    assert [f"exec sh {test}"] == commands


def test_make_is_a_synonym_for_the_scripts() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for script in re.findall(r"^\tsh (\S+)$", makefile, re.MULTILINE):
        assert (ROOT / script).is_file()
    assert "\tsh scripts/test\n" in makefile
