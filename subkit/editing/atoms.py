"""Words as they are matched: a word with the marks that stand alone beside it, or a character where there are no blanks."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from subkit.editing.splitting import pieces
from subkit.model import Word
from subkit.timecode import shares

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from subkit.model import Transcript

_OPENERS = frozenset("([{«‹“‘„‚¿¡「『（【〈《-–—>♪#&@$€£")


class Atoms(Struct, frozen=True):
    """The words of a text, and the atoms they make: one spoken word each.

    Attributes:
        words: the words, in order.
        starts: the word with which each atom begins; at the end the number of all words.
        blocks: the atom with which each block begins; at the end the number of all atoms.
    """

    words: list[Word]
    starts: list[int]
    blocks: list[int]

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __iter__(self) -> Iterator[list[Word]]:
        """The words of each atom."""
        return (self.words[begin:end] for begin, end in pairwise(self.starts))

    @property
    def shapes(self) -> list[tuple[int, int]]:
        """How many words each atom has, and which of them is said."""
        return [(len(atom), spoken(atom)) for atom in self]

    @property
    def texts(self) -> list[str]:
        """What each atom shows, without blanks."""
        return ["".join([word.text for word in atom]) for atom in self]


def atoms(blocks: Iterable[Sequence[Sequence[Word]]]) -> Atoms:
    """The atoms of a text: no atom reaches over the end of a block.

    Marks that stand alone (``-`` before a speech, ``?`` after a blank in French) take no time of their own: they go
    with the word they belong to. Where a block has nothing but marks, they are an atom.

    Args:
        blocks: the text's cues or paragraphs, each in lines of words.
    """
    words: list[Word] = []
    starts: list[int] = []
    heads: list[int] = []
    spoken: dict[str, bool] = {}
    for block in blocks:
        first, waiting = len(starts), False
        heads.append(first)
        for row in block:
            for place, word in enumerate(row):
                text = word.text
                if text not in spoken:
                    spoken[text] = any(map(str.isalnum, text))
                if spoken[text]:
                    if not waiting:
                        starts.append(len(words))
                    waiting = False
                elif len(starts) == first or (not waiting and (not place or text[-1] in _OPENERS)):
                    starts.append(len(words))
                    waiting = True
                words.append(word)
        if waiting and len(starts) > first + 1:
            starts.pop()
    return Atoms(words, [*starts, len(words)], [*heads, len(starts)])


def spoken(atom: Sequence[Word]) -> int:
    """Which of an atom's words is said: the last that is no mark, or the first of marks."""
    if len(atom) == 1:
        return 0
    return max([at for at, word in enumerate(atom) if any(map(str.isalnum, word.text))], default=0)


def heard(transcript: Transcript) -> tuple[Atoms, list[int]]:
    """The atoms of a transcript whose words are timed, and for each of their words which one of the transcript it is.

    A word of a script without blanks is cut into its characters, which share its time.
    """
    blocks: list[list[list[Word]]] = []
    numbers: list[int] = []
    number = 0
    for segment in transcript.segments:
        row: list[Word] = []
        for word in segment.words:
            parts = [word] if word.text.isascii() else _cut(word, transcript.language)
            row += parts
            numbers += [number] * len(parts)
            number += 1
        blocks.append([row])
    return atoms(blocks), numbers


def _cut(word: Word, language: str | None) -> list[Word]:
    parts = pieces(word.text, language)
    if len(parts) == 1 or word.start is None or word.end is None:
        return [word]
    spans = shares(word.start, word.end, [len(part) for part in parts])
    return [
        replace(word, text=part, start=start, end=end, glued=word.glued or place > 0)
        for place, (part, (start, end)) in enumerate(zip(parts, spans, strict=True))
    ]
