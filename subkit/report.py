"""What subkit did to its input and what it could not reach, as values: repairs, trims and findings."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from msgspec import Struct

from subkit.errors import PayloadError

if TYPE_CHECKING:
    from collections.abc import Iterable


class Repair(Struct, frozen=True, gc=False, omit_defaults=True):
    """Something in the input that was not usable as it stood, and what was done about it.

    Attributes:
        kind: a stable name, e.g. ``missing-time``, ``overlap``, ``unit``.
        place: where: a payload path, or ``word 17 'hello'``.
        message: what was found and what was done, in one sentence.
    """

    kind: str
    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message} [{self.kind}]"


class RepairLog:
    """Where repairs are written down; a strict one refuses at the first.

    Attributes:
        source: the file or stream the payload came from.
        strict: whether a repair is refused.
        repairs: those made so far, in order.
    """

    def __init__(self, source: str, *, strict: bool, repairs: Iterable[Repair] = ()) -> None:
        self.source = source
        self.strict = strict
        self.repairs = list(repairs)

    def note(self, kind: str, path: str, expected: str, found: str, done: str) -> None:
        """Write down a repair.

        Raises:
            PayloadError: the log is strict.
        """
        if self.strict:
            self.refuse(path, expected, found)
        self.repairs.append(Repair(kind, path, f"expected {expected}, found {found}; {done}"))

    def tell(self, kind: str, path: str, message: str) -> None:
        """Write down a choice that the payload's contract allows, strict or not."""
        self.repairs.append(Repair(kind, path, message))

    def refuse(self, path: str, expected: str, found: str) -> NoReturn:
        """Give up: this is beyond repair.

        Raises:
            PayloadError: always.
        """
        raise PayloadError(path, expected, found, self.source)


class Finding(Struct, frozen=True, gc=False, omit_defaults=True):
    """A rule of the profile that a cue does not meet.

    Attributes:
        rule: a stable name, e.g. ``line-length``, ``reading-speed``, ``min-duration``, ``gap``, ``trim``.
        cue: the cue's number, from 1.
        value: what the cue has, in the rule's unit (characters, lines, characters a second, milliseconds).
        limit: what the profile asks for, in the same unit.
        reason: what is known of why it is so, e.g. ``a single word is longer than a line``.
        hard: whether the rule is one that must hold, rather than one that is weighed.
        avoidable: whether another cut or other times would meet the rule without breaking another hard one, if that has
            been proven either way; ``None`` if it is not known.
    """

    rule: str
    cue: int
    value: float
    limit: float
    reason: str = ""
    hard: bool = False
    avoidable: bool | None = None
