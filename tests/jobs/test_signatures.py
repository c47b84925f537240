"""Signatures as Standard Webhooks has them."""

from __future__ import annotations

import base64

import pytest

from subkit.errors import CredentialsError
from subkit.jobs.credentials import Secret
from subkit.jobs.signatures import WINDOW, Signer

# The example of the specification's own reference libraries.
SECRET = Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
NAME, SECOND, BODY = "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}'
SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
HEADERS = {"webhook-id": NAME, "webhook-timestamp": str(SECOND), "webhook-signature": SIGNATURE}


def signer(off: float = 0) -> Signer:
    return Signer(SECRET, clock=lambda: SECOND + off)


def test_the_reference_example_is_signed_alike() -> None:
    assert HEADERS == signer(0.7).headers(NAME, BODY)


@pytest.mark.parametrize(
    ("off", "accepted"),
    [(0, True), (WINDOW, True), (-WINDOW, True), (WINDOW + 1, False), (-WINDOW - 1, False)],
)
def test_a_signature_holds_for_the_window(off: float, accepted: bool) -> None:
    assert accepted is signer(off).accepts(HEADERS, BODY)


@pytest.mark.parametrize(
    "change",
    [
        {"webhook-id": "msg_other"},
        {"webhook-id": ""},
        {"webhook-timestamp": str(SECOND + 1)},
        {"webhook-timestamp": f"+{SECOND}"},
        {"webhook-timestamp": "now"},
        {"webhook-signature": ""},
        {"webhook-signature": SIGNATURE.replace("v1,", "v2,")},
        {"webhook-signature": SIGNATURE[:-2] + "A="},
        {"webhook-signature": "v1,ü"},
    ],
)
def test_anything_changed_is_refused(change: dict[str, str]) -> None:
    assert signer().accepts(HEADERS | change, BODY) is False


def test_a_changed_body_is_refused() -> None:
    assert signer().accepts(HEADERS, BODY + b" ") is False


def test_one_good_signature_among_others_will_do_while_secrets_change() -> None:
    several = {"webhook-signature": f"v1,{'A' * 43}= {SIGNATURE} v1a,x"}
    assert signer().accepts(HEADERS | several, BODY) is True


@pytest.mark.parametrize(
    "secret",
    [
        "",
        "whsec_",
        "whsec_no base64",
        "whsec_" + base64.b64encode(b"x" * 23).decode(),
        base64.b64encode(b"x" * 65).decode(),
    ],
)
def test_a_secret_that_is_none_is_refused_without_showing_it(secret: str) -> None:
    with pytest.raises(CredentialsError) as refused:
        Signer(Secret(secret))
    assert not secret or secret not in str(refused.value).replace("'whsec_'", "")
