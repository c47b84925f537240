"""Signs notifications, and checks signed ones, as Standard Webhooks has it (https://www.standardwebhooks.com)."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import re
import time
from typing import TYPE_CHECKING

from subkit.errors import CredentialsError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from subkit.jobs.credentials import Secret

WINDOW = 300
"""How many seconds a signature's time may be off; the specification leaves it open, its libraries take 5 minutes."""

_PREFIX = "whsec_"
_SHORTEST, _LONGEST = 24, 64  # bytes of a secret, says the specification
_SECONDS = re.compile(r"[0-9]{1,12}")


class Signer:
    """Signs bodies with a secret, and checks what others signed with it.

    Args:
        secret: ``whsec_`` and the Base64 of 24 to 64 bytes.
        whose: names it in messages.
        clock: gives the seconds since 1970.

    Raises:
        CredentialsError: it is no such secret.
    """

    def __init__(
        self, secret: Secret, whose: str = "webhook", *, clock: Callable[[], float] = time.time
    ) -> None:
        try:
            self._key = base64.b64decode(secret.revealed().removeprefix(_PREFIX), validate=True)
        except (binascii.Error, ValueError):
            self._key = b""
        if not _SHORTEST <= len(self._key) <= _LONGEST:
            raise CredentialsError(
                whose,
                f"a signing secret is {_PREFIX!r} and the Base64 of {_SHORTEST} to {_LONGEST} bytes",
            )
        self._clock = clock

    def headers(self, name: str, body: bytes) -> dict[str, str]:
        """The three headers that go with a body.

        Args:
            name: names this notification, the same when it is sent again.
            body: what is sent, byte for byte.
        """
        second = str(int(self._clock()))
        return {
            "webhook-id": name,
            "webhook-timestamp": second,
            "webhook-signature": f"v1,{self._signature(name, second, body)}",
        }

    def accepts(self, headers: Mapping[str, str], body: bytes) -> bool:
        """Whether the body is signed with the secret, within the window of time.

        A repeat within the window is as good as the first: who acts on it sees to it that nothing is done twice.

        Args:
            headers: by lower-case names.
            body: what came, byte for byte.
        """
        name, second = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
        if not name or not _SECONDS.fullmatch(second) or abs(self._clock() - int(second)) > WINDOW:
            return False
        expected = self._signature(name, second, body).encode()
        given = [part.partition(",") for part in headers.get("webhook-signature", "").split()]
        # All are compared: time must not tell which one was near.
        matches = [hmac.compare_digest(expected, text.encode()) for kind, _, text in given if kind == "v1"]
        return any(matches)

    def _signature(self, name: str, second: str, body: bytes) -> str:
        signed = b".".join((name.encode(), second.encode(), body))
        return base64.b64encode(hmac.new(self._key, signed, hashlib.sha256).digest()).decode()
