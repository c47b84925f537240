"""The ways that race each other, each in the interpreter it is installed in: first it reads bytes, then it writes them."""

from __future__ import annotations

import io
import json
import runpy
import sysconfig
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

LINE, LINES = 42, 2


class Contender(NamedTuple):
    """One way.

    Attributes:
        package: what it is of; a peer's stands in an environment of that name.
        shape: the form of the bytes that it reads.
        read: makes of these bytes what the package works on.
        write: makes the bytes of the result of that.
    """

    package: str
    shape: str
    read: Callable[[bytes], Any]
    write: Callable[[Any], bytes]


def _subkit_read(payload: bytes) -> Any:
    import subkit

    return subkit.read(payload, language="en")


def _subkit_write(transcript: Any) -> bytes:
    import subkit

    return subkit.render(subkit.caption(transcript), "srt").encode()


@cache
def _whisper_writer() -> Any:
    """The writer of openai-whisper, by its file: it needs no torch, but the package does."""
    return runpy.run_path(f"{sysconfig.get_path('purelib')}/whisper/utils.py")["WriteSRT"]("")


def _whisper_write(result: Any) -> bytes:
    into = io.StringIO()
    _whisper_writer().write_result(result, into, max_line_width=LINE, max_line_count=LINES)
    return into.getvalue().encode()


def _whisperx_write(result: Any) -> bytes:
    from whisperx.utils import WriteSRT

    options = {"max_line_width": LINE, "max_line_count": LINES, "highlight_words": False}
    into = io.StringIO()
    WriteSRT("").write_result(result, into, options)
    return into.getvalue().encode()


def _deepgram_write(result: Any) -> bytes:
    from deepgram_captions import DeepgramConverter, srt

    return str(srt(DeepgramConverter(result))).encode()


def _stable_write(result: Any) -> bytes:
    """The document as one segment, since its sentence rules work inside a segment; then lines of the length."""
    import stable_whisper

    floor, words = 0.0, []
    for word in (word for segment in result["segments"] for word in segment["words"]):
        floor = max(floor, word["start"])
        words.append({**word, "start": floor, "end": max(floor, word["end"]), "probability": 1.0})
    made = stable_whisper.WhisperResult([words], force_order=True, show_unsorted=False)
    made.regroup()
    made.split_by_length(max_chars=LINE * LINES)
    made.split_by_length(max_chars=LINE, newline=True)
    return str(made.to_srt_vtt(word_level=False)).encode()


def _lattifai_write(result: Any) -> bytes:
    from lattifai.caption import Caption, Supervision
    from lattifai.caption.standardize import CaptionStandardizer
    from lattifai.caption.supervision import AlignmentItem

    heard = [
        Supervision(
            text=one["text"],
            start=one["start"],
            duration=one["end"] - one["start"],
            alignment={
                "word": [
                    AlignmentItem(word["word"].strip(), word["start"], word["end"] - word["start"])
                    for word in one["words"]
                ]
            },
        )
        for one in result["segments"]
    ]
    made = CaptionStandardizer(max_lines=LINES, max_chars_per_line=LINE).process(heard)
    return str(Caption.from_supervisions(made).to_string("srt")).encode()


def _equalizer_write(result: Any) -> bytes:
    import datetime as dt

    import srt
    from srt_equalizer.srt_equalizer import split_subtitle

    cues = []
    for one in result["segments"]:
        begin, end = (dt.timedelta(seconds=one[name]) for name in ("start", "end"))
        cues += split_subtitle(srt.Subtitle(0, begin, end, one["text"]), LINE, method="punctuation")
    return str(srt.compose(cues)).encode()


def _pysubs2_whisper(result: Any) -> bytes:
    import pysubs2

    return str(pysubs2.load_from_whisper(result).to_string("srt")).encode()


def _subkit_parse(form: str) -> Callable[[bytes], Any]:
    def parse(data: bytes) -> Any:
        from subkit import formats

        return formats.parse(data.decode(), form)

    return parse


def _subkit_render(form: str) -> Callable[[Any], bytes]:
    def render(captions: Any) -> bytes:
        import subkit

        return subkit.render(captions, form).encode()

    return render


def _pysrt_read(data: bytes) -> Any:
    import pysrt

    return pysrt.from_string(data.decode())


def _pysrt_write(cues: Any) -> bytes:
    into = io.StringIO()
    cues.write_into(into)
    return into.getvalue().encode()


def _srt_read(data: bytes) -> Any:
    import srt

    return list(srt.parse(data.decode()))


def _srt_write(cues: Any) -> bytes:
    import srt

    return str(srt.compose(cues)).encode()


def _webvtt_read(data: bytes) -> Any:
    import webvtt

    return webvtt.from_string(data.decode())


def _pysubs2_read(data: bytes) -> Any:
    import pysubs2

    return pysubs2.SSAFile.from_string(data.decode())


def _pysubs2_write(form: str) -> Callable[[Any], bytes]:
    return lambda cues: str(cues.to_string(form)).encode()


CUTTERS = {
    "subkit": Contender("subkit", "pictory", _subkit_read, _subkit_write),
    "openai-whisper": Contender("openai-whisper", "whisper", json.loads, _whisper_write),
    "whisperx": Contender("whisperx", "whisper", json.loads, _whisperx_write),
    "deepgram-captions": Contender("deepgram-captions", "deepgram", json.loads, _deepgram_write),
    "stable-ts": Contender("stable-ts-whisperless", "whisper", json.loads, _stable_write),
    "lattifai-captions": Contender("lattifai-captions", "whisper", json.loads, _lattifai_write),
    "srt_equalizer": Contender("srt_equalizer", "whisper", json.loads, _equalizer_write),
    "pysubs2": Contender("pysubs2", "whisper", json.loads, _pysubs2_whisper),
}
"""From the JSON of a transcript to SubRip."""

FILES = {
    "subkit, srt": Contender("subkit", "srt", _subkit_parse("srt"), _subkit_render("srt")),
    "pysrt, srt": Contender("pysrt", "srt", _pysrt_read, _pysrt_write),
    "srt, srt": Contender("srt_equalizer", "srt", _srt_read, _srt_write),
    "pysubs2, srt": Contender("pysubs2", "srt", _pysubs2_read, _pysubs2_write("srt")),
    "subkit, vtt": Contender("subkit", "vtt", _subkit_parse("vtt"), _subkit_render("vtt")),
    "webvtt-py, vtt": Contender("webvtt-py", "vtt", _webvtt_read, lambda made: made.content.encode()),
    "pysubs2, vtt": Contender("pysubs2", "vtt", _pysubs2_read, _pysubs2_write("vtt")),
}
"""From a caption file to the same again."""
