"""The GitHub Action: its shape, and its steps run as a runner would, in a repository with a pull request."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
GOOD = "1\n00:00:01,000 --> 00:00:03,000\nHello there.\n"
BAD = "1\n00:00:01,000 --> 00:00:01,100\nMuch too short to read.\n"
BINARIES = Path(sys.executable).parent


class Repository:
    """A repository with a main branch and one that is to be merged, and the runner's files beside it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.runner = folder / "repository", folder / "runner"
        self.folder.mkdir()
        self.runner.mkdir()
        self.git("init", "--quiet", "--initial-branch=main")
        self.write("old.srt", BAD)
        self.base = self.commit()

    def git(self, *arguments: str) -> str:
        quiet = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
        git = shutil.which("git") or "git"
        done = subprocess.run(
            [git, *quiet, *arguments], cwd=self.folder, capture_output=True, text=True, check=True
        )
        return done.stdout.strip()

    def write(self, name: str, text: str) -> None:
        (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / name).write_text(text, encoding="utf-8")

    def commit(self) -> str:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message=x")
        return self.git("rev-parse", "HEAD")

    def checked(
        self, event: object, name: str = "pull_request", **inputs: str
    ) -> tuple[int, list[str], dict[str, str]]:
        """The exit code of the step, its annotations, and its outputs."""
        (self.runner / "event.json").write_text(json.dumps(event), encoding="utf-8")
        output = self.runner / "output"
        output.write_text("")
        step = next(one for one in ACTION["runs"]["steps"] if one.get("id") == "check")
        given = {key.replace("-", "_").upper(): str(one["default"]) for key, one in ACTION["inputs"].items()}
        variables = {key: given[key] for key in step["env"] if key != "ACTION"}
        done = subprocess.run(
            [shutil.which("bash") or "bash", "-e", "-o", "pipefail", "-c", step["run"]],
            cwd=self.folder, capture_output=True, text=True, check=False,
            env={
                "PATH": f"{BINARIES}{os.pathsep}{os.environ['PATH']}", "HOME": str(self.runner), "LANG": "C.UTF-8",
                "GITHUB_EVENT_NAME": name, "GITHUB_EVENT_PATH": str(self.runner / "event.json"),
                "GITHUB_OUTPUT": str(output), "ACTION": str(ROOT), **variables, **inputs,
            },
        )  # fmt: skip
        assert "Traceback" not in done.stderr, done.stderr
        outputs = dict(line.split("=", 1) for line in output.read_text().splitlines())
        return done.returncode, done.stdout.splitlines(), outputs


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path)


@pytest.fixture
def pull(repository: Repository) -> dict[str, object]:
    """The event of a pull request against what was there first."""
    return {"pull_request": {"base": {"sha": repository.base}}}


def files_of(annotations: list[str]) -> set[str]:
    return {
        line.partition("file=")[2].partition(",")[0] for line in annotations if line.startswith("::error")
    }


def test_the_changed_files_alone_are_annotated_by_the_lines_they_have(
    repository: Repository, pull: dict[str, object]
) -> None:
    repository.write("good.srt", GOOD)
    repository.write("deep/er/bad talk.srt", BAD)
    repository.write("notes.txt", "no captions")
    repository.commit()
    code, annotations, outputs = repository.checked(pull)
    assert (1, {"deep/er/bad talk.srt"}, {"checked": "2"}) == (code, files_of(annotations), outputs)
    assert any(
        line.startswith("::error file=deep/er/bad talk.srt,line=2,title=cue 1%3A ") for line in annotations
    )


def test_hostile_names_are_names(repository: Repository, pull: dict[str, object]) -> None:
    names = (
        "-x.srt",
        "$(touch gone).srt",
        "a;b.srt",
        "q'uo\"te.srt",
        "ta[x].vtt",
        "über 🎬.srt",
        "new\nline.srt",
        "`id`.srt",
    )
    for name in names:
        repository.write(name, BAD if name.endswith(".srt") else f"WEBVTT\n\n{BAD[2:].replace(',', '.')}")
    repository.commit()
    code, annotations, outputs = repository.checked(pull)
    assert (1, {"checked": str(len(names))}) == (code, outputs)
    escaped = {name.replace("%", "%25").replace("\n", "%0A") for name in names}
    assert escaped == files_of(annotations)
    assert not (repository.folder / "gone").exists()


def test_what_was_removed_or_is_no_caption_file_is_not_checked(
    repository: Repository, pull: dict[str, object]
) -> None:
    (repository.folder / "old.srt").unlink()
    repository.write("README.md", "x")
    repository.commit()
    assert (0, [], {"checked": "0"}) == repository.checked(pull)


def test_the_inputs_say_what_counts_and_where_sarif_goes(
    repository: Repository, pull: dict[str, object]
) -> None:
    repository.write("captions/new.srt", BAD)
    repository.write("drafts/new.srt", BAD)
    repository.commit()
    code, annotations, outputs = repository.checked(
        pull, FILES="captions/**\n", UPLOAD_SARIF="true", PROFILE="netflix-en"
    )
    assert (1, {"captions/new.srt"}) == (code, files_of(annotations))
    assert {"checked": "1", "sarif-file": "subkit.sarif"} == outputs
    (run,) = json.loads((repository.folder / "subkit.sarif").read_text())["runs"]
    assert run["results"]
    assert 0 == repository.checked(pull, FAIL_ON="never")[0]
    assert {"checked": "3"} == repository.checked(pull, ALL_FILES="true", FAIL_ON="never")[2]


@pytest.mark.parametrize(
    ("name", "event"),
    [
        ("push", lambda base: {"before": base}),
        ("merge_group", lambda base: {"merge_group": {"base_sha": base}}),
    ],
)
def test_a_push_and_a_merge_queue_say_their_base_elsewhere(
    repository: Repository, name: str, event: Callable[[str], object]
) -> None:
    repository.write("new.srt", BAD)
    repository.commit()
    assert {"new.srt"} == files_of(repository.checked(event(repository.base), name)[1])


def test_without_a_base_every_file_is_checked(repository: Repository) -> None:
    for name, event in (
        ("workflow_dispatch", {}),
        ("push", {"before": "0" * 40}),
        ("push", {"before": "1" * 40}),
    ):
        assert {"old.srt"} == files_of(repository.checked(event, name)[1])


def test_every_input_reaches_a_step_as_a_variable_and_none_as_a_script() -> None:
    steps = ACTION["runs"]["steps"]
    used = " ".join(
        str(value)
        for step in steps
        for value in [*step.get("env", {}).values(), *step.get("with", {}).values()]
    )
    conditions = " ".join(step.get("if", "") for step in steps)
    outputs = {"sarif-file"}
    assert all(f"inputs.{name}" in used + conditions for name in ACTION["inputs"])
    assert all("${{" not in step.get("run", "") for step in steps)
    assert outputs < set(ACTION["outputs"])


def test_the_action_has_the_shape_that_github_asks_for() -> None:
    checker = BINARIES / "check-jsonschema"
    for schema, path in (("vendor.github-actions", "action.yml"),):
        done = subprocess.run(
            [checker, "--builtin-schema", schema, ROOT / path], capture_output=True, text=True, check=False
        )
        assert 0 == done.returncode, done.stdout
