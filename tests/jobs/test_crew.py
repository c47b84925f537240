"""Threads that do work, and are not waited for without end."""

from __future__ import annotations

import subprocess
import sys
import threading
import time

import pytest

from subkit.jobs.crew import Crew

PATIENCE = 60
"""How long something is waited for in seconds that is sure to come, if late on a busy machine."""


def test_work_is_done_as_by_any_executor() -> None:
    with Crew(3, seconds=PATIENCE) as crew:
        assert [0, 2, 4] == list(crew.map(lambda number: 2 * number, range(3)))
        failed = crew.submit(lambda: 1 // 0)
        with pytest.raises(ZeroDivisionError):
            failed.result(PATIENCE)
        assert 7 == crew.submit(int, "7", base=10).result(PATIENCE)


def test_no_more_is_done_at_once_than_there_are_threads() -> None:
    gate, full, most, running, lock = threading.Event(), threading.Event(), 0, 0, threading.Lock()

    def work() -> None:
        nonlocal most, running
        with lock:
            running += 1
            most = max(most, running)
            if running == 4:
                full.set()
        assert gate.wait(PATIENCE)
        with lock:
            running -= 1

    with Crew(4, seconds=PATIENCE) as crew:
        futures = [crew.submit(work) for _ in range(20)]
        assert full.wait(PATIENCE)
        time.sleep(0.05)  # for a fifth, if there were one
        gate.set()
        for future in futures:
            future.result(PATIENCE)
    assert 4 == most


def test_what_is_not_begun_is_cancelled_and_what_is_slow_is_left() -> None:
    gate, working = threading.Event(), threading.Event()
    crew = Crew(1, seconds=0.2)

    def work() -> bool:
        working.set()
        return gate.wait(2 * PATIENCE)

    begun = crew.submit(work)
    waiting = crew.submit(int)
    assert working.wait(PATIENCE)
    began = time.monotonic()
    crew.shutdown()
    assert 0.1 < time.monotonic() - began < PATIENCE
    assert (False, True) == (begun.done(), waiting.cancelled())
    gate.set()
    assert begun.result(PATIENCE)


def test_work_without_end_does_not_keep_the_program() -> None:
    program = (
        "import time; from subkit.jobs.crew import Crew\n"
        "with Crew(2, seconds=0.1) as crew: crew.submit(time.sleep, 600); time.sleep(0.1)\n"
        "print('ended')"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, timeout=2 * PATIENCE, text=True
    )
    assert "ended\n" == done.stdout
