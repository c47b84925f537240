"""Starts processes quickly: each is forked from one that has imported everything, and may be killed like any other.

Usage as a program: nursery.py MODULE...; it takes one request a line on stdin, forks, calls the module's ``main`` with the
arguments as ``sys.argv``, and says on stdout first the child's process id, and then how it ended.
"""

from __future__ import annotations

import importlib
import json
import os
import random
import subprocess
import sys
import traceback
from contextlib import suppress
from typing import IO, TYPE_CHECKING, Any, NamedTuple, Self

if TYPE_CHECKING:
    from pathlib import Path


class Ended(NamedTuple):
    """How a child ended: its exit code, or minus the signal; what it printed."""

    code: int
    out: str
    errors: str


class Child:
    """A process that was started; `wait` has to be called."""

    def __init__(self, answers: IO[str], folder: Path) -> None:
        self._answers = answers
        self._folder = folder
        self.pid: int = json.loads(answers.readline())

    def kill(self, number: int) -> None:
        """Send it a signal, if it still lives."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, number)

    def wait(self) -> Ended:
        """How it ended."""
        code = json.loads(self._answers.readline())
        out, errors = ((self._folder / name).read_text() for name in ("out", "errors"))
        return Ended(code, out, errors)


class Nursery:
    """The process that others are forked from; one at a time.

    Args:
        folder: for what they print.
        modules: what it imports.
    """

    def __init__(self, folder: Path, *modules: str) -> None:
        self._folder = folder
        self._process = subprocess.Popen(
            [sys.executable, __file__, *modules], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate(timeout=60)

    def start(self, module: str, *arguments: str, **variables: str) -> Child:
        """Start a process with these arguments and variables of the environment."""
        assert self._process.stdin
        assert self._process.stdout
        request = [module, arguments, variables, str(self._folder)]
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        return Child(self._process.stdout, self._folder)

    def run(self, module: str, *arguments: str, **variables: str) -> Ended:
        """The same, waited for."""
        return self.start(module, *arguments, **variables).wait()


def _serve(modules: list[str]) -> None:
    for name in modules:
        importlib.import_module(name)
    for line in sys.stdin:
        request = json.loads(line)
        pid = os.fork()
        if pid == 0:
            _live(*request)
        sys.stdout.write(f"{pid}\n")
        sys.stdout.flush()
        _, status = os.waitpid(pid, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


def _live(module: str, arguments: list[str], variables: dict[str, str], folder: str) -> None:
    """The child's whole life."""
    code = 1
    try:
        for number, name in ((0, os.devnull), (1, f"{folder}/out"), (2, f"{folder}/errors")):
            descriptor = os.open(name, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
            os.dup2(descriptor, number)
            os.close(descriptor)
        os.environ.update(variables)
        random.seed()
        sys.argv = [module, *arguments]
        code = _code_of(importlib.import_module(module).main)
    except BaseException:  # noqa: BLE001  # whatever it is, the child must not go on as its parent
        traceback.print_exc()
    finally:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        os._exit(code)


def _code_of(main: Any) -> int:
    try:
        main()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    return 0


if __name__ == "__main__":
    _serve(sys.argv[1:])
