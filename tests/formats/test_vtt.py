"""WebVTT: what is written, that other readers read it alike, and that each fault of webvtt-py is fenced off."""

from __future__ import annotations

from html import unescape

import pysubs2
import pytest
import webvtt
from hypothesis import given
from hypothesis import strategies as st
from strategies import ODD_TEXTS, odd_captions

from subkit.document import Block, CueSettings
from subkit.errors import FormatError
from subkit.formats import Writing, vtt
from subkit.formats.portable import plain
from subkit.model import Captions, Cue, Word

NEXT = Cue(3_599_999, 360_000_001, ("next",))


def two_cues(text: str) -> Captions:
    return Captions((Cue(1000, 2000, tuple(text.split("\n"))), NEXT))


def test_a_file_has_a_header_and_an_empty_line_before_each_cue() -> None:
    captions = Captions((Cue(500, 1600, ("Hello,", "world."), "Ann"), Cue(1600, 360_000_001, ("Bye.",))))
    expected = (
        "WEBVTT\n\n"  # one cue
        "00:00:00.500 --> 00:00:01.600\n<v Ann>Hello,\nworld.\n\n"
        "00:00:01.600 --> 100:00:00.001\nBye.\n"
    )
    assert expected == vtt.render(captions)


def test_each_cue_names_its_speaker_unless_told_not_to() -> None:
    speakers = ["Ann", "Ann", None, "A > B & <C>", " two\r\nlines ", "\u2028", "n\0l", "x--"]
    captions = Captions(tuple(Cue(0, 1, ("hi", "there"), speaker) for speaker in speakers))
    rendered = vtt.render(captions)
    voices = [line for line in rendered.splitlines() if line.endswith("hi")]
    expected = [
        "<v Ann>",
        "<v Ann>",
        "",
        "<v A &gt; B &amp; &lt;C&gt;>",
        "<v two lines>",
        "",
        "<v n\ufffdl>",
        "<v x-- >",
    ]
    assert [f"{voice}hi" for voice in expected] == voices
    read = [cue.speaker for cue in vtt.parse(rendered)]
    assert ["Ann", "Ann", None, "A > B & <C>", "two lines", None, "n\ufffdl", "x--"] == read
    assert "<v" not in vtt.render(captions, Writing(speakers=False))


@given(odd_captions())
def test_reading_what_was_written_gives_the_same_cues_times_text_and_speakers(captions: Captions) -> None:
    read = vtt.parse(vtt.render(captions))
    assert [(cue.start, cue.end) for cue in captions] == [(cue.start, cue.end) for cue in read]
    assert [plain(cue.text) for cue in captions] == [cue.text for cue in read]
    speakers = [" ".join(plain(cue.speaker or "").split()) or None for cue in captions]
    assert [speaker if cue.text else None for speaker, cue in zip(speakers, read, strict=True)] == [
        cue.speaker for cue in read
    ]
    assert read.repairs == ()


@given(odd_captions(), st.booleans())
def test_writing_what_was_read_gives_the_same_bytes(captions: Captions, speakers: bool) -> None:
    once = vtt.render(captions, Writing(speakers=speakers))
    assert once == vtt.render(vtt.parse(once))


@given(odd_captions())
def test_the_file_keeps_the_rules_of_the_format(captions: Captions) -> None:
    blocks = vtt.render(captions).removesuffix("\n").split("\n\n")
    assert (blocks[0], len(captions)) == ("WEBVTT", len(blocks) - 1)
    for block in blocks[1:]:
        timing, *payload = block.split("\n")
        assert timing.count("-->") == 1
        text = "\n".join(payload)
        voice, _, rest = text.partition(">") if text.startswith("<v ") else ("", "", text)
        assert "-->" not in text
        assert not set("<>") & set(voice[1:] + rest)
        assert "&" not in unescape(text) or "&amp;" in text


@pytest.mark.parametrize("text", ODD_TEXTS)
def test_webvtt_py_reads_what_was_written(text: str) -> None:
    read = webvtt.WebVTT.from_string(vtt.render(two_cues(text)), strict=True).captions
    assert [("00:00:01.000", "00:00:02.000", plain(text)), ("00:59:59.999", "100:00:00.001", "next")] == [
        (caption.start, caption.end, unescape(caption.text)) for caption in read
    ]


UNLIKE_PYSUBS2 = ("{", "1999", ":00:")


@pytest.mark.filterwarnings("ignore:Possible missed subtitle")  # pysubs2 1.9 wonders at a time in the text
@pytest.mark.parametrize(
    "text", [text for text in ODD_TEXTS if not any(mark in text for mark in UNLIKE_PYSUBS2)]
)
def test_pysubs2_reads_what_was_written(text: str) -> None:
    # It takes {} for its own markup and clocks for a time line, drops a last line of digits, and does not unescape.
    captions = Captions((Cue(1000, 2000, tuple(text.split("\n"))), Cue(3_599_999, 3_600_001, ("next",))))
    read = pysubs2.SSAFile.from_string(vtt.render(captions), format_="vtt")
    assert [(1000, 2000, plain(text)), (3_599_999, 3_600_001, "next")] == [
        (event.start, event.end, unescape(event.plaintext)) for event in read
    ]


# The faults of webvtt-py 0.6.0, each with what stands against it.


@pytest.mark.parametrize(
    "text", ["R&D", "a < b", "I <3 you & <img src=x>", "&lt;", "&amp;lt;", "&copy;", "&#x41;"]
)
def test_text_is_escaped_in_writing_and_unescaped_in_reading(text: str) -> None:
    """webvtt-py does neither: a browser shows less, and R&amp;D reads as that."""
    rendered = vtt.render(two_cues(text))
    assert text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") in rendered
    assert vtt.parse(rendered)[0].lines == (text,)


@pytest.mark.parametrize(
    "text", ["a --> b", "a\n\nb", "\n\na", "a\n \n\nb", "a\n\n00:00:05.000 --> 00:00:06.000\nx"]
)
def test_arrows_and_empty_lines_are_written_softly(text: str) -> None:
    """webvtt-py refuses them with a bare ValueError."""
    rendered = vtt.render(two_cues(text))
    assert (2, 2) == (rendered.count(" --> "), len(vtt.parse(rendered)))
    assert vtt.parse(rendered)[0].text == plain(text)


@pytest.mark.parametrize("milliseconds", [999, 1000, 59_999, 359_999_999, 360_000_000, 3_200_000_000_000])
def test_times_are_read_to_the_millisecond_and_past_99_hours(milliseconds: int) -> None:
    """webvtt-py's seconds are cut to whole ones."""
    captions = Captions((Cue(milliseconds, milliseconds, ("x",)),))
    assert captions == vtt.parse(vtt.render(captions))


@pytest.mark.parametrize(("start", "end"), [(-500, 1000), (2000, 1000), (0, 10**17)])
def test_times_that_cannot_be_are_refused(start: int, end: int) -> None:
    """webvtt-py takes an end before the start, which no player shows, and raises its own errors for the others."""
    with pytest.raises(FormatError, match="cannot be shown"):
        vtt.render(Captions((Cue(start, end, ("x",)),)))


@pytest.mark.parametrize("letter", ["\0", "\u2028", "\x85", "\x0b"])
def test_control_characters_are_replaced(letter: str) -> None:
    """webvtt-py keeps them."""
    assert letter not in vtt.render(two_cues(f"a{letter}b"))


def test_a_character_reference_cannot_break_a_line() -> None:
    assert vtt.parse("WEBVTT\n\n00:00.000 --> 00:01.000\na&#10;b&NewLine;c\n")[0].lines == ("a b c",)


@pytest.mark.parametrize("eol", ["\n", "\r\n", "\r"])
def test_any_line_end_and_a_byte_order_mark_are_read(eol: str) -> None:
    text = "\ufeffWEBVTT title\nKind: captions\n\n\n00:01.000 --> 00:02.000\na\nb\n\n00:00:02.000 --> 00:00:03.000\nc"
    assert vtt.parse(text.replace("\n", eol)).cues == (Cue(1000, 2000, ("a", "b")), Cue(2000, 3000, ("c",)))


def test_what_stands_around_the_text_is_kept() -> None:
    """webvtt-py keeps some of it, and loses some."""
    text = (
        "WEBVTT\n\nNOTE made by hand\n\nSTYLE\n::cue { color: red }\n\nREGION\nid:top\n\n"
        "one\n00:01.000 --> 00:02.000 align:start region:top\n<c.red>so</c> <00:01.500>it <b>is</b>\n\n"
        "00:02.000 --> 00:03.000\n<v.loud Ann>yes</v>\nand <v Bob>no\n"
    )
    read = vtt.parse(text)
    words = (Word("so", 1000, 1500), Word("it", 1500), Word("is", None, 2000))
    where = CueSettings(align="start", region="top")
    styled = ("<c.red>so</c> it <b>is</b>",)
    first = Cue(1000, 2000, ("so it is",), words=words, id="one", settings=where, markup=styled)
    second = Cue(2000, 3000, ("yes", "and no"), markup=("<v.loud Ann>yes</v>", "and <v Bob>no</v>"))
    assert ((first, second), ()) == (read.cues, read.repairs)
    assert [
        Block("note", "made by hand"),
        Block("style", "::cue { color: red }"),
        Block("region", "id:top"),
    ] == list(read.blocks)


def test_two_voices_with_a_line_each_share_the_cue() -> None:
    shared = Captions((Cue(0, 1000, ("-Ready?", "-Yes & no."), speakers=("Ann", "B > C")),))
    written = vtt.render(shared)
    assert written.endswith("<v Ann>-Ready?</v>\n<v B &gt; C>-Yes &amp; no.</v>\n")
    assert shared == vtt.parse(written)


def test_a_style_writes_labels_as_text_and_no_voices() -> None:
    captions = Captions((Cue(0, 1000, ("Hi.",), "Ann"), Cue(1000, 2000, ("Go on.",), "Ann")))
    written = vtt.render(captions, Writing(speaker_style="chevrons"))
    assert [cue.lines for cue in vtt.parse(written)] == [(">> Hi.",), ("Go on.",)]
    assert "&gt;&gt; Hi." in written
    assert "<v" not in written


def test_a_voice_with_classes_and_an_end_speaks_the_whole_cue() -> None:
    read = vtt.parse("WEBVTT\n\n00:01.000 --> 00:02.000\n<v.loud.first  Esm&eacute;  R>yes</v>\n")
    styled = ("<v.loud.first Esm\u00e9 R>yes</v>",)
    assert (read.cues, read.repairs) == ((Cue(1000, 2000, ("yes",), "Esm\u00e9 R", markup=styled),), ())


FIRST = "WEBVTT\n\n00:01.000 --> 00:02.000\nfirst\n\n"


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("", 1, "expected WEBVTT"),
        ("WEBVTTX\n\n", 1, "expected WEBVTT"),
        ("1\n00:00:01,000 --> 00:00:02,000\nx\n", 1, "expected WEBVTT"),
        ("WEBVTT\n00:01.000 --> 00:02.000\nx\n", 2, "a time line in the header"),
        (FIRST + "00:03,000 --> 00:04,000\nx", 6, "expected a time line such as"),
        (FIRST + "00:03.00 --> 00:04.000\nx", 6, "expected a time line such as"),
        (FIRST + "0:03.000 --> 00:04.000\nx", 6, "expected a time line such as"),
        (FIRST + "00:03.000 --> 00:04.000 align:sideways\nx", 6, "no setting of a cue: 'align:sideways'"),
        (FIRST + "00:03.000 --> 00:04.000 region:top\nx", 6, "there is no region 'top'"),
        (FIRST + "-00:03.000 --> 00:04.000\nx", 6, "expected a time line such as"),
        (FIRST + "00:05.000 --> 00:04.000\nx", 6, "the cue ends before it begins"),
        (FIRST + "NOTE a --> b\n\n00:05.000 --> 00:06.000\nx", 6, "found 'NOTE a --> b'"),
        (FIRST + "lost text\n", 6, "text outside any cue: 'lost text'"),
        (FIRST + "lost\ntext\n\n00:05.000 --> 00:06.000\nx", 6, "text outside any cue: 'lost'"),
        (FIRST[:-1] + "00:03.000 --> 00:04.000\nx", 5, "a time line inside a block"),
        (FIRST + "REGION\nid:top\n", 6, "a block REGION behind a cue"),
        (FIRST + "STYLE\n::cue {}\n", 6, "a block STYLE behind a cue"),
        ("WEBVTT\n\nSTYLE\n\n" + FIRST[8:], 3, "a block STYLE without a line below it"),
        ("WEBVTT\n\nREGION\nid:a lines:x\n\n", 3, "no setting of a region: 'lines:x'"),
        (FIRST + "00:03.000 --> 00:04.000\nI\n<3 you", 8, "a < that begins no tag: '<3 you'"),
        (FIRST + "00:03.000 --> 00:04.000\na <unk> b", 7, "no tag of WebVTT: <unk>"),
        (FIRST + "00:03.000 --> 00:04.000\na</i> b", 7, "</i> closes no tag"),
        (FIRST + "00:03.000 --> 00:04.000\na <0:03.5> b", 7, "no time stamp: '<0:03.5>'"),
        (
            FIRST + "00:03.000 --> 00:04.000\na\n<00:04.000>b",
            8,
            "the time stamp <00:00:04.000> is not within",
        ),
        (FIRST + "00:03.000 --> 00:04.000\n\0", 7, "NUL"),
    ],
)
def test_what_breaks_the_format_is_refused_with_its_line(text: str, line: int, reason: str) -> None:
    """webvtt-py, strict, drops text that stands outside any cue, and never says where a fault is."""
    with pytest.raises(FormatError) as caught:
        vtt.parse(text, "talk.vtt")
    assert ("talk.vtt", line) == (caught.value.file, caught.value.line)
    assert reason in caught.value.reason


@given(
    st.text(alphabet="12\n:0.->< avNOTE&;\r\ufeff", max_size=60).map("WEBVTT\n\n{}".format)
    | st.text(max_size=40)
)
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        vtt.parse(text)
    except FormatError as error:
        assert error.line > 0  # noqa: PT017  # a refusal is one of two right answers


PIECES = [
    "00:01.000 --> 00:02.000\n",
    "00:02.000-->00:01.000 \n",
    "a --> b\n",
    "NOTE",
    "STYLE",
    "REGION",
    " x",
    "\n",
    "1\n",
]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_any_arrangement_of_blocks_is_read_or_refused(blocks: str) -> None:
    try:
        read = vtt.parse(f"WEBVTT\n\n{blocks}")
    except FormatError:
        return
    assert blocks.count(":") // 2 >= len(read)


def test_no_captions_are_a_header_alone() -> None:
    assert vtt.render(Captions(())) == "WEBVTT\n"
    assert vtt.parse("WEBVTT").cues == ()


@pytest.mark.parametrize(
    "text", ["\x1b[2J" + "x" * 1_000_000, "00:03,000 --> 00:04,000\n\x1b" + "x" * 1_000_000]
)
def test_a_message_is_one_short_line_whatever_the_text(text: str) -> None:
    with pytest.raises(FormatError) as caught:
        vtt.parse(FIRST + text)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 400
