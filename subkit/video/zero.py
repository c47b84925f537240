"""Where captions count from: the first frame of the picture, wherever the container's own clock stands then.

Containers begin earlier than their picture: AAC has 21 ms of priming, MPEG-TS a clock that begins at 1.4 s, and sound and
picture hardly ever begin together. ffmpeg counts from the earliest packet of all, or of those that it is to copy, which depends
on the container and on its version; so it is told to read times as they are, and by how much to move them when it writes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from subkit.video.programs import given

if TYPE_CHECKING:
    from subkit.model import Captions
    from subkit.video.probe import Probe


def first_frame(media: Probe) -> int:
    """When the first frame is shown by the container's clock, in ms; without a picture, when the first sound is heard."""
    first = media.video or media.audio
    start = first.start if first else media.start
    return start or 0


def after_start(media: Probe) -> int:
    """How much later the first frame is shown than the earliest packet, in ms."""
    return first_frame(media) - (media.start or 0)


def as_timed(media: Probe) -> list[str]:
    """The arguments that make media the first input of ffmpeg, with the times that they have."""
    return ["-copyts", *given(media.path)]


def later(milliseconds: int) -> list[str]:
    """The arguments of an output that is to have all times so much later, or earlier."""
    return ["-output_ts_offset", f"{milliseconds / 1000:.3f}"]


def length(media: Probe) -> int | None:
    """From the first frame to the end of the media, in ms; ``None`` if nobody knows."""
    return None if media.duration is None else media.duration - after_start(media)


def overrun(captions: Captions, media: Probe) -> int:
    """How much later the last cue ends than the media, in ms; 0 if it does not, or if nobody knows."""
    end = length(media)
    return 0 if end is None else max(0, max((cue.end for cue in captions.cues), default=0) - end)
