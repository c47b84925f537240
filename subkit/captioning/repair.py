"""Word times made usable: missing, unsorted, overlapping, zero, negative, in the wrong unit; every repair is reported."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, cast

from msgspec.structs import replace

from subkit.captioning import time_unit
from subkit.captioning.bounds import fences, last_start
from subkit.captioning.faults import collision, divide_strays, suspects, take_away
from subkit.captioning.repair_reports import path_of, refuse, reported
from subkit.captioning.spread import LEAST, Columns, placed
from subkit.captioning.words import words_of
from subkit.errors import PayloadError
from subkit.model import Word
from subkit.report import Repair
from subkit.timecode import LATEST
from subkit.vectors import i64, vec

if TYPE_CHECKING:
    from subkit.captioning.words import Words
    from subkit.model import Segment, Transcript


def repaired(transcript: Transcript, *, strict: bool = False, heard: Words | None = None) -> Transcript:
    """The same transcript with every word timed, in order and without overlap.

    Starts never go back, a word ends at or before the next one's start, and lasts at least 1 ms. No word is added, lost
    or moved; a word whose times are usable keeps them, unless its neighbours need some of its time. A transcript
    that needs nothing is returned as it is, otherwise `Transcript.repairs` says what was done: one repair for each run of
    words with the same fault.

    - Times that are 1000 times too large are divided: those of the whole document, or of single words among others.
    - Times before zero or after a hundred years, and starts well after the end of the media, are as good as missing.
    - Of starts that go back, the fewest words that explain it lose their times.
    - Words without a start are spread between their neighbours, within pauses and segment edges, by length.
    - An end is cut at the next word's start; words that start together share their time by length.

    Args:
        transcript: what an adapter made of a payload.
        strict: refuse instead of repairing. Noise of speech recognisers is let pass and repaired all the same: words
            without length, too long ones, and overlaps up to `subkit.mending.NOISE`.
        heard: its words in columns, where the caller has them.

    Raises:
        PayloadError: a word needs a repair (only if strict); the path is one within the transcript.
    """
    heard = heard or words_of(transcript)
    words, starts, ends = heard.words, heard.starts, heard.ends
    if _are_usable(starts, ends, last_start(transcript.media)):
        return transcript
    if time_unit.wrong_unit(heard.texts, starts, ends, transcript.media):
        return _rescaled(transcript, words, strict=strict)
    return _mended(transcript, words, strict=strict)


def _are_usable(starts: list[int | None], ends: list[int | None], last: int | None) -> bool:
    """Whether the times can stay as they are: the one pass that clean transcripts pay for."""
    before: i64 = 0
    try:  # asking each for None would double the cost of the pass; the cast is true once it has succeeded
        for start, end in zip(vec[i64](cast("list[int]", starts)), vec[i64](cast("list[int]", ends))):
            if start < before or end <= start or end - start > time_unit.LONG or end > LATEST:
                return False
            before = end
    except (TypeError, OverflowError):
        return False
    return last is None or not starts or (starts[-1] or 0) <= last


def _rescaled(transcript: Transcript, words: list[Word], *, strict: bool) -> Transcript:
    if strict:
        index, field, time = next(
            (index, field, time)
            for index, word in enumerate(words)
            for field, time in (("start", word.start), ("end", word.end))
            if time
        )
        raise PayloadError(
            path_of(transcript, index, field),
            "a time in ms",
            f"{time} ms, a thousand times too large as all times are",
        )
    message = "most words lasted a thousand times longer than words do; all times divided by 1000"
    scaled = time_unit.rescaled(transcript)
    return repaired(replace(scaled, repairs=(*scaled.repairs, Repair("unit", "all words", message))))


def _mended(transcript: Transcript, words: list[Word], *, strict: bool) -> Transcript:
    source, last = _with_credible_media(transcript, words, strict=strict)
    texts, starts, ends = (
        [word.text for word in words],
        [word.start for word in words],
        [word.end for word in words],
    )
    suspected = suspects(starts, ends)
    faults = divide_strays(texts, starts, ends, suspected)
    faults |= take_away(texts, starts, ends, suspected, last)
    firsts = _first_words(source)
    untimed = [index for index, end in enumerate(ends) if end is None]
    spans = placed(
        Columns(texts, starts, ends, fences(source, firsts, untimed, last), set(firsts[:-1]), last)
    )
    known = {
        index: (start, end)
        for index in faults
        if (start := starts[index]) is not None and (end := ends[index])
    }
    times = {
        index: span
        for index, span in (known | spans).items()
        if index in faults or span != (words[index].start, words[index].end)
    }
    faults |= {index: collision(words, index) for index in times if index not in faults}
    if not faults:
        return source
    if strict:
        refuse(source, words, faults)
    repairs = (*source.repairs, *reported(firsts, words, times, faults))
    return replace(source, segments=_rebuilt(source, firsts, times), repairs=repairs)


def _first_words(transcript: Transcript) -> list[int]:
    """The index of each segment's first word, and at the end the number of all words."""
    counts = [sum([type(token) is Word for token in segment.tokens]) for segment in transcript.segments]
    return [0, *accumulate(counts)]


def _with_credible_media(
    transcript: Transcript, words: list[Word], *, strict: bool
) -> tuple[Transcript, int | None]:
    """The transcript without a media duration that most words contradict, and the last start that it allows."""
    media, last = transcript.media, last_start(transcript.media)
    if media is None or last is None:
        return transcript, None
    beyond = sum(word.start is not None and word.start > last for word in words)
    if 2 * beyond <= len(words) and last >= LEAST * len(words):
        return transcript, last
    if strict:
        raise PayloadError("media.duration", "a duration that holds the words", f"{media.duration} ms")
    message = f"{media.duration} ms cannot hold the words; the duration is left out"
    repairs = (*transcript.repairs, Repair("out-of-range", "media duration", message))
    return replace(transcript, media=replace(media, duration=None), repairs=repairs), None


def _rebuilt(
    transcript: Transcript, firsts: list[int], times: dict[int, tuple[int, int]]
) -> tuple[Segment, ...]:
    """The segments with new times; those without a word that has any are the same objects."""
    segments = list(transcript.segments)
    for number in {bisect_right(firsts, index) - 1 for index in times}:
        tokens = list(segments[number].tokens)
        index = firsts[number]
        for place, token in enumerate(tokens):
            if type(token) is Word:
                if index in times:
                    tokens[place] = _timed(token, times[index])
                index += 1
        segments[number] = replace(segments[number], tokens=tuple(tokens))
    return tuple(segments)


def _timed(word: Word, times: tuple[int, int]) -> Word:
    return Word(word.text, *times, word.confidence, word.speaker, word.glued, word.highlight)
