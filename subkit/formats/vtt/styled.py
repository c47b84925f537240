"""The text of a cue that has styling, or words in time, as it is written: fitted to its speakers, labels and marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subkit.formats.portable import plain, showable
from subkit.formats.vtt import markup, payload
from subkit.formats.vtt.cue_text import Span, parse
from subkit.formats.vtt.karaoke import sung
from subkit.formats.vtt.runs import Run, fitted, lines, respanned, said

if TYPE_CHECKING:
    from collections.abc import Callable

    from subkit.formats.vtt.runs import Change, Line
    from subkit.model import Cue


def runs(cue: Cue) -> list[Line] | None:
    """The styled lines of a cue; ``None`` if it has none, or their text is not that of its lines."""
    if not cue.markup:
        return None
    found = [
        [run._replace(text=showable(run.text)) for run in line if run.time is None]
        for line in lines(parse("\n".join(cue.markup)))
    ]
    return found if "\n".join(map(said, found)) == plain(cue.text) else None


def text(cue: Cue, target: str, *, is_styled: bool, is_sung: bool, names_speakers: bool) -> str | None:
    """The text of a cue as cue text; ``None`` if there is nothing to it but its letters and voices.

    Args:
        cue: the cue.
        target: its text as it is to be shown, with labels and marks of direction.
        is_styled: whether its styling is written.
        is_sung: whether the times of its words are.
        names_speakers: whether its voices are.
    """
    styled = runs(cue) if is_styled else None
    bare = plain(cue.text)
    if styled is None and is_sung and bare:
        whole = Span("")
        styled = [[Run(whole, line)] for line in bare.split("\n")]
    wanted = target.split("\n")
    if styled is None or len(styled) != len(wanted):
        return None
    root = Span("")
    around, change = _voices(cue, styled, root, names_speakers=names_speakers)
    made = sung(cue, styled) if is_sung else styled
    if len(set(around)) == 1:
        made = respanned(made, around[0], change)
    else:
        made = [respanned([line], base, change)[0] for line, base in zip(made, around, strict=True)]
    fits = [fitted(line, shown, base) for line, shown, base in zip(made, wanted, around, strict=True)]
    return "\n".join(markup.written(fits, root))


def _voices(
    cue: Cue, styled: list[Line], root: Span, *, names_speakers: bool
) -> tuple[list[Span], Callable[[Span], Change]]:
    """What stands around each line, and what becomes of each span: a cue's speakers win over the voices in its styling."""
    speaker, pair = markup.voice(cue.speaker), tuple(map(markup.voice, cue.speakers))
    said_by, said_by_two = payload.voices(styled)
    if names_speakers and (speaker, pair) == (said_by or "", said_by_two):
        return [root] * len(styled), markup.allowed
    if not names_speakers:
        return [root] * len(styled), markup.allowed_unvoiced
    if pair and len(pair) == len(styled):
        return [Span("v", (), name, root) for name in pair], markup.allowed_unvoiced
    base = Span("v", (), speaker, root) if speaker else root
    return [base] * len(styled), markup.allowed_unvoiced
