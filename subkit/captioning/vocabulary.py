"""The distinct words of a text: what is known of a word is worked out once, however often it is said."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")


class Vocabulary(Struct, frozen=True):
    """The words of a text by their number among the distinct ones.

    Attributes:
        forms: the distinct words, in order of appearance.
        numbers: for each word of the text, the place of its form in `forms`.
    """

    forms: list[str]
    numbers: list[int]


def vocabulary(texts: Sequence[str]) -> Vocabulary:
    """The distinct words among some.

    >>> vocabulary(["to", "be", "or", "not", "to", "be"])
    Vocabulary(forms=['to', 'be', 'or', 'not'], numbers=[0, 1, 2, 3, 0, 1])
    """
    forms = list(dict.fromkeys(texts))
    places = {form: number for number, form in enumerate(forms)}
    return Vocabulary(forms, [places[text] for text in texts])


def spread(values: Sequence[T], words: Vocabulary) -> list[T]:
    """For each word of the text what is known of its form, given for each form."""
    return [values[number] for number in words.numbers]
