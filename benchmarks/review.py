"""The review page in Chromium in one command: 5,000 cues with a video, how soon they can be used, and how long a seek takes.

python -m benchmarks.review

Each figure stands beside its floor: the same in a page of the same bytes that has nothing but the video and a list of the
texts, opened just before, on the same machine under the same load.
"""

from __future__ import annotations

import argparse
import io
import json
import tempfile
from pathlib import Path
from shutil import which
from statistics import median
from typing import TYPE_CHECKING, Any

import subkit
from benchmarks import generated
from benchmarks.table import table
from subkit.review.embedding import embedded
from subkit.review.film import film_of
from subkit.review.gathering import Subject, gathered
from subkit.video.programs import ffmpeg

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CUES = 5000
_HOURS_A_CUE = 4.95 / CUES
_CHROMIUM = which("chromium") or "/usr/bin/chromium"

_USABLE = """() => new Promise(done => {
    const shown = () => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now())));
    const wait = () => document.documentElement.dataset.ready === "yes" ? shown() : setTimeout(wait, 5);
    wait();
})"""
_KEY = """key => new Promise(done => {
    const begun = performance.now();
    document.body.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true}));
    requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - begun)));
})"""
_SEEK = """share => new Promise(done => {
    const video = document.querySelector("video"), slider = document.getElementById("seek");
    const begun = performance.now();
    video.addEventListener("seeked", () => requestAnimationFrame(() => done(performance.now() - begun)), {once: true});
    if (!slider) { video.currentTime = share * video.duration; return; }
    slider.value = share * slider.max;
    slider.dispatchEvent(new Event("input", {bubbles: true}));
})"""


def page(folder: Path, cues: int) -> tuple[Path, Path]:
    """A review page of so many cues with a video as long as they are, and the floor's page."""
    spoken = subkit.read(io.BytesIO(generated.payload(cues * _HOURS_A_CUE, "pictory")))
    captions = subkit.caption(spoken, "netflix-en")[:cues]
    seconds = captions.cues[-1].end // 1000 + 1
    video = folder / "long.webm"
    picture = ["-f", "lavfi", "-i", f"testsrc=size=64x36:rate=1:duration={seconds}"]
    coded = ["-pix_fmt", "yuv420p", "-c:v", "libvpx", "-deadline", "realtime", "-b:v", "20k", "-g", "10"]
    ffmpeg(str(video), [*picture, *coded, f"file:{video}"])
    subject = Subject(captions, transcript=spoken, film=film_of(str(video), folder=str(folder), largest=0))
    made, bare = folder / "page.html", folder / "bare.html"
    made.write_text(embedded(gathered(subject, "netflix-en")).text, "utf-8")
    items = "".join(f"<li>{' '.join(cue.lines)}" for cue in captions)
    filler = " " * (made.stat().st_size - len(items))
    bare.write_text(
        f'<!doctype html><html data-ready="yes"><meta charset=utf-8><video src="{video.name}" preload=auto></video><ol>{items}</ol>'
        f'<script type="application/json">{filler}</script>',
        "utf-8",
    )
    return made, bare


def measured(browser: Browser, place: Path, *, keys: bool) -> dict[str, float]:
    """What one visit takes, in ms."""
    with browser.new_context(viewport={"width": 1440, "height": 900}) as profile:
        tab = profile.new_page()
        tab.goto(place.as_uri(), wait_until="commit")
        found = {"usable": _number(tab, _USABLE)}
        while tab.evaluate("document.querySelector('video').readyState") < 2:
            tab.wait_for_timeout(20)
        if keys:
            found["key: next cue"] = median(_number(tab, _KEY, "j") for _ in range(10))
            found["key: next finding"] = median(_number(tab, _KEY, "n") for _ in range(10))
        found["seek"] = median(_number(tab, _SEEK, share) for share in (0.5, 0.99, 0.1, 0.75, 0.25))
        return found


def _number(tab: Page, script: str, argument: Any = None) -> float:
    value: float = tab.evaluate(script, argument)
    return value


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.review", description=__doc__)
    parser.add_argument("--cues", type=int, default=CUES, help="how many cues (default: %(default)s)")
    parser.add_argument("--runs", type=int, default=5, help="pairs of visits (default: %(default)s)")
    parser.add_argument("--json", action="store_true", help="figures as JSON")
    args = parser.parse_args()
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - few have it

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        made, bare = page(Path(folder), args.cues)
        size = made.stat().st_size
        browser = playwright.chromium.launch(executable_path=_CHROMIUM, chromium_sandbox=False)
        pairs = [
            (measured(browser, bare, keys=False), measured(browser, made, keys=True))
            for _ in range(args.runs)
        ]
        browser.close()
    rows = {
        name: (median(own[name] for _, own in pairs), median(floor.get(name, 0) for floor, _ in pairs))
        for name in pairs[0][1]
    }
    if args.json:
        print(json.dumps({name: {"ms": own, "floor_ms": floor} for name, (own, floor) in rows.items()}))
        return
    print(f"{args.cues} cues, {size / 1e6:.1f} MB of page, median of {args.runs} pairs of visits\n")
    told = [[name, f"{own:.0f}", f"{floor:.0f}" if floor else ""] for name, (own, floor) in rows.items()]
    print(table(["", "ms", "floor ms"], told))


if __name__ == "__main__":
    main()
