"""The files that all readers are given: the torture list, a case a file, and what hypothesis draws."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, TypeVar

from hypothesis import HealthCheck, Phase, given, settings
from interop_cues import Document, written
from interop_texts import SPEAKERS, TEXTS
from msgspec.structs import replace
from strategies import odd_captions

from subkit.formats.portable import plain
from subkit.model import Captions, Cue

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

DRAWN = 250
"""How many files of either format hypothesis draws."""
NEXT = Cue(3_599_999, 359_999_999, ("next",))
"""It stands behind each case: a cue that a reader loses with the one before is lost for everybody to see."""

Drawn = TypeVar("Drawn")


@cache
def tortures(format: str) -> tuple[Document, ...]:
    """The torture list as files, a case a file; then voices, and a figure that ends the file."""
    return (
        *(written(name, format, _two(text)) for name, text in TEXTS.items()),
        *(written(f"speaker: {name}", format, _two("hello", name)) for name in SPEAKERS),
        written("digits at the end of the file", format, Captions((Cue(0, 1, ("first", "42")),))),
        written("a hundred hours", format, Captions((Cue(359_999_998, 360_000_001, ("late",)),))),
        written("like bytes", format, Captions((Cue(0, 1, ("M\xc8\xb5",)),))),
    )


def _two(text: str, speaker: str | None = None) -> Captions:
    return Captions((Cue(1000, 2000, tuple(text.split("\n")), speaker), NEXT))


@cache
def drawings(format: str) -> tuple[Document, ...]:
    """Files of any captions in order; who speaks, and cues without text, are the torture list's business."""
    found = drawn(odd_captions().map(_in_order).filter(lambda captions: bool(captions.cues)), DRAWN)
    return tuple(
        written(f"drawn {number}", format, captions, speakers=False) for number, captions in enumerate(found)
    )


def _in_order(captions: Captions) -> Captions:
    cues = [replace(cue, end=max(cue.end, cue.start + 1)) for cue in captions.cues if plain(cue.text)]
    return replace(captions, cues=tuple(sorted(cues, key=lambda cue: (cue.start, -cue.end))))


def drawn(strategy: SearchStrategy[Drawn], count: int) -> list[Drawn]:
    """So many examples of a strategy, the same in every run: a reader that is a program reads them all in one run."""
    found: list[Drawn] = []

    @settings(
        max_examples=count,
        phases=[Phase.generate],
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def collect(example: Drawn) -> None:
        found.append(example)

    collect()
    return found
