"""The installed adapters: by name, or by recognising a payload."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from subkit import plugins
from subkit.adapter import Adapter
from subkit.errors import AdapterError, RecognitionError, UnknownNameError
from subkit.marks import are_marks, bears

if TYPE_CHECKING:
    from collections.abc import Iterable

    from subkit.payload import Payload

GROUP = "subkit.adapters"
MARKS = "subkit.marks"


def adapters() -> dict[str, Adapter]:
    """The adapters that can be used, by name, in the order of their names.

    An adapter is installed by an entry point in the group ``subkit.adapters``. One that cannot be loaded is left out
    here, so that it does not stand in the way of others: `broken` says why.
    """
    return {name: found for name, found in _installed().items() if not isinstance(found, AdapterError)}


def broken() -> dict[str, AdapterError]:
    """What is wrong with the adapters that cannot be used, by name."""
    return {name: found for name, found in _installed().items() if isinstance(found, AdapterError)}


def adapter(name: str) -> Adapter:
    """The adapter of that name.

    Raises:
        UnknownNameError: none is installed.
        AdapterError: it is installed, but cannot be loaded, or is installed twice.
    """
    found = _installed_as(name)
    if found is None:
        raise UnknownNameError("adapter", name, list(adapters()))
    if isinstance(found, AdapterError):
        raise found
    return found


def recognise(payload: Payload) -> Adapter:
    """The one adapter that claims the payload.

    Adapters whose marks the payload bears are asked, and those without marks; the others, only if none of them claims it.

    Raises:
        RecognitionError: none does, or several do.
        PayloadError: the payload is not JSON.
    """
    first = likely(payload)
    claimants, failed = _asked(payload, first)
    if not claimants:
        claimants, others = _asked(payload, [name for name in plugins.names(GROUP) if name not in first])
        failed += others
    if not claimants and payload.outline is None and payload.fault:
        raise payload.fault
    if len(claimants) != 1:
        raise RecognitionError(payload.source, claimants, list(adapters()), [*broken(), *sorted(failed)])
    return adapter(claimants[0])


def likely(payload: Payload) -> list[str]:
    """The names of the adapters that may recognise the payload, by its marks alone (see `subkit.marks`), in order."""
    return [name for name in plugins.names(GROUP) if _may_be(payload, name)]


def _may_be(payload: Payload, name: str) -> bool:
    plugin = plugins.named(MARKS, name)
    marks = None if plugin is None else plugin.found
    return not are_marks(marks) or bears(payload.outline, marks)


def _asked(payload: Payload, names: Iterable[str]) -> tuple[list[str], list[str]]:
    """Which adapters claim the payload, and which fail over the question."""
    claimants, failed = [], []
    for name in names:
        candidate = _installed_as(name)
        try:
            if isinstance(candidate, Adapter) and candidate.recognises(payload):
                claimants.append(name)
        except Exception:  # noqa: BLE001  # a stranger's mistake must not stop the others
            failed.append(name)
    return claimants, failed


def _installed() -> dict[str, Adapter | AdapterError]:
    found = {name: _installed_as(name) for name in plugins.names(GROUP)}
    return {name: one for name, one in found.items() if one is not None}


@cache
def _installed_as(name: str) -> Adapter | AdapterError | None:
    plugin = plugins.named(GROUP, name)
    if plugin is None:
        return None
    found = plugin.found
    if plugin.reason:
        return AdapterError(name, plugin.reason)
    if not isinstance(found, Adapter) or isinstance(found, type):
        return AdapterError(name, f"in {plugin.home} is no adapter: {plugin.target} lacks the members of one")
    if found.name != name:
        return AdapterError(
            name, f"in {plugin.home} calls itself {found.name!r}; both names must be the same"
        )
    return found
