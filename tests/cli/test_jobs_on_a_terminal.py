"""What a person at a terminal sees of jobs, and what the keyboard does, on terminals and in processes of their own."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import shutil
import struct
import subprocess
import termios
import time
from typing import TYPE_CHECKING, Self

import pytest
from program import PROGRAM
from standins import CANARY, PICTORY, SLOW, SOON, VERBIT, World, keyed, sound

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from program import Done

SETSID = shutil.which("setsid") or "setsid"
PATIENCE = 60.0  # seconds
INTERRUPT = b"\x03"


class Terminal:
    """The program on a terminal of its own, as its foreground process.

    Args:
        here: the folder it runs in.
        arguments: the program's.
        columns: how wide the terminal is.
        kind: what the terminal is.
    """

    def __init__(self, here: Path, *arguments: str, columns: int = 80, kind: str = "xterm") -> None:
        self._leader, follower = pty.openpty()
        fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        environment = {name: value for name, value in os.environ.items() if name != "COLUMNS"} | {
            "TERM": kind
        }
        self.process = subprocess.Popen(
            [SETSID, "--ctty", "--wait", PROGRAM, *arguments],
            cwd=here,
            env=environment,
            stdin=follower,
            stdout=follower,
            stderr=follower,
        )
        os.close(follower)
        self.shown = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self._leader)

    def until(self, pattern: str) -> None:
        """Read until the pattern is there."""
        while not re.search(pattern, self.shown, re.DOTALL):
            assert self._read(), f"it ended without {pattern!r}: {self.shown}"

    def until_it_hides(self) -> None:
        """Wait until what is typed is no longer shown: whoever types faster than that is seen."""
        while termios.tcgetattr(self._leader)[3] & termios.ECHO:
            assert self.process.poll() is None, self.shown
            time.sleep(0.01)

    def type(self, keys: bytes) -> None:
        """Press keys."""
        os.write(self._leader, keys)

    def end(self) -> int:
        """Read to the end; the exit code."""
        while self._read():
            pass
        return self.process.wait(PATIENCE)

    def _read(self) -> bool:
        try:
            part = os.read(self._leader, 4096)
        except OSError:
            # Linux says so when the last writer of a terminal is gone.
            return False
        self.shown += part.decode(errors="replace")
        return bool(part)


def lines_drawn(shown: str) -> list[str]:
    """What was ever drawn on the line that keeps itself up to date."""
    return re.findall(r"\r\x1b\[K([^\r\n]+?)(?:\^C)?(?=\r\x1b)", shown)


def test_a_person_sees_state_elapsed_time_and_the_next_look_counted_down(here: Path, world: World) -> None:
    with Terminal(here, "transcribe", "talk.wav", *SLOW) as terminal:
        terminal.until(r"next look in (\d+) s.*next look in (?!\1 s)\d+ s")
        terminal.type(INTERRUPT)
        assert 130 == terminal.end()
    drawn = lines_drawn(terminal.shown)
    looks = [
        re.fullmatch(r"talk\.wav \(\w{8}\): In Progress, \d+ s, next look in (\d+) s", one) for one in drawn
    ]
    first, second, *_ = dict.fromkeys(int(look[1]) for look in looks if look)
    assert 20 * 1.2 >= first > second
    assert any("uploading, 100 % of 24 kB" in one for one in drawn)
    assert (
        terminal.shown.endswith("\r\x1b[Ksubkit: interrupted\r\n")
        or "\r\nsubkit: interrupted" in terminal.shown
    )
    assert "\r\x1b[Ksubkit: talk.wav: the job is kept; go on with 'subkit jobs wait " in terminal.shown
    assert CANARY not in terminal.shown
    assert (0, 1) == world.starts


@pytest.mark.parametrize("columns", [30, 52])
def test_the_line_is_never_wider_than_the_terminal(here: Path, world: World, columns: int) -> None:
    name = f"{'long' * 30} \u65e5\u672c.wav"
    sound(here / name)
    with Terminal(here, "transcribe", name, *SLOW, columns=columns) as terminal:
        terminal.until(r"In Progress, [1-9]")
        terminal.type(INTERRUPT)
        assert 130 == terminal.end()
    assert columns - 2 <= max(map(len, lines_drawn(terminal.shown))) < columns
    assert (0, 1) == world.starts


def test_many_jobs_are_waited_for_at_once_and_counted(
    here: Path, world: World, run: Callable[..., Done]
) -> None:
    sound(here / "quick.wav", 1)
    slow = keyed(run("submit", "talk.wav", *SLOW, "-q"))
    quick = keyed(run("submit", "quick.wav", *PICTORY, "-q"))
    with Terminal(here, "jobs", "wait", *slow, *quick) as terminal:
        terminal.until("1 of 2 ended; talk.wav")
        terminal.type(INTERRUPT)
        assert 130 == terminal.end()
    assert f"quick.wav ({quick[0][:8]}): done (completed)" in terminal.shown
    assert f"talk.wav: the job is kept; go on with 'subkit jobs wait {slow[0][:8]}'" in terminal.shown
    assert "\x1b[3" not in terminal.shown
    assert (1, 1) == world.starts


def test_a_terminal_that_cannot_take_lines_away_is_written_none(
    here: Path, world: World, run: Callable[..., Done]
) -> None:
    (key,) = keyed(run("submit", "talk.wav", *SLOW))
    with Terminal(here, "jobs", "wait", key, *SOON, kind="dumb") as terminal:
        assert 5 == terminal.end()
    assert "In Progress" in terminal.shown
    assert "\x1b" not in terminal.shown
    assert (0, 1) == world.starts


@pytest.mark.parametrize("pause", [0.0, 0.02, 0.1])
def test_an_impatient_person_may_interrupt_twice(
    here: Path, world: World, run: Callable[..., Done], pause: float
) -> None:
    with Terminal(here, "transcribe", "talk.wav", *SLOW) as terminal:
        terminal.until("next look in ")
        terminal.type(INTERRUPT)
        time.sleep(pause)
        terminal.type(INTERRUPT)
        assert 130 == terminal.end()
    assert "Traceback" not in terminal.shown
    assert "Exception ignored" not in terminal.shown
    (key,) = keyed(run("jobs", "list", "--json", "--state", "running"))
    world.verbit.clock.skip(1000)
    assert 0 == run("jobs", "wait", key, "-q").code
    assert (0, 1) == world.starts


@pytest.mark.writes_secrets
def test_a_token_is_asked_for_and_not_shown(
    here: Path, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SUBKIT_VERBIT_TOKEN")
    with Terminal(here, "submit", "talk.wav", *VERBIT, "--token-stdin", "-q") as terminal:
        terminal.until("verbit token: ")
        terminal.until_it_hides()
        terminal.type(f"{CANARY}\n".encode())
        assert 0 == terminal.end()
    assert CANARY not in terminal.shown
    assert (0, 1) == world.starts
