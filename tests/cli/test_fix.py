"""``subkit fix``: what it writes, what it shows, what it refuses, and its exit codes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from program import payload

if TYPE_CHECKING:
    from collections.abc import Callable

    from program import Done

BROKEN = """1
00:00:00,000 --> 00:00:04,000
{\\an8}<i>Good morning, all of</i> my friends. Let us go down to the river.

2
00:00:03,900 --> 00:00:04,500
It rains.
"""
FIXED = """1
00:00:00,000 --> 00:00:03,817
{\\an8}<i>Good morning, all of</i> my friends.
Let us go down to the river.

2
00:00:03,900 --> 00:00:04,733
It rains.
"""
DIFF = """@@ cue 1: lines @@
-00:00:00,000 --> 00:00:04,000
-Good morning, all of my friends. Let us go down to the river.
+00:00:00,000 --> 00:00:03,817
+Good morning, all of my friends.
+Let us go down to the river.
@@ cue 2: time @@
-00:00:03,900 --> 00:00:04,500
+00:00:03,900 --> 00:00:04,733
 It rains.
"""
FAST = "1\n00:00:00,000 --> 00:00:01,000\nThis can be read\nby nobody in a second.\n\n2\n00:00:01,083 --> 00:00:02,083\nNo.\n"
NETFLIX = ("--profile", "netflix-en", "--language", "en")


@pytest.fixture
def broken(here: Path) -> Path:
    (here / "a.srt").write_text(BROKEN)
    return Path("a.srt")


def test_fixed_captions_are_written_and_the_changes_shown(run: Callable[..., Done], broken: Path) -> None:
    done = run("fix", broken, "-o", "b.srt", *NETFLIX)
    assert (0, DIFF, FIXED) == (done.code, done.out.decode(), Path("b.srt").read_text())
    assert "2 changes (1 lines, 1 time), timed by characters" in done.err
    assert "3 -> 0 findings of netflix-en" in done.err
    assert BROKEN == broken.read_text()


def test_fixing_the_fixed_file_writes_the_same_bytes(run: Callable[..., Done], broken: Path) -> None:
    broken.write_bytes(FIXED.replace("\n", "\r\n").encode("utf-8-sig"))
    before = broken.read_bytes()
    done = run("fix", broken, "-o", "b.srt", *NETFLIX)
    assert (0, b"", before) == (done.code, done.out, Path("b.srt").read_bytes())
    assert "nothing to change; 0 -> 0 findings" in done.err


def test_a_dry_run_shows_the_changes_and_writes_nothing(run: Callable[..., Done], broken: Path) -> None:
    done = run("fix", broken, "--dry-run", *NETFLIX)
    assert (0, DIFF, BROKEN) == (done.code, done.out.decode(), broken.read_text())
    assert ["a.srt"] == [path.name for path in Path().iterdir()]


def test_in_place_writes_the_file_itself(run: Callable[..., Done], broken: Path) -> None:
    assert 0 == run("fix", broken, "--in-place", "-q", *NETFLIX).code
    assert FIXED == broken.read_text()


def test_a_file_that_cannot_be_kept_to_the_byte_is_not_replaced(run: Callable[..., Done], here: Path) -> None:
    slow = b"0:00:01.000,0:00:01.100\nGood morning, all of my friends.\n"
    (here / "a.sbv").write_bytes(slow)
    done = run("fix", "a.sbv", "--in-place")
    said = "subkit: a.sbv: is YouTube SBV, which would be written anew, without what is not read; use -o\n"
    assert (1, said, slow) == (done.code, done.err, (here / "a.sbv").read_bytes())
    done = run("fix", "a.sbv", "-o", "b.sbv")
    assert (0, True) == (done.code, "a.sbv: YouTube SBV is written anew" in done.err)


def test_without_an_output_captions_go_to_stdout_and_changes_to_stderr(
    program: Callable[..., Done], here: Path
) -> None:
    done = program("fix", "-", *NETFLIX, stdin=BROKEN.encode())
    assert (0, FIXED) == (done.code, done.out.decode())
    assert "@@ cue 2: time @@" in done.messages
    assert [] == list(here.iterdir())


def test_the_format_follows_the_name_and_what_that_loses_is_said(
    run: Callable[..., Done], broken: Path
) -> None:
    done = run("fix", broken, "-o", "b.vtt", *NETFLIX)
    assert "00:00:03.817 line:0\n<i>Good morning, all of</i> my friends.\nLet us" in Path("b.vtt").read_text()
    assert "left out" not in done.err
    done = run("fix", "b.vtt", "-o", "c.srt", *NETFLIX)
    assert (
        FIXED.replace("{\\an8}<i>", "").replace("</i>", "") == Path("c.srt").read_text().rstrip("\n") + "\n"
    )
    assert "b.vtt: tags and places of 1 cues left out: srt cannot say them" in done.messages


def test_json_says_what_was_done(run: Callable[..., Done], broken: Path) -> None:
    done = run("fix", broken, "-o", "b.srt", "--json", *NETFLIX)
    found = done.json
    assert ("subkit.fix/1", "characters", 2, 2) == tuple(
        found[key] for key in ("schema", "timing", "cues_before", "cues")
    )
    assert ["lines", "time"] == [change["kind"] for change in found["changes"]]
    assert (3, 0) == (len(found["findings_before"]), len(found["findings_after"]))


def test_words_of_a_transcript_time_the_cues(
    run: Callable[..., Done], here: Path, talk: Callable[..., Path]
) -> None:
    said = "Good morning, all of you. Now let us go down to the river and see what there is to see today."
    words = talk("talk.json", *said.split())
    (here / "a.srt").write_text(f"1\n00:00:00,500 --> 00:00:10,900\n{said}\n")
    done = run("fix", "a.srt", "-o", "b.srt", "--words", words, *NETFLIX)
    assert 0 == done.code
    assert "timed by the words" in done.err
    starts = {round(1000 * word["start_time"]) for word in payload(*said.split())["transcript"][0]["words"]}
    stamps = [line[:12] for line in Path("b.srt").read_text().splitlines() if "-->" in line]
    assert len(stamps) > 1
    assert all(1000 * int(stamp[6:8]) + int(stamp[9:]) in starts for stamp in stamps)


@pytest.mark.parametrize(("fail_on", "code"), [("never", 0), ("soft", 1), ("hard", 0)])
def test_the_exit_code_says_what_is_left_if_asked(
    program: Callable[..., Done], here: Path, fail_on: str, code: int
) -> None:
    (here / "fast.srt").write_text(FAST)
    done = program("fix", "fast.srt", "-o", "out.srt", "--fail-on", fail_on, "--rules", "time", *NETFLIX)
    assert code == done.code
    assert Path(here / "out.srt").exists()


def test_findings_that_are_left_are_said_if_asked(run: Callable[..., Done], here: Path) -> None:
    (here / "fast.srt").write_text(FAST)
    done = run("fix", "fast.srt", "--dry-run", "-v", "--rules", "time", *NETFLIX)
    assert any(message.startswith("fast.srt: cue 1: reading-speed 38, limit 20") for message in done.messages)


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["a.srt", "-o", "b.srt", "--in-place"], 2, "-o and --in-place say two things"),
        (["-", "--in-place"], 2, "stdin cannot be fixed in place"),
        (["a.srt", "-o", "a.srt"], 2, "is the input a.srt"),
        (["a.srt", "--json"], 2, "would both be written to stdout"),
        (["a.srt", "--rules", "times"], 2, "'times' is none; did you mean 'time'?"),
        (["a.srt", "--to", "srt,vtt"], 2, "--to takes one format"),
        (["a.srt", "--to", "xyz"], 2, "unknown format 'xyz'"),
        (["-", "--words", "-"], 2, "cannot both be stdin"),
        (["a.srt", "--profile", "netflix"], 3, "unknown profile 'netflix'"),
        (["none.srt"], 1, "none.srt"),
        (["empty.srt"], 1, "empty.srt: holds no captions"),
        (["reversed.srt"], 1, "reversed.srt:2: the cue ends before it begins"),
        (["a.srt", "-o", "no/such/b.srt"], 7, "no/such/b.srt"),
        (["a.srt", "--words", "other.json", "-o", "b.srt"], 1, "not the same speech"),
    ],
)
def test_what_cannot_be_done_is_refused_in_one_line_and_nothing_written(
    program: Callable[..., Done],
    broken: Path,
    talk: Callable[..., Path],
    *,
    arguments: list[str],
    code: int,
    message: str,
) -> None:
    Path("empty.srt").write_text("")
    Path("reversed.srt").write_text("1\n00:00:03,000 --> 00:00:01,000\nNo.\n")
    talk(
        "other.json",
        *["something", "else", "was", "said", "in", "here", "by", "someone", "entirely", "different"],
    )
    before = sorted(path.name for path in Path().iterdir())
    done = program("fix", *arguments)
    assert (code, 1) == (done.code, len(done.messages)), done.err
    assert message in done.err
    assert before == sorted(path.name for path in Path().iterdir())
    assert BROKEN == broken.read_text()


def test_several_files_are_fixed_in_place_and_one_that_cannot_be_stops_no_other(
    run: Callable[..., Done], here: Path
) -> None:
    names = ("a.srt", "broken.srt", "b.srt")
    for name in names:
        (here / name).write_text(
            "1\n00:00:01,000 --> 00:00:01,200\nHello there.\n" if name != "broken.srt" else "no captions"
        )
    done = run("fix", *names, "--in-place", "-q")
    assert 1 == done.code
    assert [one for one in done.messages if "broken.srt" in one]
    assert (
        (here / "a.srt").read_text()
        == (here / "b.srt").read_text()
        != "1\n00:00:01,000 --> 00:00:01,200\nHello there.\n"
    )
    assert 0 == run("fix", "a.srt", "b.srt", "--in-place", "-q").code


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ([], "several FILEs need --in-place or --dry-run"),
        (["-o", "out.srt"], "several FILEs need --in-place or --dry-run"),
        (["--dry-run", "--json"], "--json is for one FILE, and there are several"),
        (["--in-place", "--words", "x.json"], "--words is for one FILE, and there are several"),
        (["--in-place", "--shots", "x.txt"], "--shots or --video is for one FILE, and there are several"),
    ],
)
def test_what_is_said_of_one_file_is_refused_for_several(
    run: Callable[..., Done], options: list[str], said: str
) -> None:
    done = run("fix", "a.srt", "b.srt", *options)
    assert (2, True) == (done.code, said in done.err)
