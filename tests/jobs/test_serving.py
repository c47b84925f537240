"""The server and the workers beside it, in a program of their own: what fails, what mends, and how it ends."""

from __future__ import annotations

import subprocess
import sys

import pytest

PROGRAM = """
import signal, sys, tempfile
from subkit.errors import StoreError
from subkit.jobs.credentials import Secret
from subkit.jobs.inbox import Inbox
from subkit.jobs.serving import Bell, listener, serve
from subkit.jobs.webhook import Receiver

class Worker:
    looks = 0
    def look(self):
        self.looks += 1
        print("looked", self.looks, flush=True)
        if self.looks == 1:
            raise FAULT
        signal.raise_signal(signal.SIGTERM)
        return 600.0

receiver = Receiver([], [Secret("canary-0123456789abcdefghijk")], Inbox(tempfile.mkdtemp()))
serve(receiver, [(Worker(), Bell())], listener("127.0.0.1", 0), mend_seconds=0.1)
print("ended")
"""


def run(fault: str) -> subprocess.CompletedProcess[str]:
    program = PROGRAM.replace("FAULT", fault)
    return subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=False, timeout=120, text=True
    )


def test_a_worker_whose_disk_fails_goes_on_later() -> None:
    done = run("StoreError('/state', 'no space left')")
    assert (0, "looked 1\nlooked 2\nended\n") == (done.returncode, done.stdout)
    assert "tried again in 0 s: /state: no space left\n" == done.stderr


@pytest.mark.parametrize("fault", ["ZeroDivisionError", "KeyError('bug')"])
def test_a_bug_of_a_worker_ends_the_program_and_is_told(fault: str) -> None:
    done = run(fault)
    assert (1, "looked 1\n") == (done.returncode, done.stdout)
    assert done.stderr.splitlines()[-1].startswith(fault.partition("(")[0])
