"""Documents damaged on purpose: each value in turn replaced by an odd one, or taken out."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Path = tuple[str | int, ...]

ODD: tuple[Any, ...] = (
    None,
    True,
    0,
    -7,
    10**40,
    10**5000,
    0.5,
    math.nan,
    math.inf,
    "",
    " ",
    "x y",
    "\ud800",
    "\0",
    [],
    {},
    [None],
)
"""Values that a careless client may send in any place."""

MISSING = object()
"""Stands for a value that is taken out."""

_PLACES = 30


def damaged(document: Any, values: Sequence[Any]) -> Iterator[Any]:
    """Copies of a document, each with one of the values in one of up to some thirty places spread over it."""
    paths = list(_paths(document))
    for path in paths[:: max(1, len(paths) // _PLACES)]:
        for value in values:
            yield _changed(document, path, value)


def _paths(document: Any, path: Path = ()) -> Iterator[Path]:
    """The path of everything inside a document."""
    items = (
        document.items()
        if isinstance(document, dict)
        else enumerate(document)
        if isinstance(document, list)
        else ()
    )
    for key, item in items:
        yield (*path, key)
        yield from _paths(item, (*path, key))


def _changed(document: Any, path: Path, value: Any) -> Any:
    """A copy of the document with another value in one place, or without that place."""
    key, *rest = path
    copy: Any = dict(document) if isinstance(document, dict) else list(document)
    if rest:
        copy[key] = _changed(copy[key], tuple(rest), value)
    elif value is MISSING:
        del copy[key]
    else:
        copy[key] = value
    return copy
