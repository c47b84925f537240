"""Numbers by names, for millions of names: 24 to 48 bytes of memory for each, where a dict of the same takes ten times that."""

from __future__ import annotations

from array import array
from hashlib import blake2b

_FIRST = 2**10


class Offsets:
    """Remembers a number for each name, by 64 bits of the name's digest.

    So two names may pass for one: of a million names two in some 40 million such tables. Who reads what stands at a number sees
    whose it is.

    >>> offsets = Offsets()
    >>> offsets["talk"] = 7
    >>> offsets.get("talk"), offsets.get("other")
    (7, None)
    """

    def __init__(self) -> None:
        self._count = 0
        self._hashes = array("Q", bytes(8 * _FIRST))
        """The digests, each at its place or at the next free one; nought where there is none."""
        self._numbers = array("Q", bytes(8 * _FIRST))

    def get(self, name: str) -> int | None:
        """The number of a name; ``None`` if it has none."""
        slot = self._slot(_digest(name))
        return self._numbers[slot] if self._hashes[slot] else None

    def __setitem__(self, name: str, number: int) -> None:
        if 3 * self._count >= 2 * len(self._hashes):
            self._grow()
        self._put(_digest(name), number)

    def _put(self, digest: int, number: int) -> None:
        slot = self._slot(digest)
        self._count += not self._hashes[slot]
        self._hashes[slot], self._numbers[slot] = digest, number

    def _slot(self, digest: int) -> int:
        hashes, last = self._hashes, len(self._hashes) - 1
        slot = digest & last
        while hashes[slot] and hashes[slot] != digest:
            slot = (slot + 1) & last
        return slot

    def _grow(self) -> None:
        hashes, numbers = self._hashes, self._numbers
        self._count = 0
        self._hashes = array("Q", bytes(16 * len(hashes)))
        self._numbers = array("Q", bytes(16 * len(hashes)))
        for digest, number in zip(hashes, numbers, strict=True):
            if digest:
                self._put(digest, number)


def _digest(name: str) -> int:
    found = blake2b(name.encode("utf-8", "surrogateescape"), digest_size=8).digest()
    return int.from_bytes(found) or 1
