"""A file that grows by whole lines: whoever is killed, or has no more room, leaves no part of one."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING, Self

from subkit.errors import InputError, OutputError
from subkit.files import reason_of

if TYPE_CHECKING:
    from types import TracebackType

_LINE = 2**12
"""Bytes that most lines are shorter than."""


class Lines:
    """Appends lines to a file.

    Args:
        path: the file; it is made if it is not there.
        fresh: empty it first.

    Raises:
        OutputError: it cannot be opened.
    """

    def __init__(self, path: str, *, fresh: bool) -> None:
        self.path = path
        flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC | (os.O_TRUNC if fresh else 0)
        try:
            self.descriptor = os.open(path, flags, 0o666)
        except (OSError, ValueError) as error:
            raise OutputError(path, reason_of(error, missing="no such folder")) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def add(self, *lines: bytes) -> int:
        """Write lines, all of them whole or none, and return where in the file the first one begins.

        Raises:
            OutputError: it cannot be written.
        """
        data = b"\n".join((*lines, b""))
        before = os.fstat(self.descriptor).st_size
        try:
            written = os.write(self.descriptor, data)
            if written < len(data):
                os.write(self.descriptor, data[written:])
        except OSError as error:
            with suppress(OSError):  # a pipe cannot be cut
                os.ftruncate(self.descriptor, before)
            raise OutputError(self.path, reason_of(error)) from error
        return before

    def at(self, offset: int) -> bytes:
        """The line that begins there, without its end; of one that has none, what there is.

        Raises:
            InputError: it cannot be read.
        """
        size = _LINE
        try:
            while b"\n" not in (found := os.pread(self.descriptor, size, offset)) and len(found) == size:
                size *= 8
        except OSError as error:
            raise InputError(self.path, reason_of(error)) from error
        return found.partition(b"\n")[0]

    def close(self) -> None:
        """Write no more."""
        if self.descriptor >= 0:
            os.close(self.descriptor)
            self.descriptor = -1
