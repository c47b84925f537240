"""All figures of captions against a reference."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from subkit.editing.layout import bare, laid_out, matched
from subkit.errors import InputError
from subkit.scoring.breaks import Agreement, Breaks, agreement
from subkit.scoring.conformity import Conformity, conformity
from subkit.scoring.sigma import ends_sentence, parts, sigma
from subkit.scoring.suber import suber
from subkit.scoring.time_error import TimeError, time_error

if TYPE_CHECKING:
    from collections.abc import Mapping

    from subkit.editing.layout import Laid
    from subkit.model import Captions

LEAST_SHARE = 0.5


class Score(Struct, frozen=True):
    """How near captions come to a reference.

    Attributes:
        share: how much of the words is in both, 0 to 1: twice the common ones over those of either.
        any, cue, line: breaks of either kind (the kind ignored), cue breaks, line breaks, at the same place in the words;
            the last break is left out, since it is given.
        inner: breaks of either kind that stand inside a sentence of the reference.
        eox, eob, eol: as ``any``, ``cue`` and ``line``, with the last break counted as EvalSubtitle does.
        sigma: Sigma, 0 to 100.
        in_times, out_times: of cues that begin, or end, at the same word.
        conformity, reference_conformity: the shares that keep 42 characters, 21 a second and two lines.
        suber: the subtitle edit rate; ``None`` without its package.
    """

    share: float
    any: Agreement
    cue: Agreement
    line: Agreement
    inner: Agreement
    eox: Agreement
    eob: Agreement
    eol: Agreement
    sigma: float
    in_times: TimeError
    out_times: TimeError
    conformity: Conformity
    reference_conformity: Conformity
    suber: float | None = None


def score(captions: Captions, reference: Captions, *, source: str = "reference") -> Score:
    """Compare captions with a reference, which is best made by people; the texts may differ.

    Words are aligned first. A break of the captions that stands at no word of the reference counts against precision.

    Args:
        captions: what to score.
        reference: what to score it by.
        source: the reference's name in messages.

    Raises:
        InputError: either has no words, or less than half of the words are in both: this is another talk.
    """
    ours, theirs = laid_out(captions), laid_out(reference)
    pairs = matched(ours.words, theirs.words)
    same = sum(bare(ours.words[one]) == bare(theirs.words[other]) for one, other in pairs)
    share = 2 * same / max(1, len(ours.words) + len(theirs.words))
    if share < LEAST_SHARE:
        raise InputError(
            source,
            f"shares {share:.0%} of its words with the captions: this is another talk (at least "
            f"{LEAST_SHARE:.0%} are needed to compare)",
        )
    last = len(theirs.words) - 1
    placed = placed_by(ours, dict(pairs), last)
    mine, given = (
        {at: kind for at, kind in breaks.items() if at < 0 or not ends_sentence(theirs.words[at])}
        for breaks in (placed, theirs.breaks)
    )
    return Score(
        share=share,
        any=agreement(placed, theirs.breaks, last),
        cue=agreement(placed, theirs.breaks, last, "cue"),
        line=agreement(placed, theirs.breaks, last, "line"),
        inner=agreement(mine, given, last),
        eox=agreement(placed, theirs.breaks),
        eob=agreement(placed, theirs.breaks, kind="cue"),
        eol=agreement(placed, theirs.breaks, kind="line"),
        sigma=_sigma(ours, theirs, pairs),
        in_times=time_error(_differences(captions, reference, ours, theirs, pairs, end=False)),
        out_times=time_error(_differences(captions, reference, ours, theirs, pairs, end=True)),
        conformity=conformity(captions.cues),
        reference_conformity=conformity(reference.cues),
        suber=suber(captions, reference),
    )


def placed_by(ours: Laid, counterpart: Mapping[int, int], end: int) -> Breaks:
    """Breaks by the words of another text, the last at its last; those that stand nowhere there get places below zero.

    Args:
        ours: the captions.
        counterpart: by word, the word of the other text that it stands for.
        end: the other text's last word.
    """
    last = len(ours.words) - 1
    placed: Breaks = {end: "cue"}
    for at in sorted(ours.breaks, key=lambda at: at not in counterpart):
        there = counterpart.get(at)
        if there is None and at + 1 in counterpart:
            there = counterpart[at + 1] - 1
        if there is None or there < 0 or there in placed:
            there = -1 - at
        if at != last:
            placed[there] = ours.breaks[at]
    return placed


def _sigma(ours: Laid, theirs: Laid, pairs: list[tuple[int, int]]) -> float:
    """Sigma over the texts cut after the sentence ends that both have."""
    ends = [pair for pair in pairs if ends_sentence(theirs.words[pair[1]])]
    return sigma(
        parts(ours.words, ours.breaks, {one for one, _ in ends}),
        parts(theirs.words, theirs.breaks, {other for _, other in ends}),
    )


def _differences(
    captions: Captions,
    reference: Captions,
    ours: Laid,
    theirs: Laid,
    pairs: list[tuple[int, int]],
    *,
    end: bool,
) -> list[int]:
    """By how much the in-times (or out-times) of cues that begin (end) at the same word are later than the reference's."""
    at = [
        {
            (after - 1 if end else first): cue.end if end else cue.start
            for cue, (first, after) in zip(one.cues, laid.spans, strict=True)
            if after > first
        }
        for one, laid in ((captions, ours), (reference, theirs))
    ]
    return [at[0][one] - at[1][other] for one, other in pairs if one in at[0] and other in at[1]]
