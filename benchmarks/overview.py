"""The one table: a row for each way of cutting, a column for each figure that a professional would ask for."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from benchmarks.kept import Kept, Shapes, kept, shapes
from benchmarks.table import table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from benchmarks.quality import Result
    from subkit.profile import Profile

FIGURES = {
    "TED en any F1": "ted_en_any_f1",
    "TED en Sigma": "ted_en_sigma",
    "TED fr any F1": "ted_fr_any_f1",
    "TED fr Sigma": "ted_fr_sigma",
    "tier A cue F1": "tier_a_cue_f1",
    "human any F1": "human_any_f1",
    "human cue F1": "human_cue_f1",
    "func %": "function_percent",
    "hard %": "hard_percent",
    "hard-cps %": "hard_unhurried_percent",
    "all cover %": "all_cover_percent",
    "all trim %": "all_trim_percent",
    "fits 1 %": "needless_percent",
    "lopsided %": "lopsided_percent",
}


def figures(
    groups: Mapping[str, Mapping[str, Any]],
    results: Sequence[Result],
    limits: Mapping[str, Kept],
    profile: Profile,
) -> dict[str, Any]:
    """The figures of one way of cutting.

    Args:
        groups: what `report.figures` counts.
        results: the same, document by document.
        limits: by gap policy, the limits kept where word times were measured; see `limits_kept`.
        profile: what the results were cut to.
    """
    human = [result for result in results if result.document.tier in {"A", "B"}]
    shape = Shapes(
        *map(
            sum,
            zip((0, 0, 0), *(shapes(one.cues, one.document, profile) for one in human), strict=True),
        )
    )
    cover, trim = (limits.get(policy) for policy in ("cover", "trim"))
    return {
        **{
            f"{name}_{key}": groups.get(group, {}).get(key)
            for name, group, keys in (
                ("ted_en", "TED en", ("any_f1", "sigma")),
                ("ted_fr", "TED fr", ("any_f1", "sigma")),
                ("tier_a", "tier A", ("cue_f1",)),
                ("human", "human", ("any_f1", "cue_f1")),
            )
            for key in keys
        },
        "function_percent": groups.get("human", {}).get("function_percent"),
        "hard_percent": _percent(cover and cover.hard, cover and cover.cues),
        "hard_unhurried_percent": _percent(cover and cover.unhurried, cover and cover.cues),
        "all_cover_percent": _percent(cover and cover.all, cover and cover.cues),
        "all_trim_percent": _percent(trim and trim.all, trim and trim.cues),
        "needless_percent": _percent(shape.needless, shape.pairs),
        "lopsided_percent": _percent(shape.lopsided, shape.pairs),
        "broken": {policy: dict(one.broken) for policy, one in limits.items()},
    }


def limits_kept(results: Sequence[Result], profile: Profile) -> Kept:
    """The limits of a profile that the cues of several documents keep."""
    parts = [kept(one.cues, one.document, profile) for one in results]
    return Kept(
        cues=sum(part.cues for part in parts),
        hard=sum(part.hard for part in parts),
        unhurried=sum(part.unhurried for part in parts),
        all=sum(part.all for part in parts),
        broken=sum((part.broken for part in parts), Counter()),
    )


def overview(rows: Mapping[str, Mapping[str, Any]]) -> str:
    """The table."""
    return table(
        ["", *FIGURES],
        [[name, *(_cell(key, row[key]) for key in FIGURES.values())] for name, row in rows.items()],
    )


def markdown(rows: Mapping[str, Mapping[str, Any]]) -> str:
    """The same the other way round, as docs/quality.md has it: a row for each figure."""
    lines = [["", *rows], ["---", *("---:" for _ in rows)]]
    lines += [[name, *(_cell(key, row[key]) for row in rows.values())] for name, key in FIGURES.items()]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _percent(part: int | None, whole: int | None) -> float | None:
    return 100 * part / whole if whole and part is not None else None


def _cell(key: str, value: float | None) -> str:
    if value is None or value != value:  # noqa: PLR0124 - NaN: nothing to divide by
        return "-"
    return f"{value:.3f}" if key.endswith("_f1") else f"{value:.1f}"
