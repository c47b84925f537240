"""``subkit diff``: three ways of telling, and the exit codes of the program diff."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from program import Done

OLD = """1
00:00:00,000 --> 00:00:01,000
Once there was a
long old bridge

2
00:00:01,000 --> 00:00:02,000
over the river near us.
"""
NEW = OLD.replace("near us", "by us").replace("02,000", "02,400")


@pytest.fixture
def pair(here: Path) -> None:
    (here / "old.srt").write_text(OLD)
    (here / "new.srt").write_text(NEW)


@pytest.mark.usefixtures("pair")
def test_changes_stand_one_a_line_and_are_summed_up(run: Callable[..., Done]) -> None:
    done = run("diff", "old.srt", "new.srt")
    assert (1, "") == (done.code, done.err)
    assert [
        "00:00:01.000  cue 2 → 2  text changed: near → by",
        "00:00:01.000  cue 2 → 2  out-time +400 ms",
        "1 text changed, 1 out-time changed; 2 and 2 cues",
    ] == done.out.decode().splitlines()


@pytest.mark.usefixtures("pair")
def test_no_difference_is_a_success(run: Callable[..., Done]) -> None:
    done = run("diff", "old.srt", "old.srt")
    assert (0, b"no differences in 2 and 2 cues\n") == (done.code, done.out)


@pytest.mark.usefixtures("pair")
def test_times_within_the_tolerance_are_no_difference(run: Callable[..., Done], here: Path) -> None:
    (here / "late.srt").write_text(OLD.replace("02,000", "02,040"))
    assert run("diff", "old.srt", "late.srt").code == 1
    assert run("diff", "old.srt", "late.srt", "--tolerance", "40").code == 0


@pytest.mark.usefixtures("pair")
def test_json_holds_counts_and_every_change(run: Callable[..., Done], program: Callable[..., Done]) -> None:
    done = program("diff", "old.srt", "-", "--json", stdin=NEW.encode())
    assert {
        "schema": "subkit.diff/1",
        "first": {"source": "old.srt", "cues": 2},
        "second": {"source": "stdin", "cues": 2},
        "counts": {"text": 1, "out-time": 1},
        "changes": [
            {"kind": "text", "first": 2, "second": 2, "before": "near", "after": "by"},
            {"kind": "out-time", "first": 2, "second": 2, "by": 400},
        ],
    } == done.json
    assert done.out == run("diff", "old.srt", "new.srt", "--format", "json").out.replace(b"new.srt", b"stdin")


@pytest.mark.usefixtures("pair")
def test_the_suffix_of_the_output_says_how_to_tell(run: Callable[..., Done], here: Path) -> None:
    done = run("diff", "old.srt", "new.srt", "-o", "d.html")
    assert (1, b"") == (done.code, done.out)
    page = (here / "d.html").read_text("utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert "<ins>by</ins>" in page
    assert run("diff", "old.srt", "new.srt", "-o", "d.html", "--no-overwrite").code == 7
    assert run("diff", "old.srt", "new.srt", "-o", "d.txt").code == 1
    assert (here / "d.txt").read_bytes() == run("diff", "old.srt", "new.srt").out


@pytest.mark.usefixtures("pair")
@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("old.srt", "gone.srt"), "gone.srt: no such file"),
        (("old.srt", "bad.srt"), "bad.srt:2: expected a time line"),
        (("old.srt", "empty.srt"), "subkit: empty.srt: holds no captions\n"),
        (("-", "-"), "cannot both be stdin"),
        (("old.srt", "new.srt", "-o", "new.srt"), "is the input new.srt, which would be lost"),
        (("old.srt", "new.srt", "--tolerance", "-1"), "tolerance"),
    ],
)
def test_trouble_is_two_and_nothing_is_written(
    run: Callable[..., Done], here: Path, arguments: tuple[str, ...], complaint: str
) -> None:
    (here / "bad.srt").write_text("1\nnever\nhello\n")
    (here / "latin.srt").write_bytes("1\n00:00:00,000 --> 00:00:01,000\ncafé\n".encode("latin-1"))
    (here / "empty.srt").write_text("")
    before = {path: path.read_bytes() for path in here.iterdir()}
    done = run("diff", *arguments)
    assert (2, b"") == (done.code, done.out)
    assert complaint in done.err
    assert done.err.count("\n") == 1
    assert before == {path: path.read_bytes() for path in here.iterdir()}


@pytest.mark.usefixtures("pair")
def test_formats_are_told_by_suffix_or_by_their_first_characters(
    run: Callable[..., Done], program: Callable[..., Done], here: Path
) -> None:
    vtt = "WEBVTT\n\n" + OLD.replace(",", ".")
    (here / "old.vtt").write_text(vtt)
    assert run("diff", "old.srt", "old.vtt").code == 0
    assert program("diff", "old.srt", "-", stdin=vtt.encode()).code == 0
    (here / "captions").write_text(OLD)
    assert run("diff", "old.srt", "captions").code == 0


@pytest.mark.usefixtures("pair")
def test_nothing_in_captions_speaks_to_the_terminal(run: Callable[..., Done], here: Path) -> None:
    (here / "odd.srt").write_text(OLD.replace("near", "\x1b[31mred"))
    done = run("diff", "old.srt", "odd.srt")
    assert b"\x1b" not in done.out
