"""Captions on another time line: earlier or later, faster or slower, or a part of them.

Words, pauses, notes and the times inside a cue's text move along. Nothing is put before zero, where no format has times:
what would stand there is cut off, which ``repairs`` says, or refused. Findings hold for the times that captions had; they go
where lengths or numbers of cues may have changed.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import islice
from typing import TYPE_CHECKING

from msgspec.structs import replace

from subkit.editing.moving import moved, moved_cue, moved_transcript
from subkit.errors import InputError
from subkit.model import Word
from subkit.report import Repair
from subkit.timecode import LATEST, clock, stretched

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from subkit.document import Block
    from subkit.editing.moving import Move
    from subkit.model import Captions, Cue, Token, Transcript


def shifted(captions: Captions, by: int, *, strict: bool = False) -> Captions:
    """The captions later, or with a negative figure earlier.

    Args:
        captions: the captions.
        by: how much later, in ms.
        strict: refuse what would come before zero, instead of cutting it off.

    Raises:
        InputError: a cue would begin before zero, in strict mode, or would be shown later than clocks can show.
    """
    return _moved_from_zero(captions, lambda time: time + by, max(0, -by), strict=strict)


def scaled(captions: Captions, factor: Fraction, *, strict: bool = False) -> Captions:
    """The captions slower, or with a factor below one faster: every time by the factor, each rounded once.

    Captions for a film that is shown with ``b`` frames a second instead of ``a`` are scaled by ``a / b``.

    Args:
        captions: the captions.
        factor: how much longer everything lasts; above zero.
        strict: refuse what stands before zero, instead of cutting it off.

    Raises:
        ValueError: the factor is not above zero.
        InputError: a cue begins before zero, in strict mode, or would be shown later than clocks can show.
    """
    if factor <= 0:
        raise ValueError(f"a factor of {factor} leaves no order of times; it must be above zero")
    other = captions if factor == 1 else replace(captions, findings=())
    return _moved_from_zero(other, lambda time: stretched(time, factor), 0, strict=strict)


def cut(captions: Captions, first: int, last: int | None = None, *, keep_times: bool = False) -> Captions:
    """The captions that are shown within a stretch of time, which then begins at zero.

    A cue that reaches across a border is trimmed to it; it keeps its text, and its words their order, each word's times
    within the cue's. ``repairs`` says which were trimmed; what stands outside is left out as asked.

    Args:
        captions: the captions.
        first: where it begins, in ms.
        last: where it ends, in ms; ``None`` for the end.
        keep_times: leave the times as they are.

    Raises:
        ValueError: the stretch begins before zero, or ends before it begins.
    """
    if first < 0 or (last is not None and last < first):
        raise ValueError("a stretch of time begins at zero or later, and ends after that")
    part = within(captions, first, last)
    return part if keep_times else moved(part, lambda time: time - first)


def within(captions: Captions, first: int, last: int | None = None) -> Captions:
    """The captions that are shown within a stretch of time, trimmed to it, at their own times; `cut` says more."""
    end = max(LATEST, first) + 1 if last is None else last
    places = [place for place, cue in enumerate(captions.cues) if _is_within(cue, first, end)]
    across = [
        place for place in places if captions.cues[place].start < first or captions.cues[place].end > end
    ]
    if len(places) == len(captions.cues) and not across:
        return captions

    def inside(time: int) -> int:
        return min(max(time, first), end)

    trimmed = set(across)
    cues = tuple(
        [
            moved_cue(captions.cues[place], inside) if place in trimmed else captions.cues[place]
            for place in places
        ]
    )
    repairs = [_trimmed(captions.cues[place], place, first, end) for place in across]
    return replace(
        captions,
        cues=cues,
        transcript=_heard_in(captions, set(places), inside),
        blocks=_blocks_beside(captions.blocks, places, len(captions.cues)),
        repairs=(*captions.repairs, *repairs),
        findings=(),
    )


def _moved_from_zero(captions: Captions, to: Move, zero: int, *, strict: bool) -> Captions:
    """The captions moved, without what stands before the time that becomes zero."""
    cues = captions.cues
    if to(max((max(cue.start, cue.end) for cue in cues), default=0)) > LATEST:
        raise InputError("captions", "would be shown later than clocks can show")
    early = [place for place, cue in enumerate(cues) if cue.start < zero]
    if early and strict:
        raise InputError("captions", f"cue {early[0] + 1} would begin before zero")
    lost = [
        Repair("before-zero", f"cue {place + 1}", "would be shown before zero; left out")
        for place in early
        if not _is_within(cues[place], zero, LATEST + 1)
    ]
    rest = within(captions, zero) if early else captions
    # A word may begin before the cue that shows it, and a segment before its words.
    found = moved(rest, lambda time: max(0, to(time)))
    return replace(found, repairs=(*found.repairs, *lost)) if lost else found


def _is_within(cue: Cue, first: int, end: int) -> bool:
    return first <= cue.start < end or cue.start < first < cue.end


def _trimmed(cue: Cue, place: int, first: int, end: int) -> Repair:
    borders = [clock(border) for border in (first, end) if cue.start < border < cue.end]
    return Repair("trimmed", f"cue {place + 1}", f"reaches across {' and '.join(borders)}; trimmed to it")


def _heard_in(captions: Captions, places: set[int], inside: Move) -> Transcript | None:
    """The transcript without the words of the cues that are gone, and what stands among those.

    Where its words are not those of the cues, nobody can tell which are gone: then there is none.
    """
    heard = captions.transcript
    if heard is None or [*heard.words] != [word for cue in captions.cues for word in cue.words]:
        return None
    kept = iter([place in places for place, cue in enumerate(captions.cues) for _ in cue.words])
    segments = []
    for segment in heard.segments:
        count = len([*segment.words])
        tokens = _kept_tokens(segment.tokens, [*islice(kept, count)])
        if tokens:
            segments.append(replace(segment, tokens=tokens))
    return moved_transcript(replace(heard, segments=tuple(segments)), inside)


def _kept_tokens(tokens: Sequence[Token], kept: Sequence[bool]) -> tuple[Token, ...]:
    """The words that are kept, and what stands between two of them."""
    found: list[Token] = []
    between: list[Token] = []
    verdicts = iter(kept)
    last = True
    for token in tokens:
        if not isinstance(token, Word):
            between.append(token)
            continue
        keep = next(verdicts)
        if keep:
            found += [*between, token] if last else [token]
        between = []
        last = keep
    return (*found, *between) if last else tuple(found)


def _blocks_beside(blocks: Sequence[Block], places: Sequence[int], count: int) -> tuple[Block, ...]:
    """The notes beside cues that are kept, and all that holds for the whole file."""
    beside = {*places, count} if count - 1 in places or not count else {*places}
    return tuple(
        [
            replace(block, before=bisect_left(places, block.before))
            for block in blocks
            if block.kind != "note" or block.before in beside
        ]
    )
