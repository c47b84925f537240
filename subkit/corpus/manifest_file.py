"""The rows of a manifest, one after the other: JSON Lines or Parquet, packed or not; in memory is a row, and never the manifest."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from tempfile import TemporaryFile, gettempdir
from typing import TYPE_CHECKING, Any, BinaryIO, Self

from subkit.corpus import places
from subkit.corpus.packing import is_packed, pieces
from subkit.errors import ConfigError, InputError, OutputError
from subkit.files import reason_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import TracebackType

    from subkit.corpus.rows import Fields

_PARQUET = b"PAR1"
_LONGEST = 2**30
"""Bytes of a line: more than any transcript has, and than one wants in memory."""
_ROWS = 64
"""Rows of Parquet that are in memory at once: they may hold the content of whole files."""
_BUFFER = 2**20


class ManifestFile:
    """A manifest, read from its beginning as often as is asked.

    What is no file of this machine, and what comes through a pipe, is copied to a temporary file first: to caption what it
    tells of takes longer than any connection lasts.

    Args:
        path: its path or address.

    Raises:
        InputError: it cannot be read.
        ConfigError: what reaches such addresses is not installed.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self._stream = _opened(path)
        try:
            self._parquet = self._is_parquet()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Read no more of it."""
        self._stream.close()

    def count(self) -> int:
        """How many rows there are; all of it is read for that, so that what is torn is seen.

        Raises:
            InputError: it cannot be read, or is torn or damaged.
            ConfigError: the library for it is not installed.
        """
        if self._parquet:
            return int(self._table().metadata.num_rows)
        return sum(1 for line in self._lines() if line.strip())

    def rows(self) -> Iterator[tuple[int, bytes | Fields]]:
        """The number of each row, and its line of JSON, whatever that holds, or its fields.

        Raises:
            InputError: it cannot be read, or is torn or damaged.
            ConfigError: the library for it is not installed.
        """
        if self._parquet:
            return self._of_parquet()
        return ((number, line) for number, line in enumerate(self._lines(), start=1) if line.strip())

    def _lines(self) -> Iterator[bytes]:
        lines = _parted(self._pieces(), self.path)
        yield next(lines).removeprefix(b"\xef\xbb\xbf")
        yield from lines

    def _of_parquet(self) -> Iterator[tuple[int, Fields]]:
        import pyarrow as pa  # noqa: PLC0415 - optional

        try:
            batches = self._table().iter_batches(batch_size=_ROWS)
            yield from enumerate(chain.from_iterable(batch.to_pylist() for batch in batches), start=1)
        except (pa.ArrowException, OSError) as error:
            raise self._damaged(error) from error

    def _table(self) -> Any:
        try:
            import pyarrow as pa  # noqa: PLC0415 - optional
            from pyarrow import parquet  # noqa: PLC0415 - as above
        except ModuleNotFoundError as error:
            way = "Parquet needs the extra 'corpus': pip install 'subkit[corpus]'"
            raise ConfigError(self.path, way) from error
        self._stream.seek(0)
        try:
            return parquet.ParquetFile(self._stream, buffer_size=_BUFFER)
        except (pa.ArrowException, OSError) as error:
            raise self._damaged(error) from error

    def _damaged(self, error: Exception) -> InputError:
        return InputError(self.path, f"is damaged: {' '.join(str(error).split())}")

    def _is_parquet(self) -> bool:
        """Whether it is Parquet; packed once more, it is unpacked, for it is not read from its beginning to its end."""
        head = next(self._pieces(), b"")[: len(_PARQUET)]
        if head == _PARQUET and self._is_packed():
            whole = _temporary(self._pieces())
            self._stream.close()
            self._stream = whole
        return head == _PARQUET

    def _is_packed(self) -> bool:
        self._stream.seek(0)
        return is_packed(self._stream.read(len(_PARQUET)))

    def _pieces(self) -> Iterator[bytes]:
        self._stream.seek(0)
        try:
            yield from pieces(self._stream, self.path)
        except OSError as error:
            raise InputError(self.path, reason_of(error)) from error


def _opened(path: str) -> BinaryIO:
    """The manifest as a file that can be read again."""
    if places.is_address(path):
        with places.opened(path) as stream:
            return _temporary(iter(lambda: stream.read(_BUFFER), b""))
    try:
        file = Path(path).open("rb")  # noqa: SIM115 - the manifest's, who closes it
        if file.seekable():
            return file
        with file:
            return _temporary(iter(lambda: file.read(_BUFFER), b""))
    except (OSError, ValueError) as error:
        raise InputError(path, reason_of(error)) from error


def _temporary(content: Iterable[bytes]) -> BinaryIO:
    """A file of its own, that goes when it is closed.

    Raises:
        OutputError: it cannot be written.
    """
    file: Any = TemporaryFile()  # noqa: SIM115 - as above
    for piece in content:
        try:
            file.write(piece)
        except OSError as error:
            raise OutputError(gettempdir(), reason_of(error)) from error
    found: BinaryIO = file
    return found


def _parted(content: Iterable[bytes], name: str) -> Iterator[bytes]:
    """The lines of what comes in pieces, without their ends.

    Raises:
        InputError: one is too long to be a row.
    """
    begun: list[bytes] = []
    size = 0
    for piece in content:
        first, *more = piece.split(b"\n")
        begun.append(first)
        size += len(first)
        if size > _LONGEST:
            raise InputError(name, f"has a line of more than {_LONGEST:,} bytes")
        if more:
            yield b"".join(begun)
            yield from more[:-1]
            begun, size = [more[-1]], len(more[-1])
    yield b"".join(begun)
