"""``subkit score``: the figures for people and for programs, and what is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from program import Done

HUMAN = """1
00:00:00,000 --> 00:00:01,000
Once there was a
long old bridge

2
00:00:01,000 --> 00:00:02,500
over the river near us.
"""


@pytest.fixture
def pair(here: Path) -> None:
    (here / "human.srt").write_text(HUMAN)
    (here / "talk.srt").write_text(HUMAN.replace("a\nlong", "a long\n").replace("02,500", "02,600"))


@pytest.mark.usefixtures("pair")
def test_every_figure_stands_in_a_row(run: Callable[..., Done]) -> None:
    done = run("score", "talk.srt", "--reference", "human.srt")
    assert (0, "") == (done.code, done.err)
    rows = dict(line.split("  ", 1) for line in done.out.decode().splitlines())
    figures = {name.strip(): figure.strip() for name, figure in rows.items()}
    assert "100.0%" == figures["words in both"]
    assert "0.500 (precision 0.500, recall 0.500)" == figures["any break F1"]
    assert "1.000 (precision 1.000, recall 1.000)" == figures["cue break F1"]
    assert "0.667, 1.000, 0.000" == figures["eox, eob, eol F1"]
    assert (
        "2 compared: mean 50 ms, median 50 ms, 95 % within 100 ms; +50 ms on the whole"
        == figures["out-times"]
    )


@pytest.mark.usefixtures("pair")
def test_json_has_the_counts_behind_each_figure(program: Callable[..., Done]) -> None:
    found = program("score", "-", "--reference", "human.srt", "--json", stdin=HUMAN.encode()).json
    assert ("subkit.score/1", "stdin", "human.srt") == tuple(
        found[name] for name in ("schema", "captions", "reference")
    )
    assert {"common": 1, "system": 1, "reference": 1, "precision": 1, "recall": 1, "f1": 1} == found["cue"]
    assert (1, 100) == (found["share"], pytest.approx(found["sigma"]))
    assert {"compared": 2, "bias": 0, "mean": 0, "median": 0, "high": 0} == found["in_times"]


@pytest.mark.usefixtures("pair")
def test_what_cannot_be_counted_is_null(run: Callable[..., Done], here: Path) -> None:
    (here / "one.srt").write_text("1\n00:00:00,000 --> 00:00:01,000\nHello there.\n")
    found = run("score", "one.srt", "--reference", "one.srt", "--json").json
    assert found["any"]["f1"] is None
    assert "none to count" in run("score", "one.srt", "--reference", "one.srt").out.decode()


@pytest.mark.usefixtures("pair")
@pytest.mark.parametrize(
    ("arguments", "code", "complaint"),
    [
        (("talk.srt", "--reference", "other.srt"), 1, "other.srt: shares 0% of its words"),
        (("talk.srt", "--reference", "gone.srt"), 1, "gone.srt: no such file"),
        (("gone.srt", "--reference", "talk.srt"), 1, "gone.srt: no such file"),
        (("talk.srt",), 2, "--reference"),
        (("-", "--reference", "-"), 2, "cannot both be stdin"),
    ],
)
def test_what_is_wrong_is_said_in_a_line(
    run: Callable[..., Done], here: Path, arguments: tuple[str, ...], code: int, complaint: str
) -> None:
    (here / "other.srt").write_text("1\n00:00:00,000 --> 00:00:01,000\nQuite another talk.\n")
    done = run("score", *arguments)
    assert (code, b"") == (done.code, done.out)
    assert complaint in done.err
    assert done.err.count("\n") == 1
