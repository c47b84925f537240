"""Who works on a job: claims that end with their process, however it ends, and with no clock.

A store holds a lock on a file of its own for as long as it lives; the operating system lets it go when the process
dies. A claim in the database names that file and is worth what the lock is worth. So a process that is killed blocks
nobody, and one that was stopped for an hour still has its claims.
"""

from __future__ import annotations

import fcntl
import os
import uuid
from contextlib import suppress
from typing import TYPE_CHECKING

from subkit.errors import StoreError
from subkit.jobs.database import private_folder

if TYPE_CHECKING:
    from pathlib import Path

_SUFFIX = ".lock"


class Holder:
    """The one lock of a store.

    Args:
        folder: where the locks of all processes are.

    Raises:
        StoreError: the lock cannot be made.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = private_folder(folder)
        self.name = uuid.uuid4().hex
        path = self._folder / self.name
        for other in self._folder.glob(f"*{_SUFFIX}"):
            self.lives(other.stem)
        try:
            self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
            fcntl.flock(self._descriptor, fcntl.LOCK_EX)
            path.rename(
                path.with_suffix(_SUFFIX)
            )  # only now: one without a lock is cleared away as a dead one's
        except OSError as error:
            raise StoreError(str(path), (error.strerror or str(error)).lower()) from error

    def lives(self, name: str) -> bool:
        """Whether the holder of that name is still at work; what the dead have left is cleared away."""
        if name == self.name:
            return True
        path = self._folder / (name + _SUFFIX)
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CLOEXEC)
        except OSError:
            return False
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return True
        else:
            with suppress(OSError):
                path.unlink()
            return False
        finally:
            os.close(descriptor)

    def close(self) -> None:
        """Give up the lock, and with it every claim."""
        with suppress(OSError):
            (self._folder / (self.name + _SUFFIX)).unlink()
        os.close(self._descriptor)
