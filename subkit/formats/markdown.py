"""A transcript in Markdown: paragraphs with the speaker in bold, and if asked the time at which each begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subkit.formats.paragraphs import Paragraph, paragraphs, running
from subkit.formats.portable import changes, check_times, plain
from subkit.formats.writing import PLAIN, Writing
from subkit.patterns import pattern
from subkit.timecode import clock

if TYPE_CHECKING:
    from subkit.model import Captions
    from subkit.report import Repair

# CommonMark lets any ASCII punctuation be escaped. These mean something within a line (~ | $ to GitHub) ...
_special = pattern(r"[\\`*_\[\]<>&~|$]")
# ... and these where one begins: headings, lists, rules.
_leading = pattern(r"\A(\d{0,9})([#+\-=.)])")


def render(captions: Captions, how: Writing = PLAIN) -> str:
    """Captions as Markdown, with LF at line ends; each of their characters is shown as it is.

    Args:
        captions: what to write.
        how: whether to say who speaks, always as a label in bold where it changes; whether to give times
            (``timestamps``); and the layout: ``paragraphs``, or ``cues`` for a paragraph a cue.

    Raises:
        FormatError: a cue's times cannot be written.
    """
    check_times(captions.cues, "md")
    found = [_written(one, how) for one in paragraphs(captions.cues, each=how.layout == "cues")]
    return "\n".join([f"{paragraph}\n" for paragraph in found if paragraph])


def alterations(captions: Captions, how: Writing = PLAIN) -> list[Repair]:
    """What `render` writes otherwise than it stands in the captions; escaping is no alteration."""
    return changes(captions.cues, style=how.labels, markup=False)


def _written(one: Paragraph, how: Writing) -> str:
    text = running(one.cues)
    if not text:
        return ""
    time = f"`{clock(one.cues[0].start).rpartition('.')[0]}` " if how.timestamps else ""
    label = plain(one.label or "").replace("\n", " ") if how.speakers else ""
    name = f"**{_escaped(label)}:** " if label else ""
    return f"{time}{name}{_escaped(text, begins=not (time or name))}"


def _escaped(text: str, *, begins: bool = False) -> str:
    r"""The text as Markdown shows it.

    >>> print(_escaped("1. *Note* #4", begins=True))
    1\. \*Note\* #4
    """
    text = _special.sub(r"\\\g<0>", text)
    return _leading.sub(r"\1\\\2", text, count=1) if begins else text
