"""The generated talk in each form that is read in a race, put into a file: the same words and times in all of them.

python -m benchmarks.peer_payloads FORM HOURS FILE
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from benchmarks import generated
from benchmarks.peers import utterances
from benchmarks.reading import srt_text

if TYPE_CHECKING:
    from collections.abc import Sequence

CUES_AN_HOUR = 10_000
"""Of the caption files: about ten times what an hour of talk has, so that ten hours are 100,000 cues."""

Row = list[tuple[str, float, float]]


def whisper(rows: Sequence[Row]) -> dict[str, Any]:
    """A result as openai-whisper writes it, of the members that writers read."""
    segments = [
        {
            "start": row[0][1],
            "end": row[-1][2],
            "text": " ".join(word[0] for word in row),
            "words": [{"word": f" {text}", "start": start, "end": end} for text, start, end in row],
        }
        for row in rows
    ]
    return {"segments": segments, "language": "en"}


def deepgram(rows: Sequence[Row]) -> dict[str, Any]:
    """An answer of Deepgram's with utterances, likewise."""
    heard = [
        {
            "transcript": " ".join(word[0] for word in row),
            "words": [
                {"word": text, "punctuated_word": text, "start": start, "end": end}
                for text, start, end in row
            ],
        }
        for row in rows
    ]
    return {
        "results": {"channels": [{"alternatives": [{"transcript": "-", "words": []}]}], "utterances": heard}
    }


def made(form: str, hours: float) -> bytes:
    """The bytes of a form."""
    if form in {"whisper", "deepgram"}:
        rows = utterances(list(generated.words(hours)))
        return json.dumps(whisper(rows) if form == "whisper" else deepgram(rows)).encode()
    if form in {"srt", "vtt"}:
        text = srt_text(int(hours * CUES_AN_HOUR))
        return (text if form == "srt" else "WEBVTT\n\n" + text.replace(",", ".")).encode()
    return generated.payload(hours, cast("generated.Shape", form))


if __name__ == "__main__":
    Path(sys.argv[3]).write_bytes(made(sys.argv[1], float(sys.argv[2])))
