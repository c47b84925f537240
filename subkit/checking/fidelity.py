"""Words lost, added or changed against what was heard, and the captions with the times at which it was heard."""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from msgspec.structs import replace

from subkit.captioning import speakers
from subkit.captioning.repair import repaired
from subkit.editing import splitting
from subkit.editing.alignment import aligned
from subkit.editing.labels import LONGEST
from subkit.editing.matching import forms
from subkit.report import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from subkit.model import Captions, Transcript, Word

_Origins = list[tuple[int, int] | None]
_SHOWN = 6
_DASHES = ("-", "–", "—")


def compared(captions: Captions, transcript: Transcript) -> tuple[Captions, list[Finding]]:
    """The captions with the words and times of the transcript, and where their words are not the same.

    Marks and capitals may differ. Labels, dashes and sounds in brackets are nobody's words.

    Args:
        captions: what a caption file shows.
        transcript: what was heard.

    Raises:
        InputError: less than half of the words were heard: these are no captions of this speech.
    """
    language = captions.language or transcript.language
    heard = repaired(transcript)
    found = aligned(
        [splitting.rows(cue.lines, language) for cue in captions.cues],
        heard,
        shown=[(cue.start, cue.end) for cue in captions.cues],
    )
    voices = speakers.ids(heard)
    cues = tuple(
        replace(cue, words=tuple(_voiced(words, places, voices)))
        for cue, words, places in zip(captions.cues, found.blocks, found.origins, strict=True)
    )
    differences = [
        *_unheard(found.blocks, found.origins, list(heard.words)),
        *_unshown(found.origins, list(heard.words)),
    ]
    return replace(captions, cues=cues), sorted(differences, key=lambda one: one.cue)


def _voiced(words: Sequence[Word], places: _Origins, voices: Sequence[str | None]) -> Iterator[Word]:
    """The words, each with the speaker who is heard to say it."""
    for word, place in zip(words, places, strict=True):
        voice = None if place is None else voices[place[0]]
        yield word if voice is None or word.speaker is not None else replace(word, speaker=voice)


def _unheard(
    blocks: Sequence[Sequence[Word]], origins: Sequence[_Origins], heard: Sequence[Word]
) -> Iterator[Finding]:
    """Words of the captions that were not heard, or were heard as others: one finding a run."""
    for number, (words, places) in enumerate(zip(blocks, origins, strict=True), 1):
        aside = _not_spoken(words)
        kinds = [
            "" if at in aside else "words-added" if place is None else _changed(word, place, heard)
            for at, (word, place) in enumerate(zip(words, places, strict=True))
        ]
        for kind, run in groupby(range(len(words)), key=kinds.__getitem__):
            if kind:
                some = [words[at].text for at in run]
                yield Finding(kind, number, len(some), 0, _quoted(some), hard=True)


def _changed(word: Word, place: tuple[int, int], heard: Sequence[Word]) -> str:
    """The kind of a word that stands for words heard: changed, unless its letters are among theirs."""
    first, last = place
    (form,) = forms([word.text])
    said = "".join(forms([one.text for one in heard[first : last + 1]]))
    return "" if form in said else "words-changed"


def _not_spoken(words: Sequence[Word]) -> set[int]:
    """The places of a cue's words that nobody says: labels where turns begin, dashes and notes, sounds in brackets."""
    aside = {at for at, word in enumerate(words) if not any(map(str.isalnum, word.text))}
    turns = {0, *(at for at, word in enumerate(words) if word.text.startswith(_DASHES))}
    for turn in turns:
        front = range(turn, min(turn + LONGEST, len(words)))
        label = next((at for at in front if words[at].text.endswith(":")), turn - 1)
        aside.update(range(turn, label + 1))
    inside = False
    for at, word in enumerate(words):
        inside = inside or word.text.lstrip("-–—>").startswith(("[", "("))
        if inside:
            aside.add(at)
        inside = inside and not word.text.rstrip(":.,").endswith(("]", ")"))
    return aside


def _unshown(origins: Sequence[_Origins], heard: Sequence[Word]) -> Iterator[Finding]:
    """Runs of words heard that no cue shows, each told at the cue before it."""
    shown = [(place, number) for number, places in enumerate(origins, 1) for place in places if place]
    spans = [((-1, -1), 1), *shown, ((len(heard), len(heard)), len(origins))]
    for ((_, last), number), ((first, _), _) in pairwise(spans):
        lost = [word.text for word in heard[last + 1 : first] if any(map(str.isalnum, word.text))]
        if lost:
            yield Finding("words-lost", number, len(lost), 0, _quoted(lost), hard=True)


def _quoted(words: Sequence[str]) -> str:
    text = " ".join(words[:_SHOWN])
    return repr(text if len(words) <= _SHOWN else f"{text} …")
