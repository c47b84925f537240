"""By which keys payloads show whose they may be, before any adapter is loaded to look at them.

Marks are a tuple of texts. Each names keys that stand in a payload together, with blanks between them; a dot goes into the
object behind a key, or into the first one of a list, and ``*`` is any key: ``"job.id job.status"``, ``"results.*.words"``.
They promise that the adapter recognises nothing that bears none of them; whether it does recognise what bears one, is for
it to say.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypeGuard

Marks = tuple[str, ...]


def bears(outline: Any, marks: Marks) -> bool:
    """Whether a payload has all keys of one of the marks.

    Args:
        outline: what the payload looks like (`subkit.outline`).
        marks: those of an adapter.

    >>> bears({"segments": [{"tokens": []}], "version": 1}, ("job_status", "segments.tokens version"))
    True
    >>> bears([{"status": "failed"}], ("job_status", "segments.tokens version"))
    False
    """
    # Loops, since each payload is held against all marks there are, and most begin with a key that it has not.
    for mark in marks:
        for keys in _parted(mark):
            if not _has(outline, keys):
                break
        else:
            return True
    return False


@cache
def _parted(mark: str) -> list[list[str]]:
    return [key.split(".") for key in mark.split()]


def are_marks(found: object) -> TypeGuard[Marks]:
    """Whether something is marks at all: a tuple of texts that all name keys."""
    return isinstance(found, tuple) and all(isinstance(mark, str) and mark.strip() for mark in found)


def _has(value: Any, keys: Sequence[str]) -> bool:
    while isinstance(value, list):
        value = value[0] if value else None
    if not keys:
        return True
    if not isinstance(value, dict):
        return False
    if keys[0] == "*":
        return any(_has(one, keys[1:]) for one in value.values())
    return keys[0] in value and _has(value[keys[0]], keys[1:])
