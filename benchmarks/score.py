"""What the benchmarks count beside the measures of `subkit.scoring`: words lost, and function words left at a line's end."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.function_words import AUXILIARIES, FUNCTION_WORDS, TITLES
from subkit.scoring.breaks import squeezed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from subkit.model import Cue


class LineEnds(NamedTuple):
    """Breaks after a word without a mark, and how many leave a function word, an auxiliary or a negation there."""

    unmarked: int = 0
    function: int = 0
    auxiliary: int = 0


def lost_words(cues: Sequence[Cue], words: Sequence[str], joiner: str = " ") -> tuple[int, int]:
    """How many words the captions lack, and how many they have that the document has not; (0, 0) if also in order.

    Where words stand without blanks (an empty joiner) characters are counted.
    """
    found: list[str] = [
        part for cue in cues for line in cue.lines for part in (line.split() if joiner else squeezed(line))
    ]
    wanted = list(words) if joiner else list(squeezed("".join(words)))
    if found == wanted:
        return 0, 0
    lack, more = Counter(wanted) - Counter(found), Counter(found) - Counter(wanted)
    moved = 0 if lack or more else sum(a != b for a, b in zip(found, wanted, strict=True))
    return lack.total() + moved, more.total()


def line_ends(words: Sequence[str], breaks: Iterable[int]) -> LineEnds:
    """Function words (English) before the breaks that no punctuation marks, the document's last left out."""
    lower = (words[at].lower().replace("’", "'") for at in breaks if at < len(words) - 1)
    ends = [end for end in lower if end[-1].isalnum() or end[-1] == "'" or end in TITLES]
    return LineEnds(
        len(ends), sum(end in FUNCTION_WORDS for end in ends), sum(end in AUXILIARIES for end in ends)
    )
