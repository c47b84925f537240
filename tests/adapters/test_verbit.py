"""Verbit's documents, streams and job information: every form, every oddity."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest
import strategies
from hypothesis import given
from hypothesis import strategies as st

from subkit.adapter import Job, State
from subkit.errors import PayloadError
from subkit.model import LineBreak, Speaker, Transcript, Word
from subkit.payload import Payload
from subkit.report import RepairLog
from subkit.testing import AdapterContract, Sample
from subkit_adapters.verbit import adapter, tokens
from subkit_adapters.verbit.wire import Segment, Token


def word(text: str, start: float | None, end: float | None, **more: Any) -> dict[str, Any]:
    return {"text": text, "start_time": start, "end_time": end, "kind": "word", **more}


def mark(text: str, time: float) -> dict[str, Any]:
    return {"text": text, "start_time": time, "end_time": time, "kind": "punctuation"}


def space(time: float = 0.0) -> dict[str, Any]:
    return {"text": " ", "start_time": time, "end_time": time, "kind": "space"}


def line(time: float = 0.0) -> dict[str, Any]:
    return {"text": "\n", "start_time": time, "end_time": time, "kind": "line_break"}


def document(*segments: list[dict[str, Any]], kind: str = "transcript", **more: Any) -> dict[str, Any]:
    made = [{"start_time": 0.5, "end_time": 9.0, "speaker_id": "v1", "tokens": tokens} for tokens in segments]
    speakers = [{"id": "v1", "text": "Speaker 1"}]
    return {"version": 1, "kind": kind, "features": [], "segments": made, "speakers": speakers, **more}


def response(*items: tuple[str, str, float, float], **more: Any) -> dict[str, Any]:
    made = [
        {"kind": kind, "value": value, "start": start, "end": end, "speaker_id": "v1"}
        for kind, value, start, end in items
    ]
    told = {
        "type": "transcript",
        "language_code": "en-US",
        "is_final": True,
        "start": items[0][2] if items else 0.0,
    }
    return {
        "response": told
        | {"alternatives": [{"items": made}], "speakers": [{"id": "v1", "label": None}]}
        | more
    }


HELLO = [
    word("Hello", 1.0, 1.4, confidence=0.9),
    mark(",", 1.4),
    space(1.4),
    word("world", 1.5, 2.0),
    mark(".", 2.0),
]
STREAMED = response(
    ("text", "Hello", 1.0, 1.4),
    ("punct", ",", 1.4, 1.4),
    ("text", "world", 1.5, 2.0),
    ("punct", ".", 2.0, 2.0),
)
WORDS, TIMES = ("Hello,", "world."), ((1000, 1400), (1500, 2000))


class TestContract(AdapterContract):
    adapter = adapter
    samples = (
        Sample(document([*HELLO, line(2.0)]), WORDS, TIMES),
        Sample(document([*HELLO[:2], line(1.4), *HELLO[3:], line(2.0)], kind="captions"), WORDS, TIMES),
        Sample(STREAMED, WORDS, TIMES),
        Sample([STREAMED, response()], WORDS, TIMES),
        Sample(json.dumps(STREAMED).encode() + b"\n" + json.dumps(response()).encode() + b"\n", WORDS, TIMES),
        Sample(STREAMED["response"], WORDS, TIMES),
        Sample(document(), (), ()),
    )
    jobs = (
        ({"job_id": 12, "job_status": "Pending"}, State.WAITING),
        ({"job_id": 12, "job_status": "In Progress", "draft_ready": True}, State.RUNNING),
        ({"job_id": "12", "external_id": "a", "status": "Completed"}, State.DONE),
        (
            {"job_status": "Failure", "errors": [{"code": "no_speech", "message": "No speech detected"}]},
            State.FAILED,
        ),
        ({"job_id": 12, "job_status": "Canceled"}, State.CANCELLED),
        ({"ErrorType": "ITEM_NOT_FOUND", "ErrorComment": "Job was not found"}, State.FAILED),
        ({"job_id": 12, "draft_ready": True}, State.UNKNOWN),
    )
    repairable = (
        document([word("Hello", "1.0", 1.4)]),
        document([word("New York", 1.0, 1.4)]),
        document([{"text": 1984, "start_time": 1, "end_time": 2, "kind": "word"}]),
        document([word("a\0b", 1.0, 1.4)]),
        document(HELLO, kind="lyrics"),
        document(HELLO) | {"version": 2},
        [STREAMED, response(("text", "Hola", 1.0, 1.4), language_code="es-ES")],
    )


def parsed(content: Any, **options: Any) -> Transcript:
    result = adapter.parse(Payload(content), **options)
    assert isinstance(result, Transcript)
    return result


def texts(content: Any, **options: Any) -> list[str]:
    return [word.text for word in parsed(content, **options).words]


def spelt(transcript: Transcript) -> list[str]:
    """Each segment's words with a blank before those that are not glued."""
    return [
        "".join(word.text if word.glued else f" {word.text}" for word in segment.words).lstrip(" ")
        for segment in transcript.segments
    ]


@given(strategies.verbit_documents())
def test_words_spell_what_the_tokens_spell(content: dict[str, Any]) -> None:
    tokens = ["".join(token["text"] for token in segment["tokens"]) for segment in content["segments"]]
    assert [" ".join(text.split()) for text in tokens] == spelt(parsed(content))


@given(strategies.verbit_documents())
def test_every_word_token_is_in_a_word_of_its_own_in_order(content: dict[str, Any]) -> None:
    for segment, made in zip(content["segments"], parsed(content).segments, strict=True):
        spoken = [token["text"] for token in segment["tokens"] if token["kind"] in {"word", "sound"}]
        words = iter(made.words)
        assert all(any(text in word.text for word in words) for text in spoken)


@given(st.lists(strategies.verbit_tokens(), max_size=12))
def test_the_quick_way_and_the_walk_agree(content: list[dict[str, Any]]) -> None:
    made = Segment(msgspec.convert(content, list[Token]))
    reader = tokens.Segments("$", RepairLog("a test", strict=True))
    quick = reader.quick([made, made])
    if quick is not None:
        assert ([reader.walked(made, 0)] * 2, True) == quick


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ([word("Hi", 0, 1), mark("!", 1), mark("?", 1)], ["Hi!?"]),
        ([mark("(", 0), word("aside", 0, 1), mark(")", 1)], ["(aside)"]),
        ([word("so", 0, 1), space(), mark("(", 1), word("aside", 1, 2), mark(")", 2)], ["so", "(aside)"]),
        ([word("well", 0, 1), mark("-", 1), word("known", 1, 2)], ["well-", "+known"]),
        ([word("Well", 0, 1), space(), mark("–", 1), space(), word("no", 1, 2)], ["Well", "–", "no"]),
        ([word("a", 0, 1), line(), word("b", 1, 2), line()], ["a", "b"]),
        ([word("a", 0, 1), {"text": "[applause]", "kind": "sound"}], ["a", "+[applause]"]),
        (
            [word("a", 0, 1), space(), {"text": "[long applause]", "kind": "sound"}],
            ["a", "[long", "applause]"],
        ),
        ([space(), space(), word("a", 0, 1), space()], ["a"]),
        ([word("左", 0, 1), word("に", 1, 2), mark("。", 2)], ["左", "+に。"]),
        ([word("km", 0, 1), {"text": "\u00a0", "kind": "punctuation"}, word("h", 1, 2)], ["km\u00a0", "+h"]),
        ([mark(".", 0), space()], ["."]),
        ([word("Hi", 0, 1), mark("! ", 1), mark("\n", 1), space(), word("you", 1, 2)], ["Hi!", "you"]),
        ([word("Hi", 0, 1), mark("! ", 1), mark("?", 1), space()], ["Hi!", "?"]),
        ([space()], []),
    ],
)
def test_blanks_and_punctuation_make_words(content: list[dict[str, Any]], expected: list[str]) -> None:
    words = parsed(document(content), strict=False).words
    assert expected == [f"+{word.text}" if word.glued else word.text for word in words]


def test_punctuation_alone_shares_the_time_of_the_word_before_it() -> None:
    words = list(
        parsed(document([word("Well", 1, 2), space(2), mark("–", 2), space(2), word("no", 3, 4)])).words
    )
    assert [("Well", 1000, 1800), ("–", 1800, 2000), ("no", 3000, 4000)] == [
        (w.text, w.start, w.end) for w in words
    ]


def test_punctuation_alone_at_the_start_shares_the_time_of_the_word_after_it() -> None:
    words = list(parsed(document([mark("–", 1), space(1), word("no", 1, 2.5)])).words)
    assert [("–", 1000, 1500), ("no", 1500, 2500)] == [(w.text, w.start, w.end) for w in words]


def test_an_interior_line_break_is_kept_and_the_closing_one_is_not() -> None:
    transcript = parsed(document([word("a", 0, 1), line(1), word("b", 1, 2), line(2)], kind="captions"))
    assert (Word("a", 0, 1000), LineBreak(), Word("b", 1000, 2000)) == transcript.segments[0].tokens
    assert transcript.kind == "captions"


def test_a_first_segment_without_tokens_hides_no_document() -> None:
    silent = {"segments": [{"speaker_id": "v1"}, *document(HELLO)["segments"]]}
    assert adapter.recognises(Payload(document() | silent))
    assert list(WORDS) == texts(document() | silent)


def test_segment_times_stay_with_the_segment() -> None:
    (segment,) = parsed(document(HELLO)).segments
    assert (500, 9000) == (segment.start, segment.end)
    assert TIMES == tuple((word.start, word.end) for word in segment.words)


def test_speakers_have_their_labels_in_order_of_appearance() -> None:
    content = document(HELLO, HELLO, HELLO)
    for segment, voice in zip(content["segments"], ["v2", "v1", None], strict=True):
        segment["speaker_id"] = voice
    content["speakers"] = [
        {"id": "v1", "text": "Ada"},
        {"id": "v2", "text": "Prof.\x1b[2J\nB."},
        {"id": "v3"},
    ]
    transcript = parsed(content)
    assert (Speaker("v2", "Prof.\ufffd[2J B."), Speaker("v1", "Ada"), Speaker("v3")) == transcript.speakers
    assert ["v2", "v1", None] == [segment.speaker for segment in transcript.segments]


def test_a_confidence_outside_its_scale_is_left_out_and_said_so() -> None:
    transcript = parsed(document([word("a", 0, 1, confidence=97), space(), word("b", 1, 2, confidence=0.5)]))
    assert [None, 0.5] == [word.confidence for word in transcript.words]
    assert ["$.segments[0].tokens[0].confidence"] == [repair.place for repair in transcript.repairs]


@pytest.mark.parametrize(
    ("tokens_", "path"),
    [
        ([word("a", None, 1)], "$.segments[0].tokens[0].start_time"),
        ([word("a", 0, 1), space(), word("b", 3, 2)], "$.segments[0].tokens[2].end_time"),
        ([word("a", 5, 6), space(), word("b", 1, 2)], "$.segments[0].tokens[2].start_time"),
        ([word("a", 0, 1.101), space(), word("b", 1, 2)], "$.segments[0].tokens[0].end_time"),
        (
            [word("a", 0, 1), space(), word("b", 1, 9), space(), word("c", 1, 9)],
            "$.segments[0].tokens[2].end_time",
        ),
        ([word("a", -1, 2)], "$.segments[0].tokens[0].start_time"),
        ([{"text": "a"}, space()], "$.segments[0].tokens[0].kind"),
        ([word("a", True, 2)], "$.segments[0].tokens[0].start_time"),
        ([word("a", 1e12, 2)], "$.segments[0].tokens[0].start_time"),
    ],
)
def test_strict_names_the_place(tokens_: list[dict[str, Any]], path: str) -> None:
    with pytest.raises(PayloadError) as caught:
        adapter.parse(Payload(document(tokens_)), strict=True)
    assert path == caught.value.path
    assert ["a"] == texts(document(tokens_))[:1]


def test_text_in_a_blank_is_a_word_and_said_so_whatever_follows() -> None:
    for after in ([], [space(), word("you", 1, 2)]):
        transcript = parsed(document([word("Hi", 0, 1), space() | {"text": "2"}, *after]))
        assert ["Hi", "2"] == [word.text for word in transcript.words][:2]
        assert ["$.segments[0].tokens[1].text"] == [repair.place for repair in transcript.repairs]


@given(strategies.verbit_documents(), st.integers(1, 12))
def test_segments_are_read_alike_together_and_each_alone(content: dict[str, Any], often: int) -> None:
    heard = content["segments"] * often
    alone = [parsed(content | {"segments": [segment], "speakers": []}) for segment in heard]
    together = parsed(content | {"segments": heard, "speakers": []})
    assert tuple(segment for one in alone for segment in one.segments) == together.segments
    voices = dict.fromkeys(speaker for one in alone for speaker in one.speakers)
    assert tuple(voices) == together.speakers


def test_strict_names_the_place_where_one_segment_runs_into_the_next() -> None:
    with pytest.raises(PayloadError) as caught:
        adapter.parse(Payload(document([word("a", 0, 5), space()], [word("b", 3, 4)])), strict=True)
    assert "$.segments[0].tokens[0].end_time" == caught.value.path


def test_strict_lets_a_word_run_into_the_next_as_recognisers_do() -> None:
    assert ["a", "b"] == texts(document([word("a", 0, 1.1), space(), word("b", 1, 2)]), strict=True)


@pytest.mark.parametrize(
    "status", ["Complete", "completed", " COMPLETED ", "Error", "media-failure", "in_process"]
)
def test_a_status_is_known_in_every_spelling(status: str) -> None:
    job = adapter.parse(Payload({"job_id": 1, "job_status": status}))
    assert isinstance(job, Job)
    assert job.state is not State.UNKNOWN


def test_an_unknown_status_is_told_as_the_provider_spells_it() -> None:
    job = adapter.parse(Payload({"job_id": 1, "job_status": "Rest\x1b[1ming"}))
    assert Job("verbit", "1", State.UNKNOWN, "Rest\ufffd[1ming") == job


def test_interim_responses_are_left_out() -> None:
    interim = response(("text", "Hell", 1.0, 1.2), is_final=False)
    assert list(WORDS) == texts([interim, STREAMED])


def test_a_later_final_takes_the_place_of_what_it_repeats() -> None:
    first = response(("text", "one", 0.0, 0.5), end=0.5)
    wrong = response(("text", "tow", 1.0, 1.5), end=1.5)
    third = response(("text", "three", 2.0, 2.5), end=2.5)
    right = response(("text", "two", 1.0, 1.6), end=1.6)
    assert ["one", "two", "three"] == texts([first, wrong, third, right])


def test_a_later_final_that_covers_others_is_taken_for_them_and_said_so() -> None:
    first = response(("text", "one", 0.5, 1.0), end=1.0)
    again = response(("text", "won", 0.4, 1.0), ("text", "two", 1.0, 1.5), end=1.5)
    transcript = parsed([first, again])
    assert ["won", "two"] == [word.text for word in transcript.words]
    assert ["superseded"] == [repair.kind for repair in transcript.repairs]


def test_the_language_asked_for_wins_and_others_stay_apart() -> None:
    spanish = response(("text", "Hola", 1.0, 1.4), language_code="es-ES", service_type="translation")
    assert ["Hola"] == texts([STREAMED, spanish], language="es")
    assert ["Hola"] == texts([STREAMED, spanish], language="es-ES", strict=True)
    assert list(WORDS) == texts([STREAMED, spanish])
    assert "en-US" == parsed([STREAMED, spanish]).language


def test_captions_are_left_out_where_the_stream_has_the_transcript_as_well() -> None:
    captions = response(("text", "Hello", 1.0, 1.4), type="captions")
    transcript = parsed([captions, STREAMED])
    assert list(WORDS) == [word.text for word in transcript.words]
    assert ["captions-too"] == [repair.kind for repair in transcript.repairs]
    assert "captions" == parsed([captions]).kind


@pytest.mark.parametrize(
    ("items", "transcript", "expected"),
    [
        ([("punct", "¿"), ("text", "Qué"), ("punct", "?")], None, "¿Qué?"),
        ([("text", "a"), ("punct", '"'), ("text", "b"), ("punct", '"'), ("text", "c")], None, 'a "b" c'),
        ([("text", "左"), ("text", "に"), ("punct", "。")], None, "左に。"),
        ([("text", "so"), ("punct", "–"), ("text", "no")], "so – no", "so – no"),
        ([("text", "so"), ("punct", "–"), ("text", "no")], "something else", "so– no"),
        ([("text", "New York"), ("text", "is")], "New York is", "New York is"),
    ],
)
def test_blanks_come_from_the_transcript_or_else_from_use(
    items: list[tuple[str, str]], transcript: str | None, expected: str
) -> None:
    streamed = response(*((kind, value, i, i + 1.0) for i, (kind, value) in enumerate(items)))
    streamed["response"]["alternatives"][0]["transcript"] = transcript
    assert [expected] == spelt(parsed(streamed))


def test_the_first_alternative_is_read() -> None:
    streamed = json.loads(json.dumps(STREAMED))
    streamed["response"]["alternatives"].append({"items": [{"kind": "text", "value": "Yellow"}]})
    assert list(WORDS) == texts(streamed)


def test_events_between_responses_do_no_harm() -> None:
    assert list(WORDS) == texts([STREAMED, {"event": "EOS"}, response(is_end_of_stream=True)])
