"""Quality in one command: break F1 and Sigma against human captions, and every limit counted, per document and group.

python -m benchmarks.quality --gold DIR
"""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import subkit
from benchmarks import conformance, gold, peers, report, score
from subkit.profile import Profile
from subkit.scoring import breaks, sigma

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from benchmarks.gold import Document
    from subkit.model import Captions, Cue


class Result(NamedTuple):
    """What one way of cutting reached on one document.

    Attributes:
        document: the document.
        any, cue, line: agreement on breaks of either kind, on cue breaks, on line breaks; ``None`` where the gold
            breaks of that kind are no human choice, or the words are not the document's.
        sentences: system and reference as Sigma reads them; ``None`` likewise.
        ends: function words before unmarked breaks; ``None`` for languages other than English.
        kept: the limits.
        findings: what the captions themselves report; ``None`` for cutters that report nothing.
        same: whether the other adapter's payload gives the same captions; ``None`` if not asked.
    """

    document: Document
    any: breaks.Agreement | None
    cue: breaks.Agreement | None
    line: breaks.Agreement | None
    sentences: tuple[list[list[str]], list[list[str]]] | None
    ends: score.LineEnds | None
    kept: conformance.Conformance
    findings: int | None
    same: bool | None


def measured(document: Document, cues: Sequence[Cue], profile: Profile, **facts: Any) -> Result:
    """Scores cues against the document; ``facts`` are the last two fields of `Result`."""
    words = [word.text for word in document.words]
    reference, system = breaks.place(document.cues, words), breaks.place(cues, words)
    kept = conformance.conformance(cues, document, profile)
    if reference is None:
        raise SystemExit(f"{document.id}: the gold lines do not hold the document's words")
    if system is None:
        return Result(document, None, None, None, None, None, kept, **facts)
    last = len(words) - 1
    kinds: dict[str, breaks.Kind | None] = {"any": None, "cue": "cue", "line": "line"}
    found = {
        name: breaks.agreement(system.breaks, reference.breaks, last, kind)
        for name, kind in kinds.items()
        if name == "cue" or document.use != "cues"
    }
    pair = (
        sigma.sentences(words, system.breaks, document.joiner),
        sigma.sentences(words, reference.breaks, document.joiner),
    )
    return Result(
        document,
        any=found.get("any"),
        cue=found["cue"],
        line=found.get("line"),
        sentences=pair if document.use != "cues" else None,
        ends=score.line_ends(words, system.breaks) if document.language == "en" else None,
        kept=kept,
        **facts,
    )


def payloads(document: Document, shapes: Path | None) -> dict[str, bytes]:
    """The document in each provider's shape: made from its words, or read where ready payloads are given."""
    if shapes is not None:
        found = {name: shapes / f"{document.id}.{name}.json" for name in ("pictory", "verbit")}
        return {name: path.read_bytes() for name, path in found.items() if path.exists()}
    made = {"pictory": gold.pictory(document.words), "verbit": gold.verbit(document.words, document.joiner)}
    return {name: json.dumps(payload, ensure_ascii=False).encode() for name, payload in made.items()}


def by_subkit(document: Document, profile: Profile, args: argparse.Namespace) -> Result | None:
    """The captions that subkit makes from one provider's payload, compared with those from the other's."""
    made: dict[str, Captions] = {}
    for name, payload in payloads(document, args.shapes).items():
        if args.alone and name != args.adapter:
            continue
        transcript = subkit.read(payload, language=document.language)
        made[name] = subkit.caption(transcript, profile, speakers=args.speakers)
    if not made:
        return None
    chosen = made.get(args.adapter) or next(iter(made.values()))
    shown = {tuple((cue.start, cue.end, cue.lines) for cue in captions) for captions in made.values()}
    same = len(shown) == 1 if len(made) > 1 else None
    return measured(document, chosen.cues, profile, findings=len(chosen.findings), same=same)


def by_cutter(document: Document, profile: Profile, cut: Callable[[Document, Profile], list[Cue]]) -> Result:
    """Any other way of cutting."""
    return measured(document, cut(document, profile), profile, findings=None, same=None)


def results(
    method: str, documents: Iterable[Document], profile: Profile, args: argparse.Namespace
) -> list[Result]:
    """One way of cutting over all documents."""
    if method == "subkit":
        made = (by_subkit(document, profile, args) for document in documents)
        return [result for result in made if result is not None]
    _, cut = peers.installed()[method]
    return [by_cutter(document, profile, cut) for document in documents]


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality", description=__doc__)
    default = Path(os.environ.get("SUBKIT_GOLD", "../shared/gold"))
    parser.add_argument(
        "--gold", type=Path, default=default, help="folder of gold documents (default: %(default)s)"
    )
    parser.add_argument(
        "--shapes", type=Path, help="folder of ready payloads ID.ADAPTER.json: only these documents"
    )
    parser.add_argument("--profile", default="default", help="name or TOML file")
    parser.add_argument(
        "--adapter", default="pictory", choices=["pictory", "verbit"], help="whose captions count"
    )
    parser.add_argument(
        "--alone", action="store_true", help="do not compare with the other provider's payload"
    )
    parser.add_argument(
        "--no-speakers", dest="speakers", action="store_false", help="leave no room for labels"
    )
    parser.add_argument("--docs", default="*", metavar="GLOB", help="only documents whose id matches")
    methods = ["subkit", *peers.installed()]
    parser.add_argument("--methods", default=",".join(methods), help="of: %(default)s")
    parser.add_argument("--groups", action="store_true", help="no rows for single documents")
    parser.add_argument("--json", action="store_true", help="figures as JSON")
    return parser.parse_args()


def main() -> None:
    args = arguments()
    profile = Profile.load(args.profile)
    documents = list(gold.documents(args.gold, args.docs))
    if not documents:
        raise SystemExit(f"no document in {args.gold} matches {args.docs!r}")
    versions = {"subkit": subkit.__version__} | {name: text for name, (text, _) in peers.installed().items()}
    figures = {}
    for method in args.methods.split(","):
        figures[method] = report.figures(results(method, documents, profile, args))
    if args.json:
        print(json.dumps({"profile": profile.name, "versions": versions, "figures": figures}, indent=1))
        return
    for method, found in figures.items():
        print(f"\n{method} ({versions[method]}), profile {profile.name}")
        print(report.tables(found, documents=not args.groups))


if __name__ == "__main__":
    main()
