"""The receiver under load in one command: thousands of calls, 200 at a time, with repeats and forgeries among them.

python -m benchmarks.receiver
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from benchmarks.storm import Answer, Call, storm
from benchmarks.table import table
from subkit.jobs.inbox import Inbox

TOKEN = "a-token-for-the-benchmark"  # noqa: S105  # guards nothing
_SERVE = "import sys; from subkit.cli import main; sys.exit(main())"


class Load(NamedTuple):
    """What the receiver was put to.

    Attributes:
        answers: of all calls.
        seconds: from the first to the last.
        cpu: seconds of it that the receiver worked.
        kept: the jobs on disk afterwards.
        code: how the receiver ended.
    """

    answers: list[Answer]
    seconds: float
    cpu: float
    kept: list[int]
    code: int


def calls(count: int, seed: int) -> list[Call]:
    """As many calls: seven tenths for new jobs, two tenths repeats of earlier ones, one tenth forged; shuffled."""
    new = [Call(number, forged=False) for number in range(count * 7 // 10)]
    repeats = [Call(number * 3, forged=False) for number in range(count * 2 // 10)]
    forged = [Call(count + number, forged=True) for number in range(count - len(new) - len(repeats))]
    mixed = new + repeats + forged
    random.Random(seed).shuffle(mixed)
    return mixed


def put_to(wanted: list[Call], parallel: int, *, kept: bool, repeated: bool = False) -> Load:
    """Serve, make the calls as `storm` does, and see what is on disk."""
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"SUBKIT_WEBHOOK_TOKEN": TOKEN}
        port = _free_port()
        command = [sys.executable, "-c", _SERVE, "serve", "-q", "--port", str(port), "--state-dir", folder]
        process = subprocess.Popen(command, env=environment)
        try:
            _wait_for(port)
            before, began = _cpu(process.pid), time.perf_counter()
            answers = storm(port, TOKEN, wanted, parallel, kept=kept, repeated=repeated)
            seconds, cpu = time.perf_counter() - began, _cpu(process.pid) - before
        finally:
            process.send_signal(signal.SIGTERM)
            code = process.wait(120)
        with closing(Inbox(folder)) as inbox:
            return Load(answers, seconds, cpu, [int(hint.id) for hint in inbox.open(10**6)], code)


def broken(load: Load) -> dict[str, int]:
    """How often each promise was broken."""
    real = [answer for answer in load.answers if not answer.call.forged]
    taken = {answer.call.job for answer in real if (answer.status, answer.body) == (200, b"OK")}
    on_disk = {*load.kept}
    return {
        "calls not answered OK": sum((answer.status, answer.body) != (200, b"OK") for answer in real),
        "lost: answered and not on disk": len(taken - on_disk),
        "doubled": len(load.kept) - len(on_disk),
        "forgeries taken": sum(answer.status != 404 for answer in load.answers if answer.call.forged)
        + len(on_disk - taken),
        "exit code at the end": load.code,
    }


def figures(load: Load) -> dict[str, str]:
    """How it went."""
    waits = sorted(answer.milliseconds for answer in load.answers)
    count = len(waits)
    return {
        "calls": f"{count:,}, {sum(answer.call.forged for answer in load.answers):,} of them forged",
        "jobs": f"{len({*load.kept}):,}",
        "calls a second": f"{count / load.seconds:,.0f}",
        "the receiver's CPU a call": f"{load.cpu / count * 1000:.2f} ms",
        "p50": f"{waits[count // 2]:.0f} ms",
        "p99": f"{waits[count * 99 // 100]:.0f} ms",
        "slowest": f"{waits[-1]:.0f} ms",
    }


def main() -> int:
    """Put the receiver to it, and print the figures; 1 if a promise is broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calls", type=int, default=10_000)
    parser.add_argument("--parallel", type=int, default=200)
    parser.add_argument("--seed", type=int, default=4)
    parser.add_argument("--fresh", action="store_true", help="a new connection for each call")
    options = parser.parse_args()
    load = put_to(calls(options.calls, options.seed), options.parallel, kept=not options.fresh)
    wrong = broken(load)
    rows = [[name, str(value)] for name, value in (figures(load) | wrong).items()]
    print(table(["what", "figure"], rows))
    return 1 if any(wrong.values()) else 0


def _cpu(process: int) -> float:
    """The seconds that a process has worked."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _free_port() -> int:
    """A port that is free, and that the system gives to nobody by itself until the receiver listens there."""
    while True:
        try:
            with socket.create_server(("127.0.0.1", random.randint(20_000, 29_999))) as listener:
                return int(listener.getsockname()[1])
        except OSError:
            continue


def _wait_for(port: int) -> None:
    end = time.monotonic() + 120
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
