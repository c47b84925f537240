"""Results as no provider should send them, and sooner or later does: thirty and one oddities, done to a good one of each provider."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any, TypeAlias

from subkit.providers_dev import pictory_results, verbit_result

if TYPE_CHECKING:
    from collections.abc import Callable

Words: TypeAlias = list[dict[str, Any]]

MANY = 1_000_000
LONG = 10 * 2**20  # bytes
_DEEP = 100_000
_BOMB = 200 * 2**20
_DIGITS = "9" * 5000
_TEXT = {"verbit": "text", "pictory": "word"}


class Good:
    """A result as it should be, to be spoiled.

    Attributes:
        document: all of it.
        segments: the list of them in it.
        inner: the key of what a segment holds.
        text: the key of a word's text.
    """

    def __init__(self, provider: str) -> None:
        self.provider, self.text = provider, _TEXT[provider]
        if provider == "verbit":
            self.document: Any = verbit_result.document()
            self.segments, self.inner = self.document["segments"], "tokens"
        else:
            self.segments, self.inner = pictory_results.spoken(40), "words"
            self.document = {"success": True, "data": {"status": "completed", "transcript": self.segments}}

    @property
    def tokens(self) -> Words:
        """Words and all that is between them."""
        return [token for segment in self.segments for token in segment[self.inner]]

    @property
    def words(self) -> Words:
        """What was said."""
        return [token for token in self.tokens if token.get("kind", "word") == "word" and token[self.text]]

    def only(self, tokens: Words) -> None:
        """Let the document hold these alone, in one segment."""
        del self.segments[1:]
        self.segments[0][self.inner] = tokens

    def pause(self) -> dict[str, Any]:
        """A marker of a pause, as the provider has it; of Verbit's, the nearest there is."""
        if self.provider == "verbit":
            return {"text": " ", "kind": "space", "start_time": 1.0, "end_time": 2.0}
        marked = {"is_pause": True, "pause_size": "small"}
        return {"word": "", "start_time": 1.0, "end_time": 2.0, **marked}

    def json(self, **settings: Any) -> bytes:
        """The document as it is now."""
        return json.dumps(self.document, ensure_ascii=False, **settings).encode("utf-8", "surrogatepass")


def each_word(**fields: Any) -> Callable[[Good], bytes]:
    """Every word with these fields; ``...`` takes one away, what can be called is given the word."""

    def spoiled(good: Good) -> bytes:
        for word in good.words:
            for name, value in fields.items():
                if value is ...:
                    word.pop(name, None)
                else:
                    word[name] = value(word) if callable(value) else value
        return good.json()

    return spoiled


def one_word(**fields: Any) -> Callable[[Good], bytes]:
    """The third word with these fields."""

    def spoiled(good: Good) -> bytes:
        good.words[2].update(fields)
        return good.json()

    return spoiled


def literally(name: str, text: str) -> Callable[[Good], bytes]:
    """The third word with a value that is written out like this."""

    def spoiled(good: Good) -> bytes:
        good.words[2][name] = "here"
        return good.json().replace(b'"here"', text.encode())

    return spoiled


def said(text: str) -> Callable[[Good], bytes]:
    """The third word is that."""

    def spoiled(good: Good) -> bytes:
        good.words[2][good.text] = text
        return good.json()

    return spoiled


def _latin(good: Good) -> bytes:
    good.words[2][good.text] = "café"
    return json.dumps(good.document, ensure_ascii=False).encode("latin-1")


def _surrogate(good: Good) -> bytes:
    good.words[2][good.text] = "lone\ud800"
    return json.dumps(good.document).encode()


def _null_word(good: Good) -> bytes:
    good.words[2][good.text] = None
    return good.json()


def _deep(good: Good) -> bytes:
    return good.json()[:-1] + b', "more": ' + b"[" * _DEEP + b"]" * _DEEP + b"}"


def _unsorted(good: Good) -> bytes:
    words = good.words
    good.only([*words[::2], *words[1::2]])
    return good.json()


def _many(good: Good) -> bytes:
    """A million words as the provider writes them; so many that they are more than is read."""
    form = {
        "verbit": '{"text":"a","start_time":%.2f,"end_time":%.2f,"kind":"word","confidence":0.95}',
        "pictory": '{"uid":"00000000-0000","word":"a","start_time":%.2f,"end_time":%.2f,"speakerId":1}',
    }[good.provider]
    good.only([{"many": 1}])
    words = ",".join(form % (index / 50, (index + 1) / 50) for index in range(MANY))
    return good.json().replace(b'{"many": 1}', words.encode())


def _wrong_shape(good: Good) -> bytes:
    good.segments[0][good.inner] = "words"
    return good.json()


def _empty_transcript(good: Good) -> bytes:
    good.segments.clear()
    return good.json()


def _only_pauses(good: Good) -> bytes:
    good.only([good.pause(), good.pause()])
    return good.json()


def _pause_without_times(good: Good) -> bytes:
    pause = good.pause()
    del pause["start_time"], pause["end_time"]
    good.segments[0][good.inner].insert(3, pause)
    return good.json()


def _no_speaker(good: Good) -> bytes:
    good.document.pop("speakers", None)
    for one in [*good.segments, *good.tokens]:
        one.pop("speakerId", None)
    return good.json()


ODDITIES: dict[str, Callable[[Good], bytes]] = {
    "bad-json": lambda good: good.json()[:-40],
    "empty": lambda _: b"",
    "latin-1": _latin,
    "bom": lambda good: b"\xef\xbb\xbf" + good.json(),
    "utf-16": lambda good: good.json().decode().encode("utf-16"),
    "nan": literally("start_time", "NaN"),
    "1e400": literally("end_time", "1e400"),
    "duplicate-keys": literally("end_time", '1.0, "end_time": 2.9'),
    "deep": _deep,
    "5000-digits": literally("start_time", _DIGITS),
    "surrogate": _surrogate,
    "null-word": _null_word,
    "missing-times": each_word(start_time=..., end_time=...),
    "string-times": each_word(
        start_time=lambda word: str(word["start_time"]), end_time=lambda word: f" {word['end_time']} "
    ),
    "bool-times": one_word(start_time=True, end_time=False),
    "negative-times": one_word(start_time=-5.0, end_time=-4.0),
    "end-before-start": each_word(start_time=lambda word: word["end_time"] + 0.2),
    "overlapping": each_word(end_time=lambda word: word["end_time"] + 1.0),
    "unsorted": _unsorted,
    "zero-length": each_word(end_time=lambda word: word["start_time"]),
    "many-words": _many,
    "long-word": said("a" * LONG),
    "gzip-bomb": lambda _: gzip.compress(bytes(_BOMB), 9),
    "unknown-enum": each_word(kind="hologram", pause_size="gigantic", is_pause=False),
    "extra-fields": each_word(mood="curious", nested=lambda _: {"deep": [{"er": 1}]}),
    "empty-transcript": _empty_transcript,
    "pause-only": _only_pauses,
    "pause-without-times": _pause_without_times,
    "duplicate-ids": each_word(uid="the same", id=7),
    "no-speaker": _no_speaker,
    "wrong-shape": _wrong_shape,
}
"""What each does to a good result."""

HEAVY = {"many-words", "long-word", "gzip-bomb"}
"""Those that would fill the memory if they could."""


def odd(name: str, provider: str) -> bytes:
    """The oddity as it goes over the wire."""
    return ODDITIES[name](Good(provider))
