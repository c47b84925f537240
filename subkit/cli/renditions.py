"""The caption files of one stream, cut: which language each is in, and what is said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import click

from subkit.cli import figures
from subkit.cli.inputs import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from subkit.cli.messages import Messages
    from subkit.cli.reading_options import Reading
    from subkit.cli.track_options import TrackNames
    from subkit.formats import Writing
    from subkit.model import Captions
    from subkit.video.hls import Cut, Rendition, Timeline


class Stream(NamedTuple):
    """A rendition that is cut.

    Attributes:
        rendition: what it is.
        cut: its segments.
        name: the caption file, for messages.
    """

    rendition: Rendition
    cut: Cut
    name: str


def streams_of(
    files: Sequence[str],
    tracks: TrackNames,
    times: Timeline,
    *,
    reading: Reading,
    how: Writing,
    messages: Messages,
) -> list[Stream]:
    """The renditions, cut; what was guessed of a file, or is shown nowhere, is said.

    Raises:
        click.UsageError: nobody says which language a file is in, or two renditions would have one name.
    """
    from subkit.cli.caption_files import captions_of, tell_repairs
    from subkit.video.hls import cut

    streams: list[Stream] = []
    for number, path in enumerate(files, 1):
        name = shown(path)
        read = captions_of(path, reading)
        tell_repairs(read.repairs, name, reading, messages)
        rendition = _rendition(path, number, tracks, read)
        if rendition.stem in {one.rendition.stem for one in streams}:
            raise click.UsageError(
                f"{name}: another of CAPTIONS is {rendition.stem} already; say --language, --sdh"
            )
        _tell_changes(read, how, name, messages)
        found = cut(read, times, how)
        streams.append(Stream(rendition, found, name))
        _tell_past(found, len(read.cues), times, name, messages)
    return streams


def _rendition(path: str, number: int, tracks: TrackNames, captions: Captions) -> Rendition:
    from subkit.video.hls import Rendition
    from subkit.video.language_codes import named_in

    language = tracks.language(number) or named_in(path) or captions.language
    if not language:
        raise click.UsageError(f"{shown(path)}: nobody says which language it is in: give --language")
    return Rendition(
        language=figures.tag(language),
        name=tracks.title(number) or "",
        default=number in tracks.default,
        forced=number in tracks.forced,
        sdh=number in tracks.sdh,
    )


def _tell_changes(captions: Captions, how: Writing, name: str, messages: Messages) -> None:
    """Say what WebVTT cannot hold as it stands."""
    from subkit.formats import alterations

    repairs = alterations(captions, "vtt", how)
    for repair in repairs:
        messages.detail(f"{name}: {repair}", event="repair", file=name)
    if repairs:
        what = f"{len(repairs)} {'repair' if len(repairs) == 1 else 'repairs'} (-v lists them)"
        messages.note(f"{name}: {what}", file=name)


def _tell_past(found: Cut, count: int, times: Timeline, name: str, messages: Messages) -> None:
    """Say which cues come when the media have ended; captions that all do are of something else.

    Raises:
        InputError: they all do.
    """
    from subkit.errors import InputError
    from subkit.timecode import clock, from_seconds

    if not found.past:
        return
    end = clock(from_seconds(float(times.edges[-1])))
    if len(found.past) == count:
        raise InputError(name, f"all of it comes after the end of the video, at {end}")
    first = clock(found.past[0].start)
    what = "1 cue begins" if len(found.past) == 1 else f"{len(found.past)} cues begin"
    left = "is" if len(found.past) == 1 else "are"
    messages.note(f"{name}: {what} after the video's end at {end}, and {left} left out; the first at {first}")
