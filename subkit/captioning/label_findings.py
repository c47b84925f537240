"""What cues do not meet of a profile as they are read where labels of speakers are text: the label counts as the words do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from subkit.captioning import check
from subkit.captioning.width import cells_per_character, measure
from subkit.labels import labelled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from subkit.captioning.doubts import Said
    from subkit.labels import SpeakerStyle
    from subkit.language import Language
    from subkit.model import Cue
    from subkit.profile import Profile
    from subkit.report import Finding

LABEL_TOO_LONG = "the speaker's label is that long"


def findings(  # noqa: PLR0917 - cues, and by what they are judged
    cues: Sequence[Cue],
    profile: Profile,
    language: Language,
    style: SpeakerStyle = "colon",
    shots: Sequence[int] = (),
    said: Said | None = None,
) -> list[Finding]:
    """What `check.findings` says of the cues with their labels written before the words, as `subkit check` reads it in SubRip.

    Labels are read, so they count: DCMP counts them as words (Captioning Key, presentation rate), Netflix every character
    that is shown (FAQ on characters a second), the BBC gives more time for them (4.3). A label that fills a line nearly
    alone has no place in it, for no word is cut and no label shortened.

    Args:
        cues: the captions.
        profile: the house style.
        language: how it counts.
        style: how labels are written.
        shots: the shot changes, in ms, ascending.
        said: when the words of each cue begin, and when they end, in ms, where the caller knows.
    """
    shown = list(cues)
    for at, text in labelled(cues, style):
        if text != cues[at].text:
            shown[at] = replace(cues[at], lines=tuple(text.split("\n")))
    found = check.findings(shown, profile, language, shots, said)
    longest = profile.max_line_length * cells_per_character(language.counting)
    return [
        replace(one, reason=LABEL_TOO_LONG)
        if one.rule == "line-length" and _fits(cues[one.cue - 1], longest, language)
        else one
        for one in found
    ]


def _fits(cue: Cue, longest: int, language: Language) -> bool:
    """Whether the lines of a cue are short enough without a label."""
    return max([measure(line, language.counting) for line in cue.lines]) <= longest
