"""Words masked: the first letter stays, a star stands for each other (``f***``), so that a line is as long as before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from subkit.model import Word
from subkit.patterns import pattern
from subkit.rewording.places import Tally, apart, folded, in_sounds

if TYPE_CHECKING:
    from collections.abc import Iterable

    from subkit.model import Segment, Token, Transcript

_joints = pattern(r"([-‐‑'’])")


class _Masks:
    """Words and phrases to mask, made ready to be asked for."""

    def __init__(self, words: Iterable[str]) -> None:
        entries = [folded(word).split() for word in words]
        alone = [entry[0] for entry in entries if len(entry) == 1]
        self._exact = frozenset(word for word in alone if not word.endswith("*"))
        self._begun = tuple(word[:-1] for word in alone if word.endswith("*"))
        self._phrases: dict[str, list[list[str]]] = {}
        for entry in entries:
            if len(entry) > 1:
                self._phrases.setdefault(entry[0], []).append(entry)

    def _is_masked(self, word: str) -> bool:
        return word in self._exact or (self._begun != () and word.startswith(self._begun))

    def core(self, core: str) -> str:
        """A word without its marks, masked if it is to be; of a compound only the parts that are."""
        if self._is_masked(folded(core)):
            return _masked(core)
        parts = _joints.split(core)
        return "".join([_masked(part) if self._is_masked(folded(part)) else part for part in parts])

    def phrases(self, cores: list[str]) -> set[int]:
        """The words that belong to a phrase to mask, by index."""
        found: set[int] = set()
        for at, core in enumerate(cores) if self._phrases else ():
            for phrase in self._phrases.get(core, ()):
                if cores[at : at + len(phrase)] == phrase:
                    found.update(range(at, at + len(phrase)))
        return found


def masked(transcript: Transcript, words: Iterable[str]) -> Transcript:
    """The same transcript with words masked, whole words only and whatever their case.

    Args:
        transcript: what a provider heard.
        words: words and phrases; ``word*`` stands for all that begin so. Parts of a word joined by a hyphen or an
            apostrophe count as words.
    """
    masks = _Masks(words)
    known: dict[str, str] = {}
    tally = Tally("masked")
    number = 1
    segments: list[Segment] = []
    for segment in transcript.segments:
        spoken = list(segment.words)
        changes = _changes([word.text for word in spoken], masks, known)
        for at, text in changes.items():
            tally.note(apart(text)[1] + apart(text)[2].rstrip(".,;:?!…"), "masked", number + at)
        segments.append(_with(segment, changes) if changes else segment)
        number += len(spoken)
    repairs = tally.repairs()
    if not repairs:
        return transcript
    return replace(transcript, segments=tuple(segments), repairs=(*transcript.repairs, *repairs))


def _changes(texts: list[str], masks: _Masks, known: dict[str, str]) -> dict[int, str]:
    """The masked text of each word that is to be, by index."""
    parts = {text: apart(text) for text in set(texts)}
    for text in parts.keys() - known.keys():
        head, core, tail = parts[text]
        known[text] = f"{head}{masks.core(core)}{tail}"
    phrases = masks.phrases([folded(parts[text][1]) for text in texts])
    changes = {at: known[text] for at, text in enumerate(texts) if known[text] != text}
    changes |= {at: _whole(texts[at]) for at in phrases}
    return {at: text for at, text in changes.items() if at not in in_sounds(texts)} if changes else {}


def _whole(text: str) -> str:
    head, core, tail = apart(text)
    return f"{head}{_masked(core)}{tail}"


def _masked(word: str) -> str:
    return f"{word[:1]}{'*' * (len(word) - 1)}" if len(word) > 1 else "*" * len(word)


def _with(segment: Segment, changes: dict[int, str]) -> Segment:
    tokens: list[Token] = []
    at = 0
    for token in segment.tokens:
        if isinstance(token, Word):
            tokens.append(replace(token, text=changes[at]) if at in changes else token)
            at += 1
        else:
            tokens.append(token)
    return replace(segment, tokens=tuple(tokens))
