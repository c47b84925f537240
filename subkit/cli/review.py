"""The command ``subkit review``: a page on which people see captions, and all that is found in them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from subkit.cli import light
from subkit.cli.app import SHORT_HELPS
from subkit.cli.house_style import profile_option
from subkit.cli.inputs import STDIN
from subkit.cli.media_options import media_options, tell_without_rules
from subkit.cli.messages import Messages
from subkit.cli.outputs import refuse_collisions
from subkit.cli.reading_options import reading_options
from subkit.cli.transcript_options import refuse_one_stdin_for_two, transcript_options

if TYPE_CHECKING:
    from subkit.cli.media_options import Footage
    from subkit.cli.reading_options import Reading
    from subkit.review.contents import Film

_HELP = """Show captions to people, with their video and all that is found in them.

CAPTIONS is a caption file of any format that is read (see 'subkit formats'). Written is one page of HTML that needs no
network: the captions on the video as a viewer sees them, each finding at its place with its source, reading speed, the
words and pauses, and why each break is where it is, where the words are known: from subkit's JSON, or from the
provider's result that --words names. --against puts another version beside it.

With --serve the page is served on this machine until Ctrl-C, at an address that is printed, and reviewers can mark cues
and comment them; that is kept in CAPTIONS.review.json beside the captions, and later pages show it. It needs the extra
'server'.

\b
Examples:
  subkit review talk.srt --video talk.mp4 --profile netflix-en
  subkit review talk.srt --words talk.json --against talk.old.srt -o talk.html
  subkit review talk.srt --video talk.mp4 --serve --open"""


@light.command("review", help=_HELP, short_help=SHORT_HELPS["review"])
@click.argument("captions")
@profile_option
@media_options
@transcript_options
@light.option("--against", metavar="OTHER", help="Another version of the captions, to be shown beside them.")
@reading_options
@light.option(
    "-o", "--output", metavar="FILE", help="Write the page to FILE. [default: CAPTIONS.review.html]"
)
@light.option("--overwrite/--no-overwrite", default=True, help="Replace an existing file, or do not.")
@light.option(
    "--embed-up-to",
    "largest",
    type=click.IntRange(0),
    default=20,
    show_default=True,
    metavar="MB",
    help="Put a video into the page up to this size; name the place of a larger one.",
)
@light.option("--serve", is_flag=True, help="Serve the page, and keep what reviewers say of it.")
@light.option("--host", default="127.0.0.1", show_default=True, help="The address to serve at.")
@light.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    show_default=True,
    help="The port to serve at; 0: any.",
)
@light.option("--open", "visit", is_flag=True, help="Show the page in a browser.")
def command(
    *,
    captions: str,
    profile: str,
    footage: Footage,
    words: str | None,
    adapter: str | None,
    language: str | None,
    against: str | None,
    reading: Reading,
    output: str | None,
    overwrite: bool,
    largest: int,
    serve: bool,
    host: str,
    port: int,
    visit: bool,
) -> None:
    """Check all that can be wrong with the command, then gather what is shown, then write or serve it."""
    from subkit.cli.transcripts import transcript_of

    _refuse(captions, words, against, output, serve=serve)
    target = None if serve else output or _derived(captions)
    if target is not None:
        refuse_collisions([captions], [()], [("-o", target)], [words, against, profile, *footage.files])
    messages = Messages()
    style, cuts = footage.style(profile), footage.cuts([captions], messages)
    tell_without_rules(style, cuts, messages)
    transcript = None if words is None else transcript_of(words, adapter=adapter, language=language)

    from subkit.cli.reviewing import Sources, Stand, serve_page, write_page

    film = None if footage.video is None else _film(footage.video, target, largest * 1_000_000)
    sources = Sources(captions, against, reading, style, transcript, language, cuts, film, footage.video)
    if target is None:
        serve_page(sources, Stand(host, port, _browser if visit else None), messages)
        return
    write_page(sources, target, messages, overwrite=overwrite)
    if visit:
        _browser(Path(target).resolve().as_uri())


def _refuse(
    captions: str, words: str | None, against: str | None, output: str | None, *, serve: bool
) -> None:
    if serve and output is not None:
        raise click.UsageError("--serve writes no page: leave -o away, or --serve")
    if captions == STDIN and (serve or output is None):
        raise click.UsageError("captions from stdin have no place of their own: name the page with -o")
    if [captions, against].count(STDIN) > 1:
        raise click.UsageError("CAPTIONS and --against cannot both be stdin")
    refuse_one_stdin_for_two("CAPTIONS", [captions, against or ""], words)


def _derived(captions: str) -> str:
    return str(Path(captions).with_suffix(".review.html"))


def _film(video: str, target: str | None, largest: int) -> Film:
    from subkit.review.film import film_of, served_film

    if target is None:
        return served_film(video, "film")
    return film_of(video, folder=str(Path(target).parent), largest=largest)


def _browser(address: str) -> None:
    import webbrowser

    webbrowser.open(address)
