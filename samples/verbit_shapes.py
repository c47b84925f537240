"""Recordings in the shapes that Verbit answers with: transcripts, captions, and streamed responses."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from invented import confidence, identity, seconds
from recording import ABBREVIATIONS, is_sentence_end, paragraphs, runs
from speech import Spoken

if TYPE_CHECKING:
    from recording import Recording

LEAD_IN, TAIL = 400, 300
"""How much wider than its words a segment is, in ms, where its neighbours leave room."""

LONG = 1000
"""The silence, in ms, that ends a cue."""

_POINT = re.compile(r"(.*?)([.,?!;:。、]?)$", re.DOTALL)


def transcript(recording: Recording, *, pause: int = 900, blanks: bool = True) -> dict[str, Any]:
    """The Transcript JSON of kind ``transcript``: a segment is a paragraph."""
    stretches = [
        (turn.speaker, tokens(words, blanks=blanks), words)
        for turn in recording.turns
        for words in paragraphs(turn.words, pause)
    ]
    return _document(recording, "transcript", stretches)


def captions(recording: Recording, *, line: int = 37) -> dict[str, Any]:
    """The Transcript JSON of kind ``captions``: a segment is a cue of at most two lines, filled one after the other."""
    stretches = []
    for turn in recording.turns:
        for cue in _filled(turn.words, 2 * line - 6):
            breaks = frozenset({_middle(cue)} if sum(len(word.text) + 1 for word in cue) > line else ())
            stretches.append((turn.speaker, tokens(cue, breaks=breaks), cue))
    return _document(recording, "captions", stretches)


def tokens(
    words: list[Spoken], *, blanks: bool = True, breaks: frozenset[int] = frozenset()
) -> list[dict[str, Any]]:
    """Word, space, punctuation and line_break tokens; a line break closes the segment and replaces a space."""
    result: list[dict[str, Any]] = []
    for index, word in enumerate(words):
        start, end = seconds(word.start), seconds(word.end)
        text, point = (word.text, "") if word.text in ABBREVIATIONS else _parts(word.text)
        sure = confidence(word.text, word.start)
        result.append(
            {"text": text, "start_time": start, "end_time": end, "kind": "word", "confidence": sure}
        )
        at = {"start_time": end, "end_time": end}
        if point:
            result.append({"text": point, **at, "kind": "punctuation"})
        if index == len(words) - 1 or index in breaks:
            result.append({"text": "\n", **at, "kind": "line_break"})
        elif blanks:
            result.append({"text": " ", **at, "kind": "space"})
    return result


def _parts(text: str) -> tuple[str, str]:
    match = _POINT.match(text)
    return (match[1], match[2]) if match else (text, "")


def _document(
    recording: Recording, kind: str, stretches: list[tuple[str, list[dict[str, Any]], list[Spoken]]]
) -> dict[str, Any]:
    ends = [0, *(words[-1].end for _, _, words in stretches)]
    starts = [*(words[0].start for _, _, words in stretches), recording.duration]
    segments = [
        {
            "start_time": seconds(max((before + starts[index]) // 2, words[0].start - LEAD_IN)),
            "end_time": seconds(min((words[-1].end + starts[index + 1]) // 2, words[-1].end + TAIL)),
            "speaker_id": identity(recording.name, speaker),
            "tokens": made,
        }
        for index, ((speaker, made, words), before) in enumerate(zip(stretches, ends, strict=False))
    ]
    speakers = [
        {"id": identity(recording.name, name), "text": label} for name, label in recording.labels.items()
    ]
    return {"version": 1, "kind": kind, "features": ["speakers"], "segments": segments, "speakers": speakers}


def _filled(words: list[Spoken], room: int) -> list[list[Spoken]]:
    taken = 0

    def full(word: Spoken, following: Spoken) -> bool:
        nonlocal taken
        taken += len(word.text) + 1
        over = taken + len(following.text) > room or following.start - word.end >= LONG
        if over or is_sentence_end(word.text):
            taken = 0
            return True
        return False

    return runs(words, full)


def _middle(words: list[Spoken]) -> int:
    whole = sum(len(word.text) + 1 for word in words)
    before = [sum(len(word.text) + 1 for word in words[: index + 1]) for index in range(len(words) - 1)]
    return min(range(len(before)), key=lambda index: abs(before[index] * 2 - whole))


def stream(recording: Recording, translations: list[str]) -> str:
    """A session's responses as JSON lines: interim transcripts that grow, finals, one final sent again, translations."""
    responses: list[dict[str, Any]] = []
    for index, words in enumerate(paragraphs(recording.turns[0].words, 500)):
        heard = (words[:count] for count in range(4, len(words), 6))
        responses.extend(_response(recording, part, is_final=False) for part in heard)
        # A final with a number misheard is corrected by a second final with the same start.
        misheard = [Spoken("60", word.start, word.end) if word.text == "46" else word for word in words]
        if misheard != words:
            responses.append(_response(recording, misheard, is_final=True))
        responses.append(_response(recording, words, is_final=True))
        responses.append(_translation(recording, words, translations[index]))
    responses.append(_response(recording, [], is_final=True, is_end=True))
    return "".join(json.dumps({"response": response}, ensure_ascii=False) + "\n" for response in responses)


def _response(
    recording: Recording, words: list[Spoken], *, is_final: bool, is_end: bool = False
) -> dict[str, Any]:
    speaker = identity(recording.name, recording.turns[0].speaker)
    items: list[dict[str, Any]] = []
    for word in words:
        text, point = (word.text, "") if word.text in ABBREVIATIONS else _parts(word.text)
        start, end = seconds(word.start), seconds(word.end)
        items.append({"start": start, "end": end, "kind": "text", "value": text, "speaker_id": speaker})
        if point:
            items.append({"start": end, "end": end, "kind": "punct", "value": point, "speaker_id": speaker})
    start = seconds(words[0].start if words else recording.duration)
    end = seconds(words[-1].end if words else recording.duration)
    return {
        "id": identity(
            recording.name, "response", start, len(words), is_final, *(word.text for word in words)
        ),
        "type": "transcript",
        "service_type": "transcription",
        "language_code": recording.language,
        "is_final": is_final,
        "is_end_of_stream": is_end,
        "start": start,
        "end": end,
        "speakers": [{"id": speaker, "label": None}] if words else [],
        "alternatives": [
            {"transcript": " ".join(word.text for word in words), "start": start, "end": end, "items": items}
        ],
    }


def _translation(recording: Recording, words: list[Spoken], text: str) -> dict[str, Any]:
    """A translated response: its words share the time evenly, as Verbit says of its own."""
    first, last = words[0].start, words[-1].end
    translated = text.split()
    cuts = [first + (last - first) * index // len(translated) for index in range(len(translated) + 1)]
    even = [Spoken(word, cuts[index], cuts[index + 1]) for index, word in enumerate(translated)]
    response = _response(recording, even, is_final=True)
    return response | {"service_type": "translation", "language_code": "es-ES"}
