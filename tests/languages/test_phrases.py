"""Chinese, Japanese and Thai: lines break between phrases where budoux knows them, and by the plain rule where it does not."""

from __future__ import annotations

import sys
from itertools import accumulate
from typing import TYPE_CHECKING

import budoux
import pytest
from hypothesis import given
from hypothesis import strategies as st

from subkit.captioning import caption, phrases
from subkit.captioning.width import measure
from subkit.model import Captions, Segment, Transcript, Word

if TYPE_CHECKING:
    from collections.abc import Iterator

JA = "沸いたお湯をすぐに使わないで七十度くらいまで冷ましてから茶葉を入れて一分待ちます"
ZH = "我们明天早上一起去图书馆看书然后在旁边的小饭馆吃午饭"
TH = "พรุ่งนี้เช้าเราจะไปห้องสมุดด้วยกันแล้วก็กินข้าวกลางวันที่ร้านอาหารเล็กๆข้างๆ"
PARSERS = {
    "ja": budoux.load_default_japanese_parser(),
    "zh": budoux.load_default_simplified_chinese_parser(),
    "th": budoux.load_default_thai_parser(),
}
TEXTS = {"ja": JA, "zh": ZH, "th": TH}


def captions_of(texts: list[str], tag: str) -> Captions:
    words = tuple(Word(text, at * 200, at * 200 + 200, glued=at > 0) for at, text in enumerate(texts))
    return caption(Transcript((Segment(words),), language=tag))


def line_ends(captions: Captions) -> set[int]:
    """Where lines end, in characters from the beginning."""
    return set(accumulate(len(line) for cue in captions for line in cue.lines))


def phrase_ends(tag: str) -> set[int]:
    return set(accumulate(map(len, PARSERS[tag].parse(TEXTS[tag]))))


@pytest.mark.parametrize("tag", ["ja", "zh"])
def test_words_of_one_character_break_between_phrases_only(tag: str) -> None:
    captions = captions_of(list(TEXTS[tag]), tag)
    assert TEXTS[tag] == "".join(line for cue in captions for line in cue.lines)
    assert line_ends(captions) <= phrase_ends(tag)


@pytest.mark.parametrize("tag", ["ja", "zh", "th"])
def test_a_sentence_in_one_word_breaks_between_phrases_only(tag: str) -> None:
    captions = captions_of([TEXTS[tag]], tag)
    assert TEXTS[tag] == "".join(line for cue in captions for line in cue.lines)
    assert len(captions.cues) + max(len(cue.lines) for cue in captions) > 2
    assert line_ends(captions) <= phrase_ends(tag)


def test_a_break_is_at_the_end_of_a_word_as_well() -> None:
    texts = ["沸いたお", "湯をすぐに使わな", "いで七十度く", "らいまで冷ましてから", "茶葉を入れて"]
    ends = set(accumulate(map(len, texts)))
    assert line_ends(captions_of(texts, "ja")) <= ends


def test_a_phrase_longer_than_a_line_is_divided_where_words_end() -> None:
    captions = captions_of(list("カラオケ" * 8), "ja")
    assert max(measure(line, "east-asian") for cue in captions for line in cue.lines) <= 42
    assert not captions.findings or {"line-length"}.isdisjoint(found.rule for found in captions.findings)


def test_traditional_chinese_has_a_parser_of_its_own() -> None:
    assert phrases.parser("zh-Hant") != phrases.parser("zh")
    assert phrases.parser("fr") is None


@given(
    st.lists(
        st.text(st.sampled_from("沸いたお湯をすぐに使わないで、。「」abc "), min_size=1, max_size=30),
        max_size=12,
    ),
    st.sampled_from(["ja", "zh", "th", "zh-TW"]),
)
def test_no_character_is_lost_and_no_line_too_long(texts: list[str], tag: str) -> None:
    words = [text.strip() for text in texts if text.strip()]
    captions = captions_of(words, tag)
    shown = "".join(line for cue in captions for line in cue.lines)
    assert "".join("".join(words).split()) == "".join(shown.split())


@pytest.fixture
def without_budoux(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setitem(sys.modules, "budoux", None)
    phrases.parser.cache_clear()
    yield
    phrases.parser.cache_clear()


@pytest.mark.usefixtures("without_budoux")
def test_without_budoux_the_plain_rule_keeps_every_character() -> None:
    for tag in ("ja", "zh"):
        captions = captions_of(list(TEXTS[tag]), tag)
        assert TEXTS[tag] == "".join(line for cue in captions for line in cue.lines)
        assert not [found for found in captions.findings if found.hard]


@pytest.mark.usefixtures("without_budoux")
def test_without_budoux_thai_is_never_cut_inside_a_word() -> None:
    assert [(TH,)] == [cue.lines for cue in captions_of([TH], "th")]
