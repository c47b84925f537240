"""Retiming in one command: how far from the truth edited words are, by how much of the text was edited, and the CPU time.

python -m benchmarks.retiming --gold DIR
"""

from __future__ import annotations

import argparse
import json
import os
import random
import time
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from benchmarks import gold
from benchmarks.table import table
from subkit.captioning.repair import repaired
from subkit.editing.retiming import retime
from subkit.model import Captions, Cue, Segment, Transcript, Word
from subkit.timecode import from_seconds

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from benchmarks.gold import Document
    from subkit.editing.retiming import Retimed

SHARES = (0.0, 0.05, 0.1, 0.2, 0.3, 0.4)
WORDS = 100_000
_NEAR = 100


class Edited(NamedTuple):
    """A word of an edited text: what it shows, and the heard word it comes from (``None`` if it is new)."""

    text: str
    origin: int | None
    kept: bool


class Result(NamedTuple):
    """What became of the words of all documents at one share of edits; errors are of in-times, in ms.

    Attributes:
        share: which share of the words was edited.
        aligned: the share that was found again.
        kept: the errors of words that nobody touched.
        changed: the errors of words that were respelt or replaced.
        lost: how many words are not the ones put in.
    """

    share: float
    aligned: float
    kept: list[int]
    changed: list[int]
    lost: int


def edited(texts: Sequence[str], share: float, rng: random.Random) -> list[list[Edited]]:
    """For each word what an editor left in its place.

    A quarter of the edits each leaves the word out, puts another of the text after it, replaces it by another, and swaps
    two of its letters.
    """
    places: list[list[Edited]] = []
    for at, text in enumerate(texts):
        kind = rng.choice(("out", "in", "other", "typo")) if rng.random() < share else "same"
        other = rng.choice(texts)
        half = len(text) // 2
        places.append(
            {
                "same": [Edited(text, at, kept=True)],
                "out": [],
                "in": [Edited(text, at, kept=True), Edited(other, None, kept=False)],
                "other": [Edited(other, at, kept=False)],
                "typo": [Edited(text[:half][::-1] + text[half:], at, kept=False)],
            }[kind]
        )
    return places


def captions(document: Document, places: Sequence[Sequence[Edited]]) -> Captions:
    """The document's own cues with the edited words in their lines."""
    cues = []
    at = 0
    for cue in document.cues:
        lines = []
        for line in cue.lines:
            size = len(line.split())
            lines.append(" ".join(word.text for word in chain.from_iterable(places[at : at + size])))
            at += size
        cues.append(Cue(cue.start, cue.end, tuple(lines)))
    return Captions(tuple(cues), language=document.language)


def transcript(documents: Iterable[Document], size: int | None = None) -> Transcript:
    """What was heard in documents, one after the other; of as many words as asked, again and again."""
    words: list[Word] = []
    spoken = [document.words for document in documents]
    while len(words) < (size or 1):
        for one in spoken:
            offset = (words[-1].end or 0) + 1000 if words else 0
            words += [
                Word(word.text, offset + from_seconds(word.start), offset + from_seconds(word.end))
                for word in one
            ]
    return Transcript((Segment(tuple(words[:size])),), language="en")


def measured(documents: Sequence[Document], share: float) -> Result:
    """Edit and retime every document, and compare with the truth."""
    aligned = total = lost = 0
    kept: list[int] = []
    changed: list[int] = []
    for document in documents:
        rng = random.Random(f"{document.id} {share}")
        heard = repaired(transcript([document]))
        true = [word.start or 0 for word in heard.words]
        places = edited([word.text for word in document.words], share, rng)
        found = retime(captions(document, places), heard)
        wanted = list(chain.from_iterable(places))
        words = [word for cue in found.captions.cues for word in cue.words]
        lost += [word.text for word in wanted] != [word.text for word in words]
        for word, one in zip(words, wanted, strict=False):
            if one.origin is not None:
                (kept if one.kept else changed).append(abs((word.start or 0) - true[one.origin]))
        aligned += round(found.aligned_share * found.words)
        total += found.words
    return Result(share, aligned / total, kept, changed, lost)


def timed(documents: Sequence[Document], share: float) -> tuple[float, Retimed]:
    """CPU seconds of retiming a text of `WORDS` words, cut anew."""
    heard = transcript(documents, WORDS)
    places = edited([word.text for word in heard.words], share, random.Random(share))
    text = " ".join(word.text for word in chain.from_iterable(places))
    begun = time.process_time()
    found = retime(text, heard)
    return time.process_time() - begun, found


def percentile(errors: Sequence[int], part: float) -> int:
    """The error that this part of all does not exceed; 0 of none."""
    return sorted(errors)[min(len(errors) - 1, int(part * len(errors)))] if errors else 0


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--gold", type=Path, default=os.environ.get("SUBKIT_GOLD"), help="the folder of documents"
    )
    parser.add_argument("--no-speed", action="store_true", help="leave the CPU time out")
    parser.add_argument("--json", action="store_true", help="print JSON")
    arguments = parser.parse_args()
    if arguments.gold is None:
        parser.error("--gold names the folder of documents; so does the variable SUBKIT_GOLD")
    documents = [one for one in gold.documents(Path(arguments.gold)) if one.tier == "A" and one.joiner]
    if not documents:
        raise SystemExit(f"{arguments.gold}: no documents with measured word times")
    results = [measured(documents, share) for share in SHARES]
    seconds = {one.share: None if arguments.no_speed else timed(documents, one.share)[0] for one in results}
    rows = [_row(one, seconds[one.share]) for one in results]
    if arguments.json:
        print(json.dumps([dict(zip(_HEADS, row, strict=True)) for row in rows], indent=2))
    else:
        print(table(_HEADS, [[str(cell) for cell in row] for row in rows]))


_HEADS = (
    "edited %", "aligned %", "kept 50", "kept 95", "near %", "changed 50", "changed 95", "lost", "CPU s for 100,000",
)  # fmt: skip


def _row(one: Result, seconds: float | None) -> tuple[object, ...]:
    near = sum(error <= _NEAR for error in one.kept) / len(one.kept)
    return (
        round(100 * one.share),
        round(100 * one.aligned, 1),
        percentile(one.kept, 0.5),
        percentile(one.kept, 0.95),
        round(100 * near, 2),
        percentile(one.changed, 0.5),
        percentile(one.changed, 0.95),
        one.lost,
        "" if seconds is None else round(seconds, 1),
    )


if __name__ == "__main__":
    main()
