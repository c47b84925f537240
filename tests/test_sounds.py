"""Sounds among words: found whole, told from what is said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subkit.sounds import is_sound, notes_to_bind, spans


@pytest.mark.parametrize(
    "text",
    ["[applause]", "[upbeat music playing]", "(Applause)", "(applause)", "*laughs*", "♪", "♪ la la ♪", "♫ la ♫", "[a\nb]",
     "（拍手）", "［音楽］", "(Laughter).", "[BLANK_AUDIO]"],
)  # fmt: skip
def test_a_sound_is_one(text: str) -> None:
    assert is_sound(text)


@pytest.mark.parametrize(
    "text", ["", "hello", "[a] b", "***", "**", "*", "()", "[]", "f***", "(a) and (b)", "*a", "a ♪"]
)
def test_speech_is_none(text: str) -> None:
    assert not is_sound(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("so [upbeat music playing] yes", [(1, 4)]),
        ("Thank you. (applause) Now", [(2, 3)]),
        ("Well (so far) yes", []),
        ("Well (Music playing) yes", [(1, 3)]),
        ("(one two three four five) yes", []),
        ("*door opens* hello *", [(0, 2)]),
        ("♪ la la ♪ ♪ lo ♪", [(0, 4), (4, 7)]),
        ("♪la la♪ yes", [(0, 2)]),
        ("[never closed at all", []),
        ("[a [b] c", [(1, 2)]),
        ("[applause], thanks [laughs].", [(0, 1), (2, 3)]),
        ("2 * 3 * 4", []),
        ("say *** and *** to", []),
    ],
)
def test_sounds_are_found_as_ranges_of_words(text: str, expected: list[tuple[int, int]]) -> None:
    assert expected == spans(text.split())


@given(
    st.lists(
        st.sampled_from(["[", "]", "(A", "b)", "♪", "*", "x", "y.", "[z]", "*w*", "(", "♪v"]), max_size=30
    )
)
def test_ranges_ascend_lie_apart_and_are_sounds(texts: list[str]) -> None:
    found = spans(texts)
    edges = [edge for span in found for edge in span]
    assert edges == sorted(edges)
    for begin, end in found:
        assert begin < end
        assert is_sound(" ".join(texts[begin:end]))


def test_a_song_too_long_for_a_line_leaves_no_note_alone() -> None:
    assert [1, 3] == notes_to_bind(["♪", "la", "la", "♪"], 0, 4)
    assert [] == notes_to_bind(["♪la", "la♪"], 0, 2)
