"""The floor to stay above: two cutters that know sentence ends, pauses, marks and line lengths, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subkit.model import Cue
from subkit.scoring.sigma import ends_sentence
from subkit.timecode import from_seconds

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from benchmarks.gold import Document, Spoken
    from subkit.profile import Profile


PAUSE = 0.5  # s


def plain(document: Document, profile: Profile) -> list[Cue]:
    """Cues that end at sentence ends, at pauses of half a second, at speakers, and when their lines are full."""
    cues: list[Cue] = []
    rows: list[list[Spoken]] = []
    before: Spoken | None = None
    for word in document.words:
        if before is not None and _parts(before, word):
            cues.append(_cue(rows, document.joiner))
            rows = []
        if rows and _length([*rows[-1], word], document.joiner) <= profile.max_line_length:
            rows[-1].append(word)
        elif len(rows) < profile.max_lines:
            rows.append([word])
        else:
            cues.append(_cue(rows, document.joiner))
            rows = [[word]]
        before = word
    return [*cues, _cue(rows, document.joiner)] if rows else cues


def halved(document: Document, profile: Profile) -> list[Cue]:
    """Cues that end where those of `plain` must; what is too long for one is halved, and so are its lines, at marks if near."""
    room = profile.max_line_length * profile.max_lines
    cues = []
    for phrase in _phrases(document.words):
        for words in _halves(phrase, room, document.joiner):
            rows = _halves(words, profile.max_line_length, document.joiner)
            cues.append(_cue(rows, document.joiner))
    return cues


def _phrases(words: Sequence[Spoken]) -> Iterator[list[Spoken]]:
    phrase: list[Spoken] = []
    for word in words:
        if phrase and _parts(phrase[-1], word):
            yield phrase
            phrase = []
        phrase.append(word)
    if phrase:
        yield phrase


def _halves(words: Sequence[Spoken], room: int, joiner: str) -> list[Sequence[Spoken]]:
    """The words in pieces that fit the room, each time cut nearest to the middle, or after a mark at most a quarter off."""
    length = _length(words, joiner)
    if length <= room or len(words) == 1:
        return [words]
    near: dict[int, float] = {}
    for at in range(1, len(words)):
        off = abs(_length(words[:at], joiner) - length / 2)
        near[at] = off / 10 if not words[at - 1].text[-1].isalnum() and off < room / 4 else off
    cut = min(near, key=near.__getitem__)
    return [*_halves(words[:cut], room, joiner), *_halves(words[cut:], room, joiner)]


def _parts(before: Spoken, word: Spoken) -> bool:
    return ends_sentence(before.text) or word.start - before.end >= PAUSE or word.speaker != before.speaker


def _length(row: Sequence[Spoken], joiner: str) -> int:
    return len(joiner.join(word.text for word in row))


def _cue(rows: Sequence[Sequence[Spoken]], joiner: str) -> Cue:
    lines = tuple(joiner.join(word.text for word in row) for row in rows)
    return Cue(from_seconds(rows[0][0].start), from_seconds(rows[-1][-1].end), lines)
