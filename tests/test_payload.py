"""Payloads: what is JSON, in which encoding, how it looks, and how it is decoded."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from subkit import outline
from subkit.errors import PayloadError
from subkit.payload import Identifier, Payload, Seconds
from subkit.report import RepairLog

if TYPE_CHECKING:
    from collections.abc import Callable

_LEAVES = (
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
)
DOCUMENTS = st.recursive(
    _LEAVES | st.text(st.characters(codec="utf-8"), max_size=300),
    lambda inner: (
        st.lists(inner, max_size=12)
        | st.dictionaries(st.text(st.characters(codec="utf-8")), inner, max_size=5)
    ),
    max_leaves=30,
)


class Word(msgspec.Struct):
    text: str = ""
    start: Seconds | None = None
    loud: bool | None = None
    number: Identifier | None = None


class Document(msgspec.Struct):
    words: list[Word]
    name: str | None = None


@given(DOCUMENTS)
def test_the_outline_of_bytes_is_that_of_the_document(document: Any) -> None:
    assert outline.of_value(document) == Payload(json.dumps(document, indent=1).encode()).outline


@given(DOCUMENTS)
def test_the_quick_outline_never_needs_the_slow_one_for_good_json(document: Any) -> None:
    assert outline.of_value(document) == outline.of_json(json.dumps(document).encode())


def test_the_outline_is_bounded() -> None:
    deep: Any = "x" * 1000
    for _ in range(20):
        deep = {"a": [deep, deep]}
    assert {"a": [{"a": [{"a": [{"a": [{}]}]}]}]} == Payload({"a": deep["a"]}).outline
    assert 100 == len(Payload({str(i): i for i in range(1000)}).outline)
    assert ["x" * 200] == Payload([None, "", "x" * 1000]).outline


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_every_encoding_that_json_may_have_is_read(encoding: str) -> None:
    payload = Payload('{"words": [{"text": "naïve 左 😀"}]}'.encode(encoding))
    document, repairs = payload.decode(Document, strict=True)
    assert ("naïve 左 😀", []) == (document.words[0].text, repairs)
    assert {"words": [{"text": "naïve 左 😀"}]} == payload.outline


def test_latin_1_is_read_with_a_repair_and_refused_if_strict() -> None:
    payload = Payload('{"words": [{"text": "naïve"}]}'.encode("latin-1"))
    document, repairs = payload.decode(Document)
    assert "naïve" == document.words[0].text
    assert [("encoding", "byte 23")] == [(repair.kind, repair.place) for repair in repairs]
    with pytest.raises(PayloadError, match=r"byte 23: expected UTF-8, found byte 0xef"):
        payload.decode(Document, strict=True)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "nothing: it is empty"),
        (b" \r\n", "nothing: it is empty"),
        (b"\xef\xbb\xbf", "nothing: it is empty"),
        (b"Hello.", "line 1, column 1: expected JSON, found 'Hello.'"),
        (b'{"words": [\n{"text": "a"}', "line 2, column 14: expected the rest of the JSON document"),
        (b'{"words": [{"text": "a', "it is cut off"),
        (b'{"words": [1 2]}', "line 1, column 14: expected JSON, found '2]}'"),
        (b'{"words": []} x', "line 1, column 15"),
        (b"\x1f\x8b\x08\x00", "gzip data"),
        (b"PK\x03\x04", "a ZIP archive"),
        (b"WEBVTT\n", "WebVTT captions"),
        (b"<!doctype html>", "HTML or XML"),
        (b"[" * 200_000, "nested too deep"),
        (b'{"a":' * 200_000, "nested too deep"),
        (b'{"x": ' + b"[" * 200_000 + b"]" * 200_000 + b"}", "nested too deep"),
        (b"\x00\x01\x02\x03", "expected JSON"),
    ],
)
def test_what_is_no_json_is_said_so_with_the_place(content: bytes, message: str) -> None:
    payload = Payload(content, "take.json")
    assert payload.outline is None
    assert message in str(payload.fault)
    for strict in (False, True):
        with pytest.raises(PayloadError) as caught:
            payload.decode(Document, strict=strict)
        assert str(caught.value).startswith("take.json: ")
        assert message in str(caught.value)


def test_deeply_nested_objects_that_were_decoded_elsewhere_are_refused() -> None:
    deep: list[Any] = []
    deep.append(deep)
    with pytest.raises(PayloadError):
        Payload({"words": deep}).decode(Document)
    assert {"words": [[[[[[[[]]]]]]]]} == Payload({"words": deep}).outline


@pytest.mark.parametrize("separator", [b"\n", b"\r\n\r\n", b"", b" ", b"\n\x1e"])
def test_several_documents_are_a_list_of_them(separator: bytes) -> None:
    payload = Payload(separator.join([b'{"text": "a"}', b'{"text": "b"}', b""]))
    assert [{"text": "a"}] == payload.outline
    words, repairs = payload.decode(list[Word], strict=True)
    assert (["a", "b"], []) == ([word.text for word in words], repairs)


def test_the_last_of_two_equal_keys_counts() -> None:
    for nan in (b"0", b"NaN"):  # read the quick way, and the slow
        document, _ = Payload(b'{"words": [{"text": "a", "text": "b", "x": %s}]}' % nan).decode(Document)
        assert "b" == document.words[0].text


@pytest.mark.parametrize(
    ("literal", "expected"),
    [
        ("NaN", None),
        ("Infinity", None),
        ("-Infinity", None),
        ("1e400", None),
        ("1e300", None),
        ("9" * 5000, None),
        ("-" + "9" * 400, None),
        ('"1.5"', 1.5),
        ('" 1,5 "', 1.5),
        ('"1e2"', 100.0),
        ('"soon"', None),
        ('"NaN"', None),
        ("true", None),
        ("[]", None),
        ("{}", None),
    ],
)
def test_a_time_is_a_number_or_left_out(literal: str, expected: float | None) -> None:
    content = f'{{"words": [{{}}, {{"text": "a", "start": {literal}}}]}}'.encode()
    document, repairs = Payload(content).decode(Document)
    assert expected == document.words[1].start
    assert ["$.words[1].start"] == [repair.place for repair in repairs]
    with pytest.raises(PayloadError) as caught:
        Payload(content).decode(Document, strict=True)
    assert "$.words[1].start" == caught.value.path


@pytest.mark.parametrize(
    ("value", "expected"),
    [(1, True), (0, False), ("true", True), (" No ", False), ("perhaps", None), (2, None)],
)
def test_truth_is_read_where_it_is_plain(value: Any, expected: bool | None) -> None:
    document, repairs = Payload({"words": [{"loud": value}]}).decode(Document)
    assert expected is document.words[0].loud
    assert 1 == len(repairs)


@pytest.mark.parametrize(
    ("content", "path", "found"),
    [
        ({}, "$.words", "nothing"),
        ({"words": None}, "$.words", "null"),
        ({"words": {}}, "$.words", "an empty object"),
        ({"words": {"a": 1, "\x1b": 2}}, "$.words", "an object with the keys a, \ufffd"),
        ({"words": ["a" * 100]}, "$.words[0]", f"'{'a' * 60}'... (100 characters)"),
        ({"words": [{}, [1, 2]]}, "$.words[1]", "a list of 2"),
        ({"words": [{"text": {}}]}, "$.words[0].text", "an empty object"),
        ({"words": [{"text": 10**40}]}, "$.words[0].text", "a number of more than 30 digits"),
        ([], "$", "an empty list"),
    ],
)
def test_what_is_beyond_repair_is_refused_with_its_place(content: Any, path: str, found: str) -> None:
    for form in (content, json.dumps(content).encode()):
        with pytest.raises(PayloadError) as caught:
            Payload(form).decode(Document)
        assert (path, found) == (caught.value.path, caught.value.found)


def test_null_in_a_list_is_left_out_and_null_for_text_is_no_text() -> None:
    document, repairs = Payload({"words": [None, {"text": None, "start": None}]}).decode(Document)
    assert [Word()] == document.words
    assert ["$.words[0]", "$.words[1].text"] == [repair.place for repair in repairs]


def test_not_a_number_among_decoded_values_is_found() -> None:
    document, repairs = Payload({"words": [{"start": math.nan}]}).decode(Document)
    assert document.words[0].start is None
    assert 1 == len(repairs)


def test_content_may_be_any_buffer() -> None:
    content = b'{"words": []}'
    for form in (content, bytearray(content), memoryview(content)):
        assert {"words": []} == Payload(form).outline


def test_a_ten_megabyte_word_and_a_million_words_are_read() -> None:
    long = Payload(json.dumps({"words": [{"text": "x" * 10_000_000, "start": "1"}]}).encode())
    assert {"words": [{"text": "x" * 200, "start": "1"}]} == long.outline
    assert 10_000_000 == len(long.decode(Document)[0].words[0].text)
    many = b'{"words": [' + b",".join([b'{"text": "x", "start": 1.5}'] * 1_000_000) + b"]}"
    assert 1_000_000 == len(Payload(many).decode(Document)[0].words)


def test_a_document_may_be_taken_as_plain_data() -> None:
    assert ({"a": [1, None]}, []) == Payload(b'{"a": [1, null]}').decode(dict[str, Any], strict=True)
    with pytest.raises(PayloadError, match="expected an object, found a list of 1"):
        Payload([1]).decode(dict[str, Any])


class Case(msgspec.Struct):
    content: Document | None = None
    words: list[Word] | None = None
    code: Identifier | None = None


_ITEMS = st.fixed_dictionaries(
    {},
    optional={
        "text": st.text(st.characters(codec="utf-8"), max_size=3) | st.none() | _LEAVES,
        "start": st.floats(-9, 9) | st.text("12.", max_size=3),
        "loud": st.booleans() | st.integers(0, 2),
        "more": DOCUMENTS,
    },
)
_LISTS = st.lists(_ITEMS, max_size=5) | st.lists(_ITEMS | DOCUMENTS, max_size=3)


@given(words=_LISTS, rest=DOCUMENTS, inside=st.booleans(), strict=st.booleans())
def test_a_list_apart_has_the_items_and_the_repairs_that_it_has_in_its_place(
    *, words: list[Any], rest: Any, inside: bool, strict: bool
) -> None:
    told = {"name": "a", "words": words, "more": rest}
    content = json.dumps({"code": 7, "content": told} if inside else told | {"code": rest}).encode()
    place = "content.words" if inside else "words"

    def whole() -> tuple[Any, ...]:
        case, repairs = Payload(content).decode(Case, strict=strict)
        items = case.content.words if case.content else case.words
        return items, case.code, repairs

    def apart() -> tuple[Any, ...]:
        payload, log = Payload(content), RepairLog("payload", strict=strict)
        assert payload.outline
        case, items = payload.decode_apart(Case, place, Word, log)
        return list(items), case.code, log.repairs

    assert outcome(whole) == outcome(apart)


def outcome(work: Callable[[], tuple[Any, ...]]) -> tuple[Any, ...]:
    """What the work gives, or how it was refused."""
    try:
        return work()
    except PayloadError as error:
        return (str(error),)


def test_an_item_apart_is_decoded_when_its_turn_comes() -> None:
    payload = Payload(b'{"words": [{"text": "a"}, {"text": 2}, null, {"text": "c"}], "name": "x"}')
    assert {"words": [{"text": "a"}], "name": "x"} == payload.outline
    log = RepairLog("payload", strict=False)
    document, words = payload.decode_apart(Document, "words", Word, log)
    assert ("x", [], "a", []) == (document.name, document.words, next(words).text, log.repairs)
    assert ["2", "c"] == [word.text for word in words]
    assert ["$.words[1].text", "$.words[2]"] == [repair.place for repair in log.repairs]
    assert [("a", "2", "c")] == [tuple(word.text for word in payload.decode(Document)[0].words)]


def test_a_list_apart_may_be_missing_or_in_decoded_json() -> None:
    for payload in (Payload(b'{"content": null, "words": null}'), Payload({"content": None, "words": None})):
        assert payload.outline == {"content": None, "words": None}
        case, words = payload.decode_apart(Case, "words", Word, RepairLog("payload", strict=True))
        assert (Case(), []) == (case, list(words))
