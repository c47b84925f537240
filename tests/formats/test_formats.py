"""Formats by name and suffix, and captions to and from files."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from subkit import formats
from subkit.errors import FormatError, InputError, OutputError, UnknownNameError
from subkit.formats import Writing
from subkit.formats.catalogue import unmistakable
from subkit.model import Captions, Cue

CAPTIONS = Captions(
    (Cue(0, 999, ("Caf\u00e9 <b>", "\u4f60\u597d"), "Ann"), Cue(1000, 2000, ("Bye.",), "Ann"))
)
NAMES = ("srt", "vtt", "txt", "json")


def test_the_formats_are_known_by_name_and_suffix() -> None:
    assert set(NAMES) <= set(formats.formats())
    for name, form in formats.formats().items():
        assert form == formats.named(name)
        assert form == formats.format_for(f"a.b/Talk.EN{form.suffixes[0].upper()}")
        assert form == formats.format_for(Path("talk").with_suffix(form.suffixes[0]))


@pytest.mark.parametrize("path", ["talk.srr", "talk.srt.bak", "srt", "", "a.srt/talk"])
def test_a_suffix_that_means_no_format_is_refused(path: str) -> None:
    with pytest.raises(UnknownNameError, match="unknown format"):
        formats.format_for(path)


def test_an_unknown_name_is_refused_everywhere_with_those_that_would_do() -> None:
    for call in (
        lambda: formats.named("srtt"),
        lambda: formats.render(CAPTIONS, "srtt"),
        lambda: formats.encode(CAPTIONS, "srtt"),
        lambda: formats.alterations(CAPTIONS, "srtt"),
        lambda: formats.parse("", "srtt"),
    ):
        with pytest.raises(UnknownNameError) as caught:
            call()
        assert str(caught.value) == "unknown format 'srtt'; did you mean 'srt'?"


@pytest.mark.parametrize("name", NAMES)
def test_a_saved_file_holds_the_rendered_text_in_utf8_with_lf(tmp_path: Path, name: str) -> None:
    formats.save(CAPTIONS, tmp_path / f"talk.{name}")
    expected = formats.render(CAPTIONS, name).encode()
    assert expected == (tmp_path / f"talk.{name}").read_bytes()
    assert b"\r" not in expected
    assert not expected.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("name", NAMES)
def test_a_byte_order_mark_and_crlf_are_written_where_asked_but_no_mark_in_json(
    tmp_path: Path, name: str
) -> None:
    formats.save(CAPTIONS, tmp_path / "talk", Writing(bom=True, crlf=True), format=name)
    mark = b"" if name == "json" else b"\xef\xbb\xbf"
    expected = mark + formats.render(CAPTIONS, name).encode().replace(b"\n", b"\r\n")
    assert expected == (tmp_path / "talk").read_bytes()


@pytest.mark.parametrize("name", ["srt", "vtt", "json"])
@pytest.mark.parametrize("bom", [True, False])
@pytest.mark.parametrize("crlf", [True, False])
def test_a_saved_file_can_be_loaded(tmp_path: Path, name: str, bom: bool, crlf: bool) -> None:
    path = tmp_path / f"talk.{name}"
    formats.save(CAPTIONS, path, Writing(speakers=False, bom=bom, crlf=crlf))
    again = formats.load(path)
    assert [(cue.start, cue.end) for cue in CAPTIONS] == [(cue.start, cue.end) for cue in again]
    assert formats.render(CAPTIONS, "txt", Writing(speakers=False)).replace(
        "<b>", "[b]" if name == "srt" else "<b>"
    ) == (formats.render(again, "txt", Writing(speakers=False)))


def test_options_reach_the_formats() -> None:
    assert formats.render(CAPTIONS, "txt", Writing(layout="cues")) == "Ann: Caf\u00e9 <b>\u4f60\u597d\nBye.\n"
    for name in ("srt", "vtt", "txt"):
        assert "Ann" in formats.render(CAPTIONS, name)
        assert "Ann" not in formats.render(CAPTIONS, name, Writing(speakers=False))
    assert formats.render(CAPTIONS, "json") == formats.render(CAPTIONS, "json", Writing(speakers=False))


def test_alterations_are_those_of_the_format() -> None:
    captions = Captions((Cue(0, 1, ("<i>\0\ud800",), "<b>"),))
    kinds = {name: [repair.kind for repair in formats.alterations(captions, name)] for name in NAMES}
    control = ["control-character"]
    assert {"srt": [*control, "markup"], "vtt": control, "txt": control, "json": ["surrogate"]} == kinds


def test_what_may_not_be_overwritten_stays(tmp_path: Path) -> None:
    (tmp_path / "a.srt").write_text("mine")
    with pytest.raises(OutputError):
        formats.save(CAPTIONS, tmp_path / "a.srt", overwrite=False)
    assert (tmp_path / "a.srt").read_text() == "mine"


def test_captions_that_cannot_be_written_leave_the_old_file_alone(tmp_path: Path) -> None:
    (tmp_path / "a.srt").write_text("mine")
    with pytest.raises(FormatError, match="cue 1 cannot be shown from -1 ms to 1 ms"):
        formats.save(Captions((Cue(-1, 1, ("x",)),)), tmp_path / "a.srt")
    assert (tmp_path / "a.srt").read_text() == "mine"


def test_a_file_that_is_not_utf8_is_read_as_its_user_says_or_as_a_detector_guesses(tmp_path: Path) -> None:
    path = tmp_path / "a.srt"
    path.write_bytes("1\n00:00:00,000 --> 00:00:01,000\nO\u00f9 est le caf\u00e9 ?\n".encode("cp1252"))
    told = formats.load(path, encoding="cp1252")
    assert (("O\u00f9 est le caf\u00e9 ?",), ()) == (told[0].lines, told.repairs)
    assert told == formats.parse(path.read_bytes(), "srt", encoding="windows-1252")
    guessed = formats.load(path)
    assert (told.cues, ["encoding"]) == (guessed.cues, [repair.kind for repair in guessed.repairs])
    assert "utf-16" not in guessed.repairs[0].message
    with pytest.raises(FormatError, match=r"a\.srt:3: 0xf9 is no ascii; name the right encoding"):
        formats.load(path, encoding="ascii")
    with pytest.raises(UnknownNameError, match="unknown encoding 'cp9999'"):
        formats.load(path, encoding="cp9999")


LYING = {
    "srt": "WEBVTT\n\n00:01.000 --> 00:02.000\n\u00e9\n",
    "vtt": "1\n00:00:01,000 --> 00:00:02,000\n\u00e9\n",
    "json": "\n1 \r\n 00:00:01,000 --> 00:00:02,000\r\n\u00e9\r\n",
}


@pytest.mark.parametrize("suffix", LYING)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_suffix_that_lies_is_told_and_the_content_decides(
    tmp_path: Path, suffix: str, encoding: str
) -> None:
    path = tmp_path / f"talk.{suffix}"
    path.write_bytes(LYING[suffix].encode(encoding))
    read = formats.load(path)
    assert (Cue(1000, 2000, ("\u00e9",)),) == read.cues
    title = "WebVTT" if suffix == "srt" else "SubRip"
    assert ["format"] == [repair.kind for repair in read.repairs]
    assert f"the content {title}; read as {title}" in read.repairs[0].message
    assert read == formats.load(path, format=suffix, lenient=True)
    with pytest.raises(FormatError):
        formats.load(path, format=suffix)


@pytest.mark.parametrize("text", ["WEBVTTX\n", "1\nWEBVTT", "", "{y:i}", "[]"])
def test_what_proves_no_other_format_is_read_as_the_name_says(text: str) -> None:
    for name in ("srt", "vtt", "json", "txt"):
        assert unmistakable(text, formats.named(name)) is None


def test_messages_name_the_file_or_else_the_format(tmp_path: Path) -> None:
    (tmp_path / "a.srt").write_text("lost")
    with pytest.raises(FormatError, match=rf"^{tmp_path}/a\.srt:1: "):
        formats.load(tmp_path / "a.srt")
    with pytest.raises(FormatError, match=r"^vtt:1: expected WEBVTT$"):
        formats.parse("", "vtt")
    with pytest.raises(FormatError, match=r"^txt: captions cannot be read from plain text$"):
        formats.parse("hello", "txt")
    with pytest.raises(InputError, match="no such file or folder"):
        formats.load(tmp_path / "b.srt")


def test_the_libraries_are_loaded_only_when_they_are_needed() -> None:
    code = """
import sys
from subkit.formats import formats, render
from subkit.model import Captions
before = {"pysrt", "webvtt"} & set(sys.modules)
render(Captions(()), "txt"), render(Captions(()), "json")
print(sorted(before), sorted({"pysrt", "webvtt"} & set(sys.modules)))
render(Captions(()), "srt")
print(sorted({"pysrt", "webvtt"} & set(sys.modules)))
"""
    run = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, timeout=60)
    assert run.stdout == "[] []\n['pysrt']\n"
