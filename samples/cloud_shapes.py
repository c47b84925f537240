"""Recordings in the shapes of the large clouds: Amazon Transcribe, Google, Azure and Watson."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from invented import confidence, identity, seconds
from recording import ABBREVIATIONS, sentences

if TYPE_CHECKING:
    from recording import Recording, Turn
    from speech import Spoken

EARLY, SHORT = 1100, 2
"""How much earlier than in the recording, in ms, answers of at most so many words fall into the other's sentence."""

SPELT_OUT = {"4:15": "four fifteen", "3": "three", "$20.": "twenty dollars", "5": "five", "R&D": "r and d"}
"""How what is written in figures and signs was spoken."""

_POINTS = re.compile(r"^([¿¡(\"]*)(.*?)([.,?!;:。、)\"]*)$", re.DOTALL)


def parts(text: str) -> tuple[str, str, str]:
    """A word's opening marks, the word, and its closing marks."""
    match = _POINTS.match(text)
    if match is None or text in ABBREVIATIONS or not match[2]:
        return "", text, ""
    return match[1], match[2], match[3]


def spoken_over(recording: Recording) -> list[Turn]:
    """The turns with short answers falling into what the other one says, as happens on two channels."""
    return [
        replace(
            turn, words=[replace(word, start=word.start - EARLY, end=word.end - EARLY) for word in turn.words]
        )
        if len(turn.words) <= SHORT
        else turn
        for turn in recording.turns
    ]


# Amazon Transcribe: every figure is text, punctuation has no times.


def aws(recording: Recording) -> dict[str, Any]:
    """A result with speakers."""
    voices = {name: f"spk_{number}" for number, name in enumerate(recording.labels)}
    items = [
        item
        for turn in recording.turns
        for item in _aws_items(turn.words, speaker_label=voices[turn.speaker])
    ]
    turns = [
        {
            "start_time": _clock(turn.words[0].start),
            "speaker_label": voices[turn.speaker],
            "end_time": _clock(turn.words[-1].end),
            "items": [_aws_label(word, voices[turn.speaker]) for word in turn.words],
        }
        for turn in recording.turns
    ]
    labels = {"channel_label": "ch_0", "speakers": len(voices), "segments": turns}
    return _aws_result(recording, speaker_labels=labels, items=items)


def aws_channels(recording: Recording) -> dict[str, Any]:
    """A result with a channel for each speaker."""
    turns = spoken_over(recording)
    channels = []
    for number, name in enumerate(recording.labels):
        said = sorted(
            (word for turn in turns if turn.speaker == name for word in turn.words), key=lambda w: w.start
        )
        channels.append(
            {"channel_label": f"ch_{number}", "items": _aws_items(said, channel_label=f"ch_{number}")}
        )
    items = [item for channel in channels for item in channel["items"]]
    labels = {"number_of_channels": len(channels), "channels": channels}
    return _aws_result(recording, channel_labels=labels, items=items)


def _aws_result(recording: Recording, **more: Any) -> dict[str, Any]:
    text = " ".join(word.text for turn in recording.turns for word in turn.words)
    results = {"transcripts": [{"transcript": text}], "language_code": recording.language, **more}
    return {
        "jobName": f"{recording.name}-1",
        "accountId": "111122223333",
        "status": "COMPLETED",
        "results": results,
    }


def _aws_items(words: list[Spoken], **label: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = []
    for word in words:
        _, text, points = parts(word.text)
        sure = f"{confidence(word.text, word.start)}"
        heard = [{"confidence": sure, "content": text}]
        times = {"start_time": _clock(word.start), "end_time": _clock(word.end)}
        items.append({"type": "pronunciation", "alternatives": heard, **times, **label})
        items += [
            {"type": "punctuation", "alternatives": [{"confidence": "0.0", "content": point}], **label}
            for point in points
        ]
    return items


def _aws_label(word: Spoken, voice: str) -> dict[str, str]:
    return {"start_time": _clock(word.start), "speaker_label": voice, "end_time": _clock(word.end)}


def _clock(milliseconds: int) -> str:
    return f"{seconds(milliseconds)}"


# Google: durations are text with an "s".


def google(recording: Recording) -> dict[str, Any]:
    """A finished operation of version 1 with speakers: the last result has all words again."""
    numbers = {name: number for number, name in enumerate(recording.labels, 1)}
    results = [
        _google_result(recording, said, [_google_word(word, speakerTag=0) for word in said])
        for turn in recording.turns
        for said in sentences(turn.words)
    ]
    every = [
        _google_word(word, speakerTag=numbers[turn.speaker])
        for turn in recording.turns
        for word in turn.words
    ]
    last = {"alternatives": [{"words": every}]}
    kind = "type.googleapis.com/google.cloud.speech.v1."
    return {
        "name": "4612202767953098955",
        "metadata": {"@type": f"{kind}LongRunningRecognizeMetadata", "progressPercent": 100},
        "done": True,
        "response": {"@type": f"{kind}LongRunningRecognizeResponse", "results": [*results, last]},
    }


def google_readings(recording: Recording) -> dict[str, Any]:
    """A response of version 1 in Japanese: a reading stands behind each word, and the first start is left out."""
    words = [word for turn in recording.turns for word in turn.words]
    first = words[0].start
    shifted = [replace(word, start=word.start - first, end=word.end - first) for word in words]
    told = [_google_word(replace(word, text=f"{word.text}|ヨミ")) for word in shifted]
    del told[0]["startTime"]
    result = _google_result(recording, shifted, told)
    result["alternatives"][0]["transcript"] = "".join(word.text for word in words)
    return {"results": [result], "totalBilledTime": "30s", "requestId": "5117216208712563458"}


def google_batch(recording: Recording) -> dict[str, Any]:
    """The file of a batch of version 2; no word times were asked for."""
    results = [
        {
            "alternatives": [{"transcript": " ".join(word.text for word in said), "confidence": 0.94}],
            "resultEndOffset": _duration(said[-1].end),
            "languageCode": recording.language,
        }
        for turn in recording.turns
        for said in sentences(turn.words)
    ]
    return {"results": results, "metadata": {"totalBilledDuration": "24s"}}


def _google_result(recording: Recording, said: list[Spoken], words: list[dict[str, Any]]) -> dict[str, Any]:
    text = " ".join(word.text for word in said)
    heard = {"transcript": text, "confidence": confidence(text), "words": words}
    worse = {"transcript": text.lower(), "confidence": 0.4}
    about = {"resultEndTime": _duration(said[-1].end), "languageCode": recording.language.lower()}
    return {"alternatives": [heard, worse], **about}


def _google_word(word: Spoken, **more: Any) -> dict[str, Any]:
    times = {"startTime": _duration(word.start), "endTime": _duration(word.end)}
    return {**times, "word": word.text, "confidence": confidence(word.text, word.start), **more}


def _duration(milliseconds: int) -> str:
    return f"{milliseconds / 1000:.3f}s"


# Azure: ticks of 100 ns and ISO 8601 durations side by side.


def azure(recording: Recording, *, shown: bool = True) -> dict[str, Any]:
    """A result of batch transcription.

    Args:
        recording: what was said.
        shown: whether the words as shown have times, too; else only those as spoken.
    """
    numbers = {name: number for number, name in enumerate(recording.labels, 1)}
    phrases = [
        _azure_phrase(said, shown=shown) | {"speaker": numbers[turn.speaker], "locale": recording.language}
        for turn in recording.turns
        for said in sentences(turn.words)
    ]
    text = " ".join(phrase["nBest"][0]["display"] for phrase in phrases)
    whole = {"channel": 0, "lexical": text.lower(), "itn": text, "maskedITN": text, "display": text}
    return {
        "source": f"https://media.example/{recording.name}.wav",
        "timestamp": "2025-05-24T13:37:05Z",
        "durationInTicks": recording.duration * 10_000,
        "duration": _iso(recording.duration),
        "combinedRecognizedPhrases": [whole],
        "recognizedPhrases": phrases,
    }


def _azure_phrase(said: list[Spoken], *, shown: bool) -> dict[str, Any]:
    text = " ".join(word.text for word in said)
    spoken = [one for word in said for one in _spelt(word)]
    lexical = " ".join(one.text for one in spoken)
    best = {
        "confidence": confidence(text),
        "lexical": lexical,
        "itn": lexical,
        "maskedITN": lexical,
        "display": text,
    }
    words = [
        {"word": one.text, **_ticks(one), "confidence": confidence(one.text, one.start)} for one in spoken
    ]
    displayed = (
        {"displayWords": [{"displayText": word.text, **_ticks(word)} for word in said]} if shown else {}
    )
    whole = replace(said[0], end=said[-1].end)
    return {
        "recognitionStatus": "Success",
        "channel": 0,
        **_ticks(whole),
        "nBest": [best | {"words": words} | displayed],
    }


def _spelt(word: Spoken) -> list[Spoken]:
    """A word as it was spoken, in small letters without punctuation; a figure may be several."""
    texts = SPELT_OUT.get(word.text, SPELT_OUT.get(parts(word.text)[1], parts(word.text)[1].lower())).split()
    length = (word.end - word.start) // len(texts)
    return [
        replace(word, text=text, start=word.start + length * place, end=word.start + length * (place + 1))
        for place, text in enumerate(texts)
    ]


def _ticks(word: Spoken) -> dict[str, Any]:
    length = word.end - word.start
    return {"offset": _iso(word.start), "duration": _iso(length), "offsetInTicks": word.start * 10_000.0,
            "durationInTicks": length * 10_000.0}  # fmt: skip


def _iso(milliseconds: int) -> str:
    minutes, rest = divmod(milliseconds, 60_000)
    return f"PT{minutes}M{rest / 1000:g}S" if minutes else f"PT{rest / 1000:g}S"


# Watson: small letters, no punctuation, word times in lists, speakers by time.


def ibm(recording: Recording, *, speakers: bool = False) -> dict[str, Any]:
    """A finished job; with a hesitation where a stretch of speech begins after a silence."""
    results, labels = [], []
    numbers = {name: number for number, name in enumerate(recording.labels)}
    for turn in recording.turns:
        said = [replace(word, text=parts(word.text)[1].lower()) for word in turn.words]
        first = said[0]
        hesitation = replace(first, text="%HESITATION", start=first.start - 200, end=first.start)
        heard = [hesitation, *said]
        results.append({"final": True, "alternatives": [_ibm_alternative(heard)]})
        labels += [
            {"from": seconds(word.start), "to": seconds(word.end), "speaker": numbers[turn.speaker], "confidence": 0.61,
             "final": False}
            for word in heard
        ]  # fmt: skip
    recognition: dict[str, Any] = {"result_index": 0, "results": results}
    if speakers:
        recognition["speaker_labels"] = labels
    times = {"created": "2025-08-17T19:11:04.298Z", "updated": "2025-08-17T19:11:16.003Z"}
    return {"id": identity(recording.name, "job"), "results": [recognition], **times, "status": "completed"}


def _ibm_alternative(words: list[Spoken]) -> dict[str, Any]:
    return {
        "transcript": "".join(f"{word.text} " for word in words),
        "confidence": 0.92,
        "timestamps": [[word.text, seconds(word.start), seconds(word.end)] for word in words],
        "word_confidence": [[word.text, confidence(word.text, word.start)] for word in words],
    }
