"""Sigma: BLEU with break tags over the most that BLEU could be with as many breaks.

Karakanta, Buet, Cettolo and Yvon, "Evaluating Subtitle Segmentation for End-to-end Generation Systems", LREC 2022.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from subkit.scoring.breaks import squeezed

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from subkit.scoring.breaks import Kind

SENTENCE_MARKS = ".!?…。！？؟"
CLOSERS = "\"'”’»)]」』"
_TAGS = {"line": "<eol>", "cue": "<eob>"}
_ORDERS = (1, 2, 3, 4)


def ends_sentence(text: str) -> bool:
    """Whether a word carries a mark that ends a sentence, closing quotes and brackets aside."""
    return text.rstrip(CLOSERS).endswith(tuple(SENTENCE_MARKS))


def sentences(words: Sequence[str], breaks: Mapping[int, Kind], joiner: str = " ") -> list[list[str]]:
    """The text cut at sentence ends, as tokens of BLEU with a tag for each break.

    Args:
        words: the words of the text.
        breaks: by the index of the word before the break.
        joiner: what stands between two words: a blank, or nothing.
    """
    ends = {at for at, word in enumerate(words) if ends_sentence(word)}
    return [row for row in parts(words, breaks, ends, joiner) if row]


def parts(
    words: Sequence[str], breaks: Mapping[int, Kind], ends: Collection[int], joiner: str = " "
) -> list[list[str]]:
    """The text cut after the words of the given indices: one part more than there are of them, some maybe empty."""
    rows: list[list[str]] = [[]]
    for at, word in enumerate(words):
        rows[-1].extend(tokens(word) if joiner else squeezed(word))
        if at in breaks:
            rows[-1].append(_TAGS[breaks[at]])
        if at in ends:
            rows.append([])
    return rows


def tokens(word: str) -> list[str]:
    """A word's tokens as mteval-13a (sacrebleu's default, which the published values use) cuts them."""
    word = re.sub(r"([{-~\[-` -&(-+:-@/])", r" \1 ", f" {word} ")
    word = re.sub(r"([^0-9])([.,])", r"\1 \2 ", word)
    word = re.sub(r"([.,])([^0-9])", r" \1 \2", word)
    return re.sub(r"([0-9])(-)", r"\1 \2 ", word).split()


def sigma(system: Sequence[Sequence[str]], reference: Sequence[Sequence[str]]) -> float:
    """Sigma, 0 to 100.

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
    if order == 2:  # noqa: PLR2004 - pairs have a faster way
        return Counter(pairwise(row))
    return Counter(zip(*(row[start:] for start in range(order)), strict=False))
