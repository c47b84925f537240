"""The programs around Whisper that share a JSON: whose is whose, and what is made of it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subkit import registry
from subkit.adapter import Job, State
from subkit.errors import PayloadError
from subkit.model import Transcript
from subkit.payload import Payload
from subkit.testing import FOREIGN, AdapterContract, Sample
from subkit_adapters.whisper import faster, openai, stable_ts, timestamped, whisperx

DECODED = {
    "seek": 0,
    "temperature": 0.0,
    "avg_logprob": -0.21,
    "compression_ratio": 1.2,
    "no_speech_prob": 0.01,
}
WORDS, TIMES = ("Hello,", "world."), ((1000, 1400), (1500, 2000))
NOT_WHISPER = tuple(one for one in FOREIGN if not (isinstance(one, dict) and "segments" in one))


def word(text: str, start: float | None = None, end: float | None = None, **more: Any) -> dict[str, Any]:
    times = {} if start is None else {"start": start, "end": end}
    return {"word": text, **times, **more}


def segment(text: str, start: float, end: float, *words: dict[str, Any], **more: Any) -> dict[str, Any]:
    own = {"words": list(words)} if words else {}
    return {
        "id": 0,
        "start": start,
        "end": end,
        "text": text,
        "tokens": [50364, 2425, 13],
        **DECODED,
        **own,
        **more,
    }


def document(*segments: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "text": "".join(one["text"] for one in segments),
        "segments": list(segments),
        "language": "en",
        **more,
    }


HELLO = segment(
    " Hello, world.",
    0.8,
    2.2,
    word(" Hello,", 1.0, 1.4, probability=0.97),
    word(" world.", 1.5, 2.0, probability=0.88),
)
BARE = segment(" Hello, world.", 1.0, 2.0)
ALIGNED = {
    "segments": [
        {
            "start": 1.0,
            "end": 2.0,
            "text": " Hello, world.",
            "words": [
                word("Hello,", 1.0, 1.4, score=0.9),
                word("world.", 1.5, 2.0, score=0.8, speaker="SPEAKER_01"),
            ],
            "speaker": "SPEAKER_00",
        }
    ],
    "word_segments": [word("Hello,", 1.0, 1.4, score=0.9)],
    "language": "en",
}
BY_TEXT = [
    {"text": "Hello,", "start": 1.0, "end": 1.4, "confidence": 0.9},
    {"text": "world.", "start": 1.5, "end": 2.0, "confidence": 0.8},
]


class TestOpenAi(AdapterContract):
    adapter = openai.adapter
    foreign = NOT_WHISPER
    samples = (
        Sample(document(HELLO), WORDS, TIMES),
        Sample(
            {
                "segments": [
                    {
                        "start": 1.0,
                        "end": 2.0,
                        "words": [word(" Hello,", 1.0, 1.4), word(" world.", 1.5, 2.0)],
                    }
                ]
            },
            WORDS,
            TIMES,
        ),
        Sample(
            {
                "task": "transcribe",
                "language": "english",
                "duration": 2.5,
                "text": "Hello, world.",
                "words": [word("Hello", 1.0, 1.4), word("world", 1.5, 2.0)],
                "segments": [segment(" Hello, world.", 0.8, 2.2)],
            },
            WORDS,
            TIMES,
        ),
        Sample(
            {
                "duration": "2.5",
                "text": "Hello, world.",
                "words": [word("Hello", 1.0, 1.4), word("world", 1.5, 2.0)],
            },
            WORDS,
            TIMES,
        ),
        Sample({"text": "", "segments": [], "language": "en"}, (), ()),
        Sample(
            {
                "text": " Hello, world.",
                "chunks": [
                    {"text": " Hello,", "timestamp": [1.0, 1.4]},
                    {"text": " world.", "timestamp": [1.5, 2.0]},
                ],
            },
            WORDS,
            TIMES,
        ),
    )
    jobs = (
        (
            {"error": {"message": "No", "type": "invalid_request_error", "param": None, "code": None}},
            State.FAILED,
        ),
    )
    repairable = (
        document(BARE),
        document(segment(" a", 1.0, 2.0, word(" a", "1.0", 2.0))),
        {
            "task": "transcribe",
            "text": "Hi.",
            "segments": [{"id": "seg_0", "type": "t", "start": 0, "end": 1, "text": "Hi.", "speaker": "A"}],
        },
    )


class TestFasterWhisper(AdapterContract):
    adapter = faster.adapter
    foreign = NOT_WHISPER
    samples = (
        Sample([HELLO], WORDS, TIMES),
        Sample({"segments": [HELLO], "info": {"language": "en", "duration": 2.5}}, WORDS, TIMES),
        Sample(document(HELLO, language_probability=0.98), WORDS, TIMES),
        Sample({"segments": [HELLO]}, WORDS, TIMES),
        Sample({"segments": [], "language": "en", "language_probability": 0.5}, (), ()),
        Sample(
            b"\n".join([json.dumps(HELLO).encode(), json.dumps(segment("", 2.0, 2.2)).encode()]), WORDS, TIMES
        ),
    )
    repairable = ([BARE | {"words": None}],)


class TestWhisperX(AdapterContract):
    adapter = whisperx.adapter
    foreign = NOT_WHISPER
    samples = (
        Sample(ALIGNED, WORDS, TIMES),
        Sample({"segments": ALIGNED["segments"]}, WORDS, TIMES),
        Sample({"segments": [], "word_segments": [], "language": "en"}, (), ()),
    )
    repairable = ({"segments": [{"start": 1.0, "end": 2.0, "text": "In 2016."}], "word_segments": []},)


class TestWhisperTimestamped(AdapterContract):
    adapter = timestamped.adapter
    foreign = NOT_WHISPER
    samples = (
        Sample(document(BARE | {"confidence": 0.8, "words": BY_TEXT}), WORDS, TIMES),
        Sample(
            document(BARE | {"words": BY_TEXT}, speech_activity=[{"start": 0.9, "end": 2.1}]), WORDS, TIMES
        ),
        Sample({"text": "", "segments": [], "language": "fr", "language_probs": {"fr": 0.9}}, (), ()),
    )
    repairable = (
        document(BARE | {"words": [{"text": "Hello you", "start": 1.0, "end": 2.0, "confidence": 0.5}]}),
    )


class TestStableTs(AdapterContract):
    adapter = stable_ts.adapter
    foreign = NOT_WHISPER
    samples = (
        Sample(document(HELLO, ori_dict={}, regroup_history="sg=.5", nonspeech_sections=[]), WORDS, TIMES),
        Sample(
            document(
                segment(" Hello,", 1.0, 1.4, word(" Hello,", 1.0, 1.4, segment_id=0, id=0)),
                segment(" world.", 1.5, 2.0, word(" world.", 1.5, 2.0, segment_id=1, id=0)),
            ),
            WORDS,
            TIMES,
        ),
        Sample({"text": "", "segments": [], "language": "en", "ori_dict": {}}, (), ()),
    )
    repairable = (document(BARE, ori_dict={}),)


def parsed(content: Any, **options: Any) -> Transcript:
    payload = Payload(content)
    result = registry.recognise(payload).parse(payload, **options)
    assert isinstance(result, Transcript)
    return result


def spelt(transcript: Transcript) -> list[str]:
    return [
        "".join(one.text if one.glued else f" {one.text}" for one in part.words).lstrip(" ")
        for part in transcript.segments
    ]


PIECES = st.text(alphabet="abcdeé字幕.,'-", min_size=1, max_size=6)


@given(st.lists(st.tuples(st.booleans(), PIECES), min_size=1, max_size=12))
def test_words_spell_what_the_text_says_blanks_or_none(pieces: list[tuple[bool, str]]) -> None:
    texts = [f" {text}" if blank or not number else text for number, (blank, text) in enumerate(pieces)]
    words = [word(text, number, number + 1) for number, text in enumerate(texts)]
    whole = "".join(texts)
    stripped = [one | {"word": one["word"].strip()} for one in words]
    for content in (document(segment(whole, 0, 99, *words)), document(segment(whole, 0, 99, *stripped))):
        transcript = openai.adapter.parse(Payload(content))
        assert isinstance(transcript, Transcript)
        said = "".join(spelt(transcript))
        assert "".join(whole.split()) == "".join(said.split())
        assert [one.start for one in transcript.words] == sorted(one.start or 0 for one in transcript.words)


@given(st.lists(st.text(alphabet="abé", min_size=1, max_size=5), min_size=1, max_size=20), st.data())
def test_punctuation_of_the_text_goes_to_the_words_told_beside_it(
    said: list[str], data: st.DataObject
) -> None:
    marks = data.draw(
        st.lists(st.sampled_from(["", ",", ".", "?!", " —", '"']), min_size=len(said), max_size=len(said))
    )
    text = " ".join(f"{one}{mark}" for one, mark in zip(said, marks, strict=True))
    words = [word(one, number, number + 0.5) for number, one in enumerate(said)]
    transcript = parsed({"duration": 99, "text": text, "words": words}, strict=True)
    assert [text] == spelt(transcript)
    assert [1000 * number for number in range(len(said))] == [
        one.start for one in transcript.words if one.start is not None
    ]


def test_hyphens_are_glued_and_blanks_are_not() -> None:
    words = [word(" well", 1.0, 1.2), word("-known", 1.2, 1.6), word(" man", 1.7, 2.0)]
    assert ["well-known man"] == spelt(parsed({"segments": [{"start": 1.0, "end": 2.0, "words": words}]}))


def test_words_of_scripts_without_blanks_are_glued() -> None:
    words = [word("見え", 1.0, 1.3), word("る", 1.3, 1.5), word("。", 1.5, 1.6)]
    (only,) = parsed(document(segment("見える。", 1.0, 1.6, *words), language="ja")).segments
    assert [("見え", False), ("る。", True)] == [(one.text, one.glued) for one in only.words]


def test_segments_without_words_are_spread_by_characters_and_told_once() -> None:
    transcript = parsed(document(segment(" One two", 1.0, 2.2), segment(" three", 3.0, 4.0)))
    assert [("One", 1000, 1600), ("two", 1600, 2200), ("three", 3000, 4000)] == [
        (one.text, one.start, one.end) for one in transcript.words
    ]
    assert [("interpolated", "$.segments[0] to $.segments[1]")] == [
        (repair.kind, repair.place) for repair in transcript.repairs
    ]


def test_segments_of_a_word_each_are_words_with_their_own_times() -> None:
    parts = [
        segment(" Well", 1.0, 1.3),
        segment(",", 1.3, 1.3),
        segment(" yes", 1.5, 2.0),
        segment(".", 2.0, 2.0),
    ]
    transcript = parsed(document(*parts), strict=True)
    assert ["Well, yes."] == spelt(transcript)
    assert [(1000, 1300), (1500, 2000)] == [(one.start, one.end) for one in transcript.words]


def test_chunks_of_sentences_are_spread_even_where_the_last_has_no_end() -> None:
    chunks = [{"text": " One two", "timestamp": [1.0, 2.2]}, {"text": " so it", "timestamp": [3.0, None]}]
    transcript = parsed({"text": " One two so it", "chunks": chunks})
    assert [(1000, 1600), (1600, 2200), (3000, None), (None, None)] == [
        (one.start, one.end) for one in transcript.words
    ]


def test_segments_of_a_word_with_words_in_them_are_one() -> None:
    parts = [
        segment(" Insta", 1.0, 1.3, word(" Insta", 1.0, 1.3)),
        segment("gram", 1.3, 1.6, word("gram", 1.3, 1.6)),
        segment(".", 1.6, 1.7, word(".", 1.6, 1.7)),
    ]
    assert ["Instagram."] == spelt(parsed(document(*parts), strict=True))


def test_a_word_that_was_cut_between_segments_is_whole_again() -> None:
    parts = [segment(" See Insta", 1.0, 2.0), segment("gram, she", 2.0, 3.0), segment(" said.", 3.0, 3.5)]
    assert ["See Instagram,", "she", "said."] == spelt(parsed(document(*parts)))


def test_a_word_with_times_that_was_cut_between_segments_is_whole_again() -> None:
    parts = [
        segment(" See Insta", 1.0, 2.0, word(" See", 1.0, 1.4), word(" Insta", 1.5, 2.0)),
        segment("gram, she", 2.0, 3.0, word("gram", 2.0, 2.4), word(",", 2.4, 2.4), word(" she", 2.5, 3.0)),
        segment(" said", 3.0, 3.5, word(" said", 3.0, 3.5)),
        segment(". so", 3.5, 4.0, word(".", 3.5, 3.5), word(" so", 3.7, 4.0)),
    ]
    transcript = parsed(document(*parts), strict=True)
    assert ["See Instagram,", "she", "said.", "so"] == spelt(transcript)
    assert (1500, 2400) == next((one.start, one.end) for one in transcript.words if "Insta" in one.text)


def test_segments_without_blanks_before_them_are_left_as_they_are() -> None:
    parts = [segment("one two", 1.0, 2.0), segment("three four", 2.0, 3.0), segment(" five six", 3.0, 3.5)]
    assert ["one two", "three four", "five six"] == spelt(parsed(document(*parts)))


def test_a_sentence_without_a_blank_before_it_is_no_piece_of_a_word() -> None:
    parts = [segment(" One two", 1.0, 2.0), segment("Three four", 2.0, 3.0), segment(" five six", 3.0, 3.5)]
    assert ["One two", "Three four", "five six"] == spelt(parsed(document(*parts)))


def test_the_language_may_be_called_otherwise() -> None:
    assert "nl" == parsed({"segments": [HELLO], "detected_language": "nl"}).language
    assert "nl" == parsed({"segments": [HELLO], "info": {"language": "nl"}}).language
    assert parsed({"segments": [HELLO], "info": "TranscriptionInfo(language='nl')"}).language is None


def test_special_tokens_are_no_words_and_that_is_told() -> None:
    words = [word("<|0.00|>", 0.0, 0.0), word(" Hi<|endoftext|>", 1.0, 1.4)]
    transcript = parsed(document(segment("<|0.00|> Hi<|endoftext|>", 0.0, 1.4, *words)), strict=True)
    assert ["Hi"] == spelt(transcript)
    assert ["special-token"] == [repair.kind for repair in transcript.repairs]


def test_a_hesitation_of_whisper_timestamped_is_no_word() -> None:
    said = [{"text": "[*]", "start": 0.5, "end": 0.9, "confidence": 0.1}, *BY_TEXT]
    assert ["Hello, world."] == spelt(parsed(document(segment(" [*] Hello, world.", 0.5, 2.0, words=said))))


def test_words_without_length_keep_their_times_even_when_strict() -> None:
    words = [word(" Thanks", 30.0, 30.0), word(" for", 30.0, 30.0), word(" watching!", 30.0, 30.0)]
    transcript = parsed(document(segment(" Thanks for watching!", 29.98, 30.0, *words)), strict=True)
    assert [(30000, 30000)] * 3 == [(one.start, one.end) for one in transcript.words]


def test_words_without_times_have_none_and_strict_names_the_first() -> None:
    said = [word("In", 1.0, 1.2, score=0.9), word("2016,")]
    content = {"segments": [{"start": 1.0, "end": 2.0, "text": " In 2016,", "words": said}]}
    assert [(1000, 1200), (None, None)] == [(one.start, one.end) for one in parsed(content).words]
    with pytest.raises(PayloadError, match=r"\$\.segments\[0\]\.words\[1\]\.start"):
        parsed(content, strict=True)


def test_a_word_s_own_speaker_comes_before_the_segment_s() -> None:
    transcript = parsed(ALIGNED)
    assert [("SPEAKER_00", 1000, None), ("SPEAKER_01", None, 2000)] == [
        (one.speaker, one.start, one.end) for one in transcript.segments
    ]
    assert ["SPEAKER_00", "SPEAKER_01"] == [one.id for one in transcript.speakers]


def test_words_told_beside_the_segments_go_to_the_segment_they_are_in() -> None:
    content = {
        "text": "Yes — 20, no.",
        "language": "german",
        "duration": 9.5,
        "segments": [segment(" Yes —", 0.0, 1.0), segment(" $20, no.", 1.0, 2.0)],
        "words": [word("Yes", 0.2, 0.6), word("20", 0.9, 1.4), word("no", 1.5, 1.8)],
    }
    transcript = parsed(content, strict=True)
    assert ["Yes —", "$20, no."] == spelt(transcript)
    assert ("de", 9500) == (transcript.language, transcript.media and transcript.media.duration)


def test_words_told_otherwise_than_the_text_says_get_the_text() -> None:
    content = {
        "text": "It costs $20.",
        "words": [word("it", 0.0, 0.2), word("costs", 0.2, 0.5), word("twenty", 0.5, 1.0)],
    }
    assert ["It costs $20."] == spelt(parsed(content))


def test_scores_that_are_none_are_left_out() -> None:
    said = [word(" a", 1.0, 1.2, probability=float("nan")), word(" b", 1.2, 1.4, probability=1.5)]
    assert [None, None] == [
        one.confidence for one in parsed(document(segment(" a b", 1.0, 1.4, *said))).words
    ]


def test_a_refusal_is_a_failed_job_with_its_reason() -> None:
    fault = {
        "message": "Incorrect API key",
        "type": "invalid_request_error",
        "param": None,
        "code": "invalid_api_key",
    }
    job = openai.adapter.parse(Payload({"error": fault}))
    assert isinstance(job, Job)
    assert "invalid_api_key: Incorrect API key" == job.detail


@pytest.mark.parametrize("content", [{}, {"language": "en"}, [{"a": 1}], [[1]]])
def test_what_is_no_transcript_is_refused(content: Any) -> None:
    with pytest.raises(PayloadError, match="Whisper"):
        openai.adapter.parse(Payload(content))
