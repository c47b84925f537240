"""What was done of a corpus, on disk: a line for each input as it is done, so that a run that is killed goes on where it was.

A line is written after the files that it tells of stand whole. What is killed in between is done once more, with the same result.
"""

from __future__ import annotations

import fcntl
import os
import stat
from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from subkit.corpus.lines import Lines
from subkit.corpus.offsets import Offsets
from subkit.corpus.units import Entry
from subkit.errors import InputError, OutputError
from subkit.files import reason_of

if TYPE_CHECKING:
    from collections.abc import Iterable

NAME = ".subkit-batch.jsonl"
"""What the journal is called in the folder that a run writes to."""


class _Named(Struct):
    input: str


class Journal:
    """The journal of one folder; while it is open, no other run works there.

    Args:
        path: its file.

    Raises:
        OutputError: it cannot be opened, or another run has it open.
        InputError: it cannot be read.
    """

    def __init__(self, path: str) -> None:
        self._lines = Lines(path, fresh=False)
        try:
            _lock(self._lines)
            self._known = _read(path, self._lines.descriptor)
            """Where the last line of each input begins."""
        except BaseException:
            self._lines.close()
            raise

    def last(self, key: str) -> Entry | None:
        """What the last run that came to it made of an input; ``None`` if none did, or its line says nothing known.

        Raises:
            InputError: its line cannot be read.
        """
        line = self._line(key)
        try:
            entry = None if line is None else msgspec.json.decode(line, type=Entry)
        except msgspec.MsgspecError:
            return None
        return entry if entry and entry.input == key else None

    def add(self, entries: Iterable[Entry]) -> None:
        """Remember what became of inputs; what was kept as it was is remembered already.

        Raises:
            OutputError: that cannot be written.
        """
        lines = {entry.input: msgspec.json.encode(replace(entry, kept=False)) for entry in entries}
        fresh = {key: line for key, line in lines.items() if line != self._line(key)}
        if fresh:
            at = self._lines.add(*fresh.values())
            for key, line in fresh.items():
                self._known[key] = at
                at += len(line) + 1

    def _line(self, key: str) -> bytes | None:
        at = self._known.get(key)
        return None if at is None else self._lines.at(at)

    def close(self) -> None:
        """Let others work there."""
        self._lines.close()


def _lock(lines: Lines) -> None:
    try:
        fcntl.flock(lines.descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise OutputError(lines.path, "another run writes to this folder; wait until it is done") from error
    except OSError:
        pass  # a file system without locks: two runs at once would only do things twice


def _read(path: str, descriptor: int) -> Offsets:
    """Where the last line of each input begins; the part of a line that a killed run left at the end is cut off.

    Raises:
        InputError: it cannot be read.
    """
    known, at = Offsets(), 0
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            return known  # /dev/null remembers nothing, and /dev/full never ends
        with open(descriptor, "rb", closefd=False) as stream:
            for line in stream:
                if not line.endswith(b"\n"):
                    os.ftruncate(descriptor, at)
                    break
                with suppress(msgspec.MsgspecError):  # else not ours, or of another version: it is done again
                    known[msgspec.json.decode(line, type=_Named).input] = at
                at += len(line)
    except OSError as error:
        raise InputError(path, reason_of(error)) from error
    return known
