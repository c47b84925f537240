"""Unpacks gzip and zstd, told by their first bytes and not by a suffix; what grows beyond the limit is refused."""

from __future__ import annotations

import zlib
from gzip import BadGzipFile, GzipFile
from io import BytesIO
from typing import TYPE_CHECKING

from subkit.errors import ConfigError, InputError
from subkit.files import LIMIT

if TYPE_CHECKING:
    from collections.abc import Iterator

SUFFIXES = (".gz", ".zst", ".zstd")
_GZIP = b"\x1f\x8b\x08"
_ZSTD = b"\x28\xb5\x2f\xfd"
_CHUNK = 2**20
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
    if content.startswith(_GZIP):
        return _joined(_gzip(content, name), name, limit)
    if content.startswith(_ZSTD):
        return _joined(_zstd(content, name), name, limit)
    return content


def bare(name: str) -> str:
    """A name without the suffix of what it is packed with.

    >>> bare("talk.json.gz"), bare("talk.json")
    ('talk.json', 'talk.json')
    """
    lower = name.lower()
    return next((name[: -len(suffix)] for suffix in SUFFIXES if lower.endswith(suffix)), name)


def _joined(pieces: Iterator[bytes], name: str, limit: int) -> bytes:
    parts, size = [], 0
    for piece in pieces:
        parts.append(piece)
        size += len(piece)
        if size > limit:
            raise InputError(name, f"unpacked, it is larger than {limit:,} bytes")
    return b"".join(parts)


def _gzip(content: bytes, name: str) -> Iterator[bytes]:
    """Every member that the bytes hold: parts that were packed apart may stand one behind the other."""
    with GzipFile(fileobj=BytesIO(content)) as stream:
        try:
            while piece := stream.read(_CHUNK):
                yield piece
        except EOFError as error:
            raise InputError(name, "is torn: its gzip data ends too early") from error
        except (BadGzipFile, zlib.error) as error:
            raise InputError(name, f"its gzip data is damaged ({error})") from error


def _zstd(content: bytes, name: str) -> Iterator[bytes]:
    """Every frame that the bytes hold."""
    try:
        import zstandard  # noqa: PLC0415 - optional
    except ModuleNotFoundError as error:
        raise ConfigError(name, "zstd needs the extra 'corpus': pip install 'subkit[corpus]'") from error
    at, machine = 0, zstandard.ZstdDecompressor(max_window_size=_WINDOW)
    while at < len(content):
        frame = machine.decompressobj()
        while not frame.eof:
            if at >= len(content):
                raise InputError(name, "is torn: its zstd data ends too early")
            try:
                yield frame.decompress(content[at : at + _STEP])
            except zstandard.ZstdError as error:
                raise InputError(name, f"its zstd data is damaged ({error})") from error
            at += _STEP
        at = min(at, len(content)) - len(frame.unused_data)
