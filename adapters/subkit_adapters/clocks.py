"""Times in the spellings of providers, as numbers of seconds or as milliseconds."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Any

import msgspec

from subkit.patterns import pattern
from subkit.payload import Seconds
from subkit.timecode import from_seconds, is_time
from subkit.wording import shown

if TYPE_CHECKING:
    from subkit.report import RepairLog

Clock = Seconds | str
"""A time in seconds as wire types have it where the provider writes it as text."""

Milliseconds = Annotated[float, msgspec.Meta(ge=-3.2e12, le=3.2e12)]
"""A time in ms as wire types have it; some providers write whole numbers as ``1200.0``."""

Ticks = Annotated[float, msgspec.Meta(ge=-3.2e16, le=3.2e16)]
"""A time in ticks of 100 ns."""

_TICKS = 10_000_000  # in a second
_NANOS = 1_000_000_000
_NUMBER = pattern(r"\s*(-?\d+(?:\.\d*)?|-?\.\d+)\s*s?\s*", re.ASCII)


def of_seconds(value: float | None) -> int | None:
    """Milliseconds of seconds that a wire type has found to be a time."""
    return None if value is None else from_seconds(value)


def of_text(value: float | str | None, path: str, log: RepairLog) -> int | None:
    """Milliseconds of seconds in a number or a text: ``0.48``, ``"0.48"``, ``"0.480s"``; what is no time is left out."""
    if isinstance(value, str):
        match = _NUMBER.fullmatch(value)
        return _usable(float(match[1]) if match else None, value, path, log)
    return of_seconds(value)


def of_duration(value: Any, path: str, log: RepairLog) -> int | None:
    """Milliseconds of a protobuf duration in JSON: ``"1.300s"``, or ``{"seconds": "1", "nanos": 300000000}``."""
    try:
        if isinstance(value, dict):
            whole, nanos = (int(value.get(key) or 0) for key in ("seconds", "nanos"))
            return _usable(whole + nanos / _NANOS, value, path, log)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return _usable(float(value), value, path, log)
    except (TypeError, ValueError, OverflowError):
        return _usable(None, value, path, log)
    return None if value is None else of_text(str(value), path, log)


def of_iso(value: str | None, path: str, log: RepairLog) -> int | None:
    """Milliseconds of an ISO 8601 duration: ``PT1M0.76S``."""
    if value is None:
        return None
    try:
        spelt = msgspec.convert(value, timedelta).total_seconds()
    except (msgspec.ValidationError, UnicodeError):
        spelt = None
    return _usable(spelt, value, path, log)


def of_ticks(value: float | None) -> int | None:
    """Milliseconds of ticks of 100 ns.

    >>> of_ticks(7_600_000)
    760
    """
    return None if value is None else from_seconds(value / _TICKS)


def of_milliseconds(value: float | None) -> int | None:
    """Milliseconds that may have decimals, whole."""
    return None if value is None else from_seconds(value / 1000)


def _usable(seconds: float | None, value: object, path: str, log: RepairLog) -> int | None:
    if seconds is not None and is_time(seconds):
        return from_seconds(seconds)
    log.note("unusable-value", path, "a time", shown(value), "left it out")
    return None
