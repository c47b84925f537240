"""What grammar, punctuation and pauses make a break after each word cost, as a cue's end and as a line's within one."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from subkit.captioning.lexicon import Lexicon, Mark, Meaning
from subkit.vectors import i64, vec

if TYPE_CHECKING:
    from subkit.captioning.columns import Vocabulary
    from subkit.language import Language
    from subkit.weights import Weights

# A pause this long ends a sentence where nobody has set punctuation (Subtitle Edit's figure), in ms.
SENTENCE_PAUSE = 600
# From how many words on without any mark a text counts as one that has no punctuation.
UNPUNCTUATED = 40
# A pause counts up to this length, in ms.
LONGEST_COUNTED = 1000
# Out of the way of all prices: a pair that nobody has asked for yet.
_UNKNOWN: Final = 1 << 60


def costs(
    words: Vocabulary, pauses: vec[i64], language: Language, weights: Weights
) -> tuple[vec[i64], vec[i64]]:
    """For each word, what ending a cue after it costs, and what ending a line after it costs; nothing after the last.

    Args:
        words: those of the text.
        pauses: the pause after each word, in ms.
        language: whose closed classes count.
        weights: the prices.
    """
    lexicon = Lexicon(language, weights)
    indices = lexicon.indices(words)
    meanings = lexicon.meanings
    cue_costs, line_costs = _grammar(indices, meanings, weights)
    _add_pauses(cue_costs, pauses, weights.pause)
    _add_pauses(line_costs, pauses, weights.line_pause)
    for begin, end in unpunctuated(indices, meanings):
        for at in range(begin, end):
            if pauses[at] >= SENTENCE_PAUSE:
                cue_costs[at] += weights.cue_after_sentence
                line_costs[at] += weights.line_after_sentence
    return cue_costs, line_costs


def _grammar(indices: vec[i64], meanings: list[Meaning], weights: Weights) -> tuple[vec[i64], vec[i64]]:
    """What grammar and punctuation make a break after each word cost; each pair of meanings is judged once."""
    count: i64 = len(meanings)
    cues, lines = vec[i64]([_UNKNOWN] * (count * count)), vec[i64]([0] * (count * count))
    cue_costs, line_costs = vec[i64]([0] * len(indices)), vec[i64]([0] * len(indices))
    for at in range(len(indices) - 1):
        pair = indices[at] * count + indices[at + 1]
        if cues[pair] == _UNKNOWN:
            cues[pair], lines[pair] = pair_costs(meanings[indices[at]], meanings[indices[at + 1]], weights)
        cue_costs[at], line_costs[at] = cues[pair], lines[pair]
    return cue_costs, line_costs


def _add_pauses(costs: vec[i64], pauses: vec[i64], price: i64) -> None:
    """Add to the cost of each break what the pause there is worth; nothing after the last word."""
    if price == 0:
        return
    for at in range(len(costs) - 1):
        pause = pauses[at]
        if pause > 0:
            costs[at] += price * min(LONGEST_COUNTED, pause) // 1000


def pair_costs(word: Meaning, following: Meaning, weights: Weights) -> tuple[int, int]:
    """What a break between two words costs, pauses aside: as a cue's end, and as a line's end."""
    if following.closing or word.opening:
        return weights.beside_mark, weights.beside_mark
    if word.mark is Mark.SENTENCE:
        return weights.cue_after_sentence, weights.line_after_sentence
    bonus = min(following.before, 0)  # a mark parts even what would lean on the word before
    if word.mark is Mark.CLAUSE:
        return bonus + weights.cue_after_clause, bonus + weights.line_after_clause
    if word.mark is Mark.COMMA:
        return bonus + weights.cue_after_comma, bonus + weights.line_after_comma
    cost = following.before + _binding(word, following, weights)
    return cost, cost * weights.line_share // 100 if cost > 0 else cost


def _binding(word: Meaning, following: Meaning, weights: Weights) -> int:
    """How much two words with no mark between them belong together."""
    bindings = [word.after]
    if word.title and (following.capital or following.number):
        bindings.append(weights.after_title)
    if word.number and following.unit:
        bindings.append(weights.within_number)
    if word.capital and not word.closed and (following.capital or following.number) and not following.closed:
        bindings.append(weights.within_name)
    return max(bindings)


def unpunctuated(indices: vec[i64], meanings: list[Meaning]) -> list[tuple[int, int]]:
    """The stretches, as word ranges, of `UNPUNCTUATED` words or more with no mark of any kind.

    Args:
        indices: for each word, the index of its meaning.
        meanings: what the words mean.
    """
    marked = [meaning.mark > Mark.NONE for meaning in meanings]
    marks = [-1, *[at for at, index in enumerate(indices) if marked[index]], len(indices)]
    return [(before + 1, after) for before, after in pairwise(marks) if after - before > UNPUNCTUATED]
