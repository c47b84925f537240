"""What the program loads: start-up is a promise, and it is kept by loading little."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

KEEP_NOTHING = {"PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX"}
PROBE = """
import sys
{first}
before = set(sys.modules)
import atexit
from subkit.cli import program
atexit.register(lambda: print(*sorted(set(sys.modules) - before), file=sys.stderr))
program()
"""


def loaded(here: Path, *arguments: str, first: str = "") -> set[str]:
    """The modules that a run loads, besides those that were loaded first."""
    probe = PROBE.format(first=first)
    keeping = {name: value for name, value in os.environ.items() if name not in KEEP_NOTHING}
    done = subprocess.run(
        [sys.executable, "-c", probe, *arguments],
        cwd=here,
        capture_output=True,
        check=True,
        text=True,
        env=keeping,
    )
    return set(done.stderr.splitlines()[-1].split())


def test_the_version_loads_nothing(here: Path) -> None:
    assert {"subkit", "subkit.cli", "subkit.compiled"} == {
        name for name in loaded(here, "--version") if name.startswith(("subkit", "click", "msgspec", "json"))
    }


def test_the_help_loads_nothing_but_its_page(here: Path) -> None:
    assert {"subkit", "subkit.cli", "subkit.cli.exits", "subkit.cli.front_page"} == {
        name for name in loaded(here, "--help") if name.startswith(("subkit", "click", "msgspec", "json"))
    }


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


SAMPLES = Path(__file__).parents[2] / "samples"
PLAIN = ["pictory/product.json", "verbit/lecture.json"]
LIBRARIES = "import click, msgspec, pysrt"
OURS = {
    "captioning", "cli", "collector", "compiled", "config", "contents", "contradictions", "detection", "document", "entry_points", "errors", "files",
    "formats", "frames", "inheritance", "labels", "language", "loose_json", "marks", "mending", "model", "outline", "patterns",
    "payload", "plugins", "profile", "profile_table", "provenance", "reading", "reading_speed", "registry", "report", "scorer",
    "shot_rules", "sounds", "spans", "stamps", "tables", "timecode", "vectors", "weights", "wording", "writing", "adapter", "audience",
}  # fmt: skip
SLOW = {
    "asyncio", "csv", "email", "html", "http", "httpx", "importlib.metadata", "importlib.resources", "json", "logging",
    "numpy", "pathlib", "rich", "shutil", "socket", "sqlite3", "ssl", "subprocess", "tempfile", "urllib", "webvtt", "xml",
    "zipfile", "anyio", "chardet", "rapidfuzz", "click.testing",
}  # fmt: skip
SELDOM = {"explain", "explanation", "keeping", "prices", "rivals", "sharing", "terms"}
"""What captioning does for those who ask for it."""
MOST = 148
"""So many modules of our own a plain conversion may load: finding and reading one costs, whatever is in it."""


def below(found: set[str], package: str) -> set[str]:
    """The modules of a package, by the rest of their names up to the next dot."""
    return {
        name.removeprefix(f"{package}.").partition(".")[0] for name in found if name.startswith(f"{package}.")
    }


@pytest.mark.parametrize("sample", PLAIN)
def test_converting_loads_only_what_it_uses(here: Path, sample: str) -> None:
    path = here / "talk.json"
    path.write_bytes((SAMPLES / sample).read_bytes())
    found = loaded(here, "convert", str(path), first=LIBRARIES)
    assert not found & SLOW
    assert below(found, "subkit") <= OURS
    own = {"marks", Path(sample).parent.name}
    assert own <= below(found, "subkit_adapters") <= own | {"together"}
    assert {"catalogue", "direction", "encoding", "media", "opening", "portable", "srt", "writing"} >= below(
        found, "subkit.formats"
    )
    assert {"items", "writing"} == below(found, "subkit.formats.srt")
    assert not below(found, "subkit.captioning") & SELDOM
    assert not below(found, "subkit.cli") & {"failures", "listing", "measures", "stdout"}
    ours = {name for name in found if name.startswith(("subkit.", "subkit_adapters."))}
    assert len(ours) <= MOST, sorted(ours)


def test_a_process_of_its_own_loads_little_of_the_standard_library(
    here: Path, talk: Callable[..., Path]
) -> None:
    loaded(
        here, "convert", str(talk()), "-o", "talk.srt"
    )  # leaves the tables of the profile and the language
    found = loaded(here, "convert", str(talk()), "-o", "talk.srt")
    assert not found & {
        "ast",
        "dis",
        "tokenize",
        "typing_extensions",
        "difflib",
        "locale",
        "tomllib",
        "string",
    }
    assert not loaded(here, "convert", "--help") & {
        "ast", "dis", "typing_extensions", "shutil", "bz2", "fractions", "decimal", "subkit.errors",
    }  # fmt: skip


def test_converting_to_webvtt_loads_nothing_of_subrip(here: Path, talk: Callable[..., Path]) -> None:
    found = loaded(here, "convert", str(talk()), "-o", "talk.vtt")
    assert "webvtt" in found
    assert not found & {"pysrt", "subkit.formats.srt"}


@pytest.mark.parametrize("command", ["formats", "adapters", "profiles"])
def test_listing_loads_no_work(here: Path, command: str) -> None:
    assert not loaded(here, command) & {
        "subkit.captioning",
        "pysrt",
        "importlib.metadata",
        "email",
        "asyncio",
    }
