"""Plain text: paragraphs by speaker and pause, or one line a cue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subkit.formats.paragraphs import paragraphs, running
from subkit.formats.portable import changes, plain
from subkit.formats.writing import PLAIN, Writing
from subkit.labels import announced, begun, texts

if TYPE_CHECKING:
    from subkit.labels import SpeakerStyle
    from subkit.model import Captions
    from subkit.report import Repair


def render(captions: Captions, how: Writing = PLAIN) -> str:
    """Captions as text, with LF at line ends.

    Args:
        captions: what to write.
        how: whether and how to say who speaks, where the speaker changes; and the layout: ``paragraphs``, running text,
            a paragraph a line, empty lines between them; or ``cues``, one line a cue.

    Raises:
        UnknownNameError: there is no such style.
    """
    label = how.labels
    if how.layout == "cues":
        return "".join([f"{line}\n" for line in cue_lines(captions, label) if line])
    found = [_labelled(one.label, running(one.cues), label) for one in paragraphs(captions.cues)]
    return "\n".join([f"{paragraph}\n" for paragraph in found if paragraph])


def alterations(captions: Captions, how: Writing = PLAIN) -> list[Repair]:
    """What `render` writes otherwise than it stands in the captions."""
    return changes(captions.cues, style=how.labels, markup=False)


def cue_lines(captions: Captions, style: SpeakerStyle) -> list[str]:
    """Each cue on one line, with the label in this style where the speaker changes; empty for one without text."""
    shown = zip(captions.cues, texts(captions.cues, style), announced(captions.cues), strict=True)
    return [
        " ".join(plain(text).split("\n")) if cue.speakers else _labelled(names[0], running([cue]), style)
        for cue, text, names in shown
    ]


def _labelled(name: str | None, line: str, style: SpeakerStyle) -> str:
    return plain(begun(line, name, style)) if name and line else line
