"""The hooks, run by pre-commit itself from a clone of this repository, in environments that it makes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
BAD = "1\n00:00:01,000 --> 00:00:01,100\nHello there.\n"
USER = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
PRE_COMMIT = Path(sys.executable).parent / "pre-commit"


def git(folder: Path, *arguments: str | Path) -> None:
    subprocess.run(
        [shutil.which("git") or "git", *USER, *arguments], cwd=folder, check=True, capture_output=True
    )


def test_the_hooks_check_and_fix_what_is_committed(tmp_path: Path) -> None:
    source, project = tmp_path / "subkit", tmp_path / "project"
    git(tmp_path, "clone", "--quiet", ROOT, source)
    project.mkdir()
    git(project, "init", "--quiet")
    (project / "talk one.srt").write_text(BAD)
    (project / "notes.txt").write_text("no captions\n")
    git(project, "add", "--all")

    def tried(hook: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [PRE_COMMIT, "try-repo", source, hook, "--all-files", "--verbose"],
            cwd=project, env={**os.environ, "PRE_COMMIT_HOME": str(tmp_path / "home")}, capture_output=True, text=True, check=False,
        )  # fmt: skip

    fixed = tried("subkit-fix")
    assert (1, True) == (fixed.returncode, "files were modified by this hook" in fixed.stdout), (
        fixed.stdout + fixed.stderr
    )
    assert (project / "talk one.srt").read_text() != BAD
    assert 0 == tried("subkit-fix").returncode
    checked = tried("subkit-check")
    assert 0 == checked.returncode, checked.stdout
    (project / "talk one.srt").write_text("1\n00:00:03,000 --> 00:00:02,000\nBackwards.\n")
    assert (1, True) == ((again := tried("subkit-check")).returncode, "talk one.srt" in again.stdout)
