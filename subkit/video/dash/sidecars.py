"""Captions cut into WebVTT files, one for each period, timed from its start (DASH-IF IOP 4.3, 6.4.5)."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from subkit.document import Block
from subkit.errors import OutputError
from subkit.files import make_folder, read_bytes, refuse_unwritable, write_whole
from subkit.formats import render
from subkit.formats.writing import PLAIN
from subkit.stamps import moved_stamps
from subkit.timecode import whole_from

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from subkit.formats import Writing
    from subkit.model import Captions, Cue
    from subkit.video.dash.presentation import Period

_LOOKS = frozenset({"style", "region"})
_OURS = "NOTE made by subkit"


class Sidecars(NamedTuple):
    """What becomes of captions.

    Attributes:
        texts: a WebVTT document for each period, in order; one without cues is there, too.
        past: the cues that begin when the presentation has ended; they are in none.
    """

    texts: tuple[str, ...]
    past: tuple[Cue, ...]


def cut(captions: Captions, periods: Sequence[Period], first: Fraction, how: Writing = PLAIN) -> Sidecars:
    """Cut captions as a presentation is cut. A cue that lasts into the next period goes on there.

    Args:
        captions: their times begin with the first frame; cues that stand out of order are put in it.
        periods: the presentation's periods.
        first: when the first frame is shown, in seconds of the presentation.
        how: as `subkit.formats.encode` has it.

    Raises:
        FormatError: a cue's times cannot be written.
    """
    blocks = tuple([Block(block.kind, block.text) for block in captions.blocks if block.kind in _LOOKS])
    texts = []
    for number, period in enumerate(periods, 1):
        follows = number < len(periods)
        found = [_piece(cue, period, first, follows=follows) for cue in captions.cues]
        cues = sorted([piece for piece in found if piece is not None], key=lambda cue: cue.start)
        text = render(replace(captions, cues=tuple(cues), blocks=blocks), "vtt", how)
        head, _, rest = text.partition("\n\n")
        texts.append(f"{head.rstrip()}\n\n{_OURS}\n\n{rest}".rstrip("\n") + "\n")
    end = periods[-1].end
    past = [cue for cue in captions.cues if end is not None and cue.start >= 1000 * (end - first)]
    return Sidecars(tuple(texts), tuple(past))


def _piece(cue: Cue, period: Period, first: Fraction, *, follows: bool) -> Cue | None:
    """What of a cue is shown in a period, in the period's ms; ``None`` if nothing is.

    Times are rounded up, so that a cue never comes before its frame; which period it is in is told by the exact ones.
    """
    moved = first - period.start
    if period.end is not None and cue.start >= 1000 * (period.end - first):
        return None
    if cue.start + 1000 * moved < 0 and cue.end + 1000 * moved <= 0:
        return None
    later = whole_from(moved)
    start, end = max(cue.start + later, 0), cue.end + later
    if follows and period.end is not None:
        end = min(end, whole_from(period.end - period.start))
    markup = moved_stamps(cue.markup, lambda time: time + later, start, end)
    return replace(cue, start=start, end=end, words=(), markup=markup)


def name_of(stem: str, number: int, periods: int) -> str:
    """What the file of a period, from 1, is called.

    >>> name_of("pt-BR", 1, 1), name_of("pt-BR", 2, 3)
    ('pt-BR.vtt', 'pt-BR-2.vtt')
    """
    return f"{stem}-{number}.vtt" if periods > 1 else f"{stem}.vtt"


def publish(folder: str, texts: dict[str, str], *, overwrite: bool = False) -> list[Path]:
    """Write files of captions, all or none.

    Args:
        folder: where; it is made if need be.
        texts: what each file holds, by its name.
        overwrite: whether files of these names that are not ours may be replaced.

    Raises:
        OutputError: something cannot be written, or is there and was not made here.
    """
    make_folder(folder)
    targets = {Path(folder, name): text for name, text in texts.items()}
    for target in targets:
        refuse_unwritable(target)
        if not overwrite and os.path.lexists(target) and _OURS.encode() not in read_bytes(target):
            raise OutputError(
                str(target), "is there already, and subkit did not make it; --overwrite replaces it"
            )
    before = {target: read_bytes(target) for target in targets if target.exists()}
    try:
        for target, text in targets.items():
            write_whole(target, text.encode())
    except BaseException:
        _restore(targets, before)
        raise
    return list(targets)


def _restore(targets: dict[Path, str], before: dict[Path, bytes]) -> None:
    for target in targets:
        with suppress(OSError, OutputError):
            if target in before:
                write_whole(target, before[target])
            else:
                target.unlink()
