"""Words JSON: every word, in order, with its times, by the published schema."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import given
from jsonschema import Draft202012Validator
from strategies import full_captions, odd_captions, timed_transcripts

import subkit
from subkit.captioning import caption
from subkit.errors import FormatError
from subkit.formats import words_json
from subkit.formats.portable import plain
from subkit.model import Captions, Cue, Transcript, Word

if TYPE_CHECKING:
    from collections.abc import Callable

SCHEMA = Path(subkit.__file__).parent / "schema" / "subkit-words-1.schema.json"
VALIDATOR = Draft202012Validator(words_json.schema())


@given(odd_captions())
def test_every_word_is_there_in_order_with_its_cue_and_line(captions: Captions) -> None:
    document = json.loads(words_json.render(captions))
    VALIDATOR.validate(document)
    lines: dict[tuple[int, int], str] = {}
    for word in document["words"]:
        lines.setdefault((word["cue"], word.get("line", 0)), "")
        lines[word["cue"], word.get("line", 0)] += word["text"]
    assert list(lines) == sorted(lines)
    shown = [plain(cue.text).split("\n") for cue in captions]
    wanted = {
        (cue, line): "".join(text.split())
        for cue, rows in enumerate(shown)
        for line, text in enumerate(rows)
        if text
    }
    assert wanted == {place: "".join(text.split()) for place, text in lines.items()}


@given(timed_transcripts())
def test_the_words_of_a_cue_begin_one_after_the_other(transcript: Transcript) -> None:
    captions = caption(transcript)
    words = json.loads(words_json.render(captions))["words"]
    for before, after in pairwise(words):
        assert before["cue"] < after["cue"] or before["start"] <= before["end"] <= after["start"]
    assert [word.text for cue in captions for word in cue.words] == [word["text"] for word in words]


@given(full_captions())
def test_captions_with_all_there_can_be_keep_to_the_schema(captions: Captions) -> None:
    try:
        VALIDATOR.validate(json.loads(words_json.render(captions)))
    except FormatError:
        assert any(cue.start < 0 for cue in captions)


def test_a_word_tells_who_says_it_how_sure_that_is_and_whether_its_time_is_known() -> None:
    words = (Word("Ready", 0, 400, confidence=0.5), Word("?", 400, 500, glued=True), Word("Yes.", None, None))
    cue = Cue(0, 1000, ("- Ready?", "- Yes."), words=words, speakers=("Ann", "Bob"))
    assert {
        "schema": "subkit.words/1",
        "words": [
            {"text": "Ready", "start": 0, "end": 400, "cue": 0, "speaker": "Ann", "confidence": 0.5},
            {"text": "?", "start": 400, "end": 500, "cue": 0, "glued": True, "speaker": "Ann"},
            {
                "text": "Yes.",
                "start": 500,
                "end": 1000,
                "cue": 0,
                "line": 1,
                "speaker": "Bob",
                "interpolated": True,
            },
        ],
        "language": "en",
    } == json.loads(words_json.render(Captions((cue,), language="en")))


def test_the_first_word_of_a_line_is_glued_to_none() -> None:
    words = json.loads(words_json.render(Captions((Cue(0, 1000, ("One", "字幕")),))))["words"]
    assert [("One", False), ("字", False), ("幕", True)] == [
        (word["text"], word.get("glued", False)) for word in words
    ]


def test_the_published_schema_is_that_of_the_words(golden: Callable[[Path, str], None]) -> None:
    golden(SCHEMA, json.dumps(words_json.schema(), indent=2) + "\n")
    Draft202012Validator.check_schema(words_json.schema())
