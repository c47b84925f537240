"""Does one job with a provider's own adapter in a process of its own, which may be made to die at a marked point.

Usage: provider_worker.py PROVIDER ADDRESS STATE MARK MEDIA; MARK as for toy_worker.py.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import httpx
import msgspec
from canary import CANARY
from marks import MarkedStore, MarkedTransport, Marks, mark_files

from subkit import registry
from subkit.adapter import JobAdapter, Source
from subkit.jobs.credentials import Credentials
from subkit.jobs.drivers import Clock, Driver
from subkit.jobs.transcription import Transcription

SECRETS = {"verbit": {"token": CANARY}, "pictory": {"key": CANARY}}
OPTIONS = {"verbit": {"profile": "captions"}, "pictory": {"alone": True}}


class Hasty(Clock):
    """Naps where others wait: the stand-in's time passes quickly."""

    def sleep(self, seconds: float) -> None:
        time.sleep(min(seconds, 0.02))


def main() -> None:
    provider, address, folder, deadly, media = sys.argv[1:]
    mark = Marks(int(deadly))
    mark_files(mark)
    adapter = registry.adapter(provider)
    assert isinstance(adapter, JobAdapter)
    online = adapter.online(Credentials(provider, SECRETS[provider]), address)
    options = msgspec.convert(OPTIONS[provider], adapter.options)
    with MarkedStore(folder, mark) as store, httpx.Client(transport=MarkedTransport(mark)) as client:
        record = store.intend(provider, Source("talk.mp4", path=Path(media)), options, place=address)
        mark()
        driver = Driver(client, local=True, watch=mark, clock=Hasty())
        driver.play(Transcription(store, record.key, adapter, online).finish(options), keep=store.save)
    sys.stdout.write(f"{mark.count}\n")


if __name__ == "__main__":
    main()
