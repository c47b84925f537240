"""What became of cues, stretch by stretch: the cues before and after that show the same text."""

from __future__ import annotations

from difflib import unified_diff
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from subkit.model import Cue
from subkit.timecode import clock

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Kind = Literal["time", "lines", "split", "join", "empty", "order"]


class Change(Struct, frozen=True, gc=False):
    """A stretch of cues that was changed.

    Attributes:
        kind: what is new: ``time`` the times alone, ``lines`` the line breaks (and perhaps the times), ``split`` where cues
            begin and end, ``join`` the same with fewer cues; ``empty`` is a cue without text that was left out,
            ``order`` one that stood behind others though it is shown before them.
        number: the number of the first of its cues before, from 1.
        before: the cues as they were.
        after: the cues as they are.
    """

    kind: Kind
    number: int
    before: tuple[Cue, ...]
    after: tuple[Cue, ...]


def changes(before: Sequence[Cue], after: Sequence[Cue]) -> list[Change]:
    """The stretches in which two versions of the same text differ, in order.

    Args:
        before: cues; those without text may be gone in the other version.
        after: cues of the same text, in the same order or in that of the in-times before.
    """
    rows = list(stretches(before, after))
    order = [entry for old, _ in rows for entry in old]
    found = [Change("order", number, (cue,), (cue,)) for number, cue in _moved(order)]
    for old, new in rows:
        cues = tuple([cue for _, cue in old])
        if list(map(_shown, cues)) != list(map(_shown, new)):
            found.append(Change(_kind(cues, new), old[0][0], cues, tuple(new)))
    return sorted(found, key=lambda change: change.before[0].start)


def stretches(
    before: Sequence[Cue], after: Sequence[Cue]
) -> Iterator[tuple[list[tuple[int, Cue]], list[Cue]]]:
    """The smallest stretches of both versions that hold the same text, in the order of the later one.

    Args:
        before: as `changes` takes them.
        after: likewise.

    Yields:
        The cues before, each with its number, and the cues after.
    """
    numbered = list(enumerate(before, 1))
    if _text(before) != _text(after):
        numbered.sort(key=lambda entry: entry[1].start)
    at = place = 0
    while at < len(numbered):
        first, begin = at, place
        behind = _size(numbered[at][1])
        at += 1
        if not behind and place < len(after) and not _size(after[place]):
            place += 1
        while behind:
            if behind > 0:
                behind -= _size(after[place])
                place += 1
            else:
                behind += _size(numbered[at][1])
                at += 1
        yield numbered[first:at], list(after[begin:place])


def diff(change: Change) -> list[str]:
    r"""The change as lines of a unified diff: a head, then what went (``-``), what came (``+``) and what stayed.

    >>> late = Change("time", 7, (Cue(0, 900, ("Hello.",)),), (Cue(0, 1000, ("Hello.",)),))
    >>> print(*diff(late), sep="\n")
    @@ cue 7: time @@
    -00:00:00,000 --> 00:00:00,900
    +00:00:00,000 --> 00:00:01,000
     Hello.
    """
    last = change.number + len(change.before) - 1
    place = f"cue {last}" if len(change.before) == 1 else f"cues {change.number} to {last}"
    old, new = [_printed(cues) for cues in (change.before, change.after)]
    body = list(unified_diff(old, new, n=len(old) + len(new), lineterm=""))[3:]
    return [f"@@ {place}: {change.kind} @@", *(body or [f" {line}" for line in old])]


def _printed(cues: Sequence[Cue]) -> list[str]:
    return [
        line
        for cue in cues
        for line in (f"{clock(max(0, cue.start), ',')} --> {clock(max(0, cue.end), ',')}", *cue.lines)
    ]


def _shown(cue: Cue) -> tuple[int, int, tuple[str, ...]]:
    return cue.start, cue.end, cue.lines


def _kind(old: Sequence[Cue], new: Sequence[Cue]) -> Kind:
    if not new:
        return "empty"
    if len(new) < len(old):
        return "join"
    if len(new) > 1 or len(old) > 1:
        return "split"
    return "time" if old[0].lines == new[0].lines else "lines"


def _moved(numbered: Sequence[tuple[int, Cue]]) -> Iterator[tuple[int, Cue]]:
    """Of cues in a new order, those that stood behind one that follows them now."""
    least = len(numbered) + 1
    for number, cue in reversed(numbered):
        if number > least:
            yield number, cue
        least = min(least, number)


def _size(cue: Cue) -> int:
    return len(_text([cue]))


def _text(cues: Sequence[Cue]) -> str:
    return "".join("".join([line for cue in cues for line in cue.lines]).split())
