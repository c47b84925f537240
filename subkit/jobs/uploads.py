"""A file that is sent as a request's body: opened, read piece by piece, and told how far it is."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Self

import anyio.to_thread

from subkit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator
    from pathlib import Path

_PIECE = 2**18


class Upload:
    """The bytes of a file, exactly as many as it has when it is opened; to be used within ``with``.

    Args:
        path: the file.
        told: is told how many bytes were handed on, of how many; first 0, then after each piece.

    Raises:
        InputError: it is missing, a folder or unreadable; so says whatever reads it, too, if it has become shorter.
    """

    def __init__(self, path: Path, told: Callable[[int, int], None]) -> None:
        self._name = str(path)
        self._told = told
        try:
            self._stream = path.open("rb")
        except (OSError, ValueError) as error:
            raise self._unreadable(error) from error
        self.size = os.fstat(self._stream.fileno()).st_size

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()

    def pieces(self) -> Iterator[bytes]:
        """The file, piece by piece."""
        done = 0
        self._told(done, self.size)
        while piece := self._read(done):
            yield piece
            done += len(piece)
            self._told(done, self.size)

    async def pieces_async(self) -> AsyncIterator[bytes]:
        """The same pieces, read while others work."""
        done = 0
        self._told(done, self.size)
        while piece := await anyio.to_thread.run_sync(self._read, done):
            yield piece
            done += len(piece)
            self._told(done, self.size)

    def _read(self, done: int) -> bytes:
        try:
            piece = self._stream.read(min(_PIECE, self.size - done))
        except OSError as error:
            raise self._unreadable(error) from error
        if not piece and done < self.size:
            raise InputError(self._name, "became shorter while it was sent")
        return piece

    def _unreadable(self, error: OSError | ValueError) -> InputError:
        return InputError(self._name, getattr(error, "strerror", None) or str(error))
