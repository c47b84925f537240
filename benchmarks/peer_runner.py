"""Runs one peer in its own interpreter: documents as JSON on stdin, cues as JSON on stdout; imports nothing of ours.

python peer_runner.py METHOD < documents.json

Each document is ``{id, joiner, utterances: [[[text, start, end], ...], ...]}``, times in seconds; the answer is
``{version, cues: {id: [[start, end, [line, ...]], ...]}}``. ``limits`` are those of the profile.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from importlib.metadata import version
from typing import Any, NamedTuple

Word = tuple[str, float, float]
Row = tuple[float, float, list[str]]


class Limits(NamedTuple):
    """The limits of a profile, in the units that peers take: characters, lines, seconds."""

    line: int
    lines: int
    shortest: float
    longest: float
    gap: float


def deepgram(utterances: list[list[Word]], joiner: str, limits: Limits) -> list[Row]:
    """Each line of deepgram-captions is a cue; it counts words, eight by default, and knows utterances."""
    from deepgram_captions import DeepgramConverter

    heard = [
        {
            "transcript": joiner.join(word[0] for word in words),
            "words": [
                {"word": text, "punctuated_word": text, "start": start, "end": end}
                for text, start, end in words
            ],
        }
        for words in utterances
    ]
    alternatives = [{"transcript": "-", "words": []}]
    results = {"channels": [{"alternatives": alternatives}], "utterances": heard}
    lines = DeepgramConverter({"results": results}).get_lines(8)
    return [
        (line[0]["start"], line[-1]["end"], [joiner.join(word["punctuated_word"] for word in line)])
        for line in lines
    ]


def lattifai(utterances: list[list[Word]], joiner: str, limits: Limits) -> list[Row]:
    """The standardizer of lattifai-captions at the profile's figures, over utterances with their words' times."""
    from lattifai.caption import Supervision
    from lattifai.caption.standardize import CaptionStandardizer
    from lattifai.caption.supervision import AlignmentItem

    heard = [
        Supervision(
            text=joiner.join(word[0] for word in words),
            start=words[0][1],
            duration=words[-1][2] - words[0][1],
            alignment={"word": [AlignmentItem(text, start, end - start) for text, start, end in words]},
        )
        for words in utterances
    ]
    standard = CaptionStandardizer(
        min_duration=limits.shortest,
        max_duration=limits.longest,
        min_gap=limits.gap,
        max_lines=limits.lines,
        max_chars_per_line=limits.line,
    )
    return [(one.start, one.end, one.text.split("\n")) for one in standard.process(heard)]


def equalizer(utterances: list[list[Word]], joiner: str, limits: Limits) -> list[Row]:
    """srt_equalizer by punctuation to the length of a cue, and each cue by halves to lines; it shares out the time."""
    import srt
    from srt_equalizer.srt_equalizer import split_at_half, split_greedy, split_subtitle

    rows: list[Row] = []
    for words in utterances:
        begin, end = (dt.timedelta(seconds=time) for time in (words[0][1], words[-1][2]))
        whole = srt.Subtitle(0, begin, end, joiner.join(word[0] for word in words))
        for cue in split_subtitle(whole, limits.line * limits.lines, method="punctuation"):
            lines = split_at_half(cue.content, limits.line)
            if len(lines) > limits.lines:
                lines = split_greedy(cue.content, limits.line)
            rows.append((cue.start.total_seconds(), cue.end.total_seconds(), lines))
    return rows


def stable_ts(utterances: list[list[Word]], joiner: str, limits: Limits) -> list[Row]:
    """stable-ts with its own default regrouping: how it cuts when left alone, whatever the length of its lines."""
    return _segments(_regrouped(utterances, joiner))


def stable_ts_fitted(utterances: list[list[Word]], joiner: str, limits: Limits) -> list[Row]:
    """The same, then split by its own means to the profile's cue and line lengths."""
    result = _regrouped(utterances, joiner)
    result.split_by_length(max_chars=limits.line * limits.lines)
    result.split_by_length(max_chars=limits.line, newline=True)
    return _segments(result)


def _regrouped(utterances: list[list[Word]], joiner: str) -> Any:
    """The document as one segment, since the sentence rules of stable-ts work inside a segment."""
    import stable_whisper

    words = []
    floor = 0.0
    for text, start, end in (word for row in utterances for word in row):
        floor = max(floor, start)
        words.append({"word": f"{joiner}{text}", "start": floor, "end": max(end, floor), "probability": 1.0})
    result = stable_whisper.WhisperResult([words], force_order=True, show_unsorted=False)
    result.regroup()
    return result


def _segments(result: Any) -> list[Row]:
    return [
        (one.start, one.end, [line.strip() for line in one.text.strip().split("\n")])
        for one in result.segments
    ]


METHODS = {
    "stable-ts": ("stable-ts-whisperless", stable_ts),
    "stable-ts-fitted": ("stable-ts-whisperless", stable_ts_fitted),
    "deepgram-captions": ("deepgram-captions", deepgram),
    "lattifai-captions": ("lattifai-captions", lattifai),
    "srt_equalizer": ("srt_equalizer", equalizer),
}


def main() -> None:
    """Cut every document by the method that the first argument names."""
    package, cut = METHODS[sys.argv[1]]
    given = json.load(sys.stdin)
    limits = Limits(**given["limits"])
    cues = {
        document["id"]: cut(document["utterances"], document["joiner"], limits)
        for document in given["documents"]
    }
    json.dump({"version": version(package), "cues": cues}, sys.stdout)


if __name__ == "__main__":
    main()
