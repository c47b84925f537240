"""From Azure's phrases to the model: words as they are shown, with their times; channels in one order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subkit.channels import merged
from subkit_adapters import clocks, dressing, heard
from subkit_adapters.azure.wire import Best, Live, LiveWord, Phrase, Timed, Word

if TYPE_CHECKING:
    from subkit.model import Segment
    from subkit.report import RepairLog

_KEYS = ("offset", "duration")


def segments(phrases: list[Phrase], path: str, log: RepairLog) -> tuple[Segment, ...]:
    """The segments of phrases, which stand at a path."""
    channels: dict[str, list[Segment]] = {}
    for number, phrase in enumerate(phrases):
        told = heard.segments(_words(phrase, f"{path}[{number}]", log), log, _KEYS)
        channels.setdefault(heard.name(phrase.channel) or "", []).extend(told)
    spoken = {channel: told for channel, told in channels.items() if told}
    return merged(spoken) if spoken else ()


def _words(phrase: Phrase, path: str, log: RepairLog) -> list[heard.Heard]:
    """A phrase's words as they are shown, with their times; without any they share the phrase's."""
    best = phrase.n_best[0] if phrase.n_best else Best(phrase.text, words=phrase.words)
    inner = f"{path}.nBest[0]" if phrase.n_best else path
    voice = heard.name(best.speaker if phrase.speaker is None else phrase.speaker)
    if shown := best.display_words or best.display_phrase_elements:
        key = "displayWords" if best.display_words else "displayPhraseElements"
        return [_word(word, f"{inner}.{key}[{number}]", voice, log) for number, word in enumerate(shown)]
    if best.words:
        spoken = [
            _word(word, f"{inner}.words[{number}]", voice, log) for number, word in enumerate(best.words)
        ]
        return dressing.dressed(best.display or "", spoken)
    start, length = time_of(phrase, "offset", path, log), time_of(phrase, "duration", path, log)
    end = None if start is None or length is None else start + length
    text = best.display or best.lexical or ""
    return heard.untimed(text, (start, end), inner, log, voice)


def _word(word: Word, path: str, voice: str | None, log: RepairLog) -> heard.Heard:
    start, length = time_of(word, "offset", path, log), time_of(word, "duration", path, log)
    end = None if start is None or length is None else start + length
    text = word.display_text or word.text or word.word
    return heard.Heard(text, start, end, path, voice, heard.sure(word.confidence))


def time_of(timed: Timed, what: str, path: str, log: RepairLog) -> int | None:
    """A time in ms, from the finest of the units it is given in."""
    ticks: float | None = getattr(timed, f"{what}_in_ticks")
    millis: float | None = getattr(timed, f"{what}_milliseconds")
    if ticks is not None:
        return clocks.of_ticks(ticks)
    if millis is not None:
        return clocks.of_milliseconds(millis)
    return clocks.of_iso(getattr(timed, what), f"{path}.{what}", log)


def of_live(live: Live) -> Phrase:
    """A live result in the shape of batch transcription's."""
    best = [
        Best(one.display, one.lexical, _of_live(one.words), display_words=_of_live(one.display_words))
        for one in live.n_best
    ]
    return Phrase(
        offset_in_ticks=live.offset,
        duration_in_ticks=live.duration,
        recognition_status=live.recognition_status,
        channel=live.channel,
        speaker=live.speaker_id,
        n_best=best or [Best(live.display_text)],
    )


def _of_live(words: list[LiveWord]) -> list[Word]:
    return [Word(one.offset, one.duration, word=one.word, display_text=one.display_text) for one in words]
