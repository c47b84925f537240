"""Entry points: what the standard library finds, without loading it; and who is asked where that cannot be known."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from importlib import metadata
from typing import TYPE_CHECKING

import pytest
from distribution import install

from subkit.entry_points import EntryPoint, entry_points, offers_on

if TYPE_CHECKING:
    from pathlib import Path

ASK = """
import sys
sys.path.insert(0, sys.argv[1])
{before}
from subkit.entry_points import entry_points
print("importlib.metadata" in sys.modules)
print(*((point.value, point.home) for point in entry_points("subkit.tests")), sep="\\n")
print("importlib.metadata" in sys.modules)
"""
FINDER = """
class Finder:
    def find_spec(self, name, path=None, target=None):
        return None

    def find_distributions(self, context):
        return ()
sys.meta_path.append(Finder())
"""


def ask(path: Path, before: str = "") -> tuple[list[str], bool]:
    """What another process finds with that on its path, and whether that took the standard library."""
    code = ASK.format(before=before)
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    loaded_before, *found, loaded_after = done.stdout.splitlines()
    return found, loaded_before != loaded_after


@pytest.mark.parametrize("group", ["console_scripts", "pytest11", "subkit.adapters", "subkit.marks", "none"])
def test_what_is_found_is_what_the_standard_library_finds(group: str) -> None:
    theirs = [(point.name, point.value) for point in metadata.entry_points(group=group)]
    assert sorted(theirs) == sorted((point.name, point.value) for point in entry_points(group))


def test_a_point_says_who_brings_it_without_the_standard_library(tmp_path: Path) -> None:
    install(tmp_path, "acme-tests", "one = acme:one.two [extra]", "acme", "", group="subkit.tests")
    assert (["('acme:one.two [extra]', 'acme-tests')"], False) == ask(tmp_path)


def test_in_an_archive_the_standard_library_looks(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    install(folder, "acme-tests", "one = acme:one", "acme", "", group="subkit.tests")
    archive = tmp_path / "acme.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for file in folder.rglob("*"):
            packed.write(file, str(file.relative_to(folder)))
    assert (["('acme:one', 'acme-tests')"], True) == ask(archive)


def test_an_importer_that_knows_distributions_is_asked(tmp_path: Path) -> None:
    install(tmp_path, "acme-tests", "one = acme:one", "acme", "", group="subkit.tests")
    assert (["('acme:one', 'acme-tests')"], True) == ask(tmp_path, FINDER)


def test_the_first_on_the_path_of_one_distribution_counts(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    for folder, name in ((first, "acme-tests"), (second, "Acme.Tests")):
        folder.mkdir()
        install(folder, name, f"one = {folder.name}:one", "acme", "", group="subkit.tests")
    found = offers_on([str(tmp_path / "nowhere"), str(first), str(second)])
    assert found is not None
    assert [f"{first}/acme_tests-1.0.dist-info"] == list(found)


def test_an_egg_is_for_the_standard_library(tmp_path: Path) -> None:
    egg = tmp_path / "acme.egg"
    egg.mkdir()
    assert offers_on([str(egg)]) is None


def test_what_offers_nothing_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "old.egg-info").write_text("Metadata-Version: 1.0\n")
    (tmp_path / "bare-1.0.dist-info").mkdir()
    assert {} == offers_on([str(tmp_path)])


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("subkit.entry_points:EntryPoint", EntryPoint),
        (" subkit.entry_points : EntryPoint.load ", EntryPoint.load),
        ("subkit.entry_points:EntryPoint[extra, other]", EntryPoint),
        ("sys", sys),
    ],
)
def test_a_point_is_loaded_as_it_is_written(value: str, found: object) -> None:
    assert found is EntryPoint("name", value).load()


def test_a_point_of_no_known_distribution_is_called_what_it_offers() -> None:
    assert "acme:adapter" == EntryPoint("acme", "acme:adapter", "/nowhere").home
