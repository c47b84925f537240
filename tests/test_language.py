"""Language packs: what each must be like; and tags of any kind."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subkit.language import Language, shipped

CLASSES = [
    field
    for field, default in zip(Language.__struct_fields__, Language.__struct_defaults__, strict=True)
    if isinstance(default, frozenset)
]


@pytest.mark.parametrize("tag", shipped())
def test_a_pack_loads_with_a_title_and_forms_as_they_are_looked_up(tag: str) -> None:
    language = Language.load(tag)
    assert tag == language.tag
    assert language.title
    forms = [form for name in CLASSES for form in getattr(language, name)]
    assert forms
    for form in forms:
        assert unicodedata.normalize("NFC", form.lower()) == form
        assert form.strip() == form != ""
        assert "’" not in form


@pytest.mark.parametrize("tag", ["en-US", "EN_us", "en-GB-oxendict", "EN"])
def test_a_pack_is_found_by_the_primary_tag(tag: str) -> None:
    language = Language.load(tag)
    assert tag == language.tag
    assert "the" in language.article


@pytest.mark.parametrize(
    "tag", [None, "", "tlh", "x-klingon", "../en", "en/../en", "en.toml", "e" * 300, "é", "\0", "-", " en"]
)
def test_a_tag_without_a_pack_is_an_empty_pack(tag: str | None) -> None:
    language = Language.load(tag)
    assert Language(tag=tag) == language


@pytest.mark.parametrize(
    ("tag", "counting"),
    [
        ("ja", "east-asian"),
        ("zh-Hant", "east-asian"),
        ("zh_CN", "east-asian"),
        ("yue", "east-asian"),
        ("ko-KR", "korean"),
        ("pt-BR", "characters"),
        ("th", "characters"),
    ],
)
def test_a_language_counts_as_it_is_written(tag: str, counting: str) -> None:
    assert counting == Language.load(tag).counting


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_no_tag_is_an_error(tag: str) -> None:
    assert tag == Language.load(tag).tag


def test_english_has_every_class_that_it_needs() -> None:
    english = Language.load("en")
    for name in (
        "article",
        "determiner",
        "preposition",
        "conjunction",
        "pronoun",
        "auxiliary",
        "negation",
        "degree",
    ):
        assert getattr(english, name), name
    assert "dr." in english.title_word & english.abbreviation
    assert "million" in english.unit
