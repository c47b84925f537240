"""Texts that are fit to be words, as laws."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from subkit import wording
from subkit.report import RepairLog

TEXTS = st.lists(st.text("ab\u00e9\u5de6\u00a0", min_size=1, max_size=3) | st.text(max_size=3), max_size=6)


@given(TEXTS)
def test_texts_are_fit_if_each_is_one_word_and_needs_no_repair(texts: list[str]) -> None:
    log = RepairLog("a test", strict=False)
    words = [wording.words(text, 0, 1, "$", log) for text in texts]
    expected = words == [[(text, 0, 1)] for text in texts] and not log.repairs
    assert expected == wording.fit(texts)


@given(st.lists(TEXTS, max_size=5))
def test_what_is_fit_is_kept_once_and_the_rest_is_refused(batches: list[list[str]]) -> None:
    vocabulary: dict[str, str] = {}
    for texts in batches:
        kept = wording.kept(texts, vocabulary)
        assert (texts if wording.fit(texts) else None) == kept
        assert all(vocabulary[text] is text for text in kept or [])
    assert {text for texts in batches for text in texts if wording.fit([text])} == set(vocabulary)
