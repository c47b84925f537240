"""Recordings in the shapes that Pictory answers with: completed jobs, webhook bodies, bare transcripts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from invented import identity, seconds
from recording import sentences

if TYPE_CHECKING:
    from recording import Recording
    from speech import Spoken

MARKED = 250
"""The shortest silence, in ms, that gets a pause marker."""


def completed(recording: Recording, **more: Any) -> dict[str, Any]:
    """A completed job with everything that the job's page names."""
    texts = [" ".join(word.text for word in words) for _, words in _sentences(recording)]
    media = {"duration": seconds(recording.duration), "width": 1280, "height": 720, "aspectRatio": "16:9"}
    data = {"transcript": segments(recording), "txt": " ".join(texts), "mediaInfo": media}
    return {"job_id": identity(recording.name, "job"), "success": True, "data": {**more, **data}}


def segments(recording: Recording, highlighted: frozenset[int] = frozenset()) -> list[dict[str, Any]]:
    """``data.transcript``: a segment a sentence, pause markers among the words.

    Args:
        recording: what was said.
        highlighted: the indices of the sentences that Pictory picked for the highlights.
    """
    said = _sentences(recording)
    afterwards = [*(words[0].start for _, words in said[1:]), recording.duration]
    return [
        {
            "uid": identity(recording.name, "segment", index),
            "speakerId": speaker,
            "words": [
                entry | {"speakerId": speaker, "sentence_index": index} | picked
                for entry in _entries(recording, words, after)
            ],
        }
        for index, ((speaker, words), after) in enumerate(zip(said, afterwards, strict=True))
        for picked in [{"highlight": True} if index in highlighted else {}]
    ]


def _sentences(recording: Recording) -> list[tuple[int, list[Spoken]]]:
    numbers = {name: number for number, name in enumerate(recording.labels, 1)}
    return [(numbers[turn.speaker], words) for turn in recording.turns for words in sentences(turn.words)]


def _entries(recording: Recording, words: list[Spoken], after: int) -> list[dict[str, Any]]:
    """The words, and after each word that a silence follows a marker that fills it."""
    entries: list[dict[str, Any]] = []
    for word, following in zip(words, [*(word.start for word in words[1:]), after], strict=True):
        entries.append(_entry(recording, word.text, word.start, word.end))
        if following - word.end >= MARKED:
            marker = _entry(recording, "", word.end, following)
            entries.append(marker | {"is_pause": True, "pause_size": "small"})
    return entries


def _entry(recording: Recording, text: str, start: int, end: int) -> dict[str, Any]:
    return {
        "uid": identity(recording.name, text, start),
        "word": text,
        "start_time": seconds(start),
        "end_time": seconds(end),
    }


def damaged(recording: Recording) -> list[dict[str, Any]]:
    """Segments with the faults that real results have: see the comments."""
    made = segments(recording)
    entries = [entry for segment in made for entry in segment["words"]]
    for marker in [entry for entry in entries if entry.get("is_pause")]:
        # A marker without times, of a size nobody has documented.
        del marker["start_time"], marker["end_time"]
        marker["pause_size"] = "large"
    words = [entry for entry in entries if not entry.get("is_pause")]
    # A word that the aligner could not place; two in a row; one at the end.
    for index in (5, 31, 32, len(words) - 1):
        words[index]["start_time"] = words[index]["end_time"] = None
    # Times as text.
    words[12] |= {"start_time": str(words[12]["start_time"]), "end_time": str(words[12]["end_time"])}
    # A word that ends before it begins.
    words[20] |= {"start_time": words[20]["end_time"], "end_time": words[20]["start_time"]}
    # A word that runs over the next two.
    words[44]["end_time"] = words[46]["end_time"]
    # Milliseconds where seconds are meant.
    words[60] |= {key: words[60][key] * 1000 for key in ("start_time", "end_time")}
    return made
