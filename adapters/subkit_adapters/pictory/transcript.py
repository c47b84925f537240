"""From Pictory's segments to the model."""

from __future__ import annotations

import math
from functools import lru_cache
from itertools import repeat
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from subkit import model
from subkit.mending import refuse_bad_times
from subkit.model import Media, Pause, Speaker, Token, Transcript, Word
from subkit.payload import taken
from subkit.timecode import all_from_seconds, from_seconds, is_time
from subkit.wording import fit, one_line, shown, words
from subkit.writing import runs_on, unspaced

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from subkit.report import RepairLog
    from subkit_adapters.pictory.wire import Data, Entry, Segment


def transcript_of(
    data: Data, path: str, log: RepairLog, *, provider: str, job_id: str | None, language: str | None
) -> Transcript:
    """The transcript of a finished job.

    Args:
        data: what holds the segments.
        path: where the segments stand in the payload.
        log: takes the repairs.
        provider: the adapter's name.
        job_id: Pictory's id of the job.
        language: as the caller knows it; Pictory does not say.
    """
    heard = data.transcript or []
    spelt: dict[str, str] = {}
    read = heard if log.strict else taken(heard)
    segments = tuple([_segment(segment, f"{path}[{i}]", log, spelt) for i, segment in enumerate(read)])
    if log.strict:
        places = (
            (f"{path}[{i}].words[{k}]", entry.start_time, entry.end_time)
            for i, segment in enumerate(heard)
            for k, entry in enumerate(segment.words)
            if not entry.is_pause
        )
        refuse_bad_times(places, ("start_time", "end_time"), log)
    captions = [
        key for key in ("srt", "vtt") if isinstance(getattr(data, key), str) and getattr(data, key).strip()
    ]
    if captions and not any(True for segment in segments for _ in segment.words):
        found = f"none, though there are captions in {' and '.join(captions)}"
        log.note("no-words", path, "words", found, "left the captions alone: they have no word times")
    return Transcript(
        segments,
        speakers=_speakers(segments),
        language=language,
        media=_media(data.media),
        provider=provider,
        job_id=job_id,
        repairs=tuple(log.repairs),
    )


def _segment(segment: Segment, path: str, log: RepairLog, spelt: dict[str, str]) -> model.Segment:
    entries = segment.words
    alike = (segment.speaker, None)
    tokens = _quick(entries, alike, spelt)
    if tokens is None:
        tokens = []
        for index, (entry, (start, end)) in enumerate(zip(entries, _times(entries), strict=True)):
            tokens += _tokens(entry, start, end, _voice(entry, alike), path=f"{path}.words[{index}]", log=log)
        tokens = _glue(tokens)
    uid = None if segment.uid is None else one_line(str(segment.uid))
    return model.Segment(tuple(tokens), _id(segment.speaker), id=uid)


def _quick(
    entries: list[Entry], alike: tuple[int | str | None, None], spelt: dict[str, str]
) -> list[Token] | None:
    """The tokens where each word can be taken as it stands, and pauses hold no text, as nearly always; else ``None``.

    It looks at the columns of the whole segment: a step for every entry takes twice as long. ``spelt`` keeps each text
    once, however often it is said.
    """
    silences = [(at, entry) for at, entry in enumerate(entries) if entry.is_pause]
    spoken = [entry for entry in entries if not entry.is_pause] if silences else entries
    texts = [entry.word for entry in spoken]
    if any(entry.word for _, entry in silences) or not fit(texts) or unspaced("".join(texts)):
        return None
    starts = all_from_seconds([entry.start_time for entry in spoken])
    ends = all_from_seconds([entry.end_time for entry in spoken])
    voices: Iterable[str | None] = repeat(None)
    if not {*alike}.issuperset([entry.speaker for entry in spoken]):
        voices = [_voice(entry, alike) for entry in spoken]
    highlights = [entry.highlight or False for entry in spoken]
    kept = map(spelt.setdefault, texts, texts)
    words = list(map(Word, kept, starts, ends, repeat(None), voices, repeat(False), highlights))
    if not silences:
        return list[Token](words)
    tokens: list[Token] = []
    done = 0
    for number, ((at, entry), (start, end)) in enumerate(
        zip(silences, _times([entry for _, entry in silences]), strict=True)
    ):
        tokens += words[done : at - number]
        tokens.append(Pause(start, end, _size(entry.pause_size)))
        done = at - number
    return tokens + words[done:]


def _times(entries: list[Entry]) -> Iterator[tuple[int | None, int | None]]:
    """When each entry begins and ends, in ms."""
    starts = all_from_seconds([entry.start_time for entry in entries])
    ends = all_from_seconds([entry.end_time for entry in entries])
    return zip(starts, ends, strict=True)


def _voice(entry: Entry, alike: tuple[int | str | None, None]) -> str | None:
    """Who speaks a word, where it is somebody else than the segment's speaker."""
    return None if entry.speaker in alike else _id(entry.speaker)


def _tokens(
    entry: Entry, start: int | None, end: int | None, voice: str | None, *, path: str, log: RepairLog
) -> list[Token]:
    """The tokens of an entry that may need repair."""
    if entry.is_pause:
        size = _size(entry.pause_size)
        if not entry.word.strip():
            return [Pause(start, end, size)]
        log.note("pause-with-text", f"{path}.word", "no text in a pause", shown(entry.word), "kept both")
        spoken = words(entry.word, start, end, f"{path}.word", log)
        return [Pause(size=size), *(Word(*word, speaker=voice) for word in spoken)]
    highlight = entry.highlight or False
    spoken = words(entry.word, start, end, f"{path}.word", log)
    return [Word(*word, speaker=voice, highlight=highlight) for word in spoken]


@lru_cache(maxsize=16)
def _size(category: str | None) -> str | None:
    return None if category is None else one_line(category)


def _glue(tokens: list[Token]) -> list[Token]:
    """The tokens with the words marked before which no blank belongs: Pictory gives neither blanks nor their absence."""
    before = ""
    glued: list[Token] = []
    for token in tokens:
        if isinstance(token, Word):
            touches = before != "" and runs_on(before, token.text)
            glued.append(replace(token, glued=True) if touches else token)
            before = token.text
        else:
            glued.append(token)
    return glued


def _speakers(segments: tuple[model.Segment, ...]) -> tuple[Speaker, ...]:
    """Those who speak, in order of appearance; Pictory numbers them and knows no names."""
    voices: dict[str | None, None] = {}
    for segment in segments:
        named = dict.fromkeys([token.speaker for token in segment.tokens if type(token) is Word])
        voices |= {name or segment.speaker: None for name in named}
    return tuple(Speaker(voice) for voice in voices if voice is not None)


def _id(number: int | str | None) -> str | None:
    return None if number is None or number == "" else one_line(str(number))


def _media(facts: Any) -> Media | None:
    """What ``mediaInfo`` says; its keys are not documented, so each is taken where it makes sense."""
    if not isinstance(facts, dict):
        return None
    dimensions = facts.get("dimensions")
    size = dimensions if isinstance(dimensions, dict) else facts
    duration, ratio = _number(facts.get("duration")), facts.get("aspectRatio", facts.get("aspect_ratio"))
    media = Media(
        duration=None if duration is None else from_seconds(duration),
        width=_pixels(size.get("width")),
        height=_pixels(size.get("height")),
        aspect_ratio=one_line(ratio, 20) if isinstance(ratio, str) else None,
    )
    return None if media == Media() else media


def _number(value: Any) -> float | None:
    try:
        number = (
            float(value) if isinstance(value, int | float | str) and not isinstance(value, bool) else math.nan
        )
    except (ValueError, OverflowError):
        return None
    return number if is_time(number) and number > 0 else None


def _pixels(value: Any) -> int | None:
    number = _number(value)
    return int(number) if number is not None and number.is_integer() else None
