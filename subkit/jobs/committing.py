"""Puts hints on disk together with all that come at the same time: one wait for the disk serves them all."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from subkit.errors import SubkitError

if TYPE_CHECKING:
    from subkit.adapter import Notice
    from subkit.jobs.inbox import Inbox


class Committer:
    """Writes to an inbox for the many calls of one event loop.

    Args:
        inbox: keeps the hints.
    """

    def __init__(self, inbox: Inbox) -> None:
        self._inbox = inbox
        self._waiting: list[tuple[tuple[str, Notice], asyncio.Future[bool]]] = []
        self._writer: asyncio.Task[None] | None = None

    async def put(self, adapter: str, notice: Notice) -> bool:
        """Keep what an adapter's provider said; when this returns it is on the disk.

        Returns:
            Whether it is new.

        Raises:
            StoreError: it was not kept.
        """
        kept: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._waiting.append(((adapter, notice), kept))
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._write())
        return await kept

    async def _write(self) -> None:
        """Write whatever waits, as long as something does."""
        while self._waiting:
            batch, self._waiting = self._waiting, []
            try:
                news = await asyncio.to_thread(self._inbox.put, [item for item, _ in batch])
            except SubkitError as error:
                for _, kept in batch:
                    if not kept.done():
                        kept.set_exception(error)
            else:
                for (_, kept), new in zip(batch, news, strict=True):
                    if not kept.done():
                        kept.set_result(new)
