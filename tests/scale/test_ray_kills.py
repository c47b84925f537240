"""Ray with its workers killed on the way, and with its driver killed: all right, none twice, none missing."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import time
from threading import Event, Thread
from typing import TYPE_CHECKING

import pytest
from program import PROGRAM, payload

from subkit.corpus import Record, Task
from subkit.ray.clusters import cluster
from subkit.ray.datasets import map_task

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Head

pytestmark = pytest.mark.filterwarnings("default")  # Ray's own warnings are none of ours
RECORDS = int(os.environ.get("SUBKIT_RECORDS", "20000"))
KILLS = 8
BLOCKS = 400


def _content(number: int) -> bytes:
    """The record of a number; each hundredth is torn."""
    whole = json.dumps(payload(*["This", "is", "a", "talk", "of", "its", "own,"] * 4, f"{number}.")).encode()
    return whole[: number % 90] if number % 100 == 7 else whole


def _kill(head: Head, done: Event, killed: list[int]) -> None:
    """Kill workers that caption, one after the other, until there were enough."""
    chance = random.Random(7)  # noqa: S311 - chance is no secret here
    while len(killed) < KILLS and not done.wait(0.3):
        workers = head.workers()
        if workers:
            victim = chance.choice(workers)
            os.kill(victim, signal.SIGKILL)
            killed.append(victim)


def test_killed_workers_cost_no_record_and_double_none(head: Head) -> None:
    task, done, killed = Task(formats=("srt", "vtt")), Event(), list[int]()
    killer = Thread(target=_kill, args=(head, done, killed))
    with cluster(head.address) as ray:
        ray.data.DataContext.get_current().enable_progress_bars = False
        items = [{"id": number, "bytes": _content(number)} for number in range(RECORDS)]
        captions = map_task(ray.data.from_items(items, override_num_blocks=BLOCKS), task)
        killer.start()
        rows = captions.take_all()
        done.set()
        killer.join()
    assert KILLS == len({*killed})
    assert list(range(RECORDS)) == sorted(row["id"] for row in rows)
    for row in rows:
        outcome = task.run(Record("row", _content(row["id"])))
        assert [outcome.outputs.get(name) for name in task.formats] == [row[name] for name in task.formats]
        assert (outcome.error is None) == (row["error"] is None)
    assert RECORDS // 100 == sum(row["error"] is not None for row in rows)


def test_a_driver_that_is_killed_goes_on_where_it_was(head: Head, tmp_path: Path) -> None:
    count = 1500
    for number in range(count):
        path = tmp_path / "in" / f"{number % 9}" / f"{number}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_content(number))
    report = tmp_path / "report.jsonl"
    command = [PROGRAM, "batch", "in", "-o", "out", "--engine", "ray", "--address", head.address]
    begun = subprocess.Popen([*command, "--report", "report.jsonl"], cwd=tmp_path, stderr=subprocess.DEVNULL)
    while begun.poll() is None and not (report.exists() and report.stat().st_size):
        time.sleep(0.05)
    begun.kill()
    before = len(report.read_bytes().splitlines())
    assert begun.wait() == -signal.SIGKILL
    again = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert 1 == again.returncode
    kept = int(again.stderr.partition(" kept")[0].rpartition(" ")[2].replace(",", ""))
    assert before * 0.9 <= kept < count
    alone = subprocess.run([PROGRAM, "batch", "in", "-o", "alone", "-q"], cwd=tmp_path, check=False)
    assert 1 == alone.returncode
    made, expected = (
        {path.relative_to(tmp_path / name): path.read_bytes() for path in (tmp_path / name).rglob("*.srt")}
        for name in ("out", "alone")
    )
    assert count - count // 100 == len(made)
    assert expected == made
    assert [] == list((tmp_path / "out").rglob(".subkit-*.tmp"))
