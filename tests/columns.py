"""Columns as the core takes them, for tests that call it directly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subkit.vectors import i64, vec

if TYPE_CHECKING:
    from collections.abc import Iterable


def ints(values: Iterable[int]) -> vec[i64]:
    """A column of the values, whether the core is compiled or not; `list` makes it one that compares."""
    return vec[i64](list(values))
