"""Quality in one command: break F1 and Sigma against human captions, and every limit counted, per document and group.

python -m benchmarks.quality --gold DIR --peers DIR --groups
"""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import subkit
from benchmarks import conformance, gold, overview, peer_runner, peers, report, score
from subkit.editing.layout import laid_out, matched
from subkit.model import Captions
from subkit.profile import Profile
from subkit.scoring import breaks, sigma
from subkit.scoring.figures import placed_by

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.gold import Document
    from benchmarks.kept import Kept
    from subkit.model import Cue


class Result(NamedTuple):
    """What one way of cutting reached on one document.

    Attributes:
        document: the document.
        any, cue, line: agreement on breaks of either kind, on cue breaks, on line breaks; ``None`` where the gold
            breaks of that kind are no human choice.
        sentences: system and reference as Sigma reads them; ``None`` likewise.
        ends: function words before unmarked breaks; ``None`` for languages other than English.
        kept: the limits.
        findings: what the captions themselves report; ``None`` for cutters that report nothing.
        same: whether the other adapter's payload gives the same captions; ``None`` if not asked.
        cues: the captions.
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
    cues: Sequence[Cue]


def measured(document: Document, cues: Sequence[Cue], profile: Profile, **facts: Any) -> Result:
    """Scores cues against the document; ``facts`` are the findings and ``same`` of `Result`."""
    words = [word.text for word in document.words]
    last = len(words) - 1
    reference, system = breaks.place(document.cues, words), placed(cues, words)
    kept = conformance.conformance(cues, document, profile)
    if reference is None:
        raise SystemExit(f"{document.id}: the gold lines do not hold the document's words")
    kinds: dict[str, breaks.Kind | None] = {"any": None, "cue": "cue", "line": "line"}
    found = {
        name: breaks.agreement(system, reference.breaks, last, kind)
        for name, kind in kinds.items()
        if name == "cue" or document.use != "cues"
    }
    pair = (
        sigma.sentences(words, system, document.joiner),
        sigma.sentences(words, reference.breaks, document.joiner),
    )
    return Result(
        document,
        any=found.get("any"),
        cue=found["cue"],
        line=found.get("line"),
        sentences=pair if document.use != "cues" else None,
        ends=score.line_ends(words, [at for at in system if at >= 0]) if document.language == "en" else None,
        kept=kept,
        **facts,
        cues=cues,
    )


def placed(cues: Sequence[Cue], words: Sequence[str]) -> breaks.Breaks:
    """Breaks by the document's words; by an alignment where the cues do not hold exactly these."""
    exact = breaks.place(cues, words)
    if exact is not None:
        return exact.breaks
    laid = laid_out(Captions(tuple(cues)))
    return placed_by(laid, dict(matched(laid.words, list(words))), len(words) - 1)


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


def results(
    method: str, documents: Sequence[Document], profile: Profile, args: argparse.Namespace
) -> list[Result]:
    """One way of cutting over all documents."""
    if method == "subkit":
        made = (by_subkit(document, profile, args) for document in documents)
        return [result for result in made if result is not None]
    cues = peers.available(args.peers)[method].cut(documents, profile)
    return [
        measured(document, cues[document.id], profile, findings=None, same=None) for document in documents
    ]


def limits(method: str, documents: Sequence[Document], args: argparse.Namespace) -> dict[str, Kept]:
    """By gap policy, the limits of a house that one way of cutting keeps where word times were measured."""
    timed = [document for document in documents if document.tier == "A"]
    house = Profile.load(args.house)
    styles = [house.adjusted(gap_policy=policy) for policy in ("cover", "trim")]
    return {
        style.gap_policy: overview.limits_kept(results(method, timed, style, args), style)
        for style in styles
        if timed
    }


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
    parser.add_argument(
        "--peers", type=Path, default=os.environ.get("SUBKIT_PEERS"), help="folder of benchmarks.peers_setup"
    )
    parser.add_argument(
        "--methods", help=f"default all at hand, of: subkit, plain, human, {', '.join(peer_runner.METHODS)}"
    )
    parser.add_argument("--groups", action="store_true", help="one table of all ways of cutting")
    parser.add_argument("--detail", action="store_true", help="with --groups, the tables of each as well")
    parser.add_argument("--markdown", action="store_true", help="with --groups, the table as docs have it")
    parser.add_argument(
        "--house", default="netflix-en", help="profile whose limits are counted in the one table"
    )
    parser.add_argument("--json", action="store_true", help="figures as JSON")
    return parser.parse_args()


def main() -> None:
    args = arguments()
    profile = Profile.load(args.profile)
    documents = list(gold.documents(args.gold, args.docs))
    if not documents:
        raise SystemExit(f"no document in {args.gold} matches {args.docs!r}")
    titles = {"subkit": subkit.__version__}
    titles |= {name: peer.title for name, peer in peers.available(args.peers).items()}
    methods = args.methods.split(",") if args.methods else list(titles)
    unknown = set(methods) - set(titles)
    if unknown:
        raise SystemExit(f"not at hand: {', '.join(sorted(unknown))}; there are {', '.join(titles)}")
    figures, rows = {}, {}
    for method in methods:
        found = results(method, documents, profile, args)
        figures[method] = report.figures(found)
        if args.groups:
            rows[method] = overview.figures(figures[method], found, limits(method, documents, args), profile)
    if args.json:
        everything = {"profile": profile.name, "versions": titles, "figures": figures, "overview": rows}
        print(json.dumps(everything, indent=1))
        return
    if args.groups:
        shown = overview.markdown(rows) if args.markdown else overview.overview(rows)
        print("\n".join(f"{method}: {titles[method]}" for method in methods))
        print(f"\nprofile {profile.name}, limits of {args.house}\n\n{shown}")
    if args.detail or not args.groups:
        for method, groups in figures.items():
            print(f"\n{method} ({titles[method]}), profile {profile.name}")
            print(report.tables(groups, documents=not args.groups))


if __name__ == "__main__":
    main()
