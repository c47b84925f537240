"""What grammar, punctuation and pauses make a break after each word cost, as a cue's end and as a line's within one."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from subkit.captioning.lexicon import Lexicon, Mark, Meaning

if TYPE_CHECKING:
    from subkit.captioning.vocabulary import Vocabulary
    from subkit.language import Language
    from subkit.weights import Weights

# A pause this long ends a sentence where nobody has set punctuation (Subtitle Edit's figure), in ms.
SENTENCE_PAUSE = 600
# From how many words on without any mark a text counts as one that has no punctuation.
UNPUNCTUATED = 40
# A pause counts up to this length, in ms.
LONGEST_COUNTED = 1000


def costs(
    words: Vocabulary, pauses: list[int], language: Language, weights: Weights
) -> tuple[list[int], list[int]]:
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
    count = len(meanings)
    keys = [a * count + b for a, b in pairwise(indices)]
    pairs = {key: pair_costs(meanings[key // count], meanings[key % count], weights) for key in set(keys)}
    cue_costs = _with_pauses({key: cue for key, (cue, _) in pairs.items()}, keys, pauses, weights.pause)
    line_costs = _with_pauses(
        {key: line for key, (_, line) in pairs.items()}, keys, pauses, weights.line_pause
    )
    for begin, end in unpunctuated(indices, meanings):
        for at in range(begin, end):
            if pauses[at] >= SENTENCE_PAUSE:
                cue_costs[at] += weights.cue_after_sentence
                line_costs[at] += weights.line_after_sentence
    return cue_costs, line_costs


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


def _with_pauses(costs: dict[int, int], keys: list[int], pauses: list[int], price: int) -> list[int]:
    """The cost of each key, with what the pause there adds; 0 after the last word."""
    if price:
        added = _added(price)
        most = price * LONGEST_COUNTED // 1000
        priced = [
            costs[key] + (added[pause] if pause < LONGEST_COUNTED else most) if pause else costs[key]
            for key, pause in zip(keys, pauses, strict=False)
        ]
    else:
        priced = [costs[key] for key in keys]
    priced.append(0)
    return priced


@lru_cache(maxsize=32)
def _added(price: int) -> tuple[int, ...]:
    """What each pause adds, in ms from 0 to below `LONGEST_COUNTED`."""
    return tuple([price * pause // 1000 for pause in range(LONGEST_COUNTED)])


def unpunctuated(indices: list[int], meanings: list[Meaning]) -> list[tuple[int, int]]:
    """The stretches, as word ranges, of `UNPUNCTUATED` words or more with no mark of any kind.

    Args:
        indices: for each word, the index of its meaning.
        meanings: what the words mean.
    """
    marked = [meaning.mark > Mark.NONE for meaning in meanings]
    marks = [-1, *[at for at, index in enumerate(indices) if marked[index]], len(indices)]
    return [(before + 1, after) for before, after in pairwise(marks) if after - before > UNPUNCTUATED]
