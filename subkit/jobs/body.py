"""An answer's body while it comes in: decoded piece by piece, and never more than was asked for."""

from __future__ import annotations

import zlib

from subkit.errors import ProviderError

_ANY_ZLIB = 32 + zlib.MAX_WBITS  # gzip or deflate, by its first bytes

ENCODINGS = "gzip"
"""What the drivers say they can decode; more would need more libraries."""


class Body:
    """Gathers a body.

    httpx decodes whole pieces, and a piece of 64 kB may hold 64 MB: here no more than the limit is ever unpacked.

    Args:
        call: whose answer it is, for messages.
        status: its HTTP status.
        encoding: its ``Content-Encoding``.
        limit: the most bytes, decoded.

    Raises:
        ProviderError: the encoding is none that was asked for.
    """

    def __init__(self, call: str, status: int, encoding: str, limit: int) -> None:
        self._call, self._status = call, status
        encoding = encoding.strip().lower()
        if encoding not in {"", "identity", "gzip", "x-gzip", "deflate"}:
            raise self._error(f"is encoded as {encoding[:40]!r}, which was not asked for")
        self._inflate = None if encoding in {"", "identity"} else zlib.decompressobj(_ANY_ZLIB)
        self._limit = limit
        self._pieces: list[bytes] = []
        self._size = 0
        self._came = False

    def add(self, piece: bytes) -> None:
        """The next piece as it came over the network.

        Raises:
            ProviderError: it is more than the limit, or no gzip.
        """
        self._came = self._came or bool(piece)
        if self._inflate:
            try:
                piece = self._inflate.decompress(piece, self._limit - self._size + 1)
            except zlib.error:
                raise self._error("is not the gzip it says it is") from None
        self._size += len(piece)
        if self._size > self._limit:
            raise self._error(
                f"is larger than {self._limit:,} bytes; if it is a result, save it by other means: "
                "subkit convert reads files of up to 1 GiB"
            )
        self._pieces.append(piece)

    def whole(self) -> bytes:
        """All of it.

        Raises:
            ProviderError: the gzip ends before its end.
        """
        if self._inflate and self._came and not self._inflate.eof:
            raise self._error("breaks off within its gzip")
        return b"".join(self._pieces)

    def _error(self, reason: str) -> ProviderError:
        return ProviderError(self._call, self._status, f"the answer {reason}")
