"""SubRip, written and read by pysrt; what pysrt gets wrong is guarded here.

`items` has pysrt. `parsing` reads: files that keep to the format by `reading`, and its odd cues by `judging`, those that do
not by `lenient`; `times` knows lines of times in all their forms, `tags` what stands in the text of cues. `writing` writes,
with `styling` where there is any.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from subkit.formats.srt.writing import alterations, render

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
    from subkit.formats.srt.parsing import parsed  # noqa: PLC0415 - who only writes waits for no reader

    return parsed(text, source, lenient=lenient)
