"""What a person at a terminal sees, on a terminal of its own."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from program import PROGRAM

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

QUICK = "1\n00:00:01,000 --> 00:00:01,100\nHello there, all of you.\n"
SURROUNDINGS = {"NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE"}
SHOWN_ON_STDOUT = {"fix", "stats"}
"""Commands of which what they print is looked at, too."""


def seen(here: Path, *arguments: str, program: str | Path = PROGRAM, **environment: str) -> str:
    """What the program writes to stderr when that is a terminal, and some to stdout."""
    leader, follower = pty.openpty()
    inherited = {name: value for name, value in os.environ.items() if name not in SURROUNDINGS}
    process = subprocess.Popen(
        [program, *arguments],
        cwd=here,
        env={**inherited, "TERM": "xterm", **environment},
        stdout=follower if arguments[0] in SHOWN_ON_STDOUT else subprocess.DEVNULL,
        stderr=follower,
    )
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


def test_several_inputs_show_a_line_that_messages_do_not_break(talk: Callable[..., Path], here: Path) -> None:
    for name in ("a.json", "b.json", "c.json"):
        talk(name)
    shown = seen(here, "convert", "a.json", "none.json", "c.json")
    assert re.match(r"\r\x1b\[KConverting: a\.json, 0%, 0 of 3, \d+ s\r\x1b\[K", shown)
    assert "\r\x1b[2K" not in shown
    whole = re.sub(r"(?:^|(?<=\n))(?:\r\x1b\[K[^\r\n]*)*\r\x1b\[K", "", shown)
    assert [
        "a.json -> a.srt: 1 cue",
        "subkit: none.json: no such file or folder",
        "c.json -> c.srt: 1 cue",
        "",
    ] == whole.split("\r\n")


def test_nothing_is_shown_in_colour(talk: Callable[..., Path], here: Path) -> None:
    assert "\x1b[3" not in seen(here, "convert", str(talk()), "none.json")


@pytest.mark.parametrize(
    ("environment", "coloured"),
    [
        ({}, True),
        ({"NO_COLOR": "1"}, False),
        ({"TERM": "dumb"}, False),
        ({"CLICOLOR": "0"}, False),
        ({"TERM": "dumb", "FORCE_COLOR": "1"}, True),
    ],
)
def test_colour_is_shown_as_the_surroundings_say(
    here: Path, environment: dict[str, str], *, coloured: bool
) -> None:
    (here / "talk.srt").write_text(QUICK)
    shown = seen(here, "fix", "talk.srt", "--dry-run", **environment)
    assert "Hello" in shown
    assert coloured is ("\x1b[3" in shown)


def test_what_is_printed_takes_the_line_away_first(here: Path) -> None:
    for name in ("a.srt", "b.srt"):
        (here / name).write_text(QUICK)
    shown = seen(here, "fix", "a.srt", "b.srt", "--dry-run", "--no-color")
    assert re.search(r"\r\x1b\[KFixing: [^\r\n]*\r\x1b\[K@@ cue", shown)
    assert not re.search(r"Fixing: [^\r\n]*\r?\n", shown)


def test_an_end_from_outside_takes_the_line_away_first(here: Path) -> None:
    ends = """
from subkit.cli import failures
from subkit.cli.messages import Messages
Messages().line.draw("Converting: " + "a" * 200)
failures.told(KeyboardInterrupt())
"""
    shown = seen(here, "-c", ends, program=sys.executable, COLUMNS="40")
    assert f"\r\x1b[KConverting: {'a' * 26}~\r\x1b[Ksubkit: interrupted\r\n" == shown


@pytest.mark.parametrize(("locale", "ink"), [("C.UTF-8", "\u2588"), ("C", "#")])
def test_bars_are_drawn_with_what_the_locale_has(here: Path, locale: str, ink: str) -> None:
    (here / "talk.srt").write_text(QUICK)
    shown = seen(here, "stats", "talk.srt", LC_ALL=locale, PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert f"{ink * 20}" in shown
    assert shown.isascii() is (ink == "#")
