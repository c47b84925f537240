"""The options that tell of the media: what they do to captions and to checks, and what of them is refused."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from subkit.frames import frame_rate
from subkit.timecode import nearest_frame, of_frame

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from program import Done

RATES = ["23.976", "24", "25", "29.97", "30", "50", "59.94", "60"]


def times(srt: Path) -> list[tuple[int, int]]:
    """In- and out-times of SubRip, in ms."""
    found = re.findall(r"(\d+):(\d+):(\d+),(\d+) --> (\d+):(\d+):(\d+),(\d+)", srt.read_text("utf-8"))
    numbers = [[int(part) for part in match] for match in found]
    return [
        (((h * 60 + m) * 60 + s) * 1000 + ms, ((h2 * 60 + m2) * 60 + s2) * 1000 + ms2)
        for h, m, s, ms, h2, m2, s2, ms2 in numbers
    ]


@pytest.fixture
def speech(here: Path) -> Path:
    """A talk of two sentences, from 1.3 s to 2.7 s and from 3.3 s to 4.9 s."""
    return said(
        here, ("Hello,", 1.3, 1.9), ("everybody.", 2.0, 2.7), ("Good", 3.3, 3.8), ("evening.", 3.9, 4.9)
    )


def said(here: Path, *words: tuple[str, float, float]) -> Path:
    """A talk of words with their times."""
    path = here / "talk.json"
    entries = [{"word": text, "start_time": start, "end_time": end} for text, start, end in words]
    path.write_text(json.dumps({"transcript": [{"words": entries}]}))
    return path


@pytest.mark.parametrize("rate", RATES)
def test_times_lie_on_the_medias_frames(
    run: Callable[..., Done], speech: Path, here: Path, rate: str
) -> None:
    assert (0, b"", "") == run("convert", speech, "--profile", "netflix-en", "--frame-rate", rate)
    exact = frame_rate(rate)
    for time in [edge for cue in times(here / "talk.srt") for edge in cue]:
        assert time == of_frame(nearest_frame(time, exact), exact)


def test_a_retimed_text_lies_on_frames_too(run: Callable[..., Done], speech: Path, here: Path) -> None:
    (here / "talk.txt").write_text("Hello, everybody. Good evening.\n")
    options = ("--profile", "netflix-en", "--frame-rate", "24", "-o", "new.srt", "-q")
    assert 0 == run("retime", "talk.txt", "--words", speech, *options).code
    assert 0 == run("convert", speech, *options[:4], "-o", "made.srt").code
    assert times(here / "made.srt") == times(here / "new.srt")
    exact = frame_rate("24")
    edges = [edge for cue in times(here / "new.srt") for edge in cue]
    assert edges == [of_frame(nearest_frame(edge, exact), exact) for edge in edges]


def test_times_near_cuts_go_where_the_profile_wants_them(
    run: Callable[..., Done], speech: Path, here: Path
) -> None:
    (here / "cuts.txt").write_text("1.0\n3.0\n")
    options = ("--profile", "netflix-en", "--frame-rate", "24", "--shots", "cuts.txt")
    assert (0, b"", "") == run("convert", speech, *options)
    assert [(1000, 2917), (3000, 5417)] == times(here / "talk.srt")
    assert 0 == run("check", "talk.srt", *options).code
    report = json.loads(
        run("check", "talk.srt", "--json", "--shots", "cuts.txt", "--profile", "netflix-latin").out
    )
    assert [] == [one for one in report["inputs"][0]["findings"] if one["rule"] == "shot-change"]


def test_a_check_finds_what_is_too_near_a_cut(run: Callable[..., Done], here: Path) -> None:
    (here / "talk.srt").write_text("1\n00:00:01,125 --> 00:00:03,000\nHello.\n")
    (here / "cuts.txt").write_text("24f\n72f\n")
    done = run("check", "talk.srt", "--profile", "netflix-en", "--frame-rate", "24", "--shots", "cuts.txt")
    assert 0 == done.code
    assert 2 == done.out.decode().count(": shot-change: ")
    assert b"after a shot change" in done.out


@pytest.mark.parametrize(
    ("audience", "speed"), [("adults", 17), ("children", 13), ("sdh", 20), ("sdh-children", 17)]
)
def test_the_audience_sets_the_speed(
    run: Callable[..., Done], here: Path, audience: str, speed: float
) -> None:
    talk = said(here, ("x" * 40, 1.0, 1.5))
    options = ("--profile", "netflix-latin", "--audience", audience, "--report", "report.json")
    assert 0 == run("convert", talk, *options).code
    found = json.loads((here / "report.json").read_text())["inputs"][0]["findings"]
    assert [speed] == [one["limit"] for one in found if one["rule"] == "reading-speed"]


@pytest.fixture
def shown(here: Path) -> Path:
    """Captions off the frames of any rate; the second begins 120 ms before a cut at 3 s, the first ends 40 ms before it."""
    path = here / "shown.srt"
    path.write_text(
        "1\n00:00:01,013 --> 00:00:02,787\nHello, everybody.\n\n"
        "2\n00:00:02,880 --> 00:00:05,123\n<i>Good evening.</i>\n"
    )
    (here / "cuts.txt").write_text("3.0\n")
    return path


@pytest.mark.parametrize("rate", RATES)
def test_fixing_moves_times_to_frames_and_twice_changes_nothing(
    run: Callable[..., Done], shown: Path, here: Path, rate: str
) -> None:
    options = ("--profile", "netflix-en", "--frame-rate", rate, "--shots", "cuts.txt")
    assert 0 == run("fix", shown, "-o", "once.srt", "--fail-on", "soft", *options).code
    exact = frame_rate(rate)
    for time in [edge for cue in times(here / "once.srt") for edge in cue]:
        assert time == of_frame(nearest_frame(time, exact), exact)
    assert 0 == run("fix", "once.srt", "-o", "twice.srt", *options).code
    assert (here / "once.srt").read_bytes() == (here / "twice.srt").read_bytes()
    assert 0 == run("check", "once.srt", "--fail-on", "soft", *options).code


def test_fixing_moves_times_near_cuts_where_the_profile_wants_them(
    run: Callable[..., Done], shown: Path, here: Path
) -> None:
    options = ("--profile", "netflix-en", "--shots", "cuts.txt", "--language", "en")
    assert 1 == run("check", shown, "--fail-on", "soft", *options).code
    assert 0 == run("fix", shown, "-o", "fixed.srt", "--fail-on", "soft", *options).code
    assert [(1013, 2917), (3000, 5123)] == times(here / "fixed.srt")
    assert "<i>Good evening.</i>" in (here / "fixed.srt").read_text()


@pytest.mark.parametrize("command", ["check", "fix"])
def test_a_profile_without_rules_for_cuts_is_told_of(
    run: Callable[..., Done], shown: Path, command: str
) -> None:
    done = run(command, shown, "--profile", "ted", "--shots", "cuts.txt")
    assert "profile ted has no rules for shot changes" in done.err


def test_fixing_for_children_gives_them_their_time(run: Callable[..., Done], here: Path) -> None:
    (here / "fast.srt").write_text("1\n00:00:00,000 --> 00:00:02,000\nThere is nothing new on the moon.\n")
    for audience, end in (("adults", 2000), ("children", 2539)):
        options = ("--profile", "netflix-latin", "--language", "fr", "--audience", audience)
        assert 0 == run("fix", "fast.srt", "-o", "slow.srt", *options).code
        assert [(0, end)] == times(here / "slow.srt")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--frame-rate", "fast"), "'fast' is no frame rate; write e.g. 23.976, 25 or 30000/1001"),
        (("--frame-rate", "0"), "'0' is no frame rate"),
        (("--audience", "cats"), "'cats' is not one of"),
        (("--shots", "-"), "--shots cannot be stdin; name a file"),
        (("--shots-unit", "frames"), "--shots-unit says what the numbers of --shots are; give that too"),
        (("--shots", "cuts.txt", "other.json"), "--shots is of one video, and there are 2 inputs"),
        (("--shots", "cuts.txt", "-o", "cuts.txt", "--to", "srt"), "cuts.txt"),
    ],
)
def test_2_a_wrong_option_and_nothing_is_done(
    program: Callable[..., Done], speech: Path, here: Path, options: tuple[str, ...], message: str
) -> None:
    (here / "cuts.txt").write_text("1.0\n")
    done = program("convert", str(speech), *options)
    assert (2, b"") == done[:2]
    assert message in done.err
    assert not (here / "talk.srt").exists()
    assert "1.0\n" == (here / "cuts.txt").read_text()


@pytest.mark.parametrize(
    ("content", "options", "message"),
    [
        ("2.5\n1.5\n", (), "cuts.txt:2: the shot change 1.5 comes after one at 2.5 s; they must ascend"),
        ("soon\n", (), "cuts.txt:1: 'soon' is no time of a shot change"),
        ("-1\n", (), "cuts.txt:1: '-1' is before the beginning"),
        ("24f\n", (), "cuts.txt:1: frame 24f is at no time known without a frame rate; --frame-rate"),
        ("24\n48\n", ("--frame-rate", "25"), "cuts.txt:1: are these seconds or frames?"),
        ("24\n", ("--shots-unit", "frames"), "without a frame rate"),
        (None, (), "cuts.txt: no such file"),
    ],
)
def test_1_a_list_that_is_none_and_nothing_is_written(  # noqa: PLR0917 - fixtures, and what varies
    program: Callable[..., Done],
    speech: Path,
    here: Path,
    content: str | None,
    options: tuple[str, ...],
    message: str,
) -> None:
    if content is not None:
        (here / "cuts.txt").write_text(content)
    done = program("convert", str(speech), "--shots", "cuts.txt", *options)
    assert (1, b"") == done[:2]
    assert message in done.err
    assert 1 == done.err.count("\n")
    assert not (here / "talk.srt").exists()


def test_a_rate_that_a_profile_cannot_have_is_a_matter_of_configuration(
    program: Callable[..., Done], speech: Path, here: Path
) -> None:
    done = program("convert", str(speech), "--frame-rate", "1000")
    assert (3, b"") == done[:2]
    assert "frame_rate is 1000" in done.err
    assert not (here / "talk.srt").exists()
