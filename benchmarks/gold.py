"""Documents that people captioned: read from a folder, and put in the shape of either provider's payload."""

from __future__ import annotations

import json
import uuid
from fnmatch import fnmatch
from typing import TYPE_CHECKING, Any, NamedTuple

from subkit.model import Cue
from subkit.scoring.sigma import ends_sentence
from subkit.timecode import from_seconds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

PAUSE = 0.25  # the shortest gap, in s, that the Pictory shape marks as a pause
_SPLIT_OFF = set('.,!?;:…-”"،؛')
_NAMESPACE = uuid.UUID("00000000-0000-4000-8000-000000000000")


class Spoken(NamedTuple):
    """A word as the gold document has it; times in seconds."""

    text: str
    start: float
    end: float
    speaker: str | None


class Document(NamedTuple):
    """A transcript and the cues that people cut from it.

    Attributes:
        id: the document's name.
        language: a BCP 47 tag.
        style: the house whose habits it follows, e.g. ``ted``.
        tier: ``A`` (measured word times), ``B`` (word times spread inside the human cues), ``C`` (cut by software).
        use: ``cues+lines``, ``cues`` (the line breaks are no human choice) or ``vendor-baseline``.
        timing: where the word times come from.
        joiner: what stands between two words: a blank, or nothing.
        words: the words, in order.
        cues: the captions, in ms.
    """

    id: str
    language: str
    style: str
    tier: str
    use: str
    timing: str
    joiner: str
    words: tuple[Spoken, ...]
    cues: tuple[Cue, ...]


def documents(folder: Path, pattern: str = "*") -> Iterator[Document]:
    """The documents of a folder whose ids match a shell pattern, in the order of its ``INDEX.json``."""
    for entry in json.loads((folder / "INDEX.json").read_bytes()):
        if fnmatch(entry["id"], pattern):
            yield document(json.loads((folder / f"{entry['id']}.json").read_bytes()))


def document(raw: dict[str, Any]) -> Document:
    """One document from its JSON."""
    words = tuple(
        Spoken(word["text"].strip(), word["start"], word["end"], word.get("speaker")) for word in raw["words"]
    )
    cues = tuple(
        Cue(from_seconds(cue["start"]), from_seconds(cue["end"]), tuple(cue["lines"]))
        for cue in raw["gold_cues"]
    )
    return Document(
        raw["id"],
        raw["lang"],
        raw["style"],
        raw["tier"],
        raw["use"],
        raw["timing"],
        raw["joiner"],
        words,
        cues,
    )


def pictory(words: Sequence[Spoken]) -> dict[str, Any]:
    """A finished Pictory job: punctuation on the words, and a pause marker wherever ``PAUSE`` or more passes."""
    text = " ".join(word.text for word in words)
    segments = list(pictory_segments(words, _numbered(words)))
    return {
        "job_id": _uid(text, 0),
        "success": True,
        "data": {"transcript": segments, "txt": text, "status": "completed"},
    }


def pictory_segments(words: Iterable[Spoken], speakers: Mapping[str | None, int]) -> Iterator[dict[str, Any]]:
    """The segments of a Pictory transcript, one after the other."""
    sentence, before = 0, None
    for run in _runs(words, 50):
        items: list[dict[str, Any]] = []
        shared = {"speakerId": speakers[run[0].speaker]}
        for word in run:
            if before is not None and word.start - before >= PAUSE:
                span = {"start_time": before, "end_time": word.start, **shared, "sentence_index": sentence}
                size = _pause_size(word.start - before)
                items.append(
                    {"uid": _uid("pause", before), "word": "", **span, "is_pause": True, "pause_size": size}
                )
            span = {"start_time": word.start, "end_time": word.end, **shared, "sentence_index": sentence}
            items.append({"uid": _uid(word.text, word.start), "word": word.text, **span})
            before = word.end
            sentence += ends_sentence(word.text)
        yield {"uid": _uid("segment", run[0].start), **shared, "words": items}


def verbit(words: Sequence[Spoken], joiner: str = " ") -> dict[str, Any]:
    """A Verbit Transcript JSON: trailing marks as punctuation tokens, spaces as tokens, segments wider than words.

    Speakers have numbers for labels, since names have no place in the Pictory shape: both shapes say the same.
    """
    speakers = _numbered(words)
    labels = [{"id": speaker_id(number), "text": f"Speaker {number}"} for number in speakers.values()]
    segments = list(verbit_segments(words, speakers, joiner))
    return {
        "version": 1,
        "kind": "transcript",
        "features": ["speakers"],
        "segments": segments,
        "speakers": labels,
    }


def verbit_segments(
    words: Iterable[Spoken], speakers: Mapping[str | None, int], joiner: str = " "
) -> Iterator[dict[str, Any]]:
    """The segments of a Verbit Transcript JSON, one after the other."""
    floor = 0.0
    for run in _runs(words, 75):
        tokens: list[dict[str, Any]] = []
        for word in run:
            tokens.extend(_verbit_tokens(word))
            if joiner:
                tokens.append(_mark(" ", word.end, "space"))
        if joiner:
            tokens.pop()
        tokens.append(_mark("\n", run[-1].end, "line_break"))
        start = min(run[0].start, max(floor, round(run[0].start - 0.4, 3)))
        floor = round(run[-1].end + 0.2, 3)
        span = {"start_time": start, "end_time": floor}
        yield {**span, "speaker_id": speaker_id(speakers[run[0].speaker]), "tokens": tokens}


def speaker_id(number: int) -> str:
    """A speaker's id as Verbit writes it."""
    return _uid("speaker", number)


def _verbit_tokens(word: Spoken) -> list[dict[str, Any]]:
    """A word and its trailing marks, each a token of its own; a word of marks alone stays a word."""
    size = len(word.text)
    while size and word.text[size - 1] in _SPLIT_OFF:
        size -= 1
    size = size or len(word.text)
    token = {
        "text": word.text[:size],
        "start_time": word.start,
        "end_time": word.end,
        "kind": "word",
        "confidence": 0.9,
    }
    return [token, *(_mark(mark, word.end, "punctuation") for mark in word.text[size:])]


def _mark(text: str, time: float, kind: str) -> dict[str, Any]:
    return {"text": text, "start_time": time, "end_time": time, "kind": kind}


def _runs(words: Iterable[Spoken], size: int) -> Iterator[list[Spoken]]:
    """The words cut at every change of speaker, and at the first sentence end after ``size`` words."""
    run: list[Spoken] = []
    for word in words:
        full = len(run) >= size and ends_sentence(run[-1].text)
        if run and (full or word.speaker != run[-1].speaker):
            yield run
            run = []
        run.append(word)
    if run:
        yield run


def _numbered(words: Sequence[Spoken]) -> dict[str | None, int]:
    return {
        speaker: number for number, speaker in enumerate(dict.fromkeys(word.speaker for word in words), 1)
    }


def _pause_size(seconds: float) -> str:
    return "small" if seconds < 1 else "medium" if seconds < 2 else "large"


def _uid(*parts: object) -> str:
    return str(uuid.uuid5(_NAMESPACE, repr(parts)))
