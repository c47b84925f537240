"""The documentation site: every page is in its navigation, its links lead somewhere, and nothing of it is fetched."""

from __future__ import annotations

import re
import tomllib
from pathlib import PurePosixPath
from posixpath import normpath
from typing import TYPE_CHECKING, Any

import pytest
from page_blocks import PAGES

from docs.making.site import ROOT, built, gather, pages, turned

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SETTINGS: dict[str, Any] = tomllib.loads((ROOT / "zensical.toml").read_text("utf-8"))["project"]
LINK = re.compile(r"\]\(([^)\s]+)\)")
FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)


def listed(entries: list[dict[str, Any]]) -> Iterator[str]:
    for entry in entries:
        for inner in entry.values():
            yield from [inner] if isinstance(inner, str) else listed(inner)


def test_every_page_is_in_the_navigation_once() -> None:
    found = sorted(listed(SETTINGS["nav"]))
    made = sorted(page for page in pages() if page.endswith(".md"))
    assert made == found, "name the page in the nav of zensical.toml"


def test_every_block_of_every_page_is_accounted_for() -> None:
    assert {source for source in pages().values() if source.endswith(".md")} <= {
        page.as_posix() for page in PAGES
    }


def test_every_link_of_the_site_leads_to_a_file_of_the_site(tmp_path: Path) -> None:
    gather(tmp_path)
    for page in tmp_path.rglob("*.md"):
        for target in LINK.findall(FENCED.sub("", page.read_text("utf-8"))):
            if "//" not in target and not target.startswith(("#", "mailto:")):
                assert (page.parent / target.partition("#")[0]).exists(), (
                    f"{page.relative_to(tmp_path)}: {target}"
                )


def test_the_site_is_built_without_a_warning_and_names_no_other_host(tmp_path: Path) -> None:
    site = built(tmp_path)
    pages_made = [path.relative_to(site).as_posix() for path in site.rglob("*.html")]
    assert {page.removesuffix(".md") + ".html" for page in listed(SETTINGS["nav"])} <= set(pages_made)
    fetched = re.compile(r"""<(?:script|link|img|iframe)[^>]*(?:src|href)="(?:https?:)?//[^"]*""")
    assert [] == [found for page in pages_made for found in fetched.findall((site / page).read_text("utf-8"))]


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("[a](../CONTRIBUTING.md#run-things)", "[a](contributing.md#run-things)"),
        ("[a](../README.md)", "[a](index.md)"),
        ("[a](../LICENSE)", "[a](reference/licences.md)"),
        ("![a](pictures/lattice.svg)", "![a](pictures/lattice.svg)"),
        ("[the script](../scripts/test)", "the script"),
        ("[a](https://example.com/x)", "[a](https://example.com/x)"),
        ("```sh\n[a](../README.md)\n```", "```sh\n[a](../README.md)\n```"),
    ],
)
def test_a_link_of_the_repository_becomes_one_of_the_site(link: str, expected: str) -> None:
    assert expected == turned(link, "docs/page.md", "page.md", pages())


def test_the_site_fetches_nothing() -> None:
    assert SETTINGS["theme"]["font"] is False
    assert SETTINGS["extra"]["polyfills"] == ["search-iframe-worker.js"]
    named = [*SETTINGS["extra_css"], *SETTINGS["extra"]["polyfills"]]
    assert set(named) <= set(pages())
    assert [] == [
        name for name in named if "//" in (ROOT / pages()[name]).read_text("utf-8").replace("// ", "")
    ]


def test_pages_of_the_site_have_paths_that_any_server_takes() -> None:
    for page in pages():
        assert normpath(page) == page
        assert re.fullmatch(r"[a-z0-9./-]+", page), PurePosixPath(page)
