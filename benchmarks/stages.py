"""Where the time of `subkit.caption` goes: its own stages called one by one, in its own order."""

from __future__ import annotations

import gc
import time
from itertools import pairwise
from typing import TYPE_CHECKING

import subkit
from subkit.captioning import breaks, check, cues, cutting, text
from subkit.captioning.problem import Options
from subkit.captioning.repair import repaired
from subkit.captioning.words import words_of
from subkit.language import Language

if TYPE_CHECKING:
    from subkit.profile import Profile


def spent(payload: bytes, profile: Profile, runs: int) -> dict[str, float]:
    """CPU seconds by stage, the best of several runs each."""
    found = [_once(payload, profile) for _ in range(runs)]
    return {name: min(run[name] for run in found) for name in found[0]}


def _once(payload: bytes, profile: Profile) -> dict[str, float]:
    gc.collect()
    language, options = Language.load("en"), Options(label_style="colon", share=True)
    clock = time.process_time
    marks = [clock()]
    transcript = subkit.read(payload, language="en")
    marks.append(clock())
    heard = words_of(transcript)
    timed = repaired(transcript, heard=heard)
    marks.append(clock())
    columns = text.columns(timed, language, heard if timed is transcript else None)
    marks.append(clock())
    breaks.costs(columns.vocabulary, columns.pauses, language, profile.weights)
    marks.append(clock())
    pieces = cutting.cut(columns, profile, language, options)
    marks.append(clock())
    made = cues.build(columns, pieces, profile, language)
    marks.append(clock())
    findings = check.findings(made, profile, language)
    marks.append(clock())
    captions = subkit.Captions(cues=made, transcript=timed, findings=tuple(findings))
    subkit.render(captions, "srt").encode()
    marks.append(clock())
    names = ("decode and parse", "repair", "columns", "breaks", "search", "timing", "check", "write")
    steps = dict(zip(names, (after - before for before, after in pairwise(marks)), strict=True))
    steps["search"] -= steps["breaks"]  # `cut` works out the costs of the breaks itself, first
    return steps
