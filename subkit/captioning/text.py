"""A transcript's words as columns: what is shown, who says it, when, and where it may be cut."""

from __future__ import annotations

from itertools import compress, count, islice
from operator import ne
from typing import TYPE_CHECKING, cast

from msgspec import Struct

from subkit import sounds
from subkit.captioning import lexicon, pauses, spacing, speakers
from subkit.captioning.columns import Vocabulary
from subkit.captioning.lexicon import Mark
from subkit.captioning.vocabulary import vocabulary
from subkit.captioning.words import words_of
from subkit.model import Word
from subkit.vectors import i64, vec

if TYPE_CHECKING:
    from subkit.captioning.words import Words
    from subkit.language import Language
    from subkit.model import Transcript


class Text(Struct, frozen=True):
    """The words of a transcript, in columns of one entry a word.

    Attributes:
        words: the words, all of them timed.
        texts: what they show.
        vocabulary: which of the distinct ones each is.
        marks: those that end on a mark, ascending, each with the mark.
        blank: whether a blank stands before each.
        spaced: whether a blank stands before all of them.
        widths: the cells each takes.
        starts: when each begins, in ms.
        ends: when each ends, in ms.
        pauses: the pause after each, in ms; where the provider marked a boundary, at least `pauses.MARKED_FLOOR`.
        speakers: the id of who says each.
        labels: the label of each id; empty where there is nobody to tell apart.
        turns: the words at which somebody else begins to speak, ascending; the first word is always one.
        sounds: the ranges of words that are a sound, ascending and apart.
        part: whether they are only part of what is said, so that what is usual among them is no measure of the whole.
    """

    words: list[Word]
    texts: list[str]
    vocabulary: Vocabulary
    marks: list[tuple[int, Mark]]
    blank: list[bool]
    spaced: bool
    widths: vec[i64]
    starts: vec[i64]
    ends: vec[i64]
    pauses: vec[i64]
    speakers: list[str | None]
    labels: dict[str, str]
    turns: list[int]
    sounds: list[tuple[int, int]] = []
    part: bool = False


def columns(transcript: Transcript, language: Language, heard: Words | None = None) -> Text:
    """The columns of a transcript whose words are timed and in order; ``heard`` are its words, where the caller has them."""
    heard = heard or words_of(transcript)
    words, texts, spoken = heard.words, heard.texts, heard.speakers
    distinct = vocabulary(texts)
    starts = vec[i64](cast("list[int]", heard.starts))
    ends = vec[i64](cast("list[int]", heard.ends))
    noises = sounds.spans(texts)
    if noises:
        spoken = speakers.with_sounds(spoken, noises)
    blank = spacing.blanks(heard.glued, texts)
    return Text(
        words=words,
        texts=texts,
        vocabulary=distinct,
        marks=lexicon.marked(distinct, language),
        blank=blank,
        spaced=all(blank),
        widths=lexicon.widths(distinct, language),
        starts=starts,
        ends=ends,
        pauses=pauses.after(starts, ends, heard.others),
        speakers=spoken,
        labels=speakers.labels(transcript, spoken),
        turns=[0, *compress(count(1), map(ne, spoken, islice(spoken, 1, None)))] if words else [],
        sounds=noises,
    )
