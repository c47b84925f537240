"""A provider's text made fit to be words, labels and messages."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from subkit.patterns import pattern
from subkit.timecode import shares

if TYPE_CHECKING:
    from collections.abc import Callable

    from subkit.report import RepairLog

# No-break spaces (U+00A0, U+2007, U+202F) are left out: they are there to hold a word together.
_BLANK = "\t\n\x0b\x0c\r\x85 \u1680\u2000-\u2006\u2008-\u200a\u2028\u2029\u205f\u3000"
_CONTROL = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"
_BLANKS = pattern(f"[{_BLANK}]+")
_CONTROLS = pattern(f"[{_CONTROL}]+")
_SURROGATE = pattern("[\ud800-\udfff]")
_UNFIT = pattern(f"[{_BLANK.replace(' ', '')}{_CONTROL}\ud800-\udfff]")

_SHOWN = 60  # characters
_KEYS = 6


def fit(texts: list[str]) -> bool:
    """Whether every text is one word as it stands: not empty, no blanks, no control characters, no lone surrogates.

    All texts are looked at in one go: it costs some 30 ns a word.
    """
    joined = " ".join(texts)
    return (
        joined.count(" ") + 1 == len(texts)
        and "  " not in joined
        and joined[:1] != " "
        and joined[-1:] != " "
        and joined != ""
        and (joined.isprintable() or _UNFIT.search(joined) is None)
    ) or not texts


def kept(
    texts: list[str], vocabulary: dict[str, str], are_fit: Callable[[list[str]], bool] = fit
) -> list[str] | None:
    """The texts, each as the vocabulary keeps it, which costs some 50 ns a word; ``None`` if one is not fit to be a word.

    An hour of talk has few different words, and is read in many steps: only those that are new are looked at, and each is
    kept once, however often it is said.

    Args:
        texts: what is said next.
        vocabulary: what was said before; takes what is new and fit.
        are_fit: whether all of some texts are fit.

    >>> vocabulary = {}
    >>> kept(["so", "and", "so"], vocabulary), kept(["in", "New York"], vocabulary), list(vocabulary)
    (['so', 'and', 'so'], None, ['so', 'and', 'in'])
    """
    before = len(vocabulary)
    found = list(map(vocabulary.setdefault, texts, texts))
    new = list(islice(reversed(vocabulary), len(vocabulary) - before))
    if are_fit(new):
        return found
    for text in new:
        if not are_fit([text]):
            del vocabulary[text]
    return None


def is_blank(text: str) -> bool:
    """Whether the text is nothing but blanks at which words part; not so an empty one, nor a no-break space."""
    return _BLANKS.fullmatch(text) is not None


def clean(text: str, path: str, log: RepairLog) -> str:
    """The text with U+FFFD for lone surrogates, without control characters, and each run of blanks made one blank."""
    if _SURROGATE.search(text):
        log.note("surrogate", path, "Unicode text", shown(text), "put U+FFFD for each lone surrogate")
        text = _SURROGATE.sub("\ufffd", text)
    if _CONTROLS.search(text):
        log.note("control-character", path, "text without control characters", shown(text), "left them out")
        text = _CONTROLS.sub("", text)
    return _BLANKS.sub(" ", text).strip(" ")


def parted(text: str) -> list[str]:
    r"""The text cut at blanks; no-break spaces hold a word together, unless they stand alone.

    >>> parted(" one  two\u3000\xa0 ")
    ['one', 'two']
    """
    return [word for part in _BLANKS.split(text) if (word := part.strip())]


def words(
    text: str, start: int | None, end: int | None, path: str, log: RepairLog
) -> list[tuple[str, int | None, int | None]]:
    """The words of a text that should be one word, with their times in ms; several words share the time by length.

    Raises:
        PayloadError: the log is strict and the text is not one word.
    """
    parts = clean(text, path, log).split(" ")
    if parts == [""]:
        log.note("blank-word", path, "a word", shown(text), "left it out")
        return []
    if len(parts) > 1:
        log.note("several-words", path, "one word", shown(text), f"cut it into {len(parts)} words")
    return spread(parts, start, end)


def spread(parts: list[str], start: int | None, end: int | None) -> list[tuple[str, int | None, int | None]]:
    """Words that share one stretch of time by their length; in ms."""
    if len(parts) == 1:
        return [(parts[0], start, end)]
    if start is None or end is None:
        inner = [(part, None, None) for part in parts[1:-1]]
        return [(parts[0], start, None), *inner, (parts[-1], None, end)]
    times = shares(start, end, [len(part) for part in parts])
    return [(part, first, last) for part, (first, last) in zip(parts, times, strict=True)]


def shown(value: object) -> str:
    r"""A value as a message may show it: in one short line, with nothing a terminal would obey.

    >>> shown("a\x1b[2J"), shown(None), shown({"a": 1})
    ("'a\\x1b[2J'", 'null', 'an object with the keys a')
    """
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, dict):
        keys = ", ".join(one_line(str(key), 24) for key in list(value)[:_KEYS])
        more = ", ..." if len(value) > _KEYS else ""
        return f"an object with the keys {keys}{more}" if value else "an empty object"
    if isinstance(value, list | tuple):
        return f"a list of {len(value)}" if value else "an empty list"
    if isinstance(value, int) and abs(value) > 10**30:
        return "a number of more than 30 digits"
    if isinstance(value, str) and len(value) > _SHOWN:
        return f"{value[:_SHOWN]!r}... ({len(value):,} characters)"
    return one_line(repr(value))


def said(value: object) -> str:
    r"""A provider's text or number for a message, in one line; nothing of anything else.

    >>> said("no\nspeech"), said(5001), said(None)
    ('no speech', '5001', '')
    """
    if isinstance(value, str):
        return one_line(value)
    return shown(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def one_line(text: str, limit: int = 300) -> str:
    """A provider's text for a message or a name: one line, printable, no longer than the limit."""
    if len(text) <= limit and text.isprintable():
        return text.strip(" ")
    line = "".join(
        char if char.isprintable() else "\ufffd" for char in _BLANKS.sub(" ", text[: limit + 1]).strip(" ")
    )
    return line if len(line) <= limit else f"{line[:limit]}..."
