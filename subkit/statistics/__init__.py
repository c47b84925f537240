"""Captions in figures: how fast, how long, how far apart, how wide, who speaks, and how much of it a house style allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subkit.model import Captions
from subkit.profile import Profile
from subkit.statistics.measuring import Measures
from subkit.statistics.records import Coverage, Figure, Histogram, Limit, SpeakerShare, Statistics
from subkit.statistics.summing import summed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = [
    "Coverage",
    "Figure",
    "Histogram",
    "Limit",
    "SpeakerShare",
    "Statistics",
    "statistics",
]


def statistics(
    captions: Captions | Sequence[Captions],
    profile: Profile | str | Path = "default",
    *,
    language: str | None = None,
) -> Statistics:
    """The figures of captions, or of several taken together.

    Args:
        captions: those of one film, or those of several.
        profile: a house style, its name, or the path of its TOML file: its limits are counted as `check` counts them.
        language: a BCP 47 tag, where it is known better than the captions say.

    Raises:
        InputError: some of them hold no cues.
        ProfileError, UnknownNameError: the profile cannot be had, or the language is none.
    """
    style = profile if isinstance(profile, Profile) else Profile.load(profile)
    several = [captions] if isinstance(captions, Captions) else captions
    return summed([Measures.of(one, style, language) for one in several])
