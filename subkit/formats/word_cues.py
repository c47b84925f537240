"""Captions word by word: a cue for each word, or for each the whole text with that word underlined."""

from __future__ import annotations

from itertools import chain, groupby
from typing import TYPE_CHECKING, Literal

from msgspec import structs

from subkit.errors import UnknownNameError
from subkit.formats.word_times import timed_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from subkit.formats.word_times import TimedWord
    from subkit.model import Captions, Cue

    _Placed = tuple[int, TimedWord]

WordStyle = Literal["one", "highlight"]
STYLES: tuple[WordStyle, ...] = ("one", "highlight")

_NO_CUES = frozenset({"txt", "md", "html", "json", "words"})
"""The formats that are no captions, and that have no cues to be parted."""
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def parted(captions: Captions, style: WordStyle | None, format: str) -> Captions:  # noqa: A002 - as formats call it
    """The captions for a format: with a cue for each word if that is wanted and it has cues, else as they are.

    Raises:
        UnknownNameError: there is no such style.
    """
    return captions if style is None or format in _NO_CUES else by_word(captions, style)


def by_word(captions: Captions, style: WordStyle) -> Captions:
    """The captions with a cue for each word.

    A word is shown until the next one of its cue begins, the last until its cue ends. Words without times take theirs by
    their share of the cue's, as `timed_words` has it; those that begin at once, because the cue is too short, are shown
    together. A cue without text stays as it is.

    Args:
        captions: what to show.
        style: ``one`` shows the word alone; ``highlight`` the whole cue with the word underlined (``<u>`` in the cue's
            markup, which formats write where `Writing.styling` lets them).

    Raises:
        UnknownNameError: there is no such style.

    >>> from subkit.model import Captions, Cue
    >>> [(cue.start, cue.text) for cue in by_word(Captions((Cue(0, 600, ("Hi there.",)),)), "one")]
    [(0, 'Hi'), (150, 'there.')]
    """
    if style not in STYLES:
        raise UnknownNameError("style of words", str(style), STYLES)
    make = _alone if style == "one" else _underlined
    cues = tuple(chain.from_iterable(make(cue) for cue in captions.cues))
    return structs.replace(captions, cues=cues, transcript=None, findings=())


def _alone(cue: Cue) -> Iterator[Cue]:
    rows = timed_words(cue)
    shared = cue.speakers if len(cue.speakers) == len(rows) else ()
    placed = [(place, word) for place, row in enumerate(rows) for word in row]
    for start, end, group in _steps(placed, cue):
        place = group[0][0]
        speaker = shared[place] if shared else cue.speaker
        said = [word.text if shared else word.before + word.text for _, word in group]
        text = "".join(said).strip()
        words = tuple([word.word for _, word in group if word.word])
        yield structs.replace(
            cue,
            start=start,
            end=end,
            lines=(text,),
            speaker=speaker,
            speakers=(),
            words=words,
            markup=(),
            id=None,
        )
    if not placed:
        yield cue


def _underlined(cue: Cue) -> Iterator[Cue]:
    rows = timed_words(cue)
    placed = [(place, word) for place, row in enumerate(rows) for word in row]
    lines = tuple(["".join([word.before + word.text for word in row]) for row in rows])
    plainly = structs.replace(cue, lines=lines, markup=(), id=None)
    if placed and cue.start < placed[0][1].start:
        yield structs.replace(plainly, end=placed[0][1].start)
    for start, end, group in _steps(placed, cue):
        shown = {id(word) for _, word in group}
        markup = tuple(["".join([_marked(word, under=id(word) in shown) for word in row]) for row in rows])
        yield structs.replace(plainly, start=start, end=end, markup=markup)
    if not placed:
        yield cue


def _steps(placed: Sequence[_Placed], cue: Cue) -> Iterator[tuple[int, int, list[_Placed]]]:
    """The words that begin at a time, from then until the next ones do."""
    groups = [list(group) for _, group in groupby(placed, key=lambda one: one[1].start)]
    starts = [group[0][1].start for group in groups]
    return zip(starts, [*starts[1:], max(cue.start, cue.end)], groups, strict=False)


def _marked(word: TimedWord, *, under: bool) -> str:
    before, text = word.before.translate(_ESCAPES), word.text.translate(_ESCAPES)
    return f"{before}<u>{text}</u>" if under else before + text
