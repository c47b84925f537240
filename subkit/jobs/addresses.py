"""Which addresses may be called or handed on: https, a provider's own hosts, and nothing inside a private network."""

from __future__ import annotations

import re
import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit

from subkit.errors import AddressError
from subkit.wording import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_LONGEST = 8192
_NAME = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z0-9-]*[a-z][a-z0-9-]*")
# Names that only mean something inside a network (RFC 6761, RFC 6762, RFC 8375, ICANN's private-use name).
_INNER = (".localhost", ".local", ".internal", ".home.arpa", ".lan", ".intranet", ".corp", ".home")
# A network of IPv6 that stands for IPv4, and how far the IPv4 address is from its end, in bits.
_EMBEDDING = (
    (IPv6Network("64:ff9b::/96"), 0),
    (IPv6Network("2002::/16"), 80),
    (IPv6Network("::/96"), 0),
)


def checked(address: str, *, hosts: Sequence[str] = (), loopback: bool = False) -> str:
    """The address, if it may be called or handed on, judged by its text alone.

    Args:
        address: the URL.
        hosts: the only hosts allowed, on port 443: ``api.example.com``, or ``*.example.com`` for all below it; any if empty.
        loopback: allow this machine itself, with or without TLS: for a stand-in of the provider.

    Raises:
        AddressError: it is none, not https, carries a user name, or points into a private network or off the hosts.

    >>> checked("https://api.example.com/jobs?v=4", hosts=["*.example.com"])
    'https://api.example.com/jobs?v=4'
    """
    parts = _split(address)
    host, port = _host(address, parts)
    if loopback and is_loopback(host):
        if parts.scheme not in {"http", "https"}:
            raise _refused(address, f"is {parts.scheme or 'no address'}, not http or https")
        return address
    if parts.scheme != "https":
        raise _refused(address, "is not https")
    if "@" in parts.netloc:
        raise _refused(address, "carries a user name")
    _outside(address, host)
    if hosts:
        _on(address, host, port, hosts)
    return address


def resolved(
    host: str, port: int, resolve: Callable[[str, int], Iterable[str]] | None = None
) -> tuple[str, ...]:
    """The IP addresses of a host, all of them public: connect to one of these, and do not look the name up again.

    Args:
        host: its name, or an IP address.
        port: where it will be called.
        resolve: looks the name up; by default, the system.

    Raises:
        AddressError: one of them is private, or there is none.
        OSError: the name cannot be looked up.
    """
    return all_public(host, (resolve or _looked_up)(host, port))


def all_public(host: str, addresses: Iterable[str]) -> tuple[str, ...]:
    """The IP addresses that a host's name led to, if every one is public.

    Raises:
        AddressError: one of them is not, or there is none.
    """
    found = tuple(dict.fromkeys(addresses))
    if not found:
        raise AddressError(host, "has no address")
    for one in found:
        if not is_public(ip_address(one.partition("%")[0])):
            raise AddressError(host, f"leads to {one}, which is not on the public network")
    return found


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Whether an IP address is on the public network, and so is the IPv4 address that it may stand for.

    >>> is_public(ip_address("169.254.169.254")), is_public(ip_address("::ffff:10.0.0.1")), is_public(ip_address("1.1.1.1"))
    (False, False, True)
    """
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return is_public(address.ipv4_mapped)
        if address.teredo or address.is_site_local:
            return False
        for network, shift in _EMBEDDING:
            if address in network:
                return is_public(IPv4Address(int(address) >> shift & 0xFFFFFFFF))
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def is_loopback(host: str) -> bool:
    """Whether a host is this machine itself: ``localhost``, or an IP address that says so.

    >>> is_loopback("127.0.0.1"), is_loopback("::1"), is_loopback("localhost.example.com")
    (True, True, False)
    """
    if host == "localhost":
        return True
    literal = _literal(host)
    return literal is not None and literal.is_loopback


def bare(address: str) -> str:
    """An address for messages: without its user name, and without its query, which may hold a signature.

    >>> bare("https://me:word@example.com/file?X-Amz-Signature=abc")
    'https://example.com/file'
    """
    text = re.split(r"[?#]", one_line(address, _LONGEST))[0]
    scheme, mark, rest = text.partition("://")
    if not mark:
        return one_line(text.rpartition("@")[2], 120)
    place, slash, path = rest.partition("/")
    return one_line(f"{scheme}://{place.rpartition('@')[2]}{slash}{path}", 120)


def _split(address: str) -> SplitResult:
    if len(address) > _LONGEST:
        raise _refused(address, f"is longer than {_LONGEST} characters")
    if not address.isascii() or not address.isprintable() or re.search(r'[\s\\<>"^`{|}]', address):
        # What different readers read differently is how one of them is fooled.
        raise _refused(address, "holds blanks or signs that no address has")
    try:
        return urlsplit(address)
    except ValueError as error:
        raise _refused(address, f"is no address ({one_line(str(error))})") from error


def _host(address: str, parts: SplitResult) -> tuple[str, int | None]:
    try:
        host, port = (parts.hostname or "").removesuffix("."), parts.port
    except ValueError as error:
        raise _refused(address, f"is no address ({one_line(str(error))})") from error
    if not host or port == 0 or "%" in host:
        raise _refused(address, "names no host")
    return host, port


def _outside(address: str, host: str) -> None:
    literal = _literal(host)
    if literal is not None:
        if not is_public(literal):
            raise _refused(address, "is not on the public network")
    elif host == "localhost" or host.endswith(_INNER) or not _NAME.fullmatch(host):
        # Among what is no name are the old spellings of IPv4: 127.1, 0x7f000001, 017700000001.
        raise _refused(address, "names no host of the public network")


def _on(address: str, host: str, port: int | None, hosts: Sequence[str]) -> None:
    for allowed in hosts:
        below = allowed.startswith("*.") and host.endswith(allowed[1:])
        if (host == allowed or below) and port in {None, 443}:
            return
    raise _refused(address, f"is not one of {', '.join(hosts)}")


def _literal(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None


def _looked_up(host: str, port: int) -> list[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(place[0]) for *_, place in found]


def _refused(address: str, reason: str) -> AddressError:
    return AddressError(bare(address), reason)
