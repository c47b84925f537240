"""What a person at a terminal sees, on a terminal of its own."""

from __future__ import annotations

import os
import pty
import subprocess
from typing import TYPE_CHECKING

from program import PROGRAM

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def seen(here: Path, *arguments: str) -> str:
    """What the program writes to stderr when that is a terminal."""
    leader, follower = pty.openpty()
    process = subprocess.Popen([PROGRAM, *arguments], cwd=here, stdout=subprocess.DEVNULL, stderr=follower)
    os.close(follower)
    parts = []
    try:
        while part := os.read(leader, 4096):
            parts.append(part)
    except OSError:
        # Linux says so when the last writer of a terminal is gone.
        pass
    finally:
        os.close(leader)
    process.wait(60)
    return b"".join(parts).decode()


def test_a_person_is_told_what_was_written(talk: Callable[..., Path], here: Path) -> None:
    talk()
    assert "talk.json -> talk.srt: 1 cue\r\n" == seen(here, "convert", "talk.json")
    assert "" == seen(here, "convert", "talk.json", "--overwrite", "-q")


def test_several_inputs_show_a_bar_that_messages_do_not_break(talk: Callable[..., Path], here: Path) -> None:
    for name in ("a.json", "b.json", "c.json"):
        talk(name)
    shown = seen(here, "convert", "a.json", "none.json", "c.json")
    assert "Converting" in shown
    assert "100%" in shown
    assert "\r\x1b[Ksubkit: none.json: no such file or folder\r\n" in shown
    assert "\r\x1b[Kc.json -> c.srt: 1 cue\r\n" in shown


def test_nothing_is_shown_in_colour(talk: Callable[..., Path], here: Path) -> None:
    assert "\x1b[3" not in seen(here, "convert", str(talk()), "none.json")
