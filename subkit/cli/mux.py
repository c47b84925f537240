"""The command ``subkit mux``: captions into a video's container, as tracks that players can turn on and off."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import click

from subkit.cli import figures, light
from subkit.cli.app import SHORT_HELPS
from subkit.cli.making_options import making_options, media_at, target_of
from subkit.cli.outputs import formats_wanted
from subkit.cli.reading_options import reading_options

if TYPE_CHECKING:
    from collections.abc import Sequence

    from subkit.cli.making_options import Making
    from subkit.cli.reading_options import Reading
    from subkit.video import Probe
    from subkit.video.containers import Codec
    from subkit.video.muxing import Track

_HELP = """Put captions into a video's container, as tracks that players can turn on and off.

CAPTIONS are files of any format that can be read; each becomes a track, in this order. Picture, sound, chapters and tags are
copied, not coded anew. MP4 and QuickTime take timed text (mov_text), Matroska SubRip (srt), SubStation (ass) or WebVTT, WebM WebVTT.

\b
Examples:
  subkit mux talk.mp4 talk.srt -o talk.captioned.mp4 --language en
  subkit mux talk.mkv talk.en.vtt talk.fr.vtt -o out.mkv --title English --title Français
  subkit mux film.mkv signs.ass -o out.mkv --forced 1 --default 1 --replace

--language and --title are given once for each of CAPTIONS, in their order. Where --language says nothing, the file's name
does (talk.fr.srt), or the file itself."""


class _Names(NamedTuple):
    """What the tracks are called, each list in the order of the files.

    Attributes:
        languages: BCP 47 tags.
        titles: what players show.
        default: the numbers of those that are shown by themselves.
        forced: the numbers of those that are shown to all.
    """

    languages: tuple[str, ...]
    titles: tuple[str, ...]
    default: tuple[int, ...]
    forced: tuple[int, ...]

    def refuse(self, count: int) -> None:
        """Refuse more names than tracks, and numbers that are none of a track."""
        for option, values in (("--language", self.languages), ("--title", self.titles)):
            if len(values) > count:
                raise click.UsageError(
                    f"{option} is given {len(values)} times, and there are {count} CAPTIONS"
                )
        for option, numbers in (("--default", self.default), ("--forced", self.forced)):
            if any(number > count for number in numbers):
                raise click.UsageError(
                    f"{option} {max(numbers)}: there are {count} CAPTIONS, numbered from 1"
                )


@light.command("mux", help=_HELP, short_help=SHORT_HELPS["mux"])
@click.argument("video")
@click.argument("captions", nargs=-1, required=True, metavar="CAPTIONS...")
@light.option(
    "--language", type=figures.tag, multiple=True, metavar="TAG", help="What a track is in: en, pt-BR."
)
@light.option("--title", multiple=True, metavar="TEXT", help="What players call a track in their menus.")
@light.option(
    "--default",
    type=click.IntRange(1),
    multiple=True,
    metavar="N",
    help="Players show the Nth track by themselves.",
)
@light.option(
    "--forced",
    type=click.IntRange(1),
    multiple=True,
    metavar="N",
    help="The Nth track is for all who watch: foreign speech, signs.",
)
@light.option(
    "--codec",
    type=click.Choice(["mov_text", "srt", "ass", "webvtt"]),
    help="How the captions are coded. [default: the container's own; ass in Matroska for those that are]",
)
@light.option("--replace", is_flag=True, help="Leave out the captions that the video has.")
@light.option("--clip", is_flag=True, help="Cut captions off where the video ends.")
@reading_options
@making_options
def command(
    *,
    video: str,
    captions: tuple[str, ...],
    language: tuple[str, ...],
    title: tuple[str, ...],
    default: tuple[int, ...],
    forced: tuple[int, ...],
    codec: Codec | None,
    replace: bool,
    clip: bool,
    reading: Reading,
    making: Making,
) -> None:
    """Check the command, read the captions, say what the container cannot hold of them, and make the file."""
    target = target_of(making.output)
    names = _Names(language, title, default, forced)
    names.refuse(len(captions))
    _refuse_codec(target, codec)
    media = media_at(video, captions, target)
    from subkit.video.muxing import muxing

    tracks = _tracks(captions, names, media, reading, making, clip=clip)
    work = muxing(media, tracks, target, codec=codec, replace=replace)
    _tell_left_out(media, making)
    _tell(tracks, making, codec)
    making.make(work, target, "muxing", media.duration)


def _tell_left_out(media: Probe, making: Making) -> None:
    """Say which streams the container does not take."""
    from subkit.video.containers import container_of
    from subkit.video.muxing import left_out

    for stream in left_out(media, container_of(making.output or "")):
        why = "; time codes and chapters are made anew" if stream.kind == "data" else ""
        about = f"stream {stream.index} ({stream.kind} {stream.codec}".rstrip()
        making.messages.note(f"{media.path}: {about}) is not copied{why}", event="left-out", file=media.path)


def _refuse_codec(output: str, codec: Codec | None) -> None:
    """Refuse a container that takes no captions, or none in that coding, or that cannot be written here.

    Raises:
        click.UsageError: it is refused.
        ConfigError: the coding needs a library that is not installed.
    """
    if codec == "ass":
        formats_wanted([codec], None)
    from subkit.errors import OptionError, UnknownNameError
    from subkit.video.containers import codec_in, container_of

    try:
        codec_in(container_of(output), codec, "srt")
    except OptionError as error:
        raise click.UsageError(f"--{error.option} {error.reason}") from error
    except UnknownNameError as error:
        raise click.UsageError(f"-o {output}: {error}") from error


def _tracks(
    files: Sequence[str], names: _Names, media: Probe, reading: Reading, making: Making, *, clip: bool
) -> list[Track]:
    """The tracks, as the files and the options have them."""
    from subkit.cli.caption_files import captions_in, content_of, tell_repairs
    from subkit.cli.inputs import shown
    from subkit.video.language_codes import named_in
    from subkit.video.muxing import Track

    tracks = []
    for number, path in enumerate(files, 1):
        content = content_of(path, reading)
        read = captions_in(content, reading)
        tell_repairs(read.repairs, shown(path), reading, making.messages)
        said = names.languages[number - 1] if number <= len(names.languages) else None
        track = Track(
            captions=read,
            name=shown(path),
            language=said or named_in(path) or read.language,
            title=names.titles[number - 1] if number <= len(names.titles) else None,
            default=number in names.default,
            forced=number in names.forced,
            script=str(content.text).removeprefix("\ufeff").encode("utf-8", "replace")
            if content.form == "ass"
            else None,
        )
        tracks.append(_within(track, media, making, clip=clip))
    return tracks


def _within(track: Track, media: Probe, making: Making, *, clip: bool) -> Track:
    """The track, cut off where the video ends if that is asked for; else it is said that it goes on."""
    from subkit.editing.timeline import cut
    from subkit.errors import InputError
    from subkit.video.zero import length, overrun

    over = overrun(track.captions, media)
    if not over:
        return track
    if not clip:
        making.messages.note(
            f"{track.name}: the last cue ends {over / 1000:g} s after the video; --clip cuts it off",
            file=track.name,
        )
        return track
    kept = cut(track.captions, 0, length(media), keep_times=True)
    if not kept.cues:
        raise InputError(track.name, "all of it comes after the end of the video")
    return track._replace(captions=kept, script=None)


def _tell(tracks: Sequence[Track], making: Making, codec: Codec | None) -> None:
    """Say what the container takes otherwise than it stands, and which language it cannot name."""
    from subkit.video.containers import container_of
    from subkit.video.language_codes import three_letters
    from subkit.video.muxing import losses

    container = container_of(making.output or "")
    for track in tracks:
        if track.language and three_letters(track.language) is None:
            making.messages.note(
                f"{track.name}: {container.title} has no code for the language {track.language}"
            )
        found = losses(track, container, codec)
        for repair in found:
            making.messages.detail(f"{track.name}: {repair}", event="repair", file=track.name)
        if found:
            what = f"{len(found)} {'change' if len(found) == 1 else 'changes'} for {container.title} (-v lists them)"
            making.messages.note(f"{track.name}: {what}", file=track.name)
