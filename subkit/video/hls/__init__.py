"""Captions as WebVTT segments for HTTP Live Streaming (RFC 8216, 3.5), in step with the media's own segments.

``playlist`` reads what the packager wrote, ``beginnings`` asks the media when they begin, ``packaging`` finds where a file would
be cut; ``stream`` makes a ``timeline`` of it. ``segments`` cuts captions by that, ``joining`` puts them together again to see
that nothing is lost, ``folder`` writes them, and ``rendition`` and ``master`` make them known to players.
"""

from __future__ import annotations

from subkit.video.hls.folder import publish
from subkit.video.hls.joining import joined
from subkit.video.hls.master import with_renditions
from subkit.video.hls.rendition import Rendition
from subkit.video.hls.segments import Cut, cut
from subkit.video.hls.stream import is_playlist, timeline_of
from subkit.video.hls.timeline import Timeline

__all__ = [
    "Cut",
    "Rendition",
    "Timeline",
    "cut",
    "is_playlist",
    "joined",
    "publish",
    "timeline_of",
    "with_renditions",
]
