"""Work that some inputs kill: in a file of its own, for the workers load it by its name."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import TYPE_CHECKING

from subkit.corpus.working import Work

if TYPE_CHECKING:
    from subkit.corpus.units import Entry, Unit


class Deadly(Work, frozen=True):
    """Work whose worker is killed by some inputs: by each as often as its name says."""

    folder: str

    def done(self, unit: Unit) -> Entry:
        """Die, or do it."""
        times = int(unit.name.rpartition("-")[2].removesuffix(".json")) if "deadly" in unit.name else 0
        scars = Path(self.folder, f"{Path(unit.name).name}.scars")
        before = len(scars.read_bytes()) if scars.exists() else 0
        if before < times:
            with scars.open("ab") as file:
                file.write(b"x")
            os.kill(os.getpid(), signal.SIGKILL)
        return super().done(unit)
