"""The pipeline in make, and results that are none in both: what is new is done, and nothing else; media are paid once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pipelines import EXAMPLES, ran, times, with_results

if TYPE_CHECKING:
    from pathlib import Path

    from standins import World


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return with_results(tmp_path, monkeypatch)


def test_a_result_that_is_none_fails_the_shell_pipeline_and_stops_no_other(folder: Path) -> None:
    (folder / "results/broken.json").write_text("{")
    done = ran("sh", EXAMPLES / "captions.sh", "results", "out")
    assert (1, True) == (done.returncode, "broken.json" in done.stderr)
    assert ["product.vtt", "workshop.vtt"] == list(times(folder, "out/*.vtt"))
    broken = ran("sh", EXAMPLES / "captions.sh", "results", "out", "netflix-en")
    assert 1 == broken.returncode, "the profile's hard rules count"


def test_make_does_what_is_new_and_nothing_else_and_pays_once(folder: Path, world: World) -> None:
    (folder / "media").mkdir()
    (folder / "talk.wav").rename(folder / "media/talk.wav")
    make = ("make", "-f", EXAMPLES / "Makefile", "OPTIONS=--option profile=captions --option finish_in=0")
    done = ran(*make, "-j", "2")
    assert 0 == done.returncode, done.stderr
    expected = [
        f"{name}.{form}"
        for name in ("product", "talk", "workshop")
        for form in ("captions.json", "srt", "vtt")
    ]
    assert sorted(expected) == [name for name in times(folder, "captions/*.*") if name != "report.xml"]
    first = times(folder, "captions/*.vtt")
    assert (0, first) == (ran(*make).returncode, times(folder, "captions/*.vtt"))
    for name in ("talk.captions.json", "talk.srt", "talk.vtt", "product.vtt"):
        (folder / "captions" / name).unlink()
    assert 0 == ran(*make).returncode
    now = times(folder, "captions/*.vtt")
    assert ["workshop.vtt"] == [name for name in first if first[name] == now[name]]
    assert (0, 1) == world.starts


def test_make_fails_as_often_as_the_captions_do(folder: Path) -> None:
    strict = ("make", "-f", EXAMPLES / "Makefile", "PROFILE=netflix-en", "FAIL_ON=soft")
    (folder / "results/workshop.json").unlink()
    assert [2, 2] == [ran(*strict).returncode, ran(*strict).returncode]
    assert (folder / "captions/report.xml").exists()
