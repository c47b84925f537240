"""What the program loads: start-up is a promise, and it is kept by loading little."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PROBE = """
import sys
before = set(sys.modules)
from subkit.cli import main
code = main(sys.argv[1:])
print(*sorted(set(sys.modules) - before), file=sys.stderr)
"""


def loaded(here: Path, *arguments: str) -> set[str]:
    """The modules that a run loads."""
    done = subprocess.run(
        [sys.executable, "-c", PROBE, *arguments], cwd=here, capture_output=True, check=True, text=True
    )
    return set(done.stderr.splitlines()[-1].split())


def test_the_version_loads_nothing(here: Path) -> None:
    assert {"subkit", "subkit.cli", "subkit.compiled"} == {
        name for name in loaded(here, "--version") if name.startswith(("subkit", "click", "msgspec", "json"))
    }


def test_the_help_loads_no_command(here: Path) -> None:
    found = loaded(here, "--help")
    assert "click" in found
    assert not found & {"subkit.cli.convert", "subkit.cli.adapters", "msgspec", "json", "subkit.errors"}


@pytest.mark.parametrize("command", ["convert", "adapters", "profiles", "formats"])
def test_the_help_of_a_command_loads_no_work(here: Path, command: str) -> None:
    found = loaded(here, command, "--help")
    assert not found & {
        "msgspec",
        "subkit.captioning",
        "subkit.registry",
        "subkit.formats",
        "importlib.metadata",
    }


def test_converting_loads_only_what_it_uses(here: Path, talk: Callable[..., Path]) -> None:
    found = loaded(here, "convert", str(talk()))
    assert "pysrt" in found
    assert not found & {"webvtt", "httpx", "rich", "numpy", "asyncio", "subkit.formats.vtt", "click.testing"}
