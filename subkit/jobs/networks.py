"""Networks by their CIDR, and whether a caller's address lies in one of them."""

from __future__ import annotations

from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import TYPE_CHECKING

from subkit.errors import ConfigError
from subkit.wording import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable


class Networks:
    """Some networks.

    Args:
        named: each as ``192.0.2.0/24`` or ``2001:db8::/32``, or as a single address.

    Raises:
        ConfigError: one is none, or has bits set behind its prefix.

    >>> office = Networks(["192.0.2.0/24", "2001:db8::1"])
    >>> "192.0.2.7" in office, "::ffff:192.0.2.7" in office, "192.0.3.7" in office, "unknown" in office
    (True, True, False, False)
    """

    def __init__(self, named: Iterable[str]) -> None:
        self._known = [_network(one) for one in named]

    def __bool__(self) -> bool:
        return bool(self._known)

    def __contains__(self, host: str) -> bool:
        try:
            address = ip_address(host.partition("%")[0])
        except ValueError:
            return False
        # A socket that listens for both kinds tells of IPv4 callers by an IPv6 address.
        mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
        return any((mapped or address) in network for network in self._known)


def _network(named: str) -> IPv4Network | IPv6Network:
    try:
        return ip_network(named.strip())
    except ValueError as error:
        raise ConfigError(one_line(named, 80), f"is no network ({one_line(str(error))})") from error
