"""Real shells on a pseudo-terminal: what they make of a line when all completions are asked for at its end."""

from __future__ import annotations

import os
import pty
import select
import shlex
import shutil
import subprocess
import sys
import time
import tty
from pathlib import Path
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Mapping

_PATIENCE = 120.0  # seconds; an answer takes a tenth of one, but on a busy machine
_BINARIES = Path(sys.executable).parent

_BASH = """
PS1= PS2= ; bind 'set enable-bracketed-paste off'; bind 'set completion-ignore-case off'
eval "$(subkit completion bash)"
told() { printf '%s\\n' "$READLINE_LINE" >told; mv told line; }
bind -x '"\\C-x\\C-t": told'; bind '"\\C-x\\C-a": insert-completions'
"""
_ZSH = """
PS1= PS2= PROMPT_EOL_MARK= ; autoload -Uz compinit && compinit -D -u; bindkey -e
eval "$(subkit completion zsh)"
zle -C all-matches complete-word _generic
zstyle ':completion:all-matches:*' completer _all_matches _complete
zstyle ':completion:all-matches:*' insert true
told() { print -r -- "$BUFFER" >told; command mv told line }
zle -N told; bindkey '^X^T' told; bindkey '^X^A' all-matches
"""


class Typist:
    """Types into an interactive shell in a folder of its own, and reads the line that results.

    Args:
        shell: ``bash`` or ``zsh``.
        folder: where it runs; the line is handed on in a file there.
        environment: its variables.
    """

    def __init__(self, shell: str, folder: Path, environment: Mapping[str, str]) -> None:
        self._line = folder / "line"
        home = Path(environment["HOME"])
        (home / ".bashrc").write_text(_BASH, encoding="utf-8")
        (home / ".zshrc").write_text(_ZSH, encoding="utf-8")
        self._ours, theirs = pty.openpty()
        tty.setraw(theirs)  # what is typed before the shell listens must wait, not act
        plain = [found(shell), *(["-i"] if shell == "bash" else ["-d", "-i"])]
        self._shell = subprocess.Popen(
            plain,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            cwd=folder,
            env=environment,
            start_new_session=True,
        )
        os.close(theirs)
        self._began = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._shell.kill()
        self._shell.wait()
        os.close(self._ours)

    def completed(self, line: str) -> str:
        """The line with every completion that there is at its end."""
        if not self._began:
            self._type("\x18\x14")
            self._read()
            self._began = True
        self._type(f"\x15{line}\x18\x01\x18\x14")
        return self._read()

    def _type(self, keys: str) -> None:
        os.write(self._ours, keys.encode())

    def _read(self) -> str:
        end = time.monotonic() + _PATIENCE
        while not self._line.exists():
            self._drain()
            assert time.monotonic() < end, "the shell does not answer"
        line = self._line.read_text("utf-8").removesuffix("\n")
        self._line.unlink()
        return line

    def _drain(self) -> None:
        """Take what the shell shows, or it would wait for that."""
        if select.select([self._ours], [], [], 0.01)[0]:
            os.read(self._ours, 65536)


def fish(lines: list[str], folder: Path, environment: Mapping[str, str]) -> list[list[str]]:
    """The candidates of fish for each line, without what they are."""
    script = "subkit completion fish | source\n" + "".join(
        f"complete --do-complete {shlex.quote(line)}; echo\n" for line in lines
    )
    done = subprocess.run(
        [found("fish"), "--no-config", "-c", script],
        cwd=folder, env=environment, capture_output=True, text=True, timeout=_PATIENCE, check=True,
    )  # fmt: skip
    assert not done.stderr
    return [[one.partition("\t")[0] for one in part.splitlines()] for part in done.stdout.split("\n\n")[:-1]]


def found(shell: str) -> str:
    """Where the shell is."""
    path = shutil.which(shell)
    assert path, f"{shell} is not installed: see scripts/debian-packages"
    return path


def environment(folder: Path) -> dict[str, str]:
    """That of a user without settings of his own, with subkit on the path."""
    path = f"{_BINARIES}{os.pathsep}{os.environ['PATH']}"
    return {
        "PATH": path,
        "HOME": str(folder),
        "TERM": "dumb",
        "LANG": "C.UTF-8",
        "XDG_STATE_HOME": str(folder / "state"),
    }
