"""WebVTT's laws: what is read is written, what is written is read, and lenient reading loses no word."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace
from strategies import cue_settings, odd_captions

from subkit.document import Block
from subkit.errors import FormatError
from subkit.formats import Writing, vtt
from subkit.formats.vtt.settings import written
from subkit.model import Captions, Cue, Word
from subkit.timecode import clock

SUNG = Writing(karaoke=True)
WORDS = st.sampled_from(
    ["so", "it", "R&amp;D", "&lt;3", "x&gt;y", "\u4f60\u597d", "caf\xe9", "&copy;", "--", "is", "{n}", "1"]
)
NAMES = st.sampled_from(["Ann", "Bob Ray", "A &amp; B", "Esm\xe9"])
SPANS = st.sampled_from(["i", "b", "u", "c.loud", "c.yellow.bg_blue", "c", "lang en-GB", "i.far", "ruby"])


@st.composite
def texts(draw: st.DrawFn, *, deep: int = 2) -> str:
    """Cue text that keeps to the format, without voices and time stamps."""
    parts = []
    for _ in range(draw(st.integers(1, 4))):
        inner = draw(WORDS)
        if deep and draw(st.integers(0, 3)) == 0:
            span = draw(SPANS)
            inner = draw(texts(deep=deep - 1))
            base = f"{inner}<rt>{draw(WORDS)}</rt>" if span == "ruby" else inner
            inner = f"<{span}>{base}</{re.split('[. ]', span)[0]}>"
        parts.append(inner)
        parts.append(draw(st.sampled_from([" ", " ", "\n", ""])))
    return "".join(parts).strip()


@st.composite
def payloads(draw: st.DrawFn, start: int, end: int) -> str:
    """Cue text with voices or time stamps, or with neither."""
    kind = draw(st.sampled_from(["plain", "plain", "voice", "two", "many", "sung"]))
    if kind == "voice":
        return f"<v{draw(st.sampled_from(['', '.loud']))} {draw(NAMES)}>{draw(texts())}"
    if kind == "two":
        return f"<v {draw(NAMES)}>- so</v>\n<v {draw(NAMES)}>- {draw(WORDS)}</v>"
    if kind == "many":
        return f"<v {draw(NAMES)}>{draw(texts())}</v> and {draw(texts())}"
    if kind == "sung" and end - start > 10:
        times = sorted(draw(st.sets(st.integers(start + 1, end - 1), max_size=4)))
        return "".join([draw(texts(deep=1)), *[f" <{clock(time)}><c>{draw(WORDS)}</c>" for time in times]])
    return draw(texts())


@st.composite
def files(draw: st.DrawFn) -> str:
    """Files that keep to the format."""
    head = draw(st.sampled_from(["WEBVTT", "WEBVTT a title", "WEBVTT\tt\nKind: captions\nLanguage: en"]))
    around = [
        "NOTE one line",
        "NOTE\ntwo\n lines",
        "STYLE\n::cue(.loud) {\n  color: red }",
        "REGION\nid:top width:40%",
    ]
    blocks = [head, *draw(st.lists(st.sampled_from(around), max_size=3))]
    regions = [None, "top"] if any(block.startswith("REGION") for block in blocks) else [None]
    start = 0
    for _ in range(draw(st.integers(0, 4))):
        start += draw(st.integers(0, 5000))
        end = start + draw(st.integers(1, 4000))
        where = draw(st.none() | cue_settings())
        settings = "" if where is None or where.region not in regions else written(where)
        name = draw(st.sampled_from(["", "", "intro\n", "1\n", " odd \n", "NOTE x\n"]))
        text = draw(payloads(start, end))
        blocks.append(f"{name}{clock(start)} --> {clock(end)} {settings}\n{text}")
        blocks += draw(st.lists(st.just("NOTE between"), max_size=1))
    return "\n\n".join(blocks) + draw(st.sampled_from(["", "\n", "\n\n"]))


@given(odd_captions(), st.booleans())
def test_webvtt_py_writes_bare_cues_as_they_are_written_without_it(
    captions: Captions, names_speakers: bool
) -> None:
    how = Writing(speakers=names_speakers)
    noted = replace(captions, blocks=(Block("note", "end", len(captions.cues)),))
    footer = "\nNOTE end\n"
    if captions.cues:
        assert f"{vtt.render(captions, how)}{footer}" == vtt.render(noted, how)


@given(files(), st.sampled_from(["\n", "\r\n", "\r"]))
def test_reading_what_was_written_of_a_file_gives_the_same_document(text: str, eol: str) -> None:
    read = vtt.parse(text.replace("\n", eol))
    assert read.repairs == ()
    once = vtt.render(read, SUNG)
    assert read == vtt.parse(once)
    assert once == vtt.render(vtt.parse(once), SUNG)
    assert list(vtt.alterations(read, SUNG)) == []


@given(files())
def test_strict_and_lenient_read_the_same_of_a_file_that_keeps_to_the_format(text: str) -> None:
    assert vtt.parse(text) == vtt.parse(text, lenient=True)


@given(odd_captions(), st.booleans())
def test_lenient_reads_the_same_of_what_was_written(captions: Captions, bare: bool) -> None:
    text = vtt.render(captions, Writing(styling=not bare))
    assert vtt.parse(text) == vtt.parse(text, lenient=True)


LINES = [
    "WEBVTT",
    "00:01.000 --> 00:02.000",
    "00:00:03,000 --> 00:00:04,000",
    "00:05.000 --> 00:04.000 line:x",
    "9:9 --> x",
    "NOTE",
    "STYLE",
    "REGION",
    "",
    "1",
]
ROUGH = [
    "w{} ",
    "<3 w{}",
    "<i>w{}",
    "</b>",
    "<00:01.500>",
    "<w{} w{}>",
    "&w{};",
    "w{}\0",
    "<v Ann>",
    "w{}</i\n",
    ">",
    "<c.x>",
    "<",
]


@st.composite
def rough(draw: st.DrawFn) -> str:
    """Files that break every rule, with words that can be told from each other."""
    out: list[str] = []
    for number in range(draw(st.integers(0, 12))):
        if draw(st.booleans()):
            out.append(draw(st.sampled_from(LINES)))
        else:
            pieces = draw(st.lists(st.sampled_from(ROUGH), max_size=4))
            out.append("".join([piece.replace("{}", f"{number}x{at}") for at, piece in enumerate(pieces)]))
    return "\n".join(out)


@given(rough())
@example("WEBVTT\n\n00:01.000 --> 00:02.000\nI <3 w1 and w2")
@example("w1\n\nw2 <i w3>")
def test_lenient_reads_anything_and_loses_no_word(text: str) -> None:
    read = vtt.parse(text, lenient=True)
    kept: list[Any] = [block.text for block in read.blocks]
    for cue in read.cues:
        kept += [cue.text, cue.id, cue.speaker, *cue.speakers, *cue.markup]
    kept += [repair.message for repair in read.repairs]
    held = "\n".join(map(str, kept))
    assert [word for word in re.findall(r"w\d\w*", text) if word not in held] == []


@given(rough())
def test_what_was_read_of_anything_is_written_so_that_strict_reads_it(text: str) -> None:
    read = vtt.parse(text, lenient=True)
    again = vtt.parse(vtt.render(read))
    assert [(cue.start, cue.end, cue.lines) for cue in read] == [
        (cue.start, cue.end, cue.lines) for cue in again
    ]
    assert again.repairs == ()


@given(rough() | st.text(max_size=80).map("WEBVTT\n\n00:01.000 --> 00:02.000\n{}".format))
def test_strict_reads_what_lenient_reads_or_names_a_line_of_the_file(text: str) -> None:
    try:
        read = vtt.parse(text)
    except FormatError as error:
        assert 0 < error.line <= len(re.split("\r\n?|\n", text))  # noqa: PT017  # one of two right answers
        return
    assert read == vtt.parse(text, lenient=True)


@given(
    st.lists(st.tuples(WORDS, st.booleans(), st.integers(1, 400)), min_size=1, max_size=8),
    st.integers(0, 200),
)
def test_the_times_of_words_are_read_as_they_were_written(
    rows: list[tuple[str, bool, int]], lead: int
) -> None:
    words = []
    time = 1000 + lead
    for text, is_timed, length in rows:
        words.append(Word(text, time, time + length) if is_timed else Word(text))
        time += length
    cue = Cue(1000, time + 1, (" ".join(word.text for word in words),), words=tuple(words))
    text = vtt.render(Captions((cue,)), SUNG)
    read = vtt.parse(text)[0]
    stamps = re.findall(r"<(\d\d:\d\d:\d\d\.\d{3})>", text)
    assert stamps == sorted(set(stamps))
    assert cue.lines == read.lines
    told = {word.text: word.start for word in words if word.start is not None and word.start > cue.start}
    assert len([word for word in words if word.start is not None and word.start > cue.start]) == len(stamps)
    assert set(stamps) >= {clock(start) for start in told.values()}


@pytest.mark.parametrize("depth", [2000, 8000])
def test_spans_may_lie_deeper_than_calls(depth: int) -> None:
    read = vtt.parse("WEBVTT\n\n00:01.000 --> 00:02.000\n" + "<i>a" * depth, lenient=True)
    assert read == vtt.parse(vtt.render(read)).__class__(read.cues, repairs=read.repairs)
    assert ("a" * depth,) == vtt.parse(vtt.render(read))[0].lines
