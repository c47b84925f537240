"""What a WebVTT file holds besides cues, made ready to be written: header, notes, styles and regions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from subkit.formats.portable import showable
from subkit.formats.vtt import regions
from subkit.formats.vtt.safety import held, lost
from subkit.patterns import pattern

if TYPE_CHECKING:
    from subkit.document import Block
    from subkit.model import Captions

_tag = pattern("[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")
_language = pattern("^language:", re.IGNORECASE | re.MULTILINE)


class Surroundings(NamedTuple):
    """What stands around the cues of a file.

    Attributes:
        title: what follows ``WEBVTT``.
        metadata: the lines below it.
        preamble: the blocks before the first cue, as text that ends with an empty line.
        notes: the notes before each other cue, by its index.
        footer: the notes behind the last cue.
        regions: the ids of the regions that cues can name.
    """

    title: str = ""
    metadata: tuple[str, ...] = ()
    preamble: str = ""
    notes: dict[int, list[str]] = {}  # noqa: RUF012  # a default that nobody changes
    footer: tuple[str, ...] = ()
    regions: frozenset[str] = frozenset()


def surroundings(captions: Captions, *, says_language: bool) -> Surroundings:
    """What stands around the cues of captions.

    Args:
        captions: what is written.
        says_language: whether the header names the language, as YouTube's files do.
    """
    kept = [(block, writable(block)) for block in captions.blocks if lost(block) is None]
    header = next((block.text for block, _ in kept if block.kind == "header"), "")
    title, *metadata = [held(line) for line in showable_lines(header).split("\n")]
    if (
        says_language
        and captions.language
        and _tag.fullmatch(captions.language)
        and not _language.search(header)
    ):
        metadata.append(f"Language: {captions.language}")
    first = []
    notes: dict[int, list[str]] = {}
    footer = []
    for block, text in kept:
        if block.kind in {"style", "region"} and text:
            # Behind the first cue no browser reads them.
            first.append(f"{block.kind.upper()}\n{text}\n\n")
        elif block.kind == "note" and block.before <= 0:
            first.append(f"{note(text)}\n\n")
        elif block.kind == "note" and block.before < len(captions.cues):
            notes.setdefault(block.before, []).append(text)
        elif block.kind == "note":
            footer.append(text)
    known = frozenset([regions.read(text)[0].id for block, text in kept if block.kind == "region"])
    return Surroundings(title, tuple(filter(None, metadata)), "".join(first), notes, tuple(footer), known)


def writable(block: Block) -> str:
    """The text of a block as it can be written."""
    text = held(showable_lines(block.text))
    return regions.sound(text) if block.kind == "region" else text


def note(text: str) -> str:
    """A note as a block."""
    return f"NOTE\n{text}" if "\n" in text else f"NOTE {text}"


def showable_lines(text: str) -> str:
    """A text of several lines as every player can show it, line by line."""
    return "\n".join(map(showable, text.replace("\r\n", "\n").replace("\r", "\n").split("\n")))
