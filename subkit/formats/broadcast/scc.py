"""Scenarist closed captions (CTA-608 on line 21), written and read with ttconv; at 29.97 frames a second, drop-frame.

Guarded here, of ttconv 1.2.3: its reader passes over lines that it cannot read, and repeats in each caption of roll-up what
still stands on the screen.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec.structs import replace
from ttconv.scc import reader
from ttconv.style_properties import DisplayAlignType, StyleProperties
from ttconv.time_code import SmpteTimeCode

from subkit.errors import FormatError
from subkit.formats.broadcast.document import ended, paragraphs
from subkit.formats.broadcast.line21 import AT_ONCE, ERASE, ROWS, fitted, loading, shown, spelled
from subkit.formats.broadcast.told import told
from subkit.formats.placing import anchor_of, is_nearest_only
from subkit.formats.portable import changes, check_times, plain
from subkit.formats.writing import PLAIN, Writing
from subkit.labels import texts
from subkit.model import Captions
from subkit.patterns import pattern
from subkit.report import Repair
from subkit.timecode import nearest_frame, of_frame
from subkit.wording import one_line
from subkit.wording import shown as quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from subkit.formats.broadcast.line21 import Unit
    from subkit.model import Cue

_RATE = Fraction(30000, 1001)
_HEADER = "Scenarist_SCC V1.0"
_LATEST = 86_400_000 - 1
"""A day, in ms: timecode begins anew then."""
_SHORTEST = 15
"""Frames for which a caption is shown that is sent after its time."""
_SAFE = 10
"""Where ttconv puts the grid of rows and columns, in per cent from each edge of the picture."""
_TWO_COLUMNS = 5  # per cent
_UPPER, _LOWER = 33, 60  # per cent from the top
_words = r"[0-9A-Fa-f]{4}(?: [0-9A-Fa-f]{4})*"
_line = pattern(rf"(\d\d:[0-5]\d:[0-5]\d[:;.,][0-2]\d)[ \t]+({_words})[ \t]*", re.ASCII)
_start = pattern(r"\s*(\d\d:\d\d:\d\d[:;.,]\d\d)\s+(.*)", re.ASCII)
_newline = pattern("\r\n?|\n")
_ROLL_UP = pattern(r"\t(?:[0-9a-f]{4} )*(?:9425|9426|94a7)\b", re.IGNORECASE)


class _Sending(NamedTuple):
    """A caption in frames: when it is shown, and until when; how late that is; and the words that load it."""

    show: int
    hide: int
    late: int
    units: list[Unit]


def render(captions: Captions, how: Writing = PLAIN) -> str:
    """Captions as SCC in pop-on style, with LF at line ends.

    Args:
        captions: what to write.
        how: whether and how to say who speaks, where it is another one than in the cue before; whether to put cues where
            they stand, in a third of the picture.

    Raises:
        FormatError: a cue's times cannot be written, or it has more lines than the screen has rows.
        UnknownNameError: there is no such style.
    """
    check_times(captions.cues, "scc")
    out = [_HEADER]
    sent = _schedule(captions, how)
    for caption, following in zip(sent, [*sent[1:], None], strict=False):
        out.append(_sent(_begin(caption.units, caption.show), caption.units))
        begin = None if following is None else _begin(following.units, following.show)
        if begin is None or caption.hide + len(ERASE) <= begin:
            out.append(_sent(caption.hide, [ERASE]))
        elif following is not None and caption.hide < following.show:
            _erase_within(following.units, caption.hide - begin)
    return "\n\n".join(out) + "\n"


def _sent(frame: int, units: list[Unit]) -> str:
    return f"{SmpteTimeCode.from_frames(frame, _RATE, True)}\t{spelled(units)}"


def _begin(units: Sequence[Unit], show: int) -> int:
    """The frame at which the words have to be sent, one a frame, for the last of them to show the caption."""
    return show - sum(map(len, units)) + len(units[-1])


def _erase_within(units: list[Unit], frame: int) -> None:
    """Send the words that take the caption before off the screen among those that load the next, after so many frames."""
    passed = place = 0
    while place < len(units) - 1 and passed < frame + len(ERASE):
        passed += len(units[place])
        place += 1
    units.insert(place, ERASE)


def _schedule(captions: Captions, how: Writing) -> list[_Sending]:
    """The captions with text in order; one whose words cannot be sent in time is shown later."""
    free = 0
    found: list[_Sending] = []
    for cue, units in sorted(_loaded(captions, how), key=lambda pair: pair[0].start):
        wanted = nearest_frame(cue.start, _RATE)
        # Four frames are room for the words that take the one before off the screen, among these or before them.
        needed = sum(map(len, units)) - len(units[-1]) + (2 * len(ERASE) if found else 0)
        show = max(wanted, free + needed)
        hide = max(nearest_frame(cue.end, _RATE), show + (1 if show == wanted else _SHORTEST))
        if found and found[-1].hide > show:
            found[-1] = found[-1]._replace(hide=show)
        found.append(_Sending(show, hide, show - wanted, units))
        free = show + len(units[-1])
    return found


def _loaded(captions: Captions, how: Writing) -> list[tuple[Cue, list[Unit]]]:
    found = []
    for number, (cue, text) in enumerate(
        zip(captions.cues, texts(captions.cues, how.labels), strict=True), 1
    ):
        rows = fitted(plain(text))
        if cue.end > _LATEST:
            raise FormatError("scc", 0, f"cue {number} ends after 24 hours, where timecode begins anew")
        if len(rows) > ROWS:
            raise FormatError(
                "scc", 0, f"cue {number} needs {len(rows)} rows of 32 columns, the screen has {ROWS}"
            )
        if rows:
            anchor = anchor_of(cue.settings) if how.styling is not False else 2
            height, side = divmod(anchor - 1, 3)
            top = (ROWS - len(rows)) * (2 - height) // 2 + 1
            found.append((cue, loading(rows, top, side)))
    return found


def alterations(captions: Captions, how: Writing = PLAIN) -> list[Repair]:
    """What `render` writes otherwise than it stands in the captions; rounding to frames is not among it."""
    found = changes(captions.cues, style=how.labels, markup=False)
    for number, (cue, text) in enumerate(
        zip(captions.cues, texts(captions.cues, how.labels), strict=True), 1
    ):
        place = f"cue {number}"
        lines = [line for line in plain(text).split("\n") if line]
        rows = fitted(plain(text))
        if lines != [*map(shown, lines)]:
            found.append(Repair("character", place, "a character that CTA-608 has not; written as another"))
        if len(rows) > len(lines):
            found.append(Repair("line-length", place, "a line of more than 32 columns; broken"))
        if len(rows) > AT_ONCE:
            found.append(
                Repair("rows", place, f"{len(rows)} rows; decoders need show no more than {AT_ONCE} at once")
            )
        if how.styling is not False and cue.markup:
            found.append(Repair("styling", place, "italics and the like left out"))
        if how.styling is not False and is_nearest_only(cue.settings):
            found.append(Repair("place", place, "written at the nearest of nine places"))
    fitting = Captions(tuple([cue for cue in captions.cues if cue.end <= _LATEST]))
    late = [caption.late for caption in _schedule(fitting, how) if caption.late]
    if late:
        worst = of_frame(max(late), _RATE)
        found.append(
            Repair(
                "late", f"{len(late)} cues", f"shown up to {worst} ms late: line 21 carries two bytes a frame"
            )
        )
    return found


def parse(text: str, source: str = "scc", *, lenient: bool = False) -> Captions:
    """Captions from the first channel of an SCC file: pop-on, paint-on and roll-up.

    A line of roll-up is a cue when it comes, and not again while it stands above others. Italics, underlining, colours and places
    are kept.

    Args:
        text: the file's content.
        source: its name in messages.
        lenient: take what breaks the format as it was probably meant.

    Raises:
        FormatError: the text breaks the format.
    """
    repairs: list[Repair] = []
    lines = _checked(_newline.split(text.removeprefix("\ufeff")), source, repairs, lenient=lenient)
    with told() as messages:
        try:
            made = reader.to_model("\n".join(lines))
            cues = [cue for part in paragraphs(made, _anchor) for cue in part.cues]
        except Exception as error:
            reason = f"ttconv refuses these codes ({one_line(str(error)) or type(error).__name__})"
            raise FormatError(source, _faulty(lines), reason) from error
    repairs += [Repair("scc", source, one_line(message)) for message in messages]
    in_order, told_of_ends = ended(cues)
    if any(map(_ROLL_UP.search, lines)):
        in_order = tuple(_unrolled(in_order))
    return Captions(in_order, repairs=(*repairs, *told_of_ends))


def _anchor(region: Any, _side: object) -> int:
    """One of nine places, by where the text stands: the codes know columns, and no alignment."""
    origin, extent = region.get_style(StyleProperties.Origin), region.get_style(StyleProperties.Extent)
    left = origin.x.value - _SAFE
    right = 100 - _SAFE - origin.x.value - extent.width.value
    side = 1 if abs(left - right) <= _TWO_COLUMNS else 0 if left < right else 2
    if region.get_style(StyleProperties.DisplayAlign) is DisplayAlignType.after:
        return side + 1
    return 3 * (2 if origin.y.value < _UPPER else 1 if origin.y.value < _LOWER else 0) + side + 1


def _checked(lines: list[str], source: str, repairs: list[Repair], *, lenient: bool) -> list[str]:
    """The lines as ttconv reads them, the others empty."""
    if lines[0].strip() != _HEADER:
        reason = f"expected {_HEADER}, found {quoted(lines[0])}"
        if not lenient:
            raise FormatError(source, 1, reason)
        repairs.append(Repair("header", "line 1", reason))
    checked = []
    for number, line in enumerate(lines, 1):
        match = _line.fullmatch(line.strip())
        if match or not line.strip() or line.strip() == _HEADER:
            checked.append(f"{match[1]}\t{match[2]}" if match else "")
            continue
        reason = f"expected a timecode and words such as 00:00:01;00 9420 942f, found {quoted(line)}"
        if not lenient:
            raise FormatError(source, number, reason)
        begun = _start.fullmatch(line)
        words = re.findall(r"\b[0-9A-Fa-f]{4}\b", begun[2]) if begun else []
        mended = f"{begun[1]}\t{' '.join(words)}" if begun and words else ""
        checked.append(mended if _line.fullmatch(mended) else "")
        repairs.append(Repair("scc", f"line {number}", f"{reason}; read {len(words)} words of it"))
    return checked


def _faulty(lines: Sequence[str]) -> int:
    """The first line that ttconv refuses: its errors do not say where."""
    good, bad = 0, len(lines)
    while bad - good > 1:
        middle = (good + bad) // 2
        try:
            reader.to_model("\n".join(lines[:middle]))
        except Exception:  # noqa: BLE001 - whatever it was before
            bad = middle
        else:
            good = middle
    return bad


def _unrolled(cues: Sequence[Cue]) -> list[Cue]:
    """Roll-up without what only moved up: lines that stood at the end of the cue just before."""
    found: list[Cue] = []
    before: tuple[str, ...] = ()
    until = -1
    for cue in cues:
        kept = cue
        if cue.start == until:
            same = next((n for n in range(len(cue.lines) - 1, 0, -1) if before[-n:] == cue.lines[:n]), 0)
            kept = replace(cue, lines=cue.lines[same:], markup=cue.markup[same:])
        found.append(kept)
        before, until = cue.lines, cue.end
    return found
