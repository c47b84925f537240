"""A text made ready for the search: its units in columns, the profile's limits, and what each break costs."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from operator import mul
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from subkit.captioning import binding, limits, phrases, sounding, spacing, timing
from subkit.captioning.break_costs import BreakCosts, break_costs
from subkit.captioning.columns import Columns, Extent
from subkit.captioning.heard_pauses import heard
from subkit.captioning.speakers import LABEL_ROOM
from subkit.captioning.units import after_gaps, closing, opening, reaches, running
from subkit.captioning.vocabulary import spread
from subkit.captioning.width import cells_per_character, measure
from subkit.labels import SpeakerStyle, is_named, prefix
from subkit.reading_speed import word_time, words
from subkit.scorer import BreakScorer
from subkit.vectors import i64, vec

if TYPE_CHECKING:
    from subkit.captioning.text import Text
    from subkit.language import Language
    from subkit.profile import Profile


class Options(Struct, frozen=True, kw_only=True):
    """What is asked of one cutting besides the profile.

    Attributes:
        label_style: how labels are written where somebody else begins to speak, for the room that takes.
        share: let two speakers share a cue where the profile allows it.
        scorer: who else judges the breaks.
    """

    label_style: SpeakerStyle = "none"
    share: bool = False
    scorer: BreakScorer | None = None


class Problem(Struct, frozen=True):
    """A text made ready for the search.

    Attributes:
        columns: the text, in columns of one entry a unit.
        limits: the profile's limits and prices.
        starts: the words with which the units begin, ascending, and the number of words.
        forced: the words with which a cue must begin; the first among them.
        costs: what the breaks cost.
    """

    columns: Columns
    limits: limits.Limits
    starts: vec[i64]
    forced: list[int]
    costs: BreakCosts


def problem(text: Text, profile: Profile, language: Language, options: Options) -> Problem:
    """What the search is asked for a text of one word or more.

    Args:
        text: the words.
        profile: the house style.
        language: whose closed classes count.
        options: what else is asked.

    Raises:
        ScoringError: the scorer fails, or gives no usable scores.
    """
    bounds = _bounds(text, profile, language)
    forced = _forced(text, profile)
    starts = _unit_starts(text, forced, bounds, language)
    widths = _with_labels(text, starts, forced, bounds.line, language, options.label_style)
    left, right = reaches(widths, text.blank)
    costs = break_costs(text, left, right, profile, language, bounds.line, options.scorer)
    edges = binding.bound(
        vec[i64]([*starts, len(text.texts)]),
        forced,
        costs.binding,
        profile.weights.bound,
        width=Extent(left, right, bounds.line // 2),
        time=Extent(text.starts, text.ends, bounds.one_line // 2),
    )
    walls = _places([*forced[1:], len(text.texts)], list(edges))
    columns = _columns(text, edges, walls, (left, right), costs, profile)
    ready = Problem(columns, bounds, edges, forced, costs)
    if not (options.share and profile.dual_speakers):
        return ready
    from subkit.captioning import sharing  # noqa: PLC0415 - few profiles ask for it, and start-up is a promise

    shared = sharing.shared(text, ready, profile, language)
    return replace(ready, columns=replace(columns, shared=shared))


def _bounds(text: Text, profile: Profile, language: Language) -> limits.Limits:
    """The profile's limits; a blank at which a line breaks does not count in the cue's length."""
    cells, longest, weights = cells_per_character(language.counting), profile.max_cue_length, profile.weights
    if weights.heard and (share := heard(text)):
        weights = replace(weights, cue=weights.cue + weights.heard * share // 1000)
    return limits.prepare(
        line=min(profile.max_line_length, longest or profile.max_line_length) * cells,
        lines=profile.max_lines,
        cells=cells,
        longest=profile.max_duration,
        shortest=profile.min_duration,
        gap=profile.min_gap,
        cps=profile.max_cps,
        weights=weights,
        widest=None if longest is None else longest * cells + (text.spaced and profile.max_lines > 1),
        one_line=profile.max_duration_one_line,
        table=profile.reading_table,
        word_time=word_time(profile.max_wpm, profile.time_per_word),
        ratio=profile.min_line_ratio,
    )


def _unit_starts(text: Text, forced: list[int], bounds: limits.Limits, language: Language) -> vec[i64]:
    """The words at which a line may begin: no sound is parted, and in scripts without blanks no phrase that is known."""
    starts = spacing.unit_starts(text.texts, text.blank)
    if not text.spaced:
        parse = phrases.parser(language.tag)
        if parse is not None:
            heads = phrases.heads(text.texts, text.blank, parse)
            starts = vec[i64](phrases.whole(list(starts), heads, text.widths, bounds.line))
        starts = vec[i64](sorted({*starts, *forced}))
    return sounding.whole(text, starts, bounds.line, bounds.longest) if text.sounds else starts


def _forced(text: Text, profile: Profile) -> list[int]:
    """The words with which a cue must begin: after a long pause, and where somebody else speaks; the first among them."""
    return sorted({*after_gaps(text.starts, text.ends, profile.max_pause), *text.turns})


def _with_labels(  # noqa: PLR0917 - what a text is ready with
    text: Text, starts: vec[i64], forced: list[int], line: int, language: Language, style: SpeakerStyle
) -> vec[i64]:
    """The widths of the words, with that of the label where one may be shown, as far as a line has room for it."""
    if not text.labels or style == "none":
        return text.widths
    widths, begins = text.widths[:], list(starts)
    room = LABEL_ROOM * cells_per_character(language.counting) if is_named(style) else 0
    for at in sounding.labelled(text, forced) if text.sounds else text.turns:
        label = text.labels.get(text.speakers[at] or "")
        if label is not None:
            needed = max(room, measure(prefix(label, style), language.counting))
            beyond = bisect_right(begins, at)
            unit = sum(text.widths[at : begins[beyond] if beyond < len(begins) else None])
            widths[at] += max(0, min(needed, line - unit))
    return widths


def _places(words: list[int], begins: list[int]) -> list[int]:
    """The places of some words among those at which units begin."""
    return [bisect_left(begins, at) for at in words]


def _columns(  # noqa: PLR0917 - columns of one text
    text: Text,
    edges: vec[i64],
    walls: list[int],
    spans: tuple[vec[i64], vec[i64]],
    costs: BreakCosts,
    profile: Profile,
) -> Columns:
    """The search's columns, of one entry a boundary."""
    start, end = opening(text.starts, edges, timing.NOTHING_MORE), closing(text.ends, edges)
    soonest = timing.soonest(end, start, profile)
    counts_words = profile.max_wpm or profile.time_per_word
    return Columns(
        left=opening(spans[0], edges, spans[1][-1]),
        right=closing(spans[1], edges),
        start=start,
        soonest=soonest,
        end=timing.least_out_times(end, soonest, profile),
        shown=timing.out_times(end, start, profile),
        cue_cost=closing(costs.cue, edges),
        line_cost=closing(costs.line, edges),
        forced=walls,
        words=closing(_words(text), edges) if counts_words else vec[i64](),
    )


def _words(text: Text) -> vec[i64]:
    """How many words there are up to each; none is a lone mark, nor what goes on without a blank."""
    counts = spread([words((form,)) for form in text.vocabulary.forms], text.vocabulary)
    return running(vec[i64](map(mul, counts, text.blank)))
