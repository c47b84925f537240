"""Raw results on disk: whole or not there, for this user alone, found by our own key."""

from __future__ import annotations

import hashlib
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from subkit.errors import InputError, StoreError
from subkit.files import read_bytes, write_whole
from subkit.jobs.database import private_folder

if TYPE_CHECKING:
    from pathlib import Path

_ABANDONED = 86_400  # seconds after which a temporary file has no writer any more


class Results:
    """The raw results of a store.

    Args:
        folder: where they are; made if need be.

    Raises:
        StoreError: the folder cannot be used.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = private_folder(folder)
        for left in self._folder.glob(".subkit-*.tmp"):
            with suppress(OSError):
                if left.stat().st_mtime < time.time() - _ABANDONED:
                    left.unlink()

    def path(self, key: str) -> Path:
        """Where the result of a job is, or will be."""
        return self._folder / f"{key}.raw"

    def put(self, key: str, raw: bytes) -> str:
        """Keep a result; when this returns it is on the disk, byte for byte.

        Returns:
            Its SHA-256.

        Raises:
            OutputError: it cannot be written.
        """
        path = self.path(key)
        write_whole(path, raw)
        path.chmod(0o600)
        return hashlib.sha256(raw).hexdigest()

    def get(self, key: str, digest: str | None) -> bytes | None:
        """A result; ``None`` if it is not here.

        One that was written just before its process died, and so has no digest yet, counts: it is whole, or it would
        not have its name.

        Raises:
            StoreError: it cannot be read, or is not what was put there.
        """
        path = self.path(key)
        if not path.exists():
            return None
        try:
            raw = read_bytes(path)
        except InputError as error:
            raise StoreError(error.source, error.reason) from error
        if digest is not None and digest != hashlib.sha256(raw).hexdigest():
            raise StoreError(str(path), "is not the result that was put there; move it away to fetch it anew")
        return raw

    def drop(self, key: str) -> None:
        """Remove a result, if it is here."""
        with suppress(FileNotFoundError):
            self.path(key).unlink()
