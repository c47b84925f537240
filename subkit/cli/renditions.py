"""The caption files of one stream: which language each is in, what is said of it, and what becomes of it in segments."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import click

from subkit.cli import figures
from subkit.cli.inputs import shown

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from subkit.cli.messages import Messages
    from subkit.cli.reading_options import Reading
    from subkit.cli.track_options import TrackNames
    from subkit.formats import Writing
    from subkit.model import Captions, Cue
    from subkit.video.hls import Cut, Rendition, Timeline


class Track(NamedTuple):
    """Captions as viewers will choose them.

    Attributes:
        rendition: what they are.
        captions: the captions.
        name: their file, for messages.
    """

    rendition: Rendition
    captions: Captions
    name: str


class Stream(NamedTuple):
    """A rendition that is cut into segments.

    Attributes:
        rendition: what it is.
        cut: its segments.
    """

    rendition: Rendition
    cut: Cut


def tracks_of(
    files: Sequence[str], tracks: TrackNames, *, reading: Reading, how: Writing, messages: Messages
) -> list[Track]:
    """The captions of files; what was guessed of them, or cannot be written in WebVTT, is said.

    Raises:
        click.UsageError: nobody says which language a file is in, or two renditions would have one name.
    """
    from subkit.cli.caption_files import captions_of, tell_repairs

    found: list[Track] = []
    for number, path in enumerate(files, 1):
        name = shown(path)
        read = captions_of(path, reading)
        tell_repairs(read.repairs, name, reading, messages)
        rendition = _rendition(path, number, tracks, read)
        if rendition.stem in {one.rendition.stem for one in found}:
            raise click.UsageError(
                f"{name}: another of CAPTIONS is {rendition.stem} already; say --language, --sdh"
            )
        _tell_changes(read, how, name, messages)
        found.append(Track(rendition, read, name))
    return found


def streams_of(tracks: Sequence[Track], times: Timeline, how: Writing, messages: Messages) -> list[Stream]:
    """The captions, cut; what is shown nowhere is said.

    Raises:
        InputError: all captions of a file come after the end.
    """
    from subkit.video.hls import cut

    streams = []
    for track in tracks:
        found = cut(track.captions, times, how)
        streams.append(Stream(track.rendition, found))
        tell_past(found.past, track, times.edges[-1], messages)
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


def tell_past(past: Sequence[Cue], track: Track, end: Fraction | None, messages: Messages) -> None:
    """Say which cues come when the media have ended; captions that all do are of something else.

    Args:
        past: those cues.
        track: the captions.
        end: when the media end by the captions' clock, in seconds.
        messages: says it.

    Raises:
        InputError: they all do.
    """
    from subkit.errors import InputError
    from subkit.timecode import clock, from_seconds

    if not past or end is None:
        return
    at = clock(from_seconds(float(end)))
    if len(past) == len(track.captions.cues):
        raise InputError(track.name, f"all of it comes after the end of the video, at {at}")
    first = clock(past[0].start)
    what = "1 cue begins" if len(past) == 1 else f"{len(past)} cues begin"
    left = "is" if len(past) == 1 else "are"
    messages.note(
        f"{track.name}: {what} after the video's end at {at}, and {left} left out; the first at {first}"
    )
