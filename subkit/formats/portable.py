"""Text that every player shows alike: what SubRip and WebVTT cannot carry is replaced, and can be listed.

The dialect, found by reading tricky cues with six readers: no line that is empty or begins or ends with a blank, and no
character that a reader takes for a line break or cannot show. Nothing else is touched.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from subkit.errors import FormatError
from subkit.labels import texts
from subkit.patterns import pattern
from subkit.report import Repair
from subkit.timecode import LATEST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from subkit.labels import SpeakerStyle
    from subkit.model import Cue

# Python and some readers end a line at each of these; no caption format does.
_SEPARATORS = "\x0b\x0c\x1c-\x1e\x85\u2028\u2029"
# Characters that XML forbids (upload sites turn captions into TTML), that no font shows, or that UTF-8 cannot hold.
_UNSHOWABLE = "\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff"

_separator = pattern(f"[{_SEPARATORS}]")
_unshowable = pattern(f"[{_UNSHOWABLE}]")
_break = pattern("\r\n?|\n")
_bracket = pattern("[<>{}]")
_arrow = pattern("--+>")
_marks = pattern("[<{]|-->")
_word = f"[^\\s{_SEPARATORS}{_UNSHOWABLE}]++"

is_plain = pattern(f"{_word}(?:[ \n]{_word})*+").fullmatch
"""Whether a text needs no change, told quickly; a text it refuses may still need none."""


def all_plain(texts: list[str]) -> list[str]:
    """Each of many texts as `plain` leaves it; where none needs a change, that is told of all at once."""
    together = " ".join(texts).replace("\n", " ")
    if together.isprintable() and "  " not in together and together == together.strip():
        return texts
    return [text if is_plain(text) else plain(text) for text in texts]


def plain(text: str) -> str:
    r"""The text with everything gone that ends a line too early, or that no player shows.

    Line separators become blanks, other control characters, noncharacters and lone surrogates U+FFFD (so that line
    lengths stay as they are); empty lines and blanks at the ends of lines go.

    >>> plain("  one\u2028two \n\n th\x00ree")
    'one two\nth�ree'
    """
    if is_plain(text):
        return text
    text = showable(text)
    return "\n".join([line for part in _break.split(text) if (line := part.strip())])


def showable(text: str) -> str:
    """The text with blanks for line separators and U+FFFD for what cannot be shown; as long as before."""
    return _unshowable.sub("\ufffd", _separator.sub(" ", text))


def all_unmarked(texts: list[str]) -> list[str]:
    """Each of many texts as `unmarked` leaves it; where none has a bracket or an arrow, that is told of all at once."""
    together = "\n".join(texts)
    if not ("<" in together or "{" in together or "-->" in together):
        return texts
    return [unmarked(text) if "<" in text or "{" in text or "-->" in text else text for text in texts]


def unmarked(text: str) -> str:
    """The text without what SubRip players take for markup; for a format that has no way to escape.

    What stands between ``<`` and ``>`` or ``{`` and ``}`` is eaten, words and all, so such pairs become ``[]``: as wide,
    in every font, and read as what they are. A lone ``<3`` or ``>>`` is safe and stays. The arrow of time lines,
    ``-->``, is written ``->``.

    >>> unmarked("{note} <unk> I <3 you --> really")
    '[note] [unk] I [3 you --] really'
    >>> unmarked(">> I <3 you")
    '>> I <3 you'
    """
    return _arrow.sub("->", _unbracketed(text)) if _marks.search(text) else text


def _unbracketed(text: str) -> str:
    out = list(text)
    opened: dict[str, list[int]] = {"<": [], "{": []}
    for match in _bracket.finditer(text):
        place, bracket = match.start(), match[0]
        if bracket in opened:
            opened[bracket].append(place)
        elif waiting := opened["<" if bracket == ">" else "{"]:
            out[waiting.pop()], out[place] = "[", "]"
    return "".join(out)


def changes(cues: Sequence[Cue], *, style: SpeakerStyle, markup: bool) -> list[Repair]:
    """What `plain` and, if asked, `unmarked` change in the text of cues, labels in this style included; one a cue and kind.

    Blanks lost at the ends of lines are not worth a word.
    """
    found = []
    for number, text in enumerate(texts(cues, style), 1):
        if is_plain(text) and not (markup and _marks.search(text)):
            continue
        found += [Repair(kind, f"cue {number}", message) for kind, message in _changes(text, markup=markup)]
    return found


def _changes(text: str, *, markup: bool) -> list[tuple[str, str]]:
    found = []
    if match := _unshowable.search(text):
        found.append(("control-character", f"U+{ord(match[0]):04X} cannot be shown; written as U+FFFD"))
    if match := _separator.search(text):
        found.append(
            (
                "line-separator",
                f"U+{ord(match[0]):04X} would end the line in some players; written as a blank",
            )
        )
    if text.strip() and not all(map(str.strip, _break.split(text))):
        found.append(("blank-line", "an empty line would end the cue; left out"))
    if markup and (bare := _unbracketed(text)) != text:
        found.append(("markup", "players take <...> and {...} for markup and hide it; written as [...]"))
    if markup and _arrow.search(bare):
        found.append(("arrow", "--> is the mark of time lines; written as ->"))
    return found


def check_times(cues: Sequence[Cue], name: str) -> None:
    """Refuse what no caption format can say.

    Raises:
        FormatError: a cue begins before zero, ends before it begins, or lies a hundred years away.
    """
    for number, cue in enumerate(cues, 1):
        if not 0 <= cue.start <= cue.end <= LATEST:
            reason = f"cue {number} cannot be shown from {cue.start} ms to {cue.end} ms"
            raise FormatError(name, 0, reason)
