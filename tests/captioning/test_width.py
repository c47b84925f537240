"""The counting rules, each as a case; and that counting never depends on how a text is composed."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subkit.captioning.width import cells_per_character, measure
from subkit.language import Language


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 0),
        ("Hello, world.", 13),
        ("a b", 3),
        ("Zoe\u0308", 3),
        ("Zo\u00eb", 3),
        ("\u0645\u064e\u0631\u0652\u062d\u064e\u0628\u064b\u0627", 5),
        ("กำลังที่นี่", 6),
        ("\u0939\u093f\u0928\u094d\u0926\u0940", 5),
        ("\U0001f469\u200d\U0001f467", 2),
        ("a\u200bb\u2060c\u00add\ufeff", 4),
        ("\u200fשלום\u200e", 4),
        ("tab\tand\x07bell", 10),
        ("你好。", 3),
        ("…—“", 3),
    ],
)
def test_where_a_character_is_one_cell(text: str, expected: int) -> None:
    assert expected == measure(text)


@pytest.mark.parametrize(
    ("text", "east_asian", "korean"),
    [
        ("字幕", 4, 4),
        ("字幕 ok", 7, 7),
        ("カラオケ", 8, 8),
        ("ｶﾗｵｹ", 4, 4),
        ("ＡＢ", 4, 4),
        ("AB, c", 5, 5),
        ("한국어", 6, 6),
        ("\u1112\u1161\u11ab", 2, 2),
        ("か\u3099", 2, 2),
        ("…", 2, 1),
        ("—“”", 6, 3),
        ("。、", 4, 4),
    ],
)
def test_where_a_wide_character_is_two_cells(text: str, east_asian: int, korean: int) -> None:
    assert (east_asian, korean) == (measure(text, "east-asian"), measure(text, "korean"))


@pytest.mark.parametrize(
    ("tag", "characters"),
    [("ja", 3.5), ("zh-Hant", 3.5), ("ko", 3.0), ("en", 4), ("th", 4), (None, 4)],
)
def test_a_language_says_how_its_characters_count(tag: str | None, characters: float) -> None:
    counting = Language.load(tag).counting
    assert characters == measure("字幕…a", counting) / cells_per_character(counting)


@given(st.text())
def test_composed_and_decomposed_texts_are_as_long(text: str) -> None:
    for counting in ("characters", "east-asian", "korean"):
        assert measure(unicodedata.normalize("NFC", text), counting) == measure(
            unicodedata.normalize("NFD", text), counting
        )


@given(st.text(), st.text())
def test_a_blank_between_two_texts_is_one_narrow_cell(text: str, following: str) -> None:
    for counting in ("characters", "east-asian", "korean"):
        parts = measure(text, counting) + measure(following, counting)
        assert parts + 1 == measure(f"{text} {following}", counting)


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126)))
def test_plain_ascii_counts_as_any_other_text(text: str) -> None:
    assert measure(f"{text}é") - 1 == measure(text) == len(text)
