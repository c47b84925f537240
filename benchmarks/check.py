"""The audit measured: its speed on 100,000 cues, or how many findings in our own captions could have been avoided.

python -m benchmarks.check
python -m benchmarks.check --gold DIR --profile netflix-en
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from itertools import islice
from pathlib import Path

import subkit
from benchmarks import gold
from subkit.formats import encode
from subkit.model import Captions, Cue
from subkit.profile import Profile

_LITTLE = ["the", "of", "and", "a", "to", "in", "that", "over", "there", "when", "they", "were"]
_CONTENT = [
    "people",
    "something",
    "caption",
    "reading",
    "speed",
    "through,",
    "house.",
    "What",
    "night",
    "water",
    "London",
]


def captions(count: int) -> Captions:
    """Cues as people write them, the same at every run: mostly two lines, some touching, some fast."""
    chance = random.Random(1)
    cues = []
    at = 0
    for _ in range(count):
        lines = tuple(
            " ".join([*chance.choices(_LITTLE + _CONTENT, k=chance.randint(2, 6)), chance.choice(_CONTENT)])
            for _ in range(chance.choice([1, 2, 2]))
        )
        end = at + max(900, sum(map(len, lines)) * chance.randint(45, 90))
        cues.append(Cue(at, end, lines))
        at = end + chance.choice([0, 83, 83, 83, 600, 2000])
    return Captions(tuple(cues), "en")


def speed(count: int, profile: str) -> None:
    """Prints the CPU time of the whole program on a SubRip file of so many cues."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "large.srt"
        file.write_bytes(encode(captions(count), "srt"))
        code = (
            "import sys, time; from subkit.cli import main; "
            "code = main(sys.argv[1:]); print(time.process_time(), file=sys.stderr)"
        )
        command = [sys.executable, "-c", code, "check", str(file), "--profile", profile, "-o", f"{file}.txt"]
        seconds = []
        for _ in range(3):
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            seconds.append(float(done.stderr.split()[-1]))
    print(f"{count:,} cues, profile {profile}: {min(seconds):.2f} CPU s (best of 3), all in")


def avoidable(folder: Path, pattern: str, profile: Profile) -> None:
    """Prints how many findings in our own captions of human documents are proven to be avoidable, by rule."""
    verdicts: Counter[tuple[str, str]] = Counter()
    cues = 0
    began = time.process_time()
    for document in gold.documents(folder, pattern):
        transcript = subkit.read(gold.pictory(document.words), language=document.language)
        made = subkit.caption(transcript, profile)
        found = subkit.check(made, profile)
        cues += len(made)
        for one in found.findings:
            if one.hard or one.avoidable is not None:
                verdict = {True: one.reason, False: "unavoidable", None: "not known"}[one.avoidable]
                verdicts[f"{'hard' if one.hard else 'soft'} {one.rule}", verdict] += 1
    print(f"{cues:,} cues, profile {profile.name}, {time.process_time() - began:.0f} CPU s")
    for (rule, verdict), count in islice(sorted(verdicts.items()), 100):
        print(f"{count:>6}  {rule:<24} {verdict}")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.check", description=__doc__)
    parser.add_argument("--cues", type=int, default=100_000)
    parser.add_argument("--profile", default="netflix-en", help="name or TOML file")
    parser.add_argument(
        "--gold", type=Path, help="folder of gold documents: count what could have been avoided"
    )
    parser.add_argument("--docs", default="*", metavar="GLOB", help="only documents whose id matches")
    parser.add_argument("--gap-policy", choices=["cover", "trim"])
    args = parser.parse_args()
    if args.gold is None:
        speed(args.cues, args.profile)
    else:
        avoidable(args.gold, args.docs, Profile.load(args.profile).adjusted(gap_policy=args.gap_policy))


if __name__ == "__main__":
    main()
