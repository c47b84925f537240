"""whisper.cpp: tokens put together to words, times by alignment, files that are no UTF-8."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subkit.errors import PayloadError
from subkit.payload import Payload
from subkit.testing import AdapterContract, Sample
from subkit_adapters.whisper.cpp import adapter

if TYPE_CHECKING:
    from subkit.model import Transcript


def token(
    text: str, start: int | None = None, end: int | None = None, dtw: int = -1, **more: Any
) -> dict[str, Any]:
    times = (
        {} if start is None else {"timestamps": {"from": "", "to": ""}, "offsets": {"from": start, "to": end}}
    )
    return {"text": text, **times, "id": 7, "p": 0.9, "t_dtw": dtw, **more}


def segment(text: str, start: int, end: int, *tokens: dict[str, Any], **more: Any) -> dict[str, Any]:
    own = {"tokens": list(tokens)} if tokens else {}
    times = {
        "timestamps": {"from": "00:00:00,000", "to": "00:00:01,000"},
        "offsets": {"from": start, "to": end},
    }
    return {**times, "text": text, **own, **more}


def document(*segments: dict[str, Any], language: str = "en") -> dict[str, Any]:
    params = {"model": "ggml-base.bin", "language": language, "translate": False}
    model = {"type": "base", "multilingual": True}
    head = {"systeminfo": "AVX = 1", "model": model, "params": params, "result": {"language": language}}
    return {**head, "transcription": list(segments)}


HELLO = segment(
    " Hello, world.",
    800,
    2200,
    token("[_BEG_]", 0, 0),
    token(" Hel", 1000, 1200),
    token("lo", 1200, 1400),
    token(",", 1400, 1500),
    token(" world", 1500, 2000),
    token(".", 2000, 2200),
    token("[_TT_110]", 2200, 2200),
)


class TestContract(AdapterContract):
    adapter = adapter
    samples = (
        Sample(document(HELLO), ("Hello,", "world."), ((1000, 1400), (1500, 2000))),
        Sample(
            document(segment(" Hello", 1000, 1400), segment(",", 1400, 1400), segment(" world", 1500, 2000)),
            ("Hello,", "world"),
            ((1000, 1400), (1500, 2000)),
        ),
        Sample({"result": {"language": "en"}, "transcription": []}, (), ()),
    )
    repairable = (
        document(segment(" Hello, world.", 800, 2200)),
        document(segment(" Hello you", 800, 2200, token(" Hello you", 800, 2200))),
        document(segment(" Hello", 800, 2200, token(" Hello", "1000", 1200))),
    )


def parsed(content: Any, **options: Any) -> Transcript:
    payload = Payload(content)
    assert adapter.recognises(payload)
    return adapter.parse(payload, **options)


def texts(content: Any, **options: Any) -> list[str]:
    return [word.text for word in parsed(content, **options).words]


def written(content: dict[str, Any]) -> bytes:
    """The document as whisper.cpp writes it, byte for byte, whatever characters the tokens cut through."""
    return json.dumps(content, ensure_ascii=False).encode("utf-8", "surrogateescape")


@given(st.text(alphabet="aé字幕す😀 ", min_size=1, max_size=12), st.data())
def test_tokens_cut_anywhere_even_within_a_character_spell_the_text(text: str, data: st.DataObject) -> None:
    encoded = f" {text}".encode()
    blanks = {place for place, byte in enumerate(encoded) if byte == ord(" ") and place}
    cuts = sorted(blanks | data.draw(st.sets(st.integers(1, len(encoded) - 1), max_size=8)))
    pieces = [encoded[a:b] for a, b in zip([0, *cuts], [*cuts, len(encoded)], strict=True)]
    tokens = [
        token(piece.decode("utf-8", "surrogateescape"), 10 * n, 10 * n + 10) for n, piece in enumerate(pieces)
    ]
    transcript = parsed(written(document(segment(f" {text}", 0, 200, *tokens))), strict=True)
    assert "".join(text.split()) == "".join(word.text for word in transcript.words)


def test_a_file_that_is_no_utf8_keeps_its_other_text() -> None:
    tokens = [
        token(" Müller", 0, 300),
        token(" 日", 300, 400),
        token("\udce6\udc9c", 400, 500),
        token("\udcac", 500, 600),
    ]
    content = written(document(segment(" Müller 日本", 0, 600, *tokens)))
    with pytest.raises(UnicodeDecodeError):
        content.decode()
    words = parsed(content, strict=True).words
    assert [("Müller", 0, 300), ("日", 300, 400), ("本", 400, 600)] == [
        (w.text, w.start, w.end) for w in words
    ]


def test_aligned_times_count_in_hundredths_and_come_before_offsets() -> None:
    tokens = [
        token("[_BEG_]", 0, 0),
        token(" Well", 0, 470, 158),
        token(",", 470, 700, 196),
        token(" yes", 930, 1170, 230),
        token(".", 1170, 1200, 261),
    ]
    words = parsed(document(segment(" Well, yes.", 0, 3000, *tokens))).words
    assert [("Well,", 1580, 1960), ("yes.", 2300, 2610)] == [(one.text, one.start, one.end) for one in words]


def test_without_alignment_for_every_token_offsets_are_used() -> None:
    tokens = [token(" Well", 0, 470, 158), token(" yes", 930, 1170, -1)]
    words = parsed(document(segment(" Well yes", 0, 3000, *tokens))).words
    assert [(0, 470), (930, 1170)] == [(one.start, one.end) for one in words]


def test_a_token_without_times_leaves_its_word_without_and_strict_refuses_it() -> None:
    tokens = [token(" I", 0, 100), token(" love", 100, 400), token(" you")]
    content = document(segment(" I love you", 0, 600, *tokens))
    assert [(0, 100), (100, 400), (None, None)] == [(one.start, one.end) for one in parsed(content).words]
    with pytest.raises(PayloadError, match=r"tokens\[2\]\.start"):
        parsed(content, strict=True)


def test_special_tokens_are_no_words() -> None:
    tokens = [
        token("[_SOT_]"),
        token("[_LANG_en]"),
        token(" Yes", 0, 400),
        token("[_EOT_]"),
        token("[_TT_20]"),
    ]
    assert ["Yes"] == texts(document(segment(" Yes [SPEAKER_TURN]", 0, 400, *tokens)), strict=True)


def test_a_sound_in_brackets_is_a_word() -> None:
    tokens = [token(" [", 0, 100), token("Music", 100, 400), token("]", 400, 500)]
    assert ["[Music]"] == texts(document(segment(" [Music]", 0, 500, *tokens)), strict=True)


def test_silence_is_no_word() -> None:
    tokens = [token(" [", 0, 100), token("BLANK", 100, 400), token("_AUDIO", 400, 500), token("]", 400, 500)]
    found = parsed(document(segment(" [BLANK_AUDIO]", 0, 500, *tokens)), strict=True)
    assert ((), ["special-token"]) == (found.segments, [repair.kind for repair in found.repairs])


def test_who_speaks_is_told_unless_nobody_knows() -> None:
    content = document(
        segment(" Yes, I do.", 0, 400, speaker="0"),
        segment(" Who says that?", 400, 800, speaker="?"),
        segment(" I did.", 800, 900, speaker="1"),
    )
    assert ["0", None, "1"] == [one.speaker for one in parsed(content).segments]


def test_text_without_words_is_spread_and_told() -> None:
    transcript = parsed(document(segment(" One two", 1000, 2200)))
    assert [("One", 1000, 1600), ("two", 1600, 2200)] == [
        (one.text, one.start, one.end) for one in transcript.words
    ]
    assert ["interpolated"] == [repair.kind for repair in transcript.repairs]


def test_a_document_without_a_transcription_is_refused() -> None:
    with pytest.raises(PayloadError, match=r"\$\.transcription"):
        adapter.parse(Payload({"systeminfo": "AVX = 1"}))
