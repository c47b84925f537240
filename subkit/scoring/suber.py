"""SubER, by its authors' own package where that is installed; the only importer of suber.

Wilken, Georgakopoulou and Matusov, "SubER: A Metric for Automatic Evaluation of Subtitle Quality", IWSLT 2022.
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from subkit.timecode import to_seconds

if TYPE_CHECKING:
    from subkit.model import Captions

PACKAGE = "subtitle-edit-rate"
_OWN_TOKENS = ("zh", "ja", "ko")


def installed() -> bool:
    """Whether the package is there (``pip install 'subkit[score]'``)."""
    return find_spec("suber") is not None


def suber(captions: Captions, reference: Captions) -> float | None:
    """The subtitle edit rate: edits of words and breaks for 100 of the reference's; ``None`` without the package.

    Under 20 is very good, over 40 to 50 is bad, say its authors.
    """
    if not installed():
        return None
    from suber.metrics.suber import calculate_SubER  # noqa: PLC0415 - an optional package

    language = (reference.language or captions.language or "").partition("-")[0]
    rate = calculate_SubER(
        hypothesis=_subtitles(captions),
        reference=_subtitles(reference),
        language=language if language in _OWN_TOKENS else None,
    )
    return float(rate)


def _subtitles(captions: Captions) -> list[Any]:
    from suber.data_types import LineBreak, Subtitle, TimedWord  # noqa: PLC0415 - an optional package

    made = []
    for number, cue in enumerate(captions.cues, 1):
        start, end = to_seconds(cue.start), to_seconds(cue.end)
        words: list[Any] = []
        for line in cue.lines:
            words += [
                TimedWord(string=word, subtitle_start_time=start, subtitle_end_time=end)
                for word in line.split()
            ]
            if words:
                words[-1].line_break = LineBreak.END_OF_LINE
        if words:
            words[-1].line_break = LineBreak.END_OF_BLOCK
        made.append(Subtitle(word_list=words, index=number, start_time=start, end_time=end))
    return made
