"""The page of the languages: the figures of each with their sources, and how many words of each class its pack has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docs.making.markdown import cited, code, page, span, table
from subkit.language import Language, shipped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from subkit.language import LanguageLimits

MAKER = "languages"
_CLASSES = (
    "article", "determiner", "preposition", "postposition", "conjunction", "pronoun", "either_pronoun", "auxiliary",
    "negation", "degree", "title_word", "abbreviation", "unit", "prefix", "filler",
)  # fmt: skip
_INTRODUCTION = """What each language's pack holds: line length and reading speeds with the text they are from, and its closed classes of
words. How a language is told, and when its figures take the place of a profile's: [languages](../languages.md)."""
_SPEEDS = "Reading speeds are in characters a second: for adults, for children, and those of captions for the deaf (SDH) for both."
_LISTS = """How many forms the pack has in each class. What a class does to a break: [what a break costs](../search.md#what-a-break-costs)."""


def made() -> str:
    """The page."""
    packs = [Language.load(tag) for tag in shipped()]
    figures = table(["tag", "language", "figure", "is", "basis", "clause"], _figures(packs))
    counts = table(["tag", *(name.replace("_", " ") for name in _CLASSES)], map(_counts, packs))
    return page(
        "The languages, figure by figure", MAKER, _INTRODUCTION, f"## Limits\n\n{_SPEEDS}", figures,
        f"## Words\n\n{_LISTS}", counts,
    )  # fmt: skip


def _figures(packs: list[Language]) -> Iterator[tuple[str, ...]]:
    for pack in packs:
        if pack.limits is None:
            continue
        for field, source in pack.limits.sources.items():
            told = _shown(pack.limits, field)
            yield code(str(pack.tag)), pack.title, code(field), told, source.basis, cited(source)


def _shown(limits: LanguageLimits, field: str) -> str:
    speeds = limits.max_cps
    if field == "max_cps":
        return f"{speeds.adults:g}, {speeds.children:g}; SDH {speeds.sdh:g}, {speeds.sdh_children:g}"
    if field == "min_duration" and limits.min_duration is not None:
        return span(limits.min_duration)
    return f"{limits.max_line_length} characters"


def _counts(pack: Language) -> tuple[str, ...]:
    return (code(str(pack.tag)), *(str(len(getattr(pack, name)) or "") for name in _CLASSES))
