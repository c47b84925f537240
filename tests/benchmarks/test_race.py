"""Races: contenders run in turns in interpreters of their own, and what came out is held against the figures wanted."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from benchmarks import peer_payloads, race, standings, wanted

if TYPE_CHECKING:
    from pathlib import Path

HOURS = 0.02


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, race.Result | str]:
    file = tmp_path_factory.mktemp("race") / "talk.pictory"
    file.write_bytes(peer_payloads.made("pictory", HOURS))
    start = (sys.executable,)
    entries = [
        race.Entry(standings.PLAIN, "subkit", "pictory", start),
        race.Entry(standings.FLOOR, "floor", "pictory", start),
        race.Entry("no such way", "none", "pictory", start),
    ]
    return race.race(entries, {"pictory": file}, 2)


def test_the_floor_writes_the_very_cues_that_subkit_cuts(results: dict[str, race.Result | str]) -> None:
    ours, floor = results[standings.PLAIN], results[standings.FLOOR]
    assert isinstance(ours, race.Result)
    assert isinstance(floor, race.Result)
    assert ours.digest == floor.digest
    assert ours.cues == floor.cues > 10
    assert 2 == len(ours.whole)
    assert standings.ratio(ours.whole, floor.whole) > 1


def test_who_ends_by_itself_is_out_and_its_last_words_are_kept(results: dict[str, race.Result | str]) -> None:
    assert "KeyError: 'none'" == results["no such way"]


def test_peers_get_all_words_in_the_shapes_they_read() -> None:
    spoken = list(peer_payloads.generated.words(HOURS))
    rows = peer_payloads.utterances(spoken)
    heard = [word["word"].strip() for one in peer_payloads.whisper(rows)["segments"] for word in one["words"]]
    assert [word.text for word in spoken] == heard
    told = peer_payloads.deepgram(rows)["results"]["utterances"]
    assert heard == [word["punctuated_word"] for one in told for word in one["words"]]


def test_peers_without_an_environment_are_named(tmp_path: Path) -> None:
    found, missing = race.theirs(["stable-ts", "pysrt, srt"], tmp_path)
    assert (["pysrt, srt"], ["stable-ts"]) == ([one.title for one in found], missing)


def test_figures_are_judged_at_ten_hours_and_what_was_not_measured_stays_open() -> None:
    ours = race.Result("0.1.0", [0.1, 0.1], [0.1, 0.2], 1, 1, "")
    slow = race.Result("2", [1.0, 1.0], [1.0, 2.0], 1, 1, "")
    raced = {standings.PLAIN: ours, standings.FLOOR: ours, "stable-ts": slow}
    found = {one.what: one for one in wanted.of_races(standings.Standings({10: raced}, []))}
    against = found["times faster than stable-ts, plain, 10 h"]
    assert (10, True) == (pytest.approx(against.measured), against.met)
    rate = found["words per CPU second, plain, 10 h"]
    assert (372_000, True) == (pytest.approx(rate.measured), rate.met)
    open_still = found["words per CPU second, compiled, 10 h"]
    assert (None, None) == (open_still.measured, open_still.met)
    assert wanted.Figure("peak", 4, 4.1, at_most=True).met is False


def test_start_up_is_judged_by_the_clock() -> None:
    found = {"subkit --help": {"wall_over_python_ms": 36.0, "cpu_over_python_ms": 1.0}}
    assert [None, False, None] == [one.met for one in wanted.of_start_up(found)]
