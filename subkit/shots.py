"""Reads lists of shot changes (cuts), as people and programs write them, into times in ms."""

from __future__ import annotations

import csv
import math
import re
from os import fspath
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from subkit import timecode
from subkit.errors import FormatError
from subkit.files import read_bytes
from subkit.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from fractions import Fraction
    from os import PathLike

Unit = Literal["seconds", "frames"]

_SECONDS = pattern(r"\d+(?:[.,]\d*)?|[.]\d+")
_CLOCK = pattern(r"(?:(\d{1,6}):)?([0-5]?\d):([0-5]\d(?:[.,]\d*)?)")
_FRAME = pattern(r"(\d{1,12})( ?f(?:rames?)?)?", re.IGNORECASE)
_UNIT = pattern(r"# *(seconds|frames)", re.IGNORECASE)
_SCORED = pattern(r"(\d+\.\d+),\d+\.\d+")
# showinfo and metadata=print of ffmpeg, and what ffprobe writes by default; its older name has pkt_ before it.
_PTS = pattern(r"(?<!\w)(?:pkt_)?pts_time[:=] *([^\s|,]+)")
_SCDET = pattern(r"lavfi\.scd\.time[:=] *(\S+)")
_FFMPEG = pattern(r"^\[\w+ @ |^Stream mapping:|^ffmpeg version|(?<!\w)pts_time[:=]|^\[FRAME\]", re.MULTILINE)
_TIME_KEYS = ("pts_time", "pkt_pts_time", "best_effort_timestamp_time", "time", "start")


class _Entry(NamedTuple):
    """One shot change as it stands in a list; ``line`` from 1, or 0 where nobody knows."""

    line: int
    text: str
    unit: Unit | None = None


def read_shots(
    source: str | PathLike[str], frame_rate: Fraction | None = None, *, unit: Unit | None = None
) -> tuple[int, ...]:
    """The shot changes that a file lists, in ms, ascending, each once.

    Known are: a time a line in seconds (``83.25``) or as clock text (``00:01:23.250``); frame numbers, from 0, as ``1998f``
    or below a line ``# frames``; JSON lists of these; what ffmpeg's filters ``showinfo``, ``metadata=print`` and
    ``scdet`` print; ffprobe's JSON, CSV and plain output of such frames; the CSV of PySceneDetect's ``list-scenes``. A
    change at 0 is the beginning of the first shot, and left out.

    Args:
        source: the file.
        frame_rate: frames a second, for lists that count frames.
        unit: what numbers are that do not say it themselves; by default seconds.

    Raises:
        InputError: the file cannot be read.
        FormatError: an entry is no time, is negative, or comes after a later one; frames are counted at no rate; or it
            cannot be told whether whole numbers are frames or seconds.
    """
    name = fspath(source)
    data = read_bytes(name)
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise FormatError(name, 0, "is no text, so no list of shot changes") from error
    entries = list(_entries(text, name))
    if unit is None and frame_rate is not None and entries:
        _refuse_doubt(entries, name)
    shots: list[int] = []
    for entry in entries:
        time = _time(entry, name, frame_rate, unit)
        if shots and time < shots[-1]:
            later = timecode.to_seconds(shots[-1])
            raise FormatError(
                name,
                entry.line,
                f"the shot change {entry.text} comes after one at {later:g} s; they must ascend",
            )
        if time and shots[-1:] != [time]:
            shots.append(time)
    return tuple(shots)


def _entries(text: str, name: str) -> Iterable[_Entry]:
    """The entries of a list, whoever wrote it."""
    if text.lstrip()[:1] in ("{", "[") and not _FFMPEG.search(text):
        return _of_json(text, name)
    lines = list(enumerate(re.split(r"\r\n|\r|\n", text), 1))
    if _FFMPEG.search(text):
        found = [
            _Entry(number, match[1], "seconds") for number, line in lines if (match := _SCDET.search(line))
        ]
        return found or [
            _Entry(number, match[1], "seconds") for number, line in lines if (match := _PTS.search(line))
        ]
    if any(line.startswith("Scene Number") for _, line in lines[:2]):
        return _of_scenes(lines, name)
    return _of_lines(lines)


def _of_lines(lines: list[tuple[int, str]]) -> Iterator[_Entry]:
    unit: Unit | None = None
    for number, line in lines:
        text = line.strip()
        if match := _UNIT.fullmatch(text):
            unit = "frames" if match[1].lower() == "frames" else "seconds"
        elif text.startswith("frame,"):
            yield _Entry(number, text.split(",")[1], "seconds")
        elif match := _SCORED.fullmatch(text):
            yield _Entry(number, match[1], "seconds")
        elif text and not text.startswith("#"):
            yield _Entry(number, text, unit)


def _of_scenes(lines: list[tuple[int, str]], name: str) -> Iterator[_Entry]:
    """The beginnings of scenes in PySceneDetect's CSV; before its header may stand a line of all cuts."""
    first = next(at for at, (_, line) in enumerate(lines) if line.startswith("Scene Number"))
    rows = csv.DictReader([line for _, line in lines[first:]])
    for row in rows:
        start = row.get("Start Time (seconds)") or row.get("Start Timecode")
        number = lines[first][0] + rows.line_num - 1
        if not start:
            raise FormatError(name, number, "a scene without Start Time (seconds) or Start Timecode")
        yield _Entry(number, start, "seconds")


def _of_json(text: str, name: str) -> Iterator[_Entry]:
    import msgspec  # noqa: PLC0415 - most lists are no JSON

    try:
        found: Any = msgspec.json.decode(text)
    except msgspec.DecodeError as error:
        raise FormatError(name, 0, f"is no JSON: {error}") from error
    unit: Unit | None = None
    if isinstance(found, dict):
        key = next((key for key in ("shots", "seconds", "frames") if isinstance(found.get(key), list)), None)
        if key is None:
            raise FormatError(name, 0, "holds no list of shots, seconds or frames")
        unit = {"seconds": "seconds", "frames": "frames"}.get(key)  # type: ignore[assignment]
        found = found[key]
    for at, item in enumerate(found):
        value = item
        if isinstance(item, dict):
            value = next((item[key] for key in _TIME_KEYS if key in item), None)
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise FormatError(
                name, 0, f"$[{at}] is no shot change: expected a number, a time, or an object with pts_time"
            )
        yield _Entry(0, str(value), "seconds" if isinstance(item, dict) else unit)


def _refuse_doubt(entries: list[_Entry], name: str) -> None:
    """At a frame rate, a list of nothing but whole numbers may mean either.

    Raises:
        FormatError: it is one.
    """
    if all(entry.unit is None and entry.text.isdecimal() for entry in entries):
        reason = "are these seconds or frames? begin the list with a line '# seconds' or '# frames', or say the unit"
        raise FormatError(name, entries[0].line, reason)


def _time(entry: _Entry, name: str, rate: Fraction | None, unit: Unit | None) -> int:
    """When a shot change is, in ms."""
    text = entry.text.strip().strip('"')
    unit = entry.unit or unit
    numbered = _FRAME.fullmatch(text)
    if numbered and (numbered[2] or unit == "frames"):
        if rate is None:
            raise FormatError(
                name,
                entry.line,
                f"frame {text} is at no time known without a frame rate; --frame-rate says it",
            )
        return timecode.of_frame(int(numbered[1]), rate)
    seconds = math.nan
    if match := _CLOCK.fullmatch(text):
        seconds = int(match[1] or 0) * 3600 + int(match[2]) * 60 + float(match[3].replace(",", "."))
    elif unit != "frames" and _SECONDS.fullmatch(text.removesuffix("s").rstrip()):
        seconds = float(text.removesuffix("s").replace(",", "."))
    if not timecode.is_time(seconds):
        raise FormatError(name, entry.line, _complaint(text))
    return timecode.from_seconds(seconds)


def _complaint(text: str) -> str:
    shown = text if len(text) <= 40 else f"{text[:40]}..."  # noqa: PLR2004 - enough to find it by
    if re.fullmatch(r"-\s*[\d.:,]+ ?[fs]?", text):
        return f"{shown!r} is before the beginning: no shot change is negative"
    return f"{shown!r} is no time of a shot change; write e.g. 83.25, 00:01:23.250 or, in frames, 1998f"
