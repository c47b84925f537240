"""What a notebook shows: in one that is run, and in Chromium, where hostile text stays text and colours are those around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from interop_chromium import opened
from interop_texts import HOSTILE
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook
from program import payload

from subkit.checking import check
from subkit.model import Captions, Cue, Segment, Speaker, Transcript, Word

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

TEXTS = list(HOSTILE.values())
CAPTIONS = Captions(
    tuple(
        Cue(1000 * second, 1000 * second + 900, tuple(text.split("\n")), speaker=text)
        for second, text in enumerate(TEXTS)
    ),
    "en",
)
HEARD = Transcript(
    tuple(Segment((Word(text, speaker=text),)) for text in TEXTS),
    tuple(Speaker(text, text) for text in TEXTS),
)

READ = """() => [...document.querySelectorAll("td")].map(cell => cell.textContent)"""
LOOK = """() => {
    const [cell, around] = [document.querySelector("td"), document.body].map(one => getComputedStyle(one));
    return [cell.color === around.color, cell.borderTopColor === around.color, cell.backgroundColor];
}"""


def page(fragment: str, colours: str) -> str:
    return f"<!doctype html><title>notebook</title><body style='{colours}'>{fragment}</body>"


@pytest.mark.parametrize("thing", [CAPTIONS, HEARD, check(CAPTIONS)], ids=["captions", "transcript", "check"])
def test_hostile_text_runs_nowhere(browser: Browser, thing: Captions) -> None:
    with opened(browser, page(thing._repr_html_(), "")) as tab:
        tab.page.wait_for_timeout(100)
        assert [] == tab.happened
        cells = tab.page.evaluate(READ)
        assert (
            0
            == tab.page.locator("div.subkit script, div.subkit img, div.subkit a, div.subkit iframe").count()
        )
    if thing is CAPTIONS:
        shown = [text.replace("\r", "\n").replace("\0", "\ufffd") for text in TEXTS if text.isprintable()]
        assert set(shown) <= set(cells)


@pytest.mark.parametrize("colours", ["color: #222; background: #fff", "color: #ddd; background: #111"])
def test_a_fragment_takes_the_colours_around_it(browser: Browser, colours: str) -> None:
    with opened(browser, page(CAPTIONS[:3]._repr_html_(), colours)) as tab:
        assert [True, True, "rgba(0, 0, 0, 0)"] == tab.page.evaluate(LOOK)


def test_a_real_notebook_shows_what_ends_its_cells(tmp_path: Path) -> None:
    cells = [
        "import subkit\nfrom subkit.statistics import statistics",
        f"heard = subkit.read({payload('Hi.')})\nheard",
        "captions = subkit.caption(heard, 'netflix-en')\ncaptions",
        "subkit.check(captions, 'netflix-en')",
        "statistics(captions, 'netflix-en')",
    ]
    notebook = new_notebook(cells=[new_code_cell(cell) for cell in cells])
    NotebookClient(notebook, timeout=60, resources={"metadata": {"path": str(tmp_path)}}).execute()
    shown = [cell.outputs[0]["data"] for cell in notebook.cells[1:]]
    heads = ["Transcript</strong>: 1 segment, 1 word", "Captions</strong>: 1 cue", "Check</strong>: 1 cue"]
    for head, data in zip(heads, shown, strict=False):
        assert head in data["text/html"]
    assert shown[3]["image/svg+xml"].startswith("<svg ")
