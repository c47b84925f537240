"""The reference is what the code says: its pages are made from it, and no public name is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import subkit
from docs.making.names import TOPICS
from docs.making.pages import MADE
from docs.making.site import ROOT
from subkit import language, profile, targeting

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DOCS = ROOT / "docs"


API = [page for page in MADE if page.startswith("reference/api/")]


@pytest.mark.parametrize("page", [page for page in MADE if page not in API])
def test_a_page_of_the_reference_is_what_the_code_says(
    page: str, golden: Callable[[Path, str], None]
) -> None:
    golden(DOCS / page, MADE[page]())


def test_the_pages_of_the_api_are_what_the_docstrings_say(golden: Callable[[Path, str], None]) -> None:
    for page in API:  # in one go: the package is looked through once
        golden(DOCS / page, MADE[page]())


def test_no_page_of_the_reference_is_left_over() -> None:
    assert set(MADE) == {path.relative_to(DOCS).as_posix() for path in (DOCS / "reference").rglob("*")} - {
        "reference/api"
    }


def test_every_public_name_is_told_of_once() -> None:
    told = [name for topic in TOPICS for name in topic.names]
    assert len(set(told)) == len(told)
    assert set(subkit.__all__) - {"__version__"} == {name for name in told if "." not in name}


@pytest.mark.parametrize("page", API)
def test_every_name_has_words_of_its_own(page: str) -> None:
    text = (DOCS / page).read_text("utf-8")
    sections = text.split("\n## ")[1:]
    assert [] == [
        section.partition("\n")[0] for section in sections if len(section.split("```")[-1].split()) < 3
    ]


def test_every_figure_has_its_clause() -> None:
    text = (DOCS / "reference/profiles.md").read_text("utf-8")
    assert set(profile.names()) == {line[3:] for line in text.splitlines() if line.startswith("## ")}
    assert [] == [line for line in text.splitlines() if line.startswith("| `") and line.endswith("|  |")]


@pytest.mark.parametrize(
    ("page", "names"),
    [("languages", language.shipped()), ("targets", targeting.names())],
)
def test_every_language_and_target_is_there(page: str, names: list[str]) -> None:
    text = (DOCS / f"reference/{page}.md").read_text("utf-8")
    assert [] == [name for name in names if f"`{name}`" not in text and f"## {name}\n" not in text]
