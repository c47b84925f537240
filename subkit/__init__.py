"""Professional captions from speech-to-text transcripts.

>>> import subkit
>>> transcript = subkit.read({"transcript": [{"words": [{"word": "Hello.", "start_time": 0.5, "end_time": 1.1}]}]})
>>> captions = subkit.caption(transcript, profile="netflix-en")
>>> print(subkit.render(captions, "srt"), end="")
1
00:00:00,500 --> 00:00:01,600
Hello.

Importing subkit loads nothing but this file: each name below is fetched from its module when it is first used.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False  # as checkers know it; typing itself takes longer to load than all of this file
if TYPE_CHECKING:
    from typing import Any

    from subkit.captioning import caption
    from subkit.captioning.explain import Explanation, explain
    from subkit.checking import Check, check
    from subkit.editing.comparing import diff
    from subkit.editing.fixing import Fixed, fix
    from subkit.editing.retiming import Retimed, recut, retime
    from subkit.errors import (
        AdapterError,
        AddressError,
        BudgetError,
        ConfigError,
        CredentialsError,
        DeadlineError,
        FormatError,
        InputError,
        JobError,
        JobFailedError,
        JobTimeoutError,
        JobUnfinishedError,
        JobUnknownError,
        OnlineError,
        OptionError,
        OutputError,
        PayloadError,
        ProfileError,
        ProviderError,
        RecognitionError,
        ResultGoneError,
        ScorerError,
        ScoringError,
        StoreError,
        SubkitError,
        UnknownNameError,
        UnreachableError,
    )
    from subkit.formats import Writing, load, render, save
    from subkit.language import Language
    from subkit.model import Captions, Cue, Media, Pause, Segment, Speaker, Transcript, Word
    from subkit.profile import Profile
    from subkit.reading import read
    from subkit.report import Finding, Repair
    from subkit.rewording import reword
    from subkit.scorer import BreakScorer
    from subkit.scoring import score
    from subkit.shots import read_shots
    from subkit.targeting import Target, target
    from subkit.targeting.fitting import fit

__version__ = "0.1.0"

__all__ = [
    "AdapterError",
    "AddressError",
    "BreakScorer",
    "BudgetError",
    "Captions",
    "Check",
    "ConfigError",
    "CredentialsError",
    "Cue",
    "DeadlineError",
    "Explanation",
    "Finding",
    "Fixed",
    "FormatError",
    "InputError",
    "JobError",
    "JobFailedError",
    "JobTimeoutError",
    "JobUnfinishedError",
    "JobUnknownError",
    "Language",
    "Media",
    "OnlineError",
    "OptionError",
    "OutputError",
    "Pause",
    "PayloadError",
    "Profile",
    "ProfileError",
    "ProviderError",
    "RecognitionError",
    "Repair",
    "ResultGoneError",
    "Retimed",
    "ScorerError",
    "ScoringError",
    "Segment",
    "Speaker",
    "StoreError",
    "SubkitError",
    "Target",
    "Transcript",
    "UnknownNameError",
    "UnreachableError",
    "Word",
    "Writing",
    "__version__",
    "caption",
    "check",
    "diff",
    "explain",
    "fit",
    "fix",
    "load",
    "read",
    "read_shots",
    "recut",
    "render",
    "retime",
    "reword",
    "save",
    "score",
    "target",
]

_HOME = {
    "caption": "captioning",
    "check": "checking",
    "Check": "checking",
    "diff": "editing.comparing",
    "fix": "editing.fixing",
    "Fixed": "editing.fixing",
    "recut": "editing.retiming",
    "retime": "editing.retiming",
    "Retimed": "editing.retiming",
    "score": "scoring",
    "BreakScorer": "scorer",
    "explain": "captioning.explain",
    "Explanation": "captioning.explain",
    "read": "reading",
    "read_shots": "shots",
    "reword": "rewording",
    "load": "formats",
    "render": "formats",
    "save": "formats",
    "Writing": "formats",
    "Language": "language",
    "Profile": "profile",
    "Target": "targeting",
    "target": "targeting",
    "fit": "targeting.fitting",
    **dict.fromkeys(
        ("Captions", "Cue", "Media", "Pause", "Segment", "Speaker", "Transcript", "Word"), "model"
    ),
    **dict.fromkeys(("Finding", "Repair"), "report"),
    **dict.fromkeys((name for name in __all__ if name.endswith("Error")), "errors"),
}


def __getattr__(name: str) -> Any:
    home = _HOME.get(name)
    if home is None:
        raise AttributeError(f"module 'subkit' has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415 - as typing above

    value = getattr(import_module(f"subkit.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)


if "SUBKIT_PURE" in os.environ:
    from subkit import compiled

    if not compiled.is_wanted():
        compiled.leave_aside()
