"""The installed adapters: by name, or by recognising a payload."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from subkit import plugins
from subkit.adapter import Adapter
from subkit.errors import AdapterError, RecognitionError, UnknownNameError

if TYPE_CHECKING:
    from subkit.payload import Payload

GROUP = "subkit.adapters"


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

    Raises:
        RecognitionError: none does, or several do.
        PayloadError: the payload is not JSON.
    """
    usable, unusable = adapters(), list(broken())
    claimants = []
    for name, candidate in usable.items():
        try:
            if candidate.recognises(payload):
                claimants.append(name)
        except Exception:  # noqa: BLE001  # a stranger's mistake must not stop the others
            unusable.append(name)
    if not claimants and payload.outline is None and payload.fault:
        raise payload.fault
    if len(claimants) != 1:
        raise RecognitionError(payload.source, claimants, list(usable), unusable)
    return usable[claimants[0]]


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
