"""Threads that do work, and are not waited for without end."""

from __future__ import annotations

import subprocess
import sys
import threading
import time

import pytest

from subkit.jobs.crew import Crew


def test_work_is_done_as_by_any_executor() -> None:
    with Crew(3, seconds=5) as crew:
        assert [0, 2, 4] == list(crew.map(lambda number: 2 * number, range(3)))
        failed = crew.submit(lambda: 1 // 0)
        with pytest.raises(ZeroDivisionError):
            failed.result(5)
        assert 7 == crew.submit(int, "7", base=10).result(5)


def test_no_more_is_done_at_once_than_there_are_threads() -> None:
    gate, most, running, lock = threading.Event(), 0, 0, threading.Lock()

    def work() -> None:
        nonlocal most, running
        with lock:
            running += 1
            most = max(most, running)
        gate.wait(5)
        with lock:
            running -= 1

    with Crew(4, seconds=5) as crew:
        futures = [crew.submit(work) for _ in range(20)]
        time.sleep(0.05)
        gate.set()
        for future in futures:
            future.result(5)
    assert 4 == most


def test_what_is_not_begun_is_cancelled_and_what_is_slow_is_left() -> None:
    gate = threading.Event()
    crew = Crew(1, seconds=0.2)
    begun = crew.submit(gate.wait, 30)
    waiting = crew.submit(int)
    time.sleep(0.05)
    began = time.monotonic()
    crew.shutdown()
    assert 0.1 < time.monotonic() - began < 3
    assert (False, True) == (begun.done(), waiting.cancelled())
    gate.set()
    assert begun.result(5)


def test_work_without_end_does_not_keep_the_program() -> None:
    program = (
        "import time; from subkit.jobs.crew import Crew\n"
        "with Crew(2, seconds=0.1) as crew: crew.submit(time.sleep, 60); time.sleep(0.1)\n"
        "print('ended')"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, timeout=20, text=True
    )
    assert "ended\n" == done.stdout
