"""Cue text written: spans as tags, text escaped, and nothing but what WebVTT knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subkit.formats.portable import plain
from subkit.patterns import pattern
from subkit.timecode import clock

if TYPE_CHECKING:
    from collections.abc import Sequence

    from subkit.formats.vtt.cue_text import Span
    from subkit.formats.vtt.runs import Change, Line

_class = pattern(r"[\w-]+")
_language = pattern("[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")


def all_escaped(texts: list[str]) -> list[str]:
    """Each of many texts as `escaped` writes it; where none needs it, that is told of all at once."""
    together = "".join(texts)
    if "&" in together or "<" in together or ">" in together:
        return list(map(escaped, texts))
    return texts


def escaped(text: str) -> str:
    """Text as cue text: only ``&``, ``<`` and ``>`` need it, the rest of WebVTT's six entities may stand for themselves."""
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    return text.replace(">", "&gt;") if ">" in text else text


def tag(span: Span) -> str:
    """The tag that begins a span."""
    named = "".join([f".{name}" for name in span.classes])
    name = escaped(" ".join(plain(span.annotation).split()))
    # "--" and the end of the tag would make the arrow of a time line.
    end = " >" if f"{named}{name}".endswith("--") else ">"
    return f"<{span.name}{named}{' ' if name else ''}{name}{end}"


def voice(speaker: str | None) -> str:
    """The annotation of a voice; empty if there is nobody to name."""
    return " ".join(plain(speaker or "").split())


def written(lines: Sequence[Line], root: Span) -> tuple[str, ...]:
    """Lines as cue text; a span that goes on in the next line stays open there, and the last line closes all.

    Args:
        lines: lines of runs.
        root: what stands around them, which is not written.
    """
    out: list[str] = []
    current = root
    for line in lines:
        parts: list[str] = []
        for run in line:
            closing, opening = _steps(current, run.span)
            if closing and not parts and out:
                out[-1] += closing
            elif closing:
                parts.append(closing)
            parts.append(opening)
            parts.append(escaped(run.text) if run.time is None else f"<{clock(run.time)}>")
            current = run.span
        out.append("".join(parts))
    if out:
        out[-1] += _steps(current, root)[0]
    return tuple(out)


def allowed(span: Span) -> Change:
    """What may be written of a span: classes that are names, and languages that are tags; ``None`` if nothing may."""
    classes = tuple([name for name in span.classes if _class.fullmatch(name)])
    if span.name == "lang" and not _language.fullmatch(span.annotation):
        return ("c", classes, "") if classes else None
    return span.name, classes, span.annotation


def allowed_unvoiced(span: Span) -> Change:
    """The same where voices have no place; their classes stay."""
    change = allowed(span)
    if change is None or change[0] != "v":
        return change
    return ("c", change[1], "") if change[1] else None


def _steps(begin: Span, end: Span) -> tuple[str, str]:
    """The tags from one span to another."""
    closing: list[str] = []
    opening: list[str] = []
    while begin is not end:
        if begin.depth >= end.depth and begin.parent:
            closing.append(f"</{begin.name}>")
            begin = begin.parent
        elif end.parent:
            opening.append(tag(end))
            end = end.parent
        else:
            break
    return "".join(closing), "".join(reversed(opening))
