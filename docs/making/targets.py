"""The page of the targets: what each site, editor and player takes, and who says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docs.making.markdown import cited, code, page, table
from subkit.targeting import names, target
from subkit.timecode import clock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from subkit.targeting import Target

MAKER = "targets"
_INTRODUCTION = """What `--for` writes for each target, and who says that it takes this: its maker (**first-party**), others (**secondary**), or we
(**house**). What is not listed is not known. What each key does: [targets](../targets.md#what-is-done)."""
_UNITS = {"min_gap": "frames", "min_duration": "frames", "max_bytes": "bytes"}


def made() -> str:
    """The page."""
    return page(
        "The targets, one by one", MAKER, _INTRODUCTION, *(_section(target(name)) for name in names())
    )


def _section(shown: Target) -> str:
    return f"## {shown.name}\n\n{shown.title}.\n\n{table(['key', 'is', 'basis', 'clause'], _rows(shown))}"


def _rows(shown: Target) -> Iterator[tuple[str, ...]]:
    for field, source in shown.sources.items():
        yield code(field), _shown(field, getattr(shown, field)), source.basis, cited(source)


def _shown(field: str, value: object) -> str:
    if field == "start" and isinstance(value, int):
        return clock(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(map(code, value))
    return f"{value} {_UNITS[field]}" if field in _UNITS else code(str(value))
