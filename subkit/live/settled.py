"""A house style with nothing left that depends on what a whole text has in common: for a stream that is not whole yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from subkit.captioning import heard_pauses, text, unspaced
from subkit.captioning.language_of import language_of
from subkit.captioning.places import tight_price
from subkit.captioning.repair import repaired
from subkit.language import Language

if TYPE_CHECKING:
    from subkit.model import Transcript
    from subkit.profile import Profile


def settled(profile: Profile, like: Transcript | None = None) -> Profile:
    """The profile with the two prices fixed that a whole text sets by how its times tell the speaker's pauses.

    A document is searched with ``Weights.heard`` and ``Weights.tight`` in proportion to how many of its words have a pause
    behind them; a stream cannot know. Recognisers that listen measure their times, so without an example both count in full.

    Args:
        profile: the house style.
        like: a whole transcript of the same source, whose measure is taken: an earlier recording. For that transcript
            itself live captions are those of `subkit.caption`.
    """
    weights = profile.weights
    share, tight = 1000, weights.tight
    if like is not None:
        tag, _, _ = language_of(like, None)
        language = Language.load(tag)
        length = profile.for_language(language).max_line_length
        heard = text.columns(unspaced.divided(repaired(like), length, language), language)
        share, tight = heard_pauses.heard(heard), tight_price(heard, profile)
    cue = weights.cue + weights.heard * share // 1000
    return replace(profile, weights=replace(weights, cue=cue, heard=0, tight=tight))
