"""The receiver under load in one command: thousands of calls, 200 at a time, with repeats and forgeries among them.

python -m benchmarks.receiver
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from typing import NamedTuple

from benchmarks.table import table
from subkit.jobs.inbox import Inbox

TOKEN = "a-token-for-the-benchmark"  # noqa: S105  # guards nothing
_SERVE = "import sys; from subkit.cli import main; sys.exit(main())"


class Call(NamedTuple):
    """A call to make: for which job, and whether its token is wrong."""

    job: int
    forged: bool


class Answer(NamedTuple):
    """What came of a call, and after how many ms."""

    call: Call
    status: int
    body: bytes
    milliseconds: float


def calls(count: int, seed: int) -> list[Call]:
    """As many calls: seven tenths for new jobs, two tenths repeats of earlier ones, one tenth forged; shuffled."""
    new = [Call(number, forged=False) for number in range(count * 7 // 10)]
    repeats = [Call(number * 3, forged=False) for number in range(count * 2 // 10)]
    forged = [Call(count + number, forged=True) for number in range(count - len(new) - len(repeats))]
    mixed = new + repeats + forged
    random.Random(seed).shuffle(mixed)
    return mixed


async def storm(port: int, wanted: list[Call], parallel: int) -> list[Answer]:
    """Make the calls, each on a connection of its own."""
    gate = asyncio.Semaphore(parallel)

    async def one(call: Call) -> Answer:
        async with gate:
            began = time.perf_counter()
            body = f"job_id={call.job}&status=Completed".encode()
            token = TOKEN[::-1] if call.forged else TOKEN
            lines = (
                f"POST /hooks/verbit/{token} HTTP/1.1",
                "Host: 127.0.0.1",
                "Content-Type: application/x-www-form-urlencoded",
                f"Content-Length: {len(body)}",
                "Connection: close",
            )
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write("\r\n".join((*lines, "", "")).encode() + body)
            head, _, answered = (await reader.read()).partition(b"\r\n\r\n")
            writer.close()
            milliseconds = (time.perf_counter() - began) * 1000
            return Answer(call, int(head[9:12] or b"0"), answered, milliseconds)

    return await asyncio.gather(*map(one, wanted))


def main() -> int:
    """Serve, make the calls, count what is on disk."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calls", type=int, default=10_000)
    parser.add_argument("--parallel", type=int, default=200)
    parser.add_argument("--seed", type=int, default=4)
    options = parser.parse_args()
    wanted = calls(options.calls, options.seed)
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"SUBKIT_WEBHOOK_TOKEN": TOKEN}
        port = _free_port()
        command = [sys.executable, "-c", _SERVE, "serve", "-q", "--port", str(port), "--state-dir", folder]
        process = subprocess.Popen(command, env=environment)
        try:
            _wait_for(port)
            began = time.perf_counter()
            answers = asyncio.run(storm(port, wanted, options.parallel))
            seconds = time.perf_counter() - began
        finally:
            process.send_signal(signal.SIGTERM)
            code = process.wait(30)
        with closing(Inbox(folder)) as inbox:
            kept = [int(hint.id) for hint in inbox.open(10**6)]
    return _told(answers, kept, seconds, code)


def _told(answers: list[Answer], kept: list[int], seconds: float, code: int) -> int:
    """Print the figures; 1 if a promise is broken."""
    real = [answer for answer in answers if not answer.call.forged]
    taken = {answer.call.job for answer in real if (answer.status, answer.body) == (200, b"OK")}
    waits = sorted(answer.milliseconds for answer in answers)
    wrong = {
        "calls not answered OK": sum((answer.status, answer.body) != (200, b"OK") for answer in real),
        "lost: answered and not on disk": len(taken - {*kept}),
        "doubled": len(kept) - len({*kept}),
        "forgeries taken": sum(answer.status != 404 for answer in answers if answer.call.forged)
        + len({*kept} - taken),
        "exit code at the end": code,
    }
    figures = {
        "calls": f"{len(answers):,}, {len(answers) - len(real):,} of them forged",
        "jobs": f"{len(taken):,}",
        "calls a second": f"{len(answers) / seconds:,.0f}",
        "p50": f"{waits[len(waits) // 2]:.0f} ms",
        "p99": f"{waits[len(waits) * 99 // 100]:.0f} ms",
        "slowest": f"{waits[-1]:.0f} ms",
    }
    print(table(["what", "figure"], [[name, str(value)] for name, value in (figures | wrong).items()]))
    return 1 if any(wrong.values()) else 0


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def _wait_for(port: int) -> None:
    end = time.monotonic() + 20
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            time.sleep(0.05)
        else:
            return
    raise SystemExit("the receiver did not start")


if __name__ == "__main__":
    sys.exit(main())
