"""The stand-ins of both providers behind the program, and a search for its secret wherever it could have been put down."""

from __future__ import annotations

import wave
from contextlib import contextmanager
from typing import TYPE_CHECKING

from canary import CANARY, leaking

from subkit.providers_dev.app import application
from subkit.providers_dev.pictory import Pictory
from subkit.providers_dev.serving import running
from subkit.providers_dev.verbit import VerbitStandIn
from subkit.providers_dev.verbit_calls import VerbitSettings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pytest
    from program import Done

VERBIT = ("--provider", "verbit", "--option", "profile=captions", "--option", "finish_in=0")
SLOW = (*VERBIT[:4], "--option", "finish_in=900")
PICTORY = ("--provider", "pictory")
SOON = ("--deadline", "9")
"""Less than the first pause between two questions: what is not done when it is first asked for is given up at once."""


class World:
    """The stand-ins, and where they are."""

    def __init__(self, base: str, pictory: Pictory, verbit: VerbitStandIn) -> None:
        self.base, self.pictory, self.verbit = base, pictory, verbit

    @property
    def starts(self) -> tuple[int, int]:
        """How often each provider was paid."""
        return len(self.pictory.jobs), sum(job.starts for job in self.verbit.state.jobs.values())


@contextmanager
def standing_in(here: Path, outside: Path, patch: pytest.MonkeyPatch) -> Iterator[World]:
    """Both providers, media in this folder, everything else outside; afterwards no file may hold the secret."""
    pictory = Pictory(CANARY, seconds=0)
    verbit = VerbitStandIn(VerbitSettings(keys=frozenset({CANARY}), sandbox=True))
    sound(here / "talk.wav")
    with running(application({"pictory": pictory, "verbit": verbit})) as base:
        for name, value in {
            "PICTORY_BASE_URL": f"{base}/pictory",
            "VERBIT_BASE_URL": f"{base}/verbit/api/",
            "PICTORY_KEY": CANARY,
            "VERBIT_TOKEN": CANARY,
            "STATE_DIR": str(outside / "state"),
        }.items():
            patch.setenv(f"SUBKIT_{name}", value)
        patch.setenv("XDG_CONFIG_HOME", str(outside))
        yield World(base, pictory, verbit)
    assert [] == [*leaking(outside), *leaking(here)], "a secret was written down"


def sound(path: Path, seconds: float = 3.0) -> None:
    """A file of silence."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(8000)
        file.writeframes(b"\x80" * int(8000 * seconds))


def keyed(done: Done) -> list[str]:
    """The keys of the jobs that a run printed."""
    return [job["key"] for job in done.json["jobs"]]
