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

    Cutter = Callable[[Document, Profile], list[Cue]]

STABLE_TS = "stable-ts-whisperless"


def human(document: Document, _profile: Profile) -> list[Cue]:
    """The gold captions themselves: what people keep of the limits, and how often they leave a function word."""
    return list(document.cues)


def stable_ts(document: Document, _profile: Profile) -> list[Cue]:
    """stable-ts with its own default regrouping: how it cuts when left alone, whatever the length of its lines."""
    result = _grouped(document)
    return [_cue(segment) for segment in result.segments]


def stable_ts_fitted(document: Document, profile: Profile) -> list[Cue]:
    """The same, then split by its own means to the profile's cue and line lengths."""
    result = _grouped(document)
    result.split_by_length(max_chars=profile.max_line_length * profile.max_lines)
    result.split_by_length(max_chars=profile.max_line_length, newline=True)
    return [_cue(segment) for segment in result.segments]


def installed() -> dict[str, tuple[str, Cutter]]:
    """The cutters at hand by name, each with its version or what it is."""
    cutters: dict[str, tuple[str, Cutter]] = {
        "plain": ("sentence ends, pauses, full lines", plain),
        "human": ("the gold captions", human),
    }
    if importlib.util.find_spec("stable_whisper"):
        version = importlib.metadata.version(STABLE_TS)
        cutters["stable-ts"] = (f"{STABLE_TS} {version}, default regrouping", stable_ts)
        cutters["stable-ts-fitted"] = (
            f"{STABLE_TS} {version}, split to the profile's lengths",
            stable_ts_fitted,
        )
    return cutters


def _grouped(document: Document) -> Any:
    """The document regrouped; as one segment, since the sentence rules of stable-ts work inside a segment."""
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
    result.regroup()
    return result


def _rising(document: Document) -> list[float]:
    starts, floor = [], 0.0
    for word in document.words:
        floor = max(floor, word.start)
        starts.append(floor)
    return starts


def _cue(segment: Any) -> Cue:
    lines = tuple(line.strip() for line in segment.text.strip().split("\n"))
    return Cue(from_seconds(segment.start), from_seconds(segment.end), lines)
