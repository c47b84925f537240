"""Notes on phrasing: where lines and cues end in the middle of what belongs together. One look at each line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subkit.captioning.lexicon import folded
from subkit.captioning.width import cells_per_character, measure
from subkit.checking.stretch import label_width
from subkit.patterns import pattern
from subkit.report import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from subkit.language import Language
    from subkit.model import Cue
    from subkit.profile import Profile

_SENTENCE = pattern(r"[.!?…。！？؟।][\"'”’»)\]]*\s+(?=\S)")
_ENDED = pattern(r"[.!?…。！？؟।:—–-][\"'”’»)\]♪]*$")
_ENDS = frozenset(".!?…。！？؟।,")
_NO_MARK = pattern(r"[^.!?…。！？؟।]*").fullmatch
_TURN = ("-", "–", "—", "‐", ">", "[", "(", "♪", "#")
_OPENERS = "\"'“‘«‹([{¿¡„‚-–—>"
_CLOSERS = "\"'”’»›)]}"

_STRONG, _WEAK, _MARKED, _PLAIN = "line-end", "weak-line-end", "", "plain"
_SHORT_TOP = 2


class Phrasing:
    """The notes on captions of one language and house.

    Args:
        profile: the house style.
        language: whose closed classes count.
    """

    def __init__(self, profile: Profile, language: Language) -> None:
        self._language = language
        self._counting = language.counting
        self._cells = cells_per_character(language.counting)
        self._line = profile.max_line_length * self._cells
        strong = language.article | language.determiner | language.preposition | language.conjunction
        self._strong = strong | language.pronoun | language.title_word
        self._weak = (language.auxiliary | language.negation) - self._strong
        self._ends: dict[str, str] = {}

    def notes(self, cues: Sequence[Cue]) -> Iterator[Finding]:
        """The notes, in the order of the cues."""
        ends = self._ends
        firsts = [cue.lines[0] if cue.lines else "" for cue in cues]
        firsts.append("")
        speaker: str | None = None
        for number, cue in enumerate(cues, 1):
            lines = cue.lines
            for place, line in enumerate(lines, 1):
                word = line[line.rfind(" ") + 1 :]
                kind = ends.get(word)
                if kind is None:
                    kind = ends[word] = self._end_of(word)
                if kind == _MARKED:
                    continue
                if kind != _PLAIN:
                    yield Finding(kind, number, place, 0, f"line {place} ends on {word!r}")
                elif word[0].isupper() or not word.isalpha():
                    below = lines[place] if place < len(lines) else firsts[number]
                    following = below.lstrip().partition(" ")[0]
                    if following and self._belong(word, following):
                        parted = f"line {place} parts {word!r} from {following!r}"
                        yield Finding("parted", number, place, 0, parted)
            yield from self._shape(number, lines, 0 if cue.speaker == speaker else self._label(cue.speaker))
            speaker = cue.speaker
            text = " ".join(lines)
            if text[-1:] not in _ENDS and not _NO_MARK(text):
                yield from self._sentences(number, text)

    def _end_of(self, word: str) -> str:
        """What a line's last word is: a mark ends it, it is of a closed class, or neither."""
        form = folded(word.lstrip(_OPENERS))
        if form in self._language.title_word:
            return _STRONG
        if form in self._language.abbreviation:
            return _PLAIN
        if not word or (not word[-1].isalnum() and not form.endswith("'")):
            return _MARKED
        return _STRONG if form in self._strong else _WEAK if form in self._weak else _PLAIN

    def _belong(self, word: str, following: str) -> bool:
        """Whether a word that no mark ends and the one after it are a number and its unit, or halves of a name."""
        head = following.strip(_OPENERS + _CLOSERS)
        form = folded(head.rstrip(".,;:?!…"))
        if word[:1].isdigit() or word[1:2].isdigit():
            return form in self._language.unit
        named = word.lstrip(_OPENERS)[:1].isupper() and head[:1].isupper()
        if not named or self._language.counting != "characters" or following.startswith(_TURN):
            return False
        return (
            form not in self._language.binding and folded(word.lstrip(_OPENERS)) not in self._language.binding
        )

    def _label(self, speaker: str | None) -> int:
        return 0 if speaker is None else label_width(speaker, self._language)

    def _shape(self, number: int, lines: tuple[str, ...], label: int) -> Iterator[Finding]:
        """Two lines that one could hold, an upper line of a word or two, a word alone."""
        if len(lines) == 1 and " " not in lines[0]:
            yield from self._alone(number, lines[0])
        if len(lines) == 1 or lines[1].startswith(_TURN) or lines[0].startswith(_TURN):
            return
        text = " ".join(lines)
        if len(text) <= self._line or not text.isascii():
            width = measure(text, self._counting) + label
            if width <= self._line:
                length, limit = width / self._cells, self._line / self._cells
                yield Finding("one-line", number, length, limit, "one line can hold it", avoidable=True)
                return
        words = lines[0].count(" ") + 1
        if words <= _SHORT_TOP and lines[0][-1:].isalnum():
            yield Finding("top-line", number, words, _SHORT_TOP + 1, f"the upper line is {lines[0]!r}")

    def _alone(self, number: int, line: str) -> Iterator[Finding]:
        if self._counting == "characters" and any(map(str.isalpha, line)) and not line.startswith(_TURN):
            yield Finding("one-word", number, 1, 2, f"the cue is {line!r}")

    def _sentences(self, number: int, text: str) -> Iterator[Finding]:
        """A sentence that ends inside a cue, where the next begins and does not end with it."""
        if _ENDED.search(text):
            return
        for match in _SENTENCE.finditer(text):
            before = text[: match.end()].rsplit(None, 1)[-1]
            after = text[match.end() :]
            form = folded(before.lstrip(_OPENERS))
            known = form in self._language.abbreviation or form in self._language.title_word
            if not known and not after.startswith(_TURN) and not after[:1].islower():
                yield Finding(
                    "sentence-start", number, 1, 0, f"after {before!r} a sentence begins that ends later"
                )
                return
