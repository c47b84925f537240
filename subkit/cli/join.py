"""The command ``subkit join``: caption files of the parts of a programme, one after the other."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import click

from subkit.cli import figures, light
from subkit.cli.app import SHORT_HELPS
from subkit.cli.combined import names, one_file_options
from subkit.cli.reading_options import reading_options

if TYPE_CHECKING:
    from collections.abc import Sequence

    from subkit.cli.combined import OneFile
    from subkit.cli.reading_options import Reading
    from subkit.model import Captions

_HELP = """Put caption files one after the other.

Each FILE is of a part of one programme, with times from the part's own beginning. When each part after the first begins is
told by one of: --at, its time in the whole; --durations, how long the media of each part is; --media, those media themselves,
which ffprobe measures; --gap, how long after the last cue of the part before, if nothing better is known.

\b
Examples:
  subkit join part1.srt part2.srt -o whole.srt --at 00:45:00
  subkit join a.vtt b.vtt c.vtt -o all.vtt --durations 612.48,598.2
  subkit join a.srt b.srt -o all.srt --media a.mp4
  subkit join a.srt b.srt -o all.srt --gap 2

A cue that lingers when the next part begins is trimmed. A part that still has cues to show then is refused."""


@light.command("join", help=_HELP, short_help=SHORT_HELPS["join"])
@click.argument("sources", nargs=-1, required=True, metavar="FILE...")
@light.option(
    "--at", metavar="T,...", help="When each part after the first begins: seconds, clock text or timecode."
)
@light.option(
    "--durations",
    metavar="T,...",
    help="How long the media of each part is; that of the last may be left out.",
)
@light.option(
    "--media",
    multiple=True,
    metavar="FILE",
    help="The media of each part; may be repeated, and the last left out.",
)
@light.option("--gap", metavar="T", help="How long after the last cue of a part the next one begins.")
@light.option(
    "--frame-rate", type=figures.rate, metavar="R", help="The frames a second of times in timecode."
)
@reading_options
@one_file_options
def command(
    *,
    sources: tuple[str, ...],
    at: str | None,
    durations: str | None,
    media: tuple[str, ...],
    gap: str | None,
    frame_rate: str | None,
    reading: Reading,
    place: OneFile,
) -> None:
    """Check the command, read the parts, and write the whole."""
    from subkit.cli.caption_files import blamed
    from subkit.editing.appending import appended
    from subkit.formats import Writing

    output = place.planned(sources)
    if len(sources) == 1:
        raise click.UsageError("one FILE alone joins with none; name two or more")
    if sum(map(bool, (at, durations, media, gap))) != 1:
        raise click.UsageError("say when each part begins by one of --at, --durations, --media and --gap")
    known = _starts(at, durations, len(sources), frame_rate) or _after(
        "--media", _lengths(media), len(sources)
    )
    pause = _times("--gap", gap or "0", frame_rate)
    if len(pause) != 1:
        raise click.UsageError("--gap is one time, for all parts")
    parts = place.read(sources, reading)
    with blamed(names(sources)):
        place.put(appended(parts, known or _after_cues(parts, pause[0])), output, Writing())


def _starts(at: str | None, durations: str | None, count: int, frame_rate: str | None) -> list[int]:
    """When the parts begin, as the options tell it; nothing if they do not.

    Raises:
        click.UsageError: they tell it of too few or too many parts, or in no order.
    """
    if at is not None:
        starts = [0, *_times("--at", at, frame_rate)]
        if len(starts) != count:
            raise click.UsageError(
                f"--at says when {len(starts) - 1} parts begin, and {count - 1} follow the first"
            )
        if any(one > other for one, other in pairwise(starts)):
            raise click.UsageError("--at: a part cannot begin before the one that stands before it")
        return starts
    return (
        []
        if durations is None
        else _after("--durations", _times("--durations", durations, frame_rate), count)
    )


def _after(option: str, lengths: Sequence[int], count: int) -> list[int]:
    """When parts of these lengths begin, in ms; nothing if there are no lengths.

    Raises:
        click.UsageError: there are too few or too many.
    """
    if lengths and len(lengths) not in {count - 1, count}:
        raise click.UsageError(f"{option} says how long {len(lengths)} parts are, and there are {count}")
    return [sum(lengths[:number]) for number in range(count)] if lengths else []


def _lengths(media: Sequence[str]) -> list[int]:
    """How long media are, in ms.

    Raises:
        InputError: one is none, or nobody can tell its length.
    """
    from subkit.errors import InputError
    from subkit.jobs.media import source_of

    lengths = []
    for one in media:
        length = source_of(one).duration
        if length is None:
            raise InputError(
                one, "ffprobe cannot tell how long it is, or is not installed; say it with --durations"
            )
        lengths.append(length)
    return lengths


def _times(option: str, text: str, frame_rate: str | None) -> list[int]:
    from fractions import Fraction

    from subkit.timecode import moment

    rate = Fraction(frame_rate) if frame_rate else None
    try:
        found = [moment(part, rate) for part in text.split(",")]
    except ValueError as error:
        raise click.UsageError(f"{option}: {error}") from error
    if min(found) < 0:
        raise click.UsageError(f"{option}: {text} is before zero")
    return found


def _after_cues(parts: Sequence[Captions], gap: int) -> list[int]:
    starts = [0]
    for part in parts[:-1]:
        starts.append(starts[-1] + max([cue.end for cue in part.cues], default=0) + gap)
    return starts
