"""The words of a stream that are still needed: those that wait for their cue, and some before them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from subkit import sounds
from subkit.model import Segment, Transcript, Word

if TYPE_CHECKING:
    from subkit.captioning.columns import Piece
    from subkit.model import Token

BEHIND: Final = 45
"""So many words before those that wait: more than it takes to see that a text has no punctuation (`captioning.breaks`)."""
CUES_BEHIND: Final = 6
"""So many cues before those that wait: more than those that may come in earlier for another's sake (`captioning.earlier`)."""
_SLACK: Final = 40


class Window:
    """Words, and how those are cut that are.

    Attributes:
        pieces: the cuts, by the words' places in the window.
        given: how many of the pieces were given as cues.
        last: the last word; ``None`` if there is none.
    """

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.given = 0
        self.last: Word | None = None
        self._tokens: list[Token] = []
        self._words = 0

    @property
    def begin(self) -> int:
        """The first word that is not cut."""
        return self.pieces[-1].end if self.pieces else 0

    @property
    def waiting(self) -> list[Piece]:
        """The pieces that wait for their times."""
        return self.pieces[self.given :]

    @property
    def is_open(self) -> bool:
        """Whether there are words that were not given."""
        return bool(self.waiting) or self.begin < self._words

    def add(self, token: Token) -> None:
        """Hear a word, or a pause marker."""
        self._tokens.append(token)
        if type(token) is Word:
            self._words += 1
            self.last = token

    def cut(self, pieces: list[Piece]) -> None:
        """Cut the words on; the pieces follow each other."""
        self.pieces += pieces

    def take_back(self, since: int) -> None:
        """Forget the words from a time on, in ms, that are not cut."""
        while self._words > self.begin and self.last is not None and (self.last.start or 0) >= since:
            while self._tokens.pop() is not self.last:
                pass
            self._words -= 1
            self.last = next((token for token in reversed(self._tokens) if type(token) is Word), None)

    def transcript(self) -> Transcript:
        """The words with the pause markers between them."""
        return Transcript((Segment(tuple(self._tokens)),))

    def trim(self, spans: list[tuple[int, int]]) -> None:
        """Forget what is needed no more, once it is worth the while; the window never begins within a sound."""
        behind = max(0, self.given - CUES_BEHIND)
        keep = min(self.begin - BEHIND, self.pieces[behind].begin if self.pieces else 0)
        if keep < _SLACK:
            return
        places = [at for at, token in enumerate(self._tokens) if type(token) is Word]
        inside = {at for first, beyond in spans for at in range(first, beyond)}
        while keep and (keep in inside or sounds.may_begin(_text(self._tokens[places[keep]]))):
            keep -= 1
        self._tokens = self._tokens[places[keep] :]
        self._words -= keep
        self.pieces = [
            replace(
                piece, begin=piece.begin - keep, end=piece.end - keep, lines=[at - keep for at in piece.lines]
            )
            for piece in self.pieces[behind:]
        ]
        self.given -= behind


def _text(token: Token) -> str:
    return token.text if type(token) is Word else ""
