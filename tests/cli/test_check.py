"""The command `subkit check`: exit codes, forms, many files, and what it refuses."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from program import Done

GOOD = "1\n00:00:01,000 --> 00:00:03,000\nGood morning to all of you.\n"
FAST = "1\n00:00:01,000 --> 00:00:02,200\nGood morning to you all here,\nand welcome.\n"
SHORT = "1\n00:00:01,000 --> 00:00:01,300\nYes.\n"
LONE = f"1\n00:00:01,000 --> 00:00:07,000\n{'x' * 50}\n"


@pytest.fixture
def file(here: Path) -> Callable[[str, str], Path]:
    def writing(text: str, name: str = "talk.srt") -> Path:
        (here / name).write_text(text)
        return Path(name)

    return writing


@pytest.mark.parametrize(
    ("text", "fail_on", "code"),
    [
        (GOOD, "hard", 0),
        (GOOD, "soft", 0),
        (FAST, "hard", 0),
        (FAST, "soft", 1),
        (FAST, "avoidable", 0),
        (SHORT, "hard", 1),
        (SHORT, "never", 0),
        (LONE, "hard", 0),
        (LONE, "soft", 0),
        (LONE + "\n2\n00:00:08,000 --> 00:00:12,000\n" + "word " * 12, "avoidable", 1),
    ],
)
def test_the_exit_code_tells_whether_what_counts_was_found(
    run: Callable[..., Done], file: Callable[..., Path], text: str, fail_on: str, code: int
) -> None:
    done = run("check", file(text), "--profile", "netflix-en", "--fail-on", fail_on)
    assert (code, "") == (done.code, done.err)


def test_a_finding_names_file_line_cue_time_rule_figure_and_limit(
    program: Callable[..., Done], file: Callable[..., Path]
) -> None:
    done = program("check", file(SHORT), "--profile", "netflix-en")
    assert 1 == done.code
    first = done.out.decode().splitlines()[0]
    assert "talk.srt:2: cue 1 00:00:01.000: hard: min-duration: 300 ms, limit 833" == first


def test_json_has_the_clause_of_each_rule_and_the_percentiles(
    run: Callable[..., Done], file: Callable[..., Path]
) -> None:
    done = run("check", file(SHORT), "--profile", "netflix-en", "--json", "--language", "en")
    (one,) = done.json["inputs"]
    assert ("subkit.check/1", "netflix-en") == (done.json["schema"], done.json["profile"])
    found = {finding["rule"]: finding for finding in one["findings"]}
    assert found["min-duration"]["address"].startswith("https://partnerhelp.netflixstudios.com")
    assert (2, 300, 833, None) == tuple(
        found["min-duration"][key] for key in ("line", "value", "limit", "avoidable")
    )
    assert {"cps", "duration", "line"} == set(one["percentiles"])


def test_stdin_is_checked_in_any_format(program: Callable[..., Done]) -> None:
    vtt = b"WEBVTT\n\n00:01.000 --> 00:01.100\nYes.\n"
    done = program("check", "-", "--format", "github", stdin=vtt)
    assert 1 == done.code
    assert b"\n::error file=stdin,line=3," in done.out


def test_the_words_of_the_transcript_tell_what_could_have_been_avoided(
    run: Callable[..., Done], talk: Callable[..., Path], file: Callable[..., Path]
) -> None:
    payload = talk("said.json", "Good", "morning", "to", "you", "all.")
    shown = file(
        "1\n00:00:00,500 --> 00:00:00,900\nGood\n\n2\n00:00:01,000 --> 00:00:03,000\nmorning to all\n"
    )
    done = run("check", shown, "--media-words", payload, "--json", "--profile", "netflix-en")
    (one,) = done.json["inputs"]
    found = {(finding["rule"], finding["cue"]): finding for finding in one["findings"]}
    assert found["min-duration", 1]["avoidable"] is True
    assert ("words-lost", 2) in found
    assert 1 == done.code


def test_the_transcript_of_another_talk_is_refused(
    run: Callable[..., Done], talk: Callable[..., Path], file: Callable[..., Path]
) -> None:
    payload = talk("said.json", "quite", "another", "speech")
    done = run("check", file(GOOD), "--media-words", payload)
    assert 1 == done.code
    (message,) = done.messages
    assert "0 % of its 6 words" in message


def test_one_file_that_cannot_be_read_does_not_stop_the_others(
    run: Callable[..., Done], file: Callable[..., Path]
) -> None:
    good, bad = file(GOOD), file("nonsense", "bad.srt")
    done = run("check", bad, "missing.vtt", good, "--json")
    assert 1 == done.code
    assert 2 == len(done.messages)
    kinds = [(one["error"] or {}).get("kind") for one in done.json["inputs"]]
    assert ["FormatError", "InputError", None] == kinds


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["check"], 2, "no INPUT"),
        (["check", "talk.srt", "--profile", "netflix-eng"], 3, "did you mean"),
        (["check", "talk.srt", "--profile", "mad.toml"], 3, "longer than max_duration"),
        (["check", "talk.srt", "--language", "e n"], 2, "no language tag"),
        (["check", "talk.srt", "--media-words", "none.json"], 1, "none.json: no such file"),
        (["check", "-", "--media-words", "-"], 2, "FILE and --words cannot both be stdin"),
        (["check", "talk.srt", "b.srt", "--media-words", "talk.json"], 2, "there are 2"),
        (["check", "talk.srt", "--json", "--format", "sarif"], 2, "two forms"),
        (["check", "talk.srt", "-o", "talk.srt"], 2, "would be lost"),
        (["check", "empty.srt"], 1, "holds no captions"),
        (["check", "talk.txt"], 1, "cannot be read"),
    ],
)
def test_bad_input_gets_one_line_and_its_code(
    program: Callable[..., Done], file: Callable[..., Path], arguments: list[str], code: int, message: str
) -> None:
    file(GOOD)
    file("", "empty.srt")
    file("text", "talk.txt")
    file('title = "x"\nmin_duration = "9 s"\nmax_duration = "2 s"\n', "mad.toml")
    done = program(*arguments)
    assert (code, 1) == (done.code, len(done.messages)), done.err
    assert message in done.err
    assert "Traceback" not in done.err


def test_the_report_goes_to_a_file_whole_and_only_over_one_if_it_may(
    run: Callable[..., Done], file: Callable[..., Path], here: Path
) -> None:
    source = file(SHORT)
    assert b"" == run("check", source, "--format", "sarif", "-o", "out.sarif").out
    log: Any = json.loads((here / "out.sarif").read_bytes())
    assert "2.1.0" == log["version"]
    done = run("check", source, "-o", "out.sarif", "--no-overwrite")
    assert 7 == done.code
    assert log == json.loads((here / "out.sarif").read_bytes())


def test_quiet_prints_nothing_and_still_tells(run: Callable[..., Done], file: Callable[..., Path]) -> None:
    done = run("check", file(SHORT), "-q")
    assert (1, b"", "") == (done.code, done.out, done.err)


def test_an_odd_file_name_is_told_without_harm(program: Callable[..., Done], here: Path) -> None:
    name = os.fsdecode(b"odd \xff\x1b.srt")
    (here / name).write_text(SHORT)
    for form in ("text", "json", "sarif", "github", "junit"):
        done = program("check", name, "--format", form)
        assert 1 == done.code, done.err
        assert b"\x1b" not in done.out
