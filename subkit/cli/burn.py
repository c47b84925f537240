"""The command ``subkit burn``: captions onto a video's picture, for players that show none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from subkit.cli import light
from subkit.cli.app import SHORT_HELPS
from subkit.cli.making_options import making_options, media_at, target_of
from subkit.cli.option_groups import bundle
from subkit.cli.outputs import formats_wanted
from subkit.cli.reading_options import reading_options

if TYPE_CHECKING:
    from subkit.cli.caption_files import Content
    from subkit.cli.making_options import Making
    from subkit.cli.reading_options import Reading
    from subkit.model import Captions
    from subkit.video import Probe
    from subkit.video.burning import Look, Preset

_HELP = """Draw captions onto a video's picture, where no player can leave them out.

The picture is coded anew, as H.264; the sound is copied. Captions stand where their format puts them, and each is on the
frames that are shown while it lasts. Lengths are in per cent of the picture's height, of its width if that is less.

\b
Examples:
  subkit burn talk.mp4 talk.srt -o talk.burnt.mp4
  subkit burn talk.mp4 talk.vtt -o out.mp4 --size 6 --box 0.6 --colour FFFF00
  subkit burn film.mkv signs.ass -o out.mkv --allow-ass --crf 20 --preset slow

Of SubStation the text, italics and their like, the colours of WebVTT and the places are taken; --allow-ass has the whole
script drawn as it stands, fonts, effects, drawings and all."""

_PRESETS = ("ultrafast", "veryfast", "faster", "fast", "medium", "slow", "slower", "veryslow")


def _colour(_context: click.Context, _option: click.Parameter, value: str) -> int:
    match = re.fullmatch("#?([0-9A-Fa-f]{6})", value)
    if match is None:
        raise click.BadParameter(f"{value!r} is no colour: write red, green and blue as FFCC00")
    return int(match[1], 16)


def _look(
    *,
    font: str,
    size: float,
    colour: int,
    outline: float,
    box: float | None,
    margin: float,
    top: bool,
    bold: bool,
) -> Look:
    from subkit.video.burning import Look

    return Look(font, size, colour, outline, box, margin, top, bold)


_look_options = bundle(
    "look",
    _look,
    light.option("--font", default="sans-serif", show_default=True, metavar="FAMILY", help="The font."),
    light.option(
        "--size",
        type=click.FloatRange(1, 30),
        default=5.4,
        show_default=True,
        metavar="%",
        help="How high a line is.",
    ),
    light.option(
        "--colour",
        callback=_colour,
        default="FFFFFF",
        show_default=True,
        metavar="RRGGBB",
        help="Of the letters.",
    ),
    light.option(
        "--outline",
        type=click.FloatRange(0, 5),
        default=0.28,
        show_default=True,
        metavar="%",
        help="How thick the black line around letters is.",
    ),
    light.option(
        "--box",
        type=click.FloatRange(0, 1),
        metavar="X",
        help="A black box behind the text, so dense: 1 hides what is behind.",
    ),
    light.option(
        "--margin",
        type=click.FloatRange(0, 40),
        default=5,
        show_default=True,
        metavar="%",
        help="How far from the edge of the picture captions stay.",
    ),
    light.option("--top", is_flag=True, help="Put captions at the top that say nothing of their place."),
    light.option("--bold", is_flag=True, help="Draw all letters bold."),
)


@light.command("burn", help=_HELP, short_help=SHORT_HELPS["burn"])
@click.argument("video")
@click.argument("captions")
@_look_options
@light.option(
    "--speakers/--no-speakers", default=True, help="Write who speaks before what they say, or do not."
)
@light.option(
    "--allow-ass",
    is_flag=True,
    help="Draw a SubStation script as it stands, with all it does to the picture.",
)
@light.option(
    "--font-check/--no-font-check", default=True, help="Refuse letters that no font here has, or draw boxes."
)
@light.option(
    "--crf",
    type=click.IntRange(0, 51),
    default=18,
    show_default=True,
    help="The quality: 0 is lossless, 23 smaller.",
)
@light.option(
    "--preset",
    type=click.Choice(_PRESETS),
    default="medium",
    show_default=True,
    help="How hard x264 works for a small file.",
)
@reading_options
@making_options
def command(
    *,
    video: str,
    captions: str,
    look: Look,
    speakers: bool,
    allow_ass: bool,
    font_check: bool,
    crf: int,
    preset: Preset,
    reading: Reading,
    making: Making,
) -> None:
    """Check the command, read the captions, see that there are letters for them, and make the file."""
    from subkit.cli.caption_files import blamed, captions_in, content_of, tell_repairs
    from subkit.cli.inputs import shown
    from subkit.video.burning import Coding, burning

    target = target_of(making.output)
    _refuse_container(target)
    media = media_at(video, [captions], target)
    content = content_of(captions, reading)
    read = captions_in(content, reading)
    tell_repairs(read.repairs, shown(captions), reading, making.messages)
    if font_check:
        _refuse_boxes(read)
    script = _script(content, allowed=allow_ass)
    with blamed(shown(captions)):
        work = burning(
            media,
            read,
            target,
            look=look,
            coding=Coding(crf, preset),
            speakers=speakers and content.form != "ass",
            script=script,
        )
    _tell(read, media, shown(captions), look, making, scripted=script is not None)
    making.make(work, target, "burning", media.duration)


def _tell(captions: Captions, media: Probe, name: str, look: Look, making: Making, *, scripted: bool) -> None:
    """Say what will be seen otherwise than it was asked for."""
    from subkit.video.fonts import family_known
    from subkit.video.zero import overrun

    if over := overrun(captions, media):
        making.messages.note(
            f"{name}: the last cue ends {over / 1000:g} s after the video, and is lost there", file=name
        )
    if not scripted and not family_known(look.font):
        making.messages.note(f"--font {look.font}: no font here is called so; libass draws with another")


def _refuse_container(output: str) -> None:
    """Refuse a file that no H.264 can be put into, or that cannot be made here.

    Raises:
        click.UsageError: it is refused.
        ConfigError: SubStation, which libass draws, needs a library that is not installed.
    """
    from subkit.errors import UnknownNameError
    from subkit.video.burning import container_for

    formats_wanted(["ass"], None)
    try:
        container_for(output)
    except UnknownNameError as error:
        raise click.UsageError(f"-o {output}: {error}") from error


def _script(content: Content, *, allowed: bool) -> bytes | None:
    """The script that is drawn as it stands, if that is allowed."""
    if not allowed:
        return None
    if content.form != "ass":
        raise click.UsageError(f"--allow-ass is for SubStation, and {content.name} is {content.form}")
    return str(content.text).removeprefix("\ufeff").encode("utf-8", "replace")


def _refuse_boxes(captions: Captions) -> None:
    """Refuse captions with letters for which there is no font.

    Raises:
        ConfigError: there are such.
    """
    from subkit.errors import ConfigError
    from subkit.video.fonts import missing

    lacking = missing(cue.text for cue in captions.cues)
    if lacking:
        named = ", ".join(f"{script} ({letter}, U+{ord(letter):04X})" for script, letter in lacking.items())
        reason = f"none here has letters of {named}; install one (Debian: fonts-noto, fonts-noto-cjk)"
        raise ConfigError("fonts", f"{reason}; --no-font-check draws boxes")
