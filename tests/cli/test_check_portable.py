"""The dialect that all readers take alike, from the command line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from program import Done

GOOD = "1\n00:00:01,000 --> 00:00:02,000\nOne\n\n2\n00:00:03,000 --> 00:00:04,000\nTwo\n"


def test_the_command_checks_it_where_it_is_asked_for(run: Callable[..., Done]) -> None:
    Path("talk.srt").write_bytes(GOOD.replace("One", "One <note>").encode("utf-8-sig"))
    assert 0 == run("check", "talk.srt").code
    done = run("check", "talk.srt", "--portable", "--json")
    assert 1 == done.code
    found = [one for one in done.json["inputs"][0]["findings"] if one["rule"] == "portable"]
    assert [("hard", 1, 2), ("hard", 1, 2)] == [(one["kind"], one["cue"], one["line"]) for one in found]
    assert "portable" in run("check", "talk.srt", "--portable", "--format", "junit").out.decode()


def test_of_another_format_it_says_that_it_counts_for_nothing(run: Callable[..., Done]) -> None:
    Path("talk.tsv").write_text("start\tend\ttext\n0\t2000\tOne two.\n")
    done = run("check", "talk.tsv", "--portable")
    assert 0 == done.code
    assert "--portable is for SubRip and WebVTT" in done.err
