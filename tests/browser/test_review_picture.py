"""The picture of a review page in the README: made here, with ``--rewrite-golden``, and small enough for a page."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from review_pages import CAPTIONS, HEARD, ROOT, opened, settled, until

from subkit.review.embedding import embedded
from subkit.review.film import film_of
from subkit.review.gathering import Subject, gathered

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from playwright.sync_api import Browser

PICTURE = ROOT / "docs/pictures/review.png"
WIDTH, HEIGHT = 1360, 960
LARGEST = 300_000
CUE = 9


def test_the_picture_is_one_of_a_review_page(
    browser: Browser, video: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    subject = Subject(CAPTIONS, "workshop.vtt", transcript=HEARD, film=film_of(str(video)))
    page = tmp_path / "page.html"
    page.write_text(embedded(gathered(subject, "bbc")).text, "utf-8")
    with opened(browser, page, viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light") as tab:
        for _ in range(CUE):
            tab.page.keyboard.press("j")
        until(
            tab.page,
            "document.querySelector('video').readyState >= 2 && !document.querySelector('video').seeking",
        )
        settled(tab.page)
        drawn = tab.page.screenshot()
    if request.config.getoption("--rewrite-golden"):
        PICTURE.write_bytes(drawn)
    for picture in (drawn, PICTURE.read_bytes()):
        assert (WIDTH, HEIGHT) == struct.unpack(">II", picture[16:24])
        assert len(picture) < LARGEST
