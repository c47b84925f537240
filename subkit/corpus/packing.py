"""Unpacks gzip and zstd, told by their first bytes and not by a suffix; what grows beyond the limit is refused."""

from __future__ import annotations

import zlib
from gzip import BadGzipFile, GzipFile
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO

from subkit.errors import ConfigError, InputError
from subkit.files import LIMIT

if TYPE_CHECKING:
    from collections.abc import Iterator

SUFFIXES = (".gz", ".zst", ".zstd")
_GZIP = b"\x1f\x8b\x08"
_ZSTD = b"\x28\xb5\x2f\xfd"
_CHUNK = 2**16
_STEP = 2**12
"""Bytes of zstd that are unpacked at once: all that they become, 128 MiB at worst, is in memory before it can be counted."""
_WINDOW = 2**27
"""How far back zstd data may refer, in bytes: what ``zstd --ultra --long`` takes without being asked."""


def unpacked(content: bytes, name: str, *, limit: int = LIMIT) -> bytes:
    """The content, unpacked if it is packed.

    Args:
        content: bytes, packed or not.
        name: what to call them in messages.
        limit: the most bytes that may come of them.

    Raises:
        InputError: they are torn or damaged, or hold more than the limit.
        ConfigError: they are zstd's, and the library for that is not installed.
    """
    if not is_packed(content):
        return content
    parts, size = [], 0
    for piece in pieces(BytesIO(content), name):
        parts.append(piece)
        size += len(piece)
        if size > limit:
            raise InputError(name, f"unpacked, it is larger than {limit:,} bytes")
    return b"".join(parts)


def is_packed(content: bytes) -> bool:
    """Whether a content, or its first four bytes, is that of gzip or zstd."""
    return content.startswith((_GZIP, _ZSTD))


def pieces(stream: BinaryIO, name: str) -> Iterator[bytes]:
    """What is left in a stream that can be wound back, unpacked if it is packed, a piece at a time.

    Raises:
        InputError: it is torn or damaged.
        ConfigError: it is zstd's, and the library for that is not installed.
    """
    at = stream.tell()
    head = stream.read(len(_ZSTD))
    stream.seek(at)
    if head.startswith(_GZIP):
        return _gzip(stream, name)
    if head.startswith(_ZSTD):
        return _zstd(stream, name)
    return iter(lambda: stream.read(_CHUNK), b"")


def bare(name: str) -> str:
    """A name without the suffix of what it is packed with.

    >>> bare("talk.json.gz"), bare("talk.json")
    ('talk.json', 'talk.json')
    """
    lower = name.lower()
    return next((name[: -len(suffix)] for suffix in SUFFIXES if lower.endswith(suffix)), name)


def _gzip(packed: BinaryIO, name: str) -> Iterator[bytes]:
    """Every member that the stream holds: parts that were packed apart may stand one behind the other."""
    with GzipFile(fileobj=packed) as stream:
        try:
            while piece := stream.read(_CHUNK):
                yield piece
        except EOFError as error:
            raise InputError(name, "is torn: its gzip data ends too early") from error
        except (BadGzipFile, zlib.error) as error:
            raise InputError(name, f"its gzip data is damaged ({error})") from error


def _zstd(packed: BinaryIO, name: str) -> Iterator[bytes]:
    """Every frame that the stream holds."""
    try:
        import zstandard  # noqa: PLC0415 - optional
    except ModuleNotFoundError as error:
        raise ConfigError(name, "zstd needs the extra 'corpus': pip install 'subkit[corpus]'") from error
    machine = zstandard.ZstdDecompressor(max_window_size=_WINDOW)
    data = packed.read(_STEP)
    while data:
        frame = machine.decompressobj()
        while not frame.eof:
            if not data:
                raise InputError(name, "is torn: its zstd data ends too early")
            try:
                yield frame.decompress(data)
            except zstandard.ZstdError as error:
                raise InputError(name, f"its zstd data is damaged ({error})") from error
            data = frame.unused_data or packed.read(_STEP)
