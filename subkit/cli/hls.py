"""The command ``subkit hls``: captions as WebVTT segments for HTTP Live Streaming, in step with the media's own."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from subkit.cli import figures, light
from subkit.cli.app import SHORT_HELPS
from subkit.cli.inputs import STDIN
from subkit.cli.outputs import STDOUT, refuse_collisions
from subkit.cli.reading_options import reading_options
from subkit.cli.track_options import TrackNames, track_options

if TYPE_CHECKING:
    from collections.abc import Sequence

    from subkit.cli.messages import Messages
    from subkit.cli.reading_options import Reading
    from subkit.cli.renditions import Stream
    from subkit.video.hls import Timeline

_FRAME = 42  # ms, at 24 frames a second
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


@light.command("hls", help=_HELP, short_help=SHORT_HELPS["hls"])
@click.argument("captions", nargs=-1, required=True, metavar="CAPTIONS...")
@light.option("--video", required=True, metavar="FILE", help="The media playlist, or the media file.")
@light.option(
    "-o", "--output", required=True, metavar="DIR", help="The folder of the segments; made if need be."
)
@light.option("--master", metavar="FILE", help="Make the captions known in this master playlist.")
@light.option(
    "--group", default="subs", show_default=True, metavar="ID", help="Their group, if it has none yet."
)
@track_options
@light.option(
    "--segment-duration",
    type=figures.seconds,
    metavar="S",
    help="How long segments of a media file are meant to be. [default: 6]",
)
@light.option(
    "--first-pts",
    type=click.IntRange(0),
    multiple=True,
    metavar="N",
    help="When the media begin, in 1/90000 s, if they cannot tell; again for each discontinuity.",
)
@light.option("--styling/--no-styling", default=True, help="Write italics, places and regions, or do not.")
@light.option("--speakers/--no-speakers", default=True, help="Say who speaks, or do not. [default: say]")
@reading_options
@light.option("--overwrite", is_flag=True, help="Replace a playlist of that name that subkit did not make.")
@light.option("-q", "--quiet", is_flag=True, help="Say errors only.")
@light.option("-v", "--verbose", is_flag=True, help="Say what was written.")
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
    from subkit.cli.renditions import streams_of, tracks_of
    from subkit.files import write_whole
    from subkit.formats import Writing

    if video == STDIN:
        raise click.UsageError("media cannot come from stdin: they are read more than once; name a file")
    if output == STDOUT:
        raise click.UsageError("-o names the folder that segments go to; they cannot go to stdout")
    tracks.refuse(len(captions))
    messages, times = Messages(quiet=quiet, verbose=verbose), _times(video, first_pts, segment_duration)
    _tell_drift(times, video, messages)
    how = Writing(styling=None if styling else False, speakers=speakers)
    read = tracks_of(captions, tracks, reading=reading, how=how, messages=messages)
    streams = streams_of(read, times, how, messages)
    playlists = [("-o", _playlist(stream, output)) for stream in streams]
    refuse_collisions(captions, [()] * len(captions), playlists, [video, master])
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


def _tell_drift(times: Timeline, video: str, messages: Messages) -> None:
    """Say if the playlist's durations are wrong by more than a frame."""
    from subkit.timecode import from_seconds

    milliseconds = from_seconds(float(times.drift))
    if abs(milliseconds) > _FRAME:
        how = "more" if milliseconds > 0 else "less"
        text = f"its durations add up to {abs(milliseconds)} ms {how} than its media last; cues near segments' edges may come late"
        messages.note(f"{video}: {text}", event="drift", file=video, more={"ms": milliseconds})


def _playlist(stream: Stream, folder: str) -> str:
    return os.path.join(folder, f"{stream.rendition.stem}.m3u8")  # noqa: PTH118 - a path as it was given


def _document(master: str, streams: Sequence[Stream], folder: str, group: str) -> bytes:
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


def _uri(stream: Stream, folder: str, base: str) -> str:
    """The address of a rendition's playlist, seen from the folder of the master playlist."""
    from subkit.video.hls.rendition import address

    return address(
        os.path.relpath(os.path.realpath(_playlist(stream, folder)), os.path.realpath(base or "."))
    )


def _publish(stream: Stream, folder: str, times: Timeline, messages: Messages, *, overwrite: bool) -> None:
    from subkit.video.hls import publish

    made = publish(folder, stream.rendition.stem, stream.cut.texts, times, overwrite=overwrite)
    segments = f"{len(stream.cut.texts)} segment{'' if len(stream.cut.texts) == 1 else 's'}"
    messages.detail(f"wrote {made} and {segments}", event="written", file=str(made))


def _lines(streams: Sequence[Stream], folder: str, group: str) -> list[str]:
    """The lines for a master playlist that lies beside the playlists.

    Raises:
        click.UsageError: a title or the group cannot stand in a playlist.
    """
    try:
        return [stream.rendition.line(_uri(stream, folder, folder), group) for stream in streams]
    except ValueError as error:
        raise click.UsageError(str(error)) from error
