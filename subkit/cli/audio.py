"""The command ``subkit audio``: what providers want uploaded of a video."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from subkit import timecode
from subkit.cli import figures, light
from subkit.cli.app import SHORT_HELPS
from subkit.cli.making_options import making_options, media_at, target_of

if TYPE_CHECKING:
    from subkit.cli.making_options import Making
    from subkit.video import Probe, Stream
    from subkit.video.audio import Part

_HELP = """Make what providers want uploaded of a video: its speech alone, as FLAC, WAV, MP3 or M4A.

One channel of 16,000 samples a second is all that recognisers listen to, and a small part of the video. The sound begins with
the first frame of the picture, with silence where there is none yet, so that times of words fit the video.

\b
Examples:
  subkit audio talk.mp4                    writes talk.flac beside it
  subkit audio talk.mkv -o talk.m4a --language fr
  subkit audio talk.mp4 -o part.wav --from 1:30 --to 2:00

FLAC and WAV lose nothing; MP3 and M4A are smaller, and begin some milliseconds later for readers that do not know how they are padded.
With --from, times count from there: 'subkit convert --offset' puts captions back."""

_EARLY = 100


def _time(_context: click.Context, option: click.Parameter, value: str | None) -> int | None:
    if value is None:
        return None
    try:
        return timecode.moment(value)
    except ValueError as error:
        raise click.BadParameter(str(error), param=option) from error


@light.command("audio", help=_HELP, short_help=SHORT_HELPS["audio"])
@click.argument("video")
@light.option(
    "--track", type=click.IntRange(1), metavar="N", help="Take the Nth sound. [default: what players choose]"
)
@light.option(
    "--language", type=figures.tag, metavar="TAG", help="Take the first sound in this language: en, fr."
)
@light.option("--from", "start", callback=_time, metavar="T", help="Begin there: seconds, or a time as 1:30.")
@light.option("--to", "end", callback=_time, metavar="T", help="End there.")
@light.option(
    "--sample-rate",
    type=click.IntRange(8000, 48000),
    default=16000,
    show_default=True,
    metavar="N",
    help="Samples a second.",
)
@making_options
def command(
    *,
    video: str,
    track: int | None,
    language: str | None,
    start: int | None,
    end: int | None,
    sample_rate: int,
    making: Making,
) -> None:
    """Check the command, choose the sound, and make the file."""
    from subkit.cli.measures import amount
    from subkit.errors import UnknownNameError
    from subkit.video.audio import coding_of, speech

    target = target_of(making.output or str(Path(video).with_suffix(".flac")))
    try:
        coding_of(target)
    except UnknownNameError as error:
        raise click.UsageError(f"-o {target}: {error}") from error
    if track is not None and language is not None:
        raise click.UsageError("--track and --language both say which sound: give one of them")
    media = media_at(video, [], target)
    stream = _chosen(media, track, language)
    part = _part(media, start or 0, end)
    _tell_early(media, stream, making)
    made = speech(media, target, stream=stream, part=part, rate=sample_rate)
    making.make(made, target, "taking the sound into", media.duration)
    if not making.dry_run:
        size = Path(target).stat().st_size
        making.messages.note(
            f"{target}: {amount(size)} of {amount(media.size)}", file=target, more={"size": size}
        )


def _chosen(media: Probe, track: int | None, language: str | None) -> Stream:
    """The sound that the options name, or that players choose.

    Raises:
        InputError: there is none such.
    """
    from subkit.errors import InputError
    from subkit.language import primary
    from subkit.video.audio import usual
    from subkit.video.language_codes import tag_of

    usual(media)
    sounds = media.of_kind("audio")
    if track is not None:
        if track > len(sounds):
            raise InputError(media.path, f"has no sound number {track}, it has {len(sounds)}")
        return sounds[track - 1]
    if language is None:
        return usual(media)
    said = [(tag_of(one.language), one) for one in sounds]
    found = next((one for tag, one in said if tag and primary(tag) == primary(language)), None)
    if found is None:
        there = ", ".join(tag or "not said" for tag, _ in said)
        raise InputError(media.path, f"has no sound in {language}; the languages are: {there}")
    return found


def _part(media: Probe, start: int, end: int | None) -> Part:
    """The part that the options name.

    Raises:
        click.UsageError: it is none.
    """
    from subkit.video.audio import Part
    from subkit.video.zero import length

    whole = length(media)
    if end is not None and end <= start:
        raise click.UsageError("--to has to be later than --from")
    if whole is not None and start >= whole:
        raise click.UsageError(f"--from is after the end of {media.path}, which is {whole / 1000:g} s long")
    return Part(start, end)


def _tell_early(media: Probe, stream: Stream, making: Making) -> None:
    """Say that sound before the first frame is left out; some milliseconds of it are only the codec's own."""
    from subkit.video.zero import first_frame

    early = first_frame(media) - (stream.start or 0)
    if early >= _EARLY:
        making.messages.note(
            f"{media.path}: the sound begins {early / 1000:g} s before the picture; so much is left out, as captions count from the first frame",
            file=media.path,
        )
