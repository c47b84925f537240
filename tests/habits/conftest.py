"""Where the programs that others bring run: their own virtual environments, made once, and the stand-ins they call."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from standins import standing_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from standins import World

ROOT = Path(__file__).parents[2]


@pytest.fixture
def world(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[World]:
    """The providers' stand-ins, and a file talk.wav."""
    with standing_in(tmp_path, tmp_path_factory.mktemp("outside"), monkeypatch) as found:
        yield found


@pytest.fixture
def python_with() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs a script by the Python of an environment that ``scripts/test-examples`` made, with the examples at hand."""

    def running(
        environment: str, script: str, *arguments: str | Path, **variables: Any
    ) -> subprocess.CompletedProcess[str]:
        python = ROOT / environment / "bin" / "python"
        assert python.exists(), "run these tests by scripts/test-examples"
        path = f"{python.parent}{os.pathsep}{os.environ['PATH']}"
        return subprocess.run(
            [python, "-c", script, *arguments], capture_output=True, text=True, check=False, timeout=600,
            env={**os.environ, "PYTHONPATH": str(ROOT / "examples"), "PATH": path, **variables},
        )  # fmt: skip

    return running
