"""The spans of time of a profile's table, from what people write (``"5/6 s"``, ``"2 frames"``) to milliseconds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from subkit import timecode
from subkit.contradictions import SPANS
from subkit.frames import frame_rate

if TYPE_CHECKING:
    from fractions import Fraction

_TABLES = ("shot_changes",)
"""Those keys of a profile that are tables of spans."""


def in_milliseconds(table: dict[str, Any]) -> dict[str, Any]:
    """The table with its spans in ms and its ``frame_rate`` as a fraction.

    What is written in frames stays in ``in_frames`` as well, by its key: at another rate it is counted anew.

    Raises:
        ValueError: a text is no span, or counts frames where no rate is known, or the rate is none.
    """
    rate = frame_rate(table["frame_rate"]) if "frame_rate" in table else None
    written = {key: table[key] for key in (*SPANS, "forbidden_gap", *_TABLES) if key in table}
    counted = {key: _of_key(key, value, rate) for key, value in written.items()}
    if rate is not None:
        counted["frame_rate"] = str(rate)
    if framed := {key: value for key, value in written.items() if _has_frames(value)}:
        counted["in_frames"] = framed
    reading = table.get("reading_table")
    if isinstance(reading, dict) and isinstance(steps := reading.get("steps"), list):
        pairs = [
            [*step[:1], *(_of_key("reading_table", edge, rate) for edge in step[1:])]
            for step in steps
            if isinstance(step, list)
        ]
        counted["reading_table"] = {**reading, "steps": pairs if len(pairs) == len(steps) else steps}
    return {**table, **counted}


def _of_key(key: str, value: Any, rate: Fraction | None) -> Any:
    try:
        return _counted(value, rate)
    except ValueError as error:
        raise ValueError(f"{key}: {error}") from error


def _counted(value: Any, rate: Fraction | None) -> Any:
    if isinstance(value, str):
        return timecode.span(value, rate)
    if isinstance(value, list):
        return [_counted(edge, rate) for edge in value]
    if isinstance(value, dict):
        return {key: _counted(edge, rate) for key, edge in value.items()}
    return value


def _has_frames(value: Any) -> bool:
    if isinstance(value, list):
        return any(map(_has_frames, value))
    if isinstance(value, dict):
        return any(map(_has_frames, value.values()))
    return isinstance(value, str) and "frame" in value
