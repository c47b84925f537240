"""What was learnt as a house's own profile: TOML that says which weights differ, and what run they come from."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from subkit.tuning.tuner import Agreements, Tuned


def toml(tuned: Tuned, *, extends: str, title: str, examples: int, words: int) -> str:
    """The profile as a TOML file that `subkit.profile.Profile.load` reads.

    Args:
        tuned: what was learnt.
        extends: the profile it was learnt from: its name, or the path of its file.
        title: as people write it.
        examples: from how many documents it was learnt.
        words: of how many words.
    """
    clause = (
        f"learnt from {examples} document{'s' if examples > 1 else ''} ({words} words) in {tuned.trials} trials, "
        f"seed {tuned.seed}: {story(tuned)}"
    )
    weights = [f"{name} = {value}" for name, (_, value) in tuned.changed.items()]
    sources = [
        f'[sources."weights.{name}"]\nbasis = "house"\nclause = {_string(clause)}\n' for name in tuned.changed
    ]
    return "\n".join(
        [
            f"extends = {_string(extends)}",
            f"title = {_string(title)}",
            "",
            "[weights]",
            *weights,
            "",
            *sources,
        ]
    )


def story(tuned: Tuned) -> str:
    """What was gained, in a sentence."""
    parts = [f"breaks as people set them {_pair(tuned.before)} before, {_pair(tuned.after)} after"]
    if tuned.unseen is not None:
        parts.append(f"{_pair(tuned.unseen)} on documents not learnt from")
    return ", ".join(parts)


def _pair(figures: Agreements) -> str:
    return f"F1 {figures.any:.3f} (cues {figures.cue:.3f})"


def _string(text: str) -> str:
    """A TOML basic string; JSON's escapes are a subset of TOML's, but for lone surrogates, which no title has."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
