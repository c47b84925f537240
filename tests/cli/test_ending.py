"""The program ends at once, and in order where something is left to be done."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

START = "import sys, atexit, threading\nfrom subkit.cli import program\n"


def ended(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", START + program, *arguments], capture_output=True, check=False, text=True
    )


@pytest.mark.parametrize(("arguments", "code"), [(["--version"], 0), (["formats"], 0), (["formatz"], 2)])
def test_the_code_is_that_of_the_run_and_nothing_comes_after_it(arguments: list[str], code: int) -> None:
    done = ended("code = program()\nprint('still here', code)", *arguments)
    assert code == done.returncode
    assert "still here" not in done.stdout
    assert done.stdout or code


@pytest.mark.parametrize(
    "left",
    [
        "atexit.register(print, 'at last')",
        "threading.Thread(target=lambda: (threading.main_thread().join(), print('at last'))).start()",
        "import logging; logging.root.addHandler(type('H', (logging.Handler,), {'close': lambda _: print('at last')})())",
    ],
)
def test_what_waits_for_the_end_is_heard(left: str) -> None:
    done = ended(f"{left}\nsys.exit(program())", "formats")
    assert 0 == done.returncode
    assert "at last" == done.stdout.splitlines()[-1]


def test_what_cannot_leave_any_more_is_told_by_python() -> None:
    with open("/dev/full", "w") as full:  # noqa: PTH123 - a device
        done = subprocess.run(
            [sys.executable, "-c", f"{START}print('x'); sys.exit(program())", "formats", "--json"],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            text=True,
        )
    assert done.returncode != 0
    assert "No space left" in done.stderr


@pytest.mark.parametrize("flags", [["-m", "cProfile"], ["-m", "trace", "--listfuncs"], ["-i"]])
def test_who_watches_the_program_has_the_last_word(flags: list[str], tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(f"{START}program()\nprint('still here')\n")
    done = subprocess.run(
        [sys.executable, *flags, program, "--version"],
        capture_output=True,
        check=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )
    assert "still here" in done.stdout
