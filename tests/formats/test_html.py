"""HTML transcripts, read by a parser of HTML: the text as it was said, timed, and nothing that could run or be fetched."""

from __future__ import annotations

from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import ODD_TEXTS, odd_captions, timed_transcripts

from subkit.captioning import caption
from subkit.formats import Writing, html
from subkit.formats.paragraphs import paragraphs, running
from subkit.formats.portable import plain
from subkit.model import Captions, Cue, Transcript, Word

LAYOUTS = st.sampled_from(["paragraphs", "cues"])
TAGS = {
    "html": {"lang", "dir"},
    "head": set(),
    "meta": {"charset", "http-equiv", "content", "name"},
    "title": set(),
    "body": set(),
    "main": set(),
    "h1": set(),
    "section": set(),
    "h2": set(),
    "bdi": set(),
    "p": set(),
    "time": {"datetime"},
    "span": {"data-start", "data-end"},
}


class Page(HTMLParser):
    """What a page holds: its paragraphs, its headings, the times of its spans; nothing that is not expected."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.paragraphs: list[str] = []
        self.headings: list[str] = []
        self.spans: list[tuple[int, int]] = []
        self.attributes: dict[str, dict[str, str | None]] = {}
        self.feed(text)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert TAGS[tag] >= {name for name, _ in attrs}
        self.attributes.setdefault(tag, dict(attrs))
        if tag != "meta":
            self.open.append(tag)
        if tag == "p":
            self.paragraphs.append("")
        if tag == "span":
            given = dict(attrs)
            self.spans.append((int(given["data-start"] or ""), int(given["data-end"] or "")))

    def handle_endtag(self, tag: str) -> None:
        assert tag == self.open.pop()

    def handle_data(self, data: str) -> None:
        if "h2" in self.open:
            self.headings.append(data)
        elif "p" in self.open:
            self.paragraphs[-1] += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)


@given(odd_captions(), LAYOUTS)
def test_every_paragraph_is_shown_as_it_was_said(captions: Captions, layout: str) -> None:
    page = Page(html.render(captions, Writing(layout=layout)))
    wanted = [text for one in paragraphs(captions.cues, each=layout == "cues") if (text := running(one.cues))]
    assert wanted == page.paragraphs


@given(timed_transcripts())
def test_every_word_has_its_times_in_order(transcript: Transcript) -> None:
    captions = caption(transcript)
    page = Page(html.render(captions))
    assert len(page.spans) == sum(len(cue.words) for cue in captions)
    assert all(before[0] <= before[1] for before in page.spans)
    assert all(before[0] <= after[0] for before, after in pairwise(page.spans))
    assert [running(one.cues) for one in paragraphs(captions.cues)] == page.paragraphs


def test_a_page_says_its_language_and_direction_and_forbids_everything() -> None:
    text = html.render(Captions((Cue(0, 1000, ("שלום",)),), language="he"))
    page = Page(text)
    assert {"lang": "he", "dir": "rtl"} == page.attributes["html"]
    assert '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'">' in text
    assert {"dir": "ltr"} == Page(html.render(Captions(()))).attributes["html"]


def test_turns_stand_under_the_names_of_those_who_speak() -> None:
    captions = Captions(
        (
            Cue(
                0, 900, ("Hello", "you."), "Ann & Co", words=(Word("Hello", 10, 400), Word("you.", 500, 900))
            ),
            Cue(5000, 5900, ("Still me.",), "Ann & Co"),
            Cue(6000, 6900, ("- Ready?", "- Yes."), speakers=("Bob", "Ann & Co")),
        )
    )
    page = Page(html.render(captions, Writing(timestamps=True)))
    assert ["Ann & Co", "Bob", "Ann & Co"] == page.headings
    assert [
        "00:00:00 Hello you.",
        "00:00:05 Still me.",
        "00:00:06 Ready?",
        "00:00:06 Yes.",
    ] == page.paragraphs
    assert [(10, 400), (500, 900), (5000, 5900), (6000, 6900), (6000, 6900)] == page.spans
    assert [] == Page(html.render(captions, Writing(speakers=False))).headings


@pytest.mark.parametrize(
    "text", [*ODD_TEXTS, "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "]]>", "&#106;"]
)
def test_hostile_text_and_labels_are_text(text: str) -> None:
    page = Page(
        html.render(Captions((Cue(0, 1000, (f"x{text}",), text, words=(Word("x", 0, 9),)),), language=text))
    )
    assert [running([Cue(0, 1000, (f"x{text}",))])] == page.paragraphs
    assert [label] == page.headings if (label := " ".join(plain(text).split())) else not page.headings
