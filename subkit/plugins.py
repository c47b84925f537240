"""What other packages plug in by entry points: every object of a group by name, or why it cannot be had."""

from __future__ import annotations

from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import NamedTuple

from subkit.wording import one_line


class Plugin(NamedTuple):
    """One entry point, looked at.

    Attributes:
        found: the object it names; ``None`` where it cannot be had.
        reason: why it cannot, as the end of a sentence about it; empty where it can.
        home: the distribution that brings it, or where it points if that is not known.
        target: where it points, e.g. ``acme_subkit:adapter``.
    """

    found: object | None
    reason: str
    home: str
    target: str


@cache
def installed(group: str) -> dict[str, Plugin]:
    """The entry points of a group, by name and in the order of their names."""
    points: dict[str, list[EntryPoint]] = {}
    for point in entry_points(group=group):
        points.setdefault(point.name, []).append(point)
    return {name: _looked_at(points[name]) for name in sorted(points)}


def _looked_at(points: list[EntryPoint]) -> Plugin:
    home, target = _home(points[0]), points[0].value
    if len(points) > 1:
        homes = " and ".join(sorted(map(_home, points)))
        return Plugin(None, f"is installed by {homes}; uninstall all but one", home, target)
    try:
        found = points[0].load()
    except Exception as error:  # noqa: BLE001  # a stranger's module may raise anything, and must not stop the others
        reason = one_line(f"{type(error).__name__}: {error}")
        return Plugin(None, f"cannot be loaded from {home}: {reason}", home, target)
    return Plugin(found, "", home, target)


def _home(point: EntryPoint) -> str:
    return point.dist.name if point.dist else point.value
