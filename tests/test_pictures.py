"""The pictures of the pages show what the search really does, and are drawn the same each time."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

import subkit
from docs.making.site import ROOT
from docs.pictures import search

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PICTURES = ROOT / "docs/pictures"


@pytest.mark.parametrize("name", search.PICTURES)
def test_a_picture_is_drawn_from_the_search(name: str, golden: Callable[[Path, str], None]) -> None:
    golden(PICTURES / name, search.PICTURES[name]())


def test_the_chosen_way_is_that_of_the_captions_and_costs_what_they_do() -> None:
    words = list(subkit.read(search.SAMPLE, language="en-US").words)[search.FIRST : search.LAST]
    reasons = subkit.explain(subkit.Transcript((subkit.Segment(tuple(words)),), language="en-US"))
    cost, ends = search.ways()[0]
    assert (reasons.total, search.stretch().chosen) == (cost, ends)
    units = search.stretch().units
    cues = [" ".join(units[begin:end]) for begin, end in pairwise(ends)]
    assert [" ".join(cue.lines) for cue in reasons] == cues


@pytest.mark.parametrize("path", sorted(PICTURES.glob("*.svg")), ids=lambda path: path.name)
def test_a_picture_says_what_it_shows_and_fetches_nothing(path: Path) -> None:
    text = path.read_text("utf-8")
    picture = ET.fromstring(text)  # noqa: S314 - our own
    assert picture.findtext("{http://www.w3.org/2000/svg}title")
    assert 1 == text.count("://")
    assert "prefers-color-scheme: dark" in text
