"""Where blanks stand, and where lines may break."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subkit.captioning.spacing import blanks, joined, unit_starts
from subkit.model import Word

_TEXTS = st.lists(
    st.sampled_from(["a", "the", "你", "。", "「", "かん", "สวัสดี", "ok,", "—", "مرحبا"]), min_size=1
)


def spaced(*texts: str, glued: tuple[int, ...] = ()) -> tuple[list[str], list[bool]]:
    words = [Word(text, glued=at in glued) for at, text in enumerate(texts)]
    return list(texts), blanks([word.glued for word in words], list(texts))


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("a", "b", "c"), "a b c"),
        (("你", "好", "。"), "你好。"),
        (("これ", "は", "OK", "です"), "これはOKです"),
        (("we", "say", "你好", "here"), "we say 你好 here"),
        (("กำลัง", "ที่นี่"), "กำลังที่นี่"),
        (("안녕", "하세요"), "안녕 하세요"),
        (("في", "العالم"), "في العالم"),
        (("你好", "，", "!", "我"), "你好，!我"),
        (("é", "—", "è"), "é — è"),
    ],
)
def test_a_text_is_joined_as_its_script_is_written(texts: tuple[str, ...], expected: str) -> None:
    found, blank = spaced(*texts)
    # A Latin word among Chinese ones has a blank on either side, unless somebody has glued it.
    assert expected.replace(" ", "") == joined(found, blank, 0, len(texts)).replace(" ", "")
    if "OK" not in texts:
        assert expected == joined(found, blank, 0, len(texts))


def test_a_glued_word_has_no_blank_before_it() -> None:
    texts, blank = spaced("well", "-", "known", "fact", glued=(1, 2))
    assert "well-known fact" == joined(texts, blank, 0, 4)
    assert [0, 3] == list(unit_starts(texts, blank))


def test_the_blank_before_the_first_word_of_a_line_is_not_shown() -> None:
    texts, blank = spaced("one", "two", "three")
    assert "two three" == joined(texts, blank, 1, 3)


@pytest.mark.parametrize(
    ("texts", "starts"),
    [
        (("a", "b"), [0, 1]),
        (("你", "好"), [0, 1]),
        (("你", "。", "我"), [0, 2]),
        (("说", "「", "好", "」", "吧"), [0, 1, 4]),
        (("ちょ", "っと"), [0]),
        (("これ", "です", "ー"), [0, 1]),
        (("￥", "百"), [0]),
        (("กำลัง", "ที่นี่"), [0, 1]),
    ],
)
def test_no_line_begins_or_ends_where_kinsoku_forbids(texts: tuple[str, ...], starts: list[int]) -> None:
    assert starts == list(unit_starts(*spaced(*texts)))


@given(_TEXTS, st.sets(st.integers(0, 20)))
def test_no_character_is_lost_and_every_blank_is_a_place_to_break(texts: list[str], glued: set[int]) -> None:
    found, blank = spaced(*texts, glued=tuple(glued))
    assert "".join(texts) == joined(found, blank, 0, len(texts)).replace(" ", "")
    starts = list(unit_starts(found, blank))
    assert 0 == starts[0]
    assert sorted(set(starts)) == starts
    assert {at for at, before in enumerate(blank) if before and at} <= set(starts)
    assert not {at for at in starts if at} & {at for at in glued if texts[at - 1 : at + 1] == ["a", "the"]}
