"""Which cues keep every limit, rule by rule, and which have an ugly shape."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from benchmarks.gold import Document, Spoken
from benchmarks.kept import Shapes, kept, shapes
from subkit.model import Cue
from subkit.profile import Profile

NETFLIX = Profile.load("netflix-en")
TRIM = NETFLIX.adjusted(gap_policy="trim")
TEXTS = [
    "Once",
    "there",
    "was",
    "a",
    "long",
    "old",
    "bridge",
    "over",
    "the",
    "river",
    "near",
    "us.",
    "Nobody",
    "came.",
]
WORDS = tuple(Spoken(text, 1 + at * 0.25, 1.25 + at * 0.25, None) for at, text in enumerate(TEXTS))
GOOD = [
    Cue(1000, 2667, ("Once there was", "a long old bridge")),
    Cue(2750, 4667, ("over the river near us. Nobody",)),
    Cue(5500, 7000, ("came.",)),
]


def document(words: tuple[Spoken, ...] = WORDS, joiner: str = " ", language: str = "en") -> Document:
    return Document("tale", language, "ted", "A", "cues+lines", "asr", joiner, words, ())


def spoken(*times: tuple[float, float]) -> tuple[Spoken, ...]:
    return tuple(Spoken(text, *span, None) for text, span in zip(TEXTS, times, strict=True))


HEARD = spoken(
    *[(1 + at * 0.23, 1.23 + at * 0.23) for at in range(7)],
    *[(2.75 + at * 0.3, 3.05 + at * 0.3) for at in range(6)],
    (5.5, 6.5),
)


def test_cues_within_every_limit_are_kept() -> None:
    found = kept(GOOD, document(HEARD), NETFLIX)
    assert (3, 3, 3, 3, {}) == (found.cues, found.hard, found.unhurried, found.all, dict(found.broken))


@pytest.mark.parametrize(
    ("number", "change", "rule", "hard"),
    [
        (0, {"end": 2800}, "order", True),
        (2, {"end": 5500}, "order", True),
        (0, {"lines": ("Once there was a long old bridge" + " " * 12 + "x",)}, "length", True),
        (0, {"lines": ("Once", "there was", "a long old bridge")}, "lines", True),
        (2, {"end": 6300}, "short", True),
        (2, {"end": 13_000}, "over", True),
        (2, {"start": 5350}, "start", False),
        (0, {"end": 2700}, "gap", False),
        (1, {"end": 5200}, "gap", False),
        (2, {"end": 6450}, "end", False),
    ],
)
def test_each_rule_is_counted(number: int, change: dict[str, object], rule: str, hard: bool) -> None:
    cues = [replace(cue, **change) if at == number else cue for at, cue in enumerate(GOOD)]
    found = kept(cues, document(HEARD), NETFLIX)
    assert rule in found.broken
    assert (found.hard < 3, found.all < 3) == (hard, True)


def test_speech_that_is_too_fast_is_counted_apart() -> None:
    cues = [replace(GOOD[0], start=1200), *GOOD[1:]]
    words = spoken(
        *[(1.2 + at * 0.2, 1.4 + at * 0.2) for at in range(7)],
        *[(word.start, word.end) for word in HEARD[7:]],
    )
    found = kept(cues, document(words), NETFLIX)
    assert (2, 3, 2) == (found.hard, found.unhurried, found.all)
    assert {"fast": 1} == found.broken


def test_a_single_word_longer_than_a_line_is_excused() -> None:
    word = "x" * 60
    found = kept([Cue(0, 4000, (word,))], document((Spoken(word, 0, 4, None),)), NETFLIX)
    assert (1, 1) == (found.hard, found.all)


def test_a_pause_inside_a_cue_is_counted() -> None:
    words = (Spoken("Once", 0, 0.5, None), Spoken("again.", 1.6, 2.5, None))
    assert {"pause": 1} == kept([Cue(0, 2500, ("Once again.",))], document(words), NETFLIX).broken


def test_trimming_by_no_more_than_the_policy_says_is_no_fault() -> None:
    words = (Spoken("Once", 0, 1, None), Spoken("again.", 1, 3, None))
    for end, broken in ((2917, {}), (2900, {"end": 1})):
        assert broken == kept([Cue(0, end, ("Once again.",))], document(words), TRIM).broken
    assert {"end": 1} == kept([Cue(0, 2917, ("Once again.",))], document(words), NETFLIX).broken


def test_two_lines_that_fit_one_and_lopsided_ones_are_counted() -> None:
    cues = [
        Cue(0, 1, ("Once", "there was a bridge")),
        Cue(1, 2, ("Once upon a time there was a very old", "bridge over the river")),
        Cue(2, 3, ("one line",)),
    ]
    assert Shapes(pairs=2, needless=1, lopsided=1) == shapes(cues, document(), NETFLIX)


def test_a_label_takes_its_room_where_it_is_shown() -> None:
    pair = ("There is no right", "time for the truth.")
    first, again = Cue(0, 1, pair, "Speaker 4"), Cue(1, 2, pair, "Speaker 4")
    assert Shapes(2, 1, 0) == shapes([first, again], document(), NETFLIX)


def test_a_line_of_japanese_is_as_long_as_japanese_has_it() -> None:
    japanese = document(joiner="", language="ja")
    assert Shapes(2, 1, 0) == shapes(
        [Cue(0, 1, ("すべての人に", "安全な")), Cue(1, 2, ("すべての人たちに", "安全な場所を"))],
        japanese,
        NETFLIX,
    )
