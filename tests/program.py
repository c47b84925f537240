"""The installed program, what a run of it leaves behind, and payloads to feed it."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, NamedTuple

PROGRAM = Path(sys.executable).parent / "subkit"


class Done(NamedTuple):
    """What a run left behind."""

    code: int
    out: bytes
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def messages(self) -> list[str]:
        return self.err.splitlines()


def payload(*texts: str, start: float = 0.5) -> dict[str, Any]:
    """A Pictory result that says these words, one every half second."""
    words = [
        {"word": text, "start_time": start + index / 2, "end_time": start + index / 2 + 0.4}
        for index, text in enumerate(texts)
    ]
    return {"transcript": [{"words": words}]}
