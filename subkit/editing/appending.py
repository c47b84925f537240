"""Several captions one after the other on one time line, as parts of one programme."""

from __future__ import annotations

from itertools import accumulate, chain, pairwise
from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace

from subkit.editing.timeline import shifted, within
from subkit.errors import InputError
from subkit.model import Captions, Transcript
from subkit.report import Repair
from subkit.timecode import clock

if TYPE_CHECKING:
    from collections.abc import Sequence

    from subkit.document import Block
    from subkit.model import Cue, Speaker

T = TypeVar("T")


def appended(parts: Sequence[Captions], starts: Sequence[int]) -> Captions:
    """Captions one after the other, each moved to where its part begins.

    A cue that lingers when the next part begins is trimmed to that, which ``repairs`` says. Headers of files but the first
    are left out, and names of cues that stand there already; styles and regions are kept once.

    Args:
        parts: the captions of each part, at its own times from zero.
        starts: when each part begins, in ms; as many, and in order.

    Raises:
        ValueError: there are not as many starts as parts, or they are out of order or before zero.
        InputError: a part goes on when the next begins, with a cue that nobody would see; or its times are negative.
    """
    if len(parts) != len(starts) or any(one > other for one, other in pairwise((0, *starts))):
        raise ValueError("each part needs a start, at zero or later and not before that of another")
    placed = [
        _placed(part, number, start, following)
        for number, (part, start, following) in enumerate(
            zip(parts, starts, [*starts[1:], None], strict=True), 1
        )
    ]
    firsts = list(accumulate([len(part) for part in placed], initial=0))
    cues, renamed = _named_once([cue for part in placed for cue in part.cues])
    blocks, left_out = _blocks(placed, firsts)
    return Captions(
        cues=cues,
        language=_agreed([part.language for part in placed]),
        profile=_agreed([part.profile for part in placed]),
        transcript=_transcript([part.transcript for part in placed]),
        repairs=(*_repairs(placed), *renamed, *left_out),
        language_source=_agreed([part.language_source for part in placed]),
        blocks=blocks,
    )


def _placed(part: Captions, number: int, start: int, following: int | None) -> Captions:
    moved = shifted(part, start, strict=True)
    if following is None:
        return moved
    late = next((cue for cue in moved.cues if cue.start >= following), None)
    if late is not None:
        raise InputError(
            "captions",
            f"part {number} has a cue at {clock(late.start)}, when part {number + 1} has begun ({clock(following)})",
        )
    return within(moved, 0, following)


def _named_once(cues: Sequence[Cue]) -> tuple[tuple[Cue, ...], list[Repair]]:
    """The cues without names that an earlier one has: WebVTT's are unique in a file (W3C WebVTT, 3.1)."""
    seen: set[str] = set()
    again: list[int] = []
    for place, cue in enumerate(cues):
        if cue.id is not None and cue.id in seen:
            again.append(place)
        elif cue.id is not None:
            seen.add(cue.id)
    if not again:
        return tuple(cues), []
    doubled = set(again)
    named = tuple([replace(cue, id=None) if place in doubled else cue for place, cue in enumerate(cues)])
    return named, [
        Repair("identifier", f"cue {place + 1}", f"{cues[place].id!r} names an earlier cue; left out")
        for place in again
    ]


def _blocks(parts: Sequence[Captions], firsts: Sequence[int]) -> tuple[tuple[Block, ...], list[Repair]]:
    """The header of the first part, all styles and regions once, and the notes at their cues."""
    whole: dict[tuple[str, str], Block] = {}
    notes: list[Block] = []
    left_out: list[Repair] = []
    for number, (part, first) in enumerate(zip(parts, firsts, strict=False), 1):
        for block in part.blocks:
            if block.kind == "note":
                notes.append(replace(block, before=block.before + first))
            elif block.kind == "header" and number > 1:
                if block.text.strip() and (block.kind, block.text) not in whole:
                    left_out.append(
                        Repair("header", f"part {number}", "another header than part 1; left out")
                    )
            else:
                whole.setdefault((block.kind, block.text), replace(block, before=0))
    return (*whole.values(), *notes), left_out


def _repairs(parts: Sequence[Captions]) -> list[Repair]:
    """The repairs of all parts; their places are those of the part."""
    return [
        replace(repair, place=f"part {number}, {repair.place}")
        for number, part in enumerate(parts, 1)
        for repair in part.repairs
    ]


def _agreed(said: Sequence[T | None]) -> T | None:
    found = {one for one in said if one is not None}
    return next(iter(found)) if len(found) == 1 else None


def _transcript(heard: Sequence[Transcript | None]) -> Transcript | None:
    """One transcript, if every part has one and nobody's id is somebody else's in another part."""
    known = [transcript for transcript in heard if transcript is not None]
    speakers: dict[str, Speaker] = {}
    for speaker in chain.from_iterable([transcript.speakers for transcript in known]):
        if speakers.setdefault(speaker.id, speaker) != speaker:
            return None
    if not known or len(known) < len(heard):
        return None
    return Transcript(
        segments=tuple(chain.from_iterable([transcript.segments for transcript in known])),
        speakers=tuple(speakers.values()),
        language=_agreed([transcript.language for transcript in known]),
        provider=_agreed([transcript.provider for transcript in known]),
        kind=known[0].kind if len({transcript.kind for transcript in known}) == 1 else "transcript",
    )
