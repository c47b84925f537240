"""How much `subkit fix` mends: human captions broken in the ways that tools break them, their findings before and after."""

from __future__ import annotations

import argparse
import json
import random
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from benchmarks import gold
from benchmarks.table import table
from subkit.editing.fixing import fix
from subkit.model import Captions, Cue, Segment, Transcript, Word
from subkit.timecode import from_seconds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from benchmarks.gold import Document

EIGHT = 8  # words a cue, as providers' own SDKs cut
LONG = 80  # characters a line
SEED = 20


def as_they_are(document: Document) -> list[Cue]:
    return list(document.cues)


def shaken(document: Document) -> list[Cue]:
    """Every in- and out-time up to 0.4 s off: overlaps, flicker, cues too short to read."""
    chance = random.Random(SEED)
    times = [
        (cue.start + chance.randint(-400, 400), cue.end + chance.randint(-400, 400)) for cue in document.cues
    ]
    return [
        replace(cue, start=max(0, start), end=max(0, start, end))
        for cue, (start, end) in zip(document.cues, times, strict=True)
    ]


def overlapping(document: Document) -> list[Cue]:
    """Every cue shown until half a second into the next."""
    after = [*document.cues[1:], None]
    return [
        cue if following is None else replace(cue, end=max(cue.end, following.start + 500))
        for cue, following in zip(document.cues, after, strict=True)
    ]


def on_one_line(document: Document) -> list[Cue]:
    """The lines of each cue run together."""
    return [replace(cue, lines=(document.joiner.join(cue.lines),)) for cue in document.cues]


def every_eight_words(document: Document) -> list[Cue]:
    """A cue each eight words, on one line, with no regard to anything."""
    runs = [document.words[at : at + EIGHT] for at in range(0, len(document.words), EIGHT)]
    return [_cue(run, document.joiner) for run in runs]


def long_lines(document: Document) -> list[Cue]:
    """A cue each eighty characters, on one line."""
    cues: list[Cue] = []
    run: list[gold.Spoken] = []
    for word in document.words:
        if run and sum(len(one.text) + 1 for one in run) + len(word.text) > LONG:
            cues.append(_cue(run, document.joiner))
            run = []
        run.append(word)
    return [*cues, _cue(run, document.joiner)] if run else cues


def _cue(run: Sequence[gold.Spoken], joiner: str) -> Cue:
    text = joiner.join([word.text for word in run])
    return Cue(from_seconds(run[0].start), from_seconds(run[-1].end), (text,))


WAYS: dict[str, Callable[[Document], list[Cue]]] = {
    "as they are": as_they_are,
    "times shaken": shaken,
    "overlapping": overlapping,
    "on one line": on_one_line,
    "every 8 words": every_eight_words,
    "80-character lines": long_lines,
}


def measured(documents: Iterable[Document], profile: str, *, words: bool) -> dict[str, dict[str, Any]]:
    """What each way of breaking leaves to mend, and what mending leaves.

    Args:
        documents: those with human cues.
        profile: the house style.
        words: time by the words of the document, where these were measured; otherwise by characters.

    Raises:
        AssertionError: fixing again would change something, or a word is not where it was.
    """
    rows: dict[str, dict[str, Any]] = {}
    for document in documents:
        heard = _transcript(document) if words else None
        for name, broken in WAYS.items():
            captions = Captions(tuple(broken(document)), document.language)
            began = time.process_time()
            fixed = fix(captions, profile, transcript=heard)
            spent = time.process_time() - began
            assert _text(captions) == _text(fixed.captions), document.id  # noqa: S101 - the law that is measured
            assert not fix(fixed.captions, profile, transcript=heard).changes, document.id  # noqa: S101 - likewise
            row = rows.setdefault(
                name, dict.fromkeys(("cues", "before", "hard", "after", "hard left", "seconds"), 0)
            )
            row["cues"] += len(captions)
            row["before"] += len(fixed.findings_before)
            row["hard"] += sum(finding.hard for finding in fixed.findings_before)
            row["after"] += len(fixed.findings_after)
            row["hard left"] += sum(finding.hard for finding in fixed.findings_after)
            row["seconds"] += spent
    return rows


def _transcript(document: Document) -> Transcript:
    words = [Word(word.text, from_seconds(word.start), from_seconds(word.end)) for word in document.words]
    return Transcript((Segment(tuple(words)),), language=document.language)


def _text(captions: Captions) -> str:
    return "".join("".join([line for cue in captions for line in cue.lines]).split())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, required=True, help="the folder of the documents")
    parser.add_argument("--only", default="*", metavar="PATTERN", help="ids of documents, e.g. 'ted*.fr'")
    parser.add_argument("--profiles", default="default,netflix-en", metavar="NAME,...")
    parser.add_argument("--words", action="store_true", help="time by the words of tier A, not by characters")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    tiers = {"A"} if options.words else {"A", "B"}
    chosen = [found for found in gold.documents(options.gold, options.only) if found.tier in tiers]
    figures = {name: measured(chosen, name, words=options.words) for name in options.profiles.split(",")}
    if options.json:
        print(json.dumps(figures, indent=2))
        return
    heads = ["", "cues", "findings", "hard", "left", "hard left", "ms a cue"]
    rows = [
        [
            f"{profile}: {name}",
            *(str(row[key]) for key in ("cues", "before", "hard", "after", "hard left")),
            f"{1000 * row['seconds'] / max(1, row['cues']):.2f}",
        ]
        for profile, found in figures.items()
        for name, row in found.items()
    ]
    print(table(heads, rows))


if __name__ == "__main__":
    main()
