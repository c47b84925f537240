"""How Verbit refuses a call, and why jobs fail: its words, what they mean, and what to do.

https://verbit.readme.io/docs/errors-explanation has the words. The HTTP status that goes with a refusal is documented
nowhere, so the body is looked at first, whatever the status is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from subkit.errors import CredentialsError
from subkit.wording import one_line

if TYPE_CHECKING:
    from subkit.errors import ProviderError
    from subkit.jobs.flow import Ask, Response

BAD_API_TOKEN = "BAD_API_TOKEN"  # noqa: S105 - the name of an error
INVALID_QUERY = "INVALID_QUERY"
ITEM_NOT_FOUND = "ITEM_NOT_FOUND"
UUID_ALREADY_EXISTS = "UUID_ALREADY_EXISTS"

_UNAUTHORIZED = (401, 403)
_SHOWN = 200  # characters

_ADVICE = {
    "failed_transcoding": "the media is damaged or of an unknown kind: try ffmpeg on it, and export it again",
    "failed_transcribing": "the sound is too noisy, too low or distorted",
    "bad_audio_quality": "record it again, or clean the sound",
    "no_speech": "check that the right track was sent",
    "media_upload_error": "the media's address has expired or is private: upload the file instead",
    "exceeded_allowed_duration": "cut the media into parts",
    "audio_minutes_limit": "ask Verbit's support for more minutes on the profile",
    "audio_minutes_limit_on_account": "ask Verbit's support for more minutes on the account",
    "foreign_language": "choose the profile, or the language, of what is spoken",
}


class Refusal(msgspec.Struct, frozen=True):
    """Why Verbit does not do what it was asked.

    Attributes:
        kind: its ``ErrorType``; empty where the answer has none.
        comment: its ``ErrorComment``, or what the answer was instead.
    """

    kind: str = ""
    comment: str = ""

    @property
    def is_access(self) -> bool:
        """Whether it is the key that is refused."""
        return self.kind == BAD_API_TOKEN

    @property
    def is_repeat(self) -> bool:
        """Whether the call has had its effect before, as with media that is added a second time."""
        return self.kind == INVALID_QUERY and "already" in self.comment.casefold()


class _Envelope(msgspec.Struct):
    kind: str | None = msgspec.field(default=None, name="ErrorType")
    comment: str | None = msgspec.field(default=None, name="ErrorComment")


_decode = msgspec.json.Decoder(_Envelope).decode


def refusal_of(response: Response) -> Refusal | None:
    """The refusal that an answer is; ``None`` if it is none.

    >>> from subkit.jobs.flow import Response
    >>> refusal_of(Response(200, b'{"ErrorType": "ITEM_NOT_FOUND", "ErrorComment": "no such job"}'))
    Refusal(kind='ITEM_NOT_FOUND', comment='no such job')
    """
    try:
        envelope = _decode(response.body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        envelope = _Envelope()
    if envelope.kind:
        return Refusal(one_line(envelope.kind), one_line(envelope.comment or ""))
    if response.ok:
        return None
    said = one_line(response.body[: 4 * _SHOWN].decode(errors="replace"), _SHOWN)
    return Refusal(BAD_API_TOKEN if response.status in _UNAUTHORIZED else "", said or "no reason given")


def error_of(ask: Ask, response: Response, refusal: Refusal) -> CredentialsError | ProviderError:
    """What to raise for a refusal."""
    told = ": ".join(text for text in (refusal.kind, refusal.comment) if text)
    if refusal.is_access:
        request = f" (request {response.request_id})" if response.request_id else ""
        return CredentialsError(
            "verbit",
            f"the token is refused ({told}); production and sandbox have different ones, see My account there{request}",
        )
    return ask.refused(response, told)


def storage_refusal(body: bytes) -> str:
    """Why the storage behind a signed address refuses a file: the code and message of its XML.

    The rest is left out: it quotes the signature and the key's name.

    >>> storage_refusal(b"<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>")
    'AccessDenied: Request has expired'
    """
    text = body[: 4 * _SHOWN].decode(errors="replace")
    found = re.search(r"<Code>([^<]*)</Code>", text), re.search(r"<Message>([^<]*)</Message>", text)
    return ": ".join(one_line(part[1], _SHOWN) for part in found if part) or "the storage refuses the file"


def advice(code: str) -> str:
    """What can be done about a job that failed with that code; empty for a code that is not documented.

    >>> advice("no_speech")
    'check that the right track was sent'
    """
    return _ADVICE.get(code, "")
