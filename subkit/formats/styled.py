"""Lines as runs of one styling each: from WebVTT cue text, into it, and with labels before them."""

from __future__ import annotations

from html import unescape
from typing import TYPE_CHECKING, Final, NamedTuple

from subkit.formats.portable import is_plain, plain
from subkit.labels import texts
from subkit.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from subkit.labels import SpeakerStyle
    from subkit.model import Cue

COLOURS: Final = {
    "white": 0xFFFFFF,
    "lime": 0x00FF00,
    "cyan": 0x00FFFF,
    "red": 0xFF0000,
    "yellow": 0xFFFF00,
    "magenta": 0xFF00FF,
    "blue": 0x0000FF,
    "black": 0x000000,
}
"""The colours that WebVTT has classes for (W3C WebVTT, 5.1), as red, green and blue."""

_ORDER = ("b", "i", "u", *(f"c.{name}" for name in COLOURS))
_KNOWN = frozenset(_ORDER)
_tag = pattern(r"<(/?)([^<>\s.]*)((?:\.[^<>\s.]*)*)[^<>]*>")
_time = pattern(r"[\d:.]+")


class Run(NamedTuple):
    """Text on one line in one styling: any of the tags ``b``, ``i``, ``u`` and ``c.`` with one of `COLOURS`."""

    text: str
    tags: frozenset[str] = frozenset()


Line = list[Run]
PLAIN_TAGS: Final[frozenset[str]] = frozenset()


def styled_lines(cues: Sequence[Cue], style: SpeakerStyle, *, styling: bool) -> list[list[Line]]:
    """The lines of each cue as all players show them (`plain`), with labels in this style, each as its runs.

    Args:
        cues: the captions.
        style: how who speaks is said in the text.
        styling: whether to take the cues' markup; it is left out where its text is not that of the lines.
    """
    return [
        _labelled(cue, text if is_plain(text) else plain(text), styling=styling)
        for cue, text in zip(cues, texts(cues, style), strict=True)
    ]


def _labelled(cue: Cue, text: str, *, styling: bool) -> list[Line]:
    lines = text.split("\n") if text else []
    runs = parsed(cue.markup) if styling and cue.markup else []
    bare = ["".join([run.text for run in line]) for line in runs]
    if bare != list(cue.lines) or len(lines) != len(bare) or not all(map(str.endswith, lines, bare)):
        return [[Run(line)] for line in lines]
    return [
        [*([Run(line[: -len(end)])] if len(line) > len(end) > 0 else []), *runs_of_line]
        for line, end, runs_of_line in zip(lines, bare, runs, strict=True)
    ]


def parsed(markup: Iterable[str]) -> list[Line]:
    """The runs of lines of WebVTT cue text; a tag holds to its end, on whichever line that is.

    >>> parsed(("<i>one &amp;", "two</i> three",))[1]
    [Run(text='two', tags=frozenset({'i'})), Run(text=' three', tags=frozenset())]
    """
    opened: list[tuple[str, frozenset[str]]] = []
    lines = []
    for text in markup:
        runs: Line = []
        place = 0
        for match in _tag.finditer(text):
            _add(runs, text[place : match.start()], opened)
            place = match.end()
            _turn(opened, *match.groups())
        _add(runs, text[place:], opened)
        lines.append(runs)
    return lines


def _turn(opened: list[tuple[str, frozenset[str]]], closing: str, name: str, classes: str) -> None:
    names = [before for before, _ in opened]
    if not closing and not _time.fullmatch(name):
        opened.append(
            (name, frozenset({name, *(f"c.{colour}" for colour in classes[1:].split("."))}) & _KNOWN)
        )
    elif closing and name in names:
        del opened[len(names) - 1 - names[::-1].index(name) :]


def _add(runs: Line, text: str, opened: Sequence[tuple[str, frozenset[str]]]) -> None:
    if text:
        runs.append(Run(unescape(text), PLAIN_TAGS.union(*[tags for _, tags in opened])))


def lost_tags(cue: Cue) -> list[str]:
    """What of a cue's markup no run says, in alphabetical order: ``ruby``, ``lang``, a class, a time."""
    found = set()
    for closing, name, classes in _tag.findall("\n".join(cue.markup)):
        if closing:
            continue
        if name not in {"b", "i", "u", "c", "v"}:
            found.add(f"<{name}>")
        found |= {f".{kind}" for kind in classes[1:].split(".") if kind and kind not in COLOURS}
    return sorted(found)


def markup(lines: Sequence[Line]) -> tuple[str, ...]:
    """Lines of runs as WebVTT cue text; empty if nothing is styled.

    >>> markup([[Run("A "), Run("<b>", frozenset({"i"}))]])
    ('A <i>&lt;b&gt;</i>',)
    """
    if not any(run.tags for line in lines for run in line):
        return ()
    return tuple(["".join(map(_marked, merged(line))) for line in lines])


def _marked(run: Run) -> str:
    text = run.text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    for tag in sorted(run.tags, key=_ORDER.index, reverse=True):
        text = f"<{tag}>{text}</{tag[:1]}>"
    return text


def merged(line: Line) -> Line:
    """The line with neighbours of one styling made one run, and none empty."""
    runs: Line = []
    for run in line:
        if runs and runs[-1].tags == run.tags:
            runs[-1] = Run(runs[-1].text + run.text, run.tags)
        elif run.text:
            runs.append(run)
    return runs


def shown(lines: Sequence[Line]) -> list[Line]:
    """Lines as files have them, made lines as players show them: nothing at their ends, none empty, blanks made one.

    Control characters and other line separators stay, for a writer to deal with.
    """
    found = []
    for line in lines:
        runs: Line = []
        for text, tags in line:
            blanked = _blanks.sub(" ", text)
            begins = not runs or runs[-1].text.endswith(" ")
            if rest := (blanked if runs else blanked.lstrip()).removeprefix(" " if begins else ""):
                runs.append(Run(rest, tags))
        while runs and not runs[-1].text.strip():
            runs.pop()
        if runs:
            runs[-1] = Run(runs[-1].text.rstrip(), runs[-1].tags)
            found.append(merged(runs))
    return found


_blanks = pattern(r"[ \t\r\n]+")


def texts_of(lines: Sequence[Line]) -> tuple[str, ...]:
    """The text of each line."""
    return tuple(["".join([run.text for run in line]) for line in lines])
