"""From what the model said in one go to segments: blanks put right, words without times spread, special tokens gone."""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from subkit.patterns import pattern
from subkit.wording import parted, spread
from subkit_adapters import dressing, heard
from subkit_adapters.heard import Heard
from subkit_adapters.whisper import seams

if TYPE_CHECKING:
    from collections.abc import Sequence

    from subkit.model import Segment
    from subkit.report import RepairLog

KEYS = ("start", "end")

# <|0.00|> and the like; [_BEG_] and [_TT_42] of whisper.cpp, and its silences; [*] of whisper-timestamped, a hesitation.
_SPECIAL = pattern(r"<\|[^|<>]*\|>|\[_[A-Za-z]+_?\w*\]|\[(?:SPEAKER_TURN|BLANK_AUDIO)\]|\[\*\]")


class Stretch(NamedTuple):
    """What the model said in one go.

    Attributes:
        text: as a whole; empty if it is not told.
        start: when it begins, in ms.
        end: when it ends, in ms.
        path: where it stands in the payload.
        words: with the blank before each where the program keeps it; empty if there are no words.
        speaker: who says it.
        id: the program's own id.
    """

    text: str
    start: int | None
    end: int | None
    path: str
    words: list[Heard]
    speaker: str | None = None
    id: str | None = None


def segments(stretches: Sequence[Stretch], log: RepairLog) -> tuple[Segment, ...]:
    """A segment for each stretch, or for each speaker in it; one for all where each stretch is a word.

    Raises:
        PayloadError: the log is strict, and there are no times of words.
    """
    plain = [_plain(stretch, log) for stretch in stretches]
    plain = [stretch for stretch in plain if stretch.words or stretch.text.strip()]
    plain = _in_one(plain) if _is_word_by_word(plain) else seams.joined(plain)
    spaced = any(word.text[:1].isspace() for stretch in plain for word in stretch.words)
    _tell_of_untimed(plain, log)
    return tuple(segment for stretch in plain for segment in _of_stretch(stretch, spaced=spaced, log=log))


def is_special(text: str) -> bool:
    """Whether a token is one of the model's own, which nobody said."""
    return _SPECIAL.fullmatch(text.strip()) is not None


def _plain(stretch: Stretch, log: RepairLog) -> Stretch:
    """The stretch without special tokens and blank words."""
    whole = "".join([stretch.text, *(word.text for word in stretch.words)])
    if _SPECIAL.search(whole):
        log.tell("special-token", stretch.path, "the model's own tokens are no words; left them out")
        words = [word._replace(text=_SPECIAL.sub("", word.text)) for word in stretch.words]
        stretch = stretch._replace(text=_SPECIAL.sub("", stretch.text), words=words)
    return stretch._replace(words=[word for word in stretch.words if word.text.strip()])


def _is_word_by_word(stretches: list[Stretch]) -> bool:
    """Whether each stretch is a word, as where programs are asked for segments of that length."""
    return len(stretches) > 1 and all(
        len(stretch.words) == 1 or (not stretch.words and len(parted(stretch.text)) == 1)
        for stretch in stretches
    )


def _in_one(stretches: list[Stretch]) -> list[Stretch]:
    """Stretches of a word each as one a speaker."""
    made = []
    for speaker, run in groupby(stretches, key=lambda stretch: stretch.speaker):
        said = list(run)
        words = [
            word
            for one in said
            for word in one.words or [Heard(one.text, one.start, one.end, one.path, speaker)]
        ]
        text = "".join(one.text for one in said) if all(one.text for one in said) else ""
        whole = seams.whole(words)
        made.append(Stretch(text, said[0].start, said[-1].end, said[0].path, whole, speaker))
    return made


def _of_stretch(stretch: Stretch, *, spaced: bool, log: RepairLog) -> list[Segment]:
    words = stretch.words or _untimed(stretch)
    touching = _touching([word.text for word in words], stretch.text, spaced=spaced and bool(stretch.words))
    told = [
        word._replace(text=word.text.strip(), glued=glued, mark=word.mark or (glued and _is_mark(word.text)))
        for word, glued in zip(words, touching, strict=True)
    ]
    made = list(heard.segments(told, log, KEYS))
    if made:
        made[0] = replace(made[0], start=stretch.start, id=stretch.id)
        made[-1] = replace(made[-1], end=stretch.end)
    return made


def _touching(texts: list[str], whole: str, *, spaced: bool) -> list[bool]:
    """Which words touch the one before: by the text as a whole, or else by the blanks that the words begin with."""
    known = dressing.glued([text.strip() for text in texts], whole) if whole.strip() else None
    if known is not None:
        return known
    if not spaced:
        return [False] * len(texts)
    seams = [not after[:1].isspace() and not before[-1:].isspace() for before, after in pairwise(texts)]
    return [False, *seams][: len(texts)]


def _is_mark(text: str) -> bool:
    return not any(char.isalnum() for char in text)


def _untimed(stretch: Stretch) -> list[Heard]:
    """The words of a text alone, which share its time by their length."""
    parts = spread(parted(stretch.text), stretch.start, stretch.end)
    return [Heard(text, start, end, stretch.path, stretch.speaker) for text, start, end in parts]


def _tell_of_untimed(stretches: list[Stretch], log: RepairLog) -> None:
    """Report the stretches without words, one repair for each run of them."""
    for has_words, run in groupby(stretches, key=lambda stretch: bool(stretch.words)):
        if not has_words:
            paths = [stretch.path for stretch in run]
            place = paths[0] if len(paths) == 1 else f"{paths[0]} to {paths[-1]}"
            done = "spread its words over its time by their length"
            log.note("interpolated", place, "words with times", "a text alone", done)
