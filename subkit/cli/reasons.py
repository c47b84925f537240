"""The reasons of captions as a file: text, or the JSON of ``subkit explain --json`` and ``convert --explain``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from subkit import __version__
from subkit.captioning.explanation import CueReasons, Way
from subkit.cli.reasons_text import told
from subkit.cli.summary import Failure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from subkit.captioning.explain import Explanation


class Explained(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The reasons of one input's captions, or why there are none.

    Attributes:
        input: the path as given; ``-`` for stdin.
        profile: the profile's name.
        language: a BCP 47 tag, if known.
        total: what the captions cost as a whole, in hundredths.
        cues: each cue with its reasons, or those that were asked for.
        ways: by cue, in the order of ``cues``, the ways to show its first word; none where nobody asked.
        error: why there is nothing to explain.
    """

    input: str
    profile: str | None = None
    language: str | None = None
    total: int = 0
    cues: tuple[CueReasons, ...] = ()
    ways: tuple[tuple[Way, ...], ...] = ()
    error: Failure | None = None


class Reasons(Struct, frozen=True, kw_only=True):
    """What ``--explain`` writes and ``subkit explain --json`` prints."""

    schema: str = "subkit.explanation/1"
    subkit: str = __version__
    inputs: tuple[Explained, ...]


def explained(source: str, explanation: Explanation, numbers: Iterable[int], best: int = 0) -> Explained:
    """The reasons of some cues of an input, with so many ways to show each."""
    chosen = list(numbers)
    captions = explanation.captions
    return Explained(
        input=source,
        profile=captions.profile,
        language=captions.language,
        total=explanation.total,
        cues=tuple(map(explanation.cue, chosen)),
        ways=tuple(tuple(explanation.ways(number, best)) for number in chosen) if best else (),
    )


def as_json(inputs: Sequence[Explained]) -> bytes:
    """The reasons as one JSON object, indented."""
    from subkit.cli.listing import encoded

    return encoded(Reasons(inputs=tuple(inputs)))


def as_text(inputs: Sequence[Explained]) -> bytes:
    """The reasons as text, input by input, each under its name if there are several."""
    return "".join(line for one in inputs for line in _text(one, named=len(inputs) > 1)).encode(
        "utf-8", "backslashreplace"
    )


def _text(one: Explained, *, named: bool) -> Iterator[str]:
    if named:
        yield f"{one.input}\n\n"
    if one.error is not None:
        yield f"{one.error.message}\n\n"
    ways = one.ways or ((),) * len(one.cues)
    yield from (told(cue, some) for cue, some in zip(one.cues, ways, strict=True))
    if one.cues:
        yield f"total {one.total:,}\n"
        yield "\n" if named else ""
