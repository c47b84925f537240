"""Speaker labels smoothed: a few words that a recogniser gave to somebody else in the middle of a sentence."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, cast

from msgspec import Struct
from msgspec.structs import replace

from subkit.captioning import pauses
from subkit.captioning.words import words_of
from subkit.model import Word
from subkit.report import Repair
from subkit.vectors import i64, vec

if TYPE_CHECKING:
    from subkit.model import Segment, Transcript

_MARKS = tuple(".?!…。？！؟।")
_CLOSERS = "\"'”’»›)]}」』）】"


class Turn(Struct, gc=False):
    """Words in a row of one speaker: the first, the one after the last, and whose they are."""

    begin: int
    end: int
    speaker: str | None


def smoothed(transcript: Transcript, shortest: int) -> Transcript:
    """The same transcript with every turn that is none given to the speaker on either side of it.

    That is one shorter than ``shortest``, between two turns of one other speaker, where no sentence ends and nobody
    pauses (`pauses.MARKED_FLOOR`) at either edge. Each is told as a repair, ``speaker-smoothed``; no word, time or cue's
    text changes but by who is said to speak.

    Args:
        transcript: one whose words are timed.
        shortest: the shortest turn, in ms; 0 leaves all as they are.
    """
    if shortest <= 0:
        return transcript
    heard = words_of(transcript)
    words, spoken = heard.words, heard.speakers
    if len(set(spoken)) < 2:  # noqa: PLR2004 - two is what it takes to take turns
        return transcript
    starts, ends = vec[i64](cast("list[int]", heard.starts)), vec[i64](cast("list[int]", heard.ends))
    gaps = pauses.after(starts, ends, heard.others)
    given = [
        turn
        for turn in _lent(_turns(spoken))
        if ends[turn.end - 1] - starts[turn.begin] < shortest
        and all(
            gaps[at] < pauses.MARKED_FLOOR and not words[at].text.rstrip(_CLOSERS).endswith(_MARKS)
            for at in (turn.begin - 1, turn.end - 1)
        )
    ]
    if not given:
        return transcript
    owners = {at: turn.speaker for turn in given for at in range(turn.begin, turn.end)}
    repairs = [
        _told(turn, words, spoken[turn.begin], ends[turn.end - 1] - starts[turn.begin]) for turn in given
    ]
    segments = _rebuilt(transcript, owners)
    return replace(transcript, segments=segments, repairs=(*transcript.repairs, *repairs))


def _turns(spoken: list[str | None]) -> list[Turn]:
    turns: list[Turn] = []
    at = 0
    for speaker, run in groupby(spoken):
        end = at + len(list(run))
        turns.append(Turn(at, end, speaker))
        at = end
    return turns


def _lent(turns: list[Turn]) -> list[Turn]:
    """Those turns that stand between two of one other speaker, as that speaker's."""
    triples = zip(turns, turns[1:], turns[2:], strict=False)
    return [
        Turn(turn.begin, turn.end, before.speaker)
        for before, turn, after in triples
        if before.speaker is not None and before.speaker == after.speaker
    ]


def _told(turn: Turn, words: list[Word], speaker: str | None, duration: int) -> Repair:
    count = turn.end - turn.begin
    more = f" to word {turn.end} {words[turn.end - 1].text[:40]!r}" if count > 1 else ""
    place = f"word {turn.begin + 1} {words[turn.begin].text[:40]!r}{more}"
    whose = f"speaker {speaker}" if speaker is not None else "nobody"
    message = (
        f"said by {whose} for {duration} ms in a sentence of speaker {turn.speaker}; given to that speaker"
    )
    return Repair("speaker-smoothed", place, message)


def _rebuilt(transcript: Transcript, owners: dict[int, str | None]) -> tuple[Segment, ...]:
    """The segments with words given to others; those without any are the same objects."""
    at = 0
    segments: list[Segment] = []
    for segment in transcript.segments:
        tokens = list(segment.tokens)
        changed = False
        for place, token in enumerate(tokens):
            if type(token) is Word:
                if at in owners:
                    tokens[place] = replace(token, speaker=owners[at])
                    changed = True
                at += 1
        segments.append(replace(segment, tokens=tuple(tokens)) if changed else segment)
    return tuple(segments)
