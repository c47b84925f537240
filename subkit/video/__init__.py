"""What subkit does with the media themselves, through ffmpeg and ffprobe.

``programs`` finds and runs the two, ``making`` keeps a half-made file from ever having the target's name, ``probe`` says what a
file holds. All else here is built on these three.
"""

from __future__ import annotations

from subkit.video.probe import Probe, Stream, probe
from subkit.video.shot_detection import detect_shots

__all__ = ["Probe", "Stream", "detect_shots", "probe"]
