"""A transcript as a page of HTML that a player can follow: words with their times, turns under headings, no script."""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from subkit.formats.direction import runs_right_to_left
from subkit.formats.paragraphs import paragraphs
from subkit.formats.portable import changes, check_times, plain
from subkit.formats.word_times import flowing
from subkit.formats.writing import PLAIN, Writing
from subkit.timecode import clock, to_seconds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from subkit.formats.paragraphs import Paragraph
    from subkit.formats.word_times import TimedWord
    from subkit.model import Captions, Cue
    from subkit.report import Repair

_HEAD = """<!DOCTYPE html>
<html{language} dir="{direction}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'">
<meta name="viewport" content="width=device-width">
<title>Transcript</title>
</head>
<body>
<main>
<h1>Transcript</h1>
"""
_FOOT = "</main>\n</body>\n</html>\n"


def render(captions: Captions, how: Writing = PLAIN) -> str:
    """Captions as a page of HTML, with LF at line ends.

    Every turn is a section under the speaker's name. Each word whose time is known is a span with ``data-start`` and
    ``data-end`` in ms; of cues without such words each cue is one. The page holds no script, and its policy allows none,
    nor anything from elsewhere.

    Args:
        captions: what to write.
        how: whether to say who speaks; whether to give times (``timestamps``); and the layout: ``paragraphs``, or ``cues``
            for a paragraph a cue.

    Raises:
        FormatError: a cue's times cannot be written.
    """
    check_times(captions.cues, "html")
    turns = _turns(paragraphs(captions.cues, each=how.layout == "cues"), how)
    rtl = runs_right_to_left([cue.text for cue in captions.cues], captions.language)
    language = f' lang="{escape(plain(captions.language))}"' if captions.language else ""
    head = _HEAD.format(language=language, direction="rtl" if rtl else "ltr")
    return "".join([head, *(_section(label, turn, how) for label, turn in turns), _FOOT])


def alterations(captions: Captions, how: Writing = PLAIN) -> list[Repair]:
    """What `render` writes otherwise than it stands in the captions; escaping is no alteration."""
    return changes(captions.cues, style=how.labels, markup=False)


def _turns(found: Sequence[Paragraph], how: Writing) -> list[tuple[str, list[Paragraph]]]:
    """The paragraphs by who speaks, each with the name to put above them."""
    turns: list[tuple[str, list[Paragraph]]] = []
    for one in found:
        label = " ".join(plain(one.cues[0].speaker or "").split()) if how.speakers else ""
        if turns and turns[-1][0] == label:
            turns[-1][1].append(one)
        else:
            turns.append((label, [one]))
    return turns


def _section(label: str, turn: Sequence[Paragraph], how: Writing) -> str:
    written = [text for one in turn if (text := _paragraph(one, how))]
    if not written:
        return ""
    heading = f"<h2><bdi>{escape(label)}</bdi></h2>\n" if label else ""
    return f"<section>\n{heading}{''.join(written)}</section>\n"


def _paragraph(one: Paragraph, how: Writing) -> str:
    parts = []
    last = ""
    for cue in one.cues:
        words = flowing(cue, last)
        if words:
            last = words[-1].text[-1]
            parts.append(_spans(cue, words))
    if not parts:
        return ""
    start = one.cues[0].start
    shown = clock(start).rpartition(".")[0]
    time = f'<time datetime="PT{to_seconds(start)}S">{shown}</time> ' if how.timestamps else ""
    return f"<p>{time}{''.join(parts)}</p>\n"


def _spans(cue: Cue, words: Sequence[TimedWord]) -> str:
    """The words of a cue: those whose times are known a span each, and of others one span for those that stand together."""
    if not any(word.is_timed for word in words):
        text = "".join([word.before + word.text for word in words])
        return _span(text, cue.start, max(cue.start, cue.end))
    parts = []
    for is_timed, group in groupby(words, key=lambda word: word.is_timed):
        run = list(group)
        if is_timed:
            parts += [_span(word.before + word.text, word.start, word.end) for word in run]
        else:
            text = "".join([word.before + word.text for word in run])
            parts.append(_span(text, run[0].start, run[-1].end))
    return "".join(parts)


def _span(text: str, start: int, end: int) -> str:
    """A span of text with its times; the blanks before it stand before the span."""
    bare = text.lstrip()
    return f'{text[: len(text) - len(bare)]}<span data-start="{start}" data-end="{end}">{escape(bare)}</span>'
