"""Sends a stand-in's webhooks, again and again until they are answered as the provider wants."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

import httpx

if TYPE_CHECKING:
    from collections.abc import Callable

    from subkit.providers_dev.clock import Clock

_FIRST_WAIT = 60.0  # seconds; how the waits grow is not documented, that they do is
_GROWTH = 2.0
_ANSWER_LIMIT = 10.0  # real seconds


@dataclass(frozen=True)
class Delivery:
    """One try of a webhook.

    Attributes:
        time: when, in the stand-in's seconds.
        url: where to.
        status: the answer's HTTP status; ``None`` where there was no answer.
        accepted: whether the provider takes the answer for a yes.
    """

    time: float
    url: str
    status: int | None
    accepted: bool


class Callbacks:
    """The webhooks of a stand-in.

    Args:
        clock: what the waits go by.
        accepts: whether an answer's status and body are a yes.
        longest: for how long after the first try it goes on, in seconds.

    Attributes:
        deliveries: every try so far.
    """

    def __init__(self, clock: Clock, accepts: Callable[[int, bytes], bool], longest: float) -> None:
        self.clock = clock
        self.deliveries: list[Delivery] = []
        self._accepts = accepts
        self._longest = longest
        self._tasks: set[asyncio.Task[None]] = set()

    def send_at(self, due: float, url: str, content: bytes, media_type: str) -> None:
        """Send it at that time, and repeat it until it is accepted; must be called in the app's event loop."""
        task = asyncio.get_running_loop().create_task(self._send(due, url, content, media_type))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _send(self, due: float, url: str, content: bytes, media_type: str) -> None:
        await self.clock.sleep(due - self.clock.now())
        first, wait = self.clock.now(), _FIRST_WAIT
        async with httpx.AsyncClient(timeout=_ANSWER_LIMIT, trust_env=False) as client:
            while not await self._try(client, url, content, media_type):
                if self.clock.now() + wait - first > self._longest:
                    return
                await self.clock.sleep(wait)
                wait *= _GROWTH

    async def _try(self, client: httpx.AsyncClient, url: str, content: bytes, media_type: str) -> bool:
        status, accepted = None, False
        try:
            answer = await client.post(url, content=content, headers={"Content-Type": media_type})
        except (httpx.HTTPError, httpx.InvalidURL):
            pass  # an answer that never came is no yes
        else:
            status, accepted = answer.status_code, self._accepts(answer.status_code, answer.content)
        self.deliveries.append(Delivery(self.clock.now(), url, status, accepted))
        return accepted
