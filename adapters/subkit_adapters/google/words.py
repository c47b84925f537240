"""From Google's results to the model: channels in one order, each word once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subkit.channels import merged
from subkit_adapters import clocks, dressing, heard
from subkit_adapters.google.wire import Result, Word, first

if TYPE_CHECKING:
    from subkit.model import Segment
    from subkit.report import RepairLog

_KEYS = ("startTime", "endTime")
_READING = "|"  # in Japanese a word's reading follows it
_PIECE = "\u2581"  # begins a word in the vocabularies of some models


def is_final(result: Result) -> bool:
    """Whether it is no guess that a stream has sent before the result."""
    return first(result.is_final, result.is_final_camel) is not False


def segments(results: list[Result], log: RepairLog) -> tuple[Segment, ...]:
    """The segments of final results."""
    channels: dict[str, list[Segment]] = {}
    begins: dict[str, int | None] = {}
    for number, result in _once(results):
        channel = heard.name(first(result.channel_tag, result.channel_tag_camel)) or ""
        path = f"$.results[{number}]"
        end = clocks.of_duration(result.end, f"{path}.resultEndTime", log)
        words = _words(result, (begins.get(channel, 0), end), f"{path}.alternatives[0]", log)
        channels.setdefault(channel, []).extend(heard.segments(words, log, _KEYS))
        begins[channel] = end
    return merged(channels) if channels else ()


def _once(results: list[Result]) -> list[tuple[int, Result]]:
    """The results, each word once: with speakers, the last result has all words again, and nobody in those before it."""
    numbered = list(enumerate(results))
    if len(results) > 1:
        *earlier, last = (result.best.words for result in results)
        count = sum(map(len, earlier))
        if count <= len(last) and last and last[0].speaker and not any(map(_has_speakers, earlier)):
            return numbered[-1:]
    return numbered


def _has_speakers(words: list[Word]) -> bool:
    return any(word.speaker for word in words)


def _words(
    result: Result, span: tuple[int | None, int | None], path: str, log: RepairLog
) -> list[heard.Heard]:
    """A result's words; it says when it ends, and begins where the one before it ended."""
    words = result.best.words
    if not words:
        return heard.untimed(result.best.transcript or "", span, f"{path}.transcript", log)
    texts = [word.word.partition(_READING)[0].replace(_PIECE, " ").strip() or word.word for word in words]
    touching = dressing.touching(texts, result.best.transcript or "")
    told = []
    for number, (word, text) in enumerate(zip(words, texts, strict=True)):
        place = f"{path}.words[{number}]"
        start = clocks.of_duration(word.start, f"{place}.startTime", log)
        end = clocks.of_duration(word.end, f"{place}.endTime", log)
        if word.start is None and end is not None and number == 0 and not span[0]:
            start = 0  # which protobuf leaves out, as it is the default
        sure = heard.sure(word.confidence) or None  # 0.0 says that it is not set
        told.append(heard.Heard(text, start, end, place, word.speaker, sure, glued=touching[number]))
    return told
