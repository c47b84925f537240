"""whisper.cpp, ``-oj`` and ``-ojf``: ``output_json`` in github.com/ggml-org/whisper.cpp/blob/master/examples/cli/cli.cpp.

Offsets are milliseconds. Where ``--dtw`` was asked for, ``t_dtw`` is when a token begins, in hundredths of a second, and
nearer to the sound than its offsets. Tokens may end within a character, and then the file is no UTF-8
(github.com/ggml-org/whisper.cpp/issues/1798); it has no time at all for some (issues/2329).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import msgspec

from subkit.payload import Identifier, Payload
from subkit.report import RepairLog
from subkit.wording import shown
from subkit_adapters import clocks, heard
from subkit_adapters.whisper import cpp_tokens
from subkit_adapters.whisper.cpp_tokens import Offsets, Token
from subkit_adapters.whisper.stretches import Stretch, segments

if TYPE_CHECKING:
    from subkit.model import Transcript

_NOBODY = "?"  # who speaks, where both channels are as loud


class _Segment(msgspec.Struct):
    text: str | None = None
    offsets: Offsets | None = None
    tokens: list[Token] | None = None
    speaker: Identifier | None = None


class _Language(msgspec.Struct, gc=False):
    language: str | None = None


class _Document(msgspec.Struct):
    transcription: list[_Segment] | None = None
    result: _Language | None = None


class WhisperCpp:
    """Reads the JSON of ``whisper-cli``; see `subkit.adapter.Adapter`."""

    name = "whisper-cpp"
    title = "whisper.cpp"

    def recognises(self, payload: Payload) -> bool:
        """Whether the payload looks like a transcription of whisper.cpp's."""
        match payload.outline:
            case {"transcription": [{"offsets": {"from": _, "to": _}, "text": _}]}:
                return True
            case {"systeminfo": _, "transcription": list()} | {
                "result": {"language": _},
                "transcription": [],
            }:
                return True
        return False

    def parse(self, payload: Payload, *, strict: bool = False, language: str | None = None) -> Transcript:
        """The transcript.

        Raises:
            PayloadError: see `subkit.adapter.Adapter`.
        """
        document, repairs = _readable(payload).decode(_Document, strict=strict)
        log = RepairLog(payload.source, strict=strict, repairs=repairs)
        if document.transcription is None:
            log.refuse("$.transcription", "a list of segments", shown(payload.outline))
        rows = [_stretch(row, f"$.transcription[{i}]") for i, row in enumerate(document.transcription)]
        told = segments(rows, log)
        spoken = document.result.language if document.result else None
        return heard.transcript(self.name, told, log, language=heard.language_of(spoken, language))


def _readable(payload: Payload) -> Payload:
    """The payload; where it is all but UTF-8, with each odd byte a surrogate, so that tokens can be joined."""
    content = payload.content
    if not isinstance(content, bytes):
        return payload
    try:
        content.decode()
    except UnicodeDecodeError:
        try:
            document = json.loads(content.decode("utf-8", "surrogateescape"), strict=False)
        except (ValueError, RecursionError):
            return payload
        return Payload(document, payload.source) if isinstance(document, dict) else payload
    return payload


def _stretch(row: _Segment, path: str) -> Stretch:
    speaker = heard.name(row.speaker)
    speaker = None if speaker == _NOBODY else speaker
    offsets = row.offsets or Offsets()
    start, end = clocks.of_milliseconds(offsets.start), clocks.of_milliseconds(offsets.end)
    words = cpp_tokens.words(row.tokens or [], end, path, speaker)
    return Stretch(cpp_tokens.whole(row.text or ""), start, end, path, words, speaker)


adapter = WhisperCpp()
