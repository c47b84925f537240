"""Why the captions on a page are cut as they are: in full where subkit cut them, else what each break costs."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from subkit.captioning.explain import explain
from subkit.captioning.terms import BreakTerms
from subkit.editing import splitting
from subkit.errors import InputError
from subkit.labels import undashed
from subkit.review.contents import Other, Reason, Reasons
from subkit.vectors import i64, vec

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from subkit.captioning.explain import Explanation
    from subkit.captioning.explanation import Alternative, Break
    from subkit.captioning.terms import Term
    from subkit.language import Language
    from subkit.model import Captions, Cue, Transcript
    from subkit.profile import Profile

_BEATEN = 3
"""So many alternatives are told of each break: the cheapest."""


def reasons_of(
    captions: Captions, transcript: Transcript | None, profile: Profile, language: Language
) -> tuple[list[Reasons | None], bool]:
    """The reasons of each cue, and whether they are in full: the captions are what subkit makes of those words.

    Args:
        captions: what is shown, with the times of words, as far as they are known.
        transcript: what was heard, if a file says so.
        profile: the house style.
        language: the captions' language.
    """
    explanation = _explained(captions, transcript, profile, language)
    if explanation is not None:
        return [_in_full(explanation, number) for number in range(1, len(explanation) + 1)], True
    if not all(cue.words for cue in captions.cues if any(map(str.strip, cue.lines))):
        return [], False
    return _priced(captions, profile, language), False


def _explained(
    captions: Captions, transcript: Transcript | None, profile: Profile, language: Language
) -> Explanation | None:
    """The explanation of the captions if subkit cut them, of their own transcript or of the one that is given."""
    for subject in (captions if captions.transcript else None, transcript):
        if subject is None:
            continue
        try:
            found = explain(subject, profile, language=language.tag)
        except InputError:
            continue
        if _is_same(captions.cues, found.captions.cues):
            return found
    return None


def _is_same(shown: Sequence[Cue], made: Sequence[Cue]) -> bool:
    """Whether cues are cut alike; those from a file may have labels before their lines."""
    return len(shown) == len(made) and all(
        len(one.lines) == len(other.lines) and all(map(str.endswith, one.lines, map(undashed, other.lines)))
        for one, other in zip(shown, made, strict=True)
    )


def _in_full(explanation: Explanation, number: int) -> Reasons:
    cue = explanation.cue(number)
    return Reasons(tuple(map(_reason, cue.breaks)), _terms(cue.terms), cue.bound)


def _reason(found: Break) -> Reason:
    others: dict[tuple[tuple[str, ...], ...], Alternative] = {}
    for other in sorted((*found.instead, *found.elsewhere), key=lambda one: one.extra):
        others.setdefault(other.cues, other)
    told = [
        Other(other.change, other.after, other.extra, other.cues, other.further)
        for other in list(others.values())[:_BEATEN]
    ]
    return Reason(found.kind, found.after, _terms(found.terms), found.forced, tuple(told))


def _terms(terms: Sequence[Term]) -> tuple[tuple[str, int], ...]:
    return tuple((term.name, term.amount) for term in terms)


def _priced(captions: Captions, profile: Profile, language: Language) -> list[Reasons | None]:
    """What each break costs by subkit's prices, in captions that others cut."""
    ends = list(_ends(captions))
    words = [word for cue in captions.cues for word in cue.words]
    pauses = [
        max(0, other.start - one.end) if one.end is not None and other.start is not None else 0
        for one, other in pairwise(words)
    ]
    prices = BreakTerms([word.text for word in words], vec[i64]([*pauses, 0]), language, profile.weights)
    found: list[Reasons | None] = []
    for cue in ends:
        breaks = [
            Reason(
                "cue" if at == cue[-1] else "line",
                words[at].text,
                _terms(prices.at(at, line=at != cue[-1])),
                "end of the text" if at == len(words) - 1 else "",
            )
            for at in cue
        ]
        found.append(Reasons(tuple(breaks)) if breaks else None)
    return found


def _ends(captions: Captions) -> Iterator[list[int]]:
    """For each cue the index of the last word of each of its lines; only the cue's own last where its words are not its lines'."""
    first = 0
    for cue in captions.cues:
        counts = [len(row) for row in splitting.rows(cue.lines, captions.language)]
        if sum(counts) != len(cue.words):
            counts = [len(cue.words)]
        ends = []
        place = first
        for count in counts:
            place += count
            ends.append(place - 1)
        yield ends if cue.words else []
        first += len(cue.words)
