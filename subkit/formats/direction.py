"""Marks of direction on lines from right to left, where a player needs them; taken off again when a file is read.

SubRip has no direction, and many of its players (mpv, Kodi, Stremio) lay every line out from left to right: a full stop
then stands at the wrong end, and a word in Latin letters swaps places with its neighbours. Such lines are wrapped in an
embedding, U+202B to U+202C, as Kodi does itself and as Subtitle Edit's repair does. WebVTT gives every line the direction
of its first strong letter (``unicode-bidi: plaintext``): a mark, U+200F, is put only before lines that begin with a letter
of the other direction. Lines that come out right anyway stay as they are; so does text in no caption format.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Literal

from msgspec.structs import replace

from subkit.language import primary
from subkit.report import Repair

if TYPE_CHECKING:
    from collections.abc import Sequence

    from subkit.model import Captions, Cue

Need = Literal["embedding", "first letter"]

_EMBED, _POP, _MARK = "\u202b", "\u202c", "\u200f"
_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_LANGUAGES = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "syr", "ug", "ur", "yi"})
_SCRIPTS = frozenset({"adlm", "arab", "hebr", "nkoo", "syrc", "thaa"})
# Of long texts so many characters say enough.
_ENOUGH = 20_000
# Letters of one direction or the other; all else takes that of its neighbours.
_RIGHT_TO_LEFT, _LEFT_TO_RIGHT = frozenset({"R", "AL"}), frozenset({"L"})


def directed(texts: Sequence[str], language: str | None, need: Need) -> list[str]:
    """The texts of cues with the marks that players of a format need.

    Args:
        texts: the cues', lines parted by LF.
        language: a BCP 47 tag; ``None`` lets most of the letters decide.
        need: what the format's players lack.
    """
    if not runs_right_to_left(texts, language):
        return list(texts)
    marked = _embedded if need == "embedding" else _begun
    return [text if text.isascii() else "\n".join(map(marked, text.split("\n"))) for text in texts]


def marked(texts: Sequence[str], language: str | None, need: Need) -> list[Repair]:
    """What `directed` adds, as one repair; empty if it adds nothing."""
    count = sum(before != after for before, after in zip(texts, directed(texts, language, need), strict=True))
    what = "U+202B and U+202C around lines" if need == "embedding" else "U+200F before lines"
    return [Repair("direction", _cues(count), f"{what} that players would turn round")] if count else []


def undirected(captions: Captions, text: str) -> Captions:
    """The captions of a file without the marks that `directed` puts on lines, which ``repairs`` says.

    Args:
        captions: as they were read.
        text: the file's content.
    """
    if _EMBED not in text and _MARK not in text:
        return captions
    cues = [_undirected(cue) for cue in captions.cues]
    count = sum(bare != cue for bare, cue in zip(cues, captions.cues, strict=True))
    if not count:
        return captions
    told = Repair("direction", _cues(count), "marks of direction on whole lines were left out")
    return replace(captions, cues=tuple(cues), repairs=(*captions.repairs, told))


def _undirected(cue: Cue) -> Cue:
    lines = tuple(map(_bare, cue.lines))
    if lines == cue.lines:
        return cue
    markup = tuple(
        [_unmarked(line, *both) for line, *both in zip(cue.markup, cue.lines, lines, strict=False)]
    )
    return replace(cue, lines=lines, markup=markup)


def _unmarked(markup: str, line: str, bare: str) -> str:
    """The markup of a line without the marks that were taken off the line."""
    if line == bare:
        return markup
    markup = markup.replace(line[0], "", 1)
    if line[0] == _EMBED and line[-1] == _POP and bare[-1:] != _POP:
        before, _, after = markup.rpartition(_POP)
        markup = before + after
    return markup


def runs_right_to_left(texts: Sequence[str], language: str | None) -> bool:
    """Whether captions are in a language from right to left, by its tag or else by most of their letters."""
    if language is not None:
        scripts = {part.lower() for part in language.replace("_", "-").split("-")[1:] if len(part) == 4}  # noqa: PLR2004 - script subtags have four letters
        return bool(scripts & _SCRIPTS) or (not scripts and primary(language) in _LANGUAGES)
    if all(map(str.isascii, texts)):
        return False
    kinds = list(map(unicodedata.bidirectional, "".join(texts)[:_ENOUGH]))
    return sum(kind in _RIGHT_TO_LEFT for kind in kinds) > kinds.count("L")


def _embedded(line: str) -> str:
    """The line as it comes out right in a player that takes every line for one from left to right."""
    kinds = [unicodedata.bidirectional(char) for char in line]
    if _RIGHT_TO_LEFT.isdisjoint(kinds) or not _CONTROLS.isdisjoint(line):
        return line
    edges = {kinds[0], next(kind for kind in reversed(kinds) if kind != "NSM")}
    return f"{_EMBED}{line}{_POP}" if "L" in kinds or not edges <= _RIGHT_TO_LEFT else line


def _begun(line: str) -> str:
    """The line as it comes out right in a player that goes by its first strong letter."""
    return f"{_MARK}{line}" if _begins_otherwise(line) else line


def _begins_otherwise(line: str) -> bool:
    kinds = [unicodedata.bidirectional(char) for char in line]
    first = next((kind for kind in kinds if kind in _RIGHT_TO_LEFT | _LEFT_TO_RIGHT), "")
    return first in _LEFT_TO_RIGHT and not _RIGHT_TO_LEFT.isdisjoint(kinds)


def _bare(line: str) -> str:
    """The line without an embedding that it would be written with again, or a mark before it that only tells its direction."""
    if line[:1] == _EMBED:
        inner = line[1:].removesuffix(_POP)
        return inner if inner and _embedded(inner) in {line, f"{line}{_POP}"} else line
    return line[1:] if line[:1] == _MARK and _begins_otherwise(line[1:]) else line


def _cues(count: int) -> str:
    return f"{count} cue{'' if count == 1 else 's'}"
