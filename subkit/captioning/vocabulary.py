"""The distinct words of a text: what is known of a word is worked out once, however often it is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subkit.captioning.columns import Vocabulary
from subkit.vectors import i64, vec

if TYPE_CHECKING:
    from collections.abc import Sequence


def vocabulary(texts: Sequence[str]) -> Vocabulary:
    """The distinct words among some.

    >>> words = vocabulary(["to", "be", "or", "not", "to", "be"])
    >>> words.forms, list(words.numbers)
    (['to', 'be', 'or', 'not'], [0, 1, 2, 3, 0, 1])
    """
    forms = list(dict.fromkeys(texts))
    places = {form: number for number, form in enumerate(forms)}
    return Vocabulary(forms, vec[i64]([places[text] for text in texts]))


def spread(values: list[int], words: Vocabulary) -> vec[i64]:
    """For each word of the text what is known of its form, given for each form."""
    known = vec[i64](values)
    return vec[i64]([known[number] for number in words.numbers])


def said(chosen: set[int], words: Vocabulary) -> list[int]:
    """The words of the text, ascending, whose form is a chosen one, by its number."""
    is_chosen = vec[i64]([number in chosen for number in range(len(words.forms))])
    return [at for at, number in enumerate(words.numbers) if is_chosen[number]]
