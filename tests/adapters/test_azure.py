"""Azure's results: ticks, milliseconds and durations; words shown and words spoken; channels; jobs."""

from __future__ import annotations

from typing import Any

import pytest

from subkit.adapter import Job, State
from subkit.errors import PayloadError
from subkit.model import Media, Transcript
from subkit.payload import Payload
from subkit.testing import AdapterContract, Sample
from subkit_adapters.azure import adapter

SHOWN = [
    {"displayText": "Hello,", "offset": "PT0.04S", "duration": "PT0.44S", "offsetInTicks": 400000.0,
     "durationInTicks": 4400000.0},
    {"displayText": "world.", "offset": "PT0.8S", "duration": "PT0.5S"},
]  # fmt: skip
SPOKEN = [
    {"word": "hello", "offset": "PT0.04S", "duration": "PT0.44S", "offsetInTicks": 400000, "confidence": 0.9},
    {"word": "world", "offsetMilliseconds": 800, "durationMilliseconds": 500, "confidence": 0.8},
]


def best(**more: Any) -> dict[str, Any]:
    return {
        "confidence": 0.9,
        "lexical": "hello world",
        "itn": "hello world",
        "display": "Hello, world.",
        **more,
    }


def phrase(*alternatives: dict[str, Any], **more: Any) -> dict[str, Any]:
    times = {"offset": "PT0.04S", "duration": "PT1.26S", "offsetInTicks": 400000, "durationInTicks": 12600000}
    return {"recognitionStatus": "Success", "channel": 0, **times, "nBest": list(alternatives), **more}


def file(*phrases: dict[str, Any], **more: Any) -> dict[str, Any]:
    about = {"source": "https://media.example/a.wav", "timestamp": "2025-05-24T13:37:05Z"}
    whole = {"channel": 0, "lexical": "hello world", "display": "Hello, world."}
    return {**about, "combinedRecognizedPhrases": [whole], "recognizedPhrases": list(phrases), **more}


FAST = {
    "durationMilliseconds": 2580,
    "combinedPhrases": [{"text": "Hello, world."}],
    "phrases": [
        {"offsetMilliseconds": 40, "durationMilliseconds": 1260, "text": "Hello, world.", "locale": "en-US",
         "words": [{"text": "Hello,", "offsetMilliseconds": 40, "durationMilliseconds": 440},
                   {"text": "world.", "offsetMilliseconds": 800, "durationMilliseconds": 500}]},
    ],
}  # fmt: skip
LIVE: dict[str, Any] = {
    "Id": "cec5", "RecognitionStatus": "Success", "Offset": 400000, "Duration": 12600000, "Channel": 0,
    "DisplayText": "Hello, world.", "SpeakerId": "Guest-1",
    "NBest": [{"Confidence": 0.9, "Lexical": "hello world", "Display": "Hello, world.",
               "Words": [{"Word": "hello", "Offset": 400000, "Duration": 4400000},
                         {"Word": "world", "Offset": 8000000, "Duration": 5000000}]}],
}  # fmt: skip
LIVE_SHOWN = [
    {"DisplayText": "Hello,", "Offset": 400000, "Duration": 4400000},
    {"DisplayText": "world.", "Offset": 8000000, "Duration": 5000000},
]
SILENCE = {"RecognitionStatus": "InitialSilenceTimeout", "Offset": 20000000, "Duration": 0, "DisplayText": ""}
WORDS, TIMES = ("Hello,", "world."), ((40, 480), (800, 1300))
ADDRESS = "https://eastus.api.cognitive.microsoft.com/speechtotext/v3.2/transcriptions/637d9333"
FAILED = {
    "self": ADDRESS,
    "status": "Failed",
    "properties": {"error": {"code": "InvalidData", "message": "The audio could not be read."}},
}


class TestContract(AdapterContract):
    adapter = adapter
    samples = (
        Sample(file(phrase(best(displayWords=SHOWN), best(display="Hell world"))), WORDS, TIMES),
        Sample(file(phrase(best(words=SPOKEN))), WORDS, TIMES),
        Sample(FAST, WORDS, TIMES),
        Sample(file(phrase(best(displayPhraseElements=SHOWN))), WORDS, TIMES),
        Sample(file(), (), ()),
        Sample(LIVE, WORDS, TIMES),
        Sample([LIVE, SILENCE], WORDS, TIMES),
        Sample(LIVE | {"NBest": [LIVE["NBest"][0] | {"DisplayWords": LIVE_SHOWN}]}, WORDS, TIMES),
    )
    jobs = (
        ({"self": ADDRESS, "status": "NotStarted"}, State.WAITING),
        ({"self": ADDRESS, "status": "Running"}, State.RUNNING),
        ({"self": ADDRESS, "status": "Succeeded", "links": {"files": f"{ADDRESS}/files"}}, State.DONE),
        (FAILED, State.FAILED),
        ({"successfulTranscriptionsCount": 0, "failedTranscriptionsCount": 1,
          "details": [{"source": "a", "status": "Failed", "errorMessage": "No audio"}]}, State.FAILED),
        ({"successfulTranscriptionsCount": 1, "details": [{"source": "a", "status": "Succeeded"}]}, State.DONE),
        ({"code": "NotFound", "message": "Not found.", "innerError": {"code": "NotFound"}}, State.FAILED),
    )  # fmt: skip
    repairable = (
        file(phrase(best(displayWords=[{**SHOWN[1], "offset": "soon"}]))),
        file(phrase(best())),
        file(phrase(best(words=[{**SPOKEN[0], "offsetInTicks": "400000"}]))),
    )


def parsed(content: Any, **options: Any) -> Transcript:
    made = adapter.parse(Payload(content), **options)
    assert isinstance(made, Transcript)
    return made


def test_what_is_shown_gets_the_times_of_what_was_spoken() -> None:
    spoken = [
        {"word": word, "offsetInTicks": 10_000_000 * at, "durationInTicks": 9_000_000}
        for at, word in enumerate(["i", "paid", "him", "twenty", "dollars", "on", "may", "first"])
    ]
    made = parsed(file(phrase(best(display="I paid him $20 – on May 1st.", words=spoken))))
    assert [
        ("I", 0, 900), ("paid", 1000, 1900), ("him", 2000, 2900), ("$20", 3000, 4425), ("–", 4425, 4900),
        ("on", 5000, 5900), ("May", 6000, 6900), ("1st.", 7000, 7900),
    ] == [(word.text, word.start, word.end) for word in made.words]  # fmt: skip


def test_a_phrase_without_words_has_its_own_time_to_share() -> None:
    made = parsed(file(phrase(best(display="Hello, world."))))
    assert [("Hello,", 40, 670), ("world.", 670, 1300)] == [(w.text, w.start, w.end) for w in made.words]
    assert ["interpolated"] == [repair.kind for repair in made.repairs]


def test_a_phrase_that_failed_says_nothing() -> None:
    failed = {"recognitionStatus": "Failure", "channel": 0, "offset": "PT2S", "duration": "PT1S"}
    assert WORDS == tuple(
        w.text for w in parsed(file(phrase(best(displayWords=SHOWN)), failed), strict=True).words
    )


def test_speakers_channels_language_and_duration_are_told() -> None:
    late = [{"displayText": "Yes.", "offset": "PT2S", "duration": "PT0.4S"}]
    made = parsed(
        file(
            phrase(best(displayWords=SHOWN), speaker=1, locale="en-GB"),
            phrase(best(displayWords=late), channel=1, offset="PT2S"),
            duration="PT1M2.5S",
        )
    )
    assert ["0-1", "1-1"] == [segment.speaker for segment in made.segments]
    assert ("en-GB", Media(62500)) == (made.language, made.media)


def test_an_alternatives_speaker_counts_where_the_phrase_has_none() -> None:
    made = parsed(file(phrase(best(displayWords=SHOWN, speaker=2))))
    assert ["2"] == [segment.speaker for segment in made.segments]


def test_a_live_result_names_its_speaker() -> None:
    assert ["Guest-1"] == [segment.speaker for segment in parsed([LIVE, SILENCE]).segments]


def test_a_job_tells_its_id_and_why_it_failed() -> None:
    made = adapter.parse(Payload(FAILED))
    assert (
        Job("azure", "637d9333", State.FAILED, "Failed", "InvalidData: The audio could not be read.") == made
    )


def test_what_is_neither_is_refused() -> None:
    with pytest.raises(PayloadError, match="a transcription of Azure's"):
        adapter.parse(Payload({"hello": 1}))
