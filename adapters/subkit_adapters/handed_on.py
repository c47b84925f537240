"""Addresses that a provider is handed, to fetch from or to call: https, and none inside a private network."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from subkit.jobs.addresses import checked, is_loopback
from subkit.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterable

_ADDRESS = pattern(r"[A-Za-z][A-Za-z0-9+.-]*://\S*")


def is_address(given: str) -> bool:
    """Whether it is meant as an address, be it a good one, and not as a path or a text.

    >>> is_address("https://media.example/a.wav"), is_address("talks/a.wav"), is_address("See https://a.example")
    (True, False, False)
    """
    return _ADDRESS.fullmatch(given) is not None


def refuse_inner(given: Iterable[str], base: str) -> None:
    """Refuse addresses that must not be handed on; what is none is left alone.

    Args:
        given: addresses, paths and texts.
        base: where the provider is; one that stands in for it on this machine may be sent to this machine.

    Raises:
        AddressError: one of them is not https, or points into a private network.
    """
    local = is_loopback(urlsplit(base).hostname or "")
    for one in given:
        if is_address(one):
            checked(one, loopback=local)
