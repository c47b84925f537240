"""The bytes of caption files become the text they were, or a clear error, never silently another."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subkit.errors import FormatError, UnknownNameError
from subkit.formats.encoding import decoded

HEAD = "1\r\n00:00:01,000 --> 00:00:02,500\r\n"

SAYINGS = {
    "cp1252": "Où étiez-vous l'été passé, Hélène ? On vous a cherchée à la gare, voilà.",
    "cp1250": "Gdzie byliście zeszłego lata? Szukaliśmy państwa na dworcu, proszę pani, już dłuższy czas.",
    "cp1251": "Где вы были прошлым летом? Мы искали вас на вокзале.",
    "cp1253": "Πού ήσασταν το περασμένο καλοκαίρι; Σας ψάχναμε στον σταθμό.",
    "cp1254": "Geçen yaz neredeydiniz? Sizi istasyonda aradık, şaşırdık doğrusu, çok üzüldük.",
    "cp1255": "איפה הייתם בקיץ שעבר? חיפשנו אתכם בתחנה.",
    "cp1256": "أين كنتم في الصيف الماضي؟ لقد بحثنا عنكم في المحطة.",
    "cp932": "去年の夏はどこにいましたか。駅で探しましたよ。",
    "gb18030": "去年夏天你们在哪里？我们在车站找过你们。",
    "big5": "去年夏天你們在哪裡？我們在車站找過你們。",
    "cp949": "작년 여름에 어디 계셨어요? 역에서 찾았습니다.",
    "koi8-r": "Где вы были прошлым летом? Мы искали вас на вокзале.",
}

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff"), max_size=40)


@given(texts, st.sampled_from(["utf-8-sig", "utf-16", "utf-32", "utf-8"]))
def test_marks_and_utf_8_are_believed(text: str, encoding: str) -> None:
    found = decoded((HEAD + text).encode(encoding), "a.srt", "cp1252")
    assert (HEAD + text, ()) == (found.text, found.repairs)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@given(texts)
def test_utf_16_is_seen_without_a_mark_and_told(encoding: str, text: str) -> None:
    found = decoded((HEAD + text).encode(encoding), "a.srt")
    assert (HEAD + text, encoding, ["encoding"]) == (
        found.text,
        found.encoding,
        [repair.kind for repair in found.repairs],
    )


@pytest.mark.parametrize("encoding", SAYINGS)
def test_the_usual_code_pages_are_guessed_and_told(encoding: str) -> None:
    text = HEAD + SAYINGS[encoding] + "\r\n"
    found = decoded(text.encode(encoding), "a.srt")
    assert text == found.text
    assert ["a.srt"] == [repair.place for repair in found.repairs]
    assert "is no UTF-8; read as" in found.repairs[0].message


@pytest.mark.parametrize("encoding", SAYINGS)
def test_what_the_user_says_is_taken_without_a_word(encoding: str) -> None:
    found = decoded(SAYINGS[encoding].encode(encoding), "a.srt", encoding.upper())
    assert (SAYINGS[encoding], ()) == (found.text, found.repairs)


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_a_clear_error(content: bytes) -> None:
    with suppress(FormatError):
        found = decoded(content, "a.srt")
        assert content.endswith(found.text.encode(found.encoding))


def test_a_wrong_encoding_is_refused_with_line_and_way_out() -> None:
    with pytest.raises(FormatError, match=r"a\.srt:3: 0x98 is no cp1251; name the right encoding") as caught:
        decoded(HEAD.encode() + b"\x98", "a.srt", "windows-1251")
    assert 3 == caught.value.line


@pytest.mark.parametrize("name", ["utf-7.5", "base64", "", "rot13", "x\0y"])
def test_an_unknown_encoding_is_refused_by_name(name: str) -> None:
    with pytest.raises(UnknownNameError, match="unknown encoding"):
        decoded(b"\xff", "a.srt", name)
