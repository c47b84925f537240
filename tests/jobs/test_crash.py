"""Processes are killed while they work; what was paid once is paid once, and no result is lost.

``SUBKIT_CRASH=10`` kills at every marked point ten times, and at random within a thousand jobs: ``make test-crash``.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import toy_provider
from nursery import Nursery
from toy_provider import RESULT, Server, Service

from subkit.adapter import State
from subkit.jobs.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nursery import Child

REPEATS = int(os.environ.get("SUBKIT_CRASH", "0"))
WORKER = Path(toy_provider.__file__).with_name("toy_worker.py")
MARKS = 30
"""The points one job comes by from intent to result."""
SOME = [4, 6, 9, 13, 24, 25, 28, 29, 30]
"""On disk as starting; taken and answered; on disk with its id; within the answer of a question, and within the result; before
the raw result is written, before and after it takes its name, and when it is noted."""

PATIENCE = 60
"""How long something is waited for in seconds that is sure to come, if late on a busy machine."""


class Scene:
    def __init__(self, folder: Path, nursery: Nursery) -> None:
        self.state = folder / "state"
        self.service = Service()
        self.server = Server(self.service)
        self.nursery = nursery

    def start(self, mark: int = 0, media: tuple[str, ...] = ("talk",)) -> Child:
        return self.nursery.start("toy_worker", self.server.url, str(self.state), str(mark), *media)

    def run(self, mark: int = 0) -> int:
        self.server.settle()
        ended = self.start(mark).wait()
        assert "" == ended.errors
        return ended.code

    def alone(self) -> subprocess.Popen[str]:
        """A process that is nobody's child but ours."""
        command = [sys.executable, str(WORKER), self.server.url, str(self.state), "0", "talk"]
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def assert_paid_once(self, jobs: int = 1) -> None:
        with Store(self.state) as store:
            records = store.records()
            assert jobs == len(records)
            assert sorted(record.key for record in records) == sorted(self.service.starts)
            for record in records:
                assert (State.DONE, RESULT) == (record.job.state, store.result(record.key))
        assert_nothing_partial(self.state, RESULT)


def assert_nothing_partial(folder: Path, *whole: bytes) -> None:
    """What a kill leaves is whole, and the dead hold nothing."""
    assert [] == list(folder.rglob("*.lock"))
    assert all(path.read_bytes() in whole for path in folder.rglob(".subkit-*.tmp"))


@pytest.fixture(scope="module")
def nursery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nursery]:
    with Nursery(tmp_path_factory.mktemp("nursery"), "toy_worker") as nursery:
        yield nursery


@pytest.fixture
def scene(tmp_path: Path, nursery: Nursery) -> Iterator[Scene]:
    scene = Scene(tmp_path, nursery)
    with scene.server:
        yield scene


def test_there_are_as_many_points_as_we_kill_at(scene: Scene) -> None:
    ended = scene.start().wait()
    assert (0, MARKS) == (ended.code, int(ended.out))
    scene.assert_paid_once()


@pytest.mark.parametrize("mark", [*range(1, MARKS + 1)] * REPEATS or SOME)
def test_a_process_killed_anywhere_costs_nothing(scene: Scene, mark: int) -> None:
    assert -signal.SIGKILL == scene.run(mark)
    assert 0 == scene.run()
    scene.assert_paid_once()


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("path", ["/jobs", "/jobs/1", "/jobs/1/result"])
def test_a_process_killed_within_a_call_costs_nothing(scene: Scene, path: str, after: bool) -> None:
    workers: list[Child] = []
    started = threading.Event()

    def kill(request: toy_provider.Request, done: bool) -> None:
        assert started.wait(PATIENCE)
        if request.path == path and done is after and workers:
            workers.pop().kill(signal.SIGKILL)

    scene.service.fault = kill
    worker = scene.start()
    workers.append(worker)
    started.set()
    assert -signal.SIGKILL == worker.wait().code
    assert 0 == scene.run()
    scene.assert_paid_once()


def test_two_processes_with_the_same_work_pay_once(scene: Scene) -> None:
    workers = [scene.alone() for _ in range(3)]
    for worker in workers:
        _, errors = worker.communicate(timeout=60)
        assert (0, "") == (worker.returncode, errors)
    scene.assert_paid_once()


def test_a_stopped_process_keeps_its_claim(scene: Scene) -> None:
    stopped = threading.Event()

    def wait(request: toy_provider.Request, after: bool) -> None:
        assert after or request.method != "POST" or stopped.wait(PATIENCE)

    scene.service.fault = wait
    first = scene.alone()
    while not scene.server.requests:
        assert first.poll() is None
        time.sleep(0.01)
    first.send_signal(signal.SIGSTOP)
    stopped.set()
    second = scene.start()
    with Store(scene.state) as store:
        (record,) = store.records()
        end = time.monotonic() + 1.5
        while time.monotonic() < end:
            assert not store.claim(record.key)
            time.sleep(0.05)
    first.send_signal(signal.SIGCONT)
    first.communicate(timeout=60)
    assert (0, 0) == (first.returncode, second.wait().code)
    scene.assert_paid_once()


@pytest.mark.parametrize("seed", [1, 2, 3] if REPEATS else [1])
def test_kills_at_random_within_many_jobs_cost_nothing(scene: Scene, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  # to be had again, not to be safe
    jobs, wanted = (1000, 50) if REPEATS else (40, 3)
    media = tuple(f"talk-{number}" for number in range(jobs))
    kills = 0
    while True:
        worker = scene.start(media=media)
        if kills < wanted:
            time.sleep(chance.uniform(0.05, 0.5))
            worker.kill(signal.SIGKILL)
        code = worker.wait().code
        scene.server.settle()
        kills += code == -signal.SIGKILL
        if code != -signal.SIGKILL:
            assert 0 == code
            break
    assert kills == wanted or not REPEATS
    scene.assert_paid_once(jobs)
