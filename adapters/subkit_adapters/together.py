"""Segments of a payload made segments of the model, several at a time: what each step costs is shared by many words."""

from __future__ import annotations

from abc import ABC, abstractmethod
from itertools import islice
from typing import TYPE_CHECKING, Generic, TypeVar

from subkit.model import Segment, Token, Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Told = TypeVar("Told")
"""A segment as a provider's wire type."""

_TOGETHER = 16
"""Enough to make little of what a step costs, and few enough to stay in the processor's cache (house figure, measured)."""


class Reader(ABC, Generic[Told]):
    """Reads segments in order.

    Attributes:
        voices: those of whom there are words, in order of appearance.
        vocabulary: the texts of words met so far, see `subkit.wording.kept`.
    """

    def __init__(self) -> None:
        self.voices: dict[str | None, None] = {}
        self.vocabulary: dict[str, str] = {}

    @abstractmethod
    def quick(self, told: list[Told]) -> tuple[list[list[Token]], bool] | None:
        """The tokens of each segment if all can be taken as they stand, as nearly always; else ``None``.

        With them comes whether no word names a speaker.
        """

    @abstractmethod
    def walked(self, told: Told, at: int) -> list[Token]:
        """The tokens of the segment with that number, with any repairs."""

    @abstractmethod
    def made(self, told: Told, tokens: list[Token]) -> Segment:
        """The segment with its tokens."""

    def read(self, told: Iterable[Told]) -> Iterator[Segment]:
        """The same as segments of the model."""
        left, done = iter(told), 0
        while some := list(islice(left, _TOGETHER)):
            yield from self._read(some, done)
            done += len(some)

    def _read(self, told: list[Told], first: int) -> Iterator[Segment]:
        """A few segments; ``first`` is the number of the first."""
        tokens, alike = self.quick(told) or (None, False)
        if tokens is not None:
            yield from [self._heard(*pair, alike=alike) for pair in zip(told, tokens, strict=True)]
        elif len(told) > 1:
            for at, one in enumerate(told, first):
                yield from self._read([one], at)
        else:
            yield self._heard(told[0], self.walked(told[0], first), alike=False)

    def _heard(self, told: Told, tokens: list[Token], *, alike: bool) -> Segment:
        """The segment, once its voices are known; ``alike`` if no word names a speaker."""
        segment = self.made(told, tokens)
        if not alike:
            named = dict.fromkeys([token.speaker for token in tokens if type(token) is Word])
            self.voices |= {name or segment.speaker: None for name in named}
        elif Word in map(type, tokens):
            self.voices[segment.speaker] = None
        return segment
