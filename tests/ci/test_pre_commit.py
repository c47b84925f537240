"""The hooks for pre-commit: what they call does what they say. `make test-habits` runs them in pre-commit itself."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from subkit.formats import formats

HOOKS = {
    hook["id"]: hook
    for hook in yaml.safe_load((Path(__file__).parents[2] / ".pre-commit-hooks.yaml").read_text("utf-8"))
}
BAD = "1\n00:00:01,000 --> 00:00:01,100\nHello there.\n"


def called(hook: str, folder: Path, *arguments: str) -> int:
    """The exit code of a hook's entry, as pre-commit would call it: its arguments, then the files."""
    program, *rest = shlex.split(HOOKS[hook]["entry"])
    command = [Path(sys.executable).parent / program, *rest, *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode


def test_the_hooks_say_what_pre_commit_asks_for() -> None:
    assert {"subkit-check", "subkit-fix"} == set(HOOKS)
    for hook in HOOKS.values():
        assert ("python", True) == (hook["language"], bool(hook["name"] and hook["description"]))


@pytest.mark.parametrize("hook", HOOKS)
def test_the_files_of_a_hook_are_all_that_is_read_without_an_extra_and_is_captions_for_sure(
    hook: str,
) -> None:
    plain = {
        suffix for form in formats().values() if form.readable and not form.extra for suffix in form.suffixes
    }
    # JSON and TSV may hold anything.
    assert plain - {".json", ".tsv"} == {
        suffix for suffix in plain if re.search(HOOKS[hook]["files"], f"talk{suffix}")
    }


def test_checking_fails_on_what_fixing_sets_right(tmp_path: Path) -> None:
    for name in ("a.srt", "b c.srt"):
        (tmp_path / name).write_text(BAD)
    files, style = ("a.srt", "b c.srt"), ("--profile", "netflix-en")
    assert 1 == called("subkit-check", tmp_path, *style, *files)
    assert 0 == called("subkit-fix", tmp_path, *style, *files)
    assert all((tmp_path / name).read_text() != BAD for name in files)
    assert 0 == called("subkit-check", tmp_path, *style, *files)
