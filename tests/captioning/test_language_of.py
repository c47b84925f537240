"""Which language is taken, and who is said to have said so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from subkit import caption, check, fix, retime
from subkit.errors import PayloadError, UnknownNameError
from subkit.model import Segment, Transcript, Word

if TYPE_CHECKING:
    from collections.abc import Callable

    from subkit.model import Captions

FRENCH = "Je ne sais pas ce que tu veux dire avec tout cela"


def said(language: str | None) -> Transcript:
    """French words, said to be of a language."""
    words = [Word(text, at * 300, at * 300 + 280) for at, text in enumerate(FRENCH.split())]
    return Transcript((Segment(tuple(words)),), language=language)


@pytest.mark.parametrize(
    ("payload", "option", "expected"),
    [
        (None, None, ("fr", "detected")),
        ("es", None, ("es", "payload")),
        ("es", "pt-BR", ("pt-BR", "option")),
        ("cy", None, ("cy", "payload")),
        ("gsw", None, ("gsw", "payload")),
        ("FRA", None, ("FRA", "payload")),
        ("und", None, ("fr", "detected")),
        ("mul-Latn", None, ("fr", "detected")),
        ("es", "und", ("es", "payload")),
        ("", "", ("fr", "detected")),
    ],
)
def test_an_option_counts_before_the_payload_and_that_before_the_words(
    payload: str | None, option: str | None, expected: tuple[str, str]
) -> None:
    captions = caption(said(payload), language=option)
    assert expected == (captions.language, captions.language_source)
    assert () == captions.repairs


@pytest.mark.parametrize("tag", ["xx", "english", "français", "e", "-", "1", "../en"])
def test_an_option_that_is_no_language_is_refused(tag: str) -> None:
    with pytest.raises(UnknownNameError, match=r"^unknown language "):
        caption(said("fr"), language=tag)


@pytest.mark.parametrize(
    "ask",
    [
        lambda made: check(made, language="xx"),
        lambda made: fix(made, language="xx"),
        lambda made: retime(made, said("fr"), language="xx"),
    ],
)
def test_what_is_done_to_captions_refuses_an_option_that_is_no_language(
    ask: Callable[[Captions], object],
) -> None:
    made = caption(said("fr"))
    with pytest.raises(UnknownNameError, match=r"^unknown language 'xx'"):
        ask(made)


def test_a_payload_that_names_no_language_is_repaired_by_its_words() -> None:
    captions = caption(said("francais"))
    assert ("fr", "detected") == (captions.language, captions.language_source)
    expected = ["language: expected a BCP 47 tag, found 'francais'; asked the words [language]"]
    assert expected == [str(repair) for repair in captions.repairs]


def test_strict_mode_refuses_a_payload_that_names_no_language() -> None:
    with pytest.raises(PayloadError, match=r"^language: expected a BCP 47 tag, found 'francais'$"):
        caption(said("francais"), strict=True)
