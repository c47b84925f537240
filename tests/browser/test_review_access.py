"""The review page under axe-core, in Chromium: no violation in light or dark, wide or narrow, with one version or two."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from review_pages import CAPTIONS, HEARD, current, opened, settled, with_other_words, written

from subkit.review.embedding import embedded
from subkit.review.gathering import Subject, gathered
from subkit.review.notes import Note, Review

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

OTHER = with_other_words("oak", "ash")
NOTES = (
    Note(key="a", number=2, start=CAPTIONS[1].start, end=CAPTIONS[1].end, text=CAPTIONS[1].text, verdict="fix", comment="Boats?"),
    Note(key="b", number=99, start=10**6, end=10**6 + 900, text="gone", verdict="question", comment="Where is it?"),
)  # fmt: skip


def violations(page: Page) -> list[Any]:
    settled(page)
    found: list[Any] = page.evaluate(
        "async () => (await axe.run()).violations.map(one => [one.id, one.nodes.map(node => node.html.slice(0, 160))])"
    )
    return found


@pytest.mark.parametrize(
    ("scheme", "width"),
    [
        ("light", 1440),
        ("dark", 400),
        pytest.param("dark", 1440, marks=pytest.mark.wide),
        pytest.param("light", 700, marks=pytest.mark.wide),
    ],
)
def test_a_page_has_no_violation(browser: Browser, tmp_path: Path, scheme: str, width: int) -> None:
    page = written(tmp_path, CAPTIONS, "bbc", transcript=HEARD, name="workshop.vtt")
    with opened(browser, page, color_scheme=scheme, viewport={"width": width, "height": 900}) as tab:
        assert [] == violations(tab.page)
        tab.page.keyboard.press("n")
        assert [] == violations(tab.page)
        tab.page.get_by_role("button", name="hard").click()
        tab.page.keyboard.press("?")
        assert [] == violations(tab.page)


@pytest.mark.parametrize("scheme", [pytest.param("light", marks=pytest.mark.wide), "dark"])
def test_two_versions_with_notes_of_reviewers_have_none_either(
    browser: Browser, tmp_path: Path, scheme: str
) -> None:
    subject = Subject(
        CAPTIONS, transcript=HEARD, other=OTHER, review=Review(revision=2, notes=NOTES), writable=True
    )
    page = tmp_path / "page.html"
    page.write_text(embedded(gathered(subject, "netflix-en")).text, "utf-8")
    with opened(browser, page, color_scheme=scheme) as tab:
        for key in "jj":
            tab.page.keyboard.press(key)
        assert [] == violations(tab.page)
        assert 1 == tab.page.locator("#orphans li").count()


def test_everything_can_be_reached_with_the_tab_key_and_the_list_is_one_stop(
    browser: Browser, tmp_path: Path
) -> None:
    with opened(browser, written(tmp_path, CAPTIONS, "bbc")) as tab:
        tab.page.keyboard.press("j")
        stops = []
        for _ in range(40):
            tab.page.keyboard.press("Tab")
            stops.append(tab.page.evaluate("document.activeElement.id || document.activeElement.className"))
            if "BODY" == tab.page.evaluate("document.activeElement.tagName"):
                break
        assert {"theme", "help-open", "play", "rate", "seek", "details", "search", "follow"} <= set(stops)
        assert 1 == stops.count("go")


def test_the_list_can_be_walked_without_keys_of_letters(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, written(tmp_path, CAPTIONS, "bbc")) as tab:
        keys = tab.page.keyboard
        focused = "Number(document.activeElement.closest('[data-cue]')?.dataset.cue ?? -1) + 1"
        tab.page.locator("#follow").focus()
        keys.press("Tab")  # no cue is current yet: the first can be reached all the same
        assert (1, 0) == (tab.page.evaluate(focused), current(tab.page))
        for key, cue in (("ArrowUp", 1), ("ArrowDown", 2), ("ArrowDown", 3), ("ArrowUp", 2)):
            keys.press(key)
            assert cue == tab.page.evaluate(focused)
        assert 2 == current(tab.page)
        tab.page.locator("#search").fill(CAPTIONS[4].lines[0])
        tab.page.locator("#follow").focus()
        keys.press("Tab")
        assert 5 == tab.page.evaluate(focused)
        assert [] == tab.happened


def test_an_axe_would_find_something(browser: Browser, tmp_path: Path) -> None:
    """What the tests above go by."""
    with opened(browser, written(tmp_path, CAPTIONS)) as tab:
        tab.page.evaluate("document.getElementById('search').removeAttribute('aria-label')")
        tab.page.evaluate("document.getElementById('search').removeAttribute('placeholder')")
        tab.page.evaluate("document.getElementById('play').removeAttribute('aria-label')")
        tab.page.evaluate("document.getElementById('name').style.color = '#ddd'")
        assert {"label", "color-contrast"} <= {name for name, _ in violations(tab.page)}
