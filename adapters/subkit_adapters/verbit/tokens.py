"""Verbit's tokens, with blanks and punctuation apart, put together to words."""

from __future__ import annotations

from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from msgspec.structs import replace

from subkit import model, wording
from subkit.model import LineBreak, Word
from subkit.timecode import all_from_seconds, shares, to_seconds
from subkit_adapters.together import Reader
from subkit_adapters.verbit.runs import runs
from subkit_adapters.verbit.wire import Kind, Segment, Token

if TYPE_CHECKING:
    from subkit.payload import Identifier
    from subkit.report import RepairLog

_BREAK = LineBreak()
_END = Token(kind=Kind.SPACE)


class Segments(Reader[Segment]):
    """Reads segments: the words, and the line breaks within.

    Punctuation belongs to the word before it, or, after a blank, to the word that follows; with blanks on both sides,
    as a dash often has, it is a word of its own. A word is glued if no blank stands before it. So what the words spell,
    with a blank before each that is not glued, is what the tokens spell, white space folded. A token of a kind not
    known yet is a word.

    Args:
        path: where the segments stand in the payload.
        log: takes the repairs.
    """

    def __init__(self, path: str, log: RepairLog) -> None:
        super().__init__()
        self._path, self._log = path, log

    def quick(self, told: list[Segment]) -> tuple[list[list[model.Token]], bool] | None:
        """The words, if each is a run of its own and has its segment's speaker; see `subkit_adapters.together.Reader`.

        It looks at columns of all words: a step for every token takes twice as long.
        """
        spoken: list[Token] = []
        texts: list[str] = []
        sizes: list[int] = []
        for segment in told:
            tokens = segment.tokens
            found = runs([token.kind for token in tokens], [token.text for token in tokens])
            if found is None:
                return None
            places, spelt = found
            spoken += [tokens[at] for at in places]
            texts += spelt
            sizes.append(len(places))
        said = wording.kept(texts, self.vocabulary)
        if said is None or not _are_own([token.speaker_id for token in spoken], told, sizes):
            return None
        starts, ends = _times(spoken)
        words = map(Word, said, starts, ends, [token.confidence for token in spoken])
        return [list(islice(words, size)) for size in sizes], True

    def walked(self, told: Segment, at: int) -> list[model.Token]:
        """The words of tokens in any order, with any repairs."""
        return walked(plain(told.tokens, f"{self._path}[{at}].tokens", self._log), told.speaker_id)

    def made(self, told: Segment, tokens: list[model.Token]) -> model.Segment:
        """The segment with its tokens."""
        start, end = all_from_seconds([told.start_time, told.end_time])
        return model.Segment(tuple(tokens), speaker_id(told.speaker_id), start, end)


@lru_cache(maxsize=64)
def speaker_id(number: Identifier | None) -> str | None:
    """A speaker's id as text."""
    return None if number is None or number == "" else wording.one_line(str(number))


def _are_own(speakers: list[Identifier | None], told: list[Segment], sizes: list[int]) -> bool:
    """Whether the words, so many of each segment, name no speaker but their segment's."""
    if speakers.count(None) == len(speakers):
        return True
    left = iter(speakers)
    return all(
        {segment.speaker_id, None}.issuperset(islice(left, size))
        for segment, size in zip(told, sizes, strict=True)
    )


def _times(tokens: list[Token]) -> tuple[list[int | None], list[int | None]]:
    """When each token begins, and when it ends, in ms."""
    return (
        all_from_seconds([token.start_time for token in tokens]),
        all_from_seconds([token.end_time for token in tokens]),
    )


def walked(tokens: list[Token], own: Identifier | None) -> list[model.Token]:
    """The words of tokens in any order: what a blank closes, or the next word; ``own`` is whom they need not name."""
    tokens = [*tokens, _END]
    starts, ends = _times(tokens)
    alike = (own, None, "")
    out: list[model.Token] = []
    marks: list[int] = []
    text, start, end, sure, voice, glued, spoken = "", None, None, None, None, False, False
    for token, first, last in zip(tokens, starts, ends, strict=True):
        kind = token.kind
        if kind is Kind.SPACE or kind is Kind.LINE_BREAK:
            if text:
                if not spoken:
                    marks.append(len(out))
                out.append(Word(text, start, end, sure, voice, glued))
            text, glued, spoken = "", False, False
            if kind is Kind.LINE_BREAK:
                out.append(_BREAK)
        elif text and kind is Kind.PUNCTUATION:
            text += token.text
        else:
            if spoken:
                out.append(Word(text, start, end, sure, voice, glued))
                text, glued = "", True
            text += token.text
            start, end, sure, spoken = first, last, token.confidence, kind is not Kind.PUNCTUATION
            voice = None if token.speaker_id in alike else wording.one_line(str(token.speaker_id))
    for mark in marks:
        _give_time(out, mark)
    return _inner(out)


def _is_blank(token: Token) -> bool:
    return token.kind is Kind.SPACE or token.kind is Kind.LINE_BREAK


def _is_plain(tokens: list[Token]) -> bool:
    """Whether blanks are blank, and everything else holds none."""
    blanks = "".join([token.text for token in tokens if _is_blank(token)])
    return not blanks.strip() and wording.fit([token.text for token in tokens if not _is_blank(token)])


def plain(tokens: list[Token], path: str, log: RepairLog, key: str = "text") -> list[Token]:
    """The same text in tokens that hold one word, one mark or blanks each.

    Args:
        tokens: those of one segment.
        path: where they stand in the payload.
        log: takes the repairs.
        key: what the payload calls their text.
    """
    if _is_plain(tokens):
        return tokens
    made: list[Token] = []
    for index, token in enumerate(tokens):
        place = f"{path}[{index}].{key}"
        if _is_blank(token) and not token.text.strip():
            made.append(token)
            continue
        if _is_blank(token):
            log.note("text-in-blank", place, "white space", wording.shown(token.text), "read it as a word")
        made += _parts(token, place, log)
    return made


def _parts(token: Token, path: str, log: RepairLog) -> list[Token]:
    """A token cut at its blanks, with a space token for each."""
    kind = Kind.WORD if _is_blank(token) else token.kind
    text = wording.clean(token.text, path, log)
    if not text:
        log.note("blank-word", path, "text", wording.shown(token.text), "left it out")
        return [_END] if token.text else []
    parts = text.split(" ")
    if len(parts) > 1 and kind is Kind.WORD:
        log.note(
            "several-words", path, "one word", wording.shown(token.text), f"cut it into {len(parts)} words"
        )
    start, end = all_from_seconds([token.start_time, token.end_time])
    spaced = [_END] if wording.is_blank(token.text[:1]) else []
    for part, first, last in wording.spread(parts, start, end):
        times = {"start_time": _seconds(first), "end_time": _seconds(last)}
        spaced += [replace(token, text=part, kind=kind, **times), _END]
    return spaced if wording.is_blank(token.text[-1:]) else spaced[:-1]


def _seconds(milliseconds: int | None) -> float | None:
    return None if milliseconds is None else to_seconds(milliseconds)


def _give_time(out: list[model.Token], mark: int) -> None:
    """Let punctuation that stands alone share a neighbour's time, for Verbit's own times of it have no length."""
    alone = out[mark]
    if not isinstance(alone, Word) or alone.start is None or alone.end is None or alone.start < alone.end:
        return
    place = _neighbour(out, mark, -1)
    if place is None:
        place = _neighbour(out, mark, 1)
    if place is None:
        return
    first, last = sorted((mark, place))
    pair = [out[first], out[last]]
    giver = out[place]
    if isinstance(giver, Word) and giver.start is not None and giver.end is not None:
        times = shares(giver.start, giver.end, [len(token.text) for token in pair if isinstance(token, Word)])
        for index, token, (start, end) in zip((first, last), pair, times, strict=True):
            out[index] = replace(token, start=start, end=end)


def _neighbour(out: list[model.Token], place: int, step: int) -> int | None:
    """Where the next word on one side is; ``None`` if there is none, or its time has no length either."""
    place += step
    while 0 <= place < len(out) and out[place] is _BREAK:
        place += step
    token = out[place] if 0 <= place < len(out) else None
    if not isinstance(token, Word) or token.start is None or token.end is None or token.start >= token.end:
        return None
    return place


def _inner(tokens: list[model.Token]) -> list[model.Token]:
    """The tokens without line breaks at their ends: the last one closes the segment and breaks nothing."""
    first, last = 0, len(tokens)
    while first < last and tokens[first] is _BREAK:
        first += 1
    while last > first and tokens[last - 1] is _BREAK:
        last -= 1
    return tokens[first:last]
