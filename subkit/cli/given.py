"""Reads one input of ``subkit convert``, whichever it is: a provider's result, or a caption file of any format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subkit.cli.caption_files import Content, captions_in
from subkit.cli.inputs import shown
from subkit.cli.transcripts import content_of, is_file, transcript_of
from subkit.errors import FormatError, UnknownNameError
from subkit.patterns import pattern

if TYPE_CHECKING:
    from subkit.cli.conversion import Settings
    from subkit.cli.reading_options import Reading
    from subkit.formats import Format, Opened
    from subkit.model import Captions, Transcript

_START = 4096
"""How many bytes tell what a file is."""
_MARKS = b"\xef\xbb\xbf\xff\xfe \t\r\n"
_json = pattern(rb"\{|\[\s*[\[{\"\]]")  # [Script Info] and [00:12.00] are none
_ours = pattern(rb'"format"\s*:\s*"subkit"')


def given(source: str, settings: Settings) -> Transcript | Captions:
    """What an input holds: of a provider's result or of a job the transcript, of a caption file the captions.

    Which it is, the content says, and the suffix where that does not. subkit's own JSON is a provider's result if it holds
    the transcript.

    Raises:
        SubkitError: the input cannot be read or understood, or holds neither words nor captions.
    """
    name = settings.jobs.get(source, source)
    content = content_of(name) if settings.adapter is None and is_file(name) else None
    if content is not None:
        captions = _captions(content, source, settings)
        if captions is not None:
            return captions
    return transcript_of(
        name,
        content=content,
        adapter=settings.adapter,
        language=settings.language,
        strict=settings.strict,
        state_dir=settings.state_dir,
    )


def _captions(content: bytes, source: str, settings: Settings) -> Captions | None:
    """The captions in the bytes of a caption file; ``None`` if they are none."""
    from subkit.formats import opened

    reading = settings.reading
    if settings.form is not None:
        said = opened(content, shown(source), format=settings.form, encoding=reading.encoding)
        return _read(said, source, settings)
    suffix = _by_suffix(source)
    start = content[:_START].replace(b"\0", b"").lstrip(_MARKS)
    if _json.match(start) and (suffix is None or suffix.name == "json") and not _looks_like_captions(start):
        return _without_transcript(content, source, reading)
    told = suffix is not None and suffix.readable and suffix.name != "json"
    if not told and not _looks_like_captions(start):
        return None
    found = opened(content, shown(source), path=source, otherwise="json", encoding=reading.encoding)
    if found.format.name == "json" or not found.format.readable:
        return None
    return _read(found, source, settings)


def _read(found: Opened, source: str, settings: Settings) -> Captions:
    """The captions of a file that has been opened; in strict mode without a guess."""
    if settings.strict and found.repairs:
        raise FormatError(shown(source), 0, found.repairs[0].message)
    return captions_in(
        Content(found.content, found.format.name, shown(source), found.repairs), settings.reading
    )


def _by_suffix(source: str) -> Format | None:
    from subkit.formats import format_for

    try:
        return format_for(source)
    except UnknownNameError:
        return None


def _looks_like_captions(start: bytes) -> bool:
    from subkit.formats import likely

    form = likely(start.decode("latin-1"))
    return form is not None and form.name != "json"


def _without_transcript(content: bytes, source: str, reading: Reading) -> Captions | None:
    """The captions of a JSON document of subkit's that holds no transcript; ``None`` for any other JSON."""
    if not _ours.search(content):
        return None
    from subkit.formats import parse

    try:
        captions = parse(content, "json", source=shown(source), encoding=reading.encoding)
    except FormatError:
        return None  # the adapter of such documents says what is wrong with it
    return captions if captions.transcript is None and captions.cues else None
