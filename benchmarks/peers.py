"""The other ways to cut a transcript: two of our own for scale, and every peer that has an environment of its own."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.baseline import halved, plain
from benchmarks.peer_runner import METHODS
from subkit.model import Cue
from subkit.scoring.sigma import ends_sentence
from subkit.timecode import from_seconds, to_seconds

if TYPE_CHECKING:
    from benchmarks.gold import Document, Spoken
    from subkit.profile import Profile

PACKAGES = tuple(dict.fromkeys(package for package, _ in METHODS.values()))
UTTERANCE_PAUSE = 0.8  # s: where Deepgram's own API ends an utterance

Cutter = Callable[[Sequence["Document"], "Profile"], Mapping[str, Sequence[Cue]]]


class Peer(NamedTuple):
    """A way of cutting: what it is, with its version, and how it cuts documents to cues by their ids."""

    title: str
    cut: Cutter


def available(folder: Path | None) -> dict[str, Peer]:
    """Those of our own, and the peers whose environments lie in the folder (`benchmarks.peers_setup` makes them)."""
    found = {
        "plain": Peer("sentence ends, pauses, full lines", _ours(plain)),
        "halved": Peer("sentence ends, pauses, halves", _ours(halved)),
        "human": Peer("the gold captions", _human),
    }
    for method, (package, _) in METHODS.items():
        python = folder / package / "bin/python" if folder else None
        if python is not None and python.exists():
            found[method] = Peer(f"{package} {_version(python, package)}", _runner(python, method))
    return found


def _ours(cut: Callable[[Document, Profile], list[Cue]]) -> Cutter:
    return lambda documents, profile: {document.id: cut(document, profile) for document in documents}


def _human(documents: Sequence[Document], _profile: Profile) -> dict[str, Sequence[Cue]]:
    return {document.id: document.cues for document in documents}


def _version(python: Path, package: str) -> str:
    code = f"import importlib.metadata; print(importlib.metadata.version({package!r}))"
    return subprocess.run([python, "-c", code], capture_output=True, check=True, text=True).stdout.strip()


def _runner(python: Path, method: str) -> Cutter:
    def cut(documents: Sequence[Document], profile: Profile) -> dict[str, list[Cue]]:
        given = {
            "limits": {
                "line": profile.max_line_length,
                "lines": profile.max_lines,
                "shortest": to_seconds(profile.min_duration),
                "longest": to_seconds(profile.max_duration),
                "gap": to_seconds(profile.min_gap),
            },
            "documents": [
                {"id": one.id, "joiner": one.joiner, "utterances": utterances(one.words)} for one in documents
            ],
        }
        runner = Path(__file__).with_name("peer_runner.py")
        done = subprocess.run(
            [python, runner, method], input=json.dumps(given), capture_output=True, check=True, text=True
        )
        return {
            name: [Cue(from_seconds(start), from_seconds(end), tuple(lines)) for start, end, lines in rows]
            for name, rows in json.loads(done.stdout)["cues"].items()
        }

    return cut


def utterances(words: Sequence[Spoken]) -> list[list[tuple[str, float, float]]]:
    """The words cut at sentence ends, at pauses of 0.8 s and where the speaker changes: more than peers are given."""
    rows: list[list[tuple[str, float, float]]] = []
    before: Spoken | None = None
    for word in words:
        if (
            before is None
            or ends_sentence(before.text)
            or word.start - before.end >= UTTERANCE_PAUSE
            or word.speaker != before.speaker
        ):
            rows.append([])
        rows[-1].append((word.text, word.start, word.end))
        before = word
    return rows
