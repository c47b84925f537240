"""Captions cut by periods: put together again they are the captions; and what ffmpeg packages is timed by its own first frame."""

from __future__ import annotations

import subprocess
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from subkit.errors import InputError, OutputError
from subkit.formats import parse
from subkit.model import Captions, Cue
from subkit.video.dash import Period, cut, first_frame, periods_of, publish, read
from subkit.video.dash.manifest import Element
from subkit.video.programs import find

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NOWHERE = Element(name="Period", prefix="", attributes={}, line=1, start=0)
MOMENTS = st.fractions(0, 20, max_denominator=90_000)


@st.composite
def presentations(draw: st.DrawFn) -> tuple[list[Period], Fraction]:
    edges = [Fraction(0), *sorted(draw(st.lists(MOMENTS, min_size=1, max_size=4, unique=True)))]
    if edges[1] == 0:
        edges.pop(0)
    ends = [*edges[1:], draw(st.none() | MOMENTS.map(lambda more: edges[-1] + more + 1))]
    first = draw(st.fractions(0, 2, max_denominator=90_000)) + edges[0]
    return [Period(NOWHERE, *one) for one in zip(edges, ends, strict=True)], first


@st.composite
def captions(draw: st.DrawFn) -> Captions:
    marks = sorted(draw(st.lists(st.integers(0, 22_000), min_size=2, max_size=12, unique=True)))
    return Captions(tuple([Cue(a, b, (f"cue {n}",)) for n, (a, b) in enumerate(pairwise(marks))]))


@settings(max_examples=50)
@given(presentations(), captions())
def test_every_ms_of_every_cue_is_shown_when_it_should_be(
    presentation: tuple[list[Period], Fraction], given_: Captions
) -> None:
    periods, first = presentation
    made = cut(given_, periods, first)
    shown: dict[str, list[tuple[int, int]]] = {}
    for period, text in zip(periods, made.texts, strict=True):
        begins = 1000 * (period.start - first)
        for cue in parse(text, "vtt"):
            edges = (round(begins + cue.start), round(begins + cue.end))
            shown.setdefault(cue.text, []).append(edges)
    left = {cue.text for cue in made.past}
    for cue in given_:
        pieces = shown.pop(cue.text, [])
        assert (cue.text in left) == (not pieces)
        if pieces:
            assert cue.start == pytest.approx(pieces[0][0], abs=1)
            assert cue.end == pytest.approx(pieces[-1][1], abs=1)
            assert all(late == pytest.approx(early, abs=1) for (_, early), (late, _) in pairwise(pieces))
    assert {} == shown


def test_a_cue_never_comes_before_its_frame() -> None:
    third = Period(NOWHERE, Fraction(0), None)
    made = cut(Captions((Cue(0, 1000, ("a",)),)), [third], Fraction(1001, 30000))
    assert 34 == parse(made.texts[0], "vtt")[0].start


def test_files_are_written_all_or_none(tmp_path: Path) -> None:
    publish(str(tmp_path), {"a.vtt": "WEBVTT\n\nNOTE made by subkit\n", "c.vtt": "x"})
    (tmp_path / "b.vtt").write_text("theirs")
    with pytest.raises(
        OutputError, match=r"b\.vtt: is there already, and subkit did not make it; --overwrite"
    ):
        publish(str(tmp_path), {"a.vtt": "new", "b.vtt": "new"})
    assert ["WEBVTT\n\nNOTE made by subkit\n", "theirs", "x"] == [
        path.read_text() for path in sorted(tmp_path.iterdir())
    ]
    publish(str(tmp_path), {"a.vtt": "new", "b.vtt": "new"}, overwrite=True)
    assert "new" == (tmp_path / "b.vtt").read_text()


@pytest.fixture(scope="module")
def package(make_media: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Packages a test pattern of 29.97 frames a second for DASH."""

    def package(*more: str) -> Path:
        target = tmp_path_factory.mktemp("dash") / "v.mpd"
        media = make_media(rate="30000/1001", seconds=3, more=("-g", "13"))
        command = [find("ffmpeg"), "-v", "error", "-nostdin", "-i", str(media), "-c", "copy", *more]
        subprocess.run([*command, "-f", "dash", "-seg_duration", "1", "v.mpd"], check=True, cwd=target.parent)
        return target

    return package


KINDS = [(), ("-single_file", "1"), ("-use_timeline", "0"), ("-hls_playlist", "1", "-use_template", "0")]


@pytest.mark.parametrize("more", KINDS)
def test_captions_begin_with_the_first_frame_of_what_ffmpeg_packages(
    package: Callable[..., Path], more: tuple[str, ...]
) -> None:
    path = package(*more)
    root = read(path.read_bytes(), str(path))
    first = first_frame(root, periods_of(root, str(path))[0], str(path))
    folder = path.parent
    whole = folder / "v-stream0.mp4"
    parts = (
        [whole] if whole.exists() else [folder / "init-stream0.m4s", *sorted(folder.glob("chunk-stream0-*"))]
    )
    asked = ["-v", "error", "-show_entries", "stream=start_time", "-of", "csv=p=0", "pipe:0"]
    data = b"".join(part.read_bytes() for part in parts)
    told = subprocess.run([find("ffprobe"), *asked], input=data, capture_output=True, check=True).stdout
    assert float(told) == pytest.approx(float(first), abs=0.001)


def test_media_that_are_not_there_are_told(package: Callable[..., Path]) -> None:
    path = package()
    (path.parent / "chunk-stream0-00001.m4s").unlink()
    root = read(path.read_bytes(), str(path))
    with pytest.raises(InputError, match=r"chunk-stream0-00001\.m4s is not there; .*--first-pts"):
        first_frame(root, periods_of(root, str(path))[0], str(path))
