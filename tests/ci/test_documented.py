"""What the page on CI shows is what the tools of others take."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
BLOCKS = [
    yaml.safe_load(text)
    for text in re.findall(r"```yaml\n(.*?)```", (ROOT / "docs/ci.md").read_text("utf-8"), re.DOTALL)
]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
HOOKS = {hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))}


def test_the_workflows_give_the_action_inputs_that_it_has() -> None:
    steps = [step for block in BLOCKS if "jobs" in block for step in block["jobs"]["captions"]["steps"]]
    given = [step.get("with", {}) for step in steps if "subkit" in step["uses"]]
    assert given
    assert all(set(one) <= set(ACTION["inputs"]) for one in given)


def test_the_page_names_every_input_with_its_default() -> None:
    table = dict(
        re.findall(r"^\| `([a-z-]+)` \| (.*?) \|", (ROOT / "docs/ci.md").read_text("utf-8"), re.MULTILINE)
    )
    assert list(ACTION["inputs"]) == list(table)
    for name, one in ACTION["inputs"].items():
        assert not one["default"] or f"`{one['default']}`" == table[name]


def test_the_hooks_of_the_page_are_there() -> None:
    hooks = [
        hook
        for block in BLOCKS
        if isinstance(block, dict) and "repos" in block
        for hook in block["repos"][0]["hooks"]
    ]
    hooks += [hook for block in BLOCKS if isinstance(block, list) for hook in block]
    assert HOOKS == {hook["id"] for hook in hooks}


@pytest.mark.parametrize("schema", ["vendor.github-workflows"])
def test_the_workflow_has_the_shape_that_github_asks_for(schema: str, tmp_path: Path) -> None:
    path = tmp_path / "workflow.yml"
    path.write_text(
        yaml.safe_dump(next(block for block in BLOCKS if True in block), sort_keys=False).replace(
            "true:", "on:", 1
        )
    )
    checker = Path(sys.executable).parent / "check-jsonschema"
    done = subprocess.run(
        [checker, "--builtin-schema", schema, path], capture_output=True, text=True, check=False
    )
    assert 0 == done.returncode, done.stdout
