"""JSON read as tolerantly as one allows: any encoding, several documents in one, numbers that JSON does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from subkit.errors import PayloadError
from subkit.patterns import pattern
from subkit.wording import shown

if TYPE_CHECKING:
    import json

    from subkit.report import RepairLog

_LONGEST = 300  # digits; no time or id has as many, and int() refuses 4,300
_GAPS = pattern(r"[ \t\r\n\x1e]*")  # U+001E begins each record of an RFC 7464 sequence
_HEAD = 64
_LOOKS_LIKE = {
    b"\x1f\x8b": "gzip data (unpack it first)",
    b"PK\x03\x04": "a ZIP archive (unpack it first)",
    b"WEBVTT": "WebVTT captions",
    b"<": "HTML or XML",
}


def utf8(content: bytes) -> bytes:
    """The content in UTF-8 without BOM, as far as its encoding is beyond doubt; other content as it is."""
    if content.startswith(b"\xef\xbb\xbf"):
        return content[3:]
    if b"\0" not in content[:4] and content[:1] < b"\xfe":  # neither UTF-16 nor UTF-32, nor one of their BOMs
        return content
    import json  # noqa: PLC0415 - slow to load, and most payloads are UTF-8

    encoding = json.detect_encoding(content)
    if encoding.startswith("utf-8"):
        return content
    try:
        return content.decode(encoding).encode()
    except UnicodeError:
        return content


def document(content: bytes, log: RepairLog) -> Any:
    """The document, or a list of them if there are several, line by line or one after another.

    NaN and infinities are read, and integers of more than 300 digits as infinities: whoever expects a number finds out.
    Unless the log is strict, control characters may stand in text, and bytes that are not UTF-8 are Windows-1252.

    Raises:
        PayloadError: it is no JSON, with line and column.
    """
    for mark, what in _LOOKS_LIKE.items():
        if content[:_HEAD].lstrip().startswith(mark):
            raise PayloadError("$", "a JSON document", what, log.source)
    import json  # noqa: PLC0415 - slow to load, and most payloads are read without it

    text = _text(utf8(content), log)
    if not text.strip():
        raise PayloadError("$", "a JSON document", "nothing: it is empty", log.source)
    try:
        documents = _documents(text, json.JSONDecoder(parse_int=_whole, strict=log.strict))
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        if error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated"):
            raise PayloadError(
                place, "the rest of the JSON document", "its end: it is cut off", log.source
            ) from None
        raise PayloadError(place, "JSON", shown(text[error.pos : error.pos + 20]), log.source) from None
    return documents[0] if len(documents) == 1 else documents


def _documents(text: str, decoder: json.JSONDecoder) -> list[Any]:
    documents = []
    position = _end_of_gap(text, 0)
    while position < len(text):
        found, position = decoder.raw_decode(text, position)
        documents.append(found)
        position = _end_of_gap(text, position)
    return documents


def _text(content: bytes, log: RepairLog) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        found = f"byte 0x{content[error.start]:02x}"
        log.note("encoding", f"byte {error.start}", "UTF-8", found, "read all text as Windows-1252")
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def _end_of_gap(text: str, position: int) -> int:
    gap = _GAPS.match(text, position)
    return gap.end() if gap else position


def _whole(digits: str) -> float:
    return int(digits) if len(digits) < _LONGEST else float(digits)
