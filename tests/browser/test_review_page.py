"""The review page as its readers use it, in Chromium: cues, findings, filters, keys, places, and the video."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from review_pages import CAPTIONS, HEARD, current, on_stage, opened, settled, until, with_other_words, written

import subkit
from subkit import Captions, Cue
from subkit.document import CueSettings
from subkit.review.embedding import embedded
from subkit.review.film import film_of
from subkit.review.gathering import Subject, gathered

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser
    from review_pages import Opened


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample in the style of the BBC, which finds much in it."""
    return written(tmp_path_factory.mktemp("page"), CAPTIONS, "bbc", transcript=HEARD, name="workshop.vtt")


@pytest.fixture
def tab(browser: Browser, workshop: Path) -> Iterator[Opened]:
    with opened(browser, workshop) as tab:
        yield tab
        assert [] == tab.happened


def text_of(tab: Opened, selector: str) -> str:
    return tab.page.locator(selector).inner_text()


def test_every_finding_stands_in_its_cue_with_its_rule(tab: Opened) -> None:
    found = subkit.check(CAPTIONS, "bbc", transcript=HEARD).findings
    shown = tab.page.evaluate(
        "[...document.querySelectorAll('[data-cue]')].flatMap(card => [...card.querySelectorAll('.findings li b')]"
        ".map(rule => [rule.textContent, Number(card.dataset.cue) + 1]))"
    )
    assert [[one.rule, one.cue] for one in found] == shown


def test_what_a_finding_is_about_is_marked_in_the_text(tab: Opened) -> None:
    marks = tab.page.evaluate(
        "[...document.querySelectorAll('.own mark')].map(mark => [Number(mark.closest('[data-cue]').dataset.cue) + 1,"
        " mark.className, mark.textContent])"
    )
    found = subkit.check(CAPTIONS, "bbc", transcript=HEARD).findings
    alone = [[one.cue, "note", CAPTIONS[one.cue - 1].text] for one in found if one.rule == "one-word"]
    assert alone
    assert [one for one in alone if one not in marks] == []


def test_the_details_name_clause_source_and_reason(tab: Opened) -> None:
    tab.page.keyboard.press("n")
    told = text_of(tab, "#details")
    assert "words a minute" in told
    assert "Why it is cut here" in told
    links = tab.page.locator("#details a").evaluate_all(
        "all => all.map(one => [one.protocol, one.rel, one.target])"
    )
    assert links
    assert [["https:", "noreferrer noopener", "_blank"]] * len(links) == links


def test_keys_lead_through_the_cues_and_their_findings(tab: Opened) -> None:
    assert 0 == current(tab.page)
    keys = tab.page.keyboard
    keys.press("j")
    keys.press("j")
    assert (2, list(CAPTIONS[1].lines)) == (current(tab.page), on_stage(tab.page))
    keys.press("k")
    assert 1 == current(tab.page)
    with_findings = sorted({one.cue for one in subkit.check(CAPTIONS, "bbc", transcript=HEARD).findings})
    seen = []
    for _ in with_findings[1:]:
        keys.press("n")
        seen.append(current(tab.page))
    assert with_findings[1:] == seen
    keys.press("p")
    assert with_findings[-2] == current(tab.page)
    assert f"Cue {with_findings[-2]}: " in text_of(tab, "#said")


def test_the_clock_plays_and_shows_each_cue_in_its_time(tab: Opened) -> None:
    tab.page.keyboard.press("j")
    tab.page.locator("#rate").select_option("2")
    tab.page.evaluate("document.activeElement.blur()")
    tab.page.keyboard.press("Space")
    until(tab.page, "Number(document.querySelector('[aria-current]').dataset.cue) >= 2")
    tab.page.keyboard.press("Space")
    settled(tab.page)
    time = tab.page.evaluate("document.getElementById('seek').valueAsNumber * 1000")
    expected = [line for cue in CAPTIONS if cue.start <= time < cue.end for line in cue.lines]
    assert (expected, "Play") == (on_stage(tab.page), tab.page.locator("#play").get_attribute("aria-label"))


def test_arrows_and_the_slider_move_the_time(tab: Opened) -> None:
    seconds = "document.getElementById('seek').valueAsNumber"
    tab.page.keyboard.press("ArrowRight")
    tab.page.keyboard.press("ArrowRight")
    assert 4 == pytest.approx(tab.page.evaluate(seconds), abs=0.01)
    tab.page.keyboard.press("ArrowLeft")
    assert 2 == pytest.approx(tab.page.evaluate(seconds), abs=0.01)
    tab.page.keyboard.press(".")
    assert 2.04 == pytest.approx(tab.page.evaluate(seconds), abs=0.01)
    tab.page.locator("#seek").fill("30")
    settled(tab.page)
    assert [line for cue in CAPTIONS if cue.start <= 30_000 < cue.end for line in cue.lines] == on_stage(
        tab.page
    )


def test_search_help_and_theme_have_their_keys(tab: Opened) -> None:
    keys, focused = tab.page.keyboard, "document.activeElement.id"
    keys.press("/")
    keys.type("planks jx")
    assert ("search", "planks jx", 0) == (
        tab.page.evaluate(focused),
        tab.page.locator("#search").input_value(),
        current(tab.page),
    )
    assert "0 of 18 cues" == text_of(tab, "#count")
    tab.page.locator("#clear").click()
    assert "18 cues" == text_of(tab, "#count")
    keys.press("?")
    assert tab.page.locator("#help").is_visible()
    tab.page.locator("#keys-on").uncheck()
    keys.press("Escape")
    keys.press("j")
    assert 0 == current(tab.page)
    keys.press("Space")
    settled(tab.page)
    assert "Pause" == tab.page.locator("#play").get_attribute("aria-label")


def test_the_theme_is_the_systems_until_it_is_chosen(tab: Opened) -> None:
    paper = "getComputedStyle(document.body).backgroundColor"
    light = tab.page.evaluate(paper)
    tab.page.keyboard.press("t")
    assert light == tab.page.evaluate(paper)
    tab.page.keyboard.press("t")
    dark = tab.page.evaluate(paper)
    assert light != dark
    tab.page.keyboard.press("t")
    tab.page.emulate_media(color_scheme="dark")
    assert dark == tab.page.evaluate(paper)


def test_filters_leave_the_cues_that_are_meant(tab: Opened) -> None:
    found = subkit.check(CAPTIONS, "bbc", transcript=HEARD).findings
    filters = tab.page.locator("#filters button")

    def shown() -> list[int]:
        visible: list[int] = tab.page.evaluate(
            "[...document.querySelectorAll('.row:not([hidden]) [data-cue]')].map(one => Number(one.dataset.cue) + 1)"
        )
        return visible

    filters.nth(0).click()
    assert sorted({one.cue for one in found if one.hard}) == shown()
    filters.nth(2).click()
    assert sorted({one.cue for one in found if one.hard or one.rule == "one-word"}) <= shown()
    filters.nth(0).click()
    filters.nth(2).click()
    filters.nth(3).click()
    assert sorted({one.cue for one in found if one.avoidable}) == shown()
    filters.nth(3).click()
    tab.page.locator("#speaker").select_option("Speaker 3")
    assert [at for at, cue in enumerate(CAPTIONS, 1) if cue.speaker == "Speaker 3"] == shown()
    tab.page.keyboard.press("Escape")
    tab.page.locator("#search").fill("HOURS")
    assert [
        at for at, cue in enumerate(CAPTIONS, 1) if "hours" in cue.text and cue.speaker == "Speaker 3"
    ] == shown()


PLACED = (
    Cue(0, 900, ("at the bottom",)),
    Cue(1000, 1900, ("at the top",), settings=CueSettings(line=0)),
    Cue(2000, 2900, ("in the middle",), settings=CueSettings(line=50, snap_to_lines=False, line_align="center")),
    Cue(3000, 3900, ("at the left",), settings=CueSettings(align="left")),
    Cue(4000, 4900, ("at the right",), settings=CueSettings(align="right")),
    Cue(5000, 5900, ("at a third",), settings=CueSettings(position=33, position_align="center", size=40)),
    Cue(6000, 6900, ("one line up",), settings=CueSettings(line=-2)),
    Cue(7000, 7900, ("縦書き",), settings=CueSettings(vertical="rl")),
    Cue(8000, 9900, ("both", "at once")),
    Cue(8000, 9900, ("and another",)),
)  # fmt: skip
CENTRES = {1: (50, 93), 2: (50, 3), 3: (50, 50), 6: (33, 93), 7: (50, 90)}


def test_captions_stand_where_their_settings_put_them(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, written(tmp_path, Captions(PLACED))) as tab:
        boxes = []
        for _ in PLACED[:-1]:
            tab.page.keyboard.press("j")
            settled(tab.page)
            boxes.append(tab.page.evaluate(WHERE))
        centres = {
            number: ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
            for number, box in enumerate((one[0] for one in boxes), 1)
        }
        for number, (x, y) in CENTRES.items():
            assert (x, y) == pytest.approx(centres[number], abs=4), PLACED[number - 1].text
        assert boxes[3][0][0] == pytest.approx(0, abs=1)
        assert boxes[4][0][2] == pytest.approx(100, abs=1)
        left, top, right, bottom = boxes[7][0]
        assert right < 15, "the last of the lines that go from right to left"
        assert bottom - top > 16 / 9 * (right - left)
        both = boxes[8]
        assert 3 == len(both)
        assert both[0][3] <= both[1][1] + 1
        assert both[1][3] <= both[2][1] + 1
        assert [] == tab.happened


WHERE = """() => {
    const stage = document.getElementById("stage").getBoundingClientRect();
    return [...document.querySelectorAll("#stage .line")].map(line => {
        const box = line.getBoundingClientRect();
        return [(box.left - stage.left) / stage.width, (box.top - stage.top) / stage.height,
            (box.right - stage.left) / stage.width, (box.bottom - stage.top) / stage.height].map(share => share * 100);
    });
}"""


def test_a_cue_without_time_can_be_looked_at_and_left(browser: Browser, tmp_path: Path) -> None:
    odd = (
        Cue(0, 900, ("one",)),
        Cue(1000, 1000, ("two",)),
        Cue(1000, 1900, ("three",)),
        Cue(2000, 1500, ("four",)),
    )
    with opened(browser, written(tmp_path, Captions(odd))) as tab:
        seen = []
        for key in "jjjjkkk":
            tab.page.keyboard.press(key)
            settled(tab.page)
            seen.append(current(tab.page))
        assert [1, 2, 3, 4, 3, 2, 1] == seen
        assert [] == tab.happened


def test_italics_and_colours_are_those_of_the_file(browser: Browser, tmp_path: Path) -> None:
    styled = Cue(0, 900, ("so it is red",), markup=("<i>so</i> it is <c.red>red</c>",))
    with opened(browser, written(tmp_path, Captions((styled,)))) as tab:
        tab.page.keyboard.press("j")
        assert ["so it is red"] == on_stage(tab.page)
        assert "italic" == tab.page.evaluate("getComputedStyle(document.querySelector('#stage i')).fontStyle")
        red = tab.page.evaluate("getComputedStyle(document.querySelector('#stage .red')).color")
        assert "rgb(255, 0, 0)" == red


def test_lines_from_right_to_left_go_so_and_others_do_not(browser: Browser, tmp_path: Path) -> None:
    lines = ("שלום לכם.", "Hello there."), ("مرحبا بكم",)
    shown = Captions((Cue(0, 900, lines[0]), Cue(1000, 1900, lines[1])), language="he")
    with opened(browser, written(tmp_path, shown)) as tab:
        tab.page.keyboard.press("j")
        for place in ("#stage .line", "[data-cue='0'] .line"):
            directions = tab.page.locator(place).evaluate_all(
                "all => all.map(one => [getComputedStyle(one).direction, one.lang, one.textContent])"
            )
            assert [["rtl", "he", lines[0][0]], ["ltr", "he", lines[0][1]]] == directions
        sides = tab.page.locator("[data-cue='0'] .line").evaluate_all(
            "all => all.map(one => { const box = document.createRange(); box.selectNodeContents(one);"
            " return Math.round(box.getBoundingClientRect().left - one.getBoundingClientRect().left); })"
        )
        assert sides[0] > 100
        assert 0 == sides[1]


def test_two_versions_stand_row_by_row_with_what_differs(browser: Browser, tmp_path: Path) -> None:
    other = with_other_words("oak", "ash")
    changed = [number for number, cue in enumerate(CAPTIONS, 1) if "oak" in cue.text]
    with opened(browser, written(tmp_path, CAPTIONS, against=other, against_name="old.srt")) as tab:
        for side, word in ((".theirs", "ash"), (".own", "oak")):
            marks = tab.page.locator(f"{side} mark.differs").all_inner_texts()
            assert [word] * len(changed) == [mark.strip(".,") for mark in marks]
        tab.page.get_by_role("button", name="changed").click()
        assert f"{len(changed)} of 18 cues" == text_of(tab, "#count")
        tab.page.keyboard.press("Escape")
        tab.page.evaluate("document.activeElement.blur()")
        tab.page.keyboard.press("j")
        assert changed[0] == current(tab.page)
        tab.page.keyboard.press("o")
        settled(tab.page)
        assert "ash" in " ".join(on_stage(tab.page))
        assert [] == tab.happened


def subject(path: Path, folder: Path, largest: int) -> Path:
    made = embedded(
        gathered(
            Subject(CAPTIONS, transcript=HEARD, film=film_of(str(path), folder=str(folder), largest=largest)),
            "bbc",
        )
    )
    page = folder / "page.html"
    page.write_text(made.text, "utf-8")
    return page


@pytest.mark.parametrize(
    "largest",
    [pytest.param(10**9, id="embedded"), pytest.param(0, id="beside", marks=pytest.mark.wide)],
)
def test_the_video_seeks_to_the_cue(browser: Browser, tmp_path: Path, video: Path, largest: int) -> None:
    with opened(browser, subject(video, tmp_path, largest)) as tab:
        for _ in range(5):
            tab.page.keyboard.press("j")
        until(
            tab.page,
            "document.querySelector('video').readyState >= 2 && !document.querySelector('video').seeking",
        )
        assert CAPTIONS[4].start / 1000 == pytest.approx(
            tab.page.evaluate("document.querySelector('video').currentTime"), abs=0.01
        )
        assert list(CAPTIONS[4].lines) == on_stage(tab.page)
        tab.page.keyboard.press("Space")
        until(tab.page, f"document.querySelector('video').currentTime > {CAPTIONS[4].end / 1000}")
        settled(tab.page)
        assert current(tab.page) > 5
        beside = [what for what in tab.happened if what != f"request: {video.as_uri()}"]
        assert [] == [what for what in beside if not what.startswith("request: data:")]


def test_what_the_browser_cannot_play_is_told_and_the_captions_run_all_the_same(
    browser: Browser, tmp_path: Path
) -> None:
    broken = subkit.review.contents.Film(
        name="odd.mov", address="data:video/mp4;base64,AAAA", kind="embedded", duration=46_000
    )
    page = tmp_path / "page.html"
    page.write_text(embedded(gathered(Subject(CAPTIONS, film=broken), "default")).text, "utf-8")
    with opened(browser, page) as tab:
        tab.page.get_by_text("This browser cannot play odd.mov").wait_for()
        tab.page.keyboard.press("j")
        assert list(CAPTIONS[0].lines) == on_stage(tab.page)


def test_five_thousand_cues_can_be_used(browser: Browser, tmp_path: Path) -> None:
    """How quickly is measured by ``benchmarks/review.py``; the ceilings here are for machines that do much else."""
    many = Captions(tuple(Cue(2000 * at, 2000 * at + 1900, (f"cue number {at + 1}",)) for at in range(5000)))
    with opened(browser, written(tmp_path, many)) as tab:
        tab.page.keyboard.press("j")
        assert 1 == current(tab.page)
        tab.page.locator("#seek").fill("9998.5")
        settled(tab.page)
        assert (5000, ["cue number 5000"]) == (current(tab.page), on_stage(tab.page))
        assert tab.page.locator("[aria-current]").evaluate(
            "one => one.getBoundingClientRect().bottom <= innerHeight"
        )
        tab.page.locator("#search").fill("number 4321")
        assert "1 of 5,000 cues" == text_of(tab, "#count")
        assert [] == tab.happened


END = Cue(9000, 10_000, ("End.",))


def inked(tab: Opened, start: float, end: float) -> int:
    """How many points of ink or of a red mark the strip's cues have between two times, in s; the strip begins at 0 and shows 8 s."""
    count: int = tab.page.evaluate(
        """([start, end]) => {
            const strip = document.querySelector("canvas");
            const [scale, lane] = [strip.width / 8, Math.round(strip.height * 34 / strip.clientHeight)];
            const lanes = [Math.round(start * scale), strip.height - lane, Math.round((end - start) * scale), Math.round(lane * 0.8)];
            const points = strip.getContext("2d").getImageData(...lanes).data;
            let dark = 0;
            for (let at = 0; at < points.length; at += 4) if (points[at] + points[at + 1] + points[at + 2] < 400) dark += 1;
            return dark;
        }""",
        [start, end],
    )
    return count


@pytest.mark.parametrize(
    ("text", "is_leftward"), [("Hello!", False), ("\u05e9\u05dc\u05d5\u05dd!", True)], ids=["en", "he"]
)
def test_the_strip_writes_each_text_from_its_own_side(
    browser: Browser, tmp_path: Path, text: str, is_leftward: bool
) -> None:
    captions = Captions((Cue(1000, 5000, (text,)), END))
    with opened(browser, written(tmp_path, captions), color_scheme="light") as tab:
        settled(tab.page)
        left, right = inked(tab, 1.1, 2.9), inked(tab, 3.1, 4.9)
        assert (0, True) == ((left, right > 20) if is_leftward else (right, left > 20))


def test_what_is_found_at_an_out_time_is_seen_on_the_strip_where_cues_overlap(
    browser: Browser, tmp_path: Path
) -> None:
    captions = Captions((Cue(1000, 5000, ("One is here.",)), Cue(2000, 7000, ("Two is there.",)), END))
    with opened(browser, written(tmp_path, captions), color_scheme="light") as tab:
        settled(tab.page)
        assert 0 == inked(tab, 5.1, 6.8)
        assert 20 < inked(tab, 4.9, 5.1)
