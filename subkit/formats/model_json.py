"""The model's own JSON: transcripts and captions written and read back without loss; its schema is published."""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType

from subkit.document import Block, CueSettings
from subkit.errors import FormatError
from subkit.formats.writing import PLAIN, Writing
from subkit.model import Captions, Cue, LanguageSource, Transcript, Word
from subkit.patterns import pattern
from subkit.report import Finding, Repair
from subkit.timecode import LATEST

Time = Annotated[int, Meta(ge=-LATEST, le=LATEST)]
"""When a cue is shown, in ms; before zero it is no error yet, but what `subkit.check` finds."""

_indentation = pattern("\n +")
_surrogate = pattern("[\ud800-\udfff]")


class CueRecord(Struct, frozen=True, omit_defaults=True):
    """A cue as it stands in a document.

    Attributes:
        start: the in-time, in ms.
        end: the out-time, in ms.
        lines: the lines it shows.
        speaker: the label of the one who speaks.
        span: its words, where the transcript of the document holds them: the index of the first, counted over all
            segments from 0, and how many there are.
        words: its words, where the transcript does not hold them.
        speakers: in a cue that two share, the labels of both, one a line.
        id: what the file it was read from calls it.
        settings: where it is shown.
        markup: the lines with their styling, as WebVTT cue text.
    """

    start: Time
    end: Time
    lines: tuple[str, ...]
    speaker: str | None = None
    span: tuple[int, int] | None = None
    words: tuple[Word, ...] = ()
    speakers: tuple[str, ...] = ()
    id: str | None = None
    settings: CueSettings | None = None
    markup: tuple[str, ...] = ()


class Document(Struct, frozen=True, omit_defaults=True):
    """A document: captions with the transcript they were cut from, or a transcript alone (without ``cues``).

    Attributes:
        format: always ``subkit``.
        version: always 1; it grows when an older subkit could misread a newer document.
        language: the captions' language, a BCP 47 tag.
        profile: the name of the profile they were made with.
        transcript: what they were cut from; times in ms.
        cues: the captions, in order.
        repairs: what was repaired on the way.
        findings: the rules of the profile that could not be met.
        language_source: who said which language it is: the payload, an option, or nobody, so that it was detected.
        blocks: what the file they were read from holds besides cues.
    """

    format: Literal["subkit"]
    version: Literal[1]
    language: str | None = None
    profile: str | None = None
    transcript: Transcript | None = None
    cues: tuple[CueRecord, ...] | UnsetType = UNSET
    repairs: tuple[Repair, ...] = ()
    findings: tuple[Finding, ...] = ()
    language_source: LanguageSource | None = None
    blocks: tuple[Block, ...] = ()


_decoder = msgspec.json.Decoder(Document)


def render(captions: Captions, how: Writing = PLAIN) -> str:  # noqa: ARG001  # JSON has all there is
    """Captions as one JSON document, with a line feed at its end."""
    pool = list(captions.transcript.words) if captions.transcript else []
    records = []
    place = 0
    for cue in captions.cues:
        count = len(cue.words)
        held = count > 0 and pool[place : place + count] == list(cue.words)
        span, words = ((place, count), ()) if held else (None, cue.words)
        records.append(
            CueRecord(
                cue.start,
                cue.end,
                cue.lines,
                cue.speaker,
                span,
                words,
                cue.speakers,
                cue.id,
                cue.settings,
                cue.markup,
            )
        )
        place += count
    return _text(
        Document(
            format="subkit",
            version=1,
            language=captions.language,
            profile=captions.profile,
            transcript=captions.transcript,
            cues=tuple(records),
            repairs=captions.repairs,
            findings=captions.findings,
            language_source=captions.language_source,
            blocks=captions.blocks,
        )
    )


def alterations(captions: Captions, how: Writing = PLAIN) -> list[Repair]:  # noqa: ARG001 - as `render`
    """What `render` writes otherwise than it stands in the captions."""
    return [
        Repair("surrogate", f"cue {number}", "a lone surrogate is no character; written as U+FFFD")
        for number, cue in enumerate(captions.cues, 1)
        if _surrogate.search(cue.text)
    ]


def parse(text: str | bytes, source: str = "json", *, lenient: bool = False) -> Captions:  # noqa: ARG001 - JSON is right or it is not
    """Captions from a document; ``parse(render(captions)) == captions``.

    Args:
        text: the document.
        source: its name in messages.
        lenient: makes no difference: a document is whole or it is none.

    Raises:
        FormatError: it is no such document, or holds a transcript without captions.
    """
    document = _document(text.removeprefix("\ufeff") if isinstance(text, str) else text, source)
    if document.cues is UNSET:
        raise FormatError(source, 0, "a transcript without cues; caption it first")
    pool = list(document.transcript.words) if document.transcript else []
    cues = tuple([_cue(record, pool, place, source) for place, record in enumerate(document.cues)])
    return Captions(
        cues,
        document.language,
        document.profile,
        document.transcript,
        document.repairs,
        document.findings,
        document.language_source,
        document.blocks,
    )


def _cue(record: CueRecord, pool: list[Word], place: int, source: str) -> Cue:
    words = record.words
    if record.span is not None:
        first, count = record.span
        if first < 0 or count < 0 or first + count > len(pool):
            raise FormatError(
                source, 0, f"$.cues[{place}].span reaches beyond the {len(pool)} words of the transcript"
            )
        words = tuple(pool[first : first + count])
    return Cue(
        record.start,
        record.end,
        record.lines,
        record.speaker,
        words,
        record.speakers,
        record.id,
        record.settings,
        record.markup,
    )


def dump_transcript(transcript: Transcript) -> str:
    """A transcript as one JSON document, with a line feed at its end."""
    return _text(Document(format="subkit", version=1, transcript=transcript))


def load_transcript(text: str | bytes | dict[str, Any] | list[Any], source: str = "json") -> Transcript:
    """The transcript of a document, with or without captions; ``load_transcript(dump_transcript(t)) == t``.

    Args:
        text: the document, or the document as plain data.
        source: its name in messages.

    Raises:
        FormatError: it is no such document, or holds captions without a transcript.
    """
    transcript = _document(text, source).transcript
    if transcript is None:
        raise FormatError(source, 0, "captions without a transcript")
    return transcript


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a document, as it is published in ``subkit/schema/``."""
    found = msgspec.json.decode(msgspec.json.encode(msgspec.json.schema(Document)))
    for part in found["$defs"].values():
        # Python 3.13 takes the indentation out of docstrings, earlier ones leave it in.
        part["description"] = _indentation.sub("\n", part["description"])
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "A subkit document", **found}


def _text(document: Document) -> str:
    try:
        return msgspec.json.encode(document).decode() + "\n"
    except UnicodeEncodeError:
        # A lone surrogate, which neither UTF-8 nor a strict reader of JSON can take.
        plain = json.dumps(msgspec.to_builtins(document), ensure_ascii=False, separators=(",", ":"))
        return _surrogate.sub("\ufffd", plain) + "\n"


def _document(text: str | bytes | dict[str, Any] | list[Any], source: str) -> Document:
    try:
        # Plain data takes the way through bytes, too, so that it can hold nothing that JSON cannot.
        return _decoder.decode(text if isinstance(text, str | bytes) else msgspec.json.encode(text))
    except msgspec.DecodeError as error:
        if str(error).endswith("`$.version`"):
            raise FormatError(source, 0, "written by a newer subkit; this one reads version 1") from error
        raise FormatError(source, 0, f"no subkit document: {error}") from error
    except (ValueError, RecursionError, TypeError) as error:
        raise FormatError(source, 0, f"no JSON: {error}") from error
