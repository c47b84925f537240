"""subkit's own JSON, so that what it has written can be captioned again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from subkit.errors import FormatError, PayloadError
from subkit.formats.model_json import load_transcript

if TYPE_CHECKING:
    from subkit.model import Transcript
    from subkit.payload import Payload

_BOM = b"\xef\xbb\xbf"
_fault = re.compile(
    r"(?:.*?: )?(?:Expected (?P<expected>.*?), got )?(?P<found>.*?)(?: - at `(?P<path>.*)`)?", re.DOTALL
)


class SubkitJson:
    """Reads what `subkit.formats.model_json` writes; see `subkit.adapter.Adapter`."""

    name = "subkit"
    title = "subkit JSON"

    def recognises(self, payload: Payload) -> bool:
        """Whether the payload says that it is subkit's."""
        outline = payload.outline
        return isinstance(outline, dict) and outline.get("format") == "subkit"

    def parse(self, payload: Payload, *, strict: bool = False, language: str | None = None) -> Transcript:
        """The transcript of the document; there is nothing to repair in it, so ``strict`` makes no difference.

        Raises:
            PayloadError: the document is broken, or holds captions without a transcript.
        """
        del strict
        content = payload.content
        if isinstance(content, bytes):
            content = content.removeprefix(_BOM)
        try:
            transcript = load_transcript(content, payload.source)
        except FormatError as error:
            raise _payload_error(error) from error
        return msgspec.structs.replace(transcript, language=language) if language else transcript


def _payload_error(error: FormatError) -> PayloadError:
    fault = _fault.fullmatch(error.reason)
    assert fault is not None
    expected = fault["expected"] or "a transcript as subkit writes it"
    return PayloadError(fault["path"] or "$", expected, fault["found"], error.file)


adapter = SubkitJson()
