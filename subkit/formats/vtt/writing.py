"""WebVTT written by webvtt-py; what webvtt-py leaves to its callers is done here and beside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace
from webvtt import Caption
from webvtt.vtt import to_str

from subkit.formats.direction import Need, directed, marked
from subkit.formats.portable import all_plain, changes, check_times, showable
from subkit.formats.vtt import settings, styled
from subkit.formats.vtt.cue_text import Span
from subkit.formats.vtt.losses import losses
from subkit.formats.vtt.markup import all_escaped, tag, voice
from subkit.formats.vtt.preamble import Surroundings, surroundings
from subkit.formats.vtt.safety import held
from subkit.formats.writing import PLAIN, Writing
from subkit.labels import texts
from subkit.timecode import clocks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from subkit.document import CueSettings
    from subkit.labels import SpeakerStyle
    from subkit.model import Captions, Cue
    from subkit.report import Repair

_NEED: Need = "first letter"
_NO_NOTES: list[str] = []


class _Cue(Caption):
    """A caption that brings its clock text along: webvtt-py would parse it, and spell it again."""

    __slots__ = ("end", "settings", "start")

    def __init__(self, start: str, end: str, lines: list[str]) -> None:
        self.start = start
        self.end = end
        self.lines = lines
        self.settings = ""
        self.identifier = None
        self.comments = _NO_NOTES


def render(captions: Captions, how: Writing = PLAIN) -> str:
    """Captions as WebVTT, with LF at line ends.

    Args:
        captions: what to write.
        how: whether to say who speaks, and how a cue begins where the speaker is another one than in the cue before;
            without a style every cue names its speaker as a voice, ``<v Label>``, which players can style. Whether to write
            styling, places, notes and the like (by default, yes; asked for in so many words, the header names the language,
            too), and time stamps for words.

    Raises:
        FormatError: a cue's times cannot be written.
        UnknownNameError: there is no such style.
    """
    check_times(captions.cues, "vtt")
    around = (
        Surroundings() if how.styling is False else surroundings(captions, says_language=bool(how.styling))
    )
    texts = _texts(captions, how)
    head = to_str((), (), (), (), around.title, around.metadata)
    if _is_bare(captions, how, around, texts):
        text = head + _bare(captions.cues, texts)
    else:
        cues = _written(captions, how, around, texts)
        text = to_str(cues, (), (), around.footer, around.title, around.metadata)
    if around.preamble:
        text = f"{head}\n{around.preamble}{text[len(head) + 1 :]}"
    # webvtt-py ends no note with a line feed.
    return text.rstrip("\n") + "\n" if around.preamble or around.footer else text


def style_of(how: Writing) -> SpeakerStyle:
    """The style of labels in the text itself: none where voices say who speaks."""
    return "none" if how.speaker_style is None else how.labels


def alterations(captions: Captions, how: Writing = PLAIN) -> list[Repair]:
    """What `render` writes otherwise than it stands in the captions; escaping is no alteration."""
    style = style_of(how)
    return [
        *changes(captions.cues, style=style, markup=False),
        *marked(texts(captions.cues, style), captions.language, _NEED),
        *losses(captions, is_styled=how.styling is not False),
    ]


def _is_bare(captions: Captions, how: Writing, around: Surroundings, written: list[str]) -> bool:
    """Whether the cues have nothing but times and text, and no text has what webvtt-py would refuse."""
    if around.notes or around.footer:
        return False
    if how.styling is not False and any(
        [cue.id is not None or cue.settings is not None for cue in captions.cues]  # noqa: C419 - as fast again
    ):
        return False
    together = "\n".join(filter(None, written))
    return "-->" not in together and "\n\n" not in together


def _bare(cues: Sequence[Cue], written: list[str]) -> str:
    """Such cues as webvtt-py writes them; its own lists of lines for each would take ten times as long."""
    starts = clocks([cue.start for cue in cues])
    ends = clocks([cue.end for cue in cues])
    columns = zip(starts, ends, written, strict=True)
    return "".join(
        [
            f"\n{start} --> {end}\n{text}\n" if text else f"\n{start} --> {end}\n"
            for start, end, text in columns
        ]
    )


def _written(captions: Captions, how: Writing, around: Surroundings, written: list[str]) -> Iterator[_Cue]:
    """The cues as webvtt-py writes them."""
    cues = captions.cues
    starts = clocks([cue.start for cue in cues])
    ends = clocks([cue.end for cue in cues])
    columns = zip(cues, starts, ends, written, strict=True)
    is_styled = how.styling is not False
    for index, (cue, start, end, text) in enumerate(columns):
        made = _Cue(start, end, text.split("\n") if text else [])
        if is_styled:
            if cue.settings is not None:
                made.settings = settings.written(_placed(cue.settings, around.regions))
            if cue.id is not None:
                made.identifier = identifier(cue.id)
            if index in around.notes:
                made.comments = around.notes[index]
        yield made


def identifier(name: str) -> str:
    """The name of a cue as it can stand before it."""
    return held(showable(" ".join(name.splitlines())))


def _placed(where: CueSettings, regions: frozenset[str]) -> CueSettings:
    return where if where.region is None or where.region in regions else replace(where, region=None)


def _texts(captions: Captions, how: Writing) -> list[str]:
    """The text of each cue, with its voices and tags."""
    cues = captions.cues
    targets = directed(all_plain(texts(cues, style_of(how))), captions.language, _NEED)
    names_speakers = how.speakers and how.speaker_style is None
    speakers = {cue.speaker for cue in cues}
    voices = {speaker: _voice_tag(speaker) if names_speakers else "" for speaker in speakers}
    is_styled = how.styling is not False
    out = [
        text
        if not text
        else voices[cue.speaker] + text
        if not cue.speakers
        else _shared(cue, text, names_speakers)
        for cue, text in zip(cues, all_escaped(targets), strict=True)
    ]
    for at, cue in enumerate(cues):
        if (cue.markup and is_styled) or (how.karaoke and cue.words):
            text = styled.text(
                cue, targets[at], is_styled=is_styled, is_sung=how.karaoke, names_speakers=names_speakers
            )
            out[at] = out[at] if text is None else text
    return out


def _shared(cue: Cue, text: str, names_speakers: bool) -> str:
    """The text of a cue that two share, each line with its voice."""
    lines = text.split("\n")
    if not names_speakers or len(lines) != len(cue.speakers):
        return text
    voices: Sequence[str] = [_voice_tag(speaker) for speaker in cue.speakers]
    return "\n".join(
        [f"{begin}{line}</v>" if begin else line for begin, line in zip(voices, lines, strict=True)]
    )


def _voice_tag(speaker: str | None) -> str:
    name = voice(speaker)
    return tag(Span("v", (), name)) if name else ""
