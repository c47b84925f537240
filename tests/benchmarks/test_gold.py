"""Gold documents in both providers' shapes hold the same words, times and speakers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import subkit
from benchmarks import generated, gold
from benchmarks.gold import Spoken

if TYPE_CHECKING:
    from pathlib import Path

WORDS = [
    Spoken("Well,", 0.5, 0.8, "Ada"),
    Spoken("what?!", 0.8, 1.2, "Ada"),
    Spoken("\u2013", 1.4, 1.5, "Ben"),
    Spoken('"Nothing."', 2.75, 3.2, "Ben"),
]


def heard(payload: object) -> list[tuple[str, int | None, int | None]]:
    transcript = subkit.read(json.dumps(payload).encode(), language="en")
    return [(word.text, word.start, word.end) for word in transcript.words]


def test_both_shapes_read_back_as_the_words_they_were_made_from() -> None:
    expected = [(word.text, round(1000 * word.start), round(1000 * word.end)) for word in WORDS]
    assert expected == heard(gold.pictory(WORDS))
    assert expected == heard(gold.verbit(WORDS))


def test_pictory_marks_a_pause_from_a_quarter_of_a_second_on_with_its_category() -> None:
    items = [item for segment in gold.pictory(WORDS)["data"]["transcript"] for item in segment["words"]]
    pauses = [
        (item["start_time"], item["end_time"], item["pause_size"]) for item in items if item.get("is_pause")
    ]
    assert [(1.5, 2.75, "medium")] == pauses


def test_verbit_splits_trailing_marks_off_as_tokens_without_length() -> None:
    tokens = gold.verbit(WORDS)["segments"][0]["tokens"]
    assert [
        ("Well", "word"),
        (",", "punctuation"),
        (" ", "space"),
        ("what", "word"),
        ("?", "punctuation"),
        ("!", "punctuation"),
        ("\n", "line_break"),
    ] == [(token["text"], token["kind"]) for token in tokens]
    assert all(token["start_time"] == token["end_time"] for token in tokens if token["kind"] != "word")


def test_verbit_has_no_space_tokens_where_words_stand_without_blanks() -> None:
    kinds = {token["kind"] for segment in gold.verbit(WORDS, "")["segments"] for token in segment["tokens"]}
    assert kinds == {"word", "punctuation", "line_break"}


def test_segments_change_with_the_speaker_and_are_wider_than_their_words_in_verbit() -> None:
    first, second = gold.verbit(WORDS)["segments"]
    assert (0.1, 1.4) == (first["start_time"], first["end_time"])
    assert (1.4, 3.4) == (second["start_time"], second["end_time"])
    assert first["speaker_id"] != second["speaker_id"]


def test_documents_are_read_by_their_index_and_a_pattern(tmp_path: Path) -> None:
    raw = {
        "id": "one.en", "lang": "en", "style": "ted", "tier": "B", "use": "cues", "timing": "synthetic", "joiner": " ",
        "words": [{"text": "Hello. ", "start": 0.5, "end": 1.0004}],
        "gold_cues": [{"start": 0.5, "end": 1.0004, "lines": ["Hello."]}],
    }  # fmt: skip
    (tmp_path / "one.en.json").write_text(json.dumps(raw))
    (tmp_path / "INDEX.json").write_text(json.dumps([{"id": "one.en"}, {"id": "two.fr"}]))
    (found,) = gold.documents(tmp_path, "*.en")
    assert (Spoken("Hello.", 0.5, 1.0004, None),) == found.words
    assert (500, 1000, ("Hello.",)) == (found.cues[0].start, found.cues[0].end, found.cues[0].lines)


@pytest.mark.parametrize("shape", ["pictory", "verbit"])
def test_generated_speech_is_the_same_every_time_and_needs_no_repair(shape: generated.Shape) -> None:
    payload = generated.payload(0.05, shape)
    assert payload == generated.payload(0.05, shape)
    transcript = subkit.read(payload)
    assert generated.WORDS_AN_HOUR * 0.05 == len(list(transcript.words))
    assert () == subkit.caption(transcript).repairs
