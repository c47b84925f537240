"""Draws captions onto the picture with libass, each on exactly those frames that are shown while it lasts."""

from __future__ import annotations

from itertools import chain
from pathlib import PurePath
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from msgspec.structs import replace

from subkit.document import Block
from subkit.errors import InputError, UnknownNameError
from subkit.formats import Writing, encode
from subkit.model import Captions
from subkit.timecode import frame_after, of_frame
from subkit.video.containers import CONTAINERS
from subkit.video.picture import displayed_size
from subkit.video.work import Work
from subkit.video.zero import as_timed, first_frame, later

if TYPE_CHECKING:
    from fractions import Fraction
    from os import PathLike

    from subkit.video.containers import Container
    from subkit.video.probe import Probe

Preset = Literal["ultrafast", "veryfast", "faster", "fast", "medium", "slow", "slower", "veryslow"]

_FASTEST: Final = 90
"""Frames a second up to which no two frames are in one hundredth of a second, which is what SubStation counts."""
_HEAD = """[Script Info]
ScriptType: v4.00+
PlayResX: {width}
PlayResY: {height}
WrapStyle: 0
ScaledBorderAndShadow: yes

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, \
StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding
Style: Default,{font},{size:g},{colour},{colour},&H00000000,{back},{bold},0,0,0,100,100,0,0,{border},{outline:g},{shadow:g},\
{place},{side},{side},{margin},1

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
"""


class Look(NamedTuple):
    """What burnt captions look like; lengths are in per cent of the picture's height, of its width if that is less.

    Attributes:
        font: a family that fontconfig knows; for letters that it lacks, libass takes another.
        size: of a line.
        colour: of the letters, red, green and blue.
        outline: how thick the black line around letters is.
        box: how dense the black box behind the text is, 0 to 1; ``None`` for no box.
        margin: how far from the edge of the picture captions stay.
        top: whether captions that say nothing of their place stand at the top.
        bold: whether all is bold.
    """

    font: str = "sans-serif"
    size: float = 5.4
    colour: int = 0xFFFFFF
    outline: float = 0.28
    box: float | None = None
    margin: float = 5
    top: bool = False
    bold: bool = False


class Coding(NamedTuple):
    """How the picture is coded, by x264; the sound is copied.

    Attributes:
        crf: the quality, 0 (lossless) to 51; 18 can hardly be told from the original.
        preset: how long x264 may look for a smaller file.
    """

    crf: int = 18
    preset: Preset = "medium"


_LOOK, _CODING = Look(), Coding()


def burning(
    media: Probe,
    captions: Captions,
    target: str | PathLike[str],
    *,
    look: Look = _LOOK,
    coding: Coding = _CODING,
    speakers: bool = True,
    script: bytes | None = None,
) -> Work:
    """What ffmpeg is to do to draw captions onto a video's picture; other pictures and captions are left out.

    Args:
        media: the video.
        captions: they; times count from the first frame.
        target: the file to be made: MP4, QuickTime or Matroska.
        look: what they look like.
        coding: how the picture is coded.
        speakers: whether to write who speaks before what they say.
        script: a SubStation script to be shown as it stands, with all it does to the picture, in place of the captions.

    Raises:
        InputError: the file has no moving picture, or the captions show nothing.
        UnknownNameError: the target's suffix means no container for such a video.
        FormatError: captions end after 99 hours.
    """
    container = container_for(target)
    if media.video is None:
        raise InputError(media.path, "has no moving picture to draw captions on")
    width, height = displayed_size(media)
    if script is None:
        script = _script(captions, look, (width, height), media.frame_rate, speakers=speakers)
    # The first frame's time is known to half a millisecond, and libass is told whole ones: none may fall short of its own.
    early = f"round({(first_frame(media) - 0.5) / 1000:.4f}/TB)"
    drawing = f"setpts=PTS-{early},subtitles=filename=captions.ass:original_size={width}x{height},setpts=PTS+{early}"
    streams = chain.from_iterable(
        ["-map", f"0:{one.index}"] for one in (media.video, *media.of_kind("audio"))
    )
    made = [*_coded(coding), "-c:a", "copy", *later(-(media.start or 0)), *_whole(container)]
    arguments = (*as_timed(media), *streams, "-filter:v", drawing, *made)
    return Work(media.path, media.size, arguments, {"captions.ass": script})


def _coded(coding: Coding) -> list[str]:
    """How the picture is coded, each frame at its own time.

    By itself ffmpeg moves frames to a grid of whole ones, away from the sound by up to half a frame, and in MP4 fills the grid.
    """
    timed = ["-fps_mode", "vfr", "-enc_time_base", "1/90000"]
    return ["-c:v", "libx264", *timed, "-preset", coding.preset, "-crf", str(coding.crf)]


def _whole(container: Container) -> list[str]:
    """Options of the container: an index that players find first."""
    return [*(["-movflags", "+faststart"] if container.mp4 else []), "-f", container.muxer]


def container_for(target: str | PathLike[str]) -> Container:
    """The container of a burnt video.

    Raises:
        UnknownNameError: the suffix means none that holds H.264.
    """
    suffix = PurePath(target).suffix.lower()
    if suffix not in CONTAINERS or suffix == ".webm":
        known = [one[1:] for one in CONTAINERS if one != ".webm"]
        raise UnknownNameError("container of H.264", suffix[1:], known)
    return CONTAINERS[suffix]


def _script(
    captions: Captions, look: Look, size: tuple[int, int], rate: Fraction | None, *, speakers: bool
) -> bytes:
    """The captions as a SubStation script of this look."""
    cues = tuple(cue for cue in captions.cues if cue.end > cue.start and cue.text.strip())
    if not cues:
        raise InputError("captions", "hold nothing that could be shown")
    shown = on_frames(Captions(cues), rate) if rate is not None and rate <= _FASTEST else Captions(cues)
    dressed = replace(shown, blocks=(Block("ass", _head(look, size)), Block("ass-style", "Default")))
    style: Literal["colon", "none"] = "colon" if speakers else "none"
    return encode(dressed, "ass", Writing(styling=True, speaker_style=style, speakers=speakers))


def on_frames(captions: Captions, rate: Fraction) -> Captions:
    """The captions with times by which libass shows each on those frames that begin while it lasts, and on no other.

    The times are whole hundredths of a second, each within the frame before the one it is for. What lasts for no frame is
    left out.

    Args:
        captions: with times in ms.
        rate: frames a second, `_FASTEST` at most.
    """

    def shown(time: int) -> int:
        return of_frame(frame_after(time, rate), rate) // 10 * 10

    cues = (replace(cue, start=shown(cue.start), end=shown(cue.end)) for cue in captions.cues)
    return replace(captions, cues=tuple(cue for cue in cues if cue.start < cue.end))


def _head(look: Look, size: tuple[int, int]) -> str:
    width, height = size
    percent = min(width, height) / 100
    boxed = look.box is not None
    return _HEAD.format(
        width=width,
        height=height,
        font=look.font.replace(",", " ").replace("\n", " "),
        size=look.size * percent,
        colour=_colour(look.colour, 1),
        back=_colour(0, look.box or 0),
        bold=-1 if look.bold else 0,
        border=4 if boxed else 1,  # libass: one box around all lines, wider than they are by the shadow
        outline=look.outline * percent,
        shadow=look.size * percent / 6 if boxed else 0,
        place=8 if look.top else 2,
        side=round(look.margin * percent),
        margin=round(look.margin * percent),
    )


def _colour(rgb: int, density: float) -> str:
    """A colour as SubStation has it: how transparent it is, blue, green, red."""
    red, green, blue = rgb.to_bytes(3, "big")
    return f"&H{255 - round(255 * density):02X}{blue:02X}{green:02X}{red:02X}"
