"""What has to hold after every fault, whatever it was: the one checker of the fault matrix; and how many cells are run.

A test of the matrix does something that goes wrong, puts what came of it into an `Ended`, and asks `check_end` and
`check_kept`; then the fault is lifted, the same is done again, and `check_done` is asked. ``SUBKIT_FAULTS=all`` runs every
cell (``make test-faults``), else a sample of them runs.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from canary import leaks

from subkit.adapter import State
from subkit.cli.exits import MEANING, Exit
from subkit.cli.failures import code_of_job
from subkit.errors import SubkitError
from subkit.formats import load
from subkit.jobs.store import Store

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from pathlib import Path

T = TypeVar("T")

WHOLE = os.environ.get("SUBKIT_FAULTS") == "all"
"""Whether every cell is run."""

NEXT_STEPS = ("subkit jobs ", "--force", "SUBKIT_", "--deadline", "run it again", "--report")
"""What a message that says how to go on has in it."""

_CAPTIONS = (".srt", ".vtt")
_LEFT_OVERS = (".tmp", ".part", ".lock")


class Ended(NamedTuple):
    """How a command or a call ended.

    Attributes:
        code: the exit code.
        said: all that was printed or raised, as text.
        error: what was raised where it was a call of the library.
        log: what anyone logged meanwhile, at any level.
    """

    code: int
    said: str
    error: BaseException | None = None
    log: str = ""


class Place(NamedTuple):
    """Where a cell works.

    Attributes:
        folder: of the user's: media and captions.
        state: of the store.
        paid: how many starts each job was paid for, as the stand-in counts.
    """

    folder: Path
    state: Path
    paid: int


def share(cells: Sequence[T], every: int = 29) -> list[T]:
    """The cells to run: all of them, or each `every`-th, the first among them."""
    return list(cells) if WHOLE else list(cells[::every])


def ended_by(error: BaseException | None, said: str = "", log: str = "") -> Ended:
    """How a call of the library ended, with the exit code that the command line has for it."""
    if error is None:
        return Ended(Exit.OK, said, None, log)
    code = code_of_job(error) if isinstance(error, SubkitError) else Exit.BUG
    return Ended(code, f"{said}{error}\n{error!r}", error, log)


def check_end(ended: Ended, codes: Collection[int], *, named: str = "") -> None:
    """It ended as documented: with one of these codes, no traceback, no secret, and words that help.

    Args:
        ended: how.
        codes: the exit codes that may be.
        named: what a message must call the job or its media, and it must say how to go on; empty: nothing is asked of the
            message.
    """
    assert ended.code in MEANING, ended[:3]
    assert ended.code in codes, ended[:3]
    assert "Traceback" not in ended.said, ended.said
    assert not leaks(ended.said), "a secret was said"
    assert not leaks(ended.log), "a secret was logged"
    if ended.error is not None:
        assert isinstance(ended.error, SubkitError), repr(ended.error)
    if named and ended.code != Exit.OK:
        assert named in ended.said, ended.said
        assert any(step in ended.said for step in NEXT_STEPS), f"no next step: {ended.said}"


def check_kept(place: Place, *, jobs: int = 1) -> None:
    """Nothing was paid twice, spoiled, left over or let out; and the store can be worked with.

    Args:
        place: where the cell works.
        jobs: the intents there are: each may be paid once.
    """
    assert place.paid <= jobs, f"paid {place.paid} times for {jobs} jobs"
    check_files([place.folder, place.state])
    if (place.state / "jobs.sqlite3").exists():
        check_database(place.state / "jobs.sqlite3")
        with Store(place.state) as store:
            for record in store.records():
                assert store.claim(record.key), "the job is still held"
                store.release(record.key)
                store.result(record.key)  # raises if it is not what was put there


def check_done(ended: Ended, place: Place, *outputs: str, jobs: int = 1) -> None:
    """All is well: the command ended with 0, the jobs are done and paid exactly once, the captions are whole."""
    assert ended.code == Exit.OK, ended[:3]
    check_end(ended, {Exit.OK})
    check_kept(place, jobs=jobs)
    assert place.paid == jobs, f"paid {place.paid} times for {jobs} jobs"
    with Store(place.state) as store:
        for record in store.records():
            assert record.job.state is State.DONE, record
            assert store.result(record.key)
    for output in outputs:
        assert len(load(place.folder / output)) > 0


def check_files(folders: Iterable[Path]) -> None:
    """No file holds the secret, is a left-over, or is no whole captions."""
    for path in (path for folder in folders for path in folder.rglob("*") if path.is_file()):
        content = path.read_bytes()
        assert not leaks(content), f"a secret was written into {path.name}"
        assert path.suffix not in _LEFT_OVERS, f"left over: {path.name}"
        if path.suffix in _CAPTIONS:
            load(path)


def check_database(path: Path) -> None:
    """SQLite finds nothing wrong with it."""
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
