"""Words of a stream made usable as they come: timed, in order and apart, by the repairs that whole documents get."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from subkit.captioning import spread, time_unit, unspaced
from subkit.captioning.faults import FAULTS
from subkit.captioning.repair import repaired
from subkit.errors import PayloadError
from subkit.mending import NOISE
from subkit.model import Pause, Segment, Transcript, Word
from subkit.report import Repair

if TYPE_CHECKING:
    from subkit.language import Language
    from subkit.model import Token

MOST_HELD = 20
"""How many words wait at most for one whose time bounds theirs (house figure)."""


class Intake:
    """Holds the last word back until the next one shows that its times can stay, or what they must be.

    Words whose times need more than that wait together, up to `MOST_HELD` of them, until one comes that begins after all of
    them. Then `subkit.captioning.repair` mends them as if they were a document; what is let go is never mended again.

    Attributes:
        repairs: what was done so far; whoever reads them may empty the list.
    """

    def __init__(self, language: Language, line_length: int, *, strict: bool) -> None:
        self.repairs: list[Repair] = []
        self._language, self._line_length, self._strict = language, line_length, strict
        self._held: list[Token] = []
        self._words = self._count = 0
        self._latest = -1  # the latest start among those that wait
        self._end = 0  # of the last word that was let go

    def take(self, token: Token) -> list[Token]:
        """The tokens that are usable now that this one is here; line breaks are none.

        Raises:
            PayloadError: a word time needs a repair (only if strict); the place is the word's number in the stream.
        """
        if type(token) is Pause:
            self._held.append(token)
        if type(token) is not Word:
            return []
        self._count += 1
        word = self._credible(token)
        free: list[Token] = []
        follows = word.start is not None and word.start > self._latest
        if self._words and (follows or self._words >= MOST_HELD):
            free = self._let_go(word if follows else None)
        if word.start is not None and word.start < self._end:
            word = replace(word, start=self._end, end=max(word.end or 0, self._end + 1))
        self._held.append(word)
        self._words += 1
        self._latest = max(self._latest, word.start or 0)
        return free

    def take_back(self, since: int, last: Word | None) -> Word | None:
        """Forget the words from a time on, in ms, that wait; the last word that still does.

        Args:
            since: the time.
            last: the last of those that were let go, and were not taken back.
        """
        self._held = [token for token in self._held if type(token) is not Word or (token.start or 0) < since]
        waiting = [token for token in self._held if type(token) is Word]
        self._words = len(waiting)
        self._held = self._held if waiting else []
        self._end = 0 if last is None else last.end or 0
        self._latest = max([self._end - 1, *[word.start or 0 for word in waiting]])
        return waiting[-1] if waiting else None

    def rest(self) -> list[Token]:
        """The tokens that still wait; from now on none does."""
        return self._let_go(None) if self._words else []

    def _credible(self, word: Word) -> Word:
        """The word with both times, as far as what came before and its length allow them, or none.

        Raises:
            PayloadError: they need a repair (only if strict).
        """
        start, end = word.start, word.end
        likely = spread.estimate(word.text)
        if (start is not None and start < 0) or (end is not None and end < 0):
            self._fault(word, "negative-time")
            return replace(word, start=None, end=None)
        if start is None or end is None:
            self._fault(word, "missing-time")
            if start is None and end is None:
                return word
            start = max(self._end, (end or 0) - likely) if start is None else start
            end = start + likely if end is None else end
        if start < self._end - NOISE:
            self._fault(word, "unsorted")
            return replace(word, start=None, end=None)
        if end < start:
            self._fault(word, "negative-length")
            end = start + likely
        if time_unit.is_endless(word.text, end - start):
            self._fault(word, "too-long")
            end = start + likely
        return word if (start, end) == (word.start, word.end) else replace(word, start=start, end=end)

    def _fault(self, word: Word, kind: str) -> None:
        """Refuse a word, or write down what is done about it."""
        found, expected = FAULTS[kind]
        place = f"word {self._count} {word.text[:40]!r}"
        if self._strict and kind != "too-long":
            raise PayloadError(place, expected, f"{word.start} to {word.end} ms")
        self.repairs.append(Repair(kind, place, f"{found}; now timed by its neighbours and its length"))

    def _let_go(self, following: Word | None) -> list[Token]:
        """What waits, mended; ``following`` bounds it and goes on waiting."""
        held = self._held
        if not (self._words == 1 and self._is_clean(held, following)):
            held = self._mended(following)
        last = next(token for token in reversed(held) if type(token) is Word)
        self._end = last.end or self._end
        self._held, self._words, self._latest = [], 0, self._end - 1
        return held

    def _is_clean(self, held: list[Token], following: Word | None) -> bool:
        """Whether the one word that waits can stay as it is."""
        word = next(token for token in held if type(token) is Word)
        limit = None if following is None else following.start
        return (
            word.start is not None
            and word.end is not None
            and self._end <= word.start < word.end
            and (limit is None or word.end <= limit)
            and (word.text.isascii() or 2 * len(word.text) <= self._line_length)
        )

    def _mended(self, following: Word | None) -> list[Token]:
        """What waits, mended as a document of its own that begins where the last word ended.

        Raises:
            PayloadError: more is wrong than a recogniser's noise (only if strict).
        """
        bound = [] if following is None else [following]
        alone = Transcript((Segment((*self._held, *bound), start=self._end),))
        place = f"word {self._count - self._words - bool(bound) + 1}"
        try:
            usable = repaired(alone, strict=self._strict)
        except PayloadError as error:
            raise PayloadError(f"{place} or just after it", error.expected, error.found) from error
        whole = unspaced.divided(usable, self._line_length, self._language)
        if whole is not usable:
            whole = repaired(whole)
        self.repairs += [
            Repair(repair.kind, f"{place} or just after it", repair.message)
            for repair in whole.repairs
            if repair.kind not in {"missing-time", "unit"}  # told already, or none of a few words
        ]
        tokens = list(whole.tokens)
        if bound:
            tokens = tokens[: max(at for at, token in enumerate(tokens) if type(token) is Word)]
        return self._in_order(tokens)

    def _in_order(self, tokens: list[Token]) -> list[Token]:
        """The tokens with no word before the last that was let go: what a document of their own cannot know."""
        end = self._end
        for at, token in enumerate(tokens):
            if type(token) is Word:
                start, stop = token.start or 0, token.end or 0
                if start < end or stop <= start:
                    start = max(start, end)
                    token = tokens[at] = replace(token, start=start, end=max(stop, start + 1))  # noqa: PLW2901 - the one that stays
                end = token.end or end
        return tokens
