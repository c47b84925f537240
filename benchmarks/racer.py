"""Runs one contender in its own interpreter, once for each line on stdin, and answers each with what that took.

python -m benchmarks.racer NAME FILE

The first line of its output is the version of the package. An answer is ``{read, write, peak, cues, digest}``: CPU seconds of
the two steps, the most memory so far in bytes by the operating system's count, and what was written, counted and hashed.
"""

from __future__ import annotations

import gc
import hashlib
import json
import resource
import sys
import time
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.contenders import CUTTERS, FILES

if TYPE_CHECKING:
    from benchmarks.contenders import Contender


def once(contender: Contender, data: bytes) -> dict[str, Any]:
    """One run; garbage of the run before is collected first and not counted."""
    gc.collect()
    begun = time.process_time()
    taken = contender.read(data)
    between = time.process_time()
    written = contender.write(taken)
    ended = time.process_time()
    # Linux counts in KiB, macOS in bytes.
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return {
        "read": between - begun,
        "write": ended - between,
        "peak": peak,
        "cues": written.count(b" --> "),
        "digest": hashlib.sha256(written).hexdigest(),
    }


def main() -> None:
    """Answer until stdin ends; what a package prints itself goes to stderr."""
    answers, sys.stdout = sys.stdout, sys.stderr
    if sys.argv[1] == "floor":
        from benchmarks.floor import contender  # noqa: PLC0415 - needs what peers do not have

        data = Path(sys.argv[2]).read_bytes()
        chosen = contender(data)
    else:
        chosen = {**CUTTERS, **FILES}[sys.argv[1]]
        data = Path(sys.argv[2]).read_bytes()
    # `srt` is measured in the environment of what brings it.
    package = sys.argv[1].split(", ")[0] if sys.argv[1] in FILES else chosen.package
    print(_version(package), file=answers, flush=True)
    for _ in sys.stdin:
        print(json.dumps(once(chosen, data)), file=answers, flush=True)


def _version(package: str) -> str:
    if package != "subkit":
        return version(package)
    from subkit.compiled import version as which  # noqa: PLC0415 - in our own interpreter only

    return which()


if __name__ == "__main__":
    main()
