"""Labels that make a line too long: said, never passed over."""

from __future__ import annotations

from typing import Any

import pytest

from subkit.captioning import caption
from subkit.captioning.explain import explain
from subkit.checking import check
from subkit.errors import UnknownNameError
from subkit.formats import Writing, parse, render
from subkit.model import Captions, LineBreak, Segment, Speaker, Transcript, Word

READ = {
    "line-length",
    "lines",
    "cue-length",
    "line-ratio",
    "reading-speed",
    "words-per-minute",
    "time-per-word",
    "reading-table",
}


def talk(label: str, *, kind: Any = "transcript") -> Transcript:
    texts = ["Good", "evening", "to", "all", "of", "you", "who", "came", "tonight"]
    words = [Word(text, 400 * at, 400 * at + 350) for at, text in enumerate(texts)]
    segments = (
        Segment((*words[:5], LineBreak(), *words[5:]), speaker="a"),
        Segment((Word("Thanks.", 5000, 5400),), speaker="b"),
        Segment((Word("Welcome.", 7000, 7400),), speaker="b"),
    )
    return Transcript(segments, (Speaker("a", label), Speaker("b", "B" * 33)), kind=kind)


def too_long(captions: Captions) -> list[tuple[int, float]]:
    return [(one.cue, one.value) for one in captions.findings if one.rule == "line-length"]


@pytest.mark.parametrize(("length", "expected"), [(36, []), (37, [(1, 43.0)]), (60, [(1, 66.0)])])
def test_a_label_that_leaves_no_room_for_a_word_is_a_finding(
    length: int, expected: list[tuple[int, float]]
) -> None:
    assert expected == too_long(caption(talk("A" * length)))


def test_where_no_labels_are_wanted_none_is_too_long() -> None:
    assert [] == too_long(caption(talk("A" * 60), speakers=False))


def test_a_label_is_found_too_long_in_kept_cues_as_well() -> None:
    captions = caption(talk("A" * 30, kind="captions"), keep_cues=True)
    assert [(1, 30 + 2 + len("Good evening to all of"))] == too_long(captions)
    assert {"the speaker's label is that long"} == {
        one.reason for one in captions.findings if one.rule == "line-length"
    }


@pytest.mark.parametrize("work", [caption, explain])
def test_a_style_of_labels_that_there_is_not_is_refused_with_those_that_there_are(work: Any) -> None:
    with pytest.raises(UnknownNameError, match=r"'colons'.*colon"):
        work(talk("Ada"), speaker_style="colons")


@pytest.mark.parametrize("profile", ["default", "netflix-en", "dcmp-lower", "csa-fr", "ted"])
@pytest.mark.parametrize("style", ["colon", "bracket", "chevrons", "dash", "none"])
@pytest.mark.parametrize("label", ["Ada", "Professor Lovelace", "A" * 37])
def test_a_check_of_the_written_captions_finds_what_was_told_when_they_were_made(
    profile: str, style: Any, label: str
) -> None:
    captions = caption(talk(label), profile, language="en", speaker_style=style)
    written = parse(render(captions, "srt", Writing(speaker_style=style)), "srt")
    found = check(written, profile, language="en").findings
    expected = [(one.cue, one.rule, one.value, one.limit) for one in captions.findings if one.rule in READ]
    assert expected == [(one.cue, one.rule, one.value, one.limit) for one in found if one.rule in READ]


def test_a_label_takes_its_time_to_read() -> None:
    words = tuple(Word(text, 500 * at, 500 * at + 400) for at, text in enumerate(["Thank", "you", "all."]))
    turns = (Segment(words, speaker="a"), Segment((Word("Welcome.", 1900, 3400),), speaker="b"))
    given = Transcript(turns, (Speaker("a", "Professor Lovelace"), Speaker("b", "Bob")), language="en")
    rules = [
        (one.cue, one.rule, one.value) for one in caption(given, "dcmp-lower").findings if one.rule in READ
    ]
    assert [(1, "words-per-minute", 157.9)] == rules
    assert [] == [one for one in caption(given, "dcmp-lower", speakers=False).findings if one.rule in READ]
