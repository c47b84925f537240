"""The command ``subkit probe``: what media files hold, and when their shots change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from subkit.cli import light
from subkit.cli.app import SHORT_HELPS
from subkit.cli.inputs import STDIN, gathered

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from subkit.cli.messages import Messages
    from subkit.video import Probe, Stream

_HELP = """Say what media files hold: how long they are, when they begin, their frame rate, their streams.

\b
Examples:
  subkit probe talk.mp4
  subkit probe 'videos/*' --json
  subkit probe talk.mp4 --detect-shots --json

It asks ffprobe, and ffmpeg for shot changes; SUBKIT_FFPROBE and SUBKIT_FFMPEG may name them. Nothing is fetched from the
network, whatever a playlist names. Other commands take the video itself: --video, and --detect-shots beside it."""


@light.command("probe", help=_HELP, short_help=SHORT_HELPS["probe"])
@click.argument("files", nargs=-1, metavar="MEDIA...")
@light.option("--detect-shots", is_flag=True, help="Find the shot changes, too: every frame is looked at.")
@light.option("--json", "as_json", is_flag=True, help="Print one JSON object; times are in milliseconds.")
@light.option("-q", "--quiet", is_flag=True, help="Say errors only.")
def command(*, files: tuple[str, ...], detect_shots: bool, as_json: bool, quiet: bool) -> int:
    """Probe each file; one that cannot be probed does not keep the others from it."""
    from subkit.cli import stdout
    from subkit.cli.exits import Exit
    from subkit.cli.failures import code_of
    from subkit.cli.listing import encoded
    from subkit.cli.messages import Messages
    from subkit.errors import InputError, ToolError
    from subkit.video import probe

    messages = Messages(quiet=quiet)
    sources = gathered(files, None, nul=False)
    if STDIN in sources:
        raise click.UsageError("media cannot come from stdin: they are read more than once; name a file")
    found: list[tuple[Probe, tuple[int, ...] | None]] = []
    codes = []
    for source in sources:
        try:
            media = probe(source)
            found.append((media, _shots(media, messages) if detect_shots else None))
        except (InputError, ToolError) as error:
            codes.append(code_of(error))
            messages.failed(error, codes[-1], file=source)
    if as_json:
        stdout.write(encoded({"schema": "subkit.probe/1", "media": [_plain(*one) for one in found]}))
    else:
        stdout.write_text("\n".join("".join(f"{line}\n" for line in _lines(*one)) for one in found))
    return codes[0] if len(set(codes)) == 1 else Exit.FAILED if codes else Exit.OK


def _shots(media: Probe, messages: Messages) -> tuple[int, ...]:
    from subkit.cli.progress import Progress
    from subkit.video import detect_shots

    with Progress(messages, f"shots of {media.path}", unit="ms") as progress:
        return detect_shots(media.path, on_time=lambda done: progress.at(done, media.duration))


def _plain(media: Probe, shots: tuple[int, ...] | None) -> dict[str, Any]:
    """Plain data of a file: its own, with the exact frame rate as text, and the shot changes if they were asked for."""
    from msgspec import to_builtins

    told = to_builtins(media, enc_hook=str)
    rate = None if media.frame_rate is None else str(media.frame_rate)
    return {**told, "frame_rate": rate, **({} if shots is None else {"shots": shots})}


def _lines(media: Probe, shots: Sequence[int] | None) -> Iterator[str]:
    from subkit.cli.measures import amount

    of_whole = [_time(media.duration), media.container, amount(media.size)]
    if media.start:
        of_whole.append(f"begins at {_time(media.start)}")
    yield f"{media.path}: {', '.join(of_whole)}"
    for stream in media.streams:
        yield f"  {stream.index} {stream.kind}: {', '.join(_figures(stream))}"
    if shots is not None:
        yield f"  shot changes: {', '.join(map(_time, shots)) or 'none'}"


def _figures(stream: Stream) -> Iterator[str]:
    """What there is to say of a stream, in the order in which people ask."""
    yield stream.codec or "unknown coding"
    if stream.width and stream.height:
        yield f"{stream.width}x{stream.height}"
    if stream.frame_rate is not None:
        yield f"{_rate(stream.frame_rate)} frames a second{' on average' if stream.varying else ''}"
    if stream.sample_rate:
        yield f"{stream.sample_rate} Hz"
    if stream.channels:
        yield {1: "mono", 2: "stereo"}.get(stream.channels, f"{stream.channels} channels")
    for text in (stream.language, stream.title and f'"{stream.title}"'):
        if text:
            yield text
    if stream.default and stream.kind == "subtitle":
        yield "default"
    if stream.forced:
        yield "forced"
    if stream.start:
        yield f"begins at {_time(stream.start)}"


def _rate(rate: Fraction) -> str:
    return str(rate) if rate.denominator == 1 else f"{float(rate):.3f} ({rate})"


def _time(milliseconds: int | None) -> str:
    return "of unknown length" if milliseconds is None else f"{milliseconds / 1000:g} s"
