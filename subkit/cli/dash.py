"""``subkit dash``: captions beside an MPEG-DASH presentation, as its manifest names them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

import click

from subkit.cli import light
from subkit.cli.app import SHORT_HELPS
from subkit.cli.inputs import STDIN
from subkit.cli.outputs import refuse_collisions
from subkit.cli.reading_options import reading_options
from subkit.cli.track_options import TrackNames, track_options

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from subkit.cli.messages import Messages
    from subkit.cli.reading_options import Reading
    from subkit.cli.renditions import Track
    from subkit.formats import Writing
    from subkit.video.dash import Element, Period
    from subkit.video.hls import Rendition

_HELP = """Put captions beside an MPEG-DASH presentation: WebVTT files, and what its manifest says of them.

CAPTIONS are files of any format that can be read, one for each language. --mpd is the manifest that your packager wrote. When
the first frame is shown is read of the media that it names, so that cues are shown on the very frame.

\b
Examples:
  subkit dash talk.en.srt --mpd dash/talk.mpd
  subkit dash talk.en.srt talk.fr.srt --mpd dash/talk.mpd --write --default 1
  subkit dash talk.en.srt --mpd talk.mpd -o captions --base-url https://cdn.example/captions/

Each language becomes LANGUAGE.vtt in DIR, of several periods LANGUAGE-1.vtt and so on. The adaptation sets for the manifest are
printed; or --write puts them in, each language once, and leaves every other byte as it is."""


class _Presentation(NamedTuple):
    """What a manifest says."""

    path: str
    data: bytes
    root: Element
    periods: list[Period]
    first: Fraction

    @property
    def end(self) -> Fraction | None:
        """When it ends by the captions' clock, in seconds."""
        last = self.periods[-1].end
        return None if last is None else last - self.first


@light.command("dash", help=_HELP, short_help=SHORT_HELPS["dash"])
@click.argument("captions", nargs=-1, required=True, metavar="CAPTIONS...")
@light.option("--mpd", required=True, metavar="FILE", help="The manifest.")
@light.option(
    "-o",
    "--output",
    metavar="DIR",
    help="The folder of the files; made if need be. [default: the manifest's]",
)
@light.option("--write", is_flag=True, help="Make the captions known in the manifest.")
@light.option(
    "--base-url", metavar="URL", help="Where DIR will be on the network, if not beside the manifest."
)
@track_options
@light.option(
    "--first-pts",
    type=click.IntRange(0),
    metavar="N",
    help="When the media begin, in 1/90000 s, if they cannot tell.",
)
@light.option("--styling/--no-styling", default=True, help="Write italics, places and regions, or do not.")
@light.option("--speakers/--no-speakers", default=True, help="Say who speaks, or do not. [default: say]")
@reading_options
@light.option("--overwrite", is_flag=True, help="Replace files of those names that subkit did not make.")
@light.option("-q", "--quiet", is_flag=True, help="Say errors only.")
@light.option("-v", "--verbose", is_flag=True, help="Say what was written.")
def command(
    *,
    captions: tuple[str, ...],
    mpd: str,
    output: str | None,
    write: bool,
    base_url: str | None,
    tracks: TrackNames,
    first_pts: int | None,
    styling: bool,
    speakers: bool,
    reading: Reading,
    overwrite: bool,
    quiet: bool,
    verbose: bool,
) -> None:
    """Check the command, read everything, cut, and only then write: files of captions, then the manifest."""
    from subkit.cli import stdout
    from subkit.cli.messages import Messages
    from subkit.cli.renditions import tracks_of
    from subkit.files import refuse_unwritable, write_whole
    from subkit.formats import Writing
    from subkit.video.dash import publish

    if mpd == STDIN:
        raise click.UsageError("the manifest cannot come from stdin: its media lie beside it; name a file")
    tracks.refuse(len(captions))
    messages = Messages(quiet=quiet, verbose=verbose)
    shown = _presentation(mpd, first_pts)
    how = Writing(styling=None if styling else False, speakers=speakers)
    read = tracks_of(captions, tracks, reading=reading, how=how, messages=messages)
    folder = os.path.dirname(mpd) if output is None else output  # noqa: PTH120 - a path as it was given
    named = _named(read, shown, folder, base_url)
    files = [("-o", os.path.join(folder, name)) for period in named for _, _, name in period]  # noqa: PTH118 - as above
    refuse_collisions(captions, [()] * len(captions), files, [mpd])
    texts = _texts(read, shown, how, messages)
    text, document = _described(shown, named)
    if write:
        refuse_unwritable(mpd)
    for made in publish(folder or ".", texts, overwrite=overwrite):
        messages.detail(f"wrote {made}", event="written", file=str(made))
    if write:
        write_whole(mpd, document)
        messages.detail(f"wrote {mpd}", event="written", file=mpd)
    else:
        stdout.write_text(text)


def _presentation(mpd: str, first_pts: int | None) -> _Presentation:
    from subkit.files import read_bytes
    from subkit.video.dash import first_frame, periods_of, read

    data = read_bytes(mpd, limit=2**26)
    root = read(data, mpd)
    periods = periods_of(root, mpd)
    return _Presentation(mpd, data, root, periods, first_frame(root, periods[0], mpd, first=first_pts))


def _named(
    tracks: Sequence[Track], shown: _Presentation, folder: str, base_url: str | None
) -> list[list[tuple[Rendition, str, str]]]:
    """What captions each period has, with each file's address and name.

    Raises:
        click.UsageError: the manifest says that its files are elsewhere, and nobody says where the captions will be.
    """
    from subkit.video.dash import address_in, name_of

    found = []
    for number, period in enumerate(shown.periods, 1):
        names = [name_of(track.rendition.stem, number, len(shown.periods)) for track in tracks]
        addresses = [
            address_in(name, folder, shown.path, [shown.root, period.element], base_url) for name in names
        ]
        if None in addresses:
            raise click.UsageError(
                f"{shown.path} says by a BaseURL that its files are elsewhere; say where the captions will be: --base-url"
            )
        found.append(
            [
                (track.rendition, uri, name)
                for track, uri, name in zip(tracks, addresses, names, strict=True)
                if uri is not None
            ]
        )
    return found


def _texts(tracks: Sequence[Track], shown: _Presentation, how: Writing, messages: Messages) -> dict[str, str]:
    """What each file will hold, by its name; what is shown nowhere is said."""
    from subkit.cli.renditions import tell_past
    from subkit.video.dash import cut, name_of

    texts: dict[str, str] = {}
    for track in tracks:
        found = cut(track.captions, shown.periods, shown.first, how)
        tell_past(found.past, track, shown.end, messages)
        for number, text in enumerate(found.texts, 1):
            texts[name_of(track.rendition.stem, number, len(shown.periods))] = text
    return texts


def _described(
    shown: _Presentation, named: Sequence[Sequence[tuple[Rendition, str, str]]]
) -> tuple[str, bytes]:
    """The adaptation sets as text, and the manifest with them.

    Raises:
        click.UsageError: a title cannot stand in a manifest.
        FormatError: a period has nothing that is played.
    """
    from subkit.video.dash import descriptions, with_captions

    known = [[(rendition, uri) for rendition, uri, _ in period] for period in named]
    try:
        return descriptions(shown.root, known), with_captions(shown.data, shown.root, known, shown.path)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
