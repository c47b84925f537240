"""Markdown for generated pages: tables, links to sources, spans of time as people write them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from subkit.provenance import Source

_SECOND = 1000


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; a bar within a cell is written so that it parts none."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |\n" for cells in lines)


def page(title: str, maker: str, *parts: str) -> str:
    """A page; those who read it in the repository are told not to edit it.

    Args:
        title: its heading.
        maker: the module that makes it.
        parts: what follows, each parted from the next by an empty line.
    """
    told = f"<!-- Made by docs/making/{maker}.py; pytest tests/test_reference.py --rewrite-golden makes it anew. -->"
    return "\n\n".join(part.strip("\n") for part in (f"# {title}", told, *parts)) + "\n"


def code(text: str) -> str:
    """A text as code."""
    return f"`{text}`"


def cited(source: Source | None) -> str:
    """Where a figure comes from, its clause a link to its address.

    >>> from subkit.provenance import Source
    >>> cited(Source(basis="first-party", clause="3.3: two lines", address="https://example.com"))
    '[3.3: two lines](https://example.com)'
    """
    if source is None:
        return ""
    clause = source.clause or source.basis
    return f"[{clause}]({source.address})" if source.address else clause


def span(milliseconds: int) -> str:
    """A span of time.

    >>> span(833), span(1500), span(0)
    ('833 ms', '1.5 s', '0')
    """
    if not milliseconds:
        return "0"
    if milliseconds % 100:
        return f"{milliseconds} ms"
    return f"{milliseconds / _SECOND:g} s"
