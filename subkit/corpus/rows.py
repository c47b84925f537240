"""A row of a manifest or a table as an input: its name, and its words, its content, or the path of its transcript.

Three shapes are told apart by their keys. NeMo's names the ``audio_filepath`` (and the ``offset`` of a segment in it); Lhotse's cuts
have ``supervisions``, and its supervisions an ``alignment``, of which ``word`` is taken: ``[word, start, duration]`` in
seconds, from the start of the cut or of the recording. All else goes by `Columns`.

https://github.com/NVIDIA/NeMo (ASR manifests); https://github.com/lhotse-speech/lhotse (cuts, supervisions, alignments).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from subkit.errors import InputError, PayloadError
from subkit.model import Word
from subkit.timecode import from_seconds, is_time

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class Columns(NamedTuple):
    """What the keys of a row are called, where it is of no known shape; the first that a row has counts.

    Attributes:
        name: what to call it; files made of it are called so.
        words: a list of its words: of ``word``, ``start`` and ``end`` in seconds, or of ``text``, ``start`` and ``end`` in ms.
        content: the bytes, or the text, of a provider's result or a caption file.
        transcript: the path of such a file, from the folder of the manifest.
        language: a BCP 47 tag.
    """

    name: tuple[str, ...] = ("audio_filepath", "id", "path", "name")
    words: tuple[str, ...] = ("words",)
    content: tuple[str, ...] = ("bytes", "content")
    transcript: tuple[str, ...] = ("transcript", "transcript_filepath", "path")
    language: tuple[str, ...] = ("language", "lang", "source_lang")


Fields = dict[str, Any]
"""A row by its keys."""
_RAW = dict[str, msgspec.Raw]
_NO_JSON = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)
_EMPTY: dict[bytes, Any] = {b"[": [], b"{": {}}
"""What stands for a nested value in an outline, by how the value begins."""


class Head(NamedTuple):
    """What a row is called, and where its transcript is: ``None`` if the row has its words or its content itself."""

    name: str
    path: str | None = None
    language: str | None = None


class Row(NamedTuple):
    """What a row says: its name, and one of its words, its content, or the path of its transcript."""

    name: str
    words: tuple[Word, ...] | None = None
    content: bytes | None = None
    path: str | None = None
    language: str | None = None


def fields_of(row: bytes | Fields, place: str) -> Fields:
    """The fields of a row that may be a line of JSON.

    Raises:
        InputError: it is no object.
    """
    if not isinstance(row, bytes):
        return row
    try:
        return msgspec.json.decode(row, type=Fields)
    except _NO_JSON as error:
        raise InputError(place, f"is no JSON object ({error})") from error


def outline(row: bytes | Fields, place: str) -> Fields:
    """The same for `head_of` alone, in a fraction of the time: what is nested is empty.

    Raises:
        InputError: it is no object.
    """
    if not isinstance(row, bytes):
        return row
    try:
        return {key: _outlined(raw) for key, raw in msgspec.json.decode(row, type=_RAW).items()}
    except _NO_JSON as error:
        raise InputError(place, f"is no JSON object ({error})") from error


def head_of(fields: Fields, columns: Columns, place: str) -> Head:
    """What a row is called, and where its words are.

    Args:
        fields: the row, or its outline.
        columns: what its keys are called.
        place: what to call it in messages.

    Raises:
        InputError: a key is missing.
    """
    if isinstance(fields.get("supervisions"), list):
        return Head(_file_name(fields.get("id"), place, ("id",)))
    named = _first(fields, columns.name)
    language = _text(_first(fields, columns.language))
    if isinstance(fields.get("alignment"), dict):
        return Head(_file_name(named, place), None, language)
    name = _with_offset(_file_name(named, place, columns.name), fields)
    if _first(fields, columns.words) is not None or isinstance(_first(fields, columns.content), str | bytes):
        return Head(name, None, language)
    path = _first(fields, columns.transcript)
    if isinstance(path, str) and path:
        return Head(name, path, language)
    wanted = [keys[0] for keys in (columns.words, columns.content, columns.transcript) if keys]
    raise InputError(place, f"has no words: none of the columns {', '.join(wanted)}; --column names others")


def row_of(fields: Fields, columns: Columns, place: str) -> Row:
    """What a row says; `head_of` has the arguments.

    Raises:
        InputError: a key is missing.
        PayloadError: words are not of their shape.
    """
    name, path, language = head_of(fields, columns, place)
    if path is not None:
        return Row(name, path=path, language=language)
    if isinstance(fields.get("supervisions"), list):
        words, spoken = _cut(fields, place)
        return Row(name, words, language=spoken)
    if isinstance(fields.get("alignment"), dict):
        return Row(name, tuple(_aligned(fields, place, "$")), language=language)
    if (items := _first(fields, columns.words)) is not None:
        return Row(name, tuple(words_of(items, place)), language=language)
    content = _first(fields, columns.content)
    return Row(name, content=content.encode() if isinstance(content, str) else content, language=language)


def _outlined(raw: msgspec.Raw) -> Any:
    empty = _EMPTY.get(bytes(memoryview(raw)[:1]))
    return msgspec.json.decode(raw) if empty is None else empty


def words_of(items: Any, place: str) -> Iterator[Word]:
    """The words of a list: with ``word`` and seconds, as the speech world has them, or ``text`` and ms, as `subkit.Word`.

    Raises:
        PayloadError: it is no such list.
    """
    if not isinstance(items, list | tuple):
        raise PayloadError("$.words", "a list of words", f"`{type(items).__name__}`", place)
    for index, item in enumerate(items):
        path = f"$.words[{index}]"
        if isinstance(item, dict) and isinstance(item.get("word"), str):
            start, end = (
                _seconds(_first(item, (key, f"{key}_time")), f"{path}.{key}", place)
                for key in ("start", "end")
            )
            word: Word | None = Word(item["word"].strip(), start, end, speaker=_text(item.get("speaker")))
        else:
            word = _own(item, path, place)
        if word is not None and word.text:
            yield word


def _own(item: Any, path: str, place: str) -> Word:
    """A word in the shape of subkit's own model.

    Raises:
        PayloadError: it is none.
    """
    given = (
        {key: value for key, value in item.items() if value is not None} if isinstance(item, dict) else item
    )
    try:
        return msgspec.convert({"type": "word", **given} if isinstance(given, dict) else given, Word)
    except msgspec.ValidationError as error:
        reason = str(error).partition(" - at `$")
        raise PayloadError(
            path + reason[2].rstrip("`"), "a word of `word` in seconds or `text` in ms", reason[0], place
        ) from error


def _cut(fields: Mapping[str, Any], place: str) -> tuple[tuple[Word, ...], str | None]:
    """Of a cut of Lhotse's the words of its supervisions, in the order in which they begin, and the language."""
    words: list[Word] = []
    language = None
    for index, one in enumerate(fields["supervisions"]):
        if not isinstance(one, dict):
            raise PayloadError(f"$.supervisions[{index}]", "a supervision", f"`{type(one).__name__}`", place)
        words += _aligned(one, place, f"$.supervisions[{index}]")
        language = language or _text(one.get("language"))
    words.sort(key=lambda word: word.start or 0)
    return tuple(words), language


def _aligned(supervision: Mapping[str, Any], place: str, path: str) -> Iterator[Word]:
    """The words of a supervision.

    Raises:
        InputError: it has no alignment of words.
        PayloadError: that is of another shape.
    """
    alignment = supervision.get("alignment")
    items = alignment.get("word") if isinstance(alignment, dict) else None
    if not isinstance(items, list):
        raise InputError(place, f"{path} has no alignment of words: times of words are needed")
    speaker = _text(supervision.get("speaker"))
    for index, item in enumerate(items):
        at = f"{path}.alignment.word[{index}]"
        symbol, start, duration = _aligned_item(item, at, place)
        begin = _seconds(start, f"{at}[1]", place)
        if symbol.strip() and begin is not None:
            yield Word(symbol.strip(), begin, _seconds(start + duration, f"{at}[2]", place), speaker=speaker)


def _aligned_item(item: Any, path: str, place: str) -> tuple[str, float, float]:
    match item:
        case [str(symbol), int() | float() as start, int() | float() as duration, *_]:
            return symbol, start, duration
        case {
            "symbol": str(symbol),
            "start": int() | float() as start,
            "duration": int() | float() as duration,
        }:
            return symbol, start, duration
    raise PayloadError(path, "[word, start, duration]", f"`{type(item).__name__}`", place)


def _seconds(value: Any, path: str, place: str) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not is_time(value):
        raise PayloadError(path, "a time in seconds", repr(value)[:40], place)
    return from_seconds(value)


def _with_offset(name: str, fields: Mapping[str, Any]) -> str:
    """The name of a segment: that of its audio, and where it begins there."""
    offset = fields.get("offset")
    if isinstance(offset, bool) or not isinstance(offset, int | float):
        return name
    stem, dot, suffix = name.rpartition(".")
    return f"{stem or suffix}-{offset:g}{dot if stem else ''}{suffix if stem else ''}"


def _file_name(value: Any, place: str, wanted: tuple[str, ...] = ("id",)) -> str:
    if isinstance(value, str) and value.strip("./ "):
        return value
    raise InputError(place, f"has no name: column {wanted[0]} is missing; --column name=... names another")


def _first(fields: Mapping[str, Any], keys: tuple[str, ...]) -> Any:
    return next((fields[key] for key in keys if fields.get(key) is not None), None)


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None
