"""Runs contenders in turns, A B C A B C, each in an interpreter of its own: whatever else the machine does falls on all alike."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from contextlib import ExitStack, suppress
from pathlib import Path
from statistics import median
from typing import IO, TYPE_CHECKING, Any, NamedTuple, Self, cast

from benchmarks.contenders import CUTTERS, FILES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

ROOT = Path(__file__).parents[1]
COMPILED = ROOT / ".compiled"


class Entry(NamedTuple):
    """Who runs, and how.

    Attributes:
        title: its name in the table.
        contender: its name in `benchmarks.contenders`, or ``floor``.
        form: of the bytes that it reads.
        command: what starts its Python.
        path: where that finds the packages of this project, or nothing: the folder it is started in.
    """

    title: str
    contender: str
    form: str
    command: tuple[str, ...]
    path: str = ""


class Result(NamedTuple):
    """What the runs of one entry took: CPU seconds of each, in order; bytes; cues, and the hash of what was written."""

    version: str
    read: list[float]
    write: list[float]
    peak: int
    cues: int
    digest: str

    @property
    def whole(self) -> list[float]:
        """The two steps together, run by run."""
        return [one + other for one, other in zip(self.read, self.write, strict=True)]

    @property
    def seconds(self) -> float:
        """The median of the whole."""
        return median(self.whole)


class FailedError(Exception):
    """A contender ended by itself; the message is the last thing it said."""


def ours(contender: str, form: str, title: str = "subkit") -> list[Entry]:
    """Plain, and compiled if ``scripts/build-compiled`` has built it."""
    entries = [Entry(f"{title}, plain", contender, form, (sys.executable,))]
    if list(COMPILED.glob("*__mypyc*")):
        entries.append(
            Entry(
                f"{title}, compiled", contender, form, (sys.executable, "-P"), f"{COMPILED}{os.pathsep}{ROOT}"
            )
        )
    return entries


def theirs(names: Iterable[str], folder: Path | None) -> tuple[list[Entry], list[str]]:
    """The peers that stand in our environment or in one of their own in the folder; and the names of the others."""
    found, missing = [], []
    for name in names:
        one = {**CUTTERS, **FILES}[name]
        own = folder / one.package / "bin/python" if folder else None
        if one.package in {"pysrt", "webvtt-py"}:
            found.append(Entry(name, name, one.shape, (sys.executable,)))
        elif own is not None and own.exists():
            found.append(Entry(name, name, one.shape, (str(own.absolute()),)))
        else:
            missing.append(name)
    return found, missing


class Racer:
    """One interpreter that waits for its turn."""

    def __init__(self, entry: Entry, file: Path) -> None:
        """Starts it; the file has the bytes that it reads."""
        environment = {name: value for name, value in os.environ.items() if name != "SUBKIT_PURE"}
        if entry.path:
            environment["PYTHONPATH"] = entry.path
        elif entry.title.endswith("plain"):
            environment["SUBKIT_PURE"] = "1"
        self._said = tempfile.TemporaryFile("w+")  # noqa: SIM115 - closed by __exit__
        self._process = subprocess.Popen(
            [*entry.command, "-m", "benchmarks.racer", entry.contender, str(file)],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
            text=True,
        )
        self._asks = cast("IO[str]", self._process.stdin)
        self._answers = cast("IO[str]", self._process.stdout)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()
        self._said.close()

    def heard(self) -> str:
        """The next line that it answers."""
        line = self._answers.readline()
        if not line:
            self._process.wait()
            self._said.seek(0)
            raise FailedError((self._said.read().strip().splitlines() or ["nothing said"])[-1])
        return line.strip()

    def turn(self) -> dict[str, Any]:
        """One run."""
        with suppress(BrokenPipeError):  # what it said last is read next
            print(file=self._asks, flush=True)
        answer: dict[str, Any] = json.loads(self.heard())
        return answer


def race(entries: Iterable[Entry], files: Mapping[str, Path], runs: int) -> dict[str, Result | str]:
    """By title, the figures of so many counted runs after one that is not, or why there are none."""
    found: dict[str, Result | str] = {}
    with ExitStack() as stack:
        racers = {one.title: stack.enter_context(Racer(one, files[one.form])) for one in entries}
        answers: dict[str, list[dict[str, Any]]] = {}
        versions: dict[str, str] = {}
        for lap in range(runs + 1):
            for title, racer in racers.items():
                if title in found:
                    continue
                try:
                    if lap == 0:
                        versions[title] = racer.heard()
                    answers.setdefault(title, []).append(racer.turn())
                except FailedError as error:
                    found[title] = str(error)
        return {
            title: found[title] if title in found else _result(versions[title], answers[title])
            for title in racers
        }


def _result(version: str, answers: list[dict[str, Any]]) -> Result:
    """The first run loads what is needed: its time does not count, its memory does, since later runs keep some of it."""
    first, *counted = answers
    reads, writes = ([run[step] for run in counted] for step in ("read", "write"))
    return Result(version, reads, writes, first["peak"], first["cues"], first["digest"])


def put_down(forms: Iterable[str], hours: float, folder: Path) -> dict[str, Path]:
    """The files of these forms, each made by a process of its own: what starts the racers must stay small."""
    files = {form: folder / f"{hours:g}.{form}" for form in forms}
    for form, file in files.items():
        command = [sys.executable, "-m", "benchmarks.peer_payloads", form, str(hours), str(file)]
        subprocess.run(command, cwd=ROOT, check=True)
    return files
