"""What each distinct word of a text means for a break beside it: its mark, its class, its shape; looked up once."""

from __future__ import annotations

import re
import unicodedata
from enum import IntEnum
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from subkit.captioning.vocabulary import said, spread
from subkit.captioning.width import measure

if TYPE_CHECKING:
    from subkit.captioning.columns import Vocabulary
    from subkit.language import Language
    from subkit.vectors import i64, vec
    from subkit.weights import Weights

_CLOSERS = "\"'”’»›)]}」』）】〉》"
_OPENERS = "\"'“‘«‹([{¿¡„‚「『（【〈《-–—>"
_SENTENCE = frozenset(".?!。！？؟।։።．｡")
_CLAUSE = frozenset(";:…—–；：؛")
_COMMA = frozenset(",、،，､")
# Marks that may stand alone, with a blank on either side, as in French: they belong to the word before, or after.
_LONE_CLOSERS = frozenset(".,;:?!…»›”’)]}%‰؟،؛।॥。、，．：；！？」』）】〉》")
_LONE_OPENERS = frozenset("«‹“‘„‚([{¿¡「『（【〈《")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+")

# Vowel signs of Arabic and Hebrew, and the Arabic stroke that only makes a word longer: the same word without.
_UNWRITTEN = dict.fromkeys([*range(0x0591, 0x05C0), 0x05C1, 0x05C2, *range(0x064B, 0x0653), 0x0670, 0x0640])


class Mark(IntEnum):
    """The punctuation that a word ends on, the weakest first."""

    NONE = 0
    COMMA = 1
    CLAUSE = 2
    SENTENCE = 3


class Meaning(Struct, frozen=True, gc=False):
    """What a word means for the breaks on either side of it.

    Attributes:
        mark: the punctuation it ends on.
        after: what ending a line on it costs, if it has no mark.
        before: what beginning a line with it costs; a bonus if negative.
        closed: whether it belongs to a closed class.
        capital: whether it begins with a capital.
        number: whether it begins with a digit.
        unit: whether a number before it belongs to it.
        title: whether a name or number after it belongs to it.
        closing: whether it is a lone closing mark, which belongs to the word before it.
        opening: whether it is a lone opening mark, which belongs to the word after it.
    """

    mark: Mark
    after: int
    before: int
    closed: bool
    capital: bool
    number: bool
    unit: bool
    title: bool
    closing: bool = False
    opening: bool = False


AFTER = (
    "article", "determiner", "preposition", "conjunction", "pronoun", "either_pronoun", "negation", "degree", "auxiliary",
)  # fmt: skip
"""The classes on which no line should end; the weight of each is called ``after_`` and the class."""

BEFORE = {
    "conjunction": "before_conjunction",
    "preposition": "before_preposition",
    "determiner": "before_determiner",
    "article": "before_determiner",
    "pronoun": "before_pronoun",
    "either_pronoun": "before_pronoun",
    "auxiliary": "before_auxiliary",
}
"""The classes with which a line may well begin, each with the name of its weight."""


class _Classes(NamedTuple):
    """The classes of a language's words that have a price, as `subkit.language.Language` has them."""

    article: frozenset[str]
    determiner: frozenset[str]
    preposition: frozenset[str]
    conjunction: frozenset[str]
    pronoun: frozenset[str]
    either_pronoun: frozenset[str]
    negation: frozenset[str]
    degree: frozenset[str]
    auxiliary: frozenset[str]
    postposition: frozenset[str]
    prefix: frozenset[str]


def _classes(language: Language) -> _Classes:
    return _Classes(*[getattr(language, name) for name in _Classes._fields])


@lru_cache(maxsize=32)
def _class_costs(
    classes: _Classes, weights: Weights
) -> tuple[dict[str, int], dict[str, int], frozenset[str]]:
    """What ending a line on each form costs, what beginning one with it, and the elided forms.

    Whoever cuts many short texts, as fixing does, asks for the same again and again.
    """
    # A form of several classes is judged by the one that forbids, or allows, the most.
    after: dict[str, int] = {}
    for name in AFTER:
        cost = getattr(weights, f"after_{name}")
        after |= {form: max(cost, after.get(form, cost)) for form in getattr(classes, name)}
    before: dict[str, int] = {}
    for name, weight in BEFORE.items():
        cost = getattr(weights, weight)
        before |= {form: min(cost, before.get(form, cost)) for form in getattr(classes, name)}
    before |= dict.fromkeys(classes.postposition, weights.before_postposition)
    before |= dict.fromkeys(classes.prefix, weights.before_conjunction)
    return after, before, frozenset([form for form in after if form.endswith("'")])


class Lexicon:
    """The meanings of words, each distinct one worked out once.

    Attributes:
        meanings: all meanings met so far; a word is looked up as the index of its meaning.
    """

    def __init__(self, language: Language, weights: Weights) -> None:
        self.meanings: list[Meaning] = []
        self._numbers: dict[Meaning, int] = {}
        self._language = language
        self._after, self._before, self._elided = _class_costs(_classes(language), weights)
        self._prefixes = sorted(language.prefix, key=len, reverse=True)

    def indices(self, words: Vocabulary) -> vec[i64]:
        """For each word, the index of its meaning in `meanings`."""
        return spread([self._index(form) for form in words.forms], words)

    def forms(self, text: str) -> tuple[str, str]:
        """The forms of a word by which a break before it and one after it are judged."""
        bare = text.strip(_CLOSERS).lstrip(_OPENERS)
        return self._halves(folded(bare).rstrip(".,;:?!…"), lone=text.endswith(("'", "’")))

    def _index(self, text: str) -> int:
        meaning = self._meaning(text)
        index = self._numbers.get(meaning)
        if index is None:
            index = self._numbers[meaning] = len(self.meanings)
            self.meanings.append(meaning)
        return index

    def _meaning(self, text: str) -> Meaning:
        bare = text.strip(_CLOSERS).lstrip(_OPENERS)
        form = folded(bare)
        core = form.rstrip(".,;:?!…")
        head, tail = self._halves(core, lone=text.endswith(("'", "’")))
        named = bare if head == tail else bare[len(head) :]
        language = self._language
        wordless = not any(map(str.isalnum, text))
        return Meaning(
            mark=_mark(bare, form, language),
            after=self._after.get(tail, 0),
            before=self._before.get(head, 0),
            closed=tail in self._after,
            capital=named[:1].isupper(),
            number=bare[:1].isdigit() or bare[1:2].isdigit(),
            unit=core in language.unit or form in language.unit,
            title=core in language.title_word or form in language.title_word,
            closing=wordless and text[:1] in _LONE_CLOSERS,
            opening=wordless and text[-1:] in _LONE_OPENERS,
        )

    def _halves(self, core: str, *, lone: bool) -> tuple[str, str]:
        """The forms that count for a break before a word and for one after it: ``qu'`` and ``il`` of ``qu'il``.

        They differ only where the word begins with an elided form of the language, or with a glued conjunction before a
        function word. An elided form that stands alone has lost its apostrophe with the closing quotes.
        """
        if self._prefixes:
            return self._unglued(core)
        if not self._elided or ("'" not in core and not lone):
            return core, core
        if lone and f"{core}'" in self._elided:
            return f"{core}'", f"{core}'"
        cut = core.find("'") + 1
        if cut and core[:cut] in self._elided and core not in self._after:
            return core[:cut], core[cut:]
        return core, core

    def _unglued(self, core: str) -> tuple[str, str]:
        """The conjunction that a function word begins with, and that word; the whole word twice if it has none."""
        if core not in self._language.postposition:
            for prefix in self._prefixes:
                if core.startswith(prefix) and core[len(prefix) :] in self._after:
                    return prefix, core[len(prefix) :]
        return core, core


def marked(words: Vocabulary, language: Language) -> list[tuple[int, Mark]]:
    """The words that end on a mark, ascending, each with the mark."""
    ends = {number: mark for number, form in enumerate(words.forms) if (mark := _mark_of(form, language))}
    return [(at, ends[words.numbers[at]]) for at in said(set(ends), words)]


def _mark_of(text: str, language: Language) -> Mark:
    if text[-1:].isalnum():
        return Mark.NONE
    bare = text.strip(_CLOSERS).lstrip(_OPENERS)
    return _mark(bare, folded(bare), language)


def folded(word: str) -> str:
    """The word as packs spell it: lower case, NFC, straight apostrophes, no vowel signs where they are optional."""
    form = word.lower().replace("’", "'")
    if form.isascii():
        return form
    # A Turkish capital İ falls apart into two characters.
    return unicodedata.normalize("NFC", form).replace("i\u0307", "i").translate(_UNWRITTEN)


def _mark(bare: str, form: str, language: Language) -> Mark:
    last = bare[-1:]
    if last in _SENTENCE:
        if last == "." and (form in language.abbreviation or _INITIALS.fullmatch(bare)):
            return Mark.NONE
        return Mark.CLAUSE if bare.endswith("...") else Mark.SENTENCE
    if last in _COMMA:
        return Mark.COMMA
    return Mark.CLAUSE if last in _CLAUSE or bare.endswith("--") or not bare else Mark.NONE


def widths(words: Vocabulary, language: Language) -> vec[i64]:
    """For each word, the cells it takes."""
    return spread([measure(form, language.counting) for form in words.forms], words)
