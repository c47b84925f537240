"""The hooks, run by pre-commit itself from a clone of this repository, in environments that it makes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BAD = "1\n00:00:01,000 --> 00:00:01,100\nHello there.\n"
USER = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
CONFIG = """
repos:
  - repo: {source}
    rev: {commit}
    hooks:
      - id: subkit-fix
      - id: subkit-check
"""
PRE_COMMIT = Path(sys.executable).parent / "pre-commit"


def git(folder: Path, *arguments: str | Path) -> str:
    command = [shutil.which("git") or "git", *USER, *arguments]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout.strip()


@pytest.mark.writes_secrets  # the clone has the file that says what is looked for
def test_the_hooks_fix_and_check_what_is_committed(tmp_path: Path) -> None:
    source, project = tmp_path / "subkit", tmp_path / "project"
    git(tmp_path, "clone", "--quiet", ROOT, source)
    project.mkdir()
    git(project, "init", "--quiet")
    (project / "talk one.srt").write_text(BAD)
    (project / "notes.txt").write_text("no captions\n")
    (project / ".pre-commit-config.yaml").write_text(
        CONFIG.format(source=source, commit=git(source, "rev-parse", "HEAD"))
    )
    git(project, "add", "--all")

    def run(hook: str) -> tuple[int, str]:
        done = subprocess.run(
            [PRE_COMMIT, "run", hook, "--all-files"],
            cwd=project, env={**os.environ, "PRE_COMMIT_HOME": str(tmp_path / "home")}, capture_output=True, text=True, check=False,
        )  # fmt: skip
        return done.returncode, done.stdout + done.stderr

    code, said = run("subkit-fix")
    assert (1, True) == (code, "files were modified by this hook" in said), said
    assert (project / "talk one.srt").read_text() != BAD
    assert 0 == run("subkit-fix")[0]
    assert 0 == run("subkit-check")[0]
    (project / "talk one.srt").write_text("1\n00:00:03,000 --> 00:00:02,000\nBackwards.\n")
    code, said = run("subkit-check")
    assert (1, True) == (code, "talk one.srt" in said), said
