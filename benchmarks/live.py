"""Live captions against those of the whole, on documents that people captioned: are they the same, how long do cues wait.

python -m benchmarks.live --gold DIR [--profile NAME ...] [--only PATTERN] [--hours N]

Each document is fed word by word, once as `subkit live --exact --like` does it, once with the wait bounded, and once bounded with
nothing known of the source. With ``--hours`` it feeds so many hours of words instead, and prints the memory after each tenth.
"""

from __future__ import annotations

import argparse
import resource
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import subkit
from benchmarks import gold
from benchmarks.generated import words
from benchmarks.table import table
from subkit.live import Captioner, settled, tokens_of
from subkit.model import Segment, Transcript, Word
from subkit.profile import Profile
from subkit.timecode import from_seconds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from subkit.model import Cue, Speaker


class Fed(NamedTuple):
    """One document, fed word by word.

    Attributes:
        cues: what was given.
        delays: for each cue, how far the words had gone when it was given, in ms after its last word.
        forced: how many cuts were made before they were final.
        hurried: how many more cues were timed before that was final.
        seconds: CPU time.
    """

    cues: list[Cue]
    delays: list[int]
    forced: int
    hurried: int
    seconds: float


def fed(talk: Transcript, profile: Profile, speakers: Sequence[Speaker], *, bounded: bool) -> Fed:
    """Feed a transcript word by word."""
    captioner = Captioner(profile, language=talk.language, speakers=speakers, bounded=bounded)
    cues: list[Cue] = []
    delays: list[int] = []
    began = time.process_time()
    for token in tokens_of(talk):
        given = captioner.feed([token])
        delays += [captioner.heard - (cue.words[-1].end or 0) for cue in given]
        cues += given
    cues += captioner.close()
    seconds = time.process_time() - began
    return Fed(cues, delays, captioner.forced, captioner.hurried, seconds)


class Sum:
    """What all documents together come to, fed in one way."""

    def __init__(self) -> None:
        self.documents = self.equal = self.cues = self.same = self.cuts = self.forced = self.hurried = 0
        self.words = 0
        self.delays: list[int] = []
        self.live = self.whole = 0.0

    def add(self, batch: Sequence[Cue], found: Fed, *, words: int, seconds: float) -> None:
        """Count one document, whose captions took so many seconds as a whole."""
        self.documents += 1
        self.equal += found.cues == list(batch)
        self.cues += len(batch)
        self.same += len(set(found.cues) & set(batch))
        self.cuts += len({_cut(cue) for cue in found.cues} & {_cut(cue) for cue in batch})
        self.forced, self.hurried = self.forced + found.forced, self.hurried + found.hurried
        self.words += words
        self.delays += found.delays
        self.live, self.whole = self.live + found.seconds, self.whole + seconds

    def row(self, title: str) -> list[str]:
        """The cells of the table."""
        parts = [self.cuts, self.same, self.forced, self.hurried]
        return [
            title,
            f"{self.equal}/{self.documents}",
            *[f"{100 * part / self.cues:.1f} %" for part in parts],
            *[f"{_quantile(self.delays, share) / 1000:.1f}" for share in (500, 990, 1000)],
            f"{1e6 * self.live / self.words:.0f}",
            f"{1e6 * self.whole / self.words:.0f}",
        ]


def compared(folder: Path, pattern: str, name: str) -> list[list[str]]:
    """The rows of one profile, over all documents."""
    profile = Profile.load(name)
    exact, bounded, unknown = Sum(), Sum(), Sum()
    for document in gold.documents(folder, pattern):
        raw = subkit.read(gold.pictory(document.words), language=document.language)
        talk = Transcript((Segment(tuple(tokens_of(raw))),), raw.speakers, raw.language)
        words = list(talk.words)
        speakers = talk.speakers if len({word.speaker for word in words if word.speaker}) > 1 else ()
        began = time.process_time()
        batch = subkit.caption(talk, profile).cues
        seconds = time.process_time() - began
        known = settled(profile, talk)
        found = fed(talk, known, speakers, bounded=False)
        exact.add(batch, found, words=len(words), seconds=seconds)
        for total, style in ((bounded, known), (unknown, profile)):
            total.add(batch, fed(talk, style, speakers, bounded=True), words=len(words), seconds=seconds)
    rows = {"exact": exact, "bounded": bounded, "bounded, no --like": unknown}
    return [total.row(f"{name}, {title}") for title, total in rows.items()]


def _quantile(values: Sequence[int], share: int) -> int:
    return sorted(values)[min(len(values) - 1, len(values) * share // 1000)]


def _cut(cue: Cue) -> tuple[int | None, tuple[str, ...]]:
    return cue.words[0].start, cue.lines


def endless(hours: float, profile: str) -> None:
    """Feed hours of words, and print what is kept after each tenth."""
    captioner = Captioner(profile, language="en")
    cues = 0
    began = time.process_time()
    tenth = from_seconds(hours * 3600) // 10
    due = tenth
    for count, spoken in enumerate(words(hours), 1):
        word = Word(spoken.text, from_seconds(spoken.start), from_seconds(spoken.end), None, spoken.speaker)
        cues += len(captioner.feed([word]))
        if captioner.heard >= due:
            due += tenth
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            hours_done = captioner.heard / 3_600_000
            print(f"{hours_done:7.2f} h  {count:9,} words  {cues:8,} cues  {peak:9,} KB at most", flush=True)
    print(f"{time.process_time() - began:.0f} s of CPU time")


def main() -> None:
    """Print what the options ask for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--gold", type=Path, help="the folder of the documents")
    parser.add_argument("--only", default="*", metavar="PATTERN", help="documents by their id")
    parser.add_argument("--profile", nargs="+", default=["default"], metavar="NAME")
    parser.add_argument("--hours", type=float, help="feed so many hours of generated words instead")
    options = parser.parse_args()
    if options.hours:
        endless(options.hours, options.profile[0])
        return
    if options.gold is None:
        parser.error("name the folder of the documents with --gold")
    rows = [row for name in options.profile for row in compared(options.gold, options.only, name)]
    heads = [
        "profile",
        "equal",
        "cuts",
        "cues",
        "forced",
        "hurried",
        "median s",
        "99 % s",
        "most s",
        "us/word",
        "batch",
    ]
    print(table(heads, rows))


if __name__ == "__main__":
    main()
