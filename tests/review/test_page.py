"""The page as a file: whatever captions hold is data in it, and its policy names what may run."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import wild_captions

import subkit
from subkit.errors import InputError
from subkit.model import Captions, Cue, Word
from subkit.report import Repair
from subkit.review import page
from subkit.review.book import Book
from subkit.review.embedding import embedded
from subkit.review.gathering import Subject, gathered


class Parts(HTMLParser):
    """The scripts, styles and policy of a page, as a parser of HTML sees them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None], str]] = []
        self.policy = ""
        self.inside = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag in {"script", "style", "title"}:
            self.found.append((tag, named, ""))
            self.inside = True
        if named.get("http-equiv"):
            self.policy = named["content"] or ""

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 - none of them holds another
        self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside:
            tag, named, text = self.found[-1]
            self.found[-1] = (tag, named, text + data)


def data_of(text: str) -> Any:
    (found,) = [part for tag, named, part in Parts(text).found if named.get("type") == "application/json"]
    return json.loads(found)


HOSTILE = st.text(
    st.one_of(st.sampled_from("<>/!-&\"'\\{}[]\0\ud83d\u2028"), st.characters(categories=None)), max_size=40
)


@given(HOSTILE, HOSTILE)
def test_any_text_is_data_and_comes_back_as_it_is(text: str, name: str) -> None:
    shown = page(Captions((Cue(0, 1000, (f"</script><script>{text}",)),)), name=name)
    shown.encode()
    parts = Parts(shown)
    assert ["title", "style", "script", "script"] == [tag for tag, *_ in parts.found]
    data = data_of(shown)
    assert [[[f"</script><script>{text}"]]] == [cue["lines"] for cue in data["cues"]]
    assert name == data["name"]


@given(wild_captions())
def test_what_check_finds_stands_on_the_page(shown: Captions) -> None:
    if not shown.cues:
        with pytest.raises(InputError, match="no cues"):
            page(shown, "netflix-en")
        return
    found = subkit.check(shown, "netflix-en").findings
    data = data_of(page(shown, "netflix-en"))
    assert [(one.rule, one.cue - 1, one.avoidable) for one in found] == [
        (one["rule"], one["cue"], one.get("avoidable")) for one in data["findings"]
    ]


def test_the_policy_allows_the_pages_own_script_and_style_and_nothing_else() -> None:
    parts = Parts(page(Captions((Cue(0, 1000, ("Hello.",)),))))
    allowed = dict(part.strip().split(" ", 1) for part in parts.policy.split(";"))
    (style,) = [text for tag, _, text in parts.found if tag == "style"]
    (script,) = [text for tag, named, text in parts.found if tag == "script" and not named]
    assert {
        "default-src": "'none'",
        "script-src": digest(script),
        "style-src": digest(style),
        "base-uri": "'none'",
        "form-action": "'none'",
    } == allowed


def digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_the_parts_of_the_page_name_no_other_place() -> None:
    shown = page(Captions((Cue(0, 1000, ("Hello.",)),)))
    places = set(re.findall(r"https?://[^\s\"'`)]+", shown.partition('<script type="application/json"')[0]))
    assert set() == places


def test_styling_comes_as_runs_unless_it_belongs_to_another_text() -> None:
    styled = Cue(0, 900, ("so it is",), markup=("<i>so</i> it <c.red>is</c>",))
    stale = Cue(1000, 1900, ("so it was",), markup=("<i>so</i> it is",))
    data = data_of(page(Captions((styled, stale))))
    assert [[["so", "i"], " it ", ["is", "c.red"]]] == data["cues"][0]["lines"]
    assert [["so it was"]] == data["cues"][1]["lines"]


def test_captions_longer_than_their_video_are_found_and_told() -> None:
    from subkit.review.contents import Film  # noqa: PLC0415 - for this test alone

    film = Film(name="talk.mp4", address="talk.mp4", kind="beside", duration=1500)
    shown = Captions((Cue(0, 1000, ("in time",)), Cue(1000, 2500, ("too late",))))
    contents = gathered(Subject(shown, film=film), "default")
    late = [one for one in contents.findings if one.rule == "past-end"]
    assert [(1, "hard", "out")] == [(one.cue, one.kind, one.edge) for one in late]
    assert ("1 cue is shown after the video ends at 00:00:01.500",) == contents.warnings
    assert "media-src 'self' file:" in embedded(contents).policy


def test_speech_is_every_word_that_was_heard_whether_it_is_shown_or_not() -> None:
    heard = subkit.Transcript((subkit.Segment((Word("Hello", 0, 400), Word("there.", 500, 900))),))
    shown = Captions((Cue(0, 1000, ("Hello there.",)),))
    contents = gathered(Subject(shown, transcript=heard), "default")
    assert ((0, 400, "Hello"), (500, 900, "there.")) == contents.speech


def test_notes_of_reviewers_stand_on_the_page(tmp_path: Any) -> None:
    from subkit.review.book import Change  # noqa: PLC0415 - as above

    shown = Captions((Cue(0, 1000, ("Hello.",)),))
    book = Book(str(tmp_path / "a.review.json"), "a.srt")
    book.write(Change(number=1, start=0, end=1000, text="Hello.", comment="<b>Hm</b>"))
    contents = gathered(Subject(shown, review=book.read(), writable=True), "default")
    made = embedded(contents)
    assert [0] == list(contents.places.values())
    assert ["<b>Hm</b>"] == [note["comment"] for note in data_of(made.text)["review"]["notes"]]
    assert "connect-src 'self'" in made.policy


def test_what_was_repaired_in_reading_is_told_and_the_rest_counted() -> None:
    repairs = tuple(Repair("styling", f"cue {number}", "blink left out") for number in range(1, 6))
    (told,) = gathered(Subject(Captions((Cue(0, 1000, ("Hello.",)),), repairs=repairs)), "default").warnings
    named = "; ".join(f"cue {number}: blink left out [styling]" for number in range(1, 4))
    assert f"5 things were repaired in reading: {named}; \u2026" == told
