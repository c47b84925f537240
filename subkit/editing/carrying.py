"""Word times carried over from what was heard to an edited text: which words keep theirs, and where the others go."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate, groupby, pairwise
from typing import TYPE_CHECKING, cast

from msgspec import Struct

from subkit.captioning.spread import LEAST, STRETCH, Columns, estimate, placed
from subkit.editing import likeness, matching
from subkit.editing.atoms import Atoms, spoken
from subkit.editing.labels import with_labels_joined
from subkit.timecode import shares

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

CLOSE = 3
"""Words that have less than this part of the time they are taken to last are squeezed (house figure)."""

PAUSE = 250
"""No word lasts over a silence of this length, in ms, the one that speech science calls a pause."""

_FOREVER = 1 << 50
_SENTENCE_END = (".", "?", "!", "。", "？", "！", "؟", "।")
_CLOSERS = "\"'”’»)]」』"


class Edits(Struct, frozen=True):
    """How an edited text differs from what was heard, in words.

    Attributes:
        words: how many words the edited text has; in scripts without blanks how many characters.
        aligned: how many of them were heard as well; respelt ones count, too, but no more of them than are the same, for
            in any two texts some words are alike.
        inserted: how many were not, and stand in nothing's place.
        deleted: how many that were heard are gone.
        substituted: how many stand in the place of others, or are respelt.
    """

    words: int
    aligned: int
    inserted: int
    deleted: int
    substituted: int

    @property
    def share(self) -> float:
        """The share of the edited words that were heard; 1 where there are none."""
        return self.aligned / self.words if self.words else 1.0


class Carried(Struct, frozen=True):
    """An edited text with its times.

    Attributes:
        atoms: the words of the edited text, as they were matched.
        spans: when each atom is spoken, in ms.
        origins: for each atom the one that was heard, whose time it has; ``None`` if the time is a guess.
        edits: how the texts differ.
        squeezed: runs of atoms that have no time to be spoken in, as first and beyond the last.
        labels: the blocks that begin with a label which nobody said, each with the number of its words.
    """

    atoms: Atoms
    spans: list[tuple[int, int]]
    origins: list[int | None]
    edits: Edits
    squeezed: list[tuple[int, int]]
    labels: dict[int, int]


def carried(
    edited: Atoms, heard: Atoms, shown: Sequence[tuple[int, int]] = (), last: int | None = None
) -> Carried:
    """The edited text with the times of the words that were heard.

    A word that was heard has its time, and so has one that was respelt or stands alone in another's place. Words in the
    place of others share their time, by characters; words that are new share the gap they stand in, near the words of
    their sentence; where there is none, also the time of the word before.

    Args:
        edited: the words of the edited text; their times, if they have any, tell equal words apart.
        heard: the words of the transcript, timed and in order.
        shown: when each block of the edited text was shown, in ms. Where none of its words was heard and
            the time is free, that is when it is spoken.
        last: no word begins after this time, in ms.
    """
    pairs = matching.pairs(edited.texts, heard.texts, _hints(edited, heard, shown))
    exact = len(pairs)
    edited, pairs, labels = with_labels_joined(edited, pairs)
    draft = _Draft(edited.texts, heard.texts, _said(heard), [None] * len(edited))
    respelt = substituted = 0
    for at, to in pairs:
        draft.origins[at] = to
    for gap in _gaps([(-1, -1), *pairs, (len(edited), len(heard))]):
        respelt += _respell(draft, gap)
        substituted += min(gap.beyond - gap.at, gap.until - gap.to)
    edits = Edits(
        words=len(edited),
        aligned=exact + min(respelt, exact),
        inserted=len(edited) - exact - substituted,
        deleted=len(heard) - exact - substituted,
        substituted=substituted,
    )
    spans = _placed(edited, draft, _known(edited, heard, draft), shown, last)
    return Carried(edited, spans, draft.origins, edits, list(_squeezed(draft, spans)), labels)


class _Gap(Struct, frozen=True, gc=False):
    """Words from ``at`` up to ``beyond`` in one text that stand where those from ``to`` up to ``until`` were heard."""

    at: int
    beyond: int
    to: int
    until: int


class _Draft(Struct):
    """What is to be timed, what was heard and when, and which stands for which; and times shared with others."""

    texts: list[str]
    heard: list[str]
    spans: list[tuple[int, int]]
    origins: list[int | None]
    shared: dict[int, tuple[int, int]] = {}


def _gaps(pairs: Sequence[tuple[int, int]]) -> Iterator[_Gap]:
    """What lies between pairs of places and is in both texts."""
    for (at, to), (beyond, until) in pairwise(pairs):
        if at + 1 < beyond and to + 1 < until:
            yield _Gap(at + 1, beyond, to + 1, until)


def _respell(draft: _Draft, gap: _Gap) -> int:
    """Find the words of a gap that were respelt, time the others by what stood in their place; how many were respelt."""
    found = likeness.respelt(
        matching.forms(draft.texts[gap.at : gap.beyond]), matching.forms(draft.heard[gap.to : gap.until])
    )
    pairs = [(gap.at + at, gap.to + to) for at, to in found]
    for at, to in pairs:
        draft.origins[at] = to
    for inner in _gaps([(gap.at - 1, gap.to - 1), *pairs, (gap.beyond, gap.until)]):
        if inner.beyond - inner.at == inner.until - inner.to == 1:
            draft.origins[inner.at] = inner.to
        else:
            draft.shared.update(_shared(draft, inner))
    return len(pairs)


def _shared(draft: _Draft, gap: _Gap) -> dict[int, tuple[int, int]]:
    """Times of words that stand in the place of others, by characters; nothing where they are far more or far fewer."""
    texts, spans = draft.texts[gap.at : gap.beyond], draft.spans[gap.to : gap.until]
    need, room = sum(map(estimate, texts)), sum([end - start for start, end in spans])
    if not need <= CLOSE * room <= CLOSE * STRETCH * need:
        return {}
    old = list(accumulate(map(len, draft.heard[gap.to : gap.until]), initial=0))
    new = list(accumulate(map(len, texts), initial=0))
    edges = [edge * new[-1] for edge in old]
    times = [_time(begin * old[-1], end * old[-1], edges, spans) for begin, end in pairwise(new)]
    return {at: span for at, span in enumerate(times, gap.at) if span[0] < span[1]}


def _time(begin: int, end: int, edges: Sequence[int], spans: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """When a stretch of characters is spoken that were heard as words with these edges and times.

    A pause inside belongs to nobody: the stretch keeps to that side of it where more of it is.
    """
    first, last = bisect_right(edges, begin) - 1, bisect_left(edges, end) - 1
    start, until = _inside(begin, first, edges, spans), _inside(end, last, edges, spans)
    for (_, before), (after, _) in pairwise(spans[first : last + 1]):
        if after - before >= PAUSE and start < before:
            if before - start < until - after:
                start = after
            else:
                return start, before
    return start, until


def _inside(place: int, word: int, edges: Sequence[int], spans: Sequence[tuple[int, int]]) -> int:
    start, end = spans[word]
    return start + (end - start) * (place - edges[word]) // (edges[word + 1] - edges[word])


def _known(edited: Atoms, heard: Atoms, draft: _Draft) -> list[tuple[int, int] | None]:
    """The times found so far: marks that stand alone keep theirs only where the same atom has them."""
    shapes, spans = heard.shapes, _spans(heard)
    return [
        draft.shared.get(at)
        if origin is None
        else (spans if shape == shapes[origin] else draft.spans)[origin]
        for at, (shape, origin) in enumerate(zip(edited.shapes, draft.origins, strict=True))
    ]


def _placed(
    edited: Atoms,
    draft: _Draft,
    known: list[tuple[int, int] | None],
    shown: Sequence[tuple[int, int]],
    last: int | None,
) -> list[tuple[int, int]]:
    """Every word timed: those without a time yet as they were shown, or else in the gap they stand in."""
    _take_shown(known, edited, shown)
    spans = cast("list[tuple[int, int]]", known)
    if None in known:
        columns = Columns(
            draft.texts,
            [span and span[0] for span in known],
            [span and span[1] for span in known],
            {},
            {at for at, text in enumerate(draft.texts, 1) if text.rstrip(_CLOSERS).endswith(_SENTENCE_END)},
            last,
        )
        found = placed(columns)
        spans = [found.get(at) or cast("tuple[int, int]", span) for at, span in enumerate(known)]
    return spans


def _take_shown(known: list[tuple[int, int] | None], edited: Atoms, shown: Sequence[tuple[int, int]]) -> None:
    """Time the blocks of which no word is timed as they were shown, where the words around leave that time free."""
    texts = edited.texts
    following = [_FOREVER]
    for span in reversed(known):
        following.append(span[0] if span else following[-1])
    following.reverse()
    before = 0
    for (begin, end), (start, until) in zip(pairwise(edited.blocks), shown, strict=False):
        untimed = known[begin:end].count(None) == end - begin > 0
        if untimed and before <= start and until <= following[end] and until - start >= LEAST * (end - begin):
            known[begin:end] = shares(start, until, [len(text) for text in texts[begin:end]])
        before = max([before, *[span[1] for span in known[begin:end] if span]])


def _squeezed(draft: _Draft, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The runs of words without a time of their own that have far less than they need."""
    for mine, run in groupby(range(len(spans)), key=lambda at: draft.origins[at] is None):
        if mine:
            places = list(run)
            begin, end = places[0], places[-1] + 1
            if CLOSE * (spans[end - 1][1] - spans[begin][0]) < sum(map(estimate, draft.texts[begin:end])):
                yield begin, end


def _spans(atoms: Atoms) -> list[tuple[int, int]]:
    return [
        (cast("int", atoms.words[begin].start), cast("int", atoms.words[end - 1].end))
        for begin, end in pairwise(atoms.starts)
    ]


def _said(atoms: Atoms) -> list[tuple[int, int]]:
    """When the one spoken word of each atom is said."""
    return [
        (cast("int", word.start), cast("int", word.end)) for word in [atom[spoken(atom)] for atom in atoms]
    ]


def _hints(edited: Atoms, heard: Atoms, shown: Sequence[tuple[int, int]]) -> matching.Hints:
    spans = _spans(heard)
    pauses = [0, *(after[0] - before[1] for before, after in pairwise(spans))]
    about = [
        start + (end - start) * place // (beyond - begin)
        for (begin, beyond), (start, end) in zip(pairwise(edited.blocks), shown, strict=False)
        for place in range(beyond - begin)
    ]
    return matching.Hints(pauses, about, [start for start, _ in spans])
