"""Recordings in the shapes of the programs around Whisper, and which recording stands for what there."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from invented import confidence
from recording import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recording import Recording
    from speech import Spoken

_STEP = 20
"""Whisper tells times in steps of so many ms."""

_TIME_TOKENS = 50364
"""The number of the token for 0 seconds in the vocabulary of the multilingual models."""

_NAMES = {"en": "english", "fr": "french", "ja": "japanese"}


def payloads(spoken: dict[str, Recording]) -> Iterator[tuple[str, Any]]:
    """Each payload with its path."""
    yield "whisper/lecture.json", openai(spoken["lecture"])
    yield "whisper/ferry.json", openai(spoken["ferry"], words=False)
    yield "whisper/workshop.json", openai_service(spoken["workshop"])
    fault = {"message": "Incorrect API key provided.", "type": "invalid_request_error", "param": None}
    yield "whisper/refused.json", {"error": fault | {"code": "invalid_api_key"}}
    yield "faster-whisper/horloge.json", faster(spoken["horloge"])
    yield "whisperx/panel.json", whisperx(spoken["panel"])
    yield "whisper-timestamped/bicycle.json", timestamped(spoken["bicycle"])
    yield "stable-ts/product.json", stable(spoken["product"])
    yield "whisper-cpp/bicycle.json", cpp(spoken["bicycle"], full=False)
    yield "whisper-cpp/lecture.json", cpp(spoken["lecture"])
    yield "whisper-cpp/tea.json", written(cpp(spoken["tea"], cut=4, aligned=True))


def openai(recording: Recording, *, words: bool = True) -> dict[str, Any]:
    """The file of ``whisper --output_format json``; with words it ends in some that nobody said, without length."""
    rows = [_segment(recording, number, said, words=words) for number, said in enumerate(_spoken(recording))]
    if words:
        last = _seconds(recording.duration)
        heard = [
            {"word": f" {text}", "start": last, "end": last, "probability": 0.02}
            for text in ("Thank", "you.")
        ]
        facts = {"start": last, "end": last, "text": " Thank you.", "no_speech_prob": 0.91, "words": heard}
        rows.append(rows[-1] | {"id": len(rows)} | facts)
    text = "".join(row["text"] for row in rows)
    return {"text": text, "segments": rows, "language": _tag(recording)}


def openai_service(recording: Recording) -> dict[str, Any]:
    """What the service answers for both granularities: bare words beside the segments, the language by its name."""
    rows = [_segment(recording, number, said, words=False) for number, said in enumerate(_spoken(recording))]
    words = [
        {"word": bare, "start": _seconds(word.start), "end": _seconds(word.end)}
        for said in _spoken(recording)
        for word in said
        if (bare := word.text.strip('.,?!:;"()'))
    ]
    text = "".join(row["text"] for row in rows).strip()
    about = {"task": "transcribe", "language": _NAMES[_tag(recording)], "duration": recording.duration / 1000}
    return {
        **about,
        "text": text,
        "segments": rows,
        "words": words,
        "usage": {"type": "duration", "seconds": 77},
    }


def faster(recording: Recording) -> dict[str, Any]:
    """Segments and what ``TranscriptionInfo`` says, as people save them."""
    rows = [_segment(recording, number, said) for number, said in enumerate(_spoken(recording))]
    info = {"language": _tag(recording), "language_probability": 0.998, "duration": recording.duration / 1000}
    return {"segments": rows, "info": info | {"duration_after_vad": recording.duration / 1000}}


def whisperx(recording: Recording) -> dict[str, Any]:
    """Aligned words with speakers: figures have no times, and here and there a word has no speaker."""
    numbers = {name: f"SPEAKER_{number:02}" for number, name in enumerate(recording.labels)}
    rows: list[dict[str, Any]] = []
    for turn in recording.turns:
        speaker = numbers[turn.speaker]
        for said in sentences(turn.words):
            words = [_aligned(recording, word, speaker) for word in said]
            edges = {"start": said[0].start / 1000, "end": said[-1].end / 1000}
            text = " " + " ".join(word.text for word in said)
            rows.append({**edges, "text": text, "words": words, "speaker": speaker})
    every = [word for row in rows for word in row["words"]]
    return {"segments": rows, "word_segments": every, "language": _tag(recording)}


def timestamped(recording: Recording) -> dict[str, Any]:
    """Words called ``text``, and a hesitation before the second sentence."""
    rows = []
    for number, said in enumerate(_spoken(recording)):
        row = _segment(recording, number, said, words=False)
        words = [
            {
                "text": word.text,
                "start": _seconds(word.start),
                "end": _seconds(word.end),
                "confidence": confidence(recording.name, word.start),
            }
            for word in said
        ]
        if number == 1:
            before = {"start": row["start"] - 0.24, "end": row["start"], "confidence": 0.31}
            words.insert(0, {"text": "[*]", **before})
        rows.append({**row, "confidence": 0.87, "words": words})
    return {"text": "".join(row["text"] for row in rows), "segments": rows, "language": _tag(recording)}


def stable(recording: Recording) -> dict[str, Any]:
    """Regrouped words, with what it was made from left empty."""
    rows = [_segment(recording, number, said) for number, said in enumerate(_spoken(recording))]
    for row in rows:
        for number, word in enumerate(row["words"]):
            word |= {"tokens": [11], "segment_id": row["id"], "id": number}
    text = "".join(row["text"] for row in rows)
    more = {"ori_dict": {}, "regroup_history": "cm_sp=.* /。/?/？_sg=.5", "nonspeech_sections": []}
    return {"text": text, "segments": rows, "language": _tag(recording), **more}


def cpp(recording: Recording, *, full: bool = True, cut: int = 5, aligned: bool = False) -> dict[str, Any]:
    """The JSON of ``whisper-cli``, with tokens (``-ojf``) or without (``-oj``).

    Args:
        recording: what was said.
        full: whether there are tokens.
        cut: how many bytes a token has at most.
        aligned: whether ``--dtw`` was asked for; the offsets are then off by a third of a second, as they often are.
    """
    rows = []
    for said in _spoken(recording):
        text = _joined(recording, said)
        row = _span(said[0].start, said[-1].end) | {"text": text}
        if full:
            row["tokens"] = _tokens(recording, said, cut, aligned=aligned)
        rows.append(row)
    language = _tag(recording)
    params = {"model": "models/ggml-small.bin", "language": language, "translate": False}
    model = {"type": "small", "multilingual": True, "vocab": 51865, "mels": 80, "ftype": 1}
    head = {"systeminfo": "AVX = 1 | AVX2 = 1 | FMA = 1 |", "model": model, "params": params}
    return {**head, "result": {"language": language}, "transcription": rows}


def written(document: dict[str, Any]) -> bytes:
    """The document byte for byte, with characters cut in two."""
    text = json.dumps(document, ensure_ascii=False, indent=1) + "\n"
    return text.encode("utf-8", "surrogateescape")


def _spoken(recording: Recording) -> list[list[Spoken]]:
    return [said for turn in recording.turns for said in sentences(turn.words)]


def _segment(recording: Recording, number: int, said: list[Spoken], *, words: bool = True) -> dict[str, Any]:
    start, end = _seconds(said[0].start), _seconds(said[-1].end)
    sure = confidence(recording.name, number)
    decoded = {"temperature": 0.0, "avg_logprob": round(sure - 1.1, 3), "compression_ratio": 1.57}
    row = {
        "id": number,
        "seek": said[0].start // 30_000 * 3000,
        "start": start,
        "end": end,
        "text": _joined(recording, said),
        "tokens": [_TIME_TOKENS, *(300 + len(word.text) for word in said), _TIME_TOKENS + 400],
        **decoded,
        "no_speech_prob": 0.012,
    }
    return row | {"words": [_word(recording, word) for word in said]} if words else row


def _word(recording: Recording, word: Spoken) -> dict[str, Any]:
    times = {"start": _seconds(word.start), "end": _seconds(word.end)}
    return {
        "word": _blank(recording) + word.text,
        **times,
        "probability": confidence(recording.name, word.start),
    }


def _aligned(recording: Recording, word: Spoken, speaker: str) -> dict[str, Any]:
    if any(char.isdigit() for char in word.text):
        return {"word": word.text}
    times = {"start": word.start / 1000, "end": word.end / 1000}
    found = {"word": word.text, **times, "score": confidence(recording.name, word.start)}
    return found if word.start % 7 == 0 else found | {"speaker": speaker}


def _tokens(recording: Recording, said: list[Spoken], cut: int, *, aligned: bool) -> list[dict[str, Any]]:
    tokens = [_token("[_BEG_]", said[0].start, said[0].start, -1, 50363)]
    for word in said:
        whole = (_blank(recording) + word.text).encode()
        places = [*range(0, len(whole), cut), len(whole)]
        for first, last in pairwise(places):
            start, end = (
                word.start + (word.end - word.start) * place // len(whole) for place in (first, last)
            )
            late = 330 if aligned else 0
            text = whole[first:last].decode("utf-8", "surrogateescape")
            tokens.append(
                _token(text, start + late, end + late, start // 10 if aligned else -1, 300 + len(text))
            )
    end = said[-1].end // 20
    return [*tokens, _token(f"[_TT_{end}]", said[-1].end, said[-1].end, -1, _TIME_TOKENS + end)]


def _token(text: str, start: int, end: int, dtw: int, number: int) -> dict[str, Any]:
    return {
        "text": text,
        **_span(start, end),
        "id": number,
        "p": confidence("token", start, number),
        "t_dtw": dtw,
    }


def _span(start: int, end: int) -> dict[str, Any]:
    times = [time // 10 * 10 for time in (start, end)]
    clocks = [
        f"{time // 3_600_000:02}:{time // 60_000 % 60:02}:{time // 1000 % 60:02},{time % 1000:03}"
        for time in times
    ]
    return {
        "timestamps": dict(zip(("from", "to"), clocks, strict=True)),
        "offsets": dict(zip(("from", "to"), times, strict=True)),
    }


def _joined(recording: Recording, said: list[Spoken]) -> str:
    return "".join(_blank(recording) + word.text for word in said)


def _blank(recording: Recording) -> str:
    return "" if recording.language.startswith("ja") else " "


def _tag(recording: Recording) -> str:
    return recording.language.partition("-")[0]


def _seconds(milliseconds: int) -> float:
    return milliseconds // _STEP * _STEP / 1000
