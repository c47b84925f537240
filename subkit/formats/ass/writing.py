r"""What a cue is in Advanced SubStation Alpha: the text of its event with tags, and what the format has no room for."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from subkit.formats.ass.tags import escaped, written
from subkit.formats.placing import anchor_of, is_nearest_only, point_of
from subkit.formats.portable import changes, plain
from subkit.formats.styled import lost_tags, texts_of
from subkit.formats.word_times import labelled, timed_words
from subkit.labels import texts
from subkit.patterns import pattern
from subkit.report import Repair
from subkit.timecode import nearest_frame

if TYPE_CHECKING:
    from collections.abc import Sequence

    from subkit.formats.styled import Line
    from subkit.formats.writing import Writing
    from subkit.model import Captions, Cue

HUNDREDTHS = Fraction(100)
"""The rate of SubStation's clocks: they count hundredths of a second."""

_breaks_fields = pattern(r"[,\n]+")


def event_text(
    cue: Cue, lines: Sequence[Line], how: Writing, *, styling: bool, size: tuple[float, float], usual: int
) -> str:
    """The text of a cue's event.

    Args:
        cue: the cue.
        lines: its lines as runs, with labels.
        how: whether words are timed.
        styling: whether to say where it stands.
        size: the script's width and height in pixels.
        usual: the place that the style gives, one of nine.
    """
    text = _karaoke(cue, texts_of(lines)) if how.karaoke and cue.words else written(lines)
    return f"{_place(cue, size, usual) if styling else ''}{text}"


def _place(cue: Cue, size: tuple[float, float], usual: int) -> str:
    point = point_of(cue.settings)
    if point is not None:
        x, y = size[0] * point.x / 100, size[1] * point.y / 100
        return f"{{\\an{point.anchor}\\pos({_pixels(x)},{_pixels(y)})}}"
    anchor = anchor_of(cue.settings)
    return "" if anchor == usual else f"{{\\an{anchor}}}"


def _pixels(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".")


def _karaoke(cue: Cue, lines: Sequence[str]) -> str:
    r"""Lines with ``{\k}`` before each word: how many hundredths it lasts; silence is a syllable without text."""
    rows = timed_words(cue)
    # Before an empty line that `plain` drops, the label is a line of its own.
    rows = [*([] for _ in lines[len(rows) :]), *rows]
    out = []
    clock = nearest_frame(cue.start, HUNDREDTHS)
    for row, line in zip(rows, lines, strict=True):
        before, words = labelled(row, line)
        out.append(escaped(before))
        for word in words:
            begin, end = (nearest_frame(time, HUNDREDTHS) for time in (word.start, word.end))
            out.append(f"{{\\k{begin - clock}}}" if begin > clock else "")
            out.append(
                f"{escaped(word.before)}{{\\k{max(end, clock) - max(begin, clock)}}}{escaped(word.text)}"
            )
            clock = max(end, clock)
        out.append("\\N")
    return "".join(out[:-1])


def name_field(cue: Cue) -> str:
    """Who speaks, as an event's name: a comma or a line feed would end the field."""
    label = " & ".join(cue.speakers) if cue.speakers else cue.speaker or ""
    return _breaks_fields.sub(";", plain(label)).strip()


def altered(captions: Captions, how: Writing) -> list[Repair]:
    """What is written otherwise than it stands in the captions."""
    style = how.labels if how.speaker_style else "none"
    found = changes(captions.cues, style=style, markup=False)
    styling = how.styling is not False
    for number, (cue, text) in enumerate(zip(captions.cues, texts(captions.cues, style), strict=True), 1):
        place = f"cue {number}"
        if "{" in text or "}" in text:
            found.append(Repair("markup", place, "players take {...} for tags and hide it; written as [...]"))
        label = " & ".join(cue.speakers) if cue.speakers else cue.speaker or ""
        if style == "none" and how.speakers and "," in label:
            found.append(Repair("speaker", place, "a comma would end the field of the name; written as ;"))
        if not styling:
            continue
        if lost := lost_tags(cue):
            found.append(Repair("styling", place, f"{', '.join(lost)} left out"))
        if how.karaoke and cue.words and cue.markup:
            found.append(Repair("styling", place, "karaoke takes the place of other tags"))
        if is_nearest_only(cue.settings) and point_of(cue.settings) is None:
            found.append(Repair("place", place, "written at the nearest of nine places"))
    if styling and any(block.kind in {"style", "region"} for block in captions.blocks):
        found.append(Repair("styling", "the file", "styles and regions of WebVTT left out"))
    return found
