"""Work that some inputs kill: in a file of its own, for the workers load it by its name."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from subkit.corpus.working import Work

if TYPE_CHECKING:
    from subkit.corpus import Outcome, Record


class Deadly(Work, frozen=True):
    """Work whose worker is killed by some inputs: by each as often as its name says, and by others always left."""

    folder: str

    def captioned(self, record: Record) -> Outcome:
        """Die, or leave, or do it."""
        if "leaving" in record.name:
            sys.exit(3)
        times = int(record.name.rpartition("-")[2].removesuffix(".json")) if "deadly" in record.name else 0
        scars = Path(self.folder, f"{Path(record.name).name}.scars")
        before = len(scars.read_bytes()) if scars.exists() else 0
        if before < times:
            with scars.open("ab") as file:
                file.write(b"x")
            os.kill(os.getpid(), signal.SIGKILL)
        return super().captioned(record)
