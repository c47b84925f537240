"""Columns of whole numbers, such as times and costs: mypyc's packed vectors where the core is compiled, else plain lists.

The source is the same for both: ``vec[i64]([end - start for ...])`` makes a column, and what a list can do with an index or
a slice, a column can. It does not grow, and what is made of another column may be that very column: whoever changes an entry
makes a copy first (``column[:]``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from subkit.compiled import is_compiled

__all__ = ["i64", "vec"]

if TYPE_CHECKING or is_compiled():
    from librt.vecs import vec
    from mypy_extensions import i64
else:
    i64 = int

    class vec:  # noqa: N801 - as mypyc calls it
        """A plain list in the place of a packed vector."""

        def __class_getitem__(cls, kind: type) -> Any:
            return _listed


def _listed(items: Any = ()) -> list[Any]:
    return items if type(items) is list else list(items)
