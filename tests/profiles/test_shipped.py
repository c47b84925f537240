"""The shipped profiles: what they say, by their sources and by the page, and captions that keep to them."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import spoken_transcripts

from subkit import caption, read
from subkit.contradictions import CHECKED
from subkit.model import Segment, Transcript, Word
from subkit.profile import Profile, names
from subkit.weights import Weights

ROOT = Path(__file__).parent.parent.parent
SAMPLES = ["pictory/workshop.json", "pictory/product.json", "verbit/lecture.json", "verbit/panel.json"]
# What speech alone can force: everything else is ours to keep.
FORCED = {
    "reading-speed",
    "words-per-minute",
    "time-per-word",
    "reading-table",
    "min-duration",
    "gap",
    "line-ratio",
}
LONG = "a single word is longer than a line"
NETFLIX = {"lines": 2, "line": 42, "min": 833, "max": 7000, "gap": 83, "forbidden": (125, 500)}
NETFLIX |= {"early": 83, "late": 83, "linger": 500, "shape": "bottom-heavy"}
RULES = {"max_line_length": "line-length", "max_cps": "reading-speed", "min_duration": "min-duration"}
RULES |= {"max_duration": "max-duration", "max_lines": "lines"}
DCMP = {"line": 32, "lines": 2, "min": 1333, "max": 6000}
BBC = {"lines": 2, "wpm": 180, "word": 300, "gap": 0, "forbidden": (1, 1000)}
BBC |= {"early": 1500, "late": 2000, "linger": 1500, "shape": "linguistic"}
OWN = {"lines": 2, "gap": 0}

CHECKS = {
    "netflix-latin": NETFLIX | {"cps": 17, "children": 13},
    "netflix-en": NETFLIX | {"cps": 20, "children": 17},
    "netflix-sdh-en": NETFLIX | {"cps": 20, "children": 17},
    "bbc": BBC | {"line": 37},
    "bbc-vertical": BBC | {"line": 25, "lines": 3},
    "ted": {"line": 42, "lines": 2, "cue": 84, "cps": 21, "min": 1000, "max": 7000, "early": 100, "shape": "even", "ratio": 0.5},
    "amara": {"line": 42, "lines": 2, "cps": 25, "children": 16, "min": 1000, "max": 7000, "early": 500, "late": 500},
    "dcmp-lower": DCMP | {"wpm": 130},
    "dcmp-middle": DCMP | {"wpm": 140},
    "dcmp-upper": DCMP | {"wpm": 160},
    "dcmp-theatrical": DCMP | {"wpm": 235, "min": 2000},
    "ofcom": {"lines": 2, "wpm": 180, "late": 3000},
    "csa-fr": {"lines": 2, "table": ((12, 1000), (20, 2000), (36, 3000), (60, 4000))},
    "karamitroglou": {"lines": 2, "wpm": 180, "max": 6000, "one line": 3500},
    "channel4": {"line": 38, "lines": 2},
    "amazon": {"line": 42, "lines": 2, "cps": 17, "min": 1000, "max": 7000, "gap": 83},
    "arte": {"line": 40, "lines": 2, "cps": 20, "min": 1000, "max": 10_000, "gap": 200},
    "iwslt": {"line": 42, "lines": 2, "cps": 21},
    "youtube": OWN | {"line": 42, "cps": 21, "min": 1000, "max": 7000, "shape": "even", "ratio": 0.5},
    "vertical-short": OWN | {"line": 24, "cps": 25, "min": 700, "max": 5000},
}  # fmt: skip
COLUMNS = {
    "line": "max_line_length",
    "lines": "max_lines",
    "cue": "max_cue_length",
    "cps": "max_cps",
    "children": "max_cps_children",
    "wpm": "max_wpm",
    "word": "time_per_word",
    "table": "reading_table",
    "min": "min_duration",
    "max": "max_duration",
    "one line": "max_duration_one_line",
    "gap": "min_gap",
    "forbidden": "forbidden_gap",
    "early": "early",
    "late": "late",
    "linger": "linger",
    "shape": "shape",
    "ratio": "min_line_ratio",
}


def checked(profile: Profile) -> dict[str, object]:
    """What a profile checks or prefers, by the short names of the page."""
    figures = {
        short: getattr(profile, field) for short, field in COLUMNS.items() if field not in profile.unchecked
    }
    if profile.reading_table:
        figures["table"] = profile.reading_table.steps
    return {short: figure for short, figure in figures.items() if figure is not None}


@pytest.fixture(scope="module", params=SAMPLES)
def transcript(request: pytest.FixtureRequest) -> Transcript:
    return read(ROOT / "samples" / request.param)


def test_every_house_style_is_shipped() -> None:
    assert sorted([*CHECKS, "default"]) == names()


@pytest.mark.parametrize("name", CHECKS)
def test_what_the_source_says_is_checked_and_nothing_else(name: str) -> None:
    assert CHECKS[name] == checked(Profile.load(name))


@pytest.mark.parametrize("name", names())
def test_no_shipped_profile_guesses_the_medias_frame_rate(name: str) -> None:
    assert not Profile.load(name).on_frames


def test_the_french_table_has_its_tolerance() -> None:
    table = Profile.load("csa-fr").reading_table
    assert table
    assert 0.2 == table.tolerance


@pytest.mark.parametrize("name", CHECKS)
def test_a_figure_that_is_only_ours_is_not_checked_in_another_s_name(name: str) -> None:
    profile = Profile.load(name)
    ours = {field for field, source in profile.sources.items() if source.basis == "house"} & CHECKED
    if name in ("youtube", "vertical-short"):
        assert {source.basis for source in profile.sources.values()} == {"house"}
    else:
        assert ours - profile.unchecked <= ({"max_lines"} if name == "channel4" else set())
        assert profile.unchecked <= ours


@pytest.mark.parametrize("name", names())
def test_every_figure_that_is_set_has_a_source(name: str) -> None:
    profile, bare = Profile.load(name), Profile(name="bare")
    described = set(profile.__struct_fields__) - {
        "name",
        "title",
        "weights",
        "sources",
        "inherited",
        "unchecked",
        "in_frames",
    }
    differing = {field for field in described if getattr(profile, field) != getattr(bare, field)}
    assert differing <= profile.sources.keys()


@pytest.mark.parametrize("name", names())
def test_captions_of_a_sample_keep_to_what_is_ours_to_keep(name: str, transcript: Transcript) -> None:
    captions = caption(transcript, name)
    broken = {finding.rule for finding in captions.findings if finding.reason != LONG}
    assert broken <= FORCED
    assert [word.text for word in transcript.words] == [word.text for cue in captions for word in cue.words]
    profile = Profile.load(name)
    lines = [line for cue in captions for line in cue.lines if " " in line]
    assert max(map(len, lines)) <= profile.max_line_length
    assert all(len(cue.lines) <= profile.max_lines for cue in captions)


@given(spoken_transcripts(), st.sampled_from(names()))
def test_every_style_keeps_the_words_their_order_and_its_lines(spoken: Transcript, name: str) -> None:
    captions = caption(spoken, name)
    assert [word.text for word in captions.transcript.words] == [
        word.text for cue in captions for word in cue.words
    ]
    assert all(a.end <= b.start for a, b in pairwise(captions.cues))
    assert all(len(cue.lines) <= Profile.load(name).max_lines for cue in captions)
    off = Profile.load(name).unchecked
    assert not {finding.rule for finding in captions.findings} & {
        RULES[field] for field in off & RULES.keys()
    }


@pytest.mark.parametrize("name", names())
def test_a_profile_is_the_same_after_a_round_through_plain_data(name: str) -> None:
    profile = Profile.load(name)
    assert profile == msgspec.convert(msgspec.to_builtins(profile), Profile)


def test_profiles_differ_in_what_they_make(transcript: Transcript) -> None:
    def made(name: str) -> list[tuple[str, ...]]:
        return [cue.lines for cue in caption(transcript, name)]

    assert made("bbc") != made("bbc-vertical") != made("vertical-short")
    assert made("default") != made("dcmp-lower") != made("arte")


def test_the_shape_of_the_bbc_gives_way_to_the_language() -> None:
    bbc, plain = Profile.load("bbc").weights, Weights()
    assert bbc.imbalance < plain.imbalance
    assert bbc.lopsided < plain.lopsided
    netflix = Profile.load("netflix-en").weights
    assert (plain.imbalance, plain.lopsided) == (netflix.imbalance, netflix.lopsided)


def test_netflix_pays_more_than_others_for_a_gap_and_for_time_to_read() -> None:
    netflix, plain = Profile.load("netflix-en").weights, Weights()
    assert netflix.tight > plain.tight
    assert netflix.too_fast > plain.too_fast
    assert netflix.too_brief > plain.too_brief


def shown(short: str, figure: object) -> str:
    """A figure as the page writes it."""
    if figure is None:
        return ""
    if short == "table":
        return "12, 20, 36, 60 in 1, 2, 3, 4 s (+20 %)"
    if isinstance(figure, tuple):
        return f"{shown('gap', figure[0])} to {shown('gap', figure[1])}"
    if short in ("word", "min", "max", "one line", "gap", "early", "late", "linger"):
        span = int(str(figure))
        return f"{span} ms" if span % 100 else f"{span / 1000:g} s" if span else "0"
    return f"{figure:g}" if isinstance(figure, int | float) else str(figure)


def row(name: str) -> str:
    """A profile's row in the page: what it checks."""
    profile = Profile.load(name)
    figures = checked(profile)
    bases = sorted(
        {profile.sources[field].basis for field in profile.sources.keys() & CHECKED - profile.unchecked}
    )
    cells = [shown(short, figures.get(short)) for short in COLUMNS]
    return re.sub(" +", " ", f"| {' | '.join([f'`{name}`', *cells, ', '.join(bases)])} |")


@pytest.mark.parametrize("name", names())
def test_the_page_shows_what_each_profile_checks(name: str) -> None:
    lines = (ROOT / "docs/profiles.md").read_text("utf-8").splitlines()
    assert [row(name)] == [line for line in lines if line.startswith(f"| `{name}` |")]


def test_the_page_tells_every_key_and_what_two_profiles_have() -> None:
    text = (ROOT / "docs/profiles.md").read_text("utf-8")
    table = text[text.index("| key | is |") :].split("\n\n", 1)[0].splitlines()[2:]
    rows = {key.strip(" `"): cells for _, key, _, *cells, _ in (row.split("|") for row in table)}
    own = {"overridden", "inherited", "in_frames"}
    assert ["extends", *(field for field in Profile.__struct_fields__ if field not in own)] == list(rows)
    for column, profile in enumerate((Profile.load("default"), Profile.load("netflix-en"))):
        for short, field in COLUMNS.items():
            if field not in ("shape", "reading_table"):
                assert shown(short, getattr(profile, field)) == rows[field][column].strip()


@pytest.mark.parametrize("name", names())
def test_a_pause_of_a_second_and_a_quarter_ends_a_cue_marks_or_not(name: str) -> None:
    words = [
        Word(text, at * 300 + 1250 * (at > 2), at * 300 + 1250 * (at > 2) + 300)
        for at, text in enumerate(("so", "we", "all", "went", "home"))
    ]
    captions = caption(Transcript((Segment(tuple(words)),), language="en"), name)
    assert ["all", "home"] == [cue.words[-1].text for cue in captions.cues]
