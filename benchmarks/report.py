"""The results of `benchmarks.quality` as figures by document and by group, and as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from benchmarks import conformance
from benchmarks.table import table
from subkit.scoring import breaks, sigma

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from benchmarks.gold import Document
    from benchmarks.quality import Result

GROUPS: dict[str, Callable[[Document], bool]] = {
    "TED en": lambda document: document.style == "ted" and document.language == "en",
    "TED fr": lambda document: document.style == "ted" and document.language == "fr",
    "tier A": lambda document: document.tier == "A",
    "human": lambda document: document.tier in {"A", "B"},
    "software": lambda document: document.tier == "C",
    "everything": lambda _: True,
}
QUALITY = {
    "any F1": "any_f1",
    "P": "any_precision",
    "R": "any_recall",
    "cue F1": "cue_f1",
    "line F1": "line_f1",
    "Sigma": "sigma",
    "func %": "function_percent",
    "+aux %": "function_auxiliary_percent",
    "cues": "cues",
    "cps 50": "cps_median",
    "cps 95": "cps_95",
    "same": "same",
}
LIMITS = (
    "lost",
    "added",
    "cut",
    "disorder",
    "overlaps",
    "long",
    "excused",
    "rows",
    "pauses",
    "mixed",
    "late",
    "moved",
    "trimmed",
    "narrow",
    "band",
    "short",
    "over",
    "fast",
)


def figures(results: Sequence[Result]) -> dict[str, dict[str, Any]]:
    """Figures by document id and by group name, groups last."""
    rows = {result.document.id: _figures([result]) for result in results}
    for name, belongs in GROUPS.items():
        members = [result for result in results if belongs(result.document)]
        if members:
            rows[name] = _figures(members)
    return rows


def tables(rows: dict[str, dict[str, Any]], *, documents: bool = True) -> str:
    """The figures as two tables: quality, then the limits."""
    shown = {name: row for name, row in rows.items() if documents or name in GROUPS}
    limits = {name: name for name in LIMITS} | {"findings": "findings"}
    parts = [
        table(
            ["", *heads],
            [[name, *(_cell(row[key]) for key in heads.values())] for name, row in shown.items()],
        )
        for heads in (QUALITY, limits)
    ]
    return "\n\n".join(parts)


def _figures(results: Sequence[Result]) -> dict[str, Any]:
    any_, cue, line = (
        breaks.total(part for part in parts if part is not None)
        for parts in zip(*((result.any, result.cue, result.line) for result in results), strict=True)
    )
    kept = conformance.total(result.kept for result in results)
    pairs = [result.sentences for result in results if result.sentences is not None]
    system, reference = ([row for pair in pairs for row in pair[side]] for side in (0, 1))
    ends = [result.ends for result in results if result.ends is not None]
    unmarked, function, auxiliary = (sum(values) for values in zip((0, 0, 0), *ends, strict=True))
    same = [result.same for result in results if result.same is not None]
    findings = [result.findings for result in results if result.findings is not None]
    return {
        "any_f1": any_.f1,
        "any_precision": any_.precision,
        "any_recall": any_.recall,
        "cue_f1": cue.f1,
        "line_f1": line.f1,
        "sigma": sigma.sigma(system, reference) if pairs else None,
        "function_percent": 100 * function / unmarked if unmarked else None,
        "function_auxiliary_percent": 100 * (function + auxiliary) / unmarked if unmarked else None,
        "cues": kept.cues,
        "cps_median": kept.median_cps,
        "cps_95": kept.high_cps,
        "same": all(same) if same else None,
        **{name: getattr(kept, name) for name in LIMITS},
        "findings": sum(findings) if findings else None,
    }


def _cell(value: float | bool | None) -> str:
    if value is None or value != value:  # noqa: PLR0124 - NaN: nothing to divide by
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "NO"
    if isinstance(value, int):
        return str(value)
    return f"{value:.3f}" if value < 1 else f"{value:.1f}"
