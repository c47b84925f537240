"""Does again what a worker died of: each item in a process of its own, so that the one at fault is found and the others are done.

Ray does a block again, without end, whose worker was killed. That is right where the machine was taken away, and never ends where
one bad record is too much for any worker.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from subkit.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

T = TypeVar("T")
R = TypeVar("R")

_TRIES = 2
"""How many workers may die of a block before its items are done apart."""
_READY = b"ready\n"
"""What a process says that has all it needs: if it dies then, it is its item's fault."""


def mapped(work: Callable[[T], R], items: Iterable[T], fallen: Callable[[T, str], R]) -> Iterator[R]:
    """What the work makes of each item.

    Args:
        work: can be pickled.
        items: they, too.
        fallen: what to make of an item whose process died, and how it died.
    """
    if attempt() < _TRIES:
        return map(work, items)
    return map(partial(apart, work, fallen), items)


def attempt() -> int:
    """How often the Ray task that this runs in was begun before; nought outside of any."""
    worker = sys.modules.get("ray._private.worker")
    core = getattr(getattr(worker, "global_worker", None), "core_worker", None)
    return core.get_current_task_attempt_number() if core else 0


def apart(work: Callable[[T], R], fallen: Callable[[T, str], R], item: T) -> R:
    """What the work makes of an item in a process of its own.

    Raises:
        ConfigError: the process cannot be started.
    """
    known = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(  # noqa: S603 - this very program
        [sys.executable, "-m", __name__],
        input=pickle.dumps((work, item)),
        stdout=subprocess.PIPE,
        env=known,
        check=False,
    )
    if not done.stdout.startswith(_READY):
        raise ConfigError("worker processes", f"end before they begin (exit code {done.returncode})")
    if done.returncode:
        return fallen(item, f"exit code {done.returncode}")
    result: R = pickle.loads(done.stdout.removeprefix(_READY))  # noqa: S301 - our own
    return result


def _serve() -> None:
    """Do what stands on stdin."""
    # Where memory runs out, it is this process that the system ends, and not the worker that waits for it.
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000")
    work, item = pickle.load(sys.stdin.buffer)  # noqa: S301 - our own
    sys.stdout.buffer.write(_READY)
    sys.stdout.buffer.flush()
    result = work(item)
    sys.stdout.buffer.write(pickle.dumps(result))


if __name__ == "__main__":
    _serve()
