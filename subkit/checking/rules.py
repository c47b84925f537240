"""Every rule of the audit: what it asks, whether it must hold, and where it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from subkit.provenance import Source

if TYPE_CHECKING:
    from subkit.profile import Profile
    from subkit.report import Finding

Kind = Literal["hard", "soft", "note"]

_WEBVTT = Source(
    basis="first-party",
    clause="WebVTT, cue timings: no cue starts before an earlier one, and each ends after it starts",
    address="https://www.w3.org/TR/webvtt1/#webvtt-cue-timings",
)
_FCC = Source(
    basis="first-party",
    clause="FCC, 47 CFR 79.1(j)(2): captions are accurate, synchronous, complete and properly placed",
    address="https://www.ecfr.gov/current/title-47/section-79.1",
)
_NETFLIX_LINES = Source(
    basis="first-party",
    clause="Netflix General Requirements §4, Line Treatment: one line unless it exceeds the limit; break after marks, "
    "before conjunctions and prepositions; keep articles, names and verbs with what belongs to them",
    address="https://partnerhelp.netflixstudios.com/hc/en-us/articles/215758617",
)
_NETFLIX_TOP = Source(
    basis="secondary",
    clause="Netflix English (USA) I.10: avoid a top line of one or two words",
    address="https://partnerhelp.netflixstudios.com/hc/en-us/articles/217350977",
)
_TED = Source(
    basis="first-party",
    clause="TED Translators cheat-sheet: the end of a sentence does not share a subtitle with the start of the next",
    address="https://translations.ted.com/TED_Translators_Cheat-sheet",
)
_DCMP = Source(
    basis="first-party",
    clause="DCMP Captioning Key, line division: no break inside a name, after a title, between a number and its unit",
    address="https://dcmp.org/learn/597",
)
_BBC_SPEAKERS = Source(
    basis="first-party",
    clause="BBC Subtitle Guidelines 5.6: different speakers are not captioned together unless they speak together",
    address="https://www.bbc.co.uk/accessibility/forproducts/guides/subtitles",
)
_BBC_PAUSE = Source(
    basis="first-party",
    clause="BBC Subtitle Guidelines 4.5, 5.2: text does not stand through silence",
    address="https://www.bbc.co.uk/accessibility/forproducts/guides/subtitles",
)
_READERS = Source(
    basis="house",
    clause="measured: what pysrt, srt, pysubs2, webvtt-py, pycaption and ffmpeg read alike",
)
_UNSEEN = Source(basis="house", clause="what is shown when the video is over is never seen")
_NOWHERE = Source(basis="house")


class Rule(Struct, frozen=True):
    """A rule.

    Attributes:
        name: its stable name, as findings have it.
        title: what it asks, in a few words.
        kind: ``hard`` must hold; ``soft`` is weighed against the speech; ``note`` is a matter of phrasing, and told as a
            share of all cues or lines.
        figure: what a finding's value is, as words around it: ``"{} characters a second"``.
        field: the profile's figure that sets the limit; empty where the rule is the same for all houses.
        source: where the rule comes from, if it is the same for all houses.
        most: for a note, the share that people stay within.
    """

    name: str
    title: str
    kind: Kind
    figure: str
    field: str = ""
    source: Source = _NOWHERE
    most: float | None = None


RULES: dict[str, Rule] = {
    rule.name: rule
    for rule in (
        Rule("words-lost", "every spoken word is shown", "hard", "{} words", source=_FCC),
        Rule("words-added", "nothing is shown that was not spoken", "hard", "{} words", source=_FCC),
        Rule("words-changed", "words are shown as they were spoken", "hard", "{} words", source=_FCC),
        Rule("order", "cues stand in the order of their in-times", "hard", "{} ms early", source=_WEBVTT),
        Rule("reversed", "a cue ends after it begins", "hard", "{} ms", source=_WEBVTT),
        Rule("overlap", "no cue is shown over the next", "hard", "{} ms", source=_FCC),
        Rule("line-length", "characters a line", "hard", "{} characters", "max_line_length"),
        Rule("lines", "lines a cue", "hard", "{} lines", "max_lines"),
        Rule("cue-length", "characters a cue", "soft", "{} characters", "max_cue_length"),
        Rule("line-ratio", "the shorter line's share of the longer", "soft", "{}", "min_line_ratio"),
        Rule("speakers", "two speakers of one cue have dashes", "hard", "{} speakers", source=_BBC_SPEAKERS),
        Rule("min-duration", "the shortest time a cue is shown", "hard", "{} ms", "min_duration"),
        Rule("max-duration", "the longest time a cue is shown", "hard", "{} ms", "max_duration"),
        Rule("one-line-duration", "the longest time of one line", "soft", "{} ms", "max_duration_one_line"),
        Rule("reading-speed", "characters a second", "soft", "{} characters a second", "max_cps"),
        Rule("words-per-minute", "words a minute", "soft", "{} words a minute", "max_wpm"),
        Rule("time-per-word", "time for each word", "soft", "{} ms a word", "time_per_word"),
        Rule("reading-table", "characters for the time", "soft", "{} characters", "reading_table"),
        Rule("gap", "the gap to the next cue", "hard", "{} ms", "min_gap"),
        Rule("early", "not long before the first word", "hard", "{} ms", "early"),
        Rule("late", "not long after the first word", "hard", "{} ms", "late"),
        Rule("linger", "not long after the last word", "soft", "{} ms", "linger"),
        Rule("trim", "every word is shown to its end", "soft", "{} ms", "max_trim"),
        Rule("shot-change", "in- and out-times keep clear of cuts", "soft", "{} ms", "shot_changes"),
        Rule("pause", "no cue stands through a pause", "soft", "{} ms", "max_pause", _BBC_PAUSE),
        Rule("one-line", "two lines only where one is too short", "note", "{} characters", source=_NETFLIX_LINES, most=0.01),
        Rule("top-line", "no upper line of one or two words", "note", "{} words", source=_NETFLIX_TOP, most=0.01),
        Rule("one-word", "no cue of a single word", "note", "{} word", source=_NETFLIX_TOP, most=0.01),
        Rule("line-end", "no line ends on an article, preposition, conjunction, pronoun or title", "note", "line {}", source=_NETFLIX_LINES, most=0.03),
        Rule("weak-line-end", "no line ends on an auxiliary or a negation", "note", "line {}", source=_NETFLIX_LINES, most=0.04),
        Rule("sentence-start", "no cue ends a sentence and begins one that it does not finish", "note", "line {}", source=_TED, most=0.02),
        Rule("parted", "names, and numbers with their units, stay on a line", "note", "line {}", source=_DCMP, most=0.0),
    )
}  # fmt: skip
"""The rules by name, in the order in which they are told."""


_ASKED_FOR = {
    rule.name: rule
    for rule in (
        Rule("past-end", "no cue is shown when the video is over", "hard", "{} ms", source=_UNSEEN),
        Rule("portable", "what all readers take alike", "hard", "{} times", source=_READERS),
    )
}  # fmt: skip
"""The rules that hold only where they are asked for."""


def rule_of(name: str) -> Rule:
    """The rule of a name; one that is not known (a plug-in's) is soft and has no source."""
    return RULES.get(name) or _ASKED_FOR.get(name) or Rule(name, name, "soft", "{}")


def source(name: str, profile: Profile) -> Source:
    """Where a rule comes from: the profile's own source of its figure, or else what holds for all houses."""
    rule = rule_of(name)
    return profile.sources.get(rule.field) or rule.source


def source_of(finding: Finding, profile: Profile) -> Source:
    """Where the rule that a finding breaks comes from."""
    forbidden = finding.rule == "gap" and finding.value >= profile.min_gap
    if forbidden and "forbidden_gap" in profile.sources:
        return profile.sources["forbidden_gap"]
    return source(finding.rule, profile)


def sentence(finding: Finding) -> str:
    """A finding in words: the rule, the figure, the limit, whether it could be avoided, and what is known of the reason.

    >>> from subkit.report import Finding
    >>> sentence(Finding("reading-speed", 3, 24.5, 20.0, "the speech is that fast", avoidable=False))
    'reading-speed: 24.5 characters a second, limit 20; unavoidable: the speech is that fast'
    """
    rule = rule_of(finding.rule)
    verdict = {True: "avoidable", False: "unavoidable", None: ""}[finding.avoidable]
    more = ": ".join(part for part in (verdict, finding.reason) if part)
    if rule.kind == "note":
        told = f"{finding.rule}: {more or rule.title}"
    else:
        value = finding.value
        exact = f"{value:.1f}" if abs(value) >= 1 else f"{value:.2f}"
        figure = rule.figure.format(f"{value:.0f}" if value == int(value) else exact)
        told = f"{finding.rule}: {figure}, limit {finding.limit:g}" + (f"; {more}" if more else "")
    return told
