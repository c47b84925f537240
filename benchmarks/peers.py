"""The other ways to cut a transcript, each from a document and a profile to cues; a peer only where it is installed."""

from __future__ import annotations

import importlib.metadata
import importlib.util
from typing import TYPE_CHECKING, Any

from benchmarks.baseline import plain
from subkit.model import Cue
from subkit.timecode import from_seconds

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.gold import Document
    from subkit.profile import Profile

STABLE_TS = "stable-ts-whisperless"


def human(document: Document, _profile: Profile) -> list[Cue]:
    """The gold captions themselves: what people keep of the limits, and how often they leave a function word."""
    return list(document.cues)


def stable_ts(document: Document, profile: Profile) -> list[Cue]:
    """stable-ts with its own default regrouping, then its line splitter at the profile's line length.

    Its sentence rules work on one segment, so it gets the whole document as one.
    """
    stable_whisper = importlib.import_module("stable_whisper")
    words = [
        {
            "word": f"{document.joiner}{word.text}",
            "start": start,
            "end": max(word.end, start),
            "probability": 1.0,
        }
        for word, start in zip(document.words, _rising(document), strict=True)
    ]
    result = stable_whisper.WhisperResult([words], force_order=True, show_unsorted=False)
    result.split_by_length(max_chars=profile.max_line_length * profile.max_lines, even_split=False)
    result.split_by_length(max_chars=profile.max_line_length, newline=True, even_split=False)
    return [_cue(segment) for segment in result.segments]


def installed() -> dict[str, tuple[str, Any]]:
    """The cutters at hand by name, each with its version."""
    cutters: dict[str, tuple[str, Callable[[Document, Profile], list[Cue]]]] = {
        "plain": ("sentence ends, pauses, full lines", plain),
        "human": ("the gold captions", human),
    }
    if importlib.util.find_spec("stable_whisper"):
        cutters["stable-ts"] = (f"{STABLE_TS} {importlib.metadata.version(STABLE_TS)}", stable_ts)
    return cutters


def _rising(document: Document) -> list[float]:
    starts, floor = [], 0.0
    for word in document.words:
        floor = max(floor, word.start)
        starts.append(floor)
    return starts


def _cue(segment: Any) -> Cue:
    lines = tuple(line.strip() for line in segment.text.strip().split("\n"))
    return Cue(from_seconds(segment.start), from_seconds(segment.end), lines)
