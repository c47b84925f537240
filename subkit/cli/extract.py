"""The command ``subkit extract``: captions out of a video's container."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from subkit.cli import figures, light
from subkit.cli.app import SHORT_HELPS
from subkit.cli.inputs import STDIN
from subkit.cli.outputs import Output, formats_wanted, refuse_collisions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from subkit.cli.exits import Exit
    from subkit.cli.messages import Messages
    from subkit.model import Captions
    from subkit.video import Probe, Stream

_HELP = """Take captions out of a video's container, as files of any format.

Tracks of text are read as they stand in the container: SubRip, SubStation, WebVTT and MP4's timed text. Times count from the
first frame of the picture. Without -o each track becomes a file of its own, called by its language: talk.fr.srt.

\b
Examples:
  subkit extract talk.mkv --list
  subkit extract talk.mkv -o talk.vtt --language en
  subkit extract talk.mkv --to srt,vtt --output-dir captions
  subkit extract talk.mp4 --track 2 -o - --to txt

A file you name with -o is replaced if it exists; a file that subkit names itself is not, unless you say --overwrite."""


class _Choice(NamedTuple):
    """Which tracks are wanted; what is not said counts for nothing.

    Attributes:
        track: the number of one, from 1.
        language: the language that they are in.
        forced: those that are shown to all.
        default: those that players show by themselves.
    """

    track: int | None
    language: str | None
    forced: bool
    default: bool

    def of(self, media: Probe) -> list[Stream]:
        """The tracks of a video that are wanted.

        Raises:
            InputError: there are none.
        """
        from subkit.errors import InputError

        streams = list(enumerate(media.of_kind("subtitle"), 1))
        if not streams:
            raise InputError(media.path, "has no captions in its container")
        found = [stream for number, stream in streams if self._fits(number, stream)]
        if not found:
            raise InputError(
                media.path, f"has no such captions among its {len(streams)}; --list says which there are"
            )
        return found

    def _fits(self, number: int, stream: Stream) -> bool:
        from subkit.language import primary
        from subkit.video.language_codes import tag_of

        language = tag_of(stream.language)
        if self.language is not None and (language is None or primary(language) != primary(self.language)):
            return False
        if self.track is not None and number != self.track:
            return False
        return (stream.forced or not self.forced) and (stream.default or not self.default)


@light.command("extract", help=_HELP, short_help=SHORT_HELPS["extract"])
@click.argument("video")
@light.option("--list", "listing", is_flag=True, help="List the tracks of captions, and do nothing.")
@light.option("--track", type=click.IntRange(1), metavar="N", help="Take the Nth track of captions.")
@light.option("--language", type=figures.tag, metavar="TAG", help="Take tracks in this language: en, fr.")
@light.option("--forced", is_flag=True, help="Take tracks that are shown to all: foreign speech, signs.")
@light.option("--default", is_flag=True, help="Take tracks that players show by themselves.")
@light.option("-o", "--output", metavar="OUT", help="Write the one track to OUT; - is stdout.")
@light.option(
    "--output-dir", metavar="DIR", help="Write to DIR, which is made if need be. [default: beside the video]"
)
@light.option(
    "--to", multiple=True, metavar="FORMAT,...", help="The formats. [default: as -o ends; else srt]"
)
@light.option("--overwrite", is_flag=True, help="Replace files that are there already.")
@light.option("--json", "as_json", is_flag=True, help="With --list: print one JSON object.")
@light.option("-q", "--quiet", is_flag=True, help="Say errors only.")
@light.option("-v", "--verbose", is_flag=True, help="Say what was written, and each repair.")
def command(
    *,
    video: str,
    listing: bool,
    track: int | None,
    language: str | None,
    forced: bool,
    default: bool,
    output: str | None,
    output_dir: str | None,
    to: tuple[str, ...],
    overwrite: bool,
    as_json: bool,
    quiet: bool,
    verbose: bool,
) -> Exit:
    """Check the command, then list the tracks, or take them out."""
    from subkit.cli.exits import Exit
    from subkit.cli.messages import Messages
    from subkit.video import probe

    if video == STDIN:
        raise click.UsageError("media cannot come from stdin: they are read more than once; name a file")
    if as_json and not listing:
        raise click.UsageError("--json prints the list of --list; give that too")
    if output is not None and output_dir is not None:
        raise click.UsageError("-o names the file and --output-dir the folder of many: give one of them")
    formats = formats_wanted(to, output)
    if output is not None and len(formats) > 1:
        raise click.UsageError(
            f"-o {output} is one file, and there would be {len(formats)}; use --output-dir"
        )
    choice = _Choice(track, language, forced, default)
    messages = Messages(quiet=quiet, verbose=verbose)
    if listing:
        _print(probe(video), messages, as_json=as_json)
        return Exit.OK
    refuse_collisions([video], [()], [] if output is None else [("-o", output)])
    media = probe(video)
    streams, code = _readable(media, choice.of(media), messages)
    if not streams:
        return code
    if output is not None and len(streams) > 1:
        raise click.UsageError(
            f"-o {output} is one file, and there are {len(streams)} such tracks: --track takes one of them"
        )
    plan = _plan(media, streams, formats, output, output_dir)
    refuse_collisions([video] * len(plan), plan, [])
    _put(_taken(media, streams, messages), plan, messages, overwrite=overwrite or output is not None)
    return code


def _readable(media: Probe, streams: Sequence[Stream], messages: Messages) -> tuple[list[Stream], Exit]:
    """The tracks that are text; of others it is said why they cannot be had."""
    from subkit.cli.exits import Exit
    from subkit.errors import InputError
    from subkit.video.extracting import refuse_unreadable

    found, code = [], Exit.OK
    for stream in streams:
        try:
            refuse_unreadable(media, stream)
            found.append(stream)
        except InputError as error:
            code = Exit.FAILED
            messages.failed(error, code, file=media.path)
    return found, code


def _plan(
    media: Probe, streams: Sequence[Stream], formats: Sequence[str], output: str | None, folder: str | None
) -> list[list[Output]]:
    """The files of each track; a folder that is not there is made."""
    from subkit.files import make_folder
    from subkit.formats import named
    from subkit.video.extracting import file_names

    if output is not None:
        return [[Output(output, formats[0])]]
    if folder is not None:
        make_folder(folder)
    beside = Path(folder) if folder is not None else Path(media.path).parent
    return [
        [Output(str(beside / f"{name}{named(form).suffixes[0]}"), form) for form in formats]
        for name in file_names(media, streams)
    ]


def _taken(media: Probe, streams: Sequence[Stream], messages: Messages) -> list[Captions]:
    from subkit.cli.progress import Progress
    from subkit.video.extracting import extracted

    with Progress(messages, f"extracting from {media.path}", unit="ms") as progress:
        return extracted(media, streams, on_time=lambda done: progress.at(done, media.duration))


def _put(
    tracks: Sequence[Captions], plan: Sequence[Sequence[Output]], messages: Messages, *, overwrite: bool
) -> None:
    """Write each track in each format, with its styling; say what was repaired."""
    from subkit.cli import stdout
    from subkit.formats import Writing, alterations, encode

    how = Writing(styling=True)
    for captions, outputs in zip(tracks, plan, strict=True):
        for path, form in outputs:
            stdout.put(encode(captions, form, how), path, overwrite=overwrite)
            repairs = [*captions.repairs, *alterations(captions, form, how)]
            for repair in repairs:
                messages.detail(f"{path}: {repair}", event="repair", file=path)
            if repairs:
                count = f"{len(repairs)} {'repair' if len(repairs) == 1 else 'repairs'}"
                messages.note(f"{path}: {count} (-v lists them)", file=path)
            messages.detail(f"wrote {path}: {len(captions)} cues", event="written", file=path)


def _print(media: Probe, messages: Messages, *, as_json: bool) -> None:
    """Print which captions a video has, the text of a table or JSON."""
    from subkit.cli.listing import print_json, print_rows

    rows = [_row(number, stream) for number, stream in enumerate(media.of_kind("subtitle"), 1)]
    if as_json:
        print_json({"schema": "subkit.tracks/1", "video": media.path, "tracks": rows})
    elif rows:
        heads = ("track", "stream", "codec", "language", "title", "flags")
        lines = [[*(_cell(row[head]) for head in heads[:-1]), _flags(row)] for row in rows]
        print_rows([heads, *lines])
    else:
        messages.note(f"{media.path}: has no captions in its container", file=media.path)


def _row(number: int, stream: Stream) -> dict[str, Any]:
    from subkit.video.containers import TEXT
    from subkit.video.language_codes import tag_of

    return {
        "track": number,
        "stream": stream.index,
        "codec": stream.codec,
        "language": tag_of(stream.language),
        "title": stream.title,
        "default": stream.default,
        "forced": stream.forced,
        "text": stream.codec in TEXT,
    }


def _flags(row: dict[str, Any]) -> str:
    said = [name for name in ("default", "forced") if row[name]]
    return ", ".join(said if row["text"] else [*said, "pictures, not text"])


def _cell(value: object) -> str:
    return "-" if value is None or value == "" else str(value)
