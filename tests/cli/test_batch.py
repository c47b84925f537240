"""`subkit batch` from the command line: what it makes, what it skips, what it says, and how it ends."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from program import PROGRAM, Done, payload

from subkit.corpus.journal import NAME

if TYPE_CHECKING:
    from collections.abc import Callable

PATIENCE = 120  # seconds; for what is sure to come, if late on a busy machine

pytestmark = pytest.mark.usefixtures("here")


def corpus(count: int, folder: str = "in") -> None:
    for number in range(count):
        path = Path(folder, f"day {number % 3}", f"talk {number}.json")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(payload("This", "is", "talk", f"{number}.")))


def made(folder: str = "out") -> dict[str, bytes]:
    """All that lies in a folder, but for the journal."""
    files = [path for path in Path(folder).rglob("*") if path.is_file() and path.name != NAME]
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def lines(path: str = "report.jsonl") -> list[dict[str, Any]]:
    return [json.loads(line) for line in Path(path).read_text("utf-8").splitlines()]


def test_good_files_are_captioned_and_bad_ones_are_told(run: Callable[..., Done]) -> None:
    corpus(4)
    bad = {
        "empty.json": b"",
        "torn.json": b'{"transcript": [{"wor',
        "odd.json": b"\xff\x00\x01",
        "none.json": b"{}",
        "half.json.gz": gzip.compress(b'{"transcript": []}')[:-9],
    }
    for name, content in bad.items():
        Path("in", name).write_bytes(content)
    Path("in/packed.json.gz").write_bytes(gzip.compress(json.dumps(payload("Packed.")).encode()))
    Path("in/link.json").symlink_to("nowhere")
    Path("in/notes.txt").write_text("no input")
    os.mkfifo("in/pipe.json")
    done = run("batch", "in", "-o", "out", "--to", "srt,vtt", "--report", "report.jsonl")
    assert 1 == done.code
    assert {
        f"{name}.{form}"
        for name in ("day 0/talk 0", "day 0/talk 3", "day 1/talk 1", "day 2/talk 2", "packed")
        for form in ("srt", "vtt")
    } == set(made())
    failed = {line["input"]: line["error"] for line in lines() if "error" in line}
    assert {f"in/{name}" for name in (*bad, "link.json")} == set(failed)
    assert 11 == len(lines())
    assert all(any(name in message for message in done.messages) for name in failed)
    assert "11 inputs: 5 done, 6 failed" in done.messages[-1]


def test_a_second_run_does_what_is_new_or_has_changed(run: Callable[..., Done]) -> None:
    corpus(3)
    assert 0 == run("batch", "in", "-o", "out", "-q").code
    before = made()
    Path("in/day 0/talk 0.json").write_text(json.dumps(payload("Changed.")))
    Path("out/day 1/talk 1.srt").unlink()
    corpus(1, "in/new")
    done = run("batch", "in", "-o", "out", "--report", "report.jsonl")
    assert "4 inputs: 3 done, 1 kept" in done.messages[-1]
    assert ["in/day 2/talk 2.json"] == [line["input"] for line in lines() if line.get("kept")]
    assert before["day 1/talk 1.srt"] == made()["day 1/talk 1.srt"]
    assert b"Changed." in made()["day 0/talk 0.srt"]
    assert "4 inputs: 4 done" in run("batch", "in", "-o", "out", "--profile", "bbc").messages[-1]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["a/t.json", "b/t.json", "-o", "out"],
            "a/t.json and b/t.json would both be written to out/t.srt; --base",
        ),
        (["a/t.json", "a/t.vtt", "-o", "out"], "a/t.json and a/t.vtt would both be written to out/t.srt"),
        (["a", "-o", "a", "--to", "vtt", "--suffix", "vtt,json"], "a/t.vtt is an input, which would be lost"),
        (["a", "-o", "out", "--report", "a/t.json"], "--report: a/t.json is an input"),
        (["a", "-o", "out", "--suffix", "xml"], "nothing to caption in a; --suffix"),
        (["-o", "out"], "no INPUT"),
        (["-", "-o", "out"], "stdin is one input"),
        (["a/t.json", "--base", "b", "-o", "out"], "a/t.json: does not lie below b"),
        (["a", "-o", "out", "--to", "stl"], "is read and not written"),
    ],
)
def test_what_cannot_go_well_is_refused_before_anything_is_done(
    run: Callable[..., Done], talk: Callable[..., Path], arguments: list[str], message: str
) -> None:
    for name in ("a/t.json", "b/t.json", "a/t.vtt"):
        talk(name)
    done = run("batch", *arguments)
    assert 2 == done.code
    assert message in done.err
    assert not Path("out").exists()


@pytest.mark.parametrize(
    ("options", "shown"),
    [
        (["--replace", "words.txt", "--to", "srt,json"], "tea party"),
        (["--remove-fillers", "--language", "en", "--mask", "masked.txt", "--to", "txt"], "The t** is cold."),
        (["--speaker", "1=Ada", "--speaker-style", "bracket", "--min-turn", "0.5"], "[ADA] Um, the tea"),
        (["--for", "resolve", "--frame-rate", "25", "--language", "en-US"], "01:00:00,480"),
        (["--words", "highlight", "--to", "vtt,json"], "<u>"),
        (["--karaoke", "--no-styling", "--to", "vtt"], "<00:00:0"),
    ],
    ids=["replaced", "without fillers", "named", "for a target", "word by word", "karaoke"],
)
def test_options_of_convert_make_the_same_in_batch(
    run: Callable[..., Done], options: list[str], shown: str
) -> None:
    turns = [["Um,", "the", "tea", "is", "cold."], ["Um,", "and", "good."]]
    said = [payload(*turn, start=number * 2.5 + 0.5)["transcript"][0] for number, turn in enumerate(turns)]
    segments = [{"speakerId": number, **one} for number, one in enumerate(said, start=1)]
    Path("talk.json").write_text(json.dumps({"transcript": segments}))
    Path("words.txt").write_text("tea => tea party\n")
    Path("masked.txt").write_text("tea\n")
    assert 0 == run("convert", "talk.json", "--output-dir", "one", *options, "-q").code
    done = run("batch", "talk.json", "-o", "many", *options, "--report", "report.jsonl", "-q")
    assert (0, made("one")) == (done.code, made("many"))
    assert any(shown in content.decode() for content in made("many").values()), made("many")


def test_what_no_caption_file_can_be_given_fails_by_file_and_what_is_too_large_for_its_target(
    run: Callable[..., Done],
) -> None:
    Path("talk.srt").write_text("1\n00:00:01,000 --> 00:00:02,000\nUm, hello.\n")
    Path("um.json").write_text(json.dumps(payload("Um,", "uh.")))
    Path("small.toml").write_text('title = "Small"\nformat = "srt"\nformats = ["srt"]\nmax_bytes = 9\n')
    done = run("batch", "talk.srt", "um.json", "-o", "out", "--remove-fillers", "--language", "en")
    assert 1 == done.code
    assert "talk.srt: captions are kept as they are; --recut changes words and names, too" in done.err
    assert "um.json: holds nothing but fillers" in done.err
    done = run("batch", "talk.srt", "-o", "out", "--for", "small.toml")
    assert 7 == done.code
    assert "talk.srt: has 44 bytes, and small takes 9 at most" in done.err
    assert not Path("out/talk.srt").exists()
    Path("talk.txt").write_text("tea => coffee\n")
    assert 2 == run("batch", "talk.srt", "-o", ".", "--to", "txt", "--replace", "talk.txt").code


def test_lists_keep_their_ways_and_patterns_theirs_below_the_fixed_part(run: Callable[..., Done]) -> None:
    corpus(2)
    Path("list").write_bytes(b"in/day 0/talk 0.json\0")
    done = run("batch", "--files-from", "list", "-0", "in/day 1/talk 1.json", "-o", "out", "-q")
    assert (0, {"in/day 0/talk 0.srt", "talk 1.srt"}) == (done.code, set(made()))
    done = run("batch", "in/*/*.json", "-o", "out2", "-q")
    assert (0, {"day 0/talk 0.srt", "day 1/talk 1.srt"}) == (done.code, set(made("out2")))


def test_the_first_failure_ends_the_run_if_that_is_asked(run: Callable[..., Done]) -> None:
    for number in range(300):
        Path(f"{number}.json").write_text("{}")
    done = run("batch", "*.json", "-o", "out", "--fail-fast", "--jobs", "1")
    assert 1 == done.code
    assert "300 inputs: 1 failed, 299 left" in done.messages[-1]


def test_what_cannot_be_written_is_told_and_ends_with_7(run: Callable[..., Done]) -> None:
    corpus(3)
    Path("out/day 1").mkdir(parents=True)
    Path("out/day 1/talk 1.srt").mkdir()
    done = run("batch", "in", "-o", "out")
    assert 7 == done.code
    assert "out/day 1/talk 1.srt: is a folder; name a file in it" in done.err
    assert {"day 0/talk 0.srt", "day 2/talk 2.srt"} == set(made())
    Path("out/day 1/talk 1.srt").rmdir()
    assert "3 inputs: 1 done, 2 kept" in run("batch", "in", "-o", "out").messages[-1]


@pytest.mark.parametrize("option", ["--report", "--journal"])
def test_a_report_or_journal_that_finds_no_room_ends_the_run_in_a_line(
    run: Callable[..., Done], option: str
) -> None:
    corpus(3)
    done = run("batch", "in", "-o", "out", option, "/dev/full")
    assert (7, ["subkit: /dev/full: no space left on the disk"]) == (done.code, done.messages)
    assert "3 inputs: " in run("batch", "in", "-o", "out").messages[-1]
    assert 3 == len(made())


def test_files_that_may_not_grow_so_large_fail_alone_and_nothing_of_them_stays(
    run: Callable[..., Done],
) -> None:
    corpus(2)
    Path("in/long.json").write_text(json.dumps(payload(*["So", "much", "is", "said."] * 2000)))
    limited = f"ulimit -f 8; exec {PROGRAM} batch in -o out"  # of 512 bytes
    done = subprocess.run(["/bin/sh", "-c", limited], capture_output=True, text=True, check=False)
    assert 7 == done.returncode, done.stderr
    assert "out/long.srt: the file would be larger than allowed here" in done.stderr
    assert {"day 0/talk 0.srt", "day 1/talk 1.srt"} == set(made())
    assert "3 inputs: 1 done, 2 kept" in run("batch", "in", "-o", "out").messages[-1]


def test_an_interrupt_ends_in_order_and_the_next_run_goes_on(run: Callable[..., Done]) -> None:
    os.mkfifo("held.json")  # nobody writes to it, so no run that has it gets to its end
    for count, how in ((30, signal.SIGINT), (60, signal.SIGTERM)):
        corpus(count)
        with start("held.json") as begun:
            wait_for_more(begun)
            begun.send_signal(how)
            _, err = begun.communicate(timeout=PATIENCE)
        assert (130, b"subkit: interrupted\n") == (begun.returncode, err)
    journal = Path("out", NAME).read_bytes()
    assert journal.endswith(b"\n")
    corpus(90)
    done = run("batch", "in", "-o", "out")
    kept = len({json.loads(line)["input"] for line in journal.splitlines()})
    assert f"{90 - kept} done, {kept} kept" in done.messages[-1]
    assert 90 == len(made())


def test_a_run_that_is_killed_ends_the_same_when_it_is_started_again(run: Callable[..., Done]) -> None:
    corpus(30)  # at any point, and many times: tests/scale/test_killing.py
    assert 0 == run("batch", "in", "-o", "whole", "-q").code
    with start() as begun:
        wait_for_more(begun)
        begun.kill()
    whole = made("whole")
    assert all(content == whole.get(name) for name, content in made().items() if not name.endswith(".tmp"))
    assert 0 == run("batch", "in", "-o", "out", "-q").code
    assert whole == made()


def start(*more: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([PROGRAM, "batch", "in", *more, "-o", "out"], stderr=subprocess.PIPE)


def wait_for_more(begun: subprocess.Popen[bytes]) -> None:
    """Wait until more inputs are done than were at first."""
    journal, until = Path("out", NAME), time.monotonic() + PATIENCE
    before = journal.stat().st_size if journal.exists() else 0
    while begun.poll() is None and not (journal.exists() and journal.stat().st_size > before):
        assert time.monotonic() < until
        time.sleep(0.002)


def test_a_manifest_goes_in_and_comes_out_with_captions(run: Callable[..., Done]) -> None:
    words = [{"word": "Hello", "start": 0.5, "end": 0.9}]
    rows = [{"clip": "a.wav", "said": words, "take": 7}, {"clip": "b.wav"}]
    Path("m.jsonl").write_text(
        "".join(json.dumps(row) + "\n" for row in rows) + '{"torn\n' + json.dumps(rows[0])
    )
    named = ["--column", "name=clip", "--column", "words=said"]
    done = run("batch", "--manifest", "m.jsonl", *named, "-o", "out", "--manifest-out", "o.jsonl")
    assert 1 == done.code
    assert "4 inputs: 1 done, 3 failed" in done.messages[-1]
    assert "m.jsonl:3: is no JSON object" in done.err
    first, second, third, again = lines("o.jsonl")
    assert {**rows[0], "captions": {"srt": "out/a.srt"}, "cues": 1} == first
    assert "m.jsonl:2: has no words" in second["error"]["message"]
    assert "m.jsonl:3" in third["error"]["message"]
    assert "m.jsonl:4: would be written to out/a.srt, as that of row 1 is" == again["error"]["message"]
    assert (
        1 == run("batch", "--manifest", "m.jsonl", *named, "-o", "out", "--manifest-out", "/dev/stdout").code
    )
    for options in (
        ["a.json", "--column", "words=x"],
        ["--manifest", "m.jsonl", "--column", "sound=x"],
        ["--manifest", "none.jsonl"],
    ):
        assert 2 == run("batch", *options, "-o", "out").code
