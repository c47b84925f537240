"""The laws of text that every player shows alike."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import ODD_TEXTS

from subkit.errors import FormatError
from subkit.formats.portable import (
    all_plain,
    all_unmarked,
    changes,
    check_times,
    is_plain,
    plain,
    unmarked,
)
from subkit.model import Cue
from subkit.timecode import LATEST

anything = st.one_of(st.sampled_from(ODD_TEXTS), st.text(), st.text("ab <>{}-\n\r\x0b\u2028\0", max_size=40))


@given(anything)
def test_plain_text_has_no_line_that_is_empty_or_begins_or_ends_with_a_blank(text: str) -> None:
    lines = plain(text).split("\n")
    assert lines == [""] or all(line and line == line.strip() for line in lines)


@given(anything)
def test_plain_text_has_no_character_that_ends_a_line_anywhere_or_cannot_be_written(text: str) -> None:
    shown = plain(text)
    assert shown.split("\n") == shown.splitlines() or shown == ""
    assert {"Cc", "Cs"}.isdisjoint(map(unicodedata.category, shown.replace("\n", "").replace("\t", "")))
    shown.encode()


@given(anything)
def test_plain_text_keeps_every_character_that_can_be_shown(text: str) -> None:
    def shown(text: str) -> list[str]:
        return [letter for letter in text if letter.isprintable() and not letter.isspace()]

    assert shown(text) == [letter for letter in shown(plain(text)) if letter != "\ufffd" or "\ufffd" in text]


@given(anything)
def test_making_text_plain_or_unmarked_again_changes_nothing(text: str) -> None:
    once = unmarked(plain(text))
    assert once == unmarked(plain(once))


@given(anything)
def test_a_text_told_plain_at_a_glance_is_plain(text: str) -> None:
    assert plain(text) == text or not is_plain(text)


@given(st.lists(anything, max_size=4))
def test_many_texts_are_made_plain_and_unmarked_as_each_is(texts: list[str]) -> None:
    assert [plain(text) for text in texts] == all_plain(texts)
    assert [unmarked(text) for text in texts] == all_unmarked(texts)


@pytest.mark.parametrize(
    "texts", [["a", "b c\nd"], ["a "], [" a"], ["a\n", "b"], ["", "a"], ["a", ""], [""], []]
)
def test_what_stands_between_many_texts_is_no_blank_of_theirs(texts: list[str]) -> None:
    assert [plain(text) for text in texts] == all_plain(texts)


@given(anything)
def test_unmarked_text_has_no_markup_and_no_arrow_and_is_as_long_but_for_arrows(text: str) -> None:
    shown = unmarked(text)
    assert not re.search(r"<[^>]*>|\{[^}]*\}|-->", shown)
    assert len(text) == len(shown) or "-->" in text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I <3 you", "I <3 you"),
        (">> JOHN: hi", ">> JOHN: hi"),
        ("a > b < c", "a > b < c"),
        ("{", "{"),
        ("<unk>", "[unk]"),
        ("<i>so</i>", "[i]so[/i]"),
        ("{\\an8}up", "[\\an8]up"),
        ("a <b\nc> d", "a [b\nc] d"),
        ("<b <c> d", "<b [c] d"),
        ("<a <b> c>", "[a [b] c]"),
        ("<{>}", "[[]]"),
        ("a --> b ----> c", "a -> b -> c"),
    ],
)
def test_only_what_a_player_would_eat_is_rewritten(text: str, expected: str) -> None:
    assert expected == unmarked(text)


def test_each_change_is_listed_with_its_cue_and_kind() -> None:
    cues = [
        Cue(0, 1, ("clean",), "Ann"),
        Cue(0, 1, ("a\u2028b", "", "\0<unk>")),
        Cue(0, 1, ("x --> y", "plain but\xa0unusual ")),
        Cue(0, 1, ("",), "<b>"),
        Cue(0, 1, ("hi",), "<c>"),
    ]
    found = [(repair.place, repair.kind) for repair in changes(cues, style="colon", markup=True)]
    expected = [
        ("cue 2", "control-character"),
        ("cue 2", "line-separator"),
        ("cue 2", "blank-line"),
        ("cue 2", "markup"),
        ("cue 3", "arrow"),
        ("cue 5", "markup"),
    ]
    assert expected == found
    assert ["cue 2"] * 3 == [repair.place for repair in changes(cues, style="colon", markup=False)]
    assert "cue 5" not in {repair.place for repair in changes(cues, style="none", markup=True)}


@given(anything)
def test_a_change_beyond_blanks_is_listed_and_an_unchanged_text_is_not(text: str) -> None:
    listed = changes([Cue(0, 1, tuple(text.split("\n")))], style="none", markup=True)
    written = unmarked(plain(text))
    assert listed or not text.strip() or written == "\n".join(map(str.strip, re.split("\r\n?|\n", text)))
    assert not listed or written != text


@pytest.mark.parametrize(("start", "end"), [(-1, 5), (5, 4), (0, LATEST + 1)])
def test_times_that_no_format_can_say_are_refused(start: int, end: int) -> None:
    check_times([Cue(0, 0, ()), Cue(LATEST, LATEST, ())], "srt")
    with pytest.raises(FormatError, match=f"^srt: cue 2 cannot be shown from {start} ms to {end} ms$"):
        check_times([Cue(0, 1, ()), Cue(start, end, ())], "srt")
