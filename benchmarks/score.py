"""How near captions come to those that people cut: break F1, Sigma, and function words left at a line's end.

A break is a word's index and a kind: ``line`` (inside a cue) or ``cue`` (between two cues), standing after that word.
The document's last break is given, so it is left out of the F1.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

from benchmarks.function_words import AUXILIARIES, FUNCTION_WORDS, TITLES
from benchmarks.gold import ends_sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from subkit.model import Cue

Kind = Literal["cue", "line"]
Breaks = dict[int, Kind]
_TAGS = {"line": "<eol>", "cue": "<eob>"}
_ORDERS = (1, 2, 3, 4)


class Placed(NamedTuple):
    """Where captions stand in the words of their document.

    Attributes:
        breaks: by the index of the word before the break, the last one included.
        spans: the indices of each cue's first and last word.
        cut_words: breaks that fall inside a word.
    """

    breaks: Breaks
    spans: list[tuple[int, int]]
    cut_words: int


class Agreement(NamedTuple):
    """Breaks in common, the system's, and the reference's; adds up over documents."""

    common: int = 0
    system: int = 0
    reference: int = 0

    @property
    def precision(self) -> float:
        """The share of the system's breaks that the reference has; 0 to 1."""
        return self.common / self.system if self.system else math.nan

    @property
    def recall(self) -> float:
        """The share of the reference's breaks that the system has; 0 to 1."""
        return self.common / self.reference if self.reference else math.nan

    @property
    def f1(self) -> float:
        """The harmonic mean of both; 0 to 1, NaN where neither has a break."""
        either = self.system + self.reference
        return 2 * self.common / either if either else math.nan


class LineEnds(NamedTuple):
    """Breaks after a word without a mark, and how many leave a function word, an auxiliary or a negation there."""

    unmarked: int = 0
    function: int = 0
    auxiliary: int = 0


def squeezed(text: str) -> str:
    """The text without blanks of any kind."""
    return "".join(text.split())


def place(cues: Sequence[Cue], words: Sequence[str]) -> Placed | None:
    """Where each line and cue ends, in word positions; ``None`` if the cues do not hold exactly these words."""
    lines = [[squeezed(line) for line in cue.lines] for cue in cues]
    if "".join(line for rows in lines for line in rows) != "".join(map(squeezed, words)):
        return None
    index = {size: number for number, size in enumerate(accumulate(len(squeezed(word)) for word in words))}
    breaks: Breaks = {}
    spans, seen, first, cut = [], 0, 0, 0
    for rows in lines:
        for number, row in enumerate(rows, 1):
            seen += len(row)
            if seen in index:
                breaks[index[seen]] = "cue" if number == len(rows) else "line"
            else:
                cut += 1
        last = index.get(seen, first)
        spans.append((first, last))
        first = last + 1
    return Placed(breaks, spans, cut)


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


def agreement(system: Breaks, reference: Breaks, last: int, kind: Kind | None = None) -> Agreement:
    """Exact matches of break positions, the document's ``last`` left out.

    Args:
        system: the breaks to score.
        reference: the human breaks.
        last: the index of the document's last word.
        kind: count only breaks of this kind on both sides; ``None`` takes all and ignores the kind.
    """
    ours, theirs = (
        {at for at, its in breaks.items() if at != last and kind in (None, its)}
        for breaks in (system, reference)
    )
    return Agreement(len(ours & theirs), len(ours), len(theirs))


def total(parts: Iterable[Agreement]) -> Agreement:
    """Agreement over several documents, each break counting once."""
    return Agreement(*map(sum, zip(*parts, strict=True)))


def line_ends(words: Sequence[str], breaks: Breaks) -> LineEnds:
    """Function words (English) before the breaks that no punctuation marks, the document's last left out."""
    lower = (words[at].lower().replace("’", "'") for at in breaks if at < len(words) - 1)
    ends = [end for end in lower if end[-1].isalnum() or end[-1] == "'" or end in TITLES]
    return LineEnds(
        len(ends), sum(end in FUNCTION_WORDS for end in ends), sum(end in AUXILIARIES for end in ends)
    )


def sentences(words: Sequence[str], breaks: Mapping[int, Kind], joiner: str = " ") -> list[list[str]]:
    """The text cut at sentence ends, as tokens of BLEU with a tag for each break."""
    rows: list[list[str]] = [[]]
    for at, word in enumerate(words):
        rows[-1].extend(tokens(word) if joiner else squeezed(word))
        if at in breaks:
            rows[-1].append(_TAGS[breaks[at]])
        if ends_sentence(word):
            rows.append([])
    return [row for row in rows if row]


def tokens(word: str) -> list[str]:
    """A word's tokens as mteval-13a (sacrebleu's default, which the published values use) cuts them."""
    word = re.sub(r"([{-~\[-` -&(-+:-@/])", r" \1 ", f" {word} ")
    word = re.sub(r"([^0-9])([.,])", r"\1 \2 ", word)
    word = re.sub(r"([.,])([^0-9])", r" \1 \2", word)
    return re.sub(r"([0-9])(-)", r"\1 \2 ", word).split()


def sigma(system: Sequence[Sequence[str]], reference: Sequence[Sequence[str]]) -> float:
    """Sigma, 0 to 100: BLEU with break tags over the most that BLEU could be with as many breaks.

    Karakanta, Buet, Cettolo and Yvon, "Evaluating Subtitle Segmentation for End-to-end Generation Systems", LREC 2022.

    Args:
        system: sentences as `sentences` returns them.
        reference: the same sentences with the human breaks.
    """
    precisions, brevity = _precisions(system, reference)
    plain, _ = _precisions([_untagged(row) for row in system], [_untagged(row) for row in reference])
    count = sum(map(len, system))
    spoken = sum(len(_untagged(row)) for row in system)
    if not spoken or 0.0 in precisions or 0.0 in plain:
        return 0.0
    a = (count - spoken) / spoken
    p1, p2, p3, p4 = plain
    bounds = (
        (p1 + a) / (1 + a),
        ((1 - a) * p2 + 2 * a * p1) / (1 + a),
        ((1 - 2 * a) * p3 + 3 * a * p2) / (1 + a),
        ((1 - 3 * a) * p4 + 4 * a * p3) / (1 + a),
    )
    if min(bounds) <= 0:
        return 0.0
    return 100 * (brevity * _mean(precisions)) / (brevity * _mean(bounds))


def _untagged(row: Sequence[str]) -> list[str]:
    return [token for token in row if token not in _TAGS.values()]


def _mean(values: Sequence[float]) -> float:
    return math.exp(math.fsum(map(math.log, values)) / len(values))


def _precisions(
    system: Sequence[Sequence[str]], reference: Sequence[Sequence[str]]
) -> tuple[list[float], float]:
    """BLEU's clipped n-gram precisions (0 to 1) over a corpus, and its brevity penalty."""
    matches, totals = [0] * len(_ORDERS), [0] * len(_ORDERS)
    for ours, theirs in zip(system, reference, strict=True):
        for order in _ORDERS:
            mine, given = _grams(ours, order), _grams(theirs, order)
            matches[order - 1] += (mine & given).total()
            totals[order - 1] += mine.total()
    long, wanted = sum(map(len, system)), sum(map(len, reference))
    brevity = 1.0 if long >= wanted else math.exp(1 - wanted / long) if long else 0.0
    return [match / all_ if all_ else 0.0 for match, all_ in zip(matches, totals, strict=True)], brevity


def _grams(row: Sequence[str], order: int) -> Counter[tuple[str, ...]]:
    if order == 2:
        return Counter(pairwise(row))
    return Counter(zip(*(row[start:] for start in range(order)), strict=False))
