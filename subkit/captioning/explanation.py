"""Why captions are as they are, as data: each cue with its breaks, what they cost, what they beat, and what is to spare."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from subkit.captioning.slack import Slack
from subkit.captioning.terms import Term


class Alternative(Struct, frozen=True, gc=False):
    """The best captions that differ in one thing, and how much more they cost.

    Attributes:
        change: ``no-break`` (no line and no cue ends there), ``line`` (a line ends there), ``cue`` (a cue ends there).
        word: the number of the word it is about, from 1: the one that ends there, or does not.
        after: that word.
        extra: how much more the captions cost as a whole, in hundredths; never below 0.
        first_cue: the number, from 1, of the first cue that is another one.
        cues: the lines of the cues in which they differ, up to where they are the same again; or the first of them.
        further: how many more cues differ.
    """

    change: Literal["no-break", "line", "cue"]
    word: int
    after: str
    extra: int
    first_cue: int
    cues: tuple[tuple[str, ...], ...]
    further: int = 0


class Break(Struct, frozen=True, gc=False):
    """One break: where it is, what it costs, and what else could have been.

    Attributes:
        kind: ``line`` within a cue, or ``cue`` for its end.
        word: the number of the word it follows, from 1.
        after: that word.
        before: the word it precedes; empty at the end of the text.
        time: when the word before it ends, in ms.
        pause: the pause there, in ms, as the search counts it.
        cost: what it costs, the sum of its terms.
        terms: what that is made of.
        forced: why there was no choice: ``end of the text``, ``a pause of 1240 ms``, ``another speaker``; empty if there was.
        instead: the captions that do something else there, the cheapest first; none where it is forced.
        elsewhere: the captions that break near it, which these do not, the cheapest first.
    """

    kind: Literal["line", "cue"]
    word: int
    after: str
    before: str
    time: int
    pause: int
    cost: int
    terms: tuple[Term, ...]
    forced: str = ""
    instead: tuple[Alternative, ...] = ()
    elsewhere: tuple[Alternative, ...] = ()


class CueReasons(Struct, frozen=True, gc=False):
    """One cue, and why it is as it is.

    Attributes:
        number: its number, from 1.
        start, end: when it is shown, in ms.
        lines: what it shows.
        cost: what it costs, its breaks included.
        terms: what it costs besides them.
        breaks: its breaks in order; the last is its own end.
        bound: the words in it that no break may part, as they are written.
        slack: what it has to spare of each limit.
    """

    number: int
    start: int
    end: int
    lines: tuple[str, ...]
    cost: int
    terms: tuple[Term, ...]
    breaks: tuple[Break, ...]
    bound: tuple[str, ...]
    slack: tuple[Slack, ...]


class Way(Struct, frozen=True, gc=False):
    """One way to show a cue's first word, and what the best captions with it cost more than these.

    Attributes:
        lines: the lines of the cue that shows the word.
        extra: how much more the captions cost as a whole, in hundredths; 0 for the way that was chosen.
        first_cue: the number, from 1, of the first cue that is another one.
        cues: the lines of the cues in which they differ.
        further: how many more cues differ.
    """

    lines: tuple[str, ...]
    extra: int
    first_cue: int
    cues: tuple[tuple[str, ...], ...]
    further: int = 0
