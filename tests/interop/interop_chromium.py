"""Chromium as a reader: tracks of a video in one page, in a browser with a fresh profile that can reach nothing."""

from __future__ import annotations

from contextlib import contextmanager
from shutil import which
from typing import TYPE_CHECKING, NamedTuple

from interop_cues import Shown
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from playwright.sync_api import Browser, Page

CHROMIUM = which("chromium") or "/usr/bin/chromium"
_QUIET = [
    "--autoplay-policy=no-user-gesture-required",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
    "--no-proxy-server",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--disable-dev-shm-usage",
]

_READ = """files => Promise.all(files.map(file => new Promise(done => {
    const video = document.createElement("video");
    const element = document.createElement("track");
    const address = URL.createObjectURL(new Blob([file], {type: "text/vtt"}));
    const answer = () => {
        URL.revokeObjectURL(address);
        const tree = cue => cue.getCueAsHTML().textContent;
        done([...element.track.cues ?? []].map(
            cue => [Math.round(cue.startTime * 1000), Math.round(cue.endTime * 1000), tree(cue)]));
    };
    element.onload = element.onerror = answer;
    element.src = address;
    video.append(element);
    document.body.append(video);
    element.track.mode = "hidden";
})))"""


class Tab(NamedTuple):
    """A page of a profile of its own, and what happened in it that must not: dialogs, requests, errors."""

    page: Page
    happened: list[str]


@contextmanager
def chromium() -> Iterator[Browser]:
    """The system's Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=_QUIET, chromium_sandbox=False)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def opened(browser: Browser, page: str = "<!doctype html><title>captions</title>") -> Iterator[Tab]:
    """A page that can store nothing, and what happens in it."""
    with browser.new_context(service_workers="block") as context:
        tab = Tab(context.new_page(), [])
        tab.page.on(
            "dialog", lambda dialog: (tab.happened.append(f"dialog: {dialog.message}"), dialog.dismiss())
        )
        tab.page.on("request", lambda request: tab.happened.append(f"request: {request.url}"))
        tab.page.on("pageerror", lambda error: tab.happened.append(f"error: {error.message}"))
        tab.page.set_content(page)
        yield tab


def by_chromium(browser: Browser, texts: Sequence[str]) -> list[list[Shown]]:
    """What a page's text tracks have of WebVTT files."""
    with opened(browser) as tab:
        read = tab.page.evaluate(_READ, list(texts))
    return [[Shown(*cue) for cue in cues] for cues in read]
