"""What a notebook shows: a table in which text stays text, cut where it is long, in the notebook's own colours."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from strategies import spoken_transcripts, wild_captions

from subkit.checking import check
from subkit.model import Captions, Cue, Segment, Speaker, Transcript, Word
from subkit.notebook.fragment import MOST, STYLE, escaped
from subkit.report import Finding, Repair

HOSTILE = (
    "</td></table><script>alert(1)</script><img src=x onerror=alert(1)> & \" ' \x1b[2J \x00 \udc80 \ufffe"
)
TEXTS = st.text(alphabet=st.characters(exclude_categories=[]), max_size=20)
KNOWN = {"div", "style", "p", "strong", "table", "thead", "tbody", "tr", "th", "td"}


class Fragment(HTMLParser):
    """What a browser takes from a fragment: its elements in balance, its rows of cells, its paragraphs."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[tuple[str, str | None]] = set()
        self.rows: list[list[str]] = []
        self.told: list[str] = []
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open.append(tag)
        self.tags.add(tag)
        self.attributes |= set(attrs)
        if tag == "tr":
            self.rows.append([])
        elif tag in {"td", "th"}:
            self.rows[-1].append("")
        elif tag == "p":
            self.told.append("")

    def handle_endtag(self, tag: str) -> None:
        assert tag == self._open.pop()

    def handle_data(self, data: str) -> None:
        if {"td", "th"} & set(self._open):
            self.rows[-1][-1] += data
        elif "p" in self._open:
            self.told[-1] += data


def shown(thing: object) -> Fragment:
    return Fragment(thing._repr_html_())  # type: ignore[attr-defined]


@given(wild_captions(), TEXTS, TEXTS)
@example(Captions((), "en"), HOSTILE, HOSTILE)
def test_text_stays_text_whatever_it_is(captions: Captions, text: str, label: str) -> None:
    cue = Cue(0, 1000, tuple(text.split("\n")), speaker=label)
    finding = Finding("line-length", 1, 50, 42, text)
    hostile = Captions(
        (cue, *captions.cues), "en", text, repairs=(Repair("x", text, label),), findings=(finding,)
    )
    words = (Word(text or "x", speaker="1"),)
    heard = Transcript((Segment(words),), (Speaker("1", label),), provider=text)
    for thing in (hostile, heard, check(hostile)):
        found = shown(thing)
        assert found.tags <= KNOWN
        assert {name for name, _ in found.attributes} <= {"class", "dir", "lang", "scope"}
    row = shown(hostile).rows[1]
    assert ["1", "00:00:00.000", "00:00:01.000", "1.000"] == row[:4]
    assert [plain(label), plain(text)] == row[4:6]


def plain(text: str) -> str:
    """The text with what no page may hold replaced, as a browser reads it back."""
    return Fragment(f"<table><tr><td>{escaped(text)}</td></tr></table>").rows[0][0]


@given(TEXTS)
def test_what_a_page_may_not_hold_is_replaced_and_the_rest_is_kept(text: str) -> None:
    kept = "".join(char for char in text if char.isprintable() and char != "\ufffd")
    assert kept == "".join(char for char in plain(text) if char.isprintable() and char != "\ufffd")
    assert len(text) == len(plain(text))


@given(wild_captions())
def test_captions_show_every_cue_and_what_it_does_not_meet(captions: Captions) -> None:
    found = shown(captions)
    assert [plain(cue.text) for cue in captions.cues] == [row[5] for row in found.rows[1:]]
    assert found.told[0].startswith(f"Captions: {len(captions.cues)} cue")


@given(spoken_transcripts())
def test_a_transcript_shows_every_segment_with_its_words(transcript: Transcript) -> None:
    rows = shown(transcript).rows[1:]
    assert len(transcript.segments) == len(rows)
    for segment, row in zip(transcript.segments, rows, strict=True):
        said = plain("".join(word.text for word in segment.words))
        assert said.replace(" ", "") == row[4].replace(" ", "")
        assert str(len(list(segment.words))) == row[3]


@given(wild_captions().filter(lambda one: bool(one.cues)))
def test_a_check_shows_every_finding_hard_ones_first(captions: Captions) -> None:
    found = check(captions, "netflix-en")
    rows = shown(found).rows[1:]
    assert len(found.findings) == len(rows)
    assert sorted(found.findings and [one.rule for one in found.findings]) == sorted(row[2] for row in rows)
    order = ["hard", "soft", "note"]
    assert [row[1] for row in rows] == sorted((row[1] for row in rows), key=order.index)


@pytest.mark.parametrize("number", [MOST, MOST + 1, 5000])
def test_what_is_long_is_cut_and_says_so(number: int) -> None:
    cues = tuple(Cue(1000 * one, 1000 * one + 900, (f"line {one}",)) for one in range(number))
    found = shown(Captions(cues, "en"))
    assert min(number, MOST) == len(found.rows) - 1
    note = [f"{number - MOST:,} more cues not shown; captions[100:] has them"]
    assert (note if number > MOST else []) == found.told[1:]


def test_what_is_empty_says_so_without_a_table() -> None:
    assert ([], ["Captions: 0 cues"]) == (shown(Captions(())).rows, shown(Captions(())).told)
    assert ["Transcript: 0 segments, 0 words"] == shown(Transcript(())).told


def test_spoken_lines_have_their_language_and_direction() -> None:
    html = Captions((Cue(0, 1000, ("שלום",)),), "he")._repr_html_()
    assert '<td class="text" dir="auto" lang="he">שלום</td>' in html
    assert 1 == html.count("lang=")


def test_a_fragment_has_no_colour_of_its_own() -> None:
    assert "#" not in STYLE
    assert "background" not in STYLE
    assert {"inherit", "currentColor"} == {
        part.rpartition(" ")[2].rstrip(";}") for part in STYLE.replace(" }", ";").split(";") if "olor" in part
    }
