"""The options that tell of the media: its frame rate, its shot changes, the video itself, and for whom its captions are."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import click

from subkit.cli import figures, light
from subkit.cli.house_style import house_style
from subkit.cli.inputs import STDIN
from subkit.cli.option_groups import bundle, group

if TYPE_CHECKING:
    from collections.abc import Sequence

    from subkit.cli.messages import Messages
    from subkit.profile import Audience, Profile
    from subkit.shots import Unit
    from subkit.video import Probe


class Footage:
    """The media that captions go with, as the options tell of it; a video is looked at once, when something of it is wanted.

    Args:
        audience: whose reading speed counts.
        frame_rate: its frames a second.
        shots: the file of its shot changes.
        shots_unit: what its numbers are.
        video: the media itself.
        detect_shots: find the shot changes in it.
        shot_threshold: how different two pictures are that a cut parts.

    Raises:
        click.UsageError: two options contradict each other, or a file is stdin.
    """

    def __init__(
        self,
        *,
        audience: str | None,
        frame_rate: str | None,
        shots: str | None,
        shots_unit: Unit | None,
        video: str | None,
        detect_shots: bool,
        shot_threshold: float | None,
    ) -> None:
        if shots is None and shots_unit is not None:
            raise click.UsageError("--shots-unit says what the numbers of --shots are; give that too")
        if shots is not None and detect_shots:
            raise click.UsageError("--shots and --detect-shots both say when shots change: give one of them")
        if detect_shots and video is None:
            raise click.UsageError("--detect-shots looks for shot changes in the --video; give that too")
        if shot_threshold is not None and not detect_shots:
            raise click.UsageError("--shot-threshold is for --detect-shots; give that too")
        if STDIN in {shots, video}:
            raise click.UsageError(
                f"{'--shots' if shots == STDIN else '--video'} cannot be stdin; name a file"
            )
        self.audience = audience
        self.frame_rate = frame_rate
        self.shots = shots
        self.shots_unit = shots_unit
        self.video = video
        self.detect_shots = detect_shots
        self.shot_threshold = shot_threshold

    @property
    def files(self) -> list[str]:
        """The files that the options name to be read."""
        return [path for path in (self.shots, self.video) if path is not None]

    @property
    def of_cues(self) -> bool:
        """Whether the options ask for anything that only cues that are cut, or timed anew, can be given."""
        return self.audience is not None or self.shots is not None or self.detect_shots

    @property
    def rate(self) -> str | None:
        """The frame rate: as it is said, else the video's, if that has one that does not vary.

        Raises:
            InputError, ToolError, ToolMissingError: the video cannot be probed.
        """
        if self.frame_rate is not None or self._probed is None or self._probed.frame_rate is None:
            return self.frame_rate
        return str(self._probed.frame_rate)

    @property
    def end(self) -> int | None:
        """When the video ends, in ms; ``None`` if there is none, or nobody knows."""
        return None if self._probed is None else self._probed.duration

    def style(self, profile: str) -> Profile:
        """The house style of that name or file, for media of this frame rate and for this audience.

        Raises:
            UnknownNameError, ProfileError: there is none such, or its limits contradict each other then.
            InputError, ToolError, ToolMissingError: the video cannot be probed.
        """
        return for_media(house_style(profile), self.rate, self.audience)

    def cuts(self, sources: Sequence[str], messages: Messages) -> tuple[int, ...]:
        """The shot changes, in ms: those of the file that ``--shots`` names, or found in the video; else none.

        Raises:
            click.UsageError: there are several inputs, the file is stdin, or two options contradict each other.
            InputError, FormatError: the file or the video cannot be read, or is no such thing.
            ToolError, ToolMissingError: ffmpeg failed, or is not installed.
        """
        self._refuse(sources)
        self._tell_rate(messages)
        if self.detect_shots and self.video is not None:
            return self._found(self.video, messages)
        if self.shots is None:
            return ()
        from subkit.frames import frame_rate as exact
        from subkit.shots import read_shots

        return read_shots(self.shots, None if self.rate is None else exact(self.rate), unit=self.shots_unit)

    def _refuse(self, sources: Sequence[str]) -> None:
        """Refuse a video for more than the captions of one."""
        inputs = f"there are {len(sources)} inputs" if sources else "there will be many inputs"
        for option, path in (("--shots", self.shots), ("--video", self.video)):
            if path is not None and len(sources) != 1:
                raise click.UsageError(f"{option} is of one video, and {inputs}")

    @cached_property
    def _probed(self) -> Probe | None:
        if self.video is None:
            return None
        from subkit.video import probe

        return probe(self.video)

    def _tell_rate(self, messages: Messages) -> None:
        """Say what the frame rate is taken to be, or why none is."""
        if self.frame_rate is not None or self._probed is None or self._probed.video is None:
            return
        if self.rate is not None:
            messages.detail(f"{self.video}: {self.rate} frames a second")
        else:
            messages.note(
                f"{self.video}: its frame rate varies, so times are not on frames; --frame-rate sets one"
            )

    def _found(self, video: str, messages: Messages) -> tuple[int, ...]:
        from subkit.cli.progress import Progress
        from subkit.video.shot_detection import THRESHOLD, detect_shots

        least = THRESHOLD if self.shot_threshold is None else self.shot_threshold
        with Progress(messages, f"shots of {video}", unit="ms") as progress:
            cuts = detect_shots(video, threshold=least, on_time=lambda done: progress.at(done, self.end))
        messages.detail(f"{video}: {len(cuts)} shot changes")
        return cuts


style_options = group(
    light.option(
        "--audience",
        type=click.Choice(["adults", "children", "sdh", "sdh-children"]),
        help="Whose reading speed counts, where the profile knows it; sdh is for captions for the deaf.",
    ),
    light.option(
        "--frame-rate",
        type=figures.rate,
        metavar="R",
        help="The media's frames a second, e.g. 23.976 or 25: times go to whole frames.",
    ),
)
"""Gives a command the options ``--audience`` and ``--frame-rate``."""

media_options = bundle(
    "footage",
    Footage,
    style_options,
    light.option(
        "--shots",
        metavar="FILE",
        help="The media's shot changes, as times, as frames, or as ffmpeg tells them: see the docs on frames.",
    ),
    light.option(
        "--shots-unit",
        type=click.Choice(["seconds", "frames"]),
        help="What the numbers of --shots are that do not say it.",
    ),
    light.option(
        "--video", metavar="FILE", help="The media itself: ffprobe tells its frame rate and its end."
    ),
    light.option("--detect-shots", is_flag=True, help="Find the shot changes in the --video, with ffmpeg."),
    light.option(
        "--shot-threshold",
        type=click.FloatRange(0, 100),
        metavar="X",
        help="How different two pictures are that a cut parts, of 100. [default: 10]",
    ),
)
"""Gives a command the options on its media, as one argument, ``footage``."""


def for_media(style: Profile, frame_rate: str | None, audience: str | None) -> Profile:
    """The house style for media of a frame rate and for an audience, as the options say them.

    Raises:
        ProfileError: its limits contradict each other then.
    """
    whose: Any = audience and audience.replace("-", "_")
    of_whom: Audience | None = whose
    return style.adjusted(frame_rate=frame_rate, audience=of_whom)


def tell_without_rules(style: Profile, shots: Sequence[int], messages: Messages) -> None:
    """Say that a profile without rules for shot changes makes nothing of them."""
    if shots and style.shot_changes is None:
        messages.note(f"profile {style.name} has no rules for shot changes: they count for nothing")


def tell_overrun(footage: Footage, end: int, name: str, messages: Messages) -> None:
    """Say that captions go on after the video has ended.

    Args:
        footage: the media.
        end: when the last cue ends, in ms.
        name: the captions.
        messages: the program's voice.
    """
    if footage.end is not None and end > footage.end:
        over = (end - footage.end) / 1000
        messages.note(f"{name}: the last cue ends {over:g} s after {footage.video}", file=name)
