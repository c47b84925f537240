"""Does jobs with the toy provider in a process of its own, which may be made to die at a marked point.

Usage: toy_worker.py URL STATE MARK MEDIA...; MARK is the number of the point to die at, 0 for none.
"""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING, Any

import httpx
from marks import AsyncMarkedTransport, MarkedStore, Marks, mark_files
from toy_provider import Options, Toy, ToyOnline

from subkit.adapter import Source
from subkit.jobs.drivers import AsyncDriver
from subkit.jobs.transcription import Transcription

if TYPE_CHECKING:
    from subkit.jobs.store import Store

TOGETHER = 50


async def work(url: str, store: Store, mark: Marks, media: list[str]) -> None:
    turns = asyncio.Semaphore(TOGETHER)
    online = ToyOnline(url)

    async def one(driver: AsyncDriver, name: str) -> Any:
        record = store.intend("toy", Source(name, url=f"https://media.example/{name}"), Options())
        mark()
        async with turns:
            flow = Transcription(store, record.key, Toy(), online).finish(Options())
            await driver.play(flow, keep=store.save)

    async with httpx.AsyncClient(transport=AsyncMarkedTransport(mark)) as client:
        driver = AsyncDriver(client, local=True, watch=mark)
        await asyncio.gather(*(one(driver, name) for name in media))


def main() -> None:
    url, folder, deadly, *media = sys.argv[1:]
    mark = Marks(int(deadly))
    mark_files(mark)
    with MarkedStore(folder, mark) as store:
        asyncio.run(work(url, store, mark, media))
    sys.stdout.write(f"{mark.count}\n")


if __name__ == "__main__":
    main()
