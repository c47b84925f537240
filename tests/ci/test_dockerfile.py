"""The Dockerfile: a linter takes it, and what it copies is there. `make test-habits` runs its steps."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import subkit

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "Dockerfile").read_text("utf-8")
IGNORE = (ROOT / ".dockerignore").read_text("utf-8").split("\n")


def copied() -> list[str]:
    """What is copied from the folder of the build."""
    lines = re.findall(r"^COPY (?!--from)(.*)$", TEXT, re.MULTILINE)
    return [path for line in lines for path in line.split()[:-1]]


def test_a_linter_finds_nothing() -> None:
    done = subprocess.run(
        [Path(sys.executable).parent / "hadolint", ROOT / "Dockerfile"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (0, "") == (done.returncode, done.stdout)


def test_all_that_is_copied_is_there_and_sent_to_the_build() -> None:
    assert copied()
    for path in copied():
        assert (ROOT / path).exists()
        kept = {f"!{path}", *(f"!{parent}" for parent in Path(path).parents if str(parent) != ".")}
        assert kept & set(IGNORE)


def test_nothing_is_sent_to_the_build_that_is_not_named() -> None:
    patterns = [line for line in IGNORE if line and not line.startswith("#")]
    assert ("*", "**/__pycache__") == (patterns[0], patterns[-1])


def test_the_image_runs_as_nobody_special_and_says_what_it_is() -> None:
    assert re.search(r"^USER 1000:1000$", TEXT, re.MULTILINE)
    assert f"ARG VERSION={subkit.__version__}\n" in TEXT
    assert {"title", "description", "version", "revision", "licenses"} == set(
        re.findall(r"image\.(\w+)=", TEXT)
    )
    assert TEXT.rstrip().endswith('ENTRYPOINT ["subkit"]\nCMD ["--help"]')
