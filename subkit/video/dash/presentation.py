"""The time of a DASH presentation: its periods, and when its first frame is shown (ISO/IEC 23009-1, 5.3.2 and 7.2.1)."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from subkit.errors import FormatError
from subkit.video.dash.addressing import first_of
from subkit.video.hls.beginnings import located, of_parts

if TYPE_CHECKING:
    from subkit.video.dash.manifest import Element

_DURATION = re.compile(
    r"P(?:(\d{1,6})D)?(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9}(?:\.\d{1,12})?)S)?)?", re.ASCII
)
_TICKS = 90_000


class Period(NamedTuple):
    """A part of a presentation.

    Attributes:
        element: where the manifest describes it.
        start: when it begins in the presentation, in seconds.
        end: when it ends, in seconds; ``None`` if nobody says so, which only the last one may do.
    """

    element: Element
    start: Fraction
    end: Fraction | None


def periods_of(manifest: Element, source: str) -> list[Period]:
    """The periods of a presentation, in order.

    Raises:
        FormatError: there are none, one begins before the one before it ends, or nobody says when it begins.
    """
    elements = manifest.all("Period")
    if not elements:
        raise FormatError(source, manifest.line, "a manifest without Period")
    starts: list[Fraction] = []
    ends: list[Fraction | None] = []
    for element in elements:
        start = _told(element, "start", source)
        if start is None:
            start = ends[-1] if ends else Fraction(0)
        if start is None:
            raise FormatError(source, element.line, "nobody says when this Period begins")
        if starts and start < starts[-1]:
            raise FormatError(source, element.line, "this Period begins before the one before it")
        lasts = _told(element, "duration", source)
        starts.append(start)
        ends.append(None if lasts is None else start + lasts)
    whole = _told(manifest, "mediaPresentationDuration", source)
    # What comes next ends a period, whatever its duration (5.3.2.1).
    ends = [*starts[1:], ends[-1] if whole is None or ends[-1] is not None else whole]
    return [Period(*one) for one in zip(elements, starts, ends, strict=True)]


def first_frame(manifest: Element, period: Period, source: str, *, first: int | None = None) -> Fraction:
    """When the first frame of the first period is shown, in seconds of the presentation; without pictures, the first sound.

    Frames before the period's start are not shown: then it is that.

    Args:
        manifest: the whole of it.
        period: its first period.
        source: the manifest's path; nothing outside its folder is read.
        first: the first frame's time on the media's own clock, in ticks of 90,000 a second, where the media cannot tell it.

    Raises:
        FormatError: nothing in the period is pictures or sound, or the manifest does not say where it lies.
        InputError: the media are missing, on the network or in another folder, or have no times.
        ToolMissingError: ffprobe is not installed, and has to be asked.
        ToolTimeoutError: ffprobe did not end in time.
    """
    path = [manifest, period.element, *_representation(period.element, source)]
    beginning = first_of(path, source)
    if first is None:
        files = [located(part, source, beginning.line) for part in beginning.parts]
        first = of_parts(list(zip(beginning.parts, files, strict=True)))
    return max(period.start, period.start + Fraction(first, _TICKS) - beginning.offset)


def _representation(period: Element, source: str) -> tuple[Element, Element]:
    """The first representation of pictures, or else of sound, behind its adaptation set."""
    for kind in ("video", "audio"):
        for held in period.all("AdaptationSet"):
            for representation in held.all("Representation"):
                if _kind(held, representation) == kind:
                    return held, representation
    raise FormatError(source, period.line, "a Period with neither pictures nor sound")


def _kind(held: Element, representation: Element) -> str:
    for told in (representation.attributes, held.attributes):
        if "mimeType" in told:
            return told["mimeType"].partition("/")[0]
    return held.attributes.get("contentType", "")


def _told(element: Element, name: str, source: str) -> Fraction | None:
    text = element.attributes.get(name)
    if text is None:
        return None
    try:
        return duration(text)
    except ValueError as error:
        raise FormatError(source, element.line, f"{name}: {error}") from error


def duration(text: str) -> Fraction:
    """A duration of XML Schema in seconds; months and years, which have no fixed length, are refused.

    Raises:
        ValueError: it is none.

    >>> duration("PT1M0.04S"), duration("P1DT2H")
    (Fraction(1501, 25), Fraction(93600, 1))
    """
    match = _DURATION.fullmatch(text.strip())
    if match is None or text.strip()[-1] in "PT":
        raise ValueError(f"no duration: {text[:40]}")
    days, hours, minutes, seconds = [Fraction(part or 0) for part in match.groups()]
    return ((days * 24 + hours) * 60 + minutes) * 60 + seconds
