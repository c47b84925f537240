"""What recognisers hear, words and marks apart and a speaker with each, made segments of the model."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from subkit import language
from subkit.errors import OptionError
from subkit.mending import refuse_bad_times
from subkit.model import Media, Segment, Speaker, Transcript, Word
from subkit.timecode import to_seconds
from subkit.wording import clean, fit, one_line, parted, shown, spread, words
from subkit.writing import runs_on, unspaced
from subkit_adapters import spoken

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from subkit.payload import Identifier
    from subkit.report import RepairLog


_OPENING = frozenset("([{<«‹“‘„‚¿¡「『（【《〈")  # these are what is meant


class Heard(NamedTuple):
    """A word, or a punctuation mark.

    Attributes:
        text: as it is shown.
        start: when it begins, in ms.
        end: when it ends, in ms.
        path: where it stands in the payload.
        speaker: who says it.
        confidence: 0 to 1.
        mark: whether it is punctuation, which has no time of its own.
        glued: whether no blank stands before it.
        leads: whether no blank stands after it.
    """

    text: str
    start: int | None
    end: int | None
    path: str
    speaker: str | None = None
    confidence: float | None = None
    mark: bool = False
    glued: bool = False
    leads: bool = False


def segments(heard: Iterable[Heard], log: RepairLog, keys: tuple[str, str]) -> tuple[Segment, ...]:
    """A segment for each turn: words, with the marks that touch them, until somebody else speaks.

    A mark that touches no word stands for itself, as dashes do. Between words of scripts without blanks there are none.

    Args:
        heard: words and marks in order.
        log: takes the repairs; a strict one refuses words without times, and times that cannot be.
        keys: what the payload calls a word's start and end.
    """
    told = list(_with_speakers(heard))
    if log.strict:
        refuse_bad_times(
            ((one.path, _seconds(one.start), _seconds(one.end)) for one in told if not one.mark), keys, log
        )
    turns = groupby(told, key=lambda one: one.speaker)
    made = [(speaker, tuple(_words(list(turn), log))) for speaker, turn in turns]
    return tuple(Segment(said, speaker) for speaker, said in made if said)


def _with_speakers(heard: Iterable[Heard]) -> Iterable[Heard]:
    """The same, with marks said by whoever says the word before them."""
    before: Heard | None = None
    for one in heard:
        told = one
        if one.mark and before is not None and (one.glued or one.speaker is None):
            told = one if one.speaker == before.speaker else one._replace(speaker=before.speaker)
        before = told
        yield told


def _words(turn: list[Heard], log: RepairLog) -> list[Word]:
    texts = [one.text for one in turn]
    plain = fit(texts) and not unspaced("".join(texts))
    made: list[Word] = []
    prefix: Heard | None = None
    touching = False
    for one in turn:
        if one.mark and one.glued and made and prefix is None:
            tail = one.text if plain else clean(one.text, one.path, log).replace(" ", "")
            made[-1] = replace(made[-1], text=made[-1].text + tail)
        elif one.mark and one.leads and not one.glued:
            touched = one._replace(glued=touching)
            prefix = touched if prefix is None else prefix._replace(text=prefix.text + one.text)
        else:
            word = one if prefix is None else _led(prefix, one)
            glued = bool(made) and (word.glued or touching)
            if plain:
                made.append(Word(word.text, word.start, word.end, word.confidence, None, glued))
            else:
                made += _unfit(word, made, log, glued=glued)
            prefix = None
        touching = one.leads and prefix is None
    return made if prefix is None else [*made, *_unfit(prefix, made, log, glued=prefix.glued)]


def _led(prefix: Heard, word: Heard) -> Heard:
    return word._replace(text=prefix.text + word.text.lstrip(), glued=prefix.glued)


def _unfit(one: Heard, before: list[Word], log: RepairLog, *, glued: bool) -> list[Word]:
    """The words of a text that may have blanks in it, or none of a script that needs none between words."""
    made: list[Word] = []
    last = before[-1].text if before else ""
    for text, start, end in words(one.text, one.start, one.end, one.path, log):
        touches = (glued and not made) or (last != "" and runs_on(last, text))
        made.append(Word(text, start, end, one.confidence, None, touches))
        last = text
    return made


def parts(one: Heard) -> list[Heard]:
    """The words of something that may have several, a sound or a date; they share its time by their length."""
    several = spread(parted(one.text), one.start, one.end) if one.text.strip() else []
    return [one._replace(text=text, start=start, end=end) for text, start, end in several]


def opens(mark: str) -> bool:
    """Whether a mark belongs to the word after it: an opening bracket or quote."""
    return mark.strip() in _OPENING


def untimed(
    text: str, span: tuple[int | None, int | None], path: str, log: RepairLog, speaker: str | None = None
) -> list[Heard]:
    """The words of a text that came without them: they share its time by their length, and that is reported."""
    parts = parted(text)
    if not parts:
        return []
    log.note("interpolated", path, "words with times", "a text alone", "spread its words over its time")
    return [Heard(part, start, end, path, speaker) for part, start, end in spread(parts, *span)]


def transcript(
    provider: str,
    told: tuple[Segment, ...],
    log: RepairLog,
    *,
    language: str | None,
    duration: int | None = None,
    job_id: str | None = None,
    labels: Mapping[str, str] | None = None,
) -> Transcript:
    """What a provider heard.

    Args:
        provider: the adapter's name.
        told: the segments.
        log: what was repaired to get this far.
        language: a BCP 47 tag, see `language_of`.
        duration: the media's, in ms; some providers say 0 or less where they do not know it.
        job_id: the provider's id of the job.
        labels: the speakers' labels by their ids, where the provider has some.
    """
    voices = dict.fromkeys([segment.speaker for segment in told])
    known = labels or {}
    return Transcript(
        told,
        speakers=tuple([Speaker(voice, known.get(voice) or None) for voice in voices if voice is not None]),
        language=language,
        media=Media(duration) if duration is not None and duration > 0 else None,
        provider=provider,
        job_id=job_id,
        repairs=tuple(log.repairs),
    )


def name(number: Identifier | float | None) -> str | None:
    """A speaker's or channel's id as text; ``None`` for none."""
    return None if number is None or number == "" else one_line(str(number)) or None


def language_of(said: str | None, known: str | None) -> str | None:
    """The language: what the caller knows, or else what the payload says, if that is one."""
    if known is not None or not said:
        return known
    try:
        tag = spoken.tag(said, "language")
    except OptionError:
        return None
    if language.is_unsaid(tag):
        return None
    return language.primary(tag) if len(tag) > len("en") and tag.isalpha() else tag


def nothing_heard(text: str | None, path: str, log: RepairLog) -> None:
    """Report words that are missing where there is a text."""
    if text and text.strip():
        log.note("no-words", path, "words", f"none, but the text {shown(text)}", "left the text alone")


def sure(confidence: float | str | None) -> float | None:
    """A confidence that can be one; some providers write it as text."""
    try:
        share = float(confidence) if confidence is not None else -1.0
    except (ValueError, OverflowError):
        return None
    return share if 0 <= share <= 1 else None


def _seconds(milliseconds: int | None) -> float | None:
    return None if milliseconds is None else to_seconds(milliseconds)
