"""How two versions of captions differ, in the trade's terms, as values: breaks moved, cues split and merged, times, text."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from subkit.model import Captions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from subkit.model import Cue

ChangeKind = Literal[
    "removed",
    "added",
    "merged",
    "split",
    "cue-break",
    "line-break",
    "line-removed",
    "line-added",
    "text",
    "speaker",
    "in-time",
    "out-time",
]


class Change(Struct, frozen=True, gc=False, omit_defaults=True):
    """One difference between two versions of captions.

    Attributes:
        kind: ``removed`` or ``added`` (a whole cue), ``merged`` (a cue break is gone), ``split`` (there is a new one),
            ``cue-break`` or ``line-break`` (moved), ``line-removed``, ``line-added``, ``text``, ``speaker``, ``in-time``
            or ``out-time``.
        first: the cue's number in the first version, from 1; ``None`` if there is none.
        second: the cue's number in the second version.
        before: what stood there: the words, the break (``‖`` of cues, ``|`` of lines) among its words, or the label.
        after: what stands there now.
        by: for times, by how many ms later; for moved breaks, by how many words further on; negative the other way.
    """

    kind: ChangeKind
    first: int | None
    second: int | None
    before: str = ""
    after: str = ""
    by: int = 0


class Group(Struct, frozen=True, gc=False):
    """Cues of two versions between boundaries that both have.

    Attributes:
        first: the indices of the first version's cues: of its first, and of the one after its last.
        second: those of the second version's; either may be empty, where a cue was added or removed.
        changes: what is different in them.
    """

    first: tuple[int, int]
    second: tuple[int, int]
    changes: tuple[Change, ...]


class Diff(Struct, frozen=True):
    """How two versions of captions differ; false if they do not.

    Attributes:
        first: the one version.
        second: the other.
        groups: all cues of both, in order, with the changes.
        marks: for either version, which of its words are not the same in the other; by index.
    """

    first: Captions
    second: Captions
    groups: tuple[Group, ...]
    marks: tuple[frozenset[int], frozenset[int]]

    def __bool__(self) -> bool:
        return any(group.changes for group in self.groups)

    @property
    def changes(self) -> Iterator[Change]:
        """All changes, in order."""
        return (change for group in self.groups for change in group.changes)

    @property
    def counts(self) -> dict[ChangeKind, int]:
        """How many changes there are of each kind."""
        return dict(Counter(change.kind for change in self.changes))


def spoken_by(cue: Cue) -> str:
    """The label of whoever speaks in a cue, of two both; empty if nobody is named."""
    return " & ".join(filter(None, cue.speakers)) or cue.speaker or ""
