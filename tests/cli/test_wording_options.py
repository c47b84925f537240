"""What ``subkit convert`` does about speakers and words."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from program import Done


def words(speaker: int, begin: float, *texts: str) -> dict[str, Any]:
    """A segment of words of 0.2 s each."""
    heard = [
        {
            "word": text,
            "start_time": begin + 0.2 * at,
            "end_time": begin + 0.2 * at + 0.2,
            "speakerId": speaker,
        }
        for at, text in enumerate(texts)
    ]
    return {"speakerId": speaker, "words": heard}


@pytest.fixture
def dialogue(here: Path) -> str:
    """The path of a talk of two."""
    segments = [
        words(1, 0.2, "Um,", "ready", "for", "sub", "kit?"),
        words(2, 1.2, "Shit,", "yes."),
        words(1, 3.0, "Then", "we", "will", "go"),
        words(2, 3.8, "home"),
        words(1, 4.0, "to", "eat", "something."),
    ]
    (here / "talk.json").write_text(json.dumps({"success": True, "data": {"transcript": segments}}))
    return "talk.json"


def lines(done: Done) -> list[str]:
    assert 0 == done.code, done.err
    return [line for cue in done.out.decode().strip().split("\n\n") for line in cue.split("\n")[2:]]


def test_speakers_are_named_by_id_and_label(run: Callable[..., Done], dialogue: str) -> None:
    shown = lines(
        run("convert", dialogue, "-o", "-", "--speaker", "1= Dr.  Ada", "--speaker", "Speaker 2=Bob")
    )
    assert ["Dr. Ada: Um, ready for sub kit?", "Bob: Shit, yes."] == shown[:2]


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("colon", ["Speaker 1: Um, ready for sub kit?", "Speaker 2: Shit, yes."]),
        ("bracket", ["[SPEAKER 1] Um, ready for sub kit?", "[SPEAKER 2] Shit, yes."]),
        ("chevrons", [">> Um, ready for sub kit?", ">> Shit, yes."]),
        ("dash", ["- Um, ready for sub kit?", "- Shit, yes."]),
        ("none", ["Um, ready for sub kit?", "Shit, yes."]),
    ],
)
def test_text_shows_speakers_in_the_style_asked_for(
    run: Callable[..., Done], dialogue: str, style: str, expected: list[str]
) -> None:
    assert expected == lines(run("convert", dialogue, "-o", "-", "--speaker-style", style))[:2]
    shown = run("convert", dialogue, "-o", "-", "--to", "vtt", "--speaker-style", style).out.decode()
    assert "<v" not in shown
    assert expected[1].replace(">", "&gt;") in shown


def test_two_share_a_cue_where_the_house_allows_it(run: Callable[..., Done], dialogue: str) -> None:
    done = run("convert", dialogue, "-o", "-", "--profile", "netflix-en", "--no-speakers", "--language", "en")
    assert ["-Um, ready for sub kit?", "-Shit, yes."] == lines(done)[:2]


def test_a_turn_that_is_none_is_smoothed_if_asked_for(run: Callable[..., Done], dialogue: str) -> None:
    assert "Speaker 2: home" in lines(run("convert", dialogue, "-o", "-"))
    smoothed = run("convert", dialogue, "-o", "-", "--min-turn", "0.5")
    assert "Speaker 1: Then we will go home to eat something." == " ".join(lines(smoothed)[2:])
    assert "1 repair" in smoothed.err


def test_words_are_replaced_left_out_and_masked_and_each_is_reported(
    run: Callable[..., Done], dialogue: str, here: Path
) -> None:
    (here / "ours.txt").write_text("sub kit => subkit\n")
    (here / "mask.txt").write_text("eat*\n")
    options = ["--replace", "ours.txt", "--remove-fillers", "--mask-profanity", "--mask", "mask.txt"]
    done = run(
        "convert",
        dialogue,
        "-o",
        "x.srt",
        "--language",
        "en",
        "--report",
        "r.json",
        "--no-speakers",
        *options,
    )
    assert 0 == done.code
    shown = (here / "x.srt").read_text()
    assert "00:00:00,320 --> " in shown
    assert "Ready for subkit?" in shown
    assert "S***, yes." in shown
    assert "e** something." in shown
    repairs = json.loads((here / "r.json").read_text())["inputs"][0]["repairs"]
    assert ["replaced", "removed", "masked", "masked"] == [repair["kind"] for repair in repairs]


def test_without_options_words_are_as_they_were(run: Callable[..., Done], dialogue: str) -> None:
    done = run("convert", dialogue, "-o", "-")
    assert "Um, ready for sub kit?" in done.out.decode()
    assert "repair" not in done.err


@pytest.mark.parametrize(
    ("options", "code_and_error"),
    [
        (
            ["--speaker", "7=Bob"],
            (2, "talk.json: unknown speaker '7'; there are: 1 (Speaker 1), 2 (Speaker 2)"),
        ),
        (["--speaker", "Bob"], (2, "--speaker 'Bob' is not of the form ID=NAME")),
        (["--speaker", "=Bob"], (2, "--speaker '=Bob' is not of the form ID=NAME")),
        (["--speaker", "1=A", "--speaker", "1=B"], (2, "--speaker names '1' twice, 'A' and 'B'")),
        (["--speaker-style", "loud"], (2, "'loud' is not one of")),
        (["--min-turn", "-1"], (2, "'-1' is no number above zero")),
        (["--replace", "bad.txt"], (1, "bad.txt:2: expected old => new, found 'nothing'")),
        (["--mask", "none.txt"], (1, "none.txt: ")),
        (["--mask-profanity", "--language", "hu"], (2, "unknown language with a list of profanity 'hu'")),
        (["--replace", "bad.txt", "-o", "bad.txt"], (1, "bad.txt:2")),
        (
            ["--mask", "good.txt", "-o", "good.txt"],
            (2, "good.txt is the input good.txt, which would be lost"),
        ),
    ],
)
def test_a_mistake_is_told_in_one_line_and_nothing_is_written(
    run: Callable[..., Done], dialogue: str, here: Path, options: list[str], code_and_error: tuple[int, str]
) -> None:
    (here / "bad.txt").write_text("a => b\nnothing\n")
    (here / "good.txt").write_text("word\n")
    found = run("convert", dialogue, *options)
    code, expected = code_and_error
    assert (code, b"") == (found.code, found.out)
    assert expected in found.err
    assert 1 == found.err.count("\n")
    assert not (here / "talk.srt").exists()
    assert "word\n" == (here / "good.txt").read_text()


def test_a_talk_of_fillers_alone_has_nothing_to_show(run: Callable[..., Done], here: Path) -> None:
    segments = [words(1, 0.2, "Um,", "uh.")]
    (here / "talk.json").write_text(json.dumps({"success": True, "data": {"transcript": segments}}))
    done = run("convert", "talk.json", "--remove-fillers", "--language", "en")
    assert (1, "subkit: talk.json: the transcript: holds nothing but fillers\n") == (done.code, done.err)
