r"""The text of SubRip cues: tags and overrides (``<i>``, ``{i}``, ``{\an8}``) into markup and settings, and back.

SubRip has no standard; these are the tags of its first program and the overrides that players borrow from SubStation.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from subkit.formats.placing import BOTTOM, anchor_of, placed
from subkit.formats.styled import COLOURS, Run, markup, texts_of
from subkit.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from subkit.document import CueSettings
    from subkit.formats.styled import Line

_code = pattern(
    r"<(?P<close>/?)(?P<tag>b|i|u|s|font)(?P<attributes>\s[^<>]*)?>"
    r"|\{(?P<shut>/?)(?P<brace>[bius])\}"
    r"|\{(?P<override>\\[^{}]*)\}",
    re.IGNORECASE,
)
# Most of what there is: nothing but tags that end on their line, and nothing to escape.
_simple = pattern(r"[^<>{}&]*(?:<([biu])>[^<>{}&]+</\1>[^<>{}&]*)*")
_tag = pattern("<[^<>]*>")
_colour = pattern(r"color\s*=\s*[\"']?#?([0-9a-z]+)", re.IGNORECASE)
_place = pattern(r"an([1-9])|a(\d{1,2})", re.ASCII)
_switch = pattern(r"([biu])([01])|r", re.ASCII)
_OLD_PLACES = {1: 1, 2: 2, 3: 3, 5: 7, 6: 8, 7: 9, 9: 4, 10: 5, 11: 6}
"""What ``{\\a6}`` meant, as ``{\\an8}`` has it."""
_HEX = 16


class Text(NamedTuple):
    """The text of a cue, in the model's terms, and what of its styling they cannot say."""

    lines: tuple[str, ...]
    markup: tuple[str, ...] = ()
    settings: CueSettings | None = None
    left_out: tuple[str, ...] = ()


class _State:
    """Which tags are open while a text is read."""

    def __init__(self) -> None:
        self.open = {"b": 0, "i": 0, "u": 0}
        self.fonts: list[str] = []
        self.anchor = 0
        self.left_out: dict[str, None] = {}

    def tags(self) -> frozenset[str]:
        colour = self.fonts[-1:] if self.fonts and self.fonts[-1] else []
        return frozenset([*(name for name, count in self.open.items() if count), *colour])

    def take(self, found: re.Match[str]) -> None:
        if found["override"]:
            for part in found["override"].split("\\")[1:]:
                self._override(part.strip())
        elif (name := (found["tag"] or found["brace"]).lower()) == "font":
            self._font(found)
        elif name in self.open:
            closing = found["close"] or found["shut"]
            self.open[name] = max(self.open[name] - 1, 0) if closing else self.open[name] + 1
        else:
            self.left_out[f"<{name}>"] = None

    def _font(self, found: re.Match[str]) -> None:
        if found["close"]:
            del self.fonts[-1:]
            return
        named = _colour.search(found["attributes"] or "")
        colour = _class_of(named[1].lower()) if named else ""
        if not colour:
            self.left_out["<font>"] = None
        self.fonts.append(colour or (self.fonts[-1] if self.fonts else ""))

    def _override(self, part: str) -> None:
        if match := _place.fullmatch(part):
            # Of several the first holds, as in libass.
            self.anchor = self.anchor or (int(match[1]) if match[1] else _OLD_PLACES.get(int(match[2]), 0))
        elif match := _switch.fullmatch(part):
            names = [match[1]] if match[1] else list(self.open)
            self.open.update(dict.fromkeys(names, int(match[2] or 0)))
        else:
            self.left_out["{\\" + part[:20] + "}"] = None


def read(lines: Sequence[str]) -> Text:
    r"""What the lines of a cue say; blanks at the ends of lines and empty lines go.

    >>> read(["{\\an8}<i>up", "here</i>"]).markup
    ('<i>up</i>', '<i>here</i>')
    """
    raw = "\n".join(lines)
    if ("<" not in raw and "{" not in raw) or not _code.search(raw):
        return Text(tuple([line for part in lines if (line := part.strip())]))
    if all(map(_simple.fullmatch, lines)):
        bare = [_tag.sub("", line) for line in lines]
        if all(line.strip() == line != "" for line in bare):
            return Text(tuple(bare), tuple(lines))
    state = _State()
    found: list[Line] = [[]]
    place = 0
    for match in _code.finditer(raw):
        _add(found, raw[place : match.start()], state.tags())
        place = match.end()
        state.take(match)
    _add(found, raw[place:], state.tags())
    shown = [stripped for row in found if (stripped := _stripped(row))]
    settings = placed(state.anchor) if state.anchor else None
    return Text(texts_of(shown), markup(shown), settings, tuple(state.left_out))


def written(lines: Sequence[Line]) -> str:
    """Lines of runs as SubRip with tags; one never goes beyond its line."""
    return "\n".join(["".join(map(_tagged, line)) for line in lines])


def override(settings: CueSettings | None) -> str:
    r"""What puts a cue in the nearest of nine places: ``{\an8}`` and the like; empty for the usual one."""
    anchor = anchor_of(settings)
    return "" if anchor == BOTTOM else f"{{\\an{anchor}}}"


def _class_of(colour: str) -> str:
    """The class of a colour by name or figures, if WebVTT has one."""
    if colour in COLOURS:
        return f"c.{colour}"
    try:
        figure = int(colour, _HEX)
    except ValueError:
        return ""
    return next(
        (f"c.{name}" for name, value in COLOURS.items() if value == figure and len(colour) > len("ff")), ""
    )


def _add(lines: list[Line], text: str, tags: frozenset[str]) -> None:
    first, *others = text.split("\n")
    if first:
        lines[-1].append(Run(first, tags))
    lines += [[Run(line, tags)] if line else [] for line in others]


def _stripped(line: Line) -> Line:
    """The line without blanks at its ends."""
    text = "".join([run.text for run in line])
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    if not start and end == len(text):
        return line
    runs: Line = []
    place = 0
    for run in line:
        kept = run.text[max(start - place, 0) : max(end - place, 0)]
        place += len(run.text)
        if kept:
            runs.append(Run(kept, run.tags))
    return runs


def _tagged(run: Run) -> str:
    text = run.text
    for tag in sorted(run.tags, reverse=True):
        opening, closing = (f'font color="{tag[2:]}"', "font") if tag.startswith("c.") else (tag, tag)
        text = f"<{opening}>{text}</{closing}>"
    return text
