"""A caption file rewritten where its cues have changed; every other byte stays, and so does markup that no model holds."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from msgspec import Struct

from subkit.editing.changes import stretches
from subkit.editing.markup import Glyph, glyphs, marked
from subkit.formats.direction import directed
from subkit.patterns import pattern
from subkit.timecode import clock

if TYPE_CHECKING:
    from collections.abc import Sequence

    from subkit.editing.markup import Form
    from subkit.model import Cue

_LINES = pattern(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")
_DIRECTION = frozenset("\u200f\u202b\u202c")


class Block(Struct, frozen=True):
    """A cue as its file has it.

    Attributes:
        ahead: what stands before it since the cue before: notes, styles, the head of the file.
        title: the line of its number or identifier; empty without one.
        time: the line of its times.
        text: the lines of its text.
        behind: the empty lines after it.
    """

    ahead: str
    title: str
    time: str
    text: str
    behind: str

    @property
    def settings(self) -> str:
        """What stands behind the times: where the cue is shown."""
        _, _, end = self.time.partition("-->")
        return " ".join(end.split()[1:])


def blocks(text: str, form: Form) -> tuple[list[Block], str]:
    """The cues of a caption file that keeps to its format, and what stands behind the last one."""
    found: list[Block] = []
    ahead, run, behind = "", list[str](), ""
    for line in [*_LINES.findall(text), ""]:
        if line.strip() if form == "srt" else line.strip("\r\n"):
            if behind:
                ahead, run, behind = _add(found, ahead, run, behind), [], ""
            run.append(line)
        else:
            behind += line
    return found, _add(found, ahead, run, behind)


def layouts(text: str, form: Form) -> list[str]:
    """Where each cue of a file is shown: its settings, and the overrides before its text; mostly empty."""
    return [f"{block.settings}{glyphs(block.text, form)[0]}" for block in blocks(text, form)[0]]


def rewritten(
    text: str, form: Form, before: Sequence[Cue], after: Sequence[Cue], *, language: str | None = None
) -> str | None:
    """The text of a caption file with other cues in the place of those it has.

    A cue that stays as it is keeps its text to the byte; but where there are more or fewer cues, numbers are counted
    anew. A cue that is cut keeps its tags: they are closed where one part ends and opened where the next begins.

    Args:
        text: the file's content.
        form: its format.
        before: the cues that were read from it.
        after: cues with the same text, in the same order or that of their in-times.
        language: whose lines may need marks of direction, where the file has them.

    Returns:
        The text; ``None`` if the cues cannot be found in it.
    """
    found, end = blocks(text, form)
    if len(found) != len(before):
        return None
    numbered = all(block.title.strip() == str(number) for number, block in enumerate(found, 1) if block.title)
    newline = "\r\n" if "\r\n" in text else "\n"
    out: list[str] = [found[0].ahead] if found else []
    count = 0
    for old, new in stretches(before, after):
        known = [found[number - 1] for number, _ in old]
        same = len(old) == len(new) == 1 and old[0][1].lines == new[0].lines
        if same:
            texts = [_ended(known[0].text, newline)]
        else:
            characters = "".join("".join([line for _, cue in old for line in cue.lines]).split())
            texts = _texts(known, characters, new, form, newline=newline, language=language)
        ahead = "".join([block.ahead for block in known if block is not found[0]])
        for place, (cue, shown) in enumerate(zip(new, texts, strict=True)):
            count += 1
            model = known[min(place, len(known) - 1)]
            title = _title(model, count, place, numbered=numbered, newline=newline)
            still = same and (cue.start, cue.end) == (old[0][1].start, old[0][1].end)
            time = model.time if still else _time(known[0], cue, form, newline)
            out.append(f"{ahead if place == 0 else ''}{title}{_ended(time, newline)}{shown}")
            out.append((known[-1].behind if place == len(new) - 1 else "") or newline)
        if not new and ahead:
            out.append(ahead)
    made = "".join([*out, end])
    return made if text.endswith(("\n\n", "\r\n\r\n", "\r\r")) else _as_ended(made, text, newline)


def _add(found: list[Block], ahead: str, run: list[str], behind: str) -> str:
    """Put a run of lines among the cues if it is one, and return what then stands ahead of the next."""
    timed = next((at for at, line in enumerate(run[:2]) if "-->" in line), None)
    if timed is None:
        return ahead + "".join(run) + behind
    mark = "\ufeff" if run[0].startswith("\ufeff") else ""
    title = "".join(run[:timed]).removeprefix(mark)
    time = run[timed] if timed else run[timed].removeprefix(mark)
    found.append(Block(ahead + mark, title, time, "".join(run[timed + 1 :]), behind))
    return ""


def _title(block: Block, count: int, place: int, *, numbered: bool, newline: str) -> str:
    """The number or identifier of a cue; parts of a cue but the first have no identifier of its own."""
    if not block.title:
        return ""
    if numbered:
        return _ended(str(count), newline)
    return _ended(block.title, newline) if place == 0 or block.title.strip().isdecimal() else ""


def _time(block: Block, cue: Cue, form: Form, newline: str) -> str:
    mark = "," if form == "srt" else "."
    settings = f" {block.settings}" if block.settings else ""
    return f"{clock(cue.start, mark)} --> {clock(cue.end, mark)}{settings}{newline}"


def _texts(
    known: Sequence[Block],
    shown: str,
    new: Sequence[Cue],
    form: Form,
    *,
    newline: str,
    language: str | None,
) -> list[str]:
    """The text of each new cue, with the markup that its characters have in the old blocks."""
    leads, rows = zip(*[glyphs(block.text, form) for block in known], strict=True)
    taken, turned = _matched(list(chain.from_iterable(rows)), shown)
    supply = iter(taken or [_plain(character, form) for character in shown])
    made = []
    for cue in new:
        lines = marked(cue.lines, supply, {0xA0: "&nbsp;"} if form == "vtt" else {})
        if turned:
            lines = directed(lines, language, "embedding" if form == "srt" else "first letter")
        made.append(
            "".join([f"{leads[0] if at == 0 else ''}{line}{newline}" for at, line in enumerate(lines)])
        )
    return made


def _matched(found: list[Glyph], shown: str) -> tuple[list[Glyph], bool]:
    """The characters that the model holds, and whether marks of direction stood among them; none if they differ."""
    turned = False
    if "".join([glyph.shown for glyph in found]) != shown:
        bare = [glyph for glyph in found if glyph.shown not in _DIRECTION]
        turned, found = len(bare) < len(found), bare
    return (found if "".join([glyph.shown for glyph in found]) == shown else []), turned


def _plain(character: str, form: Form) -> Glyph:
    raw = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}.get(character, character) if form == "vtt" else character
    return Glyph(raw, character)


def _ended(line: str, newline: str) -> str:
    return line if not line or line.endswith(("\n", "\r")) else f"{line}{newline}"


def _as_ended(made: str, text: str, newline: str) -> str:
    """The text with as many line ends as the file had."""
    bare = made.rstrip("\r\n")
    return bare + (newline if text.endswith(("\n", "\r")) else "")
