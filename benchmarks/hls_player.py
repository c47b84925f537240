"""Plays streams in Chromium with players of others, and measures on which frame cues are shown: the frame's number is read from the picture."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING, Any, NamedTuple

from subkit import timecode

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from playwright.sync_api import Browser, Page

    from subkit.model import Cue

ROOT = Path(__file__).parent.parent
_MODULES, _HERE = ROOT / "tests/interop/node_modules", Path(__file__).parent
_SCRIPTS = {
    "/page.js": _HERE / "player_page.js",
    "/hls.js": _MODULES / "hls.js/dist/hls.min.js",
    "/hls_page.js": _HERE / "hls_page.js",
    "/dash.js": _MODULES / "dashjs/dist/modern/umd/dash.all.min.js",
    "/dash_page.js": _HERE / "dash_page.js",
    "/shaka.js": _MODULES / "shaka-player/dist/shaka-player.compiled.js",
    "/shaka_page.js": _HERE / "shaka_page.js",
}
_PAGE = """<!doctype html><title>player</title><video muted width=192 height=48></video>
<script src="/{0}.js"></script><script src="/page.js"></script><script src="/{0}_page.js"></script>"""
_PAGES = {f"/{player}.html": player for player in ("hls", "dash", "shaka")}
_TYPES = {
    ".mpd": "application/dash+xml",
    ".m3u8": "application/vnd.apple.mpegurl",
    ".vtt": "text/vtt",
    ".ts": "video/mp2t",
    ".m4s": "video/mp4",
}


class Shown(NamedTuple):
    """On which frame a cue is first shown.

    Attributes:
        text: the cue's text.
        due: the frame that is on the screen at the cue's in-time.
        off: by how many frames the cue's time in the player is from where it belongs by the picture's clock.
        seen: the first frame that is seen with the cue, stepping through those around; ``None`` if none of them is.
    """

    text: str
    due: int
    off: float
    seen: int | None


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The folder on loopback, with ranges, and the page that plays; yields its address."""
    handler = partial(_Handler, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def chromium() -> Iterator[Browser]:
    """The system's Chromium, which may play without being asked to."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only the tests of others' players have it

    path = which("chromium") or "/usr/bin/chromium"
    quiet = [
        "--autoplay-policy=no-user-gesture-required",
        "--disable-background-networking",
        "--disable-dev-shm-usage",
    ]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=quiet, chromium_sandbox=False)
        try:
            yield browser
        finally:
            browser.close()


def measured(
    browser: Browser,
    manifest: Path,
    cues: Sequence[Cue],
    rate: Fraction,
    segments: int = 1,
    *,
    player: str = "hls",
    start: float = -1,
) -> list[Shown]:
    """Play a stream, and see when its cues are shown.

    Args:
        browser: see `chromium`.
        manifest: the master playlist or the manifest; all else lies in its folder.
        cues: what the captions are; their times count from the first frame.
        rate: frames a second.
        segments: how many segments of captions there are.
        player: ``hls`` for hls.js, ``dash`` for dash.js, ``shaka``.
        start: where to begin, in seconds; before that nothing need be loaded.

    Returns:
        The cues that the player holds; what it puts before the beginning it leaves out.
    """
    with served(manifest.parent) as address, browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{address}/{player}.html")
        page.evaluate("given => load(...given)", [f"{address}/{manifest.name}", start, segments])
        zero = _zero(page, rate, max(start, 0))
        times = _times(page)
        return [_shown(page, cue, times[cue.lines[0]], zero, rate) for cue in cues if cue.lines[0] in times]


def heard(browser: Browser, manifest: Path, segments: int) -> tuple[list[float], list[float]]:
    """When cues begin in hls.js, and when speech sets in, in seconds of the player's clock.

    Args:
        browser: see `chromium`.
        manifest: the master playlist; all else lies in its folder.
        segments: how many segments of captions there are.
    """
    with served(manifest.parent) as address, browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{address}/hls.html")
        page.evaluate("given => load(...given)", [f"{address}/{manifest.name}", -1, segments])
        return [one["start"] for one in page.evaluate("cues()")], page.evaluate("onsets()")


def _times(page: Page) -> dict[str, float]:
    """When the cues begin that the player holds; of one that lasts over a discontinuity it holds two parts."""
    return {one["text"]: one["start"] for one in reversed(page.evaluate("cues()"))}


def _zero(page: Page, rate: Fraction, start: float) -> float:
    """When frame 0 is shown by the player's clock, from a frame whose number the picture tells."""
    for step in range(1, 20):
        seen: dict[str, Any] = page.evaluate("at", start + step * 0.3)
        if seen["time"] is not None:
            return float(seen["time"]) - float(seen["frame"] / rate)
    raise AssertionError("no frame tells its time")


def _shown(page: Page, cue: Cue, time: float, zero: float, rate: Fraction) -> Shown:
    due = timecode.frame_at(cue.start, rate)
    there: dict[str, Any] = page.evaluate("at", time + 0.2)
    if there["time"] is not None:
        # Behind a discontinuity the player puts the picture some ms off: what counts is the picture beside the cue.
        zero = there["time"] - float(there["frame"] / rate)
    off = (time - zero - cue.start / 1000) * float(rate)
    for frame in range(max(due - 2, 0), due + 4):
        seen = page.evaluate("at", zero + float((frame + 0.5) / rate))
        if cue.lines[0] in seen["texts"]:
            return Shown(cue.lines[0], due, off, int(seen["frame"]))
    return Shown(cue.lines[0], due, off, None)


class _Handler(SimpleHTTPRequestHandler):
    """Serves files, whole or a range of them, and the page."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path in _PAGES:
            self._give(200, _PAGE.format(_PAGES[path]).encode(), "text/html")
            return
        file = _SCRIPTS.get(path) or Path(self.translate_path(path))
        if not file.is_file():
            self._give(404, b"", "text/plain")
            return
        data = file.read_bytes()
        kind = _TYPES.get(
            file.suffix, "text/javascript" if file.suffix == ".js" else "application/octet-stream"
        )
        asked = self.headers.get("Range", "").removeprefix("bytes=").split("-")
        if len(asked) == 1:
            self._give(200, data, kind)
            return
        first, last = int(asked[0]), min(int(asked[1] or len(data)), len(data) - 1)
        self._give(206, data[first : last + 1], kind, f"bytes {first}-{last}/{len(data)}")

    def _give(self, status: int, data: bytes, kind: str, content_range: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        if content_range:
            self.send_header("Content-Range", content_range)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's name
        """Say nothing."""
