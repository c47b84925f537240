"""Captions laid beside the transcript of the same speech: which words they share, and when each is really spoken."""

from __future__ import annotations

from bisect import bisect_right
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Literal

from msgspec import Struct
from msgspec.structs import replace

from subkit.captioning.bounds import last_start
from subkit.captioning.repair import repaired
from subkit.editing import splitting
from subkit.editing.atoms import Atoms, atoms, heard, spoken
from subkit.editing.carrying import Carried, Edits, carried
from subkit.editing.matching import form, pairs
from subkit.errors import InputError
from subkit.model import Word
from subkit.report import Repair
from subkit.timecode import shares
from subkit.wording import shown as quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from subkit.model import Captions, Transcript

__all__ = ["LEAST_ALIGNED", "Aligned", "Edits", "aligned", "pairs", "placed"]

LEAST_ALIGNED = 0.5
"""The share of words that two texts have in common at least if they are versions of one (house figure)."""

OTHER_SPEECH = "these are not the same speech"
"""How the reason ends for which texts with too little in common are refused."""


class Aligned(Struct, frozen=True):
    """An edited text with the times of what was heard.

    Attributes:
        blocks: the words of each cue or paragraph, timed, with the speaker and the confidence of those that were heard.
        origins: for each of these words the first and the last word of the transcript that it stands for; ``None`` if it
            stands for none.
        edits: how the text differs from the transcript.
        repairs: the words whose times are a guess, one repair for each run of them.
        labels: the blocks that begin with a label which nobody said (``Ada:``), each with the label.
    """

    blocks: list[list[Word]]
    origins: list[list[tuple[int, int] | None]]
    edits: Edits
    repairs: tuple[Repair, ...]
    labels: dict[int, str]


def placed(captions: Captions, transcript: Transcript, *, least: float = LEAST_ALIGNED) -> Captions:
    """The same cues, lines and times, each cue's ``words`` with the times at which they were heard.

    Words that were not heard are timed between their neighbours; ``repairs`` says which, and which share of the words was
    heard.

    Args:
        captions: what a caption file shows.
        transcript: what was heard.
        least: the share of the captions' words, from 0 to 1, that must have been heard.

    Raises:
        InputError: less was heard: these are no captions of this speech.
    """
    language = captions.language or transcript.language
    if not any(cue.text.strip() for cue in captions.cues):
        return captions
    found = aligned(
        [splitting.rows(cue.lines, language) for cue in captions.cues],
        repaired(transcript),
        shown=[(cue.start, cue.end) for cue in captions.cues],
        least=least,
    )
    cues = tuple(
        replace(cue, words=tuple(words)) for cue, words in zip(captions.cues, found.blocks, strict=True)
    )
    return replace(captions, cues=cues, repairs=(*captions.repairs, *found.repairs))


def aligned(
    blocks: Sequence[Sequence[Sequence[Word]]],
    transcript: Transcript,
    *,
    shown: Sequence[tuple[int, int]] = (),
    least: float = LEAST_ALIGNED,
    source: str = "captions",
    unit: Literal["cue", "line"] = "cue",
) -> Aligned:
    """A text in blocks of lines of words, with the times of the same words in a transcript.

    Args:
        blocks: the text's cues or paragraphs.
        transcript: what was heard; its words are timed and in order (see `subkit.captioning.repair.repaired`).
        shown: when each block was shown, in ms, where that is known.
        least: the share of the text's words, from 0 to 1, that must have been heard.
        source: what to call the text in messages.
        unit: what to call a block.

    Raises:
        InputError: the text or the transcript has no words, or less was heard.
    """
    speech, numbers = heard(transcript)
    if not numbers:
        raise InputError("transcript", "holds no words to take times from")
    if not any(any(block) for block in blocks):
        raise InputError(source, "holds no words")
    result = carried(atoms(blocks), speech, shown, last_start(transcript.media))
    edits = result.edits
    if edits.share < least:
        raise InputError(
            source,
            f"only {percent(edits.share)} of its {edits.words} words stand in the transcript, and {percent(least)} must: "
            f"{OTHER_SPEECH}",
        )
    return _in_blocks(result, speech, numbers, unit)


def percent(share: float) -> str:
    """A share as people write it; rounded down, so that only all is 100 %.

    >>> percent(0.9999), percent(1.0)
    ('99.9 %', '100 %')
    """
    return f"{int(share * 1000) / 10:g} %"


def _in_blocks(result: Carried, speech: Atoms, numbers: list[int], unit: str) -> Aligned:
    words: list[Word] = []
    origins: list[tuple[int, int] | None] = []
    sources = list(speech)
    for atom, span, origin in zip(result.atoms, result.spans, result.origins, strict=True):
        source = () if origin is None else sources[origin]
        words += _timed(atom, span, source)
        if origin is None:
            origins += [None] * len(atom)
        else:
            place = speech.starts[origin]
            origins += _origins(len(atom), numbers[place : place + len(source)])
    edges = list(pairwise([result.atoms.starts[at] for at in result.atoms.blocks]))
    blocks = [words[begin:end] for begin, end in edges]
    return Aligned(
        blocks,
        [origins[begin:end] for begin, end in edges],
        result.edits,
        tuple(_repairs(result, unit)),
        {number: _label(blocks[number][:size]) for number, size in result.labels.items()},
    )


def _label(words: Sequence[Word]) -> str:
    """A label without its colon, and without the dash or the chevrons before it."""
    return " ".join([word.text for word in words]).strip(" :：>-–—")


def _timed(atom: Sequence[Word], span: tuple[int, int], source: Sequence[Word]) -> list[Word]:
    """The words of an atom: each as its like was heard, or the spoken one with nearly all of the atom's time."""
    if len(atom) != len(source) or spoken(atom) != spoken(source):
        speaker = source[0].speaker if source else None
        times = [span] if len(atom) == 1 else _around_the_spoken(atom, *span)
        return [
            Word(word.text, start, end, None, speaker, word.glued)
            for word, (start, end) in zip(atom, times, strict=True)
        ]
    if (source[0].start, source[-1].end) != span:
        # A new word has taken some of their time.
        times = _around_the_spoken(atom, *span)
        source = [
            replace(word, start=start, end=end) for word, (start, end) in zip(source, times, strict=True)
        ]
    return [_as_shown(mine, word) for mine, word in zip(atom, source, strict=True)]


def _as_shown(shown: Word, heard: Word) -> Word:
    if (shown.text, shown.glued) == (heard.text, heard.glued):
        return heard
    same = shown.text == heard.text or form(shown.text) == form(heard.text)
    return replace(heard, text=shown.text, glued=shown.glued, confidence=heard.confidence if same else None)


def _around_the_spoken(atom: Sequence[Word], start: int, end: int) -> list[tuple[int, int]]:
    """The times of an atom's words: 1 ms for each mark or label beside the one word that is spoken."""
    if end - start < 2 * len(atom):
        return shares(start, end, [1] * len(atom))
    said = spoken(atom)
    edges = [start + at for at in range(said + 1)] + [end - at for at in range(len(atom) - said - 1, -1, -1)]
    return list(pairwise(edges))


def _origins(size: int, numbers: Sequence[int]) -> list[tuple[int, int] | None]:
    """What each of an atom's words stands for, if it was heard as words of these numbers."""
    if size == len(numbers):
        return [(number, number) for number in numbers]
    inner: list[tuple[int, int] | None] = [(numbers[0], numbers[0])] * (size - 1)
    return [*inner, (numbers[0] if size == 1 else numbers[-1], numbers[-1])]


def _repairs(result: Carried, unit: str) -> Iterator[Repair]:
    """What is not as it was heard: the share, and each run of words whose time is a guess or next to none."""
    if result.edits.aligned < result.edits.words:
        share = percent(result.edits.share)
        yield Repair("aligned", "all words", f"{share} of {result.edits.words} words stand in the transcript")
    words, starts = result.atoms.words, result.atoms.starts
    squeezed = dict(result.squeezed)
    blocks = result.atoms.blocks
    for guess, run in groupby(range(len(result.atoms)), key=lambda at: result.origins[at] is None):
        if not guess:
            continue
        places = list(run)
        begin, end = places[0], places[-1] + 1
        said = "".join(
            [word.text if word.glued else f" {word.text}" for word in words[starts[begin] : starts[end]]]
        )
        place = f"{unit} {bisect_right(blocks, begin)} {quoted(said.strip())}"
        if begin in squeezed:
            lasts = result.spans[end - 1][1] - result.spans[begin][0]
            yield Repair("squeezed", place, f"not in the transcript; {lasts} ms are left to say it in")
        else:
            yield Repair("interpolated", place, "not in the transcript; timed between its neighbours")
