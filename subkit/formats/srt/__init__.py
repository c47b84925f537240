"""SubRip, written and read by pysrt; what pysrt gets wrong is guarded here.

`items` has pysrt; `reading` reads files that keep to the format, `lenient` those that do not; `times` knows lines of times in
all their forms, `tags` what stands in the text of cues; `writing` writes.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec.structs import replace

from subkit.errors import FormatError
from subkit.formats.direction import undirected
from subkit.formats.srt.lenient import leniently, may_have_more
from subkit.formats.srt.reading import strictly
from subkit.formats.srt.writing import alterations, render
from subkit.report import Repair

if TYPE_CHECKING:
    from subkit.model import Captions

__all__ = ["alterations", "parse", "render"]


def parse(text: str, source: str = "srt", *, lenient: bool = False) -> Captions:
    r"""Captions from SubRip text; a BOM, any line ends and missing numbers are accepted.

    Bold, italic, underlined and coloured text and ``{\an8}`` are kept as markup and settings. What the model cannot say
    (other tags, coordinates, marks of direction) is left out, which ``repairs`` says.

    Args:
        text: the file's content.
        source: its name in messages.
        lenient: take what breaks the format as it was probably meant, and tell each repair; no word is lost. Cues are
            put in the order of their times.

    Raises:
        FormatError: the text breaks the format; nothing is skipped or guessed. If lenient: it has no line of times at all.
    """
    if not lenient:
        return undirected(strictly(text, source), text)
    try:
        captions = strictly(text, source)
    except FormatError:
        captions = leniently(text, source)
    else:
        if may_have_more(text, len(captions)):
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
