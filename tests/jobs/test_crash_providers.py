"""Processes that work with the providers' own adapters are killed; the stand-ins are paid once all the same."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import toy_provider
from canary import CANARY

from subkit import registry
from subkit.adapter import State
from subkit.jobs.store import Store
from subkit.model import Transcript
from subkit.payload import Payload
from subkit.providers_dev.clock import Clock
from subkit.providers_dev.pictory import Pictory
from subkit.providers_dev.serving import running
from subkit.providers_dev.verbit import VerbitStandIn
from subkit.providers_dev.verbit_calls import VerbitSettings

REPEATS = int(os.environ.get("SUBKIT_CRASH", "0"))
WORKER = Path(toy_provider.__file__).with_name("provider_worker.py")
SPEED = 100.0
MARKS = {"verbit": 25, "pictory": 17}
"""No job takes fewer points than these from intent to result; a wait more or less is chance."""
SOME = [
    ("verbit", 5),
    ("verbit", 13),
    ("verbit", 17),
    ("verbit", 18),
    ("pictory", 7),
    ("pictory", 10),
    ("pictory", 11),
]
"""Around the first call, the one that costs, and what it answers."""
ALL = [(provider, mark) for provider, marks in MARKS.items() for mark in range(1, marks + 1)]


class Scene:
    """A provider's stand-in, and processes that work with it."""

    def __init__(self, provider: str, folder: Path) -> None:
        self.provider = provider
        self.state = folder / "state"
        self.media = folder / "talk.mp4"
        self.media.write_bytes(b"film" * 10_000)
        clock = Clock(SPEED)
        self.stand_in: Pictory | VerbitStandIn = (
            Pictory(CANARY, clock=clock)
            if provider == "pictory"
            else VerbitStandIn(VerbitSettings(keys=frozenset({CANARY})), clock)
        )

    @property
    def paid(self) -> int:
        if isinstance(self.stand_in, Pictory):
            return len(self.stand_in.jobs)
        return sum(job.starts for job in self.stand_in.state.jobs.values())

    def run(self, address: str, mark: int = 0) -> int:
        command = [
            sys.executable,
            str(WORKER),
            self.provider,
            address,
            str(self.state),
            str(mark),
            str(self.media),
        ]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        assert "" == done.stderr
        return done.returncode

    def assert_paid_once(self) -> None:
        with Store(self.state) as store:
            (record,) = store.records()
            raw = store.result(record.key)
            assert raw
            assert State.DONE is record.job.state
        assert isinstance(registry.adapter(self.provider).parse(Payload(raw), strict=True), Transcript)
        assert 1 == self.paid
        assert [] == [path for path in self.state.rglob("*") if path.suffix in {".tmp", ".lock"}]


@pytest.mark.parametrize(("provider", "mark"), ALL * REPEATS or SOME)
def test_a_process_killed_anywhere_costs_nothing(provider: str, mark: int, tmp_path: Path) -> None:
    scene = Scene(provider, tmp_path)
    with running(scene.stand_in) as address:
        assert -signal.SIGKILL == scene.run(address, mark)
        assert 0 == scene.run(address)
    scene.assert_paid_once()
