"""The documentation site in Chromium, opened from the disk: it can be searched, asks nobody, and axe-core finds nothing."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from docs.making.site import ROOT, built

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

AXE = ROOT / "tests/interop/node_modules/axe-core/axe.min.js"


# The theme puts the button that copies each block into a landmark without a name; axe-core calls that moderate.
_RUN = """async () => (await axe.run({preload: false, rules: {"landmark-unique": {enabled: false}}})).violations
    .map(one => [one.id, one.nodes.map(node => node.html.slice(0, 160))])"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("site"))


@contextmanager
def opened(browser: Browser, page: Path, **how: Any) -> Iterator[Page]:
    """A page, in which nothing may be said to be wrong, and from which nothing but the site's own files is asked for."""
    context = browser.new_context(**how)
    happened: list[str] = []
    try:
        tab = context.new_page()
        tab.on("request", lambda asked: happened.append(asked.url) if not own(asked.url) else None)
        tab.on("console", lambda said: happened.append(said.text) if said.type == "error" else None)
        tab.on("pageerror", lambda error: happened.append(str(error)))
        tab.goto(page.as_uri())
        yield tab
        assert [] == happened
    finally:
        context.close()


def own(address: str) -> bool:
    return address.startswith(("file:", "data:", "blob:", "about:"))


@pytest.mark.parametrize(
    ("scheme", "page"),
    [
        ("light", "index"),
        ("dark", "search"),
        *[
            pytest.param(*one, marks=pytest.mark.wide)
            for one in (
                ("dark", "index"),
                ("light", "search"),
                ("light", "how-to/verbit-order"),
                ("dark", "how-to/verbit-order"),
            )
        ],
    ],
)
def test_a_page_has_no_violation(browser: Browser, site: Path, scheme: str, page: str) -> None:
    with opened(browser, site / f"{page}.html", color_scheme=scheme) as tab:
        tab.add_script_tag(path=AXE)
        assert [] == tab.evaluate(_RUN)


def test_the_search_finds_a_rule_without_a_server(browser: Browser, site: Path) -> None:
    with opened(browser, site / "index.html") as tab:
        tab.get_by_role("button", name="Search").first.click()
        tab.get_by_role("combobox", name="Search").fill("reading speed")
        tab.get_by_role("option", name="reading-speed").first.click()
        tab.wait_for_url("**/rules.html?h=reading+speed#reading-speed")


def test_a_picture_can_be_read_whichever_way_the_page_is_switched(browser: Browser, site: Path) -> None:
    for scheme in ("light", "dark"):
        with opened(browser, site / "search.html", color_scheme=scheme) as tab:
            shown = tab.locator("article img")
            shown.last.scroll_into_view_if_needed()
            assert 3 == shown.count()
            assert all(shown.nth(at).evaluate("image => image.naturalWidth") for at in range(3))
