"""Builds the documentation site: the pages of ``docs``, and those of the project's root.

A page reads the same in the repository and on the site. So its links are those of the repository, and are turned here:
to a page of the site where it has one, else into the plain text of the link.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from os.path import normpath, relpath
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PAGES = ROOT / "build/docs/pages"

# Pages of the root, and what they are called on the site.
FROM_ROOT = {
    "CHANGELOG.md": "changelog.md",
    "CONTRIBUTING.md": "contributing.md",
    "samples/README.md": "samples.md",
}
# The site's own first page says what the README says to those who come to the repository.
ELSEWHERE = {"README.md": "index.md", "LICENSE": "reference/licences.md"}
_SHOWN = {".md", ".svg", ".png", ".css", ".js"}
_LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)\s#]*)(#[^)\s]*)?\)")
_FENCED = re.compile(r"(^```.*?^```$)", re.MULTILINE | re.DOTALL)


def pages() -> dict[str, str]:
    """Where each file of the site comes from: its path on the site, and the path in the repository."""
    own = sorted(path for path in (ROOT / "docs").rglob("*") if path.suffix in _SHOWN)
    shown = {path.relative_to(ROOT / "docs").as_posix(): path.relative_to(ROOT).as_posix() for path in own}
    return {**shown, **{page: source for source, page in FROM_ROOT.items()}}


def turned(text: str, source: str, page: str, shown: dict[str, str]) -> str:
    """The text of a page with its links as the site has them.

    Args:
        text: the page, as it stands in the repository.
        source: its path in the repository.
        page: its path on the site.
        shown: the files of the site, as `pages` gives them.
    """
    places = {origin: place for place, origin in shown.items()} | ELSEWHERE

    def turn(link: re.Match[str]) -> str:
        picture, label, target, anchor = link[1], link[2], link[3], link[4] or ""
        if not target or "//" in target or target.startswith("mailto:"):
            return link[0]
        place = places.get(normpath(Path(source).parent / target))
        return f"{picture}[{label}]({relpath(place, Path(page).parent)}{anchor})" if place else label

    parts = _FENCED.split(text)
    return "".join(part if part.startswith("```") else _LINK.sub(turn, part) for part in parts)


def gather(target: Path = PAGES) -> None:
    """Write all pages, with the files they show, into a folder that is made anew."""
    shutil.rmtree(target, ignore_errors=True)
    shown = pages()
    for page, source in shown.items():
        place = target / page
        place.parent.mkdir(parents=True, exist_ok=True)
        if page.endswith(".md"):
            place.write_text(turned((ROOT / source).read_text("utf-8"), source, page, shown), "utf-8")
        else:
            shutil.copyfile(ROOT / source, place)


def built(folder: Path) -> Path:
    """Build the site in a folder, a warning being an error; where it is then.

    Raises:
        subprocess.CalledProcessError: there is something to warn of.
    """
    gather(folder / PAGES.relative_to(ROOT))
    if folder != ROOT:
        shutil.copyfile(ROOT / "zensical.toml", folder / "zensical.toml")
    command = [sys.executable, "-m", "zensical", "build", "--strict"]
    subprocess.run(command, cwd=folder, check=True)  # noqa: S603 - our own environment's
    return folder / "build/docs/site"


if __name__ == "__main__":
    built(ROOT)
