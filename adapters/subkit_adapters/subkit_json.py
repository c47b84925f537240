"""subkit's own JSON, so that what it has written can be captioned again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from subkit.errors import FormatError, PayloadError
from subkit.formats.model_json import load_transcript
from subkit.patterns import pattern

if TYPE_CHECKING:
    from subkit.model import Transcript
    from subkit.payload import Payload

_BOM = b"\xef\xbb\xbf"
_mismatch = pattern(r"Expected (.*?), got (.*?)(?: - at `(.*)`)?", re.DOTALL)


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
    if match := _mismatch.fullmatch(error.reason.removeprefix("no subkit document: ")):
        return PayloadError(match[3] or "$", match[1], match[2], error.file)
    return PayloadError("$", "a transcript as subkit writes it", error.reason, error.file)


adapter = SubkitJson()
