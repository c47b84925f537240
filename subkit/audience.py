"""Whose reading speed a profile asks for: that of its audience, where it knows one."""

from __future__ import annotations

from typing import Any

_ADULTS = "max_cps_adults"
_SPEEDS = {
    "adults": (_ADULTS,),
    "children": ("max_cps_children", _ADULTS),
    "sdh": ("max_cps_sdh", _ADULTS),
    "sdh_children": ("max_cps_sdh_children", "max_cps_children", _ADULTS),
}


def addressed(table: dict[str, Any], audience: object) -> dict[str, Any]:
    """A profile's table with an audience, and as ``max_cps`` that audience's speed, if it has one of its own.

    The speed that it takes the place of is kept as ``max_cps_adults``; sources and origins move with the figures.
    """
    own = _SPEEDS.get(audience, ()) if isinstance(audience, str) else ()
    field = next((field for field in own if table.get(field) is not None), None)
    moved = dict(table, audience=audience)
    if field is None:
        return moved
    if table.get(_ADULTS) is None and table.get("max_cps") is not None:
        _copy(moved, "max_cps", _ADULTS)
    _copy(moved, field, "max_cps")
    return moved


def _copy(table: dict[str, Any], source: str, target: str) -> None:
    """Copy a figure to another field, with where it is from."""
    table[target] = table[source]
    for key in ("sources", "inherited"):
        others = {field: value for field, value in table.get(key, {}).items() if field != target}
        if source in table.get(key, {}):
            others[target] = table[key][source]
        table[key] = others
