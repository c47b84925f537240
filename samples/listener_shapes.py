"""Recordings in the shapes of Deepgram, AssemblyAI and Rev AI, and which recording stands for what there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cloud_shapes import parts, spoken_over
from invented import confidence, identity
from recording import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recording import Recording, Turn
    from speech import Spoken

_UNHEARD = "waiting"
"""The word that Rev AI did not understand."""


def payloads(spoken: dict[str, Recording]) -> Iterator[tuple[str, Any]]:
    """Each payload with its path."""
    yield "deepgram/call.json", deepgram_channels(spoken["call"])
    yield "deepgram/workshop.json", deepgram(spoken["workshop"])
    fault = {
        "err_code": "Bad Request",
        "err_msg": "Bad Request: failed to process audio: corrupt or unsupported data",
    }
    yield "deepgram/refused.json", fault | {"request_id": identity("deepgram", "refused")}
    yield "deepgram/accepted.json", {"request_id": identity("deepgram", "accepted")}
    yield "assemblyai/call.json", assemblyai(spoken["call"], spoken_over(spoken["call"]), channels=True)
    yield "assemblyai/panel.json", assemblyai(spoken["panel"], spoken["panel"].turns)
    job = {
        "id": identity("assemblyai", "job"),
        "audio_url": "https://example.org/panel.mp3",
        "speech_models": ["universal-2"],
    }
    job |= {"text": None, "words": None, "utterances": None, "audio_duration": None}
    yield "assemblyai/processing.json", job | {"status": "processing"}
    told = (
        "Download error, unable to download https://example.org/panel.mp3. Please make sure the file exists."
    )
    yield "assemblyai/error.json", job | {"status": "error", "error": told}
    yield "revai/panel.json", revai(spoken["panel"])
    yield "revai/horloge.json", revai(spoken["horloge"], named=True)
    about = {"id": "Umx5c6F7pH7r", "created_on": "2026-05-05T23:23:22.29Z", "type": "async", "language": "en"}
    yield "revai/in-progress.json", about | {"status": "in_progress"}
    why = {
        "failure": "download_failure",
        "failure_detail": "Failed to download media file. Please check your url and file type",
    }
    yield "revai/failed.json", about | {"status": "failed", **why}


# Deepgram: seconds with many decimals, words as spoken and as shown.


def deepgram(recording: Recording) -> dict[str, Any]:
    """``smart_format``, ``diarize`` and ``paragraphs``: no utterances, a paragraph for each turn."""
    words = [word for turn in recording.turns for word in _deepgram_words(recording, turn)]
    paragraphs = [
        {
            "sentences": [
                {"text": _text(said), "start": _long(said[0].start), "end": _long(said[-1].end)}
                for said in sentences(turn.words)
            ],
            "num_words": len(turn.words),
            "start": _long(turn.words[0].start),
            "end": _long(turn.words[-1].end),
            "speaker": _number(recording, turn),
        }
        for turn in recording.turns
    ]
    text = " ".join(word["punctuated_word"] for word in words)
    best = {
        "transcript": text,
        "confidence": 0.98,
        "words": words,
        "paragraphs": {"transcript": text, "paragraphs": paragraphs},
    }
    return {"metadata": _facts(recording, 1), "results": {"channels": [{"alternatives": [best]}]}}


def deepgram_channels(recording: Recording) -> dict[str, Any]:
    """``multichannel`` and ``utterances``: all words twice."""
    turns = spoken_over(recording)
    channels = []
    for name in recording.labels:
        words = [word for turn in turns if turn.speaker == name for word in _deepgram_words(recording, turn)]
        bare = [{key: value for key, value in word.items() if key != "speaker"} for word in words]
        text = " ".join(word["punctuated_word"] for word in bare)
        channels.append({"alternatives": [{"transcript": text, "confidence": 0.97, "words": bare}]})
    utterances = [
        {
            "start": _long(turn.words[0].start),
            "end": _long(turn.words[-1].end),
            "confidence": 0.97,
            "channel": _number(recording, turn),
            "transcript": _text(turn.words),
            "words": [
                {key: value for key, value in word.items() if key != "speaker"}
                for word in _deepgram_words(recording, turn)
            ],
            "id": identity(recording.name, "utterance", turn.words[0].start),
        }
        for turn in sorted(turns, key=lambda turn: turn.words[0].start)
    ]
    results = {"channels": channels, "utterances": utterances}
    return {"metadata": _facts(recording, len(channels)), "results": results}


def _facts(recording: Recording, channels: int) -> dict[str, Any]:
    about = {"transaction_key": "deprecated", "request_id": identity(recording.name, "deepgram")}
    return {
        **about,
        "created": "2026-05-05T23:23:22.291Z",
        "duration": recording.duration / 1000,
        "channels": channels,
    }


def _deepgram_words(recording: Recording, turn: Turn) -> list[dict[str, Any]]:
    return [
        {
            "word": parts(word.text)[1].lower(),
            "start": _long(word.start),
            "end": _long(word.end),
            "confidence": confidence(recording.name, word.start),
            "punctuated_word": word.text,
            "speaker": _number(recording, turn),
            "speaker_confidence": 0.61,
        }
        for word in turn.words
    ]


def _long(milliseconds: int) -> float:
    """Seconds as a float of 32 bits has them."""
    return round(milliseconds / 1000 + 0.0000003, 8)


# AssemblyAI: whole milliseconds.


def assemblyai(recording: Recording, turns: list[Turn], *, channels: bool = False) -> dict[str, Any]:
    """A completed transcript with an utterance for each turn."""
    rows = []
    for turn in sorted(turns, key=lambda turn: turn.words[0].start):
        number = _number(recording, turn)
        who = (
            {"speaker": str(number + 1), "channel": str(number + 1)}
            if channels
            else {"speaker": "AB"[number]}
        )
        words = [
            {
                "text": word.text,
                "start": word.start,
                "end": word.end,
                "confidence": confidence(recording.name, word.start),
            }
            | who
            for word in turn.words
        ]
        edges = {"start": turn.words[0].start, "end": turn.words[-1].end, "confidence": 0.93}
        rows.append({**edges, "text": _text(turn.words), "words": words, **who})
    every = [word for row in rows for word in row["words"]]
    return {
        "id": identity(recording.name, "assemblyai"),
        "language_code": recording.language.lower().replace("-", "_"),
        "audio_url": f"https://example.org/{recording.name}.mp3",
        "speech_models": ["universal-2"],
        "status": "completed",
        "text": " ".join(row["text"] for row in rows),
        "words": every,
        "utterances": rows,
        "confidence": 0.93,
        "audio_duration": recording.duration // 1000,
        "multichannel": channels,
        "audio_channels": 2 if channels else 1,
        "error": None,
    }


# Rev AI: blanks and marks between the words.


def revai(recording: Recording, *, named: bool = False) -> dict[str, Any]:
    """A transcript; one word of it was not understood."""
    rows = []
    for turn in recording.turns:
        number = _number(recording, turn)
        row: dict[str, Any] = {"speaker": number, "elements": _elements(recording, turn.words)}
        if named:
            row["speaker_info"] = {"id": number, "display_name": recording.labels[turn.speaker]}
        rows.append(row)
    return {"monologues": rows}


def _elements(recording: Recording, words: list[Spoken]) -> list[dict[str, Any]]:
    elements: list[dict[str, Any]] = []
    for word in words:
        opening, core, closing = parts(word.text)
        if elements:
            elements.append({"type": "punct", "value": " "})
        if opening:
            elements.append({"type": "punct", "value": opening})
        if core == _UNHEARD:
            elements.append(
                {"type": "unknown", "value": "<unknown>", "ts": None, "end_ts": None, "confidence": None}
            )
        else:
            times = {"ts": word.start // 10 / 100, "end_ts": word.end // 10 / 100}
            sure = {"confidence": confidence(recording.name, word.start)}
            elements.append({"type": "text", "value": core, **times, **sure})
        elements += [{"type": "punct", "value": mark} for mark in closing]
    return elements


def _number(recording: Recording, turn: Turn) -> int:
    return list(recording.labels).index(turn.speaker)


def _text(words: list[Spoken]) -> str:
    return " ".join(word.text for word in words)
