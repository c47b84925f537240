"""Verbit's tokens, with blanks and punctuation apart, put together to words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from subkit import wording
from subkit.model import LineBreak, Word
from subkit.timecode import all_from_seconds, shares, to_seconds
from subkit_adapters.verbit.wire import Token

if TYPE_CHECKING:
    from subkit import model
    from subkit.mending import RepairLog

_BREAK = LineBreak()
_END = Token(kind="space")


def joined(tokens: list[Token], own: str | int | None, path: str, log: RepairLog) -> list[model.Token]:
    """The words of one segment, and the line breaks within it.

    Punctuation belongs to the word before it, or, after a blank, to the word that follows; with blanks on both sides,
    as a dash often has, it is a word of its own. A word is glued if no blank stands before it. So what the words spell,
    with a blank before each that is not glued, is what the tokens spell, white space folded. A token of a kind not
    known yet is a word.

    Args:
        tokens: those of one segment.
        own: the segment's speaker, whom its words need not name.
        path: where the tokens stand in the payload.
        log: takes the repairs.
    """
    tokens = [*plain(tokens, path, log), _END]
    starts = all_from_seconds([token.start_time for token in tokens])
    ends = all_from_seconds([token.end_time for token in tokens])
    alike = (own, None, "")
    out: list[model.Token] = []
    marks: list[int] = []
    text, start, end, sure, voice, glued, spoken = "", None, None, None, None, False, False
    for token, first, last in zip(tokens, starts, ends, strict=True):
        kind = token.kind
        if kind == "space" or kind == "line_break":  # noqa: PLR1714  # this loop runs for every token
            if text:
                if not spoken:
                    marks.append(len(out))
                out.append(Word(text, start, end, sure, voice, glued))
            text, glued, spoken = "", False, False
            if kind == "line_break":
                out.append(_BREAK)
        elif text and kind == "punctuation":
            text += token.text
        else:
            if spoken:
                out.append(Word(text, start, end, sure, voice, glued))
                text, glued = "", True
            text += token.text
            start, end, sure, spoken = first, last, token.confidence, kind != "punctuation"
            voice = None if token.speaker_id in alike else wording.one_line(str(token.speaker_id))
    for mark in marks:
        _give_time(out, mark)
    return _inner(out)


def _is_plain(tokens: list[Token]) -> bool:
    """Whether blanks are blank, and everything else holds none."""
    spoken = [token.text for token in tokens if token.kind != "space" and token.kind != "line_break"]
    blanks = "".join([token.text for token in tokens if token.kind == "space" or token.kind == "line_break"])  # noqa: PLR1714  # as above
    return wording.fit(spoken) and not blanks.strip()


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
        is_space = token.kind in {"space", "line_break"}
        if is_space and not token.text.strip():
            made.append(token)
            continue
        if is_space:
            log.note("text-in-blank", place, "white space", wording.shown(token.text), "read it as a word")
        made += _parts(token, place, log)
    return made


def _parts(token: Token, path: str, log: RepairLog) -> list[Token]:
    """A token cut at its blanks, with a space token for each."""
    kind = "word" if token.kind in {"space", "line_break"} else token.kind
    text = wording.clean(token.text, path, log)
    if not text:
        log.note("blank-word", path, "text", wording.shown(token.text), "left it out")
        return [_END] if token.text else []
    parts = text.split(" ")
    if len(parts) > 1 and kind == "word":
        log.note("several-words", path, "one word", wording.shown(token.text), f"cut it into {len(parts)} words")
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
    before = next((i for i in range(mark - 1, -1, -1) if _has_length(out[i])), None)
    after = next((i for i in range(mark + 1, len(out)) if _has_length(out[i])), None)
    neighbour = after if before is None else before
    if neighbour is None:
        return
    pair = sorted((mark, neighbour))
    first, last = (out[i] for i in pair)
    giver = out[neighbour]
    times = shares(giver.start, giver.end, [len(first.text), len(last.text)])
    for i, (start, end) in zip(pair, times, strict=True):
        out[i] = replace(out[i], start=start, end=end)


def _has_length(token: model.Token) -> bool:
    return isinstance(token, Word) and token.start is not None and token.end is not None and token.start < token.end


def _inner(tokens: list[model.Token]) -> list[model.Token]:
    """The tokens without line breaks at their ends: the last one closes the segment and breaks nothing."""
    first, last = 0, len(tokens)
    while first < last and tokens[first] is _BREAK:
        first += 1
    while last > first and tokens[last - 1] is _BREAK:
        last -= 1
    return tokens[first:last]
