"""Laws of every pack: what its classes and limits must be like."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from subkit import language
from subkit.language import Language, primary, shipped

ASKED_FOR = "ar cs da de el en es fi fr he hi hu id it ja ko nb nl pl pt ro ru sv th tr uk vi zh"
SPACED_DASHES = "ar cs es fr hu id it ko pl pt ro ru th vi"
SECOND_DASH = ("fi", "he", "nl")
CLOSED = (
    "article", "determiner", "preposition", "postposition", "conjunction",
    "pronoun", "either_pronoun", "auxiliary", "negation", "degree",
)  # fmt: skip
PAGE = Path(__file__).parents[2] / "docs/languages.md"
PACKS = pytest.mark.parametrize("tag", shipped())


def classes(tag: str, *names: str) -> frozenset[str]:
    return frozenset().union(*(getattr(Language.load(tag), name) for name in names))


def test_the_languages_are_these() -> None:
    assert ASKED_FOR.split() == shipped()


@PACKS
def test_a_pack_holds_the_function_words_of_its_language(tag: str) -> None:
    assert len(classes(tag, *CLOSED)) >= 60


@PACKS
def test_what_leans_on_the_word_before_does_not_lean_on_the_word_after(tag: str) -> None:
    leaning = ("article", "determiner", "preposition", "conjunction", "pronoun", "either_pronoun")
    assert frozenset() == classes(tag, "postposition") & classes(tag, *leaning)


@PACKS
def test_an_article_is_no_word_of_another_kind(tag: str) -> None:
    others = ("pronoun", "either_pronoun", "negation", "degree", "conjunction", "preposition")
    assert frozenset() == classes(tag, "article") & classes(tag, *others)


@PACKS
def test_a_pronoun_either_binds_or_may_end_a_phrase(tag: str) -> None:
    assert frozenset() == classes(tag, "pronoun") & classes(tag, "either_pronoun")


@PACKS
def test_a_form_is_one_word(tag: str) -> None:
    assert not [form for form in classes(tag, *CLOSED, "unit", "title_word") if re.search(r"\s", form)]


@PACKS
def test_a_filler_is_one_word_and_no_other_word_of_the_language(tag: str) -> None:
    fillers = Language.load(tag).filler
    assert fillers
    assert not [form for form in fillers if re.search(r"\s", form) or form != form.lower()]
    assert frozenset() == fillers & classes(tag, *CLOSED, "unit", "title_word", "abbreviation")


@PACKS
def test_the_dashes_of_two_speakers_are_those_of_the_language(tag: str) -> None:
    expected = (
        ("- ", "- ") if tag in SPACED_DASHES.split() else ("", "-") if tag in SECOND_DASH else ("-", "-")
    )
    assert expected == Language.load(tag).dual_dash


@PACKS
def test_an_abbreviation_ends_on_its_full_stop(tag: str) -> None:
    assert not [form for form in Language.load(tag).abbreviation if not form.endswith(".")]


@PACKS
def test_the_limits_have_their_sources(tag: str) -> None:
    limits = Language.load(tag).limits
    assert limits is not None
    figures = {"max_line_length", "max_cps"} | ({"min_duration"} if limits.min_duration else set())
    assert figures == limits.sources.keys()
    assert all(source.clause for source in limits.sources.values())


@PACKS
def test_children_read_no_faster_than_adults(tag: str) -> None:
    limits = Language.load(tag).limits
    assert limits is not None
    speeds = limits.max_cps
    assert speeds.children <= speeds.adults
    assert speeds.sdh_children <= speeds.sdh


def test_every_other_code_leads_to_a_pack() -> None:
    assert set(language._CODES.values()) <= set(shipped())  # noqa: SLF001 - a table that only `primary` reads


@pytest.mark.parametrize(
    ("tag", "expected"), [("fra", "fr"), ("GER", "de"), ("no", "nb"), ("cmn-Hans", "zh"), ("gsw", "gsw")]
)
def test_a_code_is_the_one_that_packs_have(tag: str, expected: str) -> None:
    assert expected == primary(tag)


@PACKS
def test_the_page_of_languages_tells_its_limits(tag: str) -> None:
    rows = [[cell.strip() for cell in row.split("|")[1:-1]] for row in PAGE.read_text("utf-8").splitlines()]
    found = {row[0]: row[2:] for row in rows if len(row) == 6}
    limits = Language.load(tag).limits
    assert limits is not None
    speeds = limits.max_cps
    expected = [
        f"{limits.max_line_length}",
        f"{speeds.adults:g}, {speeds.children:g}",
        f"{speeds.sdh:g}, {speeds.sdh_children:g}",
        "yes" if limits.replaces else "",
    ]
    assert expected == found[f"`{tag}`"]
