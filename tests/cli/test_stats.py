"""The command ``subkit stats``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree.ElementTree import fromstring

import msgspec
import pytest

from subkit.cli.stats_report import Report

if TYPE_CHECKING:
    from collections.abc import Callable

    from program import Done

ROOT = Path(__file__).parents[2]
ONE = "1\n00:00:01,000 --> 00:00:02,000\nHello there, all of you.\n\n2\n00:00:03,000 --> 00:00:05,000\nGood morning.\n"
TWO = "1\n00:00:00,000 --> 00:00:02,500\nAnother one.\n"


@pytest.fixture
def files(here: Path) -> Path:
    (here / "one.srt").write_text(ONE)
    (here / "two.srt").write_text(TWO)
    return here


def test_a_file_is_shown_in_figures(run: Callable[..., Done], files: Path) -> None:
    assert files.exists()
    done = run("stats", "one.srt", "--profile", "netflix-en", "--language", "en")
    out = done.out.decode()
    assert (0, "") == (done.code, done.err)
    assert out.startswith(
        "one.srt: 2 cues, 2 lines, 7 words in 00:00:04.000; shown 75.0% of it, 30 cues a minute; "
    )
    assert "  characters a second    at most 20            1   50.0%\n" in out
    assert "\x1b" not in out


def test_several_files_are_shown_one_by_one_and_together(run: Callable[..., Done], files: Path) -> None:
    assert files.exists()
    done = run("stats", "*.srt", "none.srt", "--json")
    assert (1, "subkit: none.srt: no such file or folder\n") == (done.code, done.err)
    report = msgspec.convert(done.json, Report)
    assert ("subkit.statistics/1", ["one.srt", "two.srt", "none.srt"]) == (
        report.schema,
        [one.input for one in report.inputs],
    )
    assert [2, 1, None] == [one.statistics and one.statistics.cues for one in report.inputs]
    assert report.inputs[2].error is not None
    assert report.together is not None
    assert 3 == report.together.cues
    text = run("stats", "one.srt", "two.srt").out.decode()
    assert [text.index(head) for head in ("one.srt: 2", "two.srt: 1", "2 files together: 3")] == sorted(
        text.index(head) for head in ("one.srt: 2", "two.srt: 1", "2 files together: 3")
    )


@pytest.mark.parametrize("form", [(), ("--format", "svg")])
def test_a_picture_goes_into_a_file(run: Callable[..., Done], files: Path, form: tuple[str, ...]) -> None:
    assert (0, b"", "") == run("stats", "one.srt", *form, "-o", "one.svg")
    assert fromstring((files / "one.svg").read_text("utf-8")).tag.endswith("svg")  # noqa: S314 - our own


@pytest.mark.parametrize(("asked", "heads"), [("none", []), ("gap,line", ["gap, ms", "line, characters"])])
def test_the_figures_that_are_asked_for_are_drawn(
    run: Callable[..., Done], files: Path, asked: str, heads: list[str]
) -> None:
    assert files.exists()
    out = run("stats", "one.srt", "--histogram", asked).out.decode()
    found = [line.strip() for line in out.splitlines() if line.strip() in {"characters a second", *heads}]
    assert heads == found


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--histogram", "gaps"], "unknown figure 'gaps'; did you mean 'gap'?"),
        (["--json", "--format", "svg"], "ask for two forms"),
        (["--language", "english"], "unknown language 'english'"),
        (["-o", "one.srt"], "one.srt"),
    ],
)
def test_a_mistake_is_told_before_anything_is_done(
    run: Callable[..., Done], files: Path, arguments: list[str], said: str
) -> None:
    done = run("stats", "one.srt", *arguments)
    assert (2, b"") == done[:2]
    assert said in done.err
    assert ONE == (files / "one.srt").read_text()


@pytest.mark.parametrize("options", [["--audience", "children"], ["--frame-rate", "25"], []])
def test_limits_are_those_that_a_check_has(run: Callable[..., Done], files: Path, options: list[str]) -> None:
    (files / "subkit.toml").write_text('audience = "children"\nprofile = "netflix-en"\n')
    found = run("stats", "one.srt", "--json", "--language", "en", *options).json["together"]
    (checked,) = run("check", "one.srt", "--json", "--language", "en", *options).json["inputs"]
    speeds = [one for one in checked["findings"] if one["rule"] == "reading-speed"]
    (limit,) = found["figures"]["cps"]["limits"]
    assert [(1, limit["value"])] == [(limit["cues"], one["limit"]) for one in speeds]


def test_colours_are_shown_where_they_are_forced(
    run: Callable[..., Done], files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert files.exists()
    monkeypatch.setenv("FORCE_COLOR", "1")
    asked = ("stats", "one.srt", "--profile", "netflix-en", "--language", "en")
    assert b"\x1b[31m" in run(*asked).out
    assert b"\x1b" not in run(*asked, "--no-color").out
    run(*asked, "-o", "one.txt")
    assert "\x1b" not in (files / "one.txt").read_text()


def test_nothing_of_what_cannot_be_read_is_shown(run: Callable[..., Done], here: Path) -> None:
    (here / "empty.srt").write_text("")
    done = run("stats", "empty.srt", "--format", "svg")
    assert (1, b"", "subkit: empty.srt: holds no captions\n") == done
    report = run("stats", "empty.srt", "--json").json
    assert report["together"] is None
    assert json.dumps(report)


def test_the_picture_of_the_docs_is_what_is_drawn(
    run: Callable[..., Done], here: Path, golden: Callable[[Path, str], None]
) -> None:
    (here / "talk.json").write_bytes((ROOT / "samples/pictory/workshop.json").read_bytes())
    run("convert", "talk.json")
    drawn = run("stats", "talk.srt", "--profile", "netflix-en", "--format", "svg").out.decode()
    golden(ROOT / "docs/pictures/stats.svg", drawn)
