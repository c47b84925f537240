"""The model's JSON: nothing is lost, words stand once, and the published schema is the model's."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import given
from jsonschema import Draft202012Validator
from strategies import full_captions, messy_transcripts, odd_captions

import subkit
from subkit.errors import FormatError
from subkit.formats import model_json
from subkit.model import Captions, Cue, Segment, Transcript, Word

if TYPE_CHECKING:
    from collections.abc import Callable

SCHEMA = Path(subkit.__file__).parent / "schema" / "subkit-1.schema.json"
VALIDATOR = Draft202012Validator(model_json.schema())


@given(full_captions())
def test_captions_come_back_as_they_were(captions: Captions) -> None:
    assert captions == model_json.parse(model_json.render(captions))


@given(messy_transcripts())
def test_a_transcript_comes_back_as_it_was_alone_and_with_captions(transcript: Transcript) -> None:
    assert transcript == model_json.load_transcript(model_json.dump_transcript(transcript))
    captions = Captions((), transcript=transcript)
    assert transcript == model_json.load_transcript(model_json.render(captions).encode())


@given(full_captions())
def test_a_document_is_one_line_that_any_reader_of_json_takes(captions: Captions) -> None:
    rendered = model_json.render(captions)
    assert (rendered[-1], rendered.count("\n")) == ("\n", 1)
    document = json.loads(rendered)
    assert ("subkit", 1, len(captions)) == (document["format"], document["version"], len(document["cues"]))


def test_words_stand_once_in_the_transcript_and_cues_point_at_them() -> None:
    words = (Word("a", 0, 1), Word("b", 1, 2), Word("c", 2, 3))
    transcript = Transcript((Segment(words[:1]), Segment(words[1:])))
    cues = (Cue(0, 2, ("a b",), words=words[:2]), Cue(2, 3, ("c",), words=words[2:]))
    document = json.loads(model_json.render(Captions(cues, transcript=transcript)))
    assert [{"span": [0, 2]}, {"span": [2, 1]}] == [
        {key: cue[key] for key in ("span", "words") if key in cue} for cue in document["cues"]
    ]


def test_words_that_the_transcript_does_not_hold_stand_in_the_cue() -> None:
    transcript = Transcript((Segment((Word("a", 0, 1),)),))
    captions = Captions((Cue(0, 2, ("b",), words=(Word("b", 0, 1),)),), transcript=transcript)
    assert [[{"type": "word", "text": "b", "start": 0, "end": 1}]] == [
        cue["words"] for cue in json.loads(model_json.render(captions))["cues"]
    ]


@given(odd_captions())
def test_lone_surrogates_are_replaced_and_listed_and_nothing_else_changes(captions: Captions) -> None:
    read = model_json.parse(model_json.render(captions))
    for number, (cue, shown) in enumerate(zip(captions, read, strict=True), 1):
        assert len(cue.text) == len(shown.text)
        listed = f"cue {number}" in {repair.place for repair in model_json.alterations(captions)}
        assert listed == (cue.text != shown.text)


TRANSCRIPT = '"transcript":{"segments":[{"tokens":[{"type":"word","text":"a"}]}]}'


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "truncated"),
        ("[]", "Expected `object`, got `array`"),
        ('{"format":"subkit"', "truncated"),
        ('{"format":"other","version":1,"cues":[]}', "at `$.format`"),
        ('{"format":"subkit","version":2,"cues":[]}', "written by a newer subkit; this one reads version 1"),
        ('{"format":"subkit","version":1,"cues":[{"start":"0"}]}', "at `$.cues[0].start`"),
        (
            '{"format":"subkit","version":1,"cues":[{"start":0,"end":1' + "0" * 400 + ',"lines":["a"]}]}',
            "at `$.cues[0].end`",
        ),
        ('{"format":"subkit","version":1}', "a transcript without cues; caption it first"),
        (
            '{"format":"subkit","version":1,'
            + TRANSCRIPT
            + ',"cues":[{"start":0,"end":1,"lines":[],"span":[0,2]}]}',
            "$.cues[0].span reaches beyond the 1 words of the transcript",
        ),
        (
            '{"format":"subkit","version":1,'
            + TRANSCRIPT
            + ',"cues":[{"start":0,"end":1,"lines":[],"span":[-1,1]}]}',
            "$.cues[0].span reaches beyond",
        ),
        ('{"format":"subkit","version":1,"extra":' + "[" * 100_000 + "]" * 100_000 + "}", "no JSON"),
    ],
)
def test_what_is_no_such_document_is_refused_with_the_place(text: str, reason: str) -> None:
    with pytest.raises(FormatError) as caught:
        model_json.parse(text, "talk.json")
    assert caught.value.file == "talk.json"
    assert reason in caught.value.reason


def test_bytes_that_are_not_utf8_are_refused() -> None:
    with pytest.raises(FormatError, match="no JSON"):
        model_json.load_transcript(b'{"format":"subkit","version":1,"language":"\xff"}')


def test_captions_without_a_transcript_have_none_to_give() -> None:
    with pytest.raises(FormatError, match="captions without a transcript"):
        model_json.load_transcript(model_json.render(Captions(())))


def test_plain_data_is_taken_like_its_text() -> None:
    transcript = Transcript((Segment((Word("a", 0, 1, 0.5, "1", glued=True),)),), language="en")
    data = json.loads(model_json.dump_transcript(transcript))
    assert transcript == model_json.load_transcript(data)


def test_the_published_schema_is_that_of_the_model(golden: Callable[[Path, str], None]) -> None:
    golden(SCHEMA, json.dumps(model_json.schema(), indent=2) + "\n")


def test_the_schema_is_a_schema_and_plain_json() -> None:
    schema = model_json.schema()
    Draft202012Validator.check_schema(schema)
    assert schema == json.loads(json.dumps(schema))


@given(full_captions())
def test_what_is_written_keeps_to_the_schema(captions: Captions) -> None:
    VALIDATOR.validate(json.loads(model_json.render(captions)))


@pytest.mark.parametrize(
    "wrong", [{"version": 2}, {"format": "x"}, {"cues": [{"start": 0}]}, {"transcript": []}]
)
def test_what_does_not_keep_to_the_schema_is_refused_by_it(wrong: dict[str, object]) -> None:
    document = json.loads(model_json.render(Captions((Cue(0, 1, ("a",)),))))
    VALIDATOR.validate(document)
    assert not VALIDATOR.is_valid(document | wrong)


def test_the_schema_speaks_of_every_field_of_the_model() -> None:
    parts = model_json.schema()["$defs"]
    for kind in (model_json.Document, model_json.CueRecord, Transcript, Segment, Word):
        assert {field.encode_name for field in msgspec.structs.fields(kind)} <= parts[kind.__name__][
            "properties"
        ].keys()
