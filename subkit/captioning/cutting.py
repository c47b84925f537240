"""Where a text is cut into cues and lines: its columns made ready for the search, and the search's answer as words."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate, islice
from operator import add, sub
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from subkit.captioning import binding, breaks, limits, phrases, search, sharing, sounding, spacing, timing
from subkit.captioning.hearing import heard
from subkit.captioning.places import Places, places
from subkit.captioning.speakers import LABEL_ROOM
from subkit.captioning.width import cells_per_character, measure
from subkit.labels import is_named, prefix
from subkit.reading_speed import word_time, words
from subkit.scorer import prices, scores

if TYPE_CHECKING:
    from subkit.captioning.text import Text
    from subkit.labels import SpeakerStyle
    from subkit.language import Language
    from subkit.profile import Profile
    from subkit.scorer import BreakScorer


class Piece(Struct, frozen=True, gc=False):
    """One cue to be: its words, and the first word of each of its lines.

    Attributes:
        begin: its first word.
        end: the word after its last.
        lines: the words at which its lines begin.
        dashes: what stands before its two lines, where two speakers share it.
    """

    begin: int
    end: int
    lines: list[int]
    dashes: tuple[str, ...] = ()


class Units(Struct, frozen=True):
    """The pieces of a text that no line may split.

    Attributes:
        starts: the words with which they begin, ascending.
        forced: those of them with which a cue must begin; the first among them.
    """

    starts: list[int]
    forced: list[int]


class Problem(Struct, frozen=True):
    """A text made ready for the search.

    Attributes:
        columns: the text, in columns of one entry a unit.
        limits: the profile's limits and prices.
        starts: the words with which the units begin, and the number of words.
        forced: the words with which a cue must begin; the first among them.
        cue_costs: what ending a cue after each word costs, that of a scorer included.
        line_costs: what ending a line within a cue after each word costs, likewise.
        scored: what a scorer adds to the cost of a break after each word; empty without one.
        sounded: by the word before it, what a break beside a sound costs less, as a cue's end and as a line's; both costs
            have it in them.
        places: what the places of breaks add; the costs have it in them.
    """

    columns: search.Columns
    limits: limits.Limits
    starts: list[int]
    forced: list[int]
    cue_costs: list[int]
    line_costs: list[int]
    scored: list[int]
    sounded: dict[int, tuple[int, int]] = {}
    places: Places = Places([], {})


def cut(
    text: Text,
    profile: Profile,
    language: Language,
    *,
    speakers: bool,
    scorer: BreakScorer | None = None,
    style: SpeakerStyle = "colon",
    share: bool = False,
) -> list[Piece]:
    """The cues of least total cost under the profile's limits, in order; every word is in exactly one.

    Args:
        text: the words.
        profile: the house style.
        language: whose closed classes count.
        speakers: leave room for the label where somebody else begins to speak.
        scorer: who else judges the breaks.
        style: how labels are written.
        share: let two speakers share a cue where the profile allows it.

    Raises:
        ScoringError: the scorer fails, or gives no usable scores.
    """
    if not text.words:
        return []
    ready = problem(text, profile, language, speakers=speakers, scorer=scorer, style=style, share=share)
    starts = ready.starts
    pieces = [
        Piece(starts[found.begin], starts[found.end], [starts[at] for at in (found.begin, *found.breaks)])
        for found in search.best_cuts(ready.columns, ready.limits)
    ]
    if not ready.columns.shared:
        return pieces
    turns = set(ready.forced)
    return [
        replace(piece, dashes=language.dual_dash) if not turns.isdisjoint(piece.lines[1:]) else piece
        for piece in pieces
    ]


def problem(
    text: Text,
    profile: Profile,
    language: Language,
    *,
    speakers: bool,
    scorer: BreakScorer | None = None,
    style: SpeakerStyle = "colon",
    share: bool = False,
) -> Problem:
    """What the search is asked for a text of one word or more; see `cut`."""
    bounds = _bounds(
        profile, cells_per_character(language.counting), heard(text, language), spaced=text.spaced
    )
    forced = _forced(text, profile)
    starts = _unit_starts(text, forced, bounds.line, language)
    if text.sounds:
        starts = sounding.whole(text, starts, bounds.line, bounds.longest)
    widths = _with_labels(text, starts, forced, bounds.line, language, style) if speakers else text.widths
    right = list(accumulate([width + blank for width, blank in zip(widths, text.blank, strict=True)]))
    left = list(map(sub, right, widths))
    costs = breaks.costs(text.texts, text.pauses, language, profile.weights)
    sounded = sounding.alone(text, costs, profile.weights) if text.sounds else {}
    for at, (less, less_of_line) in sounded.items():
        costs[0][at] += less
        costs[1][at] += less_of_line
    # Neither a place nor a scorer's bad word binds: they are no grammar.
    binding_costs, scored = costs[0], list[int]()
    beside = places(text, left, right, profile, language, bounds.line, sounded)
    if beside.scraps:
        costs = list(map(add, costs[0], beside.scraps)), list(map(add, costs[1], beside.scraps))
    if beside.tight:
        costs = costs[0].copy(), costs[1]
        for at, price in beside.tight.items():
            costs[0][at] += price
    if scorer is not None:
        scored = prices(scores(scorer, text.texts, language.tag), profile.weights.scorer)
        binding_costs = [cost + min(price, 0) for cost, price in zip(binding_costs, scored, strict=True)]
        costs = list(map(add, costs[0], scored)), list(map(add, costs[1], scored))
    starts = binding.bound(
        starts,
        forced,
        binding_costs,
        profile.weights.bound,
        width=binding.Extent(left, right, bounds.line // 2),
        time=binding.Extent(text.starts, text.ends, bounds.one_line // 2),
    )
    columns = _columns(text, Units(starts, forced), (left, right), costs, profile)
    starts.append(len(text.texts))
    ready = Problem(columns, bounds, starts, forced, *costs, scored, sounded, beside)
    if share:
        shared = sharing.shared(text, ready, profile, language)
        return replace(ready, columns=replace(columns, shared=shared))
    return ready


def _bounds(profile: Profile, cells: int, heard_share: int, *, spaced: bool) -> limits.Limits:
    """The profile's limits; a blank at which a line breaks does not count in the cue's length."""
    longest, weights = profile.max_cue_length, profile.weights
    if weights.heard and heard_share:
        weights = replace(weights, cue=weights.cue + weights.heard * heard_share // 1000)
    return limits.prepare(
        line=min(profile.max_line_length, longest or profile.max_line_length) * cells,
        lines=profile.max_lines,
        cells=cells,
        longest=profile.max_duration,
        shortest=profile.min_duration,
        gap=profile.min_gap,
        cps=profile.max_cps,
        weights=weights,
        widest=None if longest is None else longest * cells + (spaced and profile.max_lines > 1),
        one_line=profile.max_duration_one_line,
        table=profile.reading_table,
        word_time=word_time(profile.max_wpm, profile.time_per_word),
        ratio=profile.min_line_ratio,
    )


def _unit_starts(text: Text, forced: list[int], line: int, language: Language) -> list[int]:
    """The words at which a line may begin; in scripts without blanks those of a phrase, if their phrases are known."""
    starts = spacing.unit_starts(text.texts, text.blank)
    if text.spaced:
        return starts
    parse = phrases.parser(language.tag)
    if parse is not None:
        starts = phrases.whole(starts, phrases.heads(text.texts, text.blank, parse), text.widths, line)
    return sorted({*starts, *forced})


def _forced(text: Text, profile: Profile) -> list[int]:
    """The words with which a cue must begin: after a long pause, and where somebody else speaks; the first among them."""
    longest = profile.max_pause
    gaps = map(sub, islice(text.starts, 1, None), text.ends)
    return sorted({*(at for at, gap in enumerate(gaps, 1) if gap >= longest), *text.turns})


def _with_labels(  # noqa: PLR0917 - what a text is ready with
    text: Text, starts: list[int], forced: list[int], line: int, language: Language, style: SpeakerStyle
) -> list[int]:
    """The widths of the words, with that of the label where one may be shown, as far as a line has room for it."""
    if not text.labels or style == "none":
        return text.widths
    widths = text.widths.copy()
    room = LABEL_ROOM * cells_per_character(language.counting) if is_named(style) else 0
    for at in sounding.labelled(text, forced) if text.sounds else text.turns:
        label = text.labels.get(text.speakers[at] or "")
        if label is not None:
            needed = max(room, measure(prefix(label, style), language.counting))
            beyond = bisect_right(starts, at)
            unit = sum(text.widths[at : starts[beyond] if beyond < len(starts) else None])
            widths[at] += max(0, min(needed, line - unit))
    return widths


def _columns(
    text: Text,
    units: Units,
    spans: tuple[list[int], list[int]],
    costs: tuple[list[int], list[int]],
    profile: Profile,
) -> search.Columns:
    """The search's columns, of one entry a unit."""
    starts = units.starts
    begins, ends = _firsts(text.starts, starts), _lasts(text.ends, starts)
    nexts = [*begins[1:], timing.NOTHING_MORE]
    soonest = timing.soonest(ends, [*begins, timing.NOTHING_MORE], profile)
    return search.Columns(
        left=[*_firsts(spans[0], starts), spans[1][-1]],
        right=[0, *_lasts(spans[1], starts)],
        start=[*begins, timing.NOTHING_MORE],
        soonest=soonest,
        end=[0, *timing.least_out_times(ends, soonest[1:], profile)],
        shown=[0, *timing.out_times(ends, nexts, profile)],
        cue_cost=[0, *_lasts(costs[0], starts)],
        line_cost=[0, *_lasts(costs[1], starts)],
        forced=[bisect_left(starts, at) for at in [*units.forced[1:], len(text.texts)]],
        words=[0, *_lasts(_words(text), starts)] if profile.max_wpm or profile.time_per_word else [],
    )


def _words(text: Text) -> list[int]:
    """How many words there are up to each; none is a lone mark, nor what goes on without a blank."""
    known = {shown: words((shown,)) for shown in set(text.texts)}
    counts = [known[shown] if blank else 0 for shown, blank in zip(text.texts, text.blank, strict=True)]
    return list(accumulate(counts))


def _firsts(column: list[int], starts: list[int]) -> list[int]:
    """The column's entries for the first word of each unit."""
    return [column[at] for at in starts]


def _lasts(column: list[int], starts: list[int]) -> list[int]:
    """The column's entries for the last word of each unit."""
    return [*[column[at - 1] for at in starts[1:]], column[-1]]
