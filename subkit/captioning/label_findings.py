"""Lines that a speaker's label makes longer than the profile wants them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subkit.captioning.width import cells_per_character, measure
from subkit.labels import texts
from subkit.report import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from subkit.labels import SpeakerStyle
    from subkit.language import Language
    from subkit.model import Cue
    from subkit.profile import Profile


def findings(
    cues: Sequence[Cue], profile: Profile, language: Language, style: SpeakerStyle = "colon"
) -> Iterator[Finding]:
    """The lines that are too long as formats write them that show labels as text, in cues that are not without them.

    A label that fills a line nearly alone has no place in it, for no word is cut and no label shortened.
    """
    cells = cells_per_character(language.counting)
    limit = profile.max_line_length * cells
    for number, (cue, shown) in enumerate(zip(cues, texts(cues, style), strict=True), 1):
        if shown == cue.text:
            continue
        width = max([measure(line, language.counting) for line in shown.split("\n")])
        if width > limit >= max([measure(line, language.counting) for line in cue.lines]):
            reason = "the speaker's label is that long"
            yield Finding("line-length", number, width / cells, profile.max_line_length, reason, hard=True)
