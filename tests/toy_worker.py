"""Does jobs with the toy provider in a process of its own, which may be made to die at a marked point.

Usage: toy_worker.py URL STATE MARK MEDIA...; MARK is the number of the point to die at, 0 for none.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from typing import Any

import httpx
from toy_provider import Options, Toy, ToyOnline

from subkit.adapter import Job, Source
from subkit.jobs.drivers import AsyncDriver
from subkit.jobs.store import Store
from subkit.jobs.transcription import Transcription

TOGETHER = 50


class Marks:
    """Counts the points a run comes by; at the one to die at it dies, as by a power cut."""

    def __init__(self, deadly: int) -> None:
        self.deadly = deadly
        self.count = 0

    def __call__(self, _: object = None) -> None:
        self.count += 1
        if self.count == self.deadly:
            os.kill(os.getpid(), signal.SIGKILL)


class MarkedStore(Store):
    """A store with points before and after whatever it puts on disk."""

    def __init__(self, folder: str, mark: Marks) -> None:
        super().__init__(folder)
        self.mark = mark

    def save(self, job: Job) -> None:
        super().save(job)
        self.mark()

    def put_result(self, key: str, raw: bytes) -> None:
        self.mark()
        super().put_result(key, raw)
        self.mark()


async def work(url: str, store: Store, mark: Marks, media: list[str]) -> None:
    turns = asyncio.Semaphore(TOGETHER)
    online = ToyOnline(url)

    async def one(driver: AsyncDriver, name: str) -> Any:
        record = store.intend("toy", Source(name, url=f"https://media.example/{name}"), Options())
        mark()
        async with turns:
            flow = Transcription(store, record.key, Toy(), online).finish(Options())
            await driver.play(flow, keep=store.save)

    async with httpx.AsyncClient(verify=False) as client:  # noqa: S501  # no TLS here; reading certificates takes long
        driver = AsyncDriver(client, local=True, watch=mark)
        await asyncio.gather(*(one(driver, name) for name in media))


def main() -> None:
    url, folder, deadly, *media = sys.argv[1:]
    mark = Marks(int(deadly))
    with MarkedStore(folder, mark) as store:
        asyncio.run(work(url, store, mark, media))
    sys.stdout.write(f"{mark.count}\n")


if __name__ == "__main__":
    main()
