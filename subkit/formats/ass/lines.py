"""The lines of a SubStation script put as pysubs2 wants them; it reads past what it does not know, words and all.

Guarded here, of pysubs2 1.8.1: it takes fields in the usual order whatever a Format line says (as a script may), gives
events with too few fields the time zero, leaves out what stands between events, and fails with a bare ValueError or
TypeError where a field is no number.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from subkit.errors import FormatError
from subkit.patterns import pattern
from subkit.report import Repair
from subkit.wording import shown

EVENT_FIELDS = {
    "ass": ("layer", "start", "end", "style", "name", "marginl", "marginr", "marginv", "effect", "text"),
    "ssa": ("marked", "start", "end", "style", "name", "marginl", "marginr", "marginv", "effect", "text"),
}
STYLE_FIELDS = {
    "ass": (
        *("name", "fontname", "fontsize", "primarycolour", "secondarycolour", "outlinecolour", "backcolour"),
        *("bold", "italic", "underline", "strikeout", "scalex", "scaley", "spacing", "angle", "borderstyle"),
        *("outline", "shadow", "alignment", "marginl", "marginr", "marginv", "encoding"),
    ),
    "ssa": (
        *("name", "fontname", "fontsize", "primarycolour", "secondarycolour", "tertiarycolour", "backcolour"),
        *("bold", "italic", "borderstyle", "outline", "shadow", "alignment", "marginl", "marginr", "marginv"),
        *("alphalevel", "encoding"),
    ),
}
_newline = pattern("\r\n?|\n")
_section = pattern(r"\[([A-Za-z0-9+ ]+)\]\s*")
_event = pattern(r"\s*(Dialogue|Comment)\s*:(.*)", re.IGNORECASE | re.DOTALL)
_format = pattern(r"\s*Format\s*:(.*)", re.IGNORECASE)
_style = pattern(r"\s*Style\s*:(.*)", re.IGNORECASE)
_time = pattern(r"\s*\d{1,2}:[0-5]?\d:[0-5]?\d[.,:]\d{1,3}\s*", re.ASCII)
_DEFAULTS = {"style": "Default", "layer": "0", "marked": "Marked=0", "name": "", "effect": "", "text": ""}


class Script(NamedTuple):
    """A script as pysubs2 reads it.

    Attributes:
        header: everything before the events, without fonts and graphics.
        events: the events, one a line, with their fields in the usual order.
        places: the line of each event, from 1.
        kind: ``ass`` or ``ssa``.
        repairs: what broke the format and was mended.
    """

    header: list[str]
    events: list[str]
    places: list[int]
    kind: str
    repairs: list[Repair]


class _Scan:
    def __init__(self, source: str, kind: str, *, lenient: bool) -> None:
        self.source = source
        self.lenient = lenient
        self.script = Script([], [], [], kind, [])
        self.order = list(EVENT_FIELDS[kind])
        self.style_order = list(STYLE_FIELDS[kind])
        self.times = ("0:00:00.00", "0:00:00.00")

    def mend(self, number: int, kind: str, found: str, done: str) -> None:
        """Note that a line breaks the format.

        Raises:
            FormatError: nothing may be mended.
        """
        if not self.lenient:
            raise FormatError(self.source, number, found)
        self.script.repairs.append(Repair(kind, f"line {number}", f"{found}; {done}"))

    def event(self, number: int, name: str, rest: str) -> None:
        """Take an event with its fields in any order."""
        fields = rest.lstrip().split(",", len(self.order) - 1)
        if len(fields) < len(self.order):
            reason = f"expected an event of {len(self.order)} fields, found {len(fields)}"
            self.mend(number, "missing-field", reason, "read the last as its text")
            fields = [*fields[:-1], *([""] * (len(self.order) - len(fields))), fields[-1]]
        known = _DEFAULTS | {
            field: value for field, value in zip(self.order, fields, strict=True) if value or field != "style"
        }
        times = (known.get("start", ""), known.get("end", ""))
        for time in times:
            if not _time.fullmatch(time):
                reason = f"expected a time such as 0:00:01.00, found {shown(time)}"
                self.mend(number, "missing-time", reason, "gave it the times of the event before")
                times = self.times
                break
        self.times = times
        # Margins and the layer say nothing that captions keep; SubStation also takes a colon before the centiseconds.
        known |= {"start": _dotted(times[0]), "end": _dotted(times[1])}
        known |= dict.fromkeys(("layer", "marginl", "marginr", "marginv"), "0")
        known["marked"] = "Marked=0"
        values = [known[field] for field in EVENT_FIELDS[self.script.kind]]
        self.script.events.append(f"{name.capitalize()}: {','.join(values)}")
        self.script.places.append(number)

    def stray(self, number: int, line: str) -> None:
        """Take a line between events that is none."""
        reason = f"expected an event (Dialogue: or Comment:), found {shown(line)}"
        self.mend(number, "stray-text", reason, "read it as text of the event before")
        if self.script.events:
            self.script.events[-1] += f"\\N{line.strip()}"
        else:
            self.event(number, "Dialogue", "," * (len(self.order) - 1) + line.strip())

    def styled(self, number: int, rest: str) -> None:
        """Take a style with its fields in any order."""
        fields = [field.strip() for field in rest.split(",")]
        known = dict(zip(self.style_order, fields, strict=False))
        if len(fields) < len(self.style_order):
            reason = f"expected a style of {len(self.style_order)} fields, found {len(fields)}"
            self.mend(number, "missing-field", reason, "left the style out")
            return
        values = [known.get(field, "0") for field in STYLE_FIELDS[self.script.kind]]
        self.script.header.append(f"Style: {','.join(values)}")


def _dotted(time: str) -> str:
    head, _, tail = time.strip().rpartition(":")
    return time.strip() if "." in tail or "," in tail else f"{head}.{tail}"


def scan(text: str, source: str, *, lenient: bool) -> Script:
    """A script with all fields in the usual order.

    Args:
        text: the file's content.
        source: its name in messages.
        lenient: mend what breaks the format; no text of an event is lost.

    Raises:
        FormatError: it breaks the format.
    """
    old = re.search(r"^\s*\[V4 Styles\]", text, re.IGNORECASE | re.MULTILINE)
    scan = _Scan(source, "ssa" if old else "ass", lenient=lenient)
    section = ""
    for number, line in enumerate(_newline.split(text.removeprefix("\ufeff")), 1):
        if match := _section.fullmatch(line):
            section = match[1].strip().lower()
            if section == "script info" or section.endswith("styles"):
                scan.script.header.append(line.strip())
        elif not line.strip():
            continue
        elif section == "events":
            _take_event(scan, number, line)
        elif section == "script info":
            scan.script.header.append(line.strip())
        elif section.endswith("styles"):
            _take_style(scan, number, line)
        elif not section:
            scan.mend(number, "stray-text", f"expected [Script Info], found {shown(line)}", "left it out")
    if section != "events" and not scan.script.events:
        scan.mend(
            text.count("\n") + 1, "truncated", "the script ends before its [Events]", "read no captions"
        )
    return scan.script


def _take_event(scan: _Scan, number: int, line: str) -> None:
    if match := _event.fullmatch(line):
        scan.event(number, match[1], match[2])
    elif match := _format.fullmatch(line):
        order = _order(match[1])
        if order[-1:] != ["text"] or not {"start", "end"} <= set(order):
            scan.mend(
                number, "format-line", "events need Start, End and, as the last field, Text", "left it out"
            )
        else:
            scan.order = order
    elif not line.lstrip().startswith(";") and not re.match(r"\s*(?:Picture|Sound|Movie|Command)\s*:", line):
        scan.stray(number, line)


def _take_style(scan: _Scan, number: int, line: str) -> None:
    if match := _style.fullmatch(line):
        scan.styled(number, match[1])
    elif match := _format.fullmatch(line):
        scan.style_order = _order(match[1])


def _order(fields: str) -> list[str]:
    names = [field.strip().lower() for field in fields.split(",")]
    return ["name" if name == "actor" else name.replace("color", "colour") for name in names]
