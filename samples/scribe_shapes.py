"""Recordings in the shapes of Speechmatics, Gladia, ElevenLabs, Kaltura and cielo24."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from cloud_shapes import parts, spoken_over
from invented import confidence, identity, seconds
from recording import sentences

if TYPE_CHECKING:
    from recording import Recording
    from speech import Spoken


def speechmatics(recording: Recording) -> dict[str, Any]:
    """A transcript in json-v2; figures are entities."""
    numbers = {name: f"S{number}" for number, name in enumerate(recording.labels, 1)}
    results: list[dict[str, Any]] = []
    for turn in recording.turns:
        for word in turn.words:
            results += _speechmatics_items(word, numbers[turn.speaker], recording.language[:2])
    job = {"id": "yjbmf9kqub", "created_at": "2025-01-17T17:50:54.113Z", "data_name": f"{recording.name}.wav",
           "duration": recording.duration // 1000}  # fmt: skip
    settings = {"language": recording.language[:2], "diarization": "speaker", "enable_entities": True}
    pack = {"language_description": "English", "word_delimiter": " ", "writing_direction": "left-to-right"}
    metadata = {
        "created_at": "2025-01-17T17:51:24.113Z",
        "type": "transcription",
        "transcription_config": settings,
    }
    return {
        "format": "2.9",
        "job": job,
        "metadata": metadata | {"language_pack_info": pack},
        "results": results,
    }


def _speechmatics_items(word: Spoken, voice: str, language: str) -> list[dict[str, Any]]:
    def item(kind: str, text: str, start: int, **more: Any) -> dict[str, Any]:
        sure = confidence(text, start)
        heard = [{"confidence": sure, "content": text, "language": language, "speaker": voice}]
        return {
            "type": kind,
            "start_time": seconds(start),
            "end_time": seconds(word.end),
            "alternatives": heard,
            **more,
        }

    before, text, after = parts(word.text)
    made = [item("punctuation", mark, word.start, attaches_to="next") for mark in before]
    if text.isdigit():
        forms = {
            "spoken_form": [item("word", text, word.start)],
            "written_form": [item("word", text, word.start)],
        }
        made.append(item("entity", text, word.start, entity_class="number", **forms))
    else:
        made.append(item("word", text, word.start))
    return made + [
        item("punctuation", mark, word.end, attaches_to="previous", is_eos=mark in ".?!") for mark in after
    ]


def gladia(recording: Recording) -> dict[str, Any]:
    """A finished job; an utterance a sentence, a blank before each word but the first."""
    numbers = {name: number for number, name in enumerate(recording.labels)}
    language = recording.language[:2]
    utterances = [
        {
            "text": " ".join(word.text for word in said),
            "language": language,
            "start": seconds(said[0].start),
            "end": seconds(said[-1].end),
            "confidence": 0.91,
            "channel": 0,
            "speaker": numbers[turn.speaker],
            "words": [
                {"word": word.text if place == 0 else f" {word.text}", "start": seconds(word.start),
                 "end": seconds(word.end), "confidence": confidence(word.text, word.start)}
                for place, word in enumerate(said)
            ],
        }
        for turn in recording.turns
        for said in sentences(turn.words)
    ]  # fmt: skip
    text = " ".join(utterance["text"] for utterance in utterances)
    metadata = {"audio_duration": seconds(recording.duration), "number_of_distinct_channels": 1}
    said_all = {"full_transcript": text, "languages": [language], "utterances": utterances}
    job = {"id": identity(recording.name, "job"), "version": 2, "status": "done", "kind": "pre-recorded"}
    return {**job, "error_code": None, "result": {"metadata": metadata, "transcription": said_all}}


def elevenlabs(recording: Recording, *, sound: str) -> dict[str, Any]:
    """A transcript with blanks as items, and a sound after the last word."""
    words = [word for turn in recording.turns for word in turn.words]
    items = _scribe_items(words)
    end = words[-1].end
    items.append(_scribe_item(" ", end, end + 300, "spacing"))
    items.append(_scribe_item(sound, end + 300, recording.duration + 1500, "audio_event"))
    text = "".join(item["text"] for item in items)
    return {"language_code": "eng", "language_probability": 0.99, "text": text, "words": items}


def elevenlabs_channels(recording: Recording) -> dict[str, Any]:
    """A transcript for each of two channels; no blanks were asked for."""
    turns = spoken_over(recording)
    transcripts = []
    for number, name in enumerate(recording.labels):
        said = [word for turn in turns if turn.speaker == name for word in turn.words]
        items = [item for item in _scribe_items(said) if item["type"] == "word"]
        about = {"language_code": "eng", "language_probability": 0.99, "channel_index": number}
        transcripts.append({**about, "text": " ".join(word.text for word in said), "words": items})
    return {"transcripts": transcripts, "transcription_id": identity(recording.name, "scribe")}


def _scribe_items(words: list[Spoken]) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = []
    for place, word in enumerate(words):
        if place:
            items.append(_scribe_item(" ", words[place - 1].end, word.start, "spacing"))
        items.append(_scribe_item(word.text, word.start, word.end, "word"))
    return items


def _scribe_item(text: str, start: int, end: int, kind: str) -> dict[str, Any]:
    sure = round(math.log(confidence(text, start)), 6)
    times = {"start": seconds(start), "end": seconds(end)}
    return {"text": text, **times, "type": kind, "speaker_id": "speaker_0", "logprob": sure}


def kaltura(recording: Recording) -> list[dict[str, Any]]:
    """A timed transcript; accuracy is a share of a hundred."""
    items: list[dict[str, Any]] = []

    def put(text: str, start: int, end: int, kind: str) -> None:
        accuracy = round(confidence(text, start) * 100)
        items.append({"i": len(items), "w": text, "s": start, "e": end, "t": kind, "a": accuracy})

    for turn in recording.turns:
        for word in turn.words:
            before, text, after = parts(word.text)
            for mark in before:
                put(mark, word.start, word.start, "punc")
            put(text, word.start, word.end, "word")
            for mark in after:
                put(mark, word.end, word.end, "punc")
    return items


def cielo24(recording: Recording) -> dict[str, Any]:
    """An element list; a segment a sentence, and laughter before the last one."""
    numbers = {name: number for number, name in enumerate(recording.labels, 1)}
    segments = [
        {"start_time": said[0].start, "end_time": said[-1].end, "speaker_id": numbers[turn.speaker],
         "interpolated": False, "bad_timing": False, "sequences": [_sequence(word) for word in said]}
        for turn in recording.turns
        for said in sentences(turn.words)
    ]  # fmt: skip
    start, end = segments[-2]["end_time"], segments[-1]["start_time"]
    laugh = _token("", "sound", start, end, ["LAUGH"])
    segments[-1]["sequences"].insert(0, {"tokens": [laugh], "start_time": start, "end_time": end})
    people = [
        {"id": numbers[name], "name": label, "gender": "UNKNOWN"} for name, label in recording.labels.items()
    ]
    about = {"version": 3, "start_time": 0, "end_time": recording.duration, "language": "EN_US"}
    return {**about, "speakers": people, "segments": segments}


def _sequence(word: Spoken) -> dict[str, Any]:
    before, text, after = parts(word.text)
    tokens = [_token(mark, "punctuation", word.start, word.start) for mark in before]
    tokens.append(_token(text, "word", word.start, word.end))
    tokens += [
        _token(mark, "punctuation", word.end, word.end, ["ENDS_SENTENCE"] * (mark in ".?!")) for mark in after
    ]
    return {"tokens": tokens, "start_time": word.start, "end_time": word.end, "interpolated": False}


def _token(shown: str, kind: str, start: int, end: int, tags: list[str] | None = None) -> dict[str, Any]:
    return {"value": shown.lower(), "display_as": shown, "type": kind, "start_time": start, "end_time": end,
            "interpolated": kind == "punctuation", "tags": tags or []}  # fmt: skip
