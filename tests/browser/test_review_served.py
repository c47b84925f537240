"""The served review page, in Chromium: what reviewers say is kept, seen by others, and never lost."""

from __future__ import annotations

import json
import signal
import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from program import PROGRAM
from review_pages import CAPTIONS, ROOT, opened, settled, until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    path = tmp_path / "talk.vtt"
    path.write_bytes((ROOT / "samples/pictory/workshop.vtt").read_bytes())
    return path


@contextmanager
def served(captions: Path, *arguments: str | Path) -> Iterator[str]:
    """The address of a server, which ends with the block."""
    command = [PROGRAM, "review", captions, "--serve", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            assert process.stdout
            yield process.stdout.readline().strip()
        finally:
            process.send_signal(signal.SIGINT)
            assert 130 == process.wait(120)


def notes_in(captions: Path) -> list[tuple[int, str, str]]:
    review = json.loads(captions.with_suffix(".review.json").read_bytes())
    return [(note["number"], note["verdict"], note["comment"]) for note in review["notes"]]


def comment(page: Page, text: str) -> None:
    page.keyboard.press("c")
    page.locator("#comment").fill(text)
    with page.expect_response("**/review"):
        page.keyboard.press("Tab")
    settled(page)


def said(page: Page, cue: int) -> str:
    return page.locator(f"[data-cue='{cue - 1}'] .said").inner_text()


def test_what_a_reviewer_says_survives_the_server(browser: Browser, talk: Path) -> None:
    with served(talk) as address, opened(browser, address) as tab:
        tab.page.keyboard.press("j")
        tab.page.keyboard.press("j")
        with tab.page.expect_response("**/review"):
            tab.page.keyboard.press("2")
        comment(tab.page, "<b>Which</b> boats?")
        assert "To fix <b>Which</b> boats?" == said(tab.page, 2)
        assert [] == [one for one in tab.happened if one != f"request: {address}review"]
    assert [(2, "fix", "<b>Which</b> boats?")] == notes_in(talk)
    with served(talk) as address, opened(browser, address) as tab:
        assert "To fix <b>Which</b> boats?" == said(tab.page, 2)
        tab.page.get_by_role("button", name="reviewed").click()
        assert "1 of 18 cues" == tab.page.locator("#count").inner_text()


def test_two_reviewers_see_each_other_and_write_over_nobody(browser: Browser, talk: Path) -> None:
    with served(talk) as address, opened(browser, address) as one, opened(browser, address) as other:
        for tab in (one, other):
            tab.page.keyboard.press("j")
        comment(one.page, "first")
        other.page.locator("[data-cue='0'] .said").get_by_text("first").wait_for(timeout=120_000)
        other.page.keyboard.press("c")
        other.page.locator("#comment").fill("second")
        comment(one.page, "first, again")
        with other.page.expect_response(lambda answer: answer.status in {200, 409}):
            other.page.keyboard.press("Tab")
        other.page.locator("#kept").get_by_text("meanwhile").wait_for()
        assert [(1, "", "first, again")] == notes_in(talk)
        assert ("first, again", "second") == (
            said(other.page, 1),
            other.page.locator("#comment").input_value(),
        )
        comment(other.page, "second, still")
        assert [(1, "", "second, still")] == notes_in(talk)
        other.page.keyboard.press("j")
        comment(other.page, "on another cue")
        one.page.keyboard.press("j")
        one.page.keyboard.press("j")
        comment(one.page, "at the same time")
        assert [1, 2, 3] == [number for number, *_ in notes_in(talk)]


def test_a_note_whose_cue_is_gone_is_shown_and_can_be_taken_out(browser: Browser, talk: Path) -> None:
    with served(talk) as address, opened(browser, address) as tab:
        tab.page.keyboard.press("j")
        comment(tab.page, "on the first")
        tab.page.keyboard.press("j")
        comment(tab.page, "on the second")
        before, first, *rest = talk.read_text("utf-8").split("\n\n")
        assert "Today we are" in first
        talk.write_text("\n\n".join([before, *rest]), "utf-8")
        tab.page.reload()
        until(tab.page, "document.documentElement.dataset.ready === 'yes'")
        assert "on the second" == said(tab.page, 1)
        assert "on the first" in tab.page.locator("#orphans").inner_text()
        with tab.page.expect_response("**/review"):
            tab.page.locator("#orphans button").click()
        tab.page.locator("#orphans").wait_for(state="hidden")
    assert ["on the second"] == [text for *_, text in notes_in(talk)]


def test_a_video_is_sent_in_ranges_and_seeks(browser: Browser, talk: Path, video: Path) -> None:
    with served(talk, "--video", video) as address, opened(browser, address) as tab:
        answers: list[tuple[int, str | None]] = []
        tab.page.on("response", lambda one: answers.append((one.status, one.headers.get("content-range"))))
        tab.page.reload()
        until(tab.page, "document.querySelector('video').readyState >= 2")
        for _ in range(15):
            tab.page.keyboard.press("j")
        until(tab.page, "!document.querySelector('video').seeking")
        time = tab.page.evaluate("document.querySelector('video').currentTime")
        assert CAPTIONS[14].start / 1000 == pytest.approx(time, abs=0.01)
        assert any(status == 206 and told for status, told in answers)


def test_a_server_that_is_gone_is_told_and_the_comment_stays(browser: Browser, talk: Path) -> None:
    with served(talk) as address:
        context = opened(browser, address)
        tab = context.__enter__()
    try:
        tab.page.keyboard.press("j")
        tab.page.keyboard.press("c")
        tab.page.locator("#comment").fill("too late")
        tab.page.keyboard.press("Tab")
        tab.page.locator("#kept").get_by_text("does not answer").wait_for()
        assert "too late" == tab.page.locator("#comment").input_value()
    finally:
        context.__exit__(None, None, None)
