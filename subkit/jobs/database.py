"""The SQLite file behind the store: opened for many processes at once, brought to today's schema, faults as ours."""

from __future__ import annotations

import fcntl
import os
import sqlite3
import sys
import threading
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from subkit.errors import OutputError, StoreError
from subkit.files import make_folder
from subkit.jobs.file_systems import MOUNTS, network_drive

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE = 30.0
"""Seconds that a process waits for another's write."""

_ELSEWHERE = "name a local --state-dir"
_WAYS = {
    sqlite3.SQLITE_BUSY: "is kept locked by another process; try again when that has ended",
    sqlite3.SQLITE_LOCKED: "is kept locked by another process; try again when that has ended",
    sqlite3.SQLITE_CORRUPT: "is damaged ({text}); move it away, or name another --state-dir",
    sqlite3.SQLITE_NOTADB: "is damaged ({text}); move it away, or name another --state-dir",
    sqlite3.SQLITE_FULL: "cannot be written: the disk is full; make room, then go on",
    sqlite3.SQLITE_READONLY: "cannot be written ({text}); make it writable, or name another --state-dir",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened ({text}); too many open files, or no right to; or name another --state-dir",
    sqlite3.SQLITE_IOERR: "cannot be read or written ({text}); is the disk full or failing?",
    sqlite3.SQLITE_PROTOCOL: f"cannot be locked where it lies, a network drive perhaps; {_ELSEWHERE}",
}
"""By SQLite's primary result codes (sqlite.org/rescode.html)."""

_VERSIONS = (
    """
    CREATE TABLE job (
        key TEXT PRIMARY KEY,
        adapter TEXT NOT NULL,
        work TEXT NOT NULL,      -- digest of media and parameters
        current INTEGER NOT NULL,-- 0 once a newer job does the same work by force
        id TEXT,                 -- the provider's
        state TEXT NOT NULL,
        job BLOB NOT NULL,       -- subkit.adapter.Job as JSON
        source BLOB NOT NULL,    -- subkit.adapter.Source as JSON
        options BLOB NOT NULL,   -- the adapter's options as JSON
        place TEXT NOT NULL,     -- where the provider is, if not at its own address
        made REAL NOT NULL,
        changed REAL NOT NULL,
        digest TEXT,             -- of the raw result on disk
        holder TEXT              -- the claim of whoever works on it
    );
    CREATE UNIQUE INDEX one_job_for_the_same_work ON job (adapter, work) WHERE current;
    CREATE INDEX job_by_id ON job (adapter, id);
    CREATE TABLE event (key TEXT NOT NULL, at REAL NOT NULL, what TEXT NOT NULL, detail TEXT NOT NULL);
    CREATE INDEX event_by_key ON event (key);
    """,
)
"""What each version of the schema adds; a version that was ever released is never edited."""


def state_folder() -> Path:
    """Where programs keep what must outlive them: ``XDG_STATE_HOME``, or the platform's own place."""
    if given := os.environ.get("XDG_STATE_HOME"):
        return Path(given) / "subkit"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "subkit"
    return Path.home() / ".local" / "state" / "subkit"


def private_folder(path: Path) -> Path:
    """The folder, made if need be, that nobody else may look into.

    Raises:
        StoreError: it cannot be made, or not be kept private.
    """
    try:
        make_folder(path.parent)
        path.mkdir(mode=0o700, exist_ok=True)
        path.chmod(0o700)
    except OutputError as error:
        raise StoreError(error.target, error.reason) from error
    except OSError as error:
        raise StoreError(str(path), _reason(error)) from error
    return path


class Database:
    """One connection, to be used by one thread at a time; it sees to that itself.

    Args:
        path: the file.
        patience: how long to wait for another process's write, in seconds.
        mounts: what says which file systems there are, see `subkit.jobs.file_systems`.

    Raises:
        StoreError: it cannot be opened, is damaged, or belongs to a newer subkit.
    """

    def __init__(self, path: Path, patience: float = PATIENCE, mounts: Path = MOUNTS) -> None:
        self.path = path
        self._lock = threading.RLock()
        if kind := network_drive(path, mounts):
            raise self._error(f"lies on a network drive ({kind}), where SQLite cannot share it; {_ELSEWHERE}")
        with self._faults():
            self._touch()
            self._connection = sqlite3.connect(
                path, timeout=patience, isolation_level=None, check_same_thread=False
            )
        try:
            with self._faults():
                self._prepare()
        except BaseException:
            self._connection.close()
            raise

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()

    def rows(self, query: str, *values: Any) -> list[sqlite3.Row]:
        """What a query finds."""
        with self._lock, self._faults():
            return self._connection.execute(query, values).fetchall()

    @contextmanager
    def change(self) -> Iterator[sqlite3.Connection]:
        """All changes within, or none; nobody else changes anything meanwhile. On disk when it is left."""
        with self._lock, self._faults():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:  # SQLite itself may have taken it back
                    self._connection.execute("ROLLBACK")
                raise

    def _touch(self) -> None:
        # Before SQLite does it with the rights of the umask; its -wal and -shm take the rights of the file.
        # Never one that is there: to close it would take away the locks of other connections of this process.
        for path in (self.path, self.path.with_suffix(".opening")):
            with suppress(FileExistsError):
                os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))

    def _prepare(self) -> None:
        connection = self._connection
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA secure_delete = ON")  # what is forgotten is overwritten
        mode = connection.execute("PRAGMA journal_mode").fetchone()[0]
        if mode == "wal" and self._version() == len(_VERSIONS):
            return
        # SQLite does not wait where two switch to WAL at once.
        with (self.path.with_suffix(".opening")).open("wb") as turn:
            fcntl.flock(turn, fcntl.LOCK_EX)
            if connection.execute("PRAGMA journal_mode = WAL").fetchone()[0] != "wal":
                raise self._error(f"lies where SQLite cannot share it, a network drive perhaps; {_ELSEWHERE}")
            self._update()

    def _update(self) -> None:
        """Bring the schema up to date."""
        with self.change() as connection:
            version = self._version()  # another process may have come first
            if version > len(_VERSIONS):
                raise self._error("was made by a newer subkit; update this one, or name another --state-dir")
            for number, script in enumerate(_VERSIONS[version:], version + 1):
                for statement in script.split(";\n"):
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {number}")

    def _version(self) -> int:
        version: int = self._connection.execute("PRAGMA user_version").fetchone()[0]
        return version

    @contextmanager
    def _faults(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise self._error(_told(error)) from error
        except OSError as error:
            raise self._error(_reason(error)) from error

    def _error(self, reason: str) -> StoreError:
        return StoreError(str(self.path), reason)


def _told(error: sqlite3.Error) -> str:
    """What went wrong, and the way out."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK) & 0xFF
    way = _WAYS.get(code)
    return way.format(text=error) if way else str(error)


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
