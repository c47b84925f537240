"""Processes that work with the providers' own adapters are killed; the stand-ins are paid once all the same."""

from __future__ import annotations

import os
import shutil
import signal
from typing import TYPE_CHECKING

import pytest
from canary import CANARY
from nursery import Nursery

from subkit import formats, registry
from subkit.adapter import State
from subkit.jobs.store import Store
from subkit.model import Transcript
from subkit.payload import Payload
from subkit.providers_dev.clock import Clock
from subkit.providers_dev.pictory import Pictory
from subkit.providers_dev.serving import running
from subkit.providers_dev.verbit import VerbitStandIn
from subkit.providers_dev.verbit_calls import VerbitSettings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from nursery import Ended

REPEATS = int(os.environ.get("SUBKIT_CRASH", "0"))
SPEED = 100.0
MARKS = {"verbit": 41, "pictory": 34}
"""The points from intent to result."""
LEAST = 15
"""Fewer points from a result to captions and a report would not come by all that is written."""
IMPORTED = [
    "provider_worker",
    "program_worker",
    "subkit_adapters.pictory",
    "subkit_adapters.verbit",
    "subkit.cli.conversions",
    "subkit.cli.convert",
]
"""What is imported once for all processes."""
SOME = [
    ("verbit", 6),
    ("verbit", 21),
    ("verbit", 23),
    ("verbit", 35),
    ("verbit", 39),
    ("pictory", 14),
    ("pictory", 16),
    ("pictory", 28),
    ("pictory", 32),
]
"""Within the first call; before and after the one that costs; within the result, and before it takes its name."""
ALL = [(provider, mark) for provider, marks in MARKS.items() for mark in range(1, marks + 1)]


@pytest.fixture(scope="module")
def nursery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nursery]:
    with Nursery(tmp_path_factory.mktemp("nursery"), *IMPORTED) as nursery:
        yield nursery


class Scene:
    """A provider's stand-in, and processes that work with it."""

    def __init__(self, provider: str, folder: Path, nursery: Nursery) -> None:
        self.provider = provider
        self.nursery = nursery
        self.folder = folder
        self.state = folder / "state"
        self.media = folder / "talk.mp4"
        self.media.write_bytes(b"film" * 10_000)
        clock = Clock(SPEED)
        self.stand_in: Pictory | VerbitStandIn = (
            Pictory(CANARY, clock=clock, seconds=0)
            if provider == "pictory"
            else VerbitStandIn(VerbitSettings(keys=frozenset({CANARY}), work_time=0), clock)
        )

    @property
    def paid(self) -> int:
        if isinstance(self.stand_in, Pictory):
            return len(self.stand_in.jobs)
        return sum(job.starts for job in self.stand_in.state.jobs.values())

    def run(self, address: str, mark: int = 0) -> Ended:
        ended = self.nursery.run(
            "provider_worker", self.provider, address, str(self.state), str(mark), str(self.media)
        )
        assert "" == ended.errors
        return ended

    def result(self) -> tuple[str, bytes]:
        """The job's key, and what is on disk."""
        with Store(self.state) as store:
            (record,) = store.records()
            raw = store.result(record.key)
            assert raw
            assert State.DONE is record.job.state
        return record.key, raw

    def assert_paid_once(self) -> None:
        _, raw = self.result()
        assert isinstance(registry.adapter(self.provider).parse(Payload(raw), strict=True), Transcript)
        assert 1 == self.paid
        assert [] == list(self.state.rglob("*.lock"))
        assert all(path.read_bytes() == raw for path in self.state.rglob(".subkit-*.tmp"))


@pytest.mark.parametrize("provider", MARKS)
def test_there_are_as_many_points_as_we_kill_at(provider: str, tmp_path: Path, nursery: Nursery) -> None:
    scene = Scene(provider, tmp_path, nursery)
    with running(scene.stand_in) as address:
        ended = scene.run(address)
    assert (0, MARKS[provider]) == (ended.code, int(ended.out))
    scene.assert_paid_once()


@pytest.mark.parametrize(("provider", "mark"), ALL * REPEATS or SOME)
def test_a_process_killed_anywhere_costs_nothing(
    provider: str, mark: int, tmp_path: Path, nursery: Nursery
) -> None:
    scene = Scene(provider, tmp_path, nursery)
    with running(scene.stand_in) as address:
        assert -signal.SIGKILL == scene.run(address, mark).code
        assert 0 == scene.run(address).code
    scene.assert_paid_once()


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory, nursery: Nursery) -> dict[str, Path]:
    """For each provider the state of a job whose result is on disk."""
    states = {}
    for provider in MARKS:
        scene = Scene(provider, tmp_path_factory.mktemp(provider), nursery)
        with running(scene.stand_in) as address:
            assert 0 == scene.run(address).code
        states[provider] = scene.state
    return states


class Writing:
    """Captions and a report that are made of a job's result, by the program in a process of its own."""

    def __init__(self, state: Path, folder: Path, nursery: Nursery) -> None:
        self.folder, self.nursery = folder, nursery
        self.state = shutil.copytree(state, folder / "state")
        with Store(self.state) as store:
            self.key = store.records()[0].key

    def run(self, mark: int = 0) -> Ended:
        captions, report = self.folder / "talk.srt", self.folder / "report.json"
        arguments = ("convert", self.key, "-o", str(captions), "--report", str(report))
        return self.nursery.run(
            "program_worker", str(mark), *arguments, SUBKIT_STATE_DIR=str(self.state), XDG_CONFIG_HOME="/none"
        )

    def written(self) -> dict[str, bytes]:
        """What lies in the folder, whole files under temporary names included."""
        return {path.name: path.read_bytes() for path in self.folder.iterdir() if path.is_file()}


def points(ended: Ended) -> int:
    assert 0 == ended.code, ended
    return int(ended.errors.splitlines()[-1])


@pytest.mark.parametrize(
    ("provider", "number"), [(provider, number) for provider in MARKS for number in range(max(1, REPEATS))]
)
def test_a_program_killed_while_it_writes_captions_or_its_report_leaves_them_whole_or_not_there(
    provider: str, number: int, done: dict[str, Path], tmp_path: Path, nursery: Nursery
) -> None:
    model = Writing(done[provider], make(tmp_path / f"model-{number}"), nursery)
    ended = model.run()
    whole = model.written()
    assert (0, ["report.json", "talk.srt"]) == (ended.code, sorted(whole))
    assert len(formats.load(model.folder / "talk.srt"))
    marks = int(ended.errors.splitlines()[-1])
    assert marks > LEAST
    for mark in range(1, marks + 1, 1 if REPEATS else marks // 3):
        writing = Writing(done[provider], make(tmp_path / f"{mark}"), nursery)
        assert -signal.SIGKILL == writing.run(mark).code
        assert set(writing.written().values()) <= set(whole.values())
        assert 0 == writing.run().code
        assert whole.items() <= writing.written().items()


def make(folder: Path) -> Path:
    folder.mkdir()
    return folder
