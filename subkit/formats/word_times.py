"""The words of a cue as its lines show them, with clean times: what karaoke, word lists and one word a cue are made of."""

from __future__ import annotations

from itertools import chain, takewhile
from operator import eq, lt
from typing import TYPE_CHECKING, NamedTuple

from subkit.formats.portable import plain
from subkit.labels import undashed
from subkit.patterns import pattern
from subkit.timecode import shares
from subkit.writing import characters, runs_on

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from subkit.model import Cue, Word

_blanks = pattern(r"\s*")
_token = pattern(r"(\s*)(\S+)")


class TimedWord(NamedTuple):
    """A word as a line shows it.

    Attributes:
        before: what stands before it on its line and belongs to no word: a blank, or the dash of somebody else's line.
        text: the word.
        start: when it begins, in ms, within its cue; later than the one before it, if the cue has a ms for each word.
        end: when it ends, in ms, within its cue; not before it begins, and not after the next one begins.
        word: the word of the model that it is; ``None`` if the cue's words are not those of its lines.
    """

    before: str
    text: str
    start: int
    end: int
    word: Word | None = None

    @property
    def is_timed(self) -> bool:
        """Whether it is known when it begins; otherwise it was interpolated."""
        return self.word is not None and self.word.start is not None


class _Piece(NamedTuple):
    before: str
    text: str
    word: Word | None = None


def timed_words(cue: Cue) -> list[list[TimedWord]]:
    """The words of each line that `plain` makes of the cue's; joined with what stands before them they are that line.

    Words without times, and those of a cue whose words are not what its lines show, share by characters the time that is
    left for them. Where no words are known, a blank parts them, and Chinese and Japanese go by characters.

    >>> from subkit.model import Cue, Word
    >>> for row in timed_words(Cue(0, 900, ("One", "of two"))):
    ...     print([(word.before, word.text, word.start, word.end) for word in row])
    [('', 'One', 0, 337)]
    [('', 'of', 337, 562), (' ', 'two', 562, 900)]
    """
    rows = _rows(cue)
    pieces = list(chain.from_iterable(rows))
    spans = iter(_spans(pieces, cue.start, max(cue.start, cue.end)))
    return [[TimedWord(before, text, *next(spans), word) for before, text, word in row] for row in rows]


def flowing(cue: Cue, last: str = "") -> list[TimedWord]:
    """The words of `timed_words` on one line: what stands before the first of a line is a blank, where the script has them.

    Args:
        cue: whose words.
        last: the last character that stands before them on the line; empty if none does.
    """
    rows = timed_words(cue)
    for row, seam in zip(rows, _seams(rows, last), strict=True):
        row[0] = row[0]._replace(before=f"{seam}{row[0].before}")
    return list(chain.from_iterable(rows))


def labelled(words: Sequence[TimedWord], line: str) -> tuple[str, list[TimedWord]]:
    """What stands before the words on a line that is written with a label, and the words: the label may take a mark's place.

    Args:
        words: those of the line without its label.
        line: the line.

    >>> from subkit.model import Cue
    >>> before, words = labelled(timed_words(Cue(0, 900, ("Ready now?",)))[0], "ANN: Ready now?")
    >>> before, [word.before + word.text for word in words]
    ('ANN: ', ['Ready', ' now?'])
    """
    bare = "".join([word.before + word.text for word in words])
    alike = map(eq, reversed(bare), reversed(line))
    left = sum(1 for _ in takewhile(bool, alike))
    found: list[TimedWord] = []
    for word in reversed(words):
        if len(word.text) > left:
            break
        before = word.before[max(0, len(word.before) + len(word.text) - left) :]
        found.insert(0, word._replace(before=before))
        left -= len(before) + len(word.text)
    said = sum([len(word.before) + len(word.text) for word in found])
    return line[: len(line) - said], found


def line_of(cue: Cue, last: str = "") -> str:
    """The text of `flowing`, which needs no times."""
    rows = _rows(cue)
    parts = []
    for row, seam in zip(rows, _seams(rows, last), strict=True):
        parts.append(seam)
        parts += [piece.before + piece.text for piece in row]
    return "".join(parts)


def _rows(cue: Cue) -> list[list[_Piece]]:
    lines = [line for line in plain(cue.text).split("\n") if line]
    return _held(lines, cue.words) or [_parted(line) for line in lines]


def _seams(rows: Sequence[Sequence[_Piece | TimedWord]], last: str) -> Iterator[str]:
    """What parts each line from what stands before it: a blank, or nothing."""
    for place, row in enumerate(rows):
        yield "" if not last or _follows(row[0], last, inside=place > 0) else " "
        last = row[-1].text[-1]


def _follows(first: _Piece | TimedWord, last: str, *, inside: bool) -> bool:
    """Whether no blank belongs before the first word of a line; between two lines of a cue its words know best."""
    if first.word is not None and (first.word.glued or inside):
        return first.word.glued
    return runs_on(last, first.before + first.text)


def _held(lines: Sequence[str], words: Sequence[Word]) -> list[list[_Piece]] | None:
    """The cue's own words by line; nothing if they are not what the lines show."""
    rows = []
    taken = 0
    for line in lines:
        parts = line.split(" ")
        some = words[taken : taken + len(parts)]
        if [word.text for word in some] == parts:
            row = [_Piece(" " if place else "", word.text, word) for place, word in enumerate(some)]
        else:
            row = _walked(line, words, taken)
        if not row:
            return None
        rows.append(row)
        taken += len(row)
    return rows if taken == len(words) else None


def _walked(line: str, words: Sequence[Word], first: int) -> list[_Piece]:
    """The words of a line from the first on, one after the other; nothing if they are not those it shows."""
    row: list[_Piece] = []
    place = 0
    for number in range(first, len(words)):
        word = words[number]
        text = plain(word.text)
        begin = _begin(line, place, text)
        if not text or not line.startswith(text, begin):
            return []
        row.append(_Piece(line[place:begin], text, word))
        place = begin + len(text)
        if place == len(line):
            return row
    return []


def _begin(line: str, place: int, text: str) -> int:
    """Where the next word begins: after blanks, and after the dash of a line that somebody else speaks."""
    if place == 0 and not line.startswith(text):
        place = len(line) - len(undashed(line))
    match = _blanks.match(line, place)
    return match.end() if match else place


def _parted(line: str) -> list[_Piece]:
    """The words of a line of which nothing is known; what has neither letter nor digit stays with its neighbour."""
    row: list[_Piece] = []
    parts: list[str] = []
    is_word = False
    for blank, token in _token.findall(line):
        for place, piece in enumerate(characters(token)):
            spoken = any(map(str.isalnum, piece))
            if spoken and is_word:
                row.append(_piece("".join(parts)))
                parts = []
            parts.append(piece if place else blank + piece)
            is_word = spoken or is_word
    return [*row, _piece("".join(parts))]


def _piece(text: str) -> _Piece:
    bare = text.lstrip()
    return _Piece(text[: len(text) - len(bare)], bare)


def _spans(pieces: Sequence[_Piece], start: int, end: int) -> list[tuple[int, int]]:
    """When each piece begins and ends, in ms, within a stretch of time."""
    count = len(pieces)
    if count > end - start:
        return shares(start, end, [1] * count)
    begins = _begins(pieces, start, end)
    if not all(map(lt, [start - 1, *begins], [*begins, end])):
        earliest = start
        for place, begin in enumerate(begins):
            # Room for a ms each is left behind it, and was taken before it.
            begins[place] = min(max(begin, earliest), end - count + place)
            earliest = begins[place] + 1
    limits = [*begins[1:], end] if begins else []
    return [
        (begin, _end(piece.word, begin, limit))
        for piece, begin, limit in zip(pieces, begins, limits, strict=True)
    ]


def _end(word: Word | None, begin: int, limit: int) -> int:
    end = word.end if word else None
    return limit if end is None or end <= begin else min(end, limit)


def _begins(pieces: Sequence[_Piece], start: int, end: int) -> list[int]:
    """When each piece begins: as its word says, or by its share of the time between its neighbours."""
    known = [piece.word.start if piece.word else None for piece in pieces]
    if None not in known:
        return [begin for begin in known if begin is not None]
    begins: list[int] = []
    place = 0
    while place < len(pieces):
        begin = known[place]
        word = pieces[place].word
        if begin is not None and word and word.end is not None:
            begins.append(begin)
            place += 1
            continue
        after = place + 1
        while after < len(pieces) and known[after] is None:
            after += 1
        before = begins[-1] if begins else start
        left = begin if begin is not None else _left(pieces[place - 1].word if place else None, before)
        right = known[after] if after < len(pieces) else end
        lengths = [len(piece.text) for piece in pieces[place:after]]
        begins += [first for first, _ in shares(left, max(left, right or left), lengths)]
        place = after
    return begins


def _left(word: Word | None, begin: int) -> int:
    """When the word before ends, or begins if that is all there is to know."""
    return max(begin, word.end) if word and word.end is not None else begin
