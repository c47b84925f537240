"""The limits and preferences of a house style: typed, from TOML, refused where they contradict each other."""

# No annotations from __future__ here: msgspec reads these, and would have to compile each that is text.
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

import msgspec
from msgspec import Struct

from subkit import inheritance
from subkit.audience import addressed
from subkit.contradictions import contradiction
from subkit.errors import ProfileError
from subkit.frames import frame_rate as exact_rate
from subkit.inheritance import names
from subkit.profile_table import unknown_key, wrong_kind
from subkit.provenance import Source
from subkit.reading_speed import ReadingTable
from subkit.shot_rules import ShotRules
from subkit.spans import in_milliseconds
from subkit.weights import Weights

if TYPE_CHECKING:
    from fractions import Fraction
    from pathlib import Path

    from subkit.language import Language

__all__ = ["Audience", "GapPolicy", "Profile", "Shape", "names"]

GapPolicy = Literal["cover", "trim"]
Audience = Literal["adults", "children", "sdh", "sdh_children"]
Shape = Literal["bottom-heavy", "even", "linguistic"]

# What each shape makes of the weights, where a profile does not set them itself.
_SHAPES: dict[object, dict[str, int]] = {
    "bottom-heavy": {},
    "even": {"top_heavy": 0},
    "linguistic": {"top_heavy": 0, "lopsided": 200, "imbalance": 4},
}


class Profile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A house style. Spans of time are in ms, lengths in characters as the language counts them.

    Attributes:
        name: as given to ``--profile``.
        title: as people write it.
        max_line_length: characters a line.
        max_wide_line_length: characters a line in languages whose characters are as wide as two (Chinese, Japanese,
            Korean), in place of the languages' own figures.
        max_lines: lines a cue.
        max_cue_length: characters a cue, over all its lines.
        max_cps: reading speed, characters a second over the time a cue is shown; ``None`` leaves it unchecked.
        max_cps_adults, max_cps_children, max_cps_sdh, max_cps_sdh_children: what takes its place where that is the ``audience``.
        max_wpm: reading speed, words a minute.
        time_per_word: the time that a cue must be shown for each of its words.
        reading_table: how many characters may be shown for how long.
        min_duration: the shortest time a cue is shown.
        max_duration: the longest.
        max_duration_one_line: the longest time a cue of one line is shown.
        min_gap: what lies at least between two cues that do not touch in speech.
        forbidden_gap: gaps from the first figure up to, not including, the second are closed to ``min_gap``.
        linger: how long a cue may stay after its last word.
        early: how long before its first word a cue may begin, where its minimum duration or reading it asks for it.
        late: how long after its first word a cue may begin before `check` objects.
        max_pause: a cue holds no pause of this length or more.
        gap_policy: what gives way where speech leaves no room for ``min_gap``: ``cover`` shows every word to its
            end and lets the gap shrink, ``trim`` keeps the gap and ends the cue up to ``max_trim`` early.
        max_trim: the most that ``trim`` may take from a cue's last word.
        shape: how two lines should look: ``bottom-heavy`` (the upper one not the longer), ``even``, or ``linguistic`` (as
            the phrases fall). In a file it sets the weights of shape, where the file does not.
        min_line_ratio: the shorter of two lines has at least this share of the longer one.
        frame_rate: at how many frames a second spans in frames are counted, as a fraction: ``24000/1001``.
        on_frames: whether in- and out-times lie on whole frames of that rate. No shipped profile says so, for the rate is
            the media's: who knows it sets it (``--frame-rate``, `adjusted`).
        shot_changes: what the house wants of times near a shot change; ``None`` leaves it unchecked.
        dual_speakers: whether two speakers may share a cue, a line each with the dash of the language.
        audience: whose reading speed a language's own limits are asked for; ``sdh`` is for captions in the language that is
            spoken, made for the deaf and hard of hearing.
        language_limits: whether a language that is written in fewer characters (Chinese, Japanese, Korean, Thai) lowers
            the figures to its own, see `for_language`.
        weights: what the search pays for each thing it does.
        unchecked: limits that bound the cutting and the times, but that `check` leaves alone: the source is silent, so
            that the figure is ours alone.
        overridden: the figures that were set by hand on top of the profile; no language lowers them.
        sources: where each figure comes from, by the figure's name.
        inherited: which profile each figure was taken from that was not set in this one (``extends``).
        in_frames: what is written in frames, as it is written: another rate counts it anew.
    """

    name: str
    title: str = ""
    max_line_length: int = 42
    max_wide_line_length: int | None = None
    max_lines: int = 2
    max_cue_length: int | None = None
    max_cps: float | None = None
    max_cps_adults: float | None = None
    max_cps_children: float | None = None
    max_cps_sdh: float | None = None
    max_cps_sdh_children: float | None = None
    max_wpm: float | None = None
    time_per_word: int | None = None
    reading_table: ReadingTable | None = None
    min_duration: int = 0
    max_duration: int = 7000
    max_duration_one_line: int | None = None
    min_gap: int = 0
    forbidden_gap: tuple[int, int] | None = None
    linger: int = 500
    early: int = 0
    late: int = 100
    max_pause: int = 1000
    gap_policy: GapPolicy = "cover"
    max_trim: int = 0
    shape: Shape | None = None
    min_line_ratio: float | None = None
    frame_rate: str | None = None
    on_frames: bool = False
    shot_changes: ShotRules | None = None
    dual_speakers: bool = False
    audience: Audience = "adults"
    language_limits: bool = True
    weights: Weights = Weights()
    unchecked: frozenset[str] = frozenset()
    overridden: frozenset[str] = frozenset()
    sources: dict[str, Source] = {}
    inherited: dict[str, str] = {}
    in_frames: dict[str, Any] = {}

    def __post_init__(self) -> None:
        reason = contradiction(self)
        if reason:
            raise ProfileError(self.name, reason)

    @property
    def rate(self) -> "Fraction | None":
        """Frames a second, exactly, where times lie on frames; ``None`` where they do not."""
        return _exact(self.frame_rate) if self.on_frames else None

    @classmethod
    def load(cls, name: "str | Path") -> "Profile":
        """A shipped profile by its name, or one of your own by the path of its TOML file.

        Raises:
            UnknownNameError: no such profile is shipped, and it is no path of a TOML file.
            InputError: the file cannot be read.
            ProfileError: the file is no TOML, has an unknown key or a value of the wrong kind, contradicts itself, or
                extends itself or what cannot be had.
        """
        return _profile(inheritance.merged(inheritance.located(name), _profile))

    def adjusted(
        self,
        *,
        max_line_length: int | None = None,
        max_lines: int | None = None,
        max_cps: float | None = None,
        min_duration: int | None = None,
        max_duration: int | None = None,
        gap_policy: GapPolicy | None = None,
        frame_rate: "str | float | Fraction | None" = None,
        audience: Audience | None = None,
    ) -> "Profile":
        """The same profile with some limits set anew; ``None`` leaves a limit as it is.

        A ``frame_rate`` is the media's, as people write it (25, 23.976, ``30000/1001``): times lie on its frames then, and
        what the profile says in frames is counted at this rate. An ``audience`` of whose reading speed the profile knows
        has that as ``max_cps``.

        Raises:
            ProfileError: the new limits contradict each other, or one of the old; the frame rate is none.
        """
        given = {
            "max_line_length": max_line_length,
            "max_lines": max_lines,
            "max_cps": max_cps,
            "min_duration": min_duration,
            "max_duration": max_duration,
            "gap_policy": gap_policy,
        }
        changes = {field: value for field, value in given.items() if value is not None}
        profile = self if audience is None else _for_audience(self, audience)
        profile = profile if frame_rate is None else _at_rate(profile, frame_rate)
        if not changes:
            return profile
        return msgspec.structs.replace(
            profile,
            **changes,
            overridden=profile.overridden | changes.keys(),
            unchecked=profile.unchecked - changes.keys(),
        )

    def for_language(self, language: "Language") -> "Profile":
        """The same profile with the lower of its own figures and the language's, where the language replaces them.

        A figure set by hand (`adjusted`) stays, and so does a reading speed that the profile leaves unchecked.
        """
        limits = language.limits
        if limits is None or not limits.replaces or not self.language_limits:
            return self
        wide = self.max_wide_line_length if language.counting != "characters" else None
        wanted = {
            "max_line_length": wide or limits.max_line_length,
            "max_cps": getattr(limits.max_cps, self.audience) if self.max_cps else None,
            "min_duration": limits.min_duration,
        }
        lower: dict[str, Any] = {
            field: figure
            for field, figure in wanted.items()
            if figure is not None and field not in self.overridden and figure < getattr(self, field)
        }
        sources = self.sources | {field: limits.sources[field] for field in lower if field in limits.sources}
        if wide and "max_line_length" in lower:
            sources["max_line_length"] = sources.get("max_wide_line_length", Source(basis="house"))
        return msgspec.structs.replace(self, **lower, sources=sources) if lower else self


@cache
def _exact(rate: str | None) -> "Fraction":
    return exact_rate(rate)


def _at_rate(profile: Profile, rate: "str | float | Fraction") -> Profile:
    """The same profile for media of a frame rate.

    Raises:
        ProfileError: it is no frame rate.
    """
    try:
        counted = in_milliseconds({**profile.in_frames, "frame_rate": str(rate)})
    except ValueError as error:
        raise ProfileError(profile.name, str(error)) from error
    kept = {field: figure for field, figure in counted.items() if field not in profile.overridden}
    fresh = msgspec.convert({"name": profile.name, "min_gap": profile.min_gap, **kept}, Profile)
    changes = {field: getattr(fresh, field) for field in kept}
    return msgspec.structs.replace(profile, **changes, on_frames=True)


def _for_audience(profile: Profile, audience: Audience) -> Profile:
    """The same profile for an audience; a reading speed that was set by hand stays."""
    table = addressed({field: getattr(profile, field) for field in profile.__struct_fields__}, audience)
    kept = {"max_cps": profile.max_cps} if "max_cps" in profile.overridden else {}
    return Profile(**{**table, **kept})


def _profile(table: dict[str, Any]) -> Profile:
    """The profile of a merged table.

    Raises:
        ProfileError: the table has an unknown key or a value of the wrong kind, or contradicts itself.
    """
    name = str(table["name"])
    if strange := unknown_key(table, Profile):
        raise ProfileError(name, strange)
    try:
        return msgspec.convert(_shaped(_spoken_to(in_milliseconds(table))), Profile)
    except msgspec.ValidationError as error:
        raise ProfileError(name, wrong_kind(error, Profile)) from error
    except ValueError as error:
        raise ProfileError(name, str(error)) from error


def _spoken_to(table: dict[str, Any]) -> dict[str, Any]:
    """The table with the reading speed of its audience."""
    return addressed(table, table["audience"]) if "audience" in table else table


def _shaped(table: dict[str, Any]) -> dict[str, Any]:
    """The table with the weights of its shape, where it does not set them itself."""
    shape = table.get("shape")
    weights = _SHAPES.get(shape, {}) if isinstance(shape, str) else {}
    return {**table, "weights": {**weights, **table.get("weights", {})}} if weights else table
