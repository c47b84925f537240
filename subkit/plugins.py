"""What other packages plug in by entry points: the objects of a group by name, or why one cannot be had."""

from __future__ import annotations

from functools import cache

from msgspec import Struct

from subkit.entry_points import EntryPoint, entry_points
from subkit.wording import one_line


class Plugin(Struct, frozen=True):
    """One entry point, looked at.

    Attributes:
        found: the object it names; ``None`` where it cannot be had.
        reason: why it cannot, as the end of a sentence about it; empty where it can.
        point: the entry point itself.
    """

    found: object | None
    reason: str
    point: EntryPoint

    @property
    def home(self) -> str:
        """The distribution that brings it, or where it points if that is not known."""
        return self.point.home

    @property
    def target(self) -> str:
        """Where it points, e.g. ``acme_subkit:adapter``."""
        return self.point.value


def names(group: str) -> list[str]:
    """The names of a group's entry points in order, whether or not what they name can be had."""
    return sorted(_points(group))


@cache
def named(group: str, name: str) -> Plugin | None:
    """The entry point of that name, and no other is loaded; ``None`` if there is none."""
    points = _points(group).get(name)
    return None if points is None else _looked_at(points)


def _looked_at(points: list[EntryPoint]) -> Plugin:
    point = points[0]
    if len(points) > 1:
        homes = " and ".join(sorted(one.home for one in points))
        return Plugin(None, f"is installed by {homes}; uninstall all but one", point)
    try:
        return Plugin(point.load(), "", point)
    except Exception as error:  # noqa: BLE001  # a stranger's module may raise anything, and must not stop the others
        reason = one_line(f"{type(error).__name__}: {error}")
        return Plugin(None, f"cannot be loaded from {point.home}: {reason}", point)


@cache
def _points(group: str) -> dict[str, list[EntryPoint]]:
    points: dict[str, list[EntryPoint]] = {}
    for point in entry_points(group):
        points.setdefault(point.name, []).append(point)
    return points
