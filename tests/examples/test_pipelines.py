"""The pipeline in shell, and the steps for schedulers: run again they do nothing, broken off they go on, and they pay once."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pipelines import EXAMPLES, ran, times, with_results
from standins import standing_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from standins import World


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return with_results(tmp_path, monkeypatch)


@pytest.fixture
def world(
    folder: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[World]:
    with standing_in(folder, tmp_path_factory.mktemp("outside"), monkeypatch) as found:
        yield found


def test_the_shell_pipeline_does_what_is_new_and_nothing_else(folder: Path) -> None:
    (folder / "results" / "it's a talk.json").write_bytes((folder / "results/product.json").read_bytes())
    assert 0 == ran("sh", EXAMPLES / "captions.sh", "results", "out").returncode
    first = times(folder, "out/*.vtt")
    assert ["it's a talk.vtt", "product.vtt", "workshop.vtt"] == list(first)
    again = ran("sh", EXAMPLES / "captions.sh", "results", "out")
    assert (0, first) == (again.returncode, times(folder, "out/*.vtt"))
    # As if killed before one was written, and another result came anew.
    (folder / "out/product.vtt").unlink()
    os.utime(folder / "results/workshop.json")
    assert 0 == ran("sh", EXAMPLES / "captions.sh", "results", "out").returncode
    now = times(folder, "out/*.vtt")
    assert ["it's a talk.vtt"] == [name for name in first if first[name] == now[name]]
    assert "<testsuites" in (folder / "out/report.xml").read_text()


def test_the_steps_can_be_repeated_and_pay_once(
    folder: Path, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(EXAMPLES)
    import steps  # noqa: PLC0415 - an example, beside others

    options = {"profile": "captions", "finish_in": 0}
    key = steps.submit("talk.wav", "verbit", options)
    assert key == steps.submit("talk.wav", "verbit", options)
    while not steps.is_done(key):
        pass  # a stand-in is done after a question or two
    assert [key, key] == [steps.fetch(key), steps.fetch(key)]
    paths = steps.convert(key, str(folder / "captions"))
    assert [str(folder / "captions/talk.srt"), str(folder / "captions/talk.vtt")] == paths
    written = [Path(path).read_bytes() for path in paths]
    assert written == [Path(path).read_bytes() for path in steps.convert(key, str(folder / "captions"))]
    assert (0, 1) == world.starts


@pytest.mark.usefixtures("world")
def test_a_step_that_came_too_early_says_so(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(EXAMPLES)
    import steps  # noqa: PLC0415 - as above

    from subkit.errors import JobUnfinishedError  # noqa: PLC0415 - beside it

    key = steps.submit("talk.wav", "verbit", {"profile": "captions", "finish_in": 900})
    with pytest.raises(JobUnfinishedError):
        steps.convert(key, str(folder / "captions"))
