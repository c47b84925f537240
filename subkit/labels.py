"""How captions that are text say who speaks: the styles of speakers' labels, and the cues' text with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, get_args

from subkit.errors import UnknownNameError
from subkit.patterns import pattern
from subkit.sounds import is_sound

if TYPE_CHECKING:
    from collections.abc import Sequence

    from subkit.model import Cue

SpeakerStyle = Literal["colon", "bracket", "chevrons", "named-chevrons", "dash", "none"]
STYLES: Final[tuple[SpeakerStyle, ...]] = get_args(SpeakerStyle)

# What stands before the words of somebody who begins to speak; {0} is the label, {1} the label in capitals.
_PREFIXES: Final[dict[SpeakerStyle, str]] = {
    "colon": "{0}: ",
    "bracket": "[{1}] ",
    "chevrons": ">> ",
    "named-chevrons": ">> {1}: ",
    "dash": "- ",
    "none": "",
}
_breaks = pattern("[\r\n]+")
_dash = pattern(r"[-‐‑–—]\s?")
_turned = pattern(r"[-‐‑–—]|>>")
_chevrons = pattern(r"\A>>\s*")


def prefix(label: str, style: SpeakerStyle) -> str:
    """What a line begins with where somebody of that label begins to speak.

    >>> [prefix("Dr. Ada", style) for style in STYLES]
    ['Dr. Ada: ', '[DR. ADA] ', '>> ', '>> DR. ADA: ', '- ', '']
    """
    return _PREFIXES[style].format(label, label.upper()) if label else ""


def chosen(style: SpeakerStyle | None, *, speakers: bool) -> SpeakerStyle:
    """The style to write text in: none where nobody wants to know who speaks, else the one asked for, or ``Label: ``.

    Raises:
        UnknownNameError: there is no such style.
    """
    if style is not None and style not in _PREFIXES:
        raise UnknownNameError("speaker style", str(style), STYLES)
    return (style or "colon") if speakers else "none"


def is_named(style: SpeakerStyle) -> bool:
    """Whether a style shows the label itself, so that its width depends on it."""
    return "{" in _PREFIXES[style]


def announced(cues: Sequence[Cue]) -> list[tuple[str | None, ...]]:
    """For each line of each cue that begins a turn, the label to write; ``None`` where the speaker is the one before.

    A cue has one entry for its first line, one that two share has two. A label is written where it is another one than
    before; a cue that is nothing but a sound never has one, and changes no speaker.
    """
    found: list[tuple[str | None, ...]] = [_NOBODY] * len(cues)
    for at, labels in _turns(cues):
        found[at] = labels
    return found


_NOBODY: Final = (None,)


def _turns(cues: Sequence[Cue]) -> list[tuple[int, tuple[str | None, ...]]]:
    """The places of the cues for which `announced` does not say `_NOBODY`, and what it says."""
    before: str | None = None
    found: list[tuple[int, tuple[str | None, ...]]] = []
    for at, cue in enumerate(cues):
        speaker = cue.speaker
        if cue.speakers:
            labels: list[str | None] = []
            for one in cue.speakers:
                labels.append((one_line(one) or None) if one != before else None)
                before = one
            if labels != [None]:
                found.append((at, tuple(labels)))
        elif speaker != before and not _is_sound(cue):
            before = speaker
            label = one_line(speaker) if speaker else ""
            if label:
                found.append((at, (label,)))
    return found


def _is_sound(cue: Cue) -> bool:
    return bool(cue.lines) and cue.lines[0][:1] in "[(♪♫♬*［（" and is_sound(cue.text)


def texts(cues: Sequence[Cue], style: SpeakerStyle) -> list[str]:
    """The text of each cue as it stands, with LF between its lines and the label in this style where the speaker changes."""
    found = ["\n".join(cue.lines) for cue in cues]
    for at, text in labelled(cues, style):
        found[at] = text
    return found


def labelled(cues: Sequence[Cue], style: SpeakerStyle) -> list[tuple[int, str]]:
    """The places of the cues that begin with a label in this style, each with its text as `texts` has it."""
    found = list[tuple[int, str]]()
    if style != "none":
        for at, labels in _turns(cues):
            text = cues[at].text
            if text.strip():
                found.append((at, _labelled(cues[at], text, labels, style)))
    return found


def _labelled(cue: Cue, text: str, labels: tuple[str | None, ...], style: SpeakerStyle) -> str:
    if len(labels) > 1 and len(cue.lines) == len(labels):
        return "\n".join(
            [_turn(line, label or "", style) for line, label in zip(cue.lines, labels, strict=True)]
        )
    return begun(text, next(filter(None, labels), ""), style)


def begun(text: str, label: str, style: SpeakerStyle) -> str:
    """A text with which somebody of that label begins to speak; a dash or ``>>`` that it has already is not doubled."""
    if style == "named-chevrons" and label:
        text = _chevrons.sub("", text, count=1)
    marked = not is_named(style) and _turned.match(text)
    return text if marked else prefix(label, style) + text


def _turn(line: str, label: str, style: SpeakerStyle) -> str:
    """A line of a cue that two share: its dash comes first, and chevrons take the dash's place."""
    dash = match[0] if (match := _dash.match(line)) else ""
    if style == "chevrons" or (style == "named-chevrons" and not label):
        return f">> {line[len(dash) :]}"
    if style == "named-chevrons":
        return begun(line[len(dash) :], label, style)
    return line if style == "dash" else f"{dash}{prefix(label, style)}{line[len(dash) :]}"


def one_line(label: str) -> str:
    """A label as it can be written before words."""
    return _breaks.sub(" ", label).strip()


def undashed(line: str) -> str:
    """A line of a cue that two share, without the dash before it.

    >>> undashed("- Ready?"), undashed("-Yes."), undashed("No.")
    ('Ready?', 'Yes.', 'No.')
    """
    return _dash.sub("", line, count=1) if _dash.match(line) else line
