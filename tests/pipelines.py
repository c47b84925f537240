"""What the tests of the examples' pipelines share: a folder of results, and running a program in it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"


def with_results(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder with two results in it, the current one now, with subkit on the path."""
    (folder / "results").mkdir()
    for name in ("product.json", "workshop.json"):
        shutil.copyfile(ROOT / "samples/pictory" / name, folder / "results" / name)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    return folder


def ran(*command: str | Path) -> subprocess.CompletedProcess[str]:
    program = shutil.which(str(command[0])) or command[0]
    return subprocess.run([program, *command[1:]], capture_output=True, text=True, check=False)


def times(folder: Path, pattern: str) -> dict[str, int]:
    """When each file was written, by name."""
    return {path.name: path.stat().st_mtime_ns for path in sorted(folder.glob(pattern))}
