"""Two tracks of captions in one, as bilingual subtitles: at every moment the lines of both."""

from __future__ import annotations

from bisect import bisect_left
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Literal

from msgspec.structs import replace

from subkit.document import CueSettings
from subkit.model import Captions, Cue
from subkit.report import Repair

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from subkit.document import Block

Layout = Literal["stacked", "apart"]

SNAP = 500
"""How far apart edges of the two tracks may be to be taken for one, in ms: as translators' templates and lingering leave them."""

_TOP = CueSettings(line=0)


def merged(first: Captions, second: Captions, *, layout: Layout = "stacked", snap: int = SNAP) -> Captions:
    """Both tracks in one, the first above the second.

    Stacked, each cue has the lines of the first, then those of the second. Where only one track's text changes, the
    other's goes on in the next cue, so that every player shows at each moment what the two tracks show. In- and out-times
    of the second that are within `snap` of one of the first go there, so that cues that belong together come and go
    together; ``repairs`` tells how many. Words and names of cues are left out: a cue may go on in several.

    Apart, all cues stay as they are, the first track's at the top of the picture: for formats that have places.

    Args:
        first: the track that stands above.
        second: the track that stands below.
        layout: ``stacked`` or ``apart``.
        snap: how far times of the second may be moved, in ms.
    """
    if layout == "apart":
        upper = [replace(cue, settings=cue.settings or _TOP) for cue in first.cues]
        cues: Iterable[Cue] = sorted([*upper, *second.cues], key=lambda cue: cue.start)
        repairs: list[Repair] = []
    else:
        upper, lower = map(_visible, (first.cues, second.cues))
        near, repairs = _snapped(lower, upper, snap)
        cues = _stacked(upper, near)
    return Captions(
        tuple(cues),
        repairs=(*_of("first", first), *_of("second", second), *repairs),
        blocks=_blocks(first, second),
    )


def _visible(cues: Sequence[Cue]) -> list[Cue]:
    """The cues, each a ms long at least: what lasts no time is in no stretch of it, and would be lost."""
    return [cue if cue.start < cue.end else replace(cue, end=cue.start + 1) for cue in cues]


def _of(track: str, captions: Captions) -> list[Repair]:
    return [replace(repair, place=f"{track} track, {repair.place}") for repair in captions.repairs]


def _snapped(cues: Sequence[Cue], others: Sequence[Cue], snap: int) -> tuple[list[Cue], list[Repair]]:
    """The cues with their times on the edges of others that are near; none loses its time by it."""
    starts = sorted({cue.start for cue in others})
    ends = sorted({cue.end for cue in others})
    found = []
    moved = 0
    for cue in cues:
        start, end = _near(cue.start, starts, snap), _near(cue.end, ends, snap)
        start, end = (start, end) if start < end else (cue.start, cue.end)
        moved += (start, end) != (cue.start, cue.end)
        found.append(cue if (start, end) == (cue.start, cue.end) else replace(cue, start=start, end=end))
    told = f"times moved by {snap} ms at most, to those of the first track"
    return found, [Repair("snapped", f"{moved} cues of the second track", told)] if moved else []


def _near(time: int, edges: Sequence[int], snap: int) -> int:
    at = bisect_left(edges, time)
    nearest = min(edges[max(0, at - 1) : at + 1], key=lambda edge: abs(edge - time), default=time)
    return nearest if abs(nearest - time) <= snap else time


def _stacked(upper: Sequence[Cue], lower: Sequence[Cue]) -> Iterable[Cue]:
    """One cue for each stretch in which the same cues are shown."""
    tracks = [*((0, cue) for cue in upper), *((1, cue) for cue in lower)]
    order = sorted(tracks, key=lambda one: one[1].start)
    edges = sorted({time for _, cue in tracks for time in (cue.start, cue.end)})
    shown: list[tuple[int, Cue]] = []
    at = 0
    for start, end in pairwise(edges):
        while at < len(order) and order[at][1].start <= start:
            shown.append(order[at])
            at += 1
        shown = [one for one in shown if one[1].end > start]
        if shown:
            yield _one([cue for _, cue in sorted(shown, key=lambda one: one[0])], start, end)


def _one(cues: Sequence[Cue], start: int, end: int) -> Cue:
    """One cue for those that are shown at once; who speaks and where it stands as far as they agree."""
    speakers = {cue.speaker for cue in cues}
    places = {cue.settings for cue in cues}
    return Cue(
        start,
        end,
        tuple(chain.from_iterable([cue.lines for cue in cues])),
        speakers.pop() if len(speakers) == 1 else None,
        settings=places.pop() if len(places) == 1 else None,
        markup=_markup(cues) if any(cue.markup for cue in cues) else (),
    )


def _markup(cues: Sequence[Cue]) -> tuple[str, ...]:
    return tuple(chain.from_iterable([cue.markup or map(_escaped, cue.lines) for cue in cues]))


def _escaped(line: str) -> str:
    return line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _blocks(first: Captions, second: Captions) -> tuple[Block, ...]:
    """The styles and regions of both; a header holds for one language, and notes for cues that are no more."""
    kept = {
        (block.kind, block.text): replace(block, before=0)
        for block in (*first.blocks, *second.blocks)
        if block.kind in {"style", "region"}
    }
    return tuple(kept.values())
