"""Brings notifications to a URL of the user's, signed, and again for a day where that fails."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from subkit.errors import AddressError, ProviderError, UnreachableError
from subkit.jobs.addresses import checked, is_loopback
from subkit.jobs.drivers import Driver
from subkit.jobs.flow import Ask
from subkit.jobs.pinning import client
from subkit.jobs.retry import retry_after
from subkit.wording import one_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from subkit.jobs.flow import Flow, Response
    from subkit.jobs.outbox import Outbox, Waiting
    from subkit.jobs.signatures import Signer

PATIENCE = 24 * 3600.0
"""Seconds after which a notification is given up."""

SECONDS = 20.0
"""How long an answer may take; Standard Webhooks advises 15 to 30 seconds."""

_FIRST, _MOST = 5.0, 3600.0  # seconds between two tries of the same; doubled each time
_LONGEST_SILENCE = 600.0  # seconds before somebody who gave no answer is tried again
_GONE = 410  # who answers so wants no more of it, says Standard Webhooks
_ANSWER_LIMIT = 2**20  # bytes


class Courier:
    """Delivers what is in an outbox, one after the other, to one URL.

    Where there is no answer at all, everything waits; where one notification is refused, the others go on.

    Args:
        outbox: the notifications.
        url: https on the public network, or this machine itself.
        signer: signs them.
        log: is told what becomes of each.
        clock: gives the seconds since 1970.

    Raises:
        AddressError: the URL may not be called.
    """

    def __init__(
        self,
        outbox: Outbox,
        url: str,
        signer: Signer,
        *,
        log: Callable[[str], None] = lambda _: None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._url = checked(url, loopback=True)
        self._host = one_line(urlsplit(url).hostname or "", 80)
        local = is_loopback(self._host)
        self._client = client(loopback=local)
        self._driver = Driver(self._client, local=local)
        self._outbox, self._signer = outbox, signer
        self._log, self._clock = log, clock
        self._silence = self._silent_until = 0.0

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def look(self) -> float:
        """Deliver what is due; the seconds until something is.

        Raises:
            StoreError: the outbox cannot be read or written.
        """
        if self._clock() >= self._silent_until:
            for one in self._outbox.due():
                if not self._delivered(one):
                    break
        return max(self._silent_until - self._clock(), self._outbox.wait(_MOST))

    def _delivered(self, one: Waiting) -> bool:
        """Try to deliver a notification; whether anybody was there."""
        try:
            response = self._driver.play(self._sending(one))
        except UnreachableError as error:
            self._silence = min(_LONGEST_SILENCE, 2 * self._silence or _FIRST)
            self._silent_until = self._clock() + self._silence
            self._put_off(one, 0, error.reason)
            return False
        except (AddressError, ProviderError) as error:
            # A name may lead elsewhere tomorrow, and an answer be shorter. Its path is not told: it may hold a secret.
            self._put_off(one, 0, error.reason)
            return True
        self._silence = 0.0
        if response.ok:
            self._outbox.settle(one.name, "delivered")
            self._log(f"{one.name}: delivered to {self._host}")
        elif response.status == _GONE:
            self._give_up(one, "HTTP 410, it wants no more of it")
        else:
            self._put_off(one, retry_after(response) or 0, f"HTTP {response.status}")
        return True

    def _sending(self, one: Waiting) -> Flow[Response]:
        headers = {"Content-Type": "application/json", **self._signer.headers(one.name, one.body)}
        ask = Ask("POST", self._url, headers=headers, content=one.body, limit=_ANSWER_LIMIT, seconds=SECONDS)
        response: Response = yield ask
        return response

    def _put_off(self, one: Waiting, wanted: float, reason: str) -> None:
        if self._clock() - one.made >= PATIENCE:
            self._give_up(one, reason)
            return
        if one.tries == 0:
            self._log(f"{one.name}: not delivered to {self._host}, will be tried again for a day: {reason}")
        usual = min(_MOST, _FIRST * 2.0 ** min(one.tries, 30))
        self._outbox.postpone(one.name, min(_MOST, max(usual, wanted)))

    def _give_up(self, one: Waiting, reason: str) -> None:
        self._outbox.settle(one.name, "given up")
        self._log(f"{one.name}: given up, {self._host} never took it: {reason}")
