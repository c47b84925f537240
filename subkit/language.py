"""What captioning must know of a language: its closed-class words and how its characters are counted; from TOML."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Literal

import msgspec
from msgspec import Struct

_SHIPPED = Path(__file__).parent / "languages"

Counting = Literal["characters", "east-asian", "korean"]
_COUNTING: dict[str, Counting] = {"ja": "east-asian", "zh": "east-asian", "yue": "east-asian", "ko": "korean"}


class Language(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A language's closed classes, each a set of lower-case forms; empty where no pack is shipped.

    Attributes:
        tag: the BCP 47 tag it was asked for; ``None`` if the language is not known.
        title: as people write it.
        counting: ``characters`` counts each as one; ``east-asian`` counts wide and ambiguous characters one and narrow
            ones a half, ``korean`` likewise but ambiguous ones a half (Netflix FAQ, article 115001352212).
        article, determiner, preposition, conjunction, auxiliary, negation, degree: closed classes.
        pronoun: subject pronouns, which belong to the verb after them.
        either_pronoun: those that are as often objects, of the verb before them: ``you``, ``it``.
        title_word: words that a name or number follows: ``Dr.``, ``chapter``.
        abbreviation: forms whose full stop ends no sentence.
        unit: words that a number before them belongs to.
    """

    tag: str | None = None
    title: str = ""
    counting: Counting = "characters"
    article: frozenset[str] = frozenset()
    determiner: frozenset[str] = frozenset()
    preposition: frozenset[str] = frozenset()
    conjunction: frozenset[str] = frozenset()
    pronoun: frozenset[str] = frozenset()
    either_pronoun: frozenset[str] = frozenset()
    auxiliary: frozenset[str] = frozenset()
    negation: frozenset[str] = frozenset()
    degree: frozenset[str] = frozenset()
    title_word: frozenset[str] = frozenset()
    abbreviation: frozenset[str] = frozenset()
    unit: frozenset[str] = frozenset()

    @classmethod
    @cache
    def load(cls, tag: str | None) -> Language:
        """The language of a BCP 47 tag; one without a pack is an empty one, which costs only the closed-class terms."""
        primary = (tag or "").replace("_", "-").split("-")[0].lower()
        file = _SHIPPED / f"{primary}.toml"
        table: dict[str, Any] = (
            tomllib.loads(file.read_text("utf-8")) if primary.isalpha() and file.is_file() else {}
        )
        known: dict[str, Any] = {"counting": _COUNTING.get(primary, "characters"), **table, "tag": tag}
        return msgspec.convert(known, cls)


def shipped() -> list[str]:
    """The primary tags of the languages that have a pack, sorted."""
    return sorted(file.stem for file in _SHIPPED.glob("*.toml"))
