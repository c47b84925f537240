"""``subkit tune``: a profile that was learnt, what is told of it, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from subkit.profile import Profile

if TYPE_CHECKING:
    from collections.abc import Callable

    from program import Done

SENTENCE = "when the rain stopped we walked along the river and nobody said a word about the old house."
TRIALS = ("--trials", "4")


def _captions(length: int, cues: int = 12) -> str:
    """Captions of so many words a cue, each word half a second."""
    words = (SENTENCE.split() * 20)[: cues * length]
    rows = [words[at : at + length] for at in range(0, len(words), length)]
    clock = "00:{:02d}:{:02d},{:03d}".format
    blocks = []
    for number, row in enumerate(rows):
        start, end = number * length * 500, (number + 1) * length * 500
        times = [clock(at // 60_000, at // 1000 % 60, at % 1000) for at in (start, end)]
        blocks.append(f"{number + 1}\n{times[0]} --> {times[1]}\n{' '.join(row)}\n")
    return "\n".join(blocks)


def _heard(length: int, cues: int = 12) -> str:
    words = (SENTENCE.split() * 20)[: cues * length]
    return json.dumps(
        {
            "transcript": [
                {
                    "words": [
                        {"word": word, "start_time": at / 2, "end_time": at / 2 + 0.4}
                        for at, word in enumerate(words)
                    ]
                }
            ]
        }
    )


@pytest.fixture
def house(here: Path) -> None:
    for name in ("one", "two"):
        (here / f"{name}.srt").write_text(_captions(4))
        (here / f"{name}.json").write_text(_heard(4))


@pytest.mark.usefixtures("house")
def test_what_is_learnt_is_a_profile_that_others_take(run: Callable[..., Done], here: Path) -> None:
    done = run("tune", "one.srt", "two.srt", "-o", "house.toml", *TRIALS)
    assert (0, b"") == (done.code, done.out)
    assert "house.toml: breaks as people set them F1" in done.messages[-1]
    assert "on documents not learnt from" in done.messages[-1]
    assert "house" == Profile.load(here / "house.toml").name
    assert 0 == run("convert", "one.json", "--profile", "house.toml", "-o", "new.srt").code


@pytest.mark.usefixtures("house")
def test_json_says_what_was_changed_and_gained(run: Callable[..., Done]) -> None:
    found = run("tune", "one.srt", "two.srt", "--words", ".", "-o", "house.toml", "--json", *TRIALS).json
    assert ("subkit.tune/1", 2, 4, 1) == tuple(found[name] for name in ("schema", "folds", "trials", "seed"))
    assert [{"name": "one.srt", "words": 48}, {"name": "two.srt", "words": 48}] == found["examples"]
    assert 0 <= found["before"]["cue"] <= found["after"]["cue"] <= 1


@pytest.mark.usefixtures("house")
def test_one_talk_alone_is_said_to_prove_nothing(run: Callable[..., Done]) -> None:
    done = run("tune", "one.srt", "-o", "house.toml", *TRIALS)
    assert "one talk alone: whether another gains as much could not be tried" == done.messages[-1]


@pytest.mark.usefixtures("house")
def test_a_profile_of_ones_own_is_extended_where_it_stands(run: Callable[..., Done], here: Path) -> None:
    (here / "limits.toml").write_text("max_line_length = 37\n")
    assert (
        0 == run("tune", "one.srt", "two.srt", "-o", "house.toml", "--profile", "limits.toml", *TRIALS).code
    )
    assert 37 == Profile.load(here / "house.toml").max_line_length


@pytest.mark.usefixtures("house")
@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["none.srt"], 1, "none.srt"),
        (["one.srt", "--words", "none.json"], 1, "is the transcript of no example"),
        (["one.srt", "--words", "one.json", "--words", "./one.json"], 1, "has the name of"),
        (["one.srt", "--words", "empty"], 1, "has no transcripts in it"),
        (["bare.srt"], 1, "fewer than two cues"),
        (["one.srt", "--profile", "nobody"], 3, "nobody"),
        (["one.srt", "--language", "english"], 2, "english"),
        (["one.srt", "--trials", "0"], 2, "--trials"),
    ],
)
def test_what_cannot_be_learnt_from_is_refused_and_nothing_is_written(
    run: Callable[..., Done], here: Path, arguments: list[str], code: int, told: str
) -> None:
    (here / "empty").mkdir()
    (here / "bare.srt").write_text("1\n00:00:00,000 --> 00:00:01,000\nHello there.\n")
    done = run("tune", *arguments, "-o", "house.toml")
    assert code == done.code, done.err
    assert told in done.messages[-1]
    assert not Path("house.toml").exists()
