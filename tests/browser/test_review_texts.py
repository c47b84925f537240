"""Hostile text on a review page, in Chromium: nothing of it runs, nothing is asked for, and it is shown as it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from interop_texts import HOSTILE, TEXTS
from review_pages import on_stage, opened, settled, until

from subkit import Captions, Cue
from subkit.review.embedding import embedded
from subkit.review.gathering import Subject, gathered
from subkit.review.notes import Note, Review

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

CUES = tuple(
    Cue(1000 * at, 1000 * at + 900, tuple(text.split("\n")), speaker=f"{at} {text}")
    for at, text in enumerate(TEXTS.values())
)
OTHER = tuple(Cue(cue.start, cue.end + 50, (*cue.lines, "more")) for cue in CUES)
NOTES = tuple(
    Note(
        key=f"k{at}",
        number=at,
        start=cue.start + gone,
        end=cue.end + gone,
        text=cue.text,
        comment=cue.text,
        revision=1,
    )
    for gone in (0, 10**7)
    for at, cue in enumerate(CUES, int(bool(gone)) * 1000 + 1)
)

SHOWN = """() => [...document.querySelectorAll(".own [data-cue]")].map(card =>
    [[...card.querySelectorAll(".text .line")].map(line => line.textContent).join("\\n"),
     card.querySelector(".speaker").textContent, card.querySelector(".said bdi")?.textContent ?? ""])"""


def test_there_are_sixty_payloads_or_more() -> None:
    assert len(HOSTILE) >= 60


@pytest.mark.parametrize(
    "is_guarded",
    [pytest.param(True, id="as it is", marks=pytest.mark.wide), pytest.param(False, id="without its policy")],
)
def test_a_payload_is_text_wherever_it_stands(browser: Browser, tmp_path: Path, is_guarded: bool) -> None:
    """Its policy would stop what ran; without the policy nothing runs either."""
    name = "".join(HOSTILE.values())
    subject = Subject(
        Captions(CUES), name, other=Captions(OTHER), other_name=name, review=Review(revision=1, notes=NOTES)
    )
    text = embedded(gathered(subject, "netflix-en")).text
    if not is_guarded:
        text = re.sub('<meta http-equiv="Content-Security-Policy"[^>]*>', "", text)
        assert "Security-Policy" not in text
    page = tmp_path / "page.html"
    page.write_text(text, "utf-8")
    with opened(browser, page) as tab:
        until(tab.page, f"document.querySelectorAll('[data-cue]').length === {len(CUES)}")
        shown = tab.page.evaluate(SHOWN)
        assert [[cue.text, cue.speaker, cue.text] for cue in CUES] == [
            [one(part) for part in card] for card in shown
        ]
        for cue in CUES:
            tab.page.keyboard.press("j")
            settled(tab.page)
            assert cue.text == one("\n".join(on_stage(tab.page)))
        assert one(tab.page.locator("#name").evaluate("one => one.textContent")) == name
        assert (
            "77 notes" in tab.page.locator("#orphans h3").inner_text()
            or tab.page.locator("#orphans li").count()
        )
        tab.page.wait_for_timeout(300)
        assert [] == tab.happened


def one(text: str) -> str:
    """A text as Python has it: a pair of surrogates from the browser is one character."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
