"""The transcript that a stand-in for Verbit has made of whatever it was sent, in the formats that it can write."""

from __future__ import annotations

from typing import Any

import msgspec

from subkit import timecode

_SPOKEN = (
    ("Welcome back, everyone.", "Today we look at how captions are made."),
    ("A word has a start and an end,", "and between two words there may be a pause."),
    ("That is where a caption can be cut.",),
)
_WORD = 0.3  # seconds
_PAUSE = 0.8
_SPEAKER = "0b6f3c1e-6f5d-4e0e-9c55-0d2f7a1b9e01"

MEDIA = frozenset({"mov", "mp4", "mxf", "mpg", "ad.mp3", "synthetic_voicing.mp3"})
BINARY = frozenset({"docx", "rtf", "pdf", "scc", "oip"})
TEXTUAL = frozenset(
    {"vtt", "web_vtt", "srt", "sami", "dfxp", "txt", "json", "ad.vtt", "ad.html", "ad.txt", "sm.txt"}
)


def document(*, captions: bool = False, sentences: int | None = None) -> dict[str, Any]:
    """A Verbit Transcript JSON: the same every time.

    Args:
        captions: call the segments cues, not paragraphs.
        sentences: how many to say, over and over; ``None``: each once.
    """
    spoken = [line for paragraph in _SPOKEN for line in paragraph]
    wanted = [spoken[i % len(spoken)] for i in range(len(spoken) if sentences is None else sentences)]
    clock, segments = 0.5, []
    for line in wanted:
        tokens, end = _tokens(line, clock)
        segments.append(
            {"start_time": clock, "end_time": end, "speaker_id": _SPEAKER, "tokens": tokens},
        )
        clock = round(end + _PAUSE, 2)
    return {
        "version": 1,
        "kind": "captions" if captions else "transcript",
        "features": ["speakers"],
        "segments": segments,
        "speakers": [{"id": _SPEAKER, "text": "Speaker 1"}],
    }


def written(made: dict[str, Any], form: str, interval: Any = None) -> tuple[bytes, str]:
    """The document in one of Verbit's formats, and the media type.

    What is neither JSON nor a plain text of cues comes as a few bytes that say which format they stand for.

    Args:
        made: the document.
        form: the name of the format.
        interval: of the timecodes in plain text, in seconds; ignored where it is no whole number above zero.
    """
    if form == "json":
        return msgspec.json.encode(made), "application/json"
    lines = ["".join(token["text"] for token in segment["tokens"]).strip() for segment in made["segments"]]
    if form == "txt":
        lines = _timed(made, lines, str(interval or ""))
        return ("\n".join(lines) + "\n").encode(), "text/plain; charset=utf-8"
    if form in ("srt", "vtt", "web_vtt"):
        return _cues(made, lines, srt=form == "srt").encode(), "text/plain; charset=utf-8"
    return f"stand-in {form}\n".encode(), "application/octet-stream"


def _timed(made: dict[str, Any], lines: list[str], interval: str) -> list[str]:
    """The lines, with ``[HH:MM:SS]`` before the first one in each interval."""
    if not interval.isascii() or not interval.isdigit() or int(interval) < 1:
        return lines
    timed: list[str] = []
    due = 0
    for segment, line in zip(made["segments"], lines, strict=True):
        start = int(segment["start_time"])
        timed.append(f"[{timecode.clock(start * 1000, '.')[:8]}] {line}" if start >= due else line)
        due = max(due, (start // int(interval) + 1) * int(interval))
    return timed


def keywords(made: dict[str, Any], most: int = 35) -> list[str]:
    """The words of the document that come most often, without regard to case."""
    said = [
        token["text"].casefold()
        for segment in made["segments"]
        for token in segment["tokens"]
        if token["kind"] == "word"
    ]
    return sorted(set(said), key=lambda word: (-said.count(word), word))[:most]


def _tokens(line: str, start: float) -> tuple[list[dict[str, Any]], float]:
    """The line's tokens from a time on, and when the last one ends."""
    tokens: list[dict[str, Any]] = []
    now = start
    for word in line.split():
        if tokens:
            tokens.append(_mark(" ", "space", now))
        bare = word.rstrip(",.")
        end = round(now + _WORD, 2)
        tokens.append({"text": bare, "start_time": now, "end_time": end, "kind": "word", "confidence": 0.95})
        now = end
        if bare != word:
            tokens.append(_mark(word[len(bare) :], "punctuation", now))
    tokens.append(_mark("\n", "line_break", now))
    return tokens, now


def _mark(text: str, kind: str, time: float) -> dict[str, Any]:
    return {"text": text, "start_time": time, "end_time": time, "kind": kind}


def _cues(made: dict[str, Any], lines: list[str], *, srt: bool) -> str:
    mark = "," if srt else "."
    blocks = ["WEBVTT"] * (not srt)
    for number, (segment, line) in enumerate(zip(made["segments"], lines, strict=True), 1):
        start, end = (
            timecode.clock(timecode.from_seconds(segment[key]), mark) for key in ("start_time", "end_time")
        )
        blocks.append("\n".join([str(number)] * srt + [f"{start} --> {end}", line]))
    return "\n\n".join(blocks) + "\n"
