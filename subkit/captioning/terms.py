"""What a break between two words costs, term by term and by name: the terms add up to the costs of `breaks` exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from subkit.captioning.breaks import LONGEST_COUNTED, SENTENCE_PAUSE, unpunctuated
from subkit.captioning.lexicon import AFTER, BEFORE, Lexicon, Mark, Meaning
from subkit.captioning.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from subkit.language import Language
    from subkit.vectors import i64, vec
    from subkit.weights import Weights

_NAMES = {
    "article": "an article",
    "determiner": "a determiner",
    "preposition": "a preposition",
    "conjunction": "a conjunction",
    "pronoun": "a pronoun",
    "either_pronoun": "a pronoun",
    "negation": "a negation",
    "degree": "a word of degree",
    "auxiliary": "an auxiliary",
}


class Term(Struct, frozen=True, gc=False):
    """One thing that adds to a cost (or, below zero, takes from it), in hundredths of a unit.

    Attributes:
        name: what it is, e.g. ``after a preposition``, ``a pause of 420 ms``.
        amount: what it costs.
    """

    name: str
    amount: int


class BreakTerms:
    """The terms of the breaks between the words of a text.

    Args:
        texts: the words.
        pauses: the pause after each word, in ms.
        language: whose closed classes count.
        weights: the prices.
    """

    def __init__(self, texts: list[str], pauses: vec[i64], language: Language, weights: Weights) -> None:
        self._texts, self._pauses, self._weights, self._language = texts, pauses, weights, language
        self._lexicon = Lexicon(language, weights)
        self._indices = self._lexicon.indices(vocabulary(texts))
        self._silences = {
            at
            for begin, end in unpunctuated(self._indices, self._lexicon.meanings)
            for at in range(begin, end)
            if pauses[at] >= SENTENCE_PAUSE
        }

    def at(self, word: int, *, line: bool) -> list[Term]:
        """What a break after a word costs, as the end of a line within a cue or as that of a cue."""
        weights, terms = self._weights, list[Term]()
        if word < len(self._texts) - 1:
            terms += [Term(name, amount) for name, amount in self._between(word, line=line) if amount]
            pause = min(self._pauses[word], LONGEST_COUNTED)
            amount = (weights.line_pause if line else weights.pause) * pause // 1000
            if amount:
                terms.append(Term(f"a pause of {self._pauses[word]} ms", amount))
        if word in self._silences:
            amount = weights.line_after_sentence if line else weights.cue_after_sentence
            terms.append(Term("such a pause ends a sentence where no marks do", amount))
        return terms

    def _between(self, word: int, *, line: bool) -> Iterator[tuple[str, int]]:
        """The terms of two words, as in `breaks.pair_costs`; some may be 0."""
        meanings, weights = self._lexicon.meanings, self._weights
        one, other = meanings[self._indices[word]], meanings[self._indices[word + 1]]
        if other.closing or one.opening:
            yield "beside a mark that belongs to the word", weights.beside_mark
            return
        if one.mark is Mark.SENTENCE:
            yield "end of a sentence", weights.line_after_sentence if line else weights.cue_after_sentence
            return
        before = f"before {self._class_before(word + 1)}"
        if one.mark:
            yield before, min(other.before, 0)
            if one.mark is Mark.CLAUSE:
                yield "end of a clause", weights.line_after_clause if line else weights.cue_after_clause
            else:
                yield "comma", weights.line_after_comma if line else weights.cue_after_comma
            return
        binding, held = self._binding(word, one, other)
        yield binding, held
        yield before, other.before
        cost = held + other.before
        if line and cost > 0:
            yield f"{weights.line_share} % of that within a cue", cost * weights.line_share // 100 - cost

    def _binding(self, word: int, one: Meaning, other: Meaning) -> tuple[str, int]:
        """What holds two words together most, as in `breaks._binding`."""
        weights = self._weights
        bindings = [(one.after, f"after {self._class_after(word)}" if one.after else "")]
        if one.title and (other.capital or other.number):
            bindings.append((weights.after_title, "between a title and its name"))
        if one.number and other.unit:
            bindings.append((weights.within_number, "between a number and what it counts"))
        if one.capital and not one.closed and (other.capital or other.number) and not other.closed:
            bindings.append((weights.within_name, "within a name"))
        held, name = max(bindings, key=lambda binding: binding[0])
        return name, held

    def _class_after(self, word: int) -> str:
        """The class that `Lexicon` judged a break after a word by."""
        form = self._lexicon.forms(self._texts[word])[1]
        classes = [name for name in AFTER if form in getattr(self._language, name)]
        return _NAMES[max(classes, key=lambda name: getattr(self._weights, f"after_{name}"))]

    def _class_before(self, word: int) -> str:
        """The class that `Lexicon` judged a break before a word by; that of a postposition comes first."""
        form = self._lexicon.forms(self._texts[word])[0]
        if form in self._language.postposition:
            return "a postposition"
        classes = [name for name in BEFORE if form in getattr(self._language, name)]
        if not classes:
            return "a word"
        return _NAMES[min(classes, key=lambda name: getattr(self._weights, BEFORE[name]))]
