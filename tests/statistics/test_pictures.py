"""Figures as text and as SVG: nothing in them moves a terminal or breaks a page, and everyone can read them."""

from __future__ import annotations

import re
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from strategies import wild_captions

from subkit.model import Captions, Cue
from subkit.statistics import statistics
from subkit.statistics.bars import sparkline
from subkit.statistics.plain import lines
from subkit.statistics.records import Histogram
from subkit.statistics.svg import STYLE, svg

CAPTIONS = wild_captions().filter(lambda one: bool(one.cues))
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "</title><script>alert(1)</script>\x1b[2J\x00 & \udc80 \u202e ]]> \" '"
FAST = Captions(tuple(Cue(1000 * n, 1000 * n + 900, ("x" * (n + 4),)) for n in range(20)), "en")


@given(CAPTIONS, st.text(alphabet=st.characters(exclude_categories=[]), max_size=20))
@example(FAST, HOSTILE)
def test_nothing_in_the_text_moves_a_terminal(captions: Captions, name: str) -> None:
    found = statistics(captions, "netflix-en")
    for line in lines(name, found, drawn=found.figures):
        assert line.isprintable()
    for line in lines("x", found, drawn=found.figures, ink="ascii"):
        assert all(char.isascii() for char in line) or any(one.speaker for one in found.speakers)


@given(CAPTIONS, st.text(alphabet=st.characters(exclude_categories=[]), max_size=20))
@example(FAST, HOSTILE)
def test_a_picture_is_xml_in_which_text_stays_text(captions: Captions, name: str) -> None:
    root = fromstring(svg(name, statistics(captions, "netflix-en")))  # noqa: S314 - our own
    tags = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert {"svg", "title", "desc", "style", "rect", "text", "g", "line"} >= tags
    assert not [key for element in root.iter() for key in element.attrib if key.startswith("on")]


def test_a_picture_tells_those_who_do_not_see_it_all_that_it_shows() -> None:
    found = statistics(FAST, "netflix-en")
    root = fromstring(svg("talk.srt", found))  # noqa: S314 - our own
    assert "img" == root.get("role")
    named = [root.find(f"*[@id='{one}']") for one in (root.get("aria-labelledby") or "").split()]
    title, told = ("" if one is None else one.text or "" for one in named)
    assert "Statistics of talk.srt" == title
    assert "characters a second: 4.4 to 25.6" in told
    assert "at most 20: 25.0% beyond" in told
    bars = [bar for bar in root.iter(f"{SVG}rect") if "bar" in (bar.get("class") or "")]
    counts = sum(int((bar.findtext(f"{SVG}title") or "").rpartition(": ")[2]) for bar in bars)
    assert sum(sum(one.histogram.counts) for one in found.figures.values()) == counts


def test_what_stands_too_far_out_to_draw_is_told() -> None:
    cues = (*FAST.cues, Cue(30_000, 3_630_000, ("a typing error",)))
    root = fromstring(svg("talk.srt", statistics(Captions(cues, "en"))))  # noqa: S314 - our own
    shown = [text.text for text in root.iter(f"{SVG}text") if "too far out" in (text.text or "")]
    assert "900 to 3600000, median 900, 95 % up to 900; 1 too far out to draw" in shown
    told = list(lines("talk.srt", statistics(Captions(cues, "en")), drawn=("duration",), colour=True))
    assert "more than that" in told[-1]
    assert re.fullmatch(r"\x1b\[2m +more than that +1   4\.8%\x1b\[0m", told[-1])


def test_a_single_one_among_many_still_has_a_bar() -> None:
    cues = (
        *[Cue(2000 * n, 2000 * n + 1000, ("a line",)) for n in range(900)],
        Cue(2_000_000, 2_001_100, ("b",)),
    )
    found = statistics(Captions(cues, "en"))
    for ink, least in (("ascii", "."), ("blocks", "\u258f")):
        *_, last = lines("x", found, drawn=("duration",), ink=ink)
        assert ["1100", least, "1", "0.1%"] == last.split()


def test_more_speakers_than_fit_are_counted() -> None:
    cues = tuple(Cue(1000 * n, 1000 * n + 900, ("Hi.",), f"Speaker {n}") for n in range(23))
    told = [line.strip() for line in lines("x", statistics(Captions(cues, "en")), drawn=())]
    assert "3 more" in told
    assert 20 == sum(line.startswith("Speaker ") for line in told)


def test_a_notebook_shows_the_picture() -> None:
    found = statistics(FAST, "netflix-en")
    assert svg("Captions", found) == found._repr_svg_()


def luminance(colour: str) -> float:
    """The relative luminance of WCAG 2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("paper", [0, 1], ids=["light", "dark"])
def test_words_and_bars_stand_out_from_the_paper_as_wcag_asks(paper: int) -> None:
    colours = [
        dict(re.findall(r"--(\w+): (#\w{6})", line)) for line in STYLE.splitlines() if "--paper:" in line
    ]
    ground = luminance(colours[paper]["paper"])
    for name, least in {"ink": 4.5, "faint": 4.5, "over": 4.5, "bar": 3.0}.items():
        dark, light = sorted([ground, luminance(colours[paper][name])])
        assert (light + 0.05) / (dark + 0.05) >= least, name


@given(st.lists(st.integers(0, 1000), min_size=1))
def test_a_spark_stands_wherever_there_is_any(counts: list[int]) -> None:
    drawn = sparkline(Histogram(first=0, width=1, counts=tuple(counts)))
    assert [count > 0 for count in counts] == [spark != " " for spark in drawn]


def test_a_bar_shows_its_limit_and_colour_only_adds_to_that() -> None:
    found = statistics(FAST, "netflix-en")
    plain = list(lines("talk.srt", found))
    red = list(lines("talk.srt", found, colour=True))
    (limit,) = [line for line in plain if "<-" in line]
    assert re.fullmatch(r"  20 .* <- at most 20", limit)
    assert plain == [re.sub(r"\x1b\[\d+m", "", line) for line in red]
    over = [line for line in red if line.startswith("\x1b[31m")]
    assert over
    assert all(float(line.split()[1]) > 20 for line in over)
