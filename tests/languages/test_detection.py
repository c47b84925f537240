"""Which language a text is in: right where it is clear, silent where it is not, and told in the captions."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subkit.captioning import caption
from subkit.detection import ELIDED, guess
from subkit.language import Language, primary
from subkit.model import Segment, Transcript, Word

SENTENCES = Path(__file__).parent / "sentences"


@pytest.mark.parametrize("file", sorted(SENTENCES.glob("*.txt")), ids=lambda file: file.stem)
def test_the_sentences_of_a_language_are_told(file: Path) -> None:
    assert file.stem == guess(file.read_text("utf-8").replace("_", " ").split())


@pytest.mark.parametrize("file", sorted(SENTENCES.glob("*.txt")), ids=lambda file: file.stem)
def test_three_sentences_are_never_told_wrong(file: Path) -> None:
    lines = file.read_text("utf-8").replace("_", " ").splitlines()
    found = {guess(" ".join(lines[at : at + 3]).split()) for at in range(len(lines) - 2)}
    assert found <= {file.stem, None}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("今日 は 晴れ です", "ja"),
        ("カタカナ", "ja"),
        ("我们 说 的 话", "zh-Hans"),
        ("我們 說 的 話", "zh-Hant"),
        ("天下大同", "zh"),
        ("สวัสดี ครับ", "th"),
        ("iPhone 으로 사진을 찍었습니다", "ko"),
        ("", None),
        ("42 % …", None),
        ("OK", None),
        ("Da sam ja znao", None),
        ("این یک جمله است که می‌گوید", None),
        ("मी घरी जात आहे आणि तू येथे थांब", None),
        ("Ово је реченица на српском језику ђак", None),
        ("Това е изречение на български", None),
        ("Ён сказаў, што гэта быў добры дзень і мы", None),
    ],
)
def test_a_script_is_told_where_it_is_one_languages_own(text: str, expected: str | None) -> None:
    assert expected == guess(text.split())


@given(st.lists(st.text(max_size=12), max_size=40))
def test_any_words_get_a_language_or_none(words: list[str]) -> None:
    found = guess(words)
    assert found is None or primary(found)


def said(language: str | None, option: str | None = None) -> tuple[str | None, str | None]:
    texts = ["Je", "ne", "sais", "pas", "ce", "que", "tu", "veux", "dire", "avec", "tout", "cela"]
    words = tuple(Word(text, at * 300, at * 300 + 280) for at, text in enumerate(texts))
    captions = caption(Transcript((Segment(words),), language=language), language=option)
    return captions.language, captions.language_source


def test_captions_tell_which_language_was_taken_and_why() -> None:
    assert ("fr", "detected") == said(None)
    assert ("fr-CA", "payload") == said("fr-CA")
    assert ("en", "option") == said("fr", "en")


def test_captions_of_no_clear_language_say_none() -> None:
    captions = caption(Transcript((Segment((Word("hm", 0, 300),)),)))
    assert (None, None) == (captions.language, captions.language_source)


def test_the_elided_forms_are_those_of_the_packs() -> None:
    known = [Language.load("fr"), Language.load("it")]
    forms = frozenset().union(*(pack.binding | pack.postposition for pack in known))
    assert {form for form in forms if form.endswith("'")} == ELIDED
