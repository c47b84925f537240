"""The built-in lists of profanity, data of our own: small, of words that are little else, one TOML file a language."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from subkit.errors import UnknownNameError
from subkit.language import primary

_SHIPPED = Path(__file__).parent


def languages() -> tuple[str, ...]:
    """The primary tags of the languages that have a list, sorted."""
    return tuple(sorted(file.stem for file in _SHIPPED.glob("*.toml")))


@cache
def words(language: str | None) -> tuple[str, ...]:
    """The words of a language's list, each with all its endings.

    Raises:
        UnknownNameError: the language has none.
    """
    tag = primary(language)
    if tag not in languages():
        raise UnknownNameError("language with a list of profanity", language or "none", languages())
    table = tomllib.loads((_SHIPPED / f"{tag}.toml").read_text("utf-8"))
    endings = ["", *table["endings"]]
    return (*table["words"], *(stem + ending for stem in table["stems"] for ending in endings))
