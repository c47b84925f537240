"""Lines of text as words: cut at blanks, and between characters or phrases where the script has no blanks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subkit.captioning import phrases
from subkit.model import Word
from subkit.wording import parted
from subkit.writing import characters, runs_on, unspaced

if TYPE_CHECKING:
    from collections.abc import Iterable


def rows(lines: Iterable[str], language: str | None = None) -> list[list[Word]]:
    """The words of each line, without times; a line without words is left out.

    Chinese and Japanese come in characters, Thai in phrases where budoux is installed, each glued to the one before;
    the words of all other scripts are what stands between blanks.

    Args:
        lines: the lines of one cue, or of one paragraph.
        language: a BCP 47 tag.

    >>> [[word.text for word in row] for row in rows(["Good morning,", "字幕 ok"])]
    [['Good', 'morning,'], ['字', '幕', 'ok']]
    """
    found: list[list[Word]] = []
    last = ""
    for line in lines:
        row: list[Word] = []
        for part in parted(line):
            glued = bool(last) and not row and runs_on(last, part)
            for piece in pieces(part, language):
                row.append(Word(piece, glued=glued))
                glued = True
            last = part
        if row:
            found.append(row)
    return found


def pieces(text: str, language: str | None = None) -> list[str]:
    """A text without blanks in the words it is made of.

    Args:
        text: what stands between two blanks.
        language: a BCP 47 tag.
    """
    if not unspaced(text):
        return [text]
    cut = characters(text)
    parse = phrases.parser(language)
    return (parse(text) or cut) if parse and len(cut) == 1 else cut
