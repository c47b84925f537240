"""Advanced SubStation Alpha and its elder, SubStation Alpha, written and read by pysubs2; the only importer of it.

pysubs2 1.8.1 (MIT). What it gets wrong is guarded in `lines`, and its reading of tags (no colours, no weights, squared
time) in `tags`; it ends clocks at 9:59:59.99, which players do not.
"""

from __future__ import annotations

import logging
import warnings
from collections import Counter
from contextlib import contextmanager
from io import StringIO
from itertools import chain
from typing import TYPE_CHECKING

from msgspec.structs import replace
from pysubs2 import SSAEvent, SSAFile, SSAStyle
from pysubs2.exceptions import Pysubs2Error
from pysubs2.formats.substation import SubstationFormat

from subkit.document import Block
from subkit.errors import FormatError
from subkit.formats.ass import tags as ass_tags
from subkit.formats.ass.lines import EVENT_FIELDS, scan
from subkit.formats.ass.writing import HUNDREDTHS, altered, event_text, name_field
from subkit.formats.placing import BOTTOM, Point, placed, pointed
from subkit.formats.portable import check_times
from subkit.formats.styled import Run, markup, shown, styled_lines, texts_of
from subkit.formats.writing import PLAIN, Writing
from subkit.model import Captions, Cue, Word
from subkit.patterns import pattern
from subkit.report import Repair
from subkit.timecode import nearest_frame
from subkit.wording import one_line
from subkit.wording import shown as quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from subkit.formats.ass.lines import Script

_WIDTH, _HEIGHT = 384, 288
"""The picture that a script means that names none."""
_pixels = pattern("0*[1-9][0-9]{0,5}")
_LATEST = 359_999_994
"""What is later rounds to 100 hours, where the clocks of most readers end."""
_STYLE = SSAStyle(fontsize=58.0, outline=3.0, shadow=0.0, marginl=96, marginr=96, marginv=54)
"""White with a black outline, legible on a picture of 1080 lines; the margins are its safe area of a twentieth."""
_INFO = {"WrapStyle": "0", "ScaledBorderAndShadow": "yes", "PlayResX": "1920", "PlayResY": "1080"}


class _Writer(SubstationFormat):
    """pysubs2's writer, with clocks to the hundredth that go on after ten hours."""

    @staticmethod
    def ms_to_timestamp(requested_ms: int) -> str:
        seconds, hundredths = divmod(nearest_frame(requested_ms, HUNDREDTHS), 100)
        minutes, second = divmod(seconds, 60)
        return f"{minutes // 60}:{minutes % 60:02d}:{second:02d}.{hundredths:02d}"


def render(captions: Captions, how: Writing = PLAIN) -> str:
    """Captions as an ASS script, with LF at line ends; times are rounded to hundredths of a second.

    Args:
        captions: what to write; the head of a script that they were read from is kept with the styling.
        how: who speaks is the event's name, or stands in its text if a style of labels is asked for.

    Raises:
        FormatError: a cue's times cannot be written.
        UnknownNameError: there is no such style.
    """
    check_times(captions.cues, "ass")
    for number, cue in enumerate(captions.cues, 1):
        if cue.end > _LATEST:
            raise FormatError(
                "ass", 0, f"cue {number} ends after 99:59:59.99, where the clocks of the format's readers end"
            )
    styling = how.styling is not False
    script, style = _head(captions if styling else Captions(()))
    size = _size(script)
    anchor = int(script.styles[style].alignment)
    in_text = how.labels if how.speaker_style else "none"
    rows = styled_lines(captions.cues, in_text, styling=styling)
    notes = [(block.before, block.text) for block in captions.blocks if styling and block.kind == "note"]
    for place, (cue, lines) in enumerate(zip(captions.cues, rows, strict=True)):
        script.events += [_comment(text, cue) for before, text in notes if before == place]
        text = event_text(cue, lines, how, styling=styling, size=size, usual=anchor)
        name = name_field(cue) if how.speakers and how.speaker_style is None else ""
        script.events.append(SSAEvent(start=cue.start, end=cue.end, text=text, name=name, style=style))
    script.events += [_comment(text, None) for before, text in notes if before >= len(captions)]
    out = StringIO()
    with _silent():
        _Writer.to_file(script, out, "ass", header_notice="")
    return out.getvalue()


@contextmanager
def _silent() -> Iterator[None]:
    """Keep pysubs2 from setting up the program's logging, as Python does at the first message to a root without handlers."""
    guard = logging.NullHandler()
    root = logging.getLogger()
    root.addHandler(guard)
    try:
        yield
    finally:
        root.removeHandler(guard)


def alterations(captions: Captions, how: Writing = PLAIN) -> list[Repair]:
    """What `render` writes otherwise than it stands in the captions; rounding of times is not among it."""
    return altered(captions, how)


def _comment(text: str, cue: Cue | None) -> SSAEvent:
    line = ass_tags.escaped(text).replace("\n", "\\N")
    start, end = (cue.start, cue.end) if cue else (0, 0)
    return SSAEvent(start=start, end=end, text=line, type="Comment")


def _head(captions: Captions) -> tuple[SSAFile, str]:
    """The head of the script that captions were read from, or the usual one, and the style to write in."""
    kept = {block.kind: block.text for block in captions.blocks if block.kind in {"ass", "ass-style"}}
    if "ass" in kept:
        try:
            with _silent():
                script = SSAFile.from_string(kept["ass"], format_="ass")
        except (ValueError, TypeError, Pysubs2Error) as error:
            raise FormatError(
                "ass", 0, f"the head of the script is damaged ({one_line(str(error))})"
            ) from error
        style = kept.get("ass-style", "Default")
        if style in script.styles:
            return script, style
    script = SSAFile()
    script.info = dict(_INFO)
    script.styles = {"Default": _STYLE}
    return script, "Default"


def _size(script: SSAFile) -> tuple[float, float]:
    return tuple([  # type: ignore[return-value]  # two of them
        float(match[0]) if (match := _pixels.fullmatch(script.info.get(key, ""))) else float(usual)
        for key, usual in (("PlayResX", _WIDTH), ("PlayResY", _HEIGHT))
    ])  # fmt: skip


def parse(text: str, source: str = "ass", *, lenient: bool = False) -> Captions:
    r"""Captions from a SubStation script.

    Italics, bold, underlining, the colours that WebVTT has, places and karaoke are kept; effects are left out, and so are
    drawings, which ``repairs`` says. Comments become notes. A note or cue between others that begins earlier is put in order.

    Args:
        text: the file's content.
        source: its name in messages.
        lenient: take what breaks the format as it was probably meant; no text of an event is lost.

    Raises:
        FormatError: the text breaks the format.
    """
    script = scan(text, source, lenient=lenient)
    read, told = _loaded(script, source)
    usual = _usual(read)
    base = {name: _tags(style) for name, style in read.styles.items()}
    soft = "\n" if read.info.get("WrapStyle", "").strip() == "2" else " "
    order = sorted(range(len(read.events)), key=lambda place: read.events[place].start)
    cues: list[Cue] = []
    notes = []
    repairs = [*script.repairs, *told]
    for place in order:
        event = read.events[place]
        if event.is_comment:
            notes.append(Block("note", event.text.replace("\\N", "\n").replace("\\\u2060", "\\"), len(cues)))
            continue
        if event.end < event.start:
            repairs.append(_backwards(script.places[place], source, lenient=lenient))
        said = ass_tags.read(event.text, base.get(event.style, frozenset()), base, soft=soft)
        cue, left_out = _cue(event, said, read, base.get(usual, frozenset()))
        cues.append(cue)
        if event.style != usual and event.style in base:
            left_out.append(f"style {quoted(event.style)}")
        if left_out:
            repairs.append(Repair("styling", f"cue {len(cues)}", f"{', '.join(left_out)} left out"))
    return Captions(tuple(cues), repairs=tuple(repairs), blocks=(*_kept(read, usual), *notes))


def _backwards(line: int, source: str, *, lenient: bool) -> Repair:
    reason = "the event ends before it begins"
    if not lenient:
        raise FormatError(source, line, reason)
    return Repair("overlap", f"line {line}", f"{reason}; read as empty")


def _loaded(script: Script, source: str) -> tuple[SSAFile, list[Repair]]:
    """The script as pysubs2 reads it, and what it warns of."""
    form = f"Format: {', '.join(EVENT_FIELDS[script.kind])}"
    content = "\n".join([*script.header, "[Events]", form, *script.events])
    with warnings.catch_warnings(record=True) as warned, _silent():
        warnings.simplefilter("always")
        try:
            read = SSAFile.from_string(content, format_=script.kind)
        except (ValueError, TypeError, OverflowError, IndexError, Pysubs2Error) as error:
            reason = f"pysubs2 refuses this script ({one_line(str(error))})"
            raise FormatError(source, 0, reason) from error
    if len(read.events) != len(script.events):
        raise FormatError(source, 0, f"pysubs2 reads {len(read.events)} of {len(script.events)} events")
    return read, [Repair("styling", source, one_line(str(warning.message))) for warning in warned]


def _usual(script: SSAFile) -> str:
    """The style of most events: what it has is how the file looks, and no emphasis."""
    counted = Counter(event.style for event in script.events if not event.is_comment)
    return counted.most_common(1)[0][0] if counted else "Default"


def _tags(style: SSAStyle) -> frozenset[str]:
    flags = {"b": style.bold, "i": style.italic, "u": style.underline}
    return frozenset([tag for tag, on in flags.items() if on])


def _kept(script: SSAFile, usual: str) -> list[Block]:
    """The head of the script, to be written again."""
    if usual not in script.styles:
        return []
    head = SSAFile()
    head.info, head.styles = script.info, script.styles
    out = StringIO()
    with _silent():
        _Writer.to_file(head, out, "ass", header_notice="")
    return [Block("ass", out.getvalue()), Block("ass-style", usual)]


def _cue(
    event: SSAEvent, said: ass_tags.Event, script: SSAFile, usual: frozenset[str]
) -> tuple[Cue, list[str]]:
    lines = shown([[Run(run.text, run.tags - usual) for run in line] for line in said.lines])
    style = script.styles.get(event.style)
    anchor = said.anchor or (int(style.alignment) if style else BOTTOM)
    width, height = _size(script)
    settings = placed(anchor)
    if said.point is not None:
        x, y = 100 * said.point.x / width, 100 * said.point.y / height
        settings = pointed(Point(anchor, _share(x), _share(y)))
    text = texts_of(lines)
    name = " ".join(event.name.split()) or None
    end = max(event.start, event.end)
    words = _words(said, event, text)
    return Cue(event.start, end, text, name, words, settings=settings, markup=markup(lines)), said.left_out


def _words(said: ass_tags.Event, event: SSAEvent, text: Sequence[str]) -> tuple[Word, ...]:
    """The words of karaoke, if they are those of the lines."""
    if [word.text for word in said.words] != list(chain.from_iterable([line.split(" ") for line in text])):
        return ()
    return tuple([
        replace(word, start=event.start + word.start, end=event.start + word.end)
        for word in said.words
        if word.start is not None and word.end is not None
    ])  # fmt: skip


def _share(value: float) -> float:
    return float(f"{min(max(value, 0), 100):.4f}")
