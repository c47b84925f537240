"""What may be called and what may not: addresses that were used to fool clients are the examples."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subkit.errors import AddressError
from subkit.jobs.addresses import bare, checked, is_public, resolved

if TYPE_CHECKING:
    from collections.abc import Iterator

HOSTS = ("api.verbit.co", "*.pictory.ai")

FOOLING = [
    "",
    "talk.mp4",
    "file:///etc/passwd",
    "ftp://files.example.com/a",
    "gopher://example.com/",
    "http://example.com/a",
    "//example.com/a",
    "https://",
    "https:///a",
    "https://localhost/a",
    "https://a.localhost/",
    "https://printer.local/",
    "https://metadata.google.internal/",
    "https://router/",
    "https://127.0.0.1/",
    "https://127.1/",
    "https://2130706433/",
    "https://0x7f000001/",
    "https://0177.0.0.1/",
    "https://0/",
    "https://0.0.0.0/",
    "https://10.1.2.3/",
    "https://172.16.0.1/",
    "https://192.168.1.1/",
    "https://100.64.0.1/",
    "https://169.254.169.254/latest/meta-data/",
    "https://224.0.0.1/",
    "https://[::1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[::ffff:a9fe:a9fe]/",
    "https://[::127.0.0.1]/",
    "https://[64:ff9b::a00:1]/",
    "https://[2002:7f00:1::]/",
    "https://[2001:0:1::1]/",
    "https://[fe80::1]/",
    "https://[fe80::1%25eth0]/",
    "https://[fd00::1]/",
    "https://[fec0::1]/",
    "https://[::1",
    "https://user@example.com/",
    "https://example.com@127.0.0.1/",
    "https://127.0.0.1\\@example.com/",
    "https://example.com\t/",
    "https://exam ple.com/",
    "https://example.com/a\r\nHost: x",
    "https://example.com:99999/",
    "https://example.com:0/",
    "https://\u24c1ocalhost/",
    "https://example\u3002com/",
    "https://-a.example.com/",
    f"https://example.com/{'a' * 9000}",
]


@pytest.mark.parametrize("address", FOOLING)
def test_an_address_that_could_fool_is_refused(address: str) -> None:
    with pytest.raises(AddressError) as told:
        checked(address)
    assert str(told.value).isprintable()
    assert len(str(told.value)) < 300


@pytest.mark.parametrize(
    "address",
    [
        "https://api.verbit.co/api/job/new?v=4",
        "https://API.Pictory.ai:443/pictoryapis/v2/transcription",
        "https://api.verbit.co./api/",
    ],
)
def test_a_providers_own_host_is_allowed(address: str) -> None:
    assert address == checked(address, hosts=HOSTS)


@pytest.mark.parametrize(
    "address",
    [
        "https://api.verbit.co.evil.example/",
        "https://evilpictory.ai/",
        "https://pictory.ai/",
        "https://example.com/",
        "https://api.verbit.co:8443/",
        "https://1.1.1.1/",
    ],
)
def test_any_other_host_is_not_the_providers(address: str) -> None:
    checked(address)
    with pytest.raises(AddressError, match=r"is not one of api\.verbit\.co, \*\.pictory\.ai"):
        checked(address, hosts=HOSTS)


def test_this_machine_is_allowed_only_on_request() -> None:
    for address in ("http://127.0.0.1:8080/api/", "http://localhost:1/", "https://[::1]:9/"):
        assert address == checked(address, hosts=HOSTS, loopback=True)
        with pytest.raises(AddressError):
            checked(address, hosts=HOSTS)
    for address in ("http://10.0.0.1/", "http://example.com/", "file://localhost/etc/passwd"):
        with pytest.raises(AddressError):
            checked(address, loopback=True)


def test_a_refusal_does_not_tell_what_an_address_kept_to_itself() -> None:
    with pytest.raises(AddressError) as told:
        checked("http://me:canary@files.example.com/talk.mp4?X-Amz-Signature=canary#canary")
    assert "http://files.example.com/talk.mp4: is not https" == str(told.value)


@given(st.text())
def test_anything_at_all_is_an_address_or_is_refused_in_one_line(text: str) -> None:
    said = text
    try:
        said = checked(text)
    except AddressError as error:
        said = str(error)
    assert said.isprintable()


@given(st.ip_addresses(v=4))
def test_ipv6_that_stands_for_ipv4_is_as_public_as_that(address: IPv4Address) -> None:
    number = int(address)
    for form in (0xFFFF << 32 | number, 0x64FF9B << 96 | number, 0x2002 << 112 | number << 80):
        assert is_public(address) == is_public(IPv6Address(form))


class Rebinding:
    """Names an outer address when it is first asked, and an inner one from then on."""

    def __init__(self) -> None:
        self.answers: Iterator[str] = iter(["93.184.215.14", "169.254.169.254"])

    def __call__(self, host: str, port: int) -> list[str]:
        assert ("files.example.com", 443) == (host, port)
        return [next(self.answers)]


def test_a_name_is_looked_up_once_and_what_it_led_to_is_what_is_called() -> None:
    rebinding = Rebinding()
    assert ("93.184.215.14",) == resolved("files.example.com", 443, rebinding)
    with pytest.raises(AddressError, match=r"leads to 169\.254\.169\.254, which is not on the public"):
        resolved("files.example.com", 443, rebinding)


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (["1.1.1.1", "127.0.0.1"], "leads to 127.0.0.1"),
        (["fe80::1%eth0"], "leads to fe80::1%eth0"),
        ([], "has no address"),
    ],
)
def test_one_inner_address_among_outer_ones_is_enough_to_refuse(answers: list[str], said: str) -> None:
    with pytest.raises(AddressError, match=said):
        resolved("files.example.com", 443, lambda *_: answers)


def test_the_system_is_asked_where_nobody_else_is() -> None:
    with pytest.raises(AddressError, match=r"leads to 127\.0\.0\.1"):
        resolved("127.0.0.1", 443)


def test_what_is_no_address_is_shown_bare_as_well() -> None:
    assert ("place", "mailto:b.c") == (bare("me:word@place?x=1"), bare("mailto:b.c"))
