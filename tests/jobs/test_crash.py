"""Processes are killed while they work; what was paid once is paid once, and no result is lost.

``SUBKIT_CRASH=10`` kills at every marked point ten times, and at random within a thousand jobs: ``make test-crash``.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import toy_provider
from toy_provider import RESULT, Server, Service

from subkit.adapter import State
from subkit.jobs.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator

REPEATS = int(os.environ.get("SUBKIT_CRASH", "0"))
WORKER = Path(toy_provider.__file__).with_name("toy_worker.py")
MARKS = 17
"""The points one job comes by from intent to result."""
SOME = [3, 5, 6, 8, 16, 17]
"""On disk as starting; paid and not on disk; on disk with its id; while waiting; before and after the raw result."""


class Scene:
    def __init__(self, folder: Path) -> None:
        self.state = folder / "state"
        self.service = Service()
        self.server = Server(self.service)

    def worker(self, mark: int = 0, media: tuple[str, ...] = ("talk",)) -> subprocess.Popen[str]:
        command = [sys.executable, str(WORKER), self.server.url, str(self.state), str(mark), *media]
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def run(self, mark: int = 0) -> int:
        worker = self.worker(mark)
        _, errors = worker.communicate(timeout=60)
        assert "" == errors
        return worker.returncode

    def assert_paid_once(self, jobs: int = 1) -> None:
        with Store(self.state) as store:
            records = store.records()
            assert jobs == len(records)
            assert sorted(record.key for record in records) == sorted(self.service.starts)
            for record in records:
                assert (State.DONE, RESULT) == (record.job.state, store.result(record.key))
        assert [] == [path for path in self.state.rglob("*") if path.suffix in {".tmp", ".lock"}]


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    scene = Scene(tmp_path)
    with scene.server:
        yield scene


def test_there_are_as_many_points_as_we_kill_at(scene: Scene) -> None:
    worker = scene.worker()
    out, _ = worker.communicate(timeout=60)
    assert (0, MARKS) == (worker.returncode, int(out))
    scene.assert_paid_once()


@pytest.mark.parametrize("mark", [*range(1, MARKS + 1)] * REPEATS or SOME)
def test_a_process_killed_anywhere_costs_nothing(scene: Scene, mark: int) -> None:
    assert -signal.SIGKILL == scene.run(mark)
    assert 0 == scene.run()
    scene.assert_paid_once()


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("path", ["/jobs", "/jobs/1/result"])
def test_a_process_killed_within_a_call_costs_nothing(scene: Scene, path: str, after: bool) -> None:
    workers = []

    def kill(request: toy_provider.Request, done: bool) -> None:
        if request.path == path and request.method != "PUT" and done is after and len(workers) == 1:
            workers[0].kill()
            workers.append(None)

    scene.service.fault = kill
    workers.append(scene.worker())
    assert -signal.SIGKILL == workers[0].wait(60)
    workers[0].communicate()
    assert 0 == scene.run()
    scene.assert_paid_once()


def test_two_processes_with_the_same_work_pay_once(scene: Scene) -> None:
    workers = [scene.worker() for _ in range(3)]
    for worker in workers:
        _, errors = worker.communicate(timeout=60)
        assert (0, "") == (worker.returncode, errors)
    scene.assert_paid_once()


def test_a_stopped_process_keeps_its_claim(scene: Scene) -> None:
    scene.service.fault = lambda request, after: (
        time.sleep(0.5) if request.method == "POST" and not after else None
    )
    first = scene.worker()
    while not scene.server.requests:
        time.sleep(0.01)
    first.send_signal(signal.SIGSTOP)
    second = scene.worker()
    with pytest.raises(subprocess.TimeoutExpired):
        second.wait(2.5)
    first.send_signal(signal.SIGCONT)
    for worker in (first, second):
        worker.communicate(timeout=60)
        assert 0 == worker.returncode
    scene.assert_paid_once()


@pytest.mark.parametrize("seed", [1, 2, 3] if REPEATS else [1])
def test_kills_at_random_within_many_jobs_cost_nothing(scene: Scene, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  # to be had again, not to be safe
    jobs, wanted = (1000, 50) if REPEATS else (40, 3)
    media = tuple(f"talk-{number}" for number in range(jobs))
    kills = 0
    while True:
        worker = scene.worker(media=media)
        if kills < wanted:
            time.sleep(chance.uniform(0.3, 1.5))
            worker.kill()
        worker.communicate(timeout=120)
        kills += worker.returncode == -signal.SIGKILL
        if worker.returncode != -signal.SIGKILL:
            assert 0 == worker.returncode
            break
    assert kills or not REPEATS
    scene.assert_paid_once(jobs)
