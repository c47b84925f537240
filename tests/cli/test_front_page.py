"""The page of ``subkit --help`` is what click would print, on any terminal."""

from __future__ import annotations

import fcntl
import os
import pty
import shutil
import struct
import subprocess
import sys
import termios
from typing import TYPE_CHECKING

import pytest

from subkit.cli import front_page
from subkit.cli.app import root

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from program import Done

WIDTHS = ["-1", "0", "1", "", "wide", *map(str, range(48, 90)), "1000"]


def by_click() -> str:
    """The page as click lays it out for this terminal."""
    with root.make_context("subkit", ["formats"]) as context:
        return f"{root.get_help(context)}\n"


def test_the_page_is_clicks_own_at_every_width(monkeypatch: pytest.MonkeyPatch) -> None:
    pages = set()
    for width in WIDTHS:
        monkeypatch.setenv("COLUMNS", width)
        assert by_click() == front_page.page(front_page.columns()), width
        assert shutil.get_terminal_size().columns == front_page.columns()
        pages.add(by_click())
    assert len(pages) > 20


def test_the_page_is_as_wide_as_the_terminal(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS")
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("4H", 24, 61, 0, 0))
    main = "import sys; from subkit.cli import main; sys.exit(main(['-h']))"
    done = subprocess.Popen([sys.executable, "-c", main], cwd=here, stdout=follower)
    os.close(follower)
    seen = b""
    try:
        while part := os.read(leader, 4096):
            seen += part
    except OSError:
        pass  # so Linux says that the last writer is gone
    finally:
        os.close(leader)
    assert 0 == done.wait(60)
    assert front_page.page(61) == seen.decode().replace("\r\n", "\n")


@pytest.mark.parametrize("option", ["--help", "-h"])
def test_where_a_shell_asks_for_completions_the_option_is_only_a_word(
    run: Callable[..., Done], monkeypatch: pytest.MonkeyPatch, option: str
) -> None:
    monkeypatch.setenv("_SUBKIT_COMPLETE", "zsh")
    assert b"Usage" not in run(option).out
