"""The command ``subkit hls``: captions as WebVTT segments for HTTP Live Streaming, in step with the media's own."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

import click

from subkit.cli import figures
from subkit.cli.app import SHORT_HELPS
from subkit.cli.inputs import STDIN, shown
from subkit.cli.reading_options import reading_options
from subkit.cli.track_options import TrackNames, track_options

if TYPE_CHECKING:
    from collections.abc import Sequence

    from subkit.cli.messages import Messages
    from subkit.cli.reading_options import Reading
    from subkit.formats import Writing
    from subkit.model import Captions
    from subkit.video.hls import Cut, Rendition, Timeline

_HELP = """Cut captions into WebVTT segments for HTTP Live Streaming, in step with the media's own.

CAPTIONS are files of any format that can be read, one for each language. --video is the media playlist that your packager
wrote: its segments' lengths are taken over, and their first times read, so that cues are shown on the very frame. Of a media
file that is still to be packaged the key frames are read, and it is cut as packagers do.

\b
Examples:
  subkit hls talk.en.vtt --video hls/v0.m3u8 -o hls --master hls/master.m3u8
  subkit hls talk.en.srt talk.fr.srt --video hls/v0.m3u8 -o hls/captions --default 1
  subkit hls talk.en.srt --video talk.mp4 --segment-duration 4 -o captions

Each language becomes LANGUAGE.m3u8 in DIR, with a segment for each of the media's. What subkit made there before is replaced,
and nothing else. The lines for the master playlist are printed, with addresses as seen from DIR; or --master puts them in."""


class _Stream(NamedTuple):
    """A rendition that is cut.

    Attributes:
        rendition: what it is.
        cut: its segments.
        name: the caption file, for messages.
    """

    rendition: Rendition
    cut: Cut
    name: str


@click.command("hls", help=_HELP, short_help=SHORT_HELPS["hls"])
@click.argument("captions", nargs=-1, required=True, metavar="CAPTIONS...")
@click.option("--video", required=True, metavar="FILE", help="The media playlist, or the media file.")
@click.option(
    "-o", "--output", required=True, metavar="DIR", help="The folder of the segments; made if need be."
)
@click.option("--master", metavar="FILE", help="Make the captions known in this master playlist.")
@click.option(
    "--group", default="subs", show_default=True, metavar="ID", help="Their group, if it has none yet."
)
@track_options
@click.option(
    "--segment-duration",
    type=figures.seconds,
    metavar="S",
    help="How long segments of a media file are meant to be. [default: 6]",
)
@click.option(
    "--first-pts",
    type=click.IntRange(0),
    multiple=True,
    metavar="N",
    help="When the media begin, in 1/90000 s, if they cannot tell; again for each discontinuity.",
)
@click.option("--styling/--no-styling", default=True, help="Write italics, places and regions, or do not.")
@click.option("--speakers/--no-speakers", default=True, help="Say who speaks, or do not. [default: say]")
@reading_options
@click.option("--overwrite", is_flag=True, help="Replace a playlist of that name that subkit did not make.")
@click.option("-q", "--quiet", is_flag=True, help="Say errors only.")
@click.option("-v", "--verbose", is_flag=True, help="Say what was written.")
def command(
    *,
    captions: tuple[str, ...],
    video: str,
    output: str,
    master: str | None,
    group: str,
    tracks: TrackNames,
    segment_duration: int | None,
    first_pts: tuple[int, ...],
    styling: bool,
    speakers: bool,
    reading: Reading,
    overwrite: bool,
    quiet: bool,
    verbose: bool,
) -> None:
    """Check the command, read everything, cut, and only then write: segments, playlists, the master playlist."""
    from subkit.cli import stdout
    from subkit.cli.messages import Messages
    from subkit.files import write_whole
    from subkit.formats import Writing

    if video == STDIN:
        raise click.UsageError("media cannot come from stdin: they are read more than once; name a file")
    tracks.refuse(len(captions))
    messages = Messages(quiet=quiet, verbose=verbose)
    times = _times(video, first_pts, segment_duration)
    how = Writing(styling=None if styling else False, speakers=speakers)
    streams = _streams(captions, tracks, times, reading=reading, how=how, messages=messages)
    _refuse_same_files(streams, output, [*captions, video, master])
    lines = _lines(streams, output, group)
    document = _document(master, streams, output, group) if master else None
    for stream in streams:
        _publish(stream, output, times, messages, overwrite=overwrite)
    if master and document is not None:
        write_whole(master, document)
        messages.detail(f"wrote {master}", event="written", file=master)
    else:
        stdout.write_text("".join(f"{line}\n" for line in lines))


def _times(video: str, first: Sequence[int], length: int | None) -> Timeline:
    from fractions import Fraction

    from subkit.video.hls import is_playlist, timeline_of

    if length is not None and is_playlist(video):
        raise click.UsageError(
            "--segment-duration is for media files; the segments of a playlist are as long as it says"
        )
    return timeline_of(video, first=first, length=Fraction(length or 6000, 1000))


def _streams(
    files: Sequence[str],
    tracks: TrackNames,
    times: Timeline,
    *,
    reading: Reading,
    how: Writing,
    messages: Messages,
) -> list[_Stream]:
    """The renditions, cut; what was guessed of a file, or is shown nowhere, is said.

    Raises:
        click.UsageError: nobody says which language a file is in, or two renditions would have one name.
    """
    from subkit.cli.caption_files import captions_of, tell_repairs
    from subkit.video.hls import cut

    streams: list[_Stream] = []
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
        streams.append(_Stream(rendition, found, name))
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


def _refuse_same_files(streams: Sequence[_Stream], folder: str, used: Sequence[str | None]) -> None:
    """Refuse a playlist that would take the place of what is read."""
    taken = {os.path.realpath(path) for path in used if path and path != STDIN}
    for stream in streams:
        target = _playlist(stream, folder)
        if os.path.realpath(target) in taken:
            raise click.UsageError(
                f"-o {folder}: {target} is read, and would be written; name another folder"
            )


def _playlist(stream: _Stream, folder: str) -> str:
    return os.path.join(folder, f"{stream.rendition.stem}.m3u8")  # noqa: PTH118 - a path as it was given


def _document(master: str, streams: Sequence[_Stream], folder: str, group: str) -> bytes:
    """The master playlist with the captions in it.

    Raises:
        InputError, FormatError: it cannot be read, or is none.
        OutputError: it cannot be written, or has captions of that name.
    """
    from subkit.files import read_bytes, refuse_unwritable
    from subkit.video.hls import with_renditions

    refuse_unwritable(master)
    text = read_bytes(master, limit=2**26).decode("utf-8", "surrogateescape")
    known = [(stream.rendition, _uri(stream, folder, os.path.dirname(master))) for stream in streams]  # noqa: PTH120 - as above
    made = with_renditions(text, known, master, group=group)
    return made.encode("utf-8", "surrogateescape")


def _uri(stream: _Stream, folder: str, base: str) -> str:
    """The address of a rendition's playlist, seen from the folder of the master playlist."""
    from subkit.video.hls.rendition import address

    return address(
        os.path.relpath(os.path.realpath(_playlist(stream, folder)), os.path.realpath(base or "."))
    )


def _publish(stream: _Stream, folder: str, times: Timeline, messages: Messages, *, overwrite: bool) -> None:
    from subkit.video.hls import publish

    made = publish(folder, stream.rendition.stem, stream.cut.texts, times, overwrite=overwrite)
    messages.detail(f"wrote {made} and {len(stream.cut.texts)} segments", event="written", file=str(made))


def _lines(streams: Sequence[_Stream], folder: str, group: str) -> list[str]:
    """The lines for a master playlist that lies beside the playlists.

    Raises:
        click.UsageError: a title or the group cannot stand in a playlist.
    """
    try:
        return [stream.rendition.line(_uri(stream, folder, folder), group) for stream in streams]
    except ValueError as error:
        raise click.UsageError(str(error)) from error
