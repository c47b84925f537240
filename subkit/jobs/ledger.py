"""A small SQLite file of one table's worth, for many threads and processes: private, synchronised, faults as ours."""

from __future__ import annotations

import os
import sqlite3
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from subkit.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from os import PathLike

_BUSY = 30.0  # seconds to wait for another process


class Ledger:
    """One connection, to be used by one thread at a time; it sees to that itself.

    Args:
        folder: the state directory, which is there.
        name: the file's name in it.
        schema: SQL that makes what is not there yet.
        what: what is kept, for messages: ``hints of webhooks``.

    Raises:
        StoreError: it cannot be made or written; so say all methods.
    """

    def __init__(self, folder: str | PathLike[str], name: str, schema: str, what: str) -> None:
        self._path = os.path.join(folder, name)  # noqa: PTH118  # a plain string is what sqlite3 and os.open take
        self._what = what
        self._lock = threading.Lock()
        with self._faults():
            # Made by us first: sqlite3 itself would make it readable for others.
            os.close(os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
            self._base = _opened(self._path, schema)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._base.close()

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """What a query finds."""
        with self._lock, self._faults():
            return self._base.execute(query, values).fetchall()

    @contextmanager
    def change(self) -> Iterator[sqlite3.Connection]:
        """All changes within, or none; on the disk when it is left."""
        with self._lock, self._faults():
            self._base.execute("BEGIN IMMEDIATE")
            try:
                yield self._base
                self._base.execute("COMMIT")
            except BaseException:
                if self._base.in_transaction:
                    self._base.execute("ROLLBACK")
                raise

    @contextmanager
    def _faults(self) -> Iterator[None]:
        try:
            yield
        except (OSError, sqlite3.Error) as error:
            raise StoreError(self._path, f"{self._what} cannot be kept there ({error})") from error


def _opened(path: str, schema: str) -> sqlite3.Connection:
    base = sqlite3.connect(path, timeout=_BUSY, isolation_level=None, check_same_thread=False)
    try:
        base.execute("PRAGMA journal_mode = WAL")
        base.execute("PRAGMA synchronous = FULL")
        base.executescript(schema)
    except sqlite3.Error:
        base.close()
        raise
    return base
