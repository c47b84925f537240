"""The limits and preferences of a house style: typed, from TOML, refused where they contradict each other."""

from __future__ import annotations

import math
import tomllib
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import msgspec
from msgspec import Struct

from subkit import timecode
from subkit.errors import ProfileError, UnknownNameError
from subkit.files import read_bytes
from subkit.provenance import Source
from subkit.weights import Weights

if TYPE_CHECKING:
    from subkit.language import Language

GapPolicy = Literal["cover", "trim"]
Audience = Literal["adults", "children", "sdh", "sdh_children"]

_SHIPPED = Path(__file__).parent / "profiles"
# The search takes no line longer and no cue higher: its tables grow with the square of the one, its work with a power of
# the other (house figures).
_WIDEST, _HIGHEST = 500, 4
# The search passes a start over unseen if its price so far is too high already: these never make it less.
_PENALTIES = ("imbalance", "lopsided", "top_heavy", "short", "short_length", "speed", "speed_most", "brief")
_SPANS = ("min_duration", "max_duration", "min_gap", "linger", "early", "late", "max_pause", "max_trim")


class Profile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A house style. Spans of time are in ms, lengths in characters as the language counts them.

    Attributes:
        name: as given to ``--profile``.
        title: as people write it.
        max_line_length: characters a line.
        max_lines: lines a cue.
        max_cps: reading speed, characters a second over the time a cue is shown; ``None`` leaves it unchecked.
        min_duration: the shortest time a cue is shown.
        max_duration: the longest.
        min_gap: what lies at least between two cues that do not touch in speech.
        forbidden_gap: gaps from the first figure up to, not including, the second are closed to ``min_gap``.
        linger: how long a cue may stay after its last word.
        early: how long before its first word a cue may begin, where its minimum duration asks for it.
        late: how long after its first word a cue may begin before `check` objects.
        max_pause: a cue holds no pause of this length or more.
        gap_policy: what gives way where speech leaves no room for ``min_gap``: ``cover`` shows every word to its
            end and lets the gap shrink, ``trim`` keeps the gap and ends the cue up to ``max_trim`` early.
        max_trim: the most that ``trim`` may take from a cue's last word.
        audience: whose reading speed a language's own limits are asked for; ``sdh`` is for captions in the language that is
            spoken, made for the deaf and hard of hearing.
        language_limits: whether a language that is written in fewer characters (Chinese, Japanese, Korean, Thai) lowers
            the figures to its own, see `for_language`.
        weights: what the search pays for each thing it does.
        overridden: the figures that were set by hand on top of the profile; no language lowers them.
        sources: where each figure comes from, by the figure's name.
    """

    name: str
    title: str = ""
    max_line_length: int = 42
    max_lines: int = 2
    max_cps: float | None = None
    min_duration: int = 0
    max_duration: int = 7000
    min_gap: int = 0
    forbidden_gap: tuple[int, int] | None = None
    linger: int = 500
    early: int = 0
    late: int = 100
    max_pause: int = 1000
    gap_policy: GapPolicy = "cover"
    max_trim: int = 0
    audience: Audience = "adults"
    language_limits: bool = True
    weights: Weights = Weights()
    overridden: frozenset[str] = frozenset()
    sources: dict[str, Source] = {}

    def __post_init__(self) -> None:
        reason = self._contradiction()
        if reason:
            raise ProfileError(self.name, reason)

    @classmethod
    def load(cls, name: str | Path) -> Profile:
        """A shipped profile by its name, or one of your own by the path of its TOML file.

        Raises:
            UnknownNameError: no such profile is shipped, and it is no path of a TOML file.
            InputError: the file cannot be read.
            ProfileError: the file is no TOML, has an unknown key or a value of the wrong kind, or contradicts itself.
        """
        text = str(name)
        if text in names():
            return _from_toml(_SHIPPED / f"{text}.toml")
        if isinstance(name, Path) or text.endswith(".toml"):
            return _from_toml(Path(name))
        raise UnknownNameError("profile", text, names())

    def adjusted(
        self,
        *,
        max_line_length: int | None = None,
        max_lines: int | None = None,
        max_cps: float | None = None,
        min_duration: int | None = None,
        max_duration: int | None = None,
        gap_policy: GapPolicy | None = None,
    ) -> Profile:
        """The same profile with some limits set anew; ``None`` leaves a limit as it is.

        Raises:
            ProfileError: the new limits contradict each other, or one of the old.
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
        if not changes:
            return self
        return msgspec.structs.replace(self, **changes, overridden=self.overridden | changes.keys())

    def for_language(self, language: Language) -> Profile:
        """The same profile with the lower of its own figures and the language's, where the language replaces them.

        A figure set by hand (`adjusted`) stays, and so does a reading speed that the profile leaves unchecked.
        """
        limits = language.limits
        if limits is None or not limits.replaces or not self.language_limits:
            return self
        wanted = {
            "max_line_length": limits.max_line_length,
            "max_cps": getattr(limits.max_cps, self.audience) if self.max_cps else None,
            "min_duration": limits.min_duration,
        }
        lower: dict[str, Any] = {
            field: figure
            for field, figure in wanted.items()
            if figure is not None and field not in self.overridden and figure < getattr(self, field)
        }
        sources = self.sources | {field: limits.sources[field] for field in lower if field in limits.sources}
        return msgspec.structs.replace(self, **lower, sources=sources) if lower else self

    def _contradiction(self) -> str:
        low, high = self.forbidden_gap or (self.min_gap + 1, self.min_gap + 1)
        negative = [field for field in _SPANS if getattr(self, field) < 0]
        negative += ["forbidden_gap"] if low < 0 else []
        negative += [f"weights.{field}" for field in _PENALTIES if getattr(self.weights, field) < 0]
        rules = (
            (bool(negative), f"{' and '.join(negative)} must not be negative"),
            (
                self.max_line_length < 1,
                f"max_line_length is {self.max_line_length}, a line needs room for a character",
            ),
            (
                self.max_line_length > _WIDEST,
                f"max_line_length is {self.max_line_length}, no screen has room for more than {_WIDEST} characters",
            ),
            (self.max_lines < 1, f"max_lines is {self.max_lines}, a cue needs a line"),
            (self.max_lines > _HIGHEST, f"max_lines is {self.max_lines}, no cue has more than {_HIGHEST}"),
            (
                self.max_cps is not None and not 0 < self.max_cps < math.inf,
                f"max_cps is {self.max_cps}, it must be a number above zero",
            ),
            (self.max_duration < 1, "max_duration must be above zero"),
            (
                self.min_duration > self.max_duration,
                f"min_duration ({self.min_duration} ms) is longer than max_duration ({self.max_duration} ms)",
            ),
            (self.max_pause < 1, "max_pause must be above zero"),
            (low > high, f"forbidden_gap begins at {low} ms and ends before it, at {high} ms"),
            (
                low <= self.min_gap < high,
                f"min_gap ({self.min_gap} ms) lies inside forbidden_gap ({low} to {high} ms)",
            ),
        )
        return next((reason for broken, reason in rules if broken), "")


def names() -> list[str]:
    """The names of the shipped profiles, sorted."""
    return sorted(file.stem for file in _SHIPPED.glob("*.toml"))


def _from_toml(path: Path) -> Profile:
    try:
        table = tomllib.loads(read_bytes(path).decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ProfileError(str(path), f"is no TOML: {error}") from error
    name = table.setdefault("name", path.stem)
    try:
        return msgspec.convert(_in_milliseconds(table), Profile)
    except (msgspec.ValidationError, ValueError) as error:
        raise ProfileError(str(name), str(error)) from error


def _in_milliseconds(table: dict[str, Any]) -> dict[str, Any]:
    """The table with its spans (``"5/6 s"``, ``"2 frames"``) as milliseconds; ``frame_rate`` is used up on the way."""
    frame_rate = _frame_rate(table.pop("frame_rate", None))
    for field in _SPANS:
        if isinstance(table.get(field), str):
            table[field] = timecode.span(table[field], frame_rate)
    band = table.get("forbidden_gap")
    if isinstance(band, list):
        table["forbidden_gap"] = [
            timecode.span(edge, frame_rate) if isinstance(edge, str) else edge for edge in band
        ]
    return table


def _frame_rate(rate: Any) -> Fraction | None:
    if rate is None:
        return None
    try:
        frames = Fraction(str(rate))
    except (ValueError, ZeroDivisionError):
        frames = Fraction(0)
    if frames <= 0:
        raise ValueError(f'frame_rate is {rate}, it must be a number above zero, e.g. 25 or "24000/1001"')
    return frames
