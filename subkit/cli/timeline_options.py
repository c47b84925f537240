"""The options that put captions on another time line: a part of it, slower or faster, earlier or later."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import click

from subkit.cli import figures, light
from subkit.cli.option_groups import bundle

if TYPE_CHECKING:
    from fractions import Fraction

    from subkit.model import Captions

_AS_IT_IS = 1


class TimeLine(NamedTuple):
    """What happens to the times of captions, in this order.

    Attributes:
        first: where the part begins that is kept, in ms.
        last: where it ends; ``None`` for the end.
        keep_times: whether that part keeps its times, instead of beginning at zero.
        factor: how much longer everything lasts then.
        offset: how much later everything is after that, in ms.
    """

    first: int = 0
    last: int | None = None
    keep_times: bool = False
    factor: Fraction | int = _AS_IT_IS
    offset: int = 0

    def applied(self, captions: Captions, *, strict: bool) -> Captions:
        """The captions on this time line.

        Raises:
            InputError: all of it would come before zero, or anything in strict mode, or later than clocks can show.
        """
        if self == TimeLine():
            return captions
        from fractions import Fraction

        from subkit.editing import timeline
        from subkit.errors import InputError

        if self.first or self.last is not None:
            captions = timeline.cut(captions, self.first, self.last, keep_times=self.keep_times)
        if self.factor != _AS_IT_IS:
            captions = timeline.scaled(captions, Fraction(self.factor), strict=strict)
        if not self.offset:
            return captions
        shifted = timeline.shifted(captions, self.offset, strict=strict)
        if captions.cues and not shifted.cues:
            raise InputError("captions", "every cue would come before zero; --offset moves too far")
        return shifted


class TimeLineOptions(NamedTuple):
    """The options as they are given; `settled` reads them, once the frame rate is known.

    Attributes:
        offset: how much later; a time with a sign.
        scale: a factor, or two lengths.
        start_timecode: what the clock shows when the media begins.
        from_frame_rate: the frame rate that the captions were made for.
        to_frame_rate: the one that the media is shown with.
        from_time: where the part begins that is kept.
        to_time: where it ends.
        keep_times: whether it keeps its times.
    """

    offset: str | None
    scale: str | None
    start_timecode: str | None
    from_frame_rate: str | None
    to_frame_rate: str | None
    from_time: str | None
    to_time: str | None
    keep_times: bool

    def settled(self, frame_rate: str | None) -> TimeLine:
        """What the options ask for.

        Args:
            frame_rate: the media's frames a second, where times count frames.

        Raises:
            click.UsageError: an option is no time or factor, or two say different things.
        """
        before = self.from_frame_rate or frame_rate
        after = self.to_frame_rate or frame_rate
        first = _time("--from-time", self.from_time, before)
        last = None if self.to_time is None else _time("--to-time", self.to_time, before)
        if last is not None and last <= first:
            raise click.UsageError("--to-time is not after --from-time: nothing would be left")
        if self.keep_times and self.from_time is None:
            raise click.UsageError("--keep-times goes with --from-time: without that all times stay anyway")
        start = _time("--start-timecode", self.start_timecode, after)
        return TimeLine(
            first,
            last,
            self.keep_times,
            self._factor(),
            _time("--offset", self.offset, after, signed=True) + start,
        )

    def _factor(self) -> Fraction | int:
        rates = [rate for rate in (self.from_frame_rate, self.to_frame_rate) if rate is not None]
        if len(rates) == 1:
            raise click.UsageError("--from-frame-rate and --to-frame-rate go together")
        if rates and self.scale is not None:
            raise click.UsageError(
                "--scale and --from-frame-rate both change how long all lasts: give one of them"
            )
        if not rates:
            return _scale(self.scale)
        from fractions import Fraction

        return Fraction(rates[0]) / Fraction(rates[1])


def _time(option: str, text: str | None, frame_rate: str | None, *, signed: bool = False) -> int:
    """The ms of an option's time; 0 if it is not given.

    Raises:
        click.UsageError: it is none, or before zero where it may not be.
    """
    if text is None:
        return 0
    from fractions import Fraction

    from subkit.timecode import moment

    try:
        found = moment(text, Fraction(frame_rate) if frame_rate else None)
    except ValueError as error:
        way_out = "; give --frame-rate" if str(error).endswith("needs a frame rate") else ""
        raise click.UsageError(f"{option}: {error}{way_out}") from error
    if found < 0 and not signed:
        raise click.UsageError(f"{option}: {text} is before zero")
    return found


def _scale(text: str | None) -> Fraction | int:
    """The factor that ``--scale`` says.

    Raises:
        click.UsageError: it says none.
    """
    if text is None:
        return _AS_IT_IS
    from fractions import Fraction

    parts = text.split(":")
    try:
        lengths = [Fraction(part.strip()) for part in parts]
        factor = lengths[0] if len(lengths) == 1 else lengths[1] / lengths[0]
    except (ValueError, ZeroDivisionError):
        factor = Fraction(0)
    if factor <= 0 or len(parts) > 2:  # noqa: PLR2004 - FROM:TO has two
        raise click.UsageError(
            f"--scale: {text!r} is no factor; write e.g. 1.001, 1001/1000, or FROM:TO as in 60:59.94"
        )
    return factor


timeline_options = bundle(
    "timeline",
    TimeLineOptions,
    light.option(
        "--from-time",
        metavar="T",
        help="Keep what is shown from T on, which becomes zero; in the input's own times.",
    ),
    light.option("--to-time", metavar="T", help="Keep what is shown before T; in the input's own times."),
    light.option("--keep-times", is_flag=True, help="Leave the times of such a part as they are."),
    light.option(
        "--scale", metavar="X|FROM:TO", help="Make all last X times as long, or what lasts FROM last TO."
    ),
    light.option(
        "--from-frame-rate",
        type=figures.rate,
        metavar="R",
        help="The frames a second that the input was made for, e.g. 25; with:",
    ),
    light.option(
        "--to-frame-rate",
        type=figures.rate,
        metavar="R",
        help="the frames a second that its media is shown with now, e.g. 23.976.",
    ),
    light.option(
        "--offset",
        metavar="T",
        help="Move all by T: seconds (-1.5), clock text (-10:00:00), or timecode (01:00:00:12).",
    ),
    light.option(
        "--start-timecode",
        metavar="T",
        help="Move all to a clock that shows T where the media begins, e.g. 01:00:00:00.",
    ),
)
"""Gives a command the options of time as one argument, ``timeline``."""
