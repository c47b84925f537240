"""The weights of the search, tuned: a climb over human captions, and what it is worth on talks that it has not seen.

python -m benchmarks.tuning --gold DIR

``benchmarks/weights.json`` keeps the run that gave subkit's own weights; a test holds them to it.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

import subkit
from benchmarks import gold
from benchmarks.gold import Document
from benchmarks.table import table
from subkit.model import Segment, Transcript, Word
from subkit.profile import Profile
from subkit.scoring.breaks import Agreement, Breaks, agreement, place, total
from subkit.scoring.sigma import sentences, sigma
from subkit.timecode import from_seconds
from subkit.tuning import steps
from subkit.tuning.examples import Example
from subkit.tuning.folds import out_of_fold
from subkit.tuning.tuner import climb

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

RUN = Path(__file__).parent / "weights.json"
# By figure: what is asked of it. Below that it counts tenfold; above, more is not worth what it costs the others.
GOALS = {
    "TED en any": 0.8515,
    "TED en Sigma": 0.8715,
    "TED fr any": 0.8425,
    "TED fr Sigma": 0.8625,
}
# The others count as they are, in these shares.
SHARES = {"tier A cue": 1.6, "others any": 0.8, "others cue": 0.8, "human cue": 0.8}


class Case(msgspec.Struct, frozen=True):
    """A gold document, ready to be cut again and again."""

    document: Document
    example: Example

    @property
    def group(self) -> str:
        """What stays in one fold with it."""
        return self.example.group


class Cut(msgspec.Struct, frozen=True):
    """How a case was cut."""

    case: Case
    breaks: Breaks


def cases(folder: Path) -> list[Case]:
    """The documents of a folder that people cut, those by software left out."""
    return [_case(document) for document in gold.documents(folder) if document.tier != "C"]


def figures(cuts: Iterable[Cut]) -> dict[str, float]:
    """Break F1 and Sigma (0 to 1) by group of documents; a group that is not there has no figure."""
    groups: dict[str, list[Cut]] = {}
    for cut in cuts:
        for group in _groups(cut.case.document):
            groups.setdefault(group, []).append(cut)
    found: dict[str, float] = {}
    for group, members in groups.items():
        whole = [cut for cut in members if cut.case.example.lines]
        found[f"{group} cue"] = _f1(members, cue=True)
        if whole:
            found[f"{group} any"] = _f1(whole, cue=False)
        if group.startswith("TED"):
            found[f"{group} Sigma"] = _sigma(whole) / 100
    return found


def worth(found: dict[str, float]) -> float:
    """What a climb raises: the figures, those below their goal far more than all others."""
    goals = sum(
        3 * min(0.0, found[name] - goal) + 0.3 * min(found[name] - goal, 0.01)
        for name, goal in GOALS.items()
        if name in found
    )
    return goals + sum(share * found[name] for name, share in SHARES.items() if name in found)


def cut(some: Sequence[Case], profile: Profile) -> list[Cut]:
    """The cases cut in a style."""
    return [Cut(case, case.example.cut(profile)) for case in some]


def tuned(some: Sequence[Case], start: Profile, args: argparse.Namespace) -> Profile:
    """The style that the cases teach."""
    return climb(
        start, lambda profile: worth(figures(cut(some, profile))), trials=args.trials, seed=args.seed
    )


def unseen(all_: Sequence[Case], start: Profile, args: argparse.Namespace) -> list[Cut]:
    """Every case cut by what the other folds taught; translations of one talk are in one fold."""
    cuts: list[Cut] = []
    found = out_of_fold(all_, lambda others: tuned(others, start, args))
    for number, (learnt, held) in enumerate(found, 1):
        cuts += cut(held, learnt)
        print(f"fold {number} done", file=sys.stderr)
    return cuts


def _case(document: Document) -> Case:
    words = tuple(
        Word(one.text, from_seconds(one.start), from_seconds(one.end), None, one.speaker)
        for one in document.words
    )
    reference = place(document.cues, [word.text for word in words])
    if reference is None:
        raise SystemExit(f"{document.id}: the gold lines do not hold the document's words")
    spoken = Transcript((Segment(words),), language=document.language)
    made = Example.of(document.id, spoken, reference.breaks, lines=document.use == "cues+lines")
    return Case(document, made)


def _groups(document: Document) -> list[str]:
    if document.style == "ted":
        return ["human", f"TED {document.language}"]
    return ["human", "tier A" if document.tier == "A" else "others"]


def _f1(cuts: Sequence[Cut], *, cue: bool) -> float:
    parts: list[Agreement] = [
        agreement(one.breaks, one.case.example.breaks, one.case.example.words - 1, "cue" if cue else None)
        for one in cuts
    ]
    return total(parts).f1


def _sigma(cuts: Sequence[Cut]) -> float:
    rows: list[list[list[str]]] = [[], []]
    for one in cuts:
        texts = [word.text for word in one.case.document.words]
        for side, breaks in zip(rows, (one.breaks, one.case.example.breaks), strict=True):
            side.extend(sentences(texts, breaks, one.case.document.joiner))
    return sigma(*rows)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.tuning", description=__doc__)
    default = Path(os.environ.get("SUBKIT_GOLD", "../shared/gold"))
    parser.add_argument("--gold", type=Path, default=default, help="folder of gold documents")
    parser.add_argument("--profile", default="default", help="where to start: name or TOML file")
    parser.add_argument("--trials", type=int, default=300, help="moves tried in each climb")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--docs", default="*", metavar="GLOB", help="only documents whose id matches")
    parser.add_argument("--json", action="store_true", help="the run as JSON")
    return parser.parse_args()


def main() -> None:
    args = arguments()
    start = Profile.load(args.profile)
    all_ = [case for case in cases(args.gold) if Path(case.document.id).match(args.docs)]
    if not all_:
        raise SystemExit(f"no document in {args.gold} matches {args.docs!r}")
    columns = {
        "start": figures(cut(all_, start)),
        "unseen": figures(unseen(all_, start, args)),
    }
    learnt = tuned(all_, start, args)
    columns["tuned"] = figures(cut(all_, learnt))
    run: dict[str, Any] = {
        "subkit": subkit.__version__,
        "profile": start.name,
        "documents": len(all_),
        "words": sum(case.example.words for case in all_),
        "trials": args.trials,
        "seed": args.seed,
        "figures": columns,
        "weights": msgspec.to_builtins(learnt.weights),
    }
    if args.json:
        print(json.dumps(run, indent=1))
        return
    print(
        table(
            ["", *columns],
            [[name, *(f"{one[name]:.3f}" for one in columns.values())] for name in columns["start"]],
        )
    )
    for name, (before, after) in steps.changed(learnt.weights, start.weights).items():
        print(f"{name}: {before} -> {after}")


if __name__ == "__main__":
    main()
