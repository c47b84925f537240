"""What the bytes of an input hold: a provider's result, or captions of any format; nothing here touches the disk."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from subkit.errors import FormatError, InputError, UnknownNameError
from subkit.formats import format_for, likely, opened, parse
from subkit.formats.media import refuse_media
from subkit.model import Captions
from subkit.patterns import pattern

if TYPE_CHECKING:
    from subkit.formats import Format, Opened
    from subkit.model import Transcript
    from subkit.report import Repair

_START = 4096
"""How many bytes tell what a file is."""
_MARKS = b"\xef\xbb\xbf\xff\xfe \t\r\n"
_OF_OTHER_SHAPE = ("no subkit document: Object missing", "no subkit document: Expected")
_json = pattern(rb"\{|\[\s*[\[{\"\]]")  # [Script Info] and [00:12.00] are none
_ours = pattern(rb'"format"\s*:\s*"subkit"')
_ours_in_text = pattern(r'"format"\s*:\s*"subkit"')


class How(NamedTuple):
    """How an input is to be read.

    Attributes:
        adapter: the provider's name; ``None`` to recognise it, or captions.
        form: the name of the caption format; ``None`` to recognise it.
        encoding: what captions are encoded in that have no byte order mark and are no UTF-8; ``None`` for a guess.
        lenient: take what breaks a caption format as it was probably meant.
        strict: refuse what would have to be repaired.
    """

    adapter: str | None = None
    form: str | None = None
    encoding: str | None = None
    lenient: bool = False
    strict: bool = False


PLAIN = How()


def held(
    content: bytes, name: str, how: How = PLAIN, *, language: str | None = None
) -> Transcript | Captions:
    """The transcript of a provider's result, or the captions of a caption file.

    Args:
        content: the file's bytes.
        name: its name: messages call it so, and its suffix counts where the content does not say what it is.
        how: what is known of it.
        language: a BCP 47 tag, where the caller knows it.

    Raises:
        SubkitError: it cannot be understood, or holds neither words nor captions.
    """
    captions = captions_held(content, name, how) if how.adapter is None else None
    if captions is not None:
        return captions
    from subkit.payload import Payload  # noqa: PLC0415 - captions need neither
    from subkit.reading import read  # noqa: PLC0415 - as above

    transcript = read(Payload(content, name), adapter=how.adapter, strict=how.strict, language=language)
    if next(transcript.words, None) is None:
        raise InputError(name, "holds no words to caption")
    return transcript


def captions_held(content: bytes, name: str, how: How = PLAIN) -> Captions | None:
    """The captions in the bytes of a caption file; ``None`` if they are none.

    subkit's own JSON counts as a provider's result if it holds the transcript.

    Raises:
        FormatError: it breaks its format.
        InputError: it is a caption file, and holds no captions; or it is a video, or a sound.
        UnknownNameError: there is no such format or encoding.
    """
    refuse_media(content, name)
    if how.form is not None:
        return _read(opened(content, name, format=how.form, encoding=how.encoding), name, how)
    suffix = _by_suffix(name)
    start = content[:_START].replace(b"\0", b"").lstrip(_MARKS)
    if _json.match(start) and (suffix is None or suffix.name == "json") and not _looks_like_captions(start):
        return _without_transcript(content, name, how)
    told = suffix is not None and suffix.readable and suffix.name != "json"
    if not told and not _looks_like_captions(start):
        return None
    found = opened(content, name, path=name, otherwise="json", encoding=how.encoding)
    if found.format.name == "json" or not found.format.readable:
        return None
    return _read(found, name, how)


def parsed(
    content: str | bytes, form: str, name: str, *, lenient: bool, repairs: tuple[Repair, ...] = ()
) -> Captions:
    """The captions that a file holds, if any; a provider's result is told from subkit's own JSON.

    Args:
        content: the text, or the bytes of a format that is read as bytes.
        form: the format's name.
        name: what to call it in messages.
        lenient: take what breaks the format as it was probably meant.
        repairs: what was guessed of it before.

    Raises:
        FormatError: it breaks its format.
    """
    if isinstance(content, str) and not content.strip("\ufeff \t\r\n"):
        return Captions((), repairs=repairs)
    try:
        captions = parse(content, form, source=name, lenient=lenient)
    except FormatError as error:
        other = form == "json" and error.reason.startswith(_OF_OTHER_SHAPE)
        if other and not _ours_in_text.search(str(content)):
            reason = "holds no captions of subkit's; of a provider's result 'subkit convert' makes some"
            raise FormatError(name, 0, reason) from error
        raise
    return replace(captions, repairs=(*repairs, *captions.repairs)) if repairs else captions


def _read(found: Opened, name: str, how: How) -> Captions:
    """The captions of a file that has been opened, one at least; in strict mode without a guess."""
    if how.strict and found.repairs:
        raise FormatError(name, 0, found.repairs[0].message)
    captions = parsed(found.content, found.format.name, name, lenient=how.lenient, repairs=found.repairs)
    if not captions.cues:
        raise InputError(name, "holds no captions")
    return captions


def _by_suffix(name: str) -> Format | None:
    try:
        return format_for(name)
    except UnknownNameError:
        return None


def _looks_like_captions(start: bytes) -> bool:
    form = likely(start.decode("latin-1"))
    return form is not None and form.name != "json"


def _without_transcript(content: bytes, name: str, how: How) -> Captions | None:
    """The captions of a JSON document of subkit's that holds no transcript; ``None`` for any other JSON."""
    if not _ours.search(content):
        return None
    try:
        captions = parse(content, "json", source=name, encoding=how.encoding)
    except FormatError:
        return None  # the adapter of such documents says what is wrong with it
    return captions if captions.transcript is None and captions.cues else None
