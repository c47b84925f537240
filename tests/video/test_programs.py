"""How programs are run: what they say, how long they may take, and what is left of them."""

from __future__ import annotations

import os
import pickle
import time
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from subkit.errors import OutputError, ToolError, ToolKilledError, ToolMissingError, ToolTimeoutError
from subkit.video.making import making
from subkit.video.programs import ffmpeg, given

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PATIENCES = (0.5, 5, 50)
"""Seconds: the first in which a machine, busy as it may be, starts a program and hears of it is enough."""


@pytest.fixture
def in_place_of_ffmpeg(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Has a shell script run where ffmpeg would."""

    def put(script: str) -> None:
        program = tmp_path / "odd-ffmpeg"
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
        monkeypatch.setenv("SUBKIT_FFMPEG", str(program))

    return put


def test_how_far_the_work_is_is_told_in_ms(make_media: Callable[..., Path], tmp_path: Path) -> None:
    heard: list[int] = []
    copied = ("-map", "0", "-c", "copy", str(tmp_path / "out.mkv"))
    ffmpeg("talk.mp4", [*given(make_media()), *copied], on_time=heard.append)
    assert heard == sorted(heard)
    assert heard[-1] == pytest.approx(2000, abs=100)


def test_an_error_is_told_in_the_programs_own_words(make_media: Callable[..., Path], tmp_path: Path) -> None:
    command = [*given(make_media()), "-map", "0:s:7", str(tmp_path / "out.mkv")]
    with pytest.raises(ToolError, match=r"talk.mp4: ffmpeg: .*"):
        ffmpeg("talk.mp4", command)


def test_a_program_that_gets_no_further_is_ended(
    in_place_of_ffmpeg: Callable[[str], None], tmp_path: Path
) -> None:
    name = tmp_path / "id"
    in_place_of_ffmpeg(f"echo $$ > {name}.new; mv {name}.new {name}; exec sleep 600")
    for patience in PATIENCES:
        with pytest.raises(ToolTimeoutError, match=rf"got no further for {patience} s"):
            ffmpeg("talk.mp4", [], patience=patience)
        if name.exists():
            break
    with pytest.raises(ProcessLookupError):
        os.kill(int(name.read_text()), 0)


def test_a_program_that_says_the_same_again_and_again_gets_no_further(
    in_place_of_ffmpeg: Callable[[str], None],
) -> None:
    in_place_of_ffmpeg(
        "while :; do printf 'frame=1\\nout_time_us=40000\\nprogress=continue\\n'; sleep 0.02; done"
    )
    with pytest.raises(ToolTimeoutError):
        ffmpeg("talk.mp4", [], patience=PATIENCES[0])


def test_a_program_that_gets_further_has_all_the_time(
    in_place_of_ffmpeg: Callable[[str], None], tmp_path: Path
) -> None:
    heard: list[int] = []

    def hear(at: int) -> None:
        heard.append(at)
        (tmp_path / f"{at}").touch()

    for patience in PATIENCES:
        report = "printf 'out_time_us=%d000000\\nprogress=continue\\n' $at"
        until_heard = f"until rm {tmp_path}/${{at}}000; do sleep 0.02; done 2>/dev/null"
        in_place_of_ffmpeg(f"for at in 1 2 3 4 5 6; do {report}; {until_heard}; sleep {patience / 5}; done")
        heard.clear()
        began = time.monotonic()
        with suppress(ToolTimeoutError):  # a busy machine may take longer for one step
            ffmpeg("talk.mp4", [], patience=patience, on_time=hear)
            break
    assert time.monotonic() - began > patience
    assert [1000, 2000, 3000, 4000, 5000, 6000] == heard


def test_a_program_that_is_killed_says_so(in_place_of_ffmpeg: Callable[[str], None]) -> None:
    in_place_of_ffmpeg("kill -9 $$")
    with pytest.raises(ToolKilledError, match=r"was killed \(signal 9\)"):
        ffmpeg("talk.mp4", [])


def test_a_flood_of_complaints_is_no_flood_of_memory(in_place_of_ffmpeg: Callable[[str], None]) -> None:
    in_place_of_ffmpeg(
        "yes '[h264 @ 0xabc] error while decoding' | head -n 400000 >&2; echo last >&2; exit 1"
    )
    with pytest.raises(ToolError, match=r"ffmpeg: error while decoding; last$"):
        ffmpeg("talk.mp4", [])


def test_a_variable_that_names_no_program_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUBKIT_FFMPEG", "/nowhere/ffmpeg")
    with pytest.raises(ToolMissingError, match="SUBKIT_FFMPEG: /nowhere/ffmpeg is no program"):
        ffmpeg("talk.mp4", [])


@pytest.mark.parametrize(
    "error",
    [
        ToolError("ffmpeg", "a.mp4", "x"),
        ToolTimeoutError("ffmpeg", "a.mp4", 60),
        ToolKilledError("ffmpeg", "a.mp4", 9),
        ToolMissingError("ffprobe", "y"),
    ],
)
def test_errors_of_programs_can_be_pickled(error: Exception) -> None:
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert (type(error), str(error)) == (type(again), str(again))


def test_a_file_that_is_made_takes_the_targets_name_when_it_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "out.mp4"
    target.write_text("old")
    with making(target) as unfinished:
        unfinished.write_text("new")
        assert target.read_text() == "old"
    assert target.read_text() == "new"
    assert [target] == list(tmp_path.iterdir())


def test_of_a_file_that_is_not_made_whole_nothing_is_left(tmp_path: Path) -> None:
    target = tmp_path / "out.mp4"

    def half() -> None:
        with making(target) as unfinished:
            unfinished.write_text("half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        half()
    assert [] == list(tmp_path.iterdir())


def test_a_target_that_cannot_be_is_refused_before_the_work(tmp_path: Path) -> None:
    (tmp_path / "there.mp4").touch()
    refused = {
        tmp_path: "is a folder",
        tmp_path / "none" / "out.mp4": "no such folder",
        tmp_path / "there.mp4": "may not be overwritten",
        "/dev/null": "is no file",
    }
    for target, reason in refused.items():
        with pytest.raises(OutputError, match=reason), making(target, overwrite=False):
            pytest.fail("the work began")


def test_a_program_that_makes_nothing_has_failed(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="no such file"), making(tmp_path / "out.mp4"):
        pass


def test_a_file_that_could_not_be_written_is_no_success(in_place_of_ffmpeg: Callable[[str], None]) -> None:
    in_place_of_ffmpeg("echo 'Error writing trailer of file:made.mp4: No space left on device' >&2")
    with pytest.raises(ToolError, match=r"Error writing trailer .* No space left on device$"):
        ffmpeg("talk.mp4", [])
