"""Captions cut into WebVTT segments: each holds every cue that it touches, with the text, times and name of the whole file."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from subkit.document import Block
from subkit.errors import FormatError
from subkit.formats import render
from subkit.formats.vtt.blocks import ARROW, Document
from subkit.formats.writing import PLAIN
from subkit.stamps import moved_stamps
from subkit.video.hls.joining import together

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from subkit.formats import Writing
    from subkit.model import Captions, Cue
    from subkit.video.hls.timeline import Timeline

_LOOKS = frozenset({"style", "region"})


class Cut(NamedTuple):
    """What becomes of captions.

    Attributes:
        texts: a WebVTT document for each segment, in order.
        past: the cues that begin when the stream has ended; they are in none.
    """

    texts: tuple[str, ...]
    past: tuple[Cue, ...]


def cut(captions: Captions, timeline: Timeline, how: Writing = PLAIN) -> Cut:
    """Cut captions as a stream is cut.

    A cue that lasts over a discontinuity is cut in two there: players put what follows where the sound before it ended, some ms
    from where the playlist has it, and would show the cue twice at once. Every segment begins with its ``X-TIMESTAMP-MAP`` and all styles and regions, and is there even if it has no cue; it ends with an empty line, as
    ffmpeg reads all of them as one text. Notes
    and what the header says stay out: no viewer sees them.

    Args:
        captions: their times begin with the stream; cues that stand out of order are put in it.
        timeline: the stream's segments.
        how: as `subkit.formats.encode` has it.

    Raises:
        FormatError: a cue's times cannot be written.
    """
    breaks = [
        int(bound) for slot, bound in zip(timeline.slots, timeline.bounds, strict=False) if slot.discontinuity
    ]
    pieces = [piece for cue in captions.cues for piece in _pieces(cue, breaks)]
    ordered = replace(captions, cues=tuple(sorted(pieces, key=lambda cue: cue.start)))
    heads, cues = _spelled(ordered, how)
    inside = places(ordered.cues, timeline.bounds)
    held: list[list[str]] = [[] for _ in timeline.slots]
    for cue, where in zip(cues, inside, strict=True):
        for number in where:
            held[number].append(cue)
    texts = [
        "\n\n".join([f"WEBVTT\n{anchor}", *heads, *texts, ""])
        for anchor, texts in zip(timeline.anchors, held, strict=True)
    ]
    _prove(texts, cues, inside, timeline)
    past = [cue for cue, where in zip(ordered.cues, inside, strict=True) if not where]
    return Cut(tuple(texts), tuple(past))


def _pieces(cue: Cue, breaks: Sequence[int]) -> Iterator[Cue]:
    """A cue, cut where the stream's clock begins anew, in ms."""
    inner = [time for time in breaks if cue.start < time < cue.end]
    if not inner:
        yield cue
        return
    for start, end in pairwise([cue.start, *inner, cue.end]):
        markup = moved_stamps(cue.markup, int, start, end)
        yield replace(cue, start=start, end=end, markup=markup)


def places(cues: Sequence[Cue], bounds: Sequence[Fraction]) -> list[range]:
    """The segments that each cue touches: those that are shown at some time of it, from its in-time to before its out-time.

    Args:
        cues: in any order.
        bounds: when the segments begin, in ms, and when the last one ends.
    """
    last = len(bounds) - 1
    found = []
    for cue in cues:
        first = bisect_right(bounds, cue.start) - 1
        behind = first + 1
        while behind < last and bounds[behind] < cue.end:
            behind += 1
        found.append(range(first, behind) if first < last else range(0))
    return found


def _spelled(captions: Captions, how: Writing) -> tuple[list[str], list[str]]:
    """The blocks of styles and regions, and the block of each cue, of captions that are written as a whole."""
    blocks = tuple([Block(block.kind, block.text) for block in captions.blocks if block.kind in _LOOKS])
    names = Counter([cue.id for cue in captions.cues])
    # A player shows a cue once, however many segments hold it, and goes by its name: a name that two have would hide one.
    cues = tuple([replace(cue, id=None) if cue.id and names[cue.id] > 1 else cue for cue in captions.cues])
    text = render(replace(captions, cues=cues, blocks=blocks), "vtt", how)
    parts = [part for part in text.rstrip("\n").split("\n\n")[1:] if part]
    heads = [part for part in parts if ARROW not in part]
    return heads, [part for part in parts if ARROW in part]


def _prove(texts: Sequence[str], cues: Sequence[str], inside: Sequence[range], timeline: Timeline) -> None:
    """Put the segments together as a player does, and see that they are the cues that were cut.

    Raises:
        FormatError: they are not.
    """
    kept = [text for text, where in zip(cues, inside, strict=True) if where]
    whole = [cue._replace(line=0) for cue in Document("\n\n".join(["WEBVTT", *kept, ""])).cues]
    if together(texts, timeline, "segments") != whole:
        raise FormatError("segments", 0, "hold other cues than the captions that were cut")
