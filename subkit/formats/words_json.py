"""Words JSON: every word of the captions with its times and its cue, in one object; its schema is published."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import msgspec
from msgspec import Struct

from subkit.formats.portable import changes, check_times, plain
from subkit.formats.word_times import timed_words
from subkit.formats.writing import PLAIN, Writing
from subkit.patterns import pattern

if TYPE_CHECKING:
    from subkit.model import Captions, Cue
    from subkit.report import Repair

_indentation = pattern("\n +")


class WordRecord(Struct, frozen=True, gc=False, omit_defaults=True):
    """A word as a cue shows it.

    Attributes:
        text: the word.
        start: when it begins, in ms, within its cue.
        end: when it ends, in ms; not after the next word begins.
        cue: the index of its cue, from 0.
        line: the index of its line in the cue, from 0.
        glued: whether no blank stands between it and the word before it on its line.
        speaker: the label of the one who says it.
        confidence: the provider's, 0 to 1.
        interpolated: whether nobody says when it begins, so that its time is its share of the cue's by characters.
    """

    text: str
    start: int
    end: int
    cue: int
    line: int = 0
    glued: bool = False
    speaker: str | None = None
    confidence: float | None = None
    interpolated: bool = False


class WordsDocument(Struct, frozen=True, omit_defaults=True):
    """The words of captions.

    Attributes:
        schema: always ``subkit.words/1``.
        words: the words, in order.
        language: the captions' language, a BCP 47 tag.
    """

    schema: Literal["subkit.words/1"]
    words: list[WordRecord]
    language: str | None = None


def render(captions: Captions, how: Writing = PLAIN) -> str:  # noqa: ARG001 - JSON has all there is
    """The words as one JSON object, with a line feed at its end.

    Raises:
        FormatError: a cue's times cannot be written.
    """
    check_times(captions.cues, "words")
    words = [record for number, cue in enumerate(captions.cues) for record in _records(cue, number)]
    language = None if captions.language is None else plain(captions.language)
    document = WordsDocument(schema="subkit.words/1", words=words, language=language)
    return msgspec.json.encode(document).decode() + "\n"


def alterations(captions: Captions, how: Writing = PLAIN) -> list[Repair]:  # noqa: ARG001 - as `render`
    """What `render` writes otherwise than it stands in the captions."""
    return changes(captions.cues, style="none", markup=False)


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a document, as it is published in ``subkit/schema/``."""
    found = msgspec.json.decode(msgspec.json.encode(msgspec.json.schema(WordsDocument)))
    for part in found["$defs"].values():
        part["description"] = _indentation.sub("\n", part["description"])  # as `model_json.schema`
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Words of captions", **found}


def _records(cue: Cue, number: int) -> list[WordRecord]:
    rows = timed_words(cue)
    shared = cue.speakers if len(cue.speakers) == len(rows) else ()
    return [
        WordRecord(
            text=word.text,
            start=word.start,
            end=word.end,
            cue=number,
            line=line,
            glued=bool(place) and not word.before,
            speaker=_label(shared[line] if shared else cue.speaker),
            confidence=word.word.confidence if word.word else None,
            interpolated=not word.is_timed,
        )
        for line, row in enumerate(rows)
        for place, word in enumerate(row)
    ]


def _label(speaker: str | None) -> str | None:
    return " ".join(plain(speaker or "").split()) or None
