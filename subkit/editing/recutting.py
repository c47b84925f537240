"""A run of cues cut anew by the search, or made one cue: the same text, other lines and in- and out-times."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from msgspec.structs import replace

from subkit.captioning import cutting, text, timing, unspaced
from subkit.captioning.repair import repaired
from subkit.captioning.width import cells_per_character, measure
from subkit.editing import framing, interpolation
from subkit.model import Captions, Cue, Segment, Transcript
from subkit.timecode import shares
from subkit.vectors import i64, vec
from subkit.writing import runs_on

if TYPE_CHECKING:
    from collections.abc import Sequence

    from subkit.captioning.columns import Piece
    from subkit.captioning.text import Text
    from subkit.editing.faults import House
    from subkit.language import Counting
    from subkit.model import Word
    from subkit.profile import Profile

_ALWAYS = 10**9
_MOST = 100_000


def cut_anew(
    run: Sequence[Cue], following: Cue | None, house: House, *, at_any_price: bool = False
) -> list[Cue]:
    """The cues that the search makes of the words of a run; empty if there are no words to cut.

    Cues with words are timed by them, as `subkit.caption` does it. Where one has none, its time is shared by its
    characters: then no cue lingers, and one ends early enough for the gap after it.

    Args:
        run: the cues, in order.
        following: the cue after them.
        house: the style.
        at_any_price: weigh the limits of time above all breaks, however bad they are.
    """
    known = all(cue.words for cue in run)
    style = replace(house.profile, early=0, gap_policy="trim") if known else _by_characters(house.profile)
    if at_any_price:
        weights = replace(
            style.weights, speed=_MOST // 5, speed_most=_MOST, brief=_MOST, short=0, bound=_MOST
        )
        style = replace(style, weights=weights)
    columns = _columns(run, house)
    pieces = cutting.cut(columns, style, house.language)
    beyond = following.start if following else timing.NOTHING_MORE
    if not pieces:
        return []
    return _made(run, columns, pieces, _times(columns, pieces, beyond, house._replace(profile=style)))


def as_one(run: Sequence[Cue], house: House) -> list[Cue]:
    """One cue for a run, with the best lines for its text; empty if the text does not fit one."""
    line = house.profile.max_line_length * cells_per_character(house.language.counting)
    shown = measure(_run_on([text for cue in run for text in cue.lines]), house.language.counting)
    if shown >= (line + 1) * house.profile.max_lines:
        return []
    columns = _columns(run, house)
    for bound in (house.profile.weights.bound, _MOST):
        pieces = cutting.cut(columns, _for_one_cue(house.profile, bound), house.language)
        if len(pieces) == 1:
            return _made(run, columns, pieces, [(run[0].start, max([cue.end for cue in run]))])
    return []


def _by_characters(profile: Profile) -> Profile:
    """The style for words whose times are shares: the end of one is no sound that a gap could cut off."""
    trim = max(profile.max_trim, profile.min_gap)
    return replace(profile, early=0, linger=0, gap_policy="trim", max_trim=trim)


def _for_one_cue(profile: Profile, bound: int) -> Profile:
    """The style without what would make two cues of a text that two lines can hold; ``bound`` as the weights have it."""
    return replace(
        profile,
        max_cps=None,
        max_cps_children=None,
        max_wpm=None,
        time_per_word=None,
        reading_table=None,
        min_duration=0,
        max_duration=_ALWAYS,
        max_duration_one_line=None,
        max_pause=_ALWAYS,
        weights=replace(profile.weights, cue=_MOST, bound=bound),
    )


def _columns(run: Sequence[Cue], house: House) -> Text:
    tag = house.language.tag
    filled = interpolation.with_words(Captions(tuple(run), tag)).cues
    rows = [
        made.words if cue.words else _spread(made, house.language.counting)
        for cue, made in zip(run, filled, strict=True)
    ]
    spoken = Transcript(segments=(Segment(tuple(chain.from_iterable(rows))),), language=tag)
    timed = unspaced.divided(repaired(spoken), house.profile.max_line_length, house.language)
    return text.columns(repaired(timed), house.language)


def _spread(cue: Cue, counting: Counting) -> list[Word]:
    """The words of a cue, with shares of its time by their width, blanks counted: so each part reads as fast as the whole."""
    words = cue.words
    glued = [*[word.glued for word in words[1:]], True]
    sizes = [measure(word.text, counting) + (not last) for word, last in zip(words, glued, strict=False)]
    spans = shares(cue.start, cue.end, sizes)
    return [replace(word, start=start, end=end) for word, (start, end) in zip(words, spans, strict=True)]


def _times(columns: Text, pieces: list[Piece], beyond: int, house: House) -> list[tuple[int, int]]:
    style = house.profile
    firsts = vec[i64]([columns.starts[piece.begin] for piece in pieces])
    ends = vec[i64]([columns.ends[piece.end - 1] for piece in pieces])
    nexts = vec[i64]([*firsts[1:], beyond])
    longest = vec[i64]([style.max_duration] * len(pieces))
    shown = timing.out_times(ends, nexts, style)
    times = timing.cue_times(firsts, ends, shown, timing.rooms(ends, nexts, style), style, longest)
    return framing.placed(times, list(zip(firsts, ends, strict=True)), beyond, house)


def _made(run: Sequence[Cue], columns: Text, pieces: list[Piece], times: list[tuple[int, int]]) -> list[Cue]:
    """The cues of pieces; their lines are cut from the text as it stood, so that no blank of it is lost."""
    known = all(cue.words for cue in run)
    shown = _run_on([line for cue in run for line in cue.lines])
    places = [place for place, character in enumerate(shown) if not character.isspace()]
    offsets = [0]
    for word in columns.texts:
        offsets.append(offsets[-1] + len("".join(word.split())))
    if offsets[-1] != len(places):
        return []
    return [
        Cue(
            start,
            end,
            tuple(
                shown[places[offsets[begin]] : places[offsets[until] - 1] + 1]
                for begin, until in zip(piece.lines, [*piece.lines[1:], piece.end], strict=True)
            ),
            run[0].speaker,
            tuple(columns.words[piece.begin : piece.end]) if known else (),
        )
        for piece, (start, end) in zip(pieces, times, strict=True)
    ]


def _run_on(lines: Sequence[str]) -> str:
    """Lines as one, with a blank where one ended, but for scripts that have none."""
    parts: list[str] = []
    for line in filter(None, map(str.strip, lines)):
        if parts and not runs_on(parts[-1], line):
            parts.append(" ")
        parts.append(line)
    return "".join(parts)
