"""Where captions count from: the first frame of the picture, wherever the container's own clock stands then.

Containers begin earlier than their picture: AAC has 21 ms of priming, MPEG-TS a clock that begins at 1.4 s, and sound and
picture hardly ever begin together. ffmpeg counts from the earliest packet of all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from subkit.video.probe import Probe


def first_frame(media: Probe) -> int:
    """When the first frame is shown by the container's clock, in ms; without a picture, when the first sound is heard."""
    first = media.video or media.audio
    start = first.start if first else media.start
    return start or 0


def after_start(media: Probe) -> int:
    """How much later the first frame is shown than the earliest packet, in ms, which ffmpeg takes for the beginning."""
    return first_frame(media) - (media.start or 0)


def length(media: Probe) -> int | None:
    """From the first frame to the end of the media, in ms; ``None`` if nobody knows."""
    return None if media.duration is None else media.duration - after_start(media)
