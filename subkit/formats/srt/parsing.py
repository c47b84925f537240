"""Reads SubRip, strictly or leniently, and brings its cues into the order of their times."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec.structs import replace

from subkit.errors import FormatError
from subkit.formats.direction import undirected
from subkit.formats.srt.reading import strictly
from subkit.report import Repair

if TYPE_CHECKING:
    from subkit.model import Captions


def parsed(text: str, source: str, *, lenient: bool) -> Captions:
    """The captions of a text; see `subkit.formats.srt.parse`."""
    if not lenient:
        return undirected(strictly(text, source), text)
    from subkit.formats.srt.lenient import (  # noqa: PLC0415 - asked for seldom
        ends_in_rubbish,
        leniently,
        may_have_more,
    )

    try:
        captions = strictly(text, source)
    except FormatError:
        captions = leniently(text, source)
    else:
        if ends_in_rubbish(text):
            captions = leniently(text, source)
        elif may_have_more(text, len(captions)):
            captions = max(captions, leniently(text, source), key=len)
    return undirected(_ordered(captions), text)


def _ordered(captions: Captions) -> Captions:
    """The captions in the order of their in-times, as players show them."""
    late = sum(after.start < before.start for before, after in pairwise(captions.cues))
    if not late:
        return captions
    place = f"{late} cue{'' if late == 1 else 's'}"
    told = Repair("order", place, "begun before the cue above; all were put in the order of their times")
    cues = tuple(sorted(captions.cues, key=lambda cue: cue.start))
    return replace(captions, cues=cues, repairs=(*captions.repairs, told))
