"""TTML: what is written is read again, drafts and dialects are read, and hostile documents are refused."""

from __future__ import annotations

import logging
import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from strategies import ODD_TEXTS, odd_captions

from subkit import formats
from subkit.errors import FormatError
from subkit.formats import Writing
from subkit.formats.broadcast import ttml
from subkit.formats.placing import placed
from subkit.formats.portable import plain
from subkit.formats.styled import COLOURS, Run, markup
from subkit.model import Captions, Cue

TAGS = st.frozensets(st.sampled_from(["b", "i", "u"]), max_size=3)
COLOUR = st.one_of(st.none(), st.sampled_from([f"c.{name}" for name in COLOURS if name != "white"]))
RUNS = st.builds(
    lambda text, tags, colour: Run(text, tags | ({colour} if colour else frozenset())),
    st.text("ab&<>]\"';", min_size=1, max_size=5),
    TAGS,
    COLOUR,
)


def tt(body: str, *, head: str = "", attributes: str = "") -> bytes:
    return (
        '<tt xmlns="http://www.w3.org/ns/ttml" xmlns:tts="http://www.w3.org/ns/ttml#styling" '
        'xmlns:ttp="http://www.w3.org/ns/ttml#parameter" xmlns:ttm="http://www.w3.org/ns/ttml#metadata" '
        f'xml:lang="en" {attributes}>\n{head}<body><div>\n{body}\n</div></body></tt>'
    ).encode()


def cues(body: str, **more: str) -> list[tuple[int, int, str]]:
    return [(cue.start, cue.end, cue.text) for cue in ttml.parse(tt(body, **more))]


def squeezed(text: str) -> str:
    return "\n".join([re.sub("[ \t]+", " ", line) for line in text.split("\n")])


def in_order(captions: Captions) -> Captions:
    return Captions(tuple(sorted(captions, key=lambda cue: cue.start)))


@settings(max_examples=60)
@given(odd_captions())
def test_reading_what_was_written_gives_the_same_cues(captions: Captions) -> None:
    written = [cue for cue in in_order(captions) if plain(cue.text)]
    read = ttml.parse(ttml.render(captions).encode())
    assert [(cue.start, cue.end, squeezed(plain(cue.text))) for cue in written] == [
        (cue.start, cue.end, squeezed(cue.text)) for cue in read
    ]
    assert [" ".join(plain(cue.speaker or "").split()) for cue in written] == [
        cue.speaker or "" for cue in read
    ]
    assert read.repairs == ()


@settings(max_examples=60)
@given(odd_captions(), st.booleans())
def test_writing_what_was_read_gives_the_same_bytes(captions: Captions, speakers: bool) -> None:
    once = ttml.render(ttml.parse(ttml.render(captions, Writing(speakers=speakers)).encode()))
    assert once == ttml.render(ttml.parse(once.encode()))


@given(st.lists(st.lists(RUNS, min_size=1, max_size=3), min_size=1, max_size=3), st.integers(1, 9))
def test_styling_colours_and_places_come_back(lines: list[list[Run]], anchor: int) -> None:
    texts = tuple(["".join([run.text for run in line]) for line in lines])
    captions = Captions(
        (Cue(7, 1234, texts, "Ann", settings=placed(anchor), markup=markup(lines)),), language="de"
    )
    read = ttml.parse(ttml.render(captions).encode())
    assert replace(captions, language_source="payload") == read
    bare = ttml.parse(ttml.render(captions, Writing(styling=False, speakers=False)).encode())
    assert (Cue(7, 1234, texts),) == bare.cues


@pytest.mark.parametrize("text", ODD_TEXTS)
def test_any_text_makes_a_document_that_a_parser_takes(text: str) -> None:
    root = ET.fromstring(ttml.render(Captions((Cue(0, 1, tuple(text.split("\n")), text),))))  # noqa: S314 - our own
    (paragraph,) = root.iter("{http://www.w3.org/ns/ttml}p")
    assert plain(text).replace("\n", "") == "".join(paragraph.itertext())


def test_who_speaks_is_an_agent_or_stands_in_the_text() -> None:
    captions = Captions((Cue(0, 1, ("x",), "A & B"), Cue(1, 2, ("y",), "A & B"), Cue(2, 3, ("z",))))
    text = ttml.render(captions)
    assert (
        '<ttm:agent xml:id="speaker1" type="person"><ttm:name type="full">A &amp; B</ttm:name></ttm:agent>'
        in text
    )
    assert 2 == text.count('ttm:agent="speaker1"')
    assert "<span>A &amp; B: x</span>" in ttml.render(captions, Writing(speaker_style="colon"))
    assert "A &amp; B" not in ttml.render(captions, Writing(speakers=False))


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        ('begin="00:00:01.5" end="00:00:02"', (1500, 2000)),
        ('begin="1.5s" dur="500ms"', (1500, 2000)),
        ('begin="00:00:01:12" end="00:00:02:00"', (1500, 2000)),
        ('begin="36f" end="48f"', (1500, 2000)),
        ('begin="15t" end="20t"', (1500, 2000)),
        ('begin="0.025m" end="0.001h"', (1500, 3600)),
        ('begin="1s" end="1s"', (1000, 1000)),
    ],
)
def test_times_are_read_in_every_spelling(times: str, expected: tuple[int, int]) -> None:
    rates = 'ttp:frameRate="24" ttp:tickRate="10"'
    assert [(*expected, "x")] == cues(f"<p {times}>x</p>", attributes=rates)


def test_times_count_from_those_around_them() -> None:
    body = '<div begin="10s"><p begin="1s" end="3s"><span begin="0s" end="1s">one</span><span begin="1s">two</span></p></div>'
    assert [(11_000, 12_000, "one"), (12_000, 13_000, "two")] == cues(f"</div>{body}<div>")
    seq = '</div><div timeContainer="seq"><p dur="1s">one</p><p dur="2s">two</p>'
    assert [(0, 1000, "one"), (1000, 3000, "two")] == cues(seq)


def test_what_never_ends_ends_with_the_next_or_after_seven_seconds() -> None:
    body = (
        '<p begin="1s">one</p><p begin="3s"><span begin="1s" end="2s">two</span></p><p begin="9s">three</p>'
    )
    read = ttml.parse(tt(body))
    assert [(1000, 4000), (4000, 5000), (9000, 16_000)] == [(cue.start, cue.end) for cue in read]
    assert ["cue 1", "cue 3"] == [repair.place for repair in read.repairs]


def test_a_paragraph_that_only_grows_is_one_cue() -> None:
    assert [(1000, 4000, "one two")] == cues(
        '<p begin="1s" end="4s"><span begin="0s">one</span> <span begin="1s">two</span></p>'
    )


def test_blanks_and_breaks_are_those_of_xml() -> None:
    assert [(0, 1000, "one two\nthree")] == cues('<p end="1s">\n  one\n  two<br/>  three\n</p>')
    assert [(0, 1000, "one\ntwo")] == cues('<p end="1s" xml:space="preserve">one\n two</p>')


def test_styles_by_reference_and_inline_are_markup_but_not_the_look_of_the_whole() -> None:
    head = (
        '<head><styling><style xml:id="a" tts:fontStyle="italic" tts:color="yellow"/></styling>'
        '<layout><region xml:id="r" tts:displayAlign="before" tts:origin="10% 10%" tts:extent="80% 80%"/></layout></head>'
    )
    read = ttml.parse(
        tt(
            '<p end="1s" region="r" style="a">x <span tts:fontStyle="normal" tts:color="white">y</span></p>',
            head=head,
        )
    )
    assert (("<i><c.yellow>x </c></i>y",), placed(8)) == (read[0].markup, read[0].settings)
    whole = tt('<p end="1s">x</p>').replace(b"<body>", b'<body tts:fontWeight="bold" tts:fontSize="120%">')
    assert () == ttml.parse(whole)[0].markup
    assert ["FontSize left out"] == [repair.message for repair in ttml.parse(whole).repairs]


@pytest.mark.parametrize("namespace", ["2004/11/ttaf1", "2006/04/ttaf1", "2006/10/ttaf1"])
def test_dfxp_of_the_drafts_is_read(namespace: str) -> None:
    old = f"http://www.w3.org/{namespace}"
    text = tt('<p begin="0s" end="1s" tts:fontStyle="italic">x<br/>y</p>').decode()
    text = text.replace("http://www.w3.org/ns/ttml#styling", f"{old}#style").replace(
        "http://www.w3.org/ns/ttml", old
    )
    assert (Cue(0, 1000, ("x", "y"), markup=("<i>x</i>", "<i>y</i>")),) == ttml.parse(text.encode()).cues


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "windows-1252"])
def test_a_document_is_encoded_as_it_says(encoding: str) -> None:
    declaration = f"<?xml version='1.0' encoding='{encoding.removesuffix('-sig')}'?>\n"
    text = declaration + tt('<p end="1s">\u00e9</p>').decode()
    assert ("\u00e9",) == ttml.parse(text.encode(encoding))[0].lines


HOSTILE = [
    (b"", 1, "no element found"),
    (b"<tt", 1, "no well-formed XML"),
    (b"<html/>", 1, "expected TTML, found the element 'html'"),
    (tt("<p>x</q>"), 3, "mismatched tag"),
    (
        b'<!DOCTYPE tt [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + tt("<p>&b;</p>"),
        1,
        "entities are declared",
    ),
    (
        b'<!DOCTYPE tt [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + tt("<p>&a;</p>"),
        1,
        "entities are declared",
    ),
    (
        b'<!DOCTYPE tt [<!ENTITY % a SYSTEM "http://localhost/">%a;]>' + tt("<p>x</p>"),
        1,
        "entities are declared",
    ),
    (tt("<p>&nbsp;</p>"), 3, "undefined entity"),
    (tt("<span>" * 5000 + "x" + "</span>" * 5000), 3, "elements nest deeper than 64"),
    (tt('<p begin="1:00" end="2s">x</p>'), 3, "expected a time such as 00:00:01.000 or 1.5s, found '1:00'"),
    (
        tt('<p begin="1s" end="2s">x</p>')[:-20],
        3,
        "no well-formed XML",
    ),
    (tt("<p>x</p>", attributes='ttp:timeBase="clock"'), 0, "ttconv refuses this document"),
]


@pytest.mark.parametrize(("content", "line", "reason"), HOSTILE)
@pytest.mark.parametrize("lenient", [False, True])
def test_what_is_no_ttml_is_refused_with_its_line(
    content: bytes, line: int, reason: str, lenient: bool
) -> None:
    if lenient and "expected a time" in reason:
        assert ("x",) == ttml.parse(content, lenient=True)[0].lines
        return
    with pytest.raises(FormatError, match=re.escape(reason)) as caught:
        ttml.parse(content, "a.ttml", lenient=lenient)
    assert ("a.ttml", line) == caught.value.args[:2]


@pytest.mark.parametrize(
    ("time", "start"), [("0:00:01,5", 1500), ("1:2:3", 3_723_000), ("1.5", 1500), ("soon", 0)]
)
def test_times_that_break_the_format_are_mended_where_asked(time: str, start: int) -> None:
    read = ttml.parse(tt(f'<p begin="{time}" end="9999s">x</p>'), lenient=True)
    assert (start, 9_999_000) == (read[0].start, read[0].end)
    assert [True] == [time in repair.message for repair in read.repairs]


@settings(max_examples=60)
@given(st.text(st.sampled_from(list("<>/ p=\"'&;[]!-tspanbr")), max_size=50))
def test_any_text_is_read_or_refused(text: str) -> None:
    for content in (text.encode(), tt(text), tt(f'<p begin="{text}">x</p>'), tt("", head=text)):
        try:
            read = ttml.parse(content, lenient=True)
        except FormatError:
            continue
        assert read.cues is not None


@pytest.mark.parametrize("length", [19, 400, 5000])
@pytest.mark.parametrize("time", ["%ss", "%sh", "%s:00:01", "00:00:01:%s", "00:00:01.%s", "%st"])
def test_a_time_of_endless_figures_is_none(time: str, length: int) -> None:
    content = tt(f'<p begin="{time % ("9" * length)}">Hi</p>')
    with pytest.raises(FormatError, match="expected a time"):
        ttml.parse(content)
    read = ttml.parse(content, lenient=True)
    assert ["missing-time", "missing-time"] == [repair.kind for repair in read.repairs]
    assert "Hi" == read[0].text


def test_a_document_cut_anywhere_is_refused() -> None:
    whole = ttml.render(Captions((Cue(0, 990, ("Hello", "world"), "Ann"),))).rstrip().encode()
    for cut in range(0, len(whole), 7):
        with pytest.raises(FormatError):
            ttml.parse(whole[:cut])


def test_no_paragraph_with_text_is_lost_in_silence() -> None:
    body = '<p begin="5s" end="9s">x</p>'
    nested = tt(body).replace(b"<div>", b'<div begin="1s" end="2s">')
    for content in (nested, tt('<p end="1s">y</p> x '), tt("").replace(b"<body>", b"<body>x")):
        with pytest.raises(FormatError, match="text that is never shown: 'x'"):
            ttml.parse(content)
        read = ttml.parse(content, lenient=True)
        assert "x" in [cue.text for cue in read]
        assert ["missing-time"] == [repair.kind for repair in read.repairs]


def test_ttconv_says_nothing_on_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    handlers = list(logging.getLogger("ttconv").handlers)
    read = ttml.parse(tt('<p end="1s" style="none" region="none">x</p>'))
    assert {"ttml"} == {repair.kind for repair in read.repairs}
    assert ("", "") == capsys.readouterr()
    assert handlers == logging.getLogger("ttconv").handlers


def test_files_are_told_by_their_suffixes() -> None:
    for suffix in ("ttml", "dfxp", "xml"):
        assert "ttml" == formats.format_for(f"talk.{suffix}").name
