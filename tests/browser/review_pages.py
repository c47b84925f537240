"""Review pages in Chromium: opened from the disk or a server, and what happens in them that must not."""

from __future__ import annotations

import subprocess
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec.structs import replace

import subkit
from subkit.review import page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from subkit import Captions

ROOT = Path(__file__).parent.parent.parent
AXE = ROOT / "tests/interop/node_modules/axe-core/axe.min.js"
HEARD = subkit.read(ROOT / "samples/pictory/workshop.json")
CAPTIONS = subkit.load(ROOT / "samples/pictory/workshop.vtt")
VIDEO_SECONDS = 46

_PICTURE = f"gradients=size=480x270:rate=5:duration={VIDEO_SECONDS}:c0=0x24415e:c1=0x6f9f9a:c2=0xe2b47c:nb_colors=3:seed=4:speed=0.01"


class Opened(NamedTuple):
    """A page, and what happened in it that must not: dialogs, errors, and requests of its own."""

    page: Page
    happened: list[str]


def with_other_words(one: str, other: str) -> Captions:
    """The sample with a word changed wherever it stands."""
    cues = [
        replace(cue, lines=tuple(line.replace(one, other) for line in cue.lines), markup=())
        for cue in CAPTIONS
    ]
    return replace(CAPTIONS, cues=tuple(cues))


def film(folder: Path) -> Path:
    """A quiet picture with the speech of the sample."""
    path = folder / "workshop.webm"
    inputs = ["-f", "lavfi", "-i", _PICTURE, "-i", str(ROOT / "samples/audio/workshop.opus")]
    coded = [
        "-map",
        "0:v",
        "-map",
        "1:a",
        "-c:v",
        "libvpx",
        "-pix_fmt",
        "yuv420p",
        "-deadline",
        "realtime",
        "-b:v",
        "200k",
    ]
    command = [
        "ffmpeg",
        "-nostdin",
        "-v",
        "error",
        "-y",
        *inputs,
        *coded,
        "-g",
        "5",
        "-c:a",
        "copy",
        str(path),
    ]
    subprocess.run(command, check=True, timeout=300)
    return path


def written(folder: Path, *arguments: Any, **options: Any) -> Path:
    """A page in a file."""
    path = folder / "page.html"
    path.write_text(page(*arguments, **options), "utf-8")
    return path


@contextmanager
def opened(browser: Browser, place: Path | str, **context: Any) -> Iterator[Opened]:
    """The page in a profile of its own, ready to be used."""
    address = place.as_uri() if isinstance(place, Path) else place
    settings = {"viewport": {"width": 1440, "height": 900}, "service_workers": "block", **context}
    with browser.new_context(**settings) as profile:
        profile.add_init_script(path=AXE)
        tab = Opened(profile.new_page(), [])
        tab.page.on("dialog", lambda one: (tab.happened.append(f"dialog: {one.message}"), one.dismiss()))
        tab.page.on("pageerror", lambda error: tab.happened.append(f"error: {error.message}"))
        tab.page.on("console", lambda said: tab.happened.append(f"console: {said.text}"))
        tab.page.on("request", lambda one: tab.happened.append(f"request: {one.url[:200]}"))
        tab.page.goto(address)
        ready(tab.page)
        tab.happened.remove(f"request: {address}")
        yield tab


def ready(tab: Page) -> None:
    """Wait until the page can be used."""
    until(tab, "document.documentElement.dataset.ready === 'yes'")


def until(tab: Page, condition: str, seconds: float = 120) -> None:
    """Wait until something holds; Playwright's own way is against the page's policy."""
    late = time.monotonic() + seconds
    while not tab.evaluate(condition):
        assert time.monotonic() < late, condition
        time.sleep(0.02)


def current(tab: Page) -> int:
    """The number of the current cue; 0 if there is none."""
    return int(tab.evaluate("Number(document.querySelector('[aria-current]')?.dataset.cue ?? -1) + 1"))


def on_stage(tab: Page) -> list[str]:
    """The lines on the picture."""
    lines: list[str] = tab.evaluate(
        "[...document.querySelectorAll('#stage .line')].map(one => one.textContent)"
    )
    return lines


def settled(tab: Page) -> None:
    """Wait for two pictures: what was asked for is on the screen then."""
    tab.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
