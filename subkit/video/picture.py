"""How large a picture is when it is shown: turned as its container says, with the shape that its pixels have."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import msgspec

from subkit.errors import InputError, ToolError
from subkit.video.programs import ffprobe

if TYPE_CHECKING:
    from subkit.video.probe import Probe

_ASKED = "stream=sample_aspect_ratio:stream_side_data=rotation:stream_tags=rotate"
_QUARTER = 90


class _Side(msgspec.Struct):
    rotation: float | None = None


class _Stream(msgspec.Struct):
    sample_aspect_ratio: str = "1:1"
    side_data_list: list[_Side] = []
    tags: dict[str, str] = {}


class _Told(msgspec.Struct):
    streams: list[_Stream] = []


def displayed_size(media: Probe) -> tuple[int, int]:
    """The width and height in which a video's picture is shown, in pixels of its height.

    Raises:
        InputError: there is no moving picture, or its size is not known.
        ToolError, ToolMissingError: ffprobe failed, or is not installed.
    """
    video = media.video
    if video is None or not video.width or not video.height:
        raise InputError(media.path, "has no moving picture of a known size")
    asked = ("-select_streams", str(video.index), "-show_entries", _ASKED, "-of", "json")
    try:
        told = msgspec.json.decode(ffprobe(media.path, asked), type=_Told).streams
    except msgspec.DecodeError as error:
        raise ToolError(
            "ffprobe", media.path, f"tells of the picture what cannot be read ({error})"
        ) from error
    stream = told[0] if told else _Stream()
    turned = next((side.rotation for side in stream.side_data_list if side.rotation is not None), None)
    width, height = round(video.width * _shape(stream.sample_aspect_ratio)), video.height
    sideways = round(turned if turned is not None else float(stream.tags.get("rotate", 0))) // _QUARTER % 2
    return (height, width) if sideways else (width, height)


def _shape(ratio: str) -> Fraction:
    """How many times as wide as high a pixel is."""
    try:
        return Fraction(ratio.replace(":", "/")) or Fraction(1)
    except (ValueError, ZeroDivisionError):
        return Fraction(1)
