"""The adapter that takes subkit's own JSON back in."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from strategies import full_captions, messy_transcripts

import subkit
from subkit import registry
from subkit.errors import PayloadError
from subkit.formats import model_json
from subkit.model import Captions, Segment, Transcript, Word
from subkit.payload import Payload
from subkit.testing import AdapterContract, Sample
from subkit_adapters.subkit_json import adapter

TRANSCRIPT = Transcript(
    (Segment((Word("a", 0, 1, 0.5), Word("b"))),), language="en", provider="verbit", job_id="7"
)

DOCUMENT = {
    "format": "subkit",
    "version": 1,
    "transcript": {
        "segments": [
            {
                "tokens": [
                    {
                        "type": "word",
                        "text": "Hello,",
                        "start": 0,
                        "end": 480,
                        "confidence": 0.9,
                        "speaker": "1",
                    },
                    {"type": "pause", "start": 480, "end": 800, "size": "small"},
                    {"type": "word", "text": "world.", "start": 800, "end": 1300, "glued": False},
                    {"type": "line_break"},
                    {"type": "word", "text": "Bye."},
                ],
                "speaker": "1",
                "id": "s1",
            }
        ],
        "speakers": [{"id": "1", "label": "Ann"}],
        "media": {"duration": 2000},
        "provider": "subkit",
    },
    "cues": [{"start": 0, "end": 1300, "lines": ["Hello, world."], "span": [0, 2]}],
}


class TestContract(AdapterContract):
    adapter = adapter
    samples = (
        Sample(DOCUMENT, ("Hello,", "world.", "Bye."), ((0, 480), (800, 1300), (None, None))),
        Sample({**DOCUMENT, "transcript": {"segments": [], "provider": "subkit"}}, (), ()),
    )


@given(messy_transcripts())
def test_what_was_written_is_read_as_it_was(transcript: Transcript) -> None:
    payload = Payload(model_json.dump_transcript(transcript).encode())
    assert adapter.recognises(payload)
    assert transcript == adapter.parse(payload)


@given(full_captions())
def test_captions_give_back_their_transcript(captions: Captions) -> None:
    content = model_json.render(captions).encode()
    if captions.transcript is None:
        with pytest.raises(PayloadError, match=r"^talk\.json: \$: .* found captions without a transcript$"):
            adapter.parse(Payload(content, "talk.json"))
    else:
        assert captions.transcript == adapter.parse(Payload(content))


def test_it_is_installed_and_recognised_among_the_others() -> None:
    content = model_json.dump_transcript(TRANSCRIPT)
    assert adapter is registry.adapter("subkit") is registry.recognise(Payload(content.encode()))
    assert TRANSCRIPT == subkit.read(content.encode()) == subkit.read(json.loads(content))


def test_a_byte_order_mark_is_no_obstacle() -> None:
    assert TRANSCRIPT == adapter.parse(
        Payload(b"\xef\xbb\xbf" + model_json.dump_transcript(TRANSCRIPT).encode())
    )


def test_the_language_that_the_caller_knows_is_taken() -> None:
    payload = Payload(model_json.dump_transcript(TRANSCRIPT).encode())
    assert [adapter.parse(payload, language=tag).language for tag in (None, "en-GB")] == ["en", "en-GB"]


@pytest.mark.parametrize(
    "content", [b"[]", b"{}", b'{"format": "other"}', b'"subkit"', b'[{"format": "subkit"}]']
)
def test_other_documents_are_not_claimed(content: bytes) -> None:
    assert not adapter.recognises(Payload(content))


@pytest.mark.parametrize(
    ("content", "path", "expected", "found"),
    [
        (
            b'{"format":"subkit","version":1,"transcript":{"segments":[{"tokens":[{"type":"word","text":3}]}]}}',
            "$.transcript.segments[0].tokens[0].text",
            "`str`",
            "`int`",
        ),
        ([1], "$", "`object`", "`array`"),
        (
            b'{"format":"subkit","version":9}',
            "$",
            "a transcript as subkit writes it",
            "written by a newer subkit; this one reads version 1",
        ),
        (
            b'{"format":"subkit","version":1,',
            "$",
            "a transcript as subkit writes it",
            "no subkit document: Input data was truncated",
        ),
    ],
)
def test_a_broken_document_is_refused_with_the_place(
    content: bytes | list[int], path: str, expected: str, found: str
) -> None:
    with pytest.raises(PayloadError) as caught:
        adapter.parse(Payload(content, "talk.json"))
    assert (path, expected, found, "talk.json") == caught.value.args
