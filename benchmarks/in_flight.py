"""Many jobs at once in one asynchronous process, against the stand-ins: what that takes, and how often it asks.

python -m benchmarks.in_flight
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import re
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from itertools import accumulate, takewhile
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import httpx

from benchmarks.table import table
from subkit.adapter import Source
from subkit.jobs.credentials import Credentials
from subkit.jobs.drivers import AsyncDriver
from subkit.jobs.flow import Ask
from subkit.jobs.retry import waits
from subkit.jobs.store import Store
from subkit.jobs.transcription import Transcription
from subkit_adapters.pictory import adapter as pictory
from subkit_adapters.verbit import adapter as verbit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from subkit.adapter import Online, Polling
    from subkit.jobs.flow import Step

WORK = 30.0  # seconds that a job takes there
MOST_MEMORY = 200.0  # MB
_SERVE = "import sys; from subkit.cli import main; sys.exit(main())"
_STARTS = ("/job/perform_transcription", "/v2/transcription")
_POLLS = re.compile(r"/job/info$|/v1/jobs/[^/]+$")
_SECRETS = {"verbit": "token", "pictory": "key"}
_ADAPTERS: dict[str, Any] = {"verbit": verbit, "pictory": pictory}
_OPTIONS = {"verbit": verbit.options(profile="captions"), "pictory": pictory.options()}


@contextlib.contextmanager
def stand_ins() -> Iterator[dict[str, str]]:
    """The stand-ins in a process of their own, and what they want to be set."""
    command = [sys.executable, "-c", _SERVE, "providers-dev", "--port", "0", "--work-time", str(WORK)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        told = "".join(process.stdout.readline() for _ in range(3)) if process.stdout else ""
        yield dict(re.findall(r"SUBKIT_(\w+)=(\S+)", told))
        process.send_signal(signal.SIGINT)


async def flood(store: Store, wanted: int, variables: dict[str, str], heard: Counter[str]) -> int:
    """Submit, wait for and fetch as many jobs, half of them at each provider; how many have their result."""
    async with httpx.AsyncClient(trust_env=False) as client:
        driver = AsyncDriver(client, local=True, watch=lambda step: heard.update(_name(step)))
        services = {name: service(name, variables) for name in _SECRETS}
        names = [list(services)[number % 2] for number in range(wanted)]
        jobs = [one(store, driver, name, services[name], number) for number, name in enumerate(names)]
        return sum(await asyncio.gather(*jobs))


async def one(store: Store, driver: AsyncDriver, name: str, online: Online, number: int) -> bool:
    """One job from its media's address to its result on disk."""
    adapter, options = _ADAPTERS[name], _OPTIONS[name]
    source = Source(f"{number}.mp4", url=f"https://media.example/{number}.mp4", duration=60_000)
    record = store.intend(name, source, options)
    await driver.play(Transcription(store, record.key, adapter, online).finish(options), keep=store.save)
    return store.result(record.key) is not None


def service(name: str, variables: dict[str, str]) -> Online:
    """A provider's service at its stand-in."""
    secret = _SECRETS[name]
    known = Credentials(name, {secret: variables[f"{name}_{secret}".upper()]})
    online: Online = _ADAPTERS[name].online(known, variables[f"{name}_BASE_URL".upper()])
    return online


def allowed(polling: Polling, seconds: float) -> int:
    """How many questions of a job a provider's rules allow in that time."""
    return sum(1 for _ in takewhile(lambda when: when <= seconds, accumulate(waits(polling))))


def _name(step: Step) -> list[str]:
    if not isinstance(step, Ask):
        return []
    path = urlsplit(step.url).path
    return ["calls", *(["starts"] * path.endswith(_STARTS)), *(["polls"] * bool(_POLLS.search(path)))]


def main() -> int:
    """Print the figures; 1 if one of them is not what it should be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--jobs", type=int, default=1000)
    count = parser.parse_args().jobs
    heard: Counter[str] = Counter()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, stand_ins() as variables, Store(folder) as store:
        done = asyncio.run(flood(store, count, variables, heard))
        pollings = [service(name, variables).polling for name in _SECRETS]
    seconds = time.monotonic() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    # Pictory's result is the answer to the same call as its state: one more for each of its jobs.
    most = sum(allowed(polling, seconds) for polling in pollings) * count // 2 + count // 2
    rows = [
        ("jobs with their result", f"{done}", f"{count}"),
        ("starts", f"{heard['starts']}", f"{count}"),
        ("questions of how a job is", f"{heard['polls']}", f"at most {most}"),
        ("calls in all", f"{heard['calls']}", ""),
        ("memory, MB", f"{memory:.0f}", f"at most {MOST_MEMORY:.0f}"),
        ("seconds", f"{seconds:.0f}", ""),
    ]
    print(table(("what", "found", "wanted"), rows))
    good = done == count == heard["starts"] and heard["polls"] <= most and memory <= MOST_MEMORY
    return 0 if good else 1


if __name__ == "__main__":
    raise SystemExit(main())
