"""Text that would run in a page runs nowhere: in Chromium it is shown letter by letter, and nothing is asked of anybody."""

from __future__ import annotations

import base64
import re
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
from interop_chromium import Tab, by_chromium, opened
from interop_cues import written
from interop_texts import HOSTILE

from subkit.formats import Writing, render
from subkit.formats.portable import plain
from subkit.model import Captions, Cue, Word

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

CAPTIONS = Captions(
    tuple(
        Cue(
            1000 * second,
            1000 * second + 900,
            tuple(text.split("\n")),
            speaker=f"{second} {text}",
            words=tuple(Word(word, 1000 * second, 1000 * second + 800) for word in text.split()),
        )
        for second, text in enumerate(HOSTILE.values())
    ),
    "en",
)
PAYLOADS = written("payloads", "vtt", CAPTIONS)

PLAY = """async ([media, captions]) => {
    const bytes = Uint8Array.from(atob(media), letter => letter.charCodeAt(0));
    const video = document.createElement("video");
    const track = document.createElement("track");
    video.append(track);
    document.body.append(video);
    const seen = (target, event) => new Promise((done, failed) => {
        target.addEventListener(event, done, {once: true});
        target.addEventListener("error", () => failed(event), {once: true});
    });
    const ready = [seen(video, "loadeddata"), seen(track, "load")];
    video.muted = true;
    video.src = URL.createObjectURL(new Blob([bytes], {type: "video/webm"}));
    track.track.mode = "showing";
    track.src = URL.createObjectURL(new Blob([captions], {type: "text/vtt"}));
    await Promise.all(ready);
}"""

SEEK = """second => new Promise(done => {
    const video = document.querySelector("video");
    video.addEventListener("seeked", () => requestAnimationFrame(() => requestAnimationFrame(done)), {once: true});
    video.currentTime = second;
})"""

AS_HTML = """() => [...document.querySelector("video").textTracks[0].cues].map(cue => {
    const shown = document.createElement("div");
    shown.style.whiteSpace = "pre";
    shown.append(cue.getCueAsHTML());
    document.body.append(shown);
    return [shown.innerText, [...shown.querySelectorAll("*")].map(element => element.outerHTML.slice(0, 6))];
})"""


@pytest.fixture(scope="module")
def playing(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Tab]:
    """A page of its own with a video that shows the payloads, a second each."""
    media = film(tmp_path_factory.mktemp("media") / "film.webm")
    with opened(browser) as tab:
        tab.page.evaluate(PLAY, [base64.b64encode(media).decode(), PAYLOADS.text])
        yield tab


def film(path: Path) -> bytes:
    """A little black film that lasts as long as the payloads."""
    source = f"color=size=320x180:rate=1:duration={len(HOSTILE) + 1}"
    command = [
        "ffmpeg",
        "-nostdin",
        "-v",
        "error",
        "-f",
        "lavfi",
        "-i",
        source,
        "-c:v",
        "libvpx",
        "-deadline",
        "realtime",
    ]
    subprocess.run([*command, "-g", "1", str(path)], check=True, timeout=60)
    return path.read_bytes()


def test_there_are_sixty_payloads_or_more() -> None:
    assert len(PAYLOADS.cues) >= 60


def test_a_payload_as_html_is_text_and_a_voice(playing: Tab) -> None:
    shown = playing.page.evaluate(AS_HTML)
    assert [cue.text for cue in PAYLOADS.cues] == [text for text, _ in shown]
    assert {"<span "} == {element for _, elements in shown for element in elements}
    assert quiet(playing)


def test_a_payload_is_shown_letter_by_letter(playing: Tab) -> None:
    tree = playing.page.context.new_cdp_session(playing.page)
    shown = []
    for cue in PAYLOADS.cues:
        playing.page.evaluate(SEEK, cue.start / 1000 + 0.5)
        document = tree.send("DOM.getDocument", {"depth": -1, "pierce": True})
        shown.append("".join(texts(captions_of(document["root"]))))
    assert [cue.text for cue in PAYLOADS.cues] == shown
    assert quiet(playing)


def test_a_payload_that_is_sung_is_text_all_the_same(browser: Browser) -> None:
    sung = render(CAPTIONS, "vtt", Writing(karaoke=True))
    assert "<00:00:" in sung
    (read,) = by_chromium(browser, [sung])
    assert [cue.text for cue in PAYLOADS.cues] == [cue.text for cue in read]


IN_PAGE = """() => [...document.querySelectorAll("section")].map(section =>
    [section.querySelector("h2").innerText, [...section.querySelectorAll("p")].map(one => one.innerText).join(" ")])"""
TAGS = """() => [...new Set([...document.querySelectorAll("body *")].map(element => element.tagName))]"""


@pytest.mark.parametrize("is_guarded", [True, False], ids=["as it is", "without its policy"])
def test_a_payload_in_a_transcript_is_text_and_a_heading(browser: Browser, is_guarded: bool) -> None:
    """Its policy would stop what ran; without the policy nothing runs either."""
    page = render(CAPTIONS, "html")
    if not is_guarded:
        page = re.sub('<meta http-equiv="Content-Security-Policy"[^>]*>', "", page)
        assert "Policy" not in page
    with opened(browser, page) as tab:
        shown = tab.page.evaluate(IN_PAGE)
        tags = tab.page.evaluate(TAGS)
        assert quiet(tab)
    assert [letters(plain(text)) for text in HOSTILE.values()] == [letters(text) for _, text in shown]
    assert [letters(plain(cue.speaker or "")) for cue in CAPTIONS] == [letters(label) for label, _ in shown]
    assert {"MAIN", "H1", "H2", "BDI", "SECTION", "P", "SPAN"} == set(tags)


def letters(text: str) -> str:
    """The text without its blanks, which a page may break lines at."""
    return "".join(text.split())


def captions_of(node: dict[str, Any]) -> dict[str, Any]:
    """The browser's own element that holds the cues on the picture."""
    found = [
        inner for inner in below(node) if "-webkit-media-text-track-container" in inner.get("attributes", ())
    ]
    assert len(found) == 1
    return found[0]


def below(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for child in (*node.get("shadowRoots", ()), *node.get("children", ())):
        yield from below(child)


def texts(node: dict[str, Any]) -> list[str]:
    return [inner["nodeValue"] for inner in below(node) if inner["nodeName"] == "#text"]


def quiet(tab: Tab) -> bool:
    """Whether nothing happened but what the tests themselves asked for: blobs of the page."""
    tab.page.wait_for_timeout(300)
    assert [] == [what for what in tab.happened if not what.startswith("request: blob:null/")]
    return True


def test_a_page_would_tell_of_what_ran_in_it(browser: Browser) -> None:
    """What the two tests above go by."""
    with opened(browser) as tab:
        with tab.page.expect_event("dialog"), tab.page.expect_request("http://example.invalid/**"):
            tab.page.set_content(HOSTILE["image from elsewhere"] + HOSTILE["image error"])
        kinds = {what.partition(":")[0] for what in tab.happened}
    assert {"request", "dialog"} <= kinds
