"""What a provider answered: bytes or decoded JSON, looked at cheaply and decoded into wire types."""

from __future__ import annotations

import json
import re
from functools import cache, cached_property
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import msgspec

from subkit import outline
from subkit.errors import PayloadError
from subkit.mending import mend
from subkit.report import RepairLog
from subkit.wording import shown

if TYPE_CHECKING:
    from subkit.report import Repair

T = TypeVar("T")

Seconds = Annotated[float, msgspec.Meta(ge=-3.2e9, le=3.2e9)]
"""A time in seconds as wire types have it; the bounds are those of `subkit.timecode.is_time`."""

_LONGEST = 300  # digits; no time or id has as many, and int() refuses 4,300
_GAPS = re.compile(r"[ \t\r\n\x1e]*")
_LOOKS_LIKE = {
    b"\x1f\x8b": "gzip data (unpack it first)",
    b"PK\x03\x04": "a ZIP archive (unpack it first)",
    b"WEBVTT": "WebVTT captions",
    b"<": "HTML or XML",
}


class Payload:
    """A provider's answer.

    Several JSON documents in one, line by line (JSON Lines) or one after another, count as a list of them. Text in
    UTF-8 with or without BOM, UTF-16 and UTF-32 is read as it is; other bytes as Windows-1252, with a repair. Where an
    object has a key twice the last one counts, as everywhere in JSON.

    Args:
        content: the bytes of a JSON document, or the decoded document.
        source: what to call it in messages, e.g. a file's name.

    Attributes:
        fault: why the content is no JSON, once `outline` has found that it is none.

    >>> Payload(b'{"segments": [{"tokens": [{"text": "Hi"}, {"text": "!"}]}, {"tokens": []}]}').outline
    {'segments': [{'tokens': [{'text': 'Hi'}]}]}
    """

    def __init__(
        self, content: bytes | bytearray | memoryview | dict[str, Any] | list[Any], source: str = "payload"
    ) -> None:
        self.content = bytes(content) if isinstance(content, bytearray | memoryview) else content
        self.source = source
        self.fault: PayloadError | None = None

    @cached_property
    def outline(self) -> Any:
        """The document as plain data with every list cut to one item: made for ``match`` statements.

        Lists keep the first item that holds anything, text is cut to 200 characters, and what lies deeper than 8
        levels is empty. See `subkit.outline`. Of content that is no JSON it is ``None``, and `fault` says why.
        """
        if isinstance(self.content, bytes):
            try:
                return outline.of_json(self._json)
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
                pass  # JSON Lines, NaN, lone surrogates, other encodings: the loose reader's business
        try:
            return outline.of_value(self._document(RepairLog(self.source, strict=False)))
        except PayloadError as error:
            self.fault = error
            return None

    def decode(self, shape: type[T], *, strict: bool = False) -> tuple[T, list[Repair]]:
        """The document as a wire type, and the repairs it took.

        Args:
            shape: a `msgspec.Struct`, or a list of one; structs of structs, lists, numbers, text, truth values, `Any`.
            strict: refuse what needs repair.

        Raises:
            PayloadError: the content is not JSON or not of that shape, with the place: in strict mode always, else
                where it is beyond repair (see `subkit.mending.mend`).
        """
        wanted: Any = shape
        if isinstance(self.content, bytes):
            try:
                decoded: T = _decoder(wanted).decode(self._json)
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
                pass  # what exactly is wrong, and where, the slow way finds out
            else:
                return decoded, []
        log = RepairLog(self.source, strict=strict)
        document = self._document(log)
        try:
            return mend(document, shape, "$", log), log.repairs
        except RecursionError:
            raise self._too_deep() from None

    @cached_property
    def _json(self) -> bytes:
        """The content in UTF-8 without BOM, as far as its encoding is beyond doubt."""
        content = self.content if isinstance(self.content, bytes) else b""
        if content.startswith(b"\xef\xbb\xbf"):
            return content[3:]
        encoding = json.detect_encoding(content)
        if encoding.startswith("utf-8"):
            return content
        try:
            return content.decode(encoding).encode()
        except UnicodeError:
            return content

    def _document(self, log: RepairLog) -> Any:
        """The content as plain data, read as tolerantly as the log allows."""
        if not isinstance(self.content, bytes):
            return self.content
        for mark, what in _LOOKS_LIKE.items():
            if self.content.lstrip().startswith(mark):
                raise PayloadError("$", "a JSON document", what, self.source)
        text = self._text(log)
        decoder = json.JSONDecoder(parse_int=_whole, strict=log.strict)
        documents: list[Any] = []
        position = _end_of_gap(text, 0)
        try:
            while position < len(text) or not documents:
                document, position = decoder.raw_decode(text, position)
                documents.append(document)
                position = _end_of_gap(text, position)
        except json.JSONDecodeError as error:
            raise self._not_json(text, error) from None
        except RecursionError:
            raise self._too_deep() from None
        return documents[0] if len(documents) == 1 else documents

    def _text(self, log: RepairLog) -> str:
        try:
            return self._json.decode()
        except UnicodeDecodeError as error:
            found = f"byte 0x{self._json[error.start]:02x}"
            log.note("encoding", f"byte {error.start}", "UTF-8", found, "read all text as Windows-1252")
        try:
            return self._json.decode("cp1252")
        except UnicodeDecodeError:
            return self._json.decode("latin-1")

    def _not_json(self, text: str, error: json.JSONDecodeError) -> PayloadError:
        if not text.strip():
            return PayloadError("$", "a JSON document", "nothing: it is empty", self.source)
        place = f"line {error.lineno}, column {error.colno}"
        if error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated"):
            return PayloadError(place, "the rest of the JSON document", "its end: it is cut off", self.source)
        return PayloadError(place, "JSON", shown(text[error.pos : error.pos + 20]), self.source)

    def _too_deep(self) -> PayloadError:
        return PayloadError("$", "a provider's JSON", "lists or objects nested too deep to read", self.source)


def _end_of_gap(text: str, position: int) -> int:
    gap = _GAPS.match(text, position)
    return gap.end() if gap else position


def _whole(digits: str) -> float:
    return int(digits) if len(digits) < _LONGEST else float(digits)


@cache
def _decoder(shape: Any) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(shape)
