"""A small disk of its own for programs that a test runs: it fills up, turns read-only or goes away; nobody else sees it."""

from __future__ import annotations

import subprocess
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from hasty_program import program

if TYPE_CHECKING:
    from collections.abc import Iterator

# A file system in memory, mounted where only this process and those that join it see it; so no test needs to be root.
_HOLD = 'mount -t tmpfs -o "size=$1,mode=0700" tmpfs "$2" && echo ready && exec sleep 600'
_BLOCK = 4096


class Disk:
    """The disk.

    Attributes:
        path: where the program finds it.
        seen: where the test finds the same.
    """

    def __init__(self, path: Path, holder: int) -> None:
        self.path = path
        self._holder = str(holder)
        self.seen = Path(f"/proc/{holder}/root{path}")

    def command(self, folder: Path, *arguments: str) -> list[str]:
        """The program, run where the disk is seen."""
        enter = ["nsenter", "--user", "--mount", "--preserve-credentials", "--target", self._holder, "--"]
        return [*enter, "sh", "-c", 'cd "$1" && shift && exec "$@"', "sh", str(folder), *program(*arguments)]

    def fill(self) -> None:
        """Leave no room for one more byte."""
        with (self.seen / "ballast").open("ab", buffering=0) as ballast, suppress(OSError):
            while True:
                ballast.write(bytes(_BLOCK))

    def free(self) -> None:
        """Make room again."""
        (self.seen / "ballast").unlink()

    def remount(self, how: str) -> None:
        """Make it ``ro`` or ``rw``."""
        enter = ["nsenter", "--user", "--mount", "--preserve-credentials", "--target", self._holder, "--"]
        subprocess.run([*enter, "mount", "-o", f"remount,{how}", str(self.path)], check=True)


@contextmanager
def small_disk(path: Path, size: str = "1m") -> Iterator[Disk]:
    """A disk of that size at the path, an empty folder, as long as the block lasts.

    Raises:
        RuntimeError: this machine lets nobody have namespaces of their own.
    """
    path.mkdir()
    command = ["unshare", "--map-root-user", "--mount", "sh", "-c", _HOLD, "sh", size, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as holder:
        try:
            said = holder.stdout.readline() if holder.stdout else ""
            if said != "ready\n":
                raise RuntimeError(f"no disk of our own (namespaces of users and mounts are needed): {said}")
            yield Disk(path, holder.pid)
        finally:
            holder.kill()
