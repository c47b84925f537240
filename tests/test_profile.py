"""Profiles: what they say, where it comes from, and what is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import profiles

from subkit.errors import InputError, ProfileError, UnknownNameError
from subkit.profile import Profile, names
from subkit.provenance import Source
from subkit.weights import Weights

if TYPE_CHECKING:
    from pathlib import Path

FIGURES = {
    "max_line_length",
    "max_lines",
    "max_cps",
    "min_duration",
    "max_duration",
    "min_gap",
    "forbidden_gap",
    "linger",
    "early",
    "late",
    "max_pause",
    "gap_policy",
    "max_trim",
}


KEYS = [*Profile.__struct_fields__, "extends", "max_line", "weights.cue", "sources.linger", "sources.x"]
VALUES = [
    "1", "-1", "0.5", "nan", "inf", "true", '"1 s"', '"2 frames"', '"soon"', "[]", "[1, 2]", '["1 s", "2 s"]', "{}",
    "{near = 1, to_cut = 2}", '{steps = [[12, "1 s"]]}', '{basis = "house"}', "1979-05-27", '"default"', '"sdh"', '"trim"',
    "99999999999999999999999",
]  # fmt: skip


def refusal(path: Path) -> str:
    """Why a file is no profile; empty if it is one."""
    try:
        Profile.load(path)
    except ProfileError as error:
        return str(error)
    return ""


class TestShipped:
    def test_there_are_a_default_and_netflix(self) -> None:
        assert {"default", "netflix-en"} <= set(names())

    @pytest.mark.parametrize("name", names())
    def test_a_profile_has_its_name_a_title_and_a_source_for_every_figure(self, name: str) -> None:
        profile = Profile.load(name)
        assert name == profile.name
        assert profile.title
        assert set(profile.sources) >= FIGURES - ({"max_cps"} if profile.max_cps is None else set())
        weights = {f"weights.{field}" for field in profile.weights.__struct_fields__}
        assert set(profile.sources) <= {*Profile.__struct_fields__, *weights}
        for source in profile.sources.values():
            assert source.clause
            assert source.address.startswith("https://") or ("house" == source.basis and not source.address)

    def test_netflix_counts_frames_at_24_a_second(self) -> None:
        profile = Profile.load("netflix-en")
        assert (833, 7000) == (profile.min_duration, profile.max_duration)
        assert (83, (125, 500)) == (profile.min_gap, profile.forbidden_gap)


class TestOnesOwn:
    def test_a_file_is_read_by_its_path(self, tmp_path: Path) -> None:
        path = tmp_path / "narrow.toml"
        path.write_text(
            'frame_rate = 25\nmax_line_length = 20\nmin_gap = "2 frames"\nmin_duration = "5/6 s"\n'
            'forbidden_gap = ["3 frames", 500]\n[weights]\ncue = 900\n'
        )
        expected = Profile(
            name="narrow",
            max_line_length=20,
            min_gap=80,
            min_duration=833,
            forbidden_gap=(120, 500),
            frame_rate="25",
            in_frames={"min_gap": "2 frames", "forbidden_gap": ["3 frames", 500]},
            weights=Weights(cue=900),
        )
        assert expected == Profile.load(path) == Profile.load(str(path))

    def test_a_name_in_the_file_is_kept(self, tmp_path: Path) -> None:
        path = tmp_path / "a.toml"
        path.write_text('name = "b"')
        assert "b" == Profile.load(path).name

    @pytest.mark.parametrize(
        ("content", "reason"),
        [
            ("max_line_length = ", "is no TOML"),
            ("\xff", "is no TOML"),
            ("max_length = 42", "unknown key max_length; did you mean"),
            ("max_line_lenght = 42", "unknown key max_line_lenght; did you mean 'max_line_length'"),
            ("zzz = 42", "unknown key zzz; 'subkit profiles default' shows all there are"),
            ("[weights]\nzzz = 42", "unknown key weights.zzz; 'subkit profiles default --json' shows"),
            (
                "[sources.linger]\nzzz = 42",
                "unknown key sources.linger.zzz; there are: basis, clause, address",
            ),
            ('max_line_length = "42"', "max_line_length: expected a whole number, found text"),
            ("max_line_length = 42.5", "max_line_length: expected a whole number, found a number"),
            ("linger = true", "linger: expected a whole number, found true or false"),
            ("title = [1]", "title: expected text, found a list"),
            ('audience = "kids"', "audience is 'kids', it must be adults or children or sdh or sdh_children"),
            ("audience = [1]", "audience: expected text, found a list"),
            ("min_duration = 0.5", "min_duration: expected a whole number"),
            ('min_duration = "half a second"', "min_duration: 'half a second' is no span of time"),
            ('min_gap = "2 frames"', "'2 frames' needs a frame_rate"),
            ('frame_rate = 0\nmin_gap = "2 frames"', "frame_rate is 0"),
            ('frame_rate = -24\nmin_gap = "2 frames"', "frame_rate is -24"),
            ("frame_rate = [24]", r"frame_rate is \[24\]"),
            ("frame_rate = nan", "frame_rate is nan"),
            ('gap_policy = "hide"', "gap_policy is 'hide', it must be cover or trim"),
            ("forbidden_gap = [1]", "forbidden_gap"),
            ('max_wpm = "fast"', "max_wpm"),
            ('time_per_word = "0.3 seconds"', "is no span of time"),
            ("reading_table = 5", "reading_table"),
            ("reading_table = {}", "reading_table lacks steps"),
            ("reading_table = {steps = 5}", "steps"),
            ("reading_table = {steps = [12]}", "steps"),
            ('reading_table = {steps = [[12, "soon"]]}', "'soon' is no span of time"),
            ('reading_table = {steps = [["12", "1 s"]]}', "steps"),
            ("reading_table = {steps = [[]]}", "steps"),
            ('forbidden_gap = ["1 ms", "soon"]', "'soon' is no span of time"),
            ("[weights]\ncues = 1", "unknown key weights.cues; did you mean 'cue'"),
            ('[sources.linger]\nbasis = "hearsay"', "basis"),
            ("name = 5", "name"),
        ],
    )
    def test_what_is_no_profile_is_refused_with_the_reason(
        self, tmp_path: Path, content: str, reason: str
    ) -> None:
        path = tmp_path / "own.toml"
        path.write_bytes(content.encode("latin-1"))
        with pytest.raises(ProfileError, match=reason) as caught:
            Profile.load(path)
        assert "\n" not in str(caught.value)

    @given(st.dictionaries(st.sampled_from(KEYS), st.sampled_from(VALUES), max_size=4))
    def test_whatever_a_file_says_it_is_a_profile_or_refused_in_one_line(
        self, tmp_path_factory: pytest.TempPathFactory, said: dict[str, str]
    ) -> None:
        path = tmp_path_factory.getbasetemp() / "any.toml"
        path.write_text("".join(f"{key} = {value}\n" for key, value in said.items()), "utf-8")
        assert not set("\n`$") & set(refusal(path))

    def test_what_cannot_be_read_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(InputError):
            Profile.load(tmp_path)
        with pytest.raises(InputError):
            Profile.load(str(tmp_path / "missing.toml"))

    @pytest.mark.parametrize("name", ["netflix", "", "../default", "default.TOML"])
    def test_an_unknown_name_is_refused(self, name: str) -> None:
        with pytest.raises(UnknownNameError, match="unknown profile"):
            Profile.load(name)


class TestContradictions:
    @pytest.mark.parametrize(
        ("figures", "reason"),
        [
            ({"min_gap": -1}, "min_gap must not be negative"),
            ({"linger": -1, "early": -5}, "linger and early must not be negative"),
            ({"max_line_length": 0}, "a line needs room for a character"),
            ({"max_line_length": 501}, "max_line_length is 501, no screen has room for more than 500"),
            ({"max_lines": 0}, "a cue needs a line"),
            ({"max_lines": 5}, "max_lines is 5, no cue has more than 4"),
            ({"max_cps": 0.0}, "max_cps is 0.0"),
            ({"max_cps": 0.001}, "max_cps is 0.001, nobody reads as slowly; it must be 0.01 or more"),
            ({"max_cps": float("nan")}, "max_cps is nan"),
            ({"max_cps": float("inf")}, "max_cps is inf"),
            ({"max_duration": 0}, "max_duration must be above zero"),
            ({"max_pause": 1 << 64}, "max_pause must not be longer than a hundred years"),
            ({"min_duration": 8000}, r"min_duration \(8000 ms\) is longer than max_duration \(7000 ms\)"),
            ({"max_wpm": 0.0}, "max_wpm is 0.0"),
            ({"max_cps_children": -1.0}, "max_cps_children is -1.0"),
            ({"max_cue_length": 0}, "max_cue_length is 0"),
            ({"min_line_ratio": 1.5}, "min_line_ratio is 1.5"),
            ({"time_per_word": -1}, "time_per_word must not be negative"),
            ({"time_per_word": 7001}, r"time_per_word \(7001 ms\) leaves no time for a word"),
            (
                {"min_duration": 2000, "max_duration_one_line": 1000},
                r"min_duration \(2000 ms\) is longer than max_duration_one_line \(1000 ms\)",
            ),
            ({"sources": {"max_line": Source(basis="house")}}, "sources names max_line, which is no figure"),
            ({"unchecked": frozenset({"max_line"})}, "unchecked names max_line, which is no limit"),
            ({"weights": Weights(cue=100_001)}, "weights.cue is 100001, it must be from -100000 to 100000"),
            ({"weights": Weights(short=10_001)}, "weights.short is 10001, it must be from -10000 to 10000"),
            ({"max_pause": 0}, "max_pause must be above zero"),
            ({"forbidden_gap": (500, 100)}, "forbidden_gap begins at 500 ms and ends before it, at 100 ms"),
            ({"forbidden_gap": (0, 500)}, "min_gap .0 ms. lies inside forbidden_gap"),
            ({"forbidden_gap": (-5, 0)}, "forbidden_gap must not be negative"),
            (
                {"weights": Weights(short=-1, speed=-2)},
                "weights.short and weights.speed must not be negative",
            ),
        ],
    )
    def test_a_profile_that_contradicts_itself_is_refused(
        self, figures: dict[str, object], reason: str
    ) -> None:
        with pytest.raises(ProfileError, match=f"^profile own: .*{reason}"):
            Profile(name="own", **figures)

    @given(profiles())
    def test_a_valid_profile_is_the_same_after_a_round_through_plain_data(self, profile: Profile) -> None:
        assert profile == msgspec.convert(msgspec.to_builtins(profile), Profile)


class TestAdjusted:
    def test_nothing_to_adjust_is_the_profile_itself(self) -> None:
        profile = Profile.load("default")
        assert profile is profile.adjusted()

    @given(
        st.fixed_dictionaries(
            {},
            optional={
                "max_line_length": st.integers(1, 80),
                "max_lines": st.integers(1, 3),
                "max_cps": st.floats(1, 40),
                "min_duration": st.integers(0, 3000),
                "max_duration": st.integers(3000, 9000),
                "gap_policy": st.sampled_from(["cover", "trim"]),
            },
        )
    )
    def test_only_what_is_given_changes(self, changes: dict[str, object]) -> None:
        profile = Profile.load("netflix-en")
        adjusted = profile.adjusted(**changes)
        for figure in FIGURES:
            assert changes.get(figure, getattr(profile, figure)) == getattr(adjusted, figure)

    def test_a_new_limit_that_contradicts_an_old_one_is_refused(self) -> None:
        with pytest.raises(ProfileError, match="longer than max_duration"):
            Profile.load("netflix-en").adjusted(max_duration=500)
