"""The text of cues: each rule of the W3C's tokeniser and tree, character references, time stamps, and what they say."""

from __future__ import annotations

import pytest

from subkit.formats.vtt.cue_text import Span, Text, decoded, parse
from subkit.formats.vtt.payload import read
from subkit.model import Word


def tree(raw: str) -> str:
    """A tree in one line: ``i(text)``, classes after dots, annotations after colons, times in brackets."""
    out, depth = "", 0
    for item in parse(raw).items:
        at = item.depth - 1 if isinstance(item, Span) else item.span.depth
        out += ")" * (depth - at)
        depth = at
        if isinstance(item, Span):
            name = ".".join([item.name, *item.classes])
            out += f"{name}:{item.annotation}(" if item.annotation else f"{name}("
            depth += 1
        else:
            out += decoded(item.raw) if isinstance(item, Text) else f"[{item.time}]"
    return out + ")" * depth


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("plain", "plain"),
        ("one\ntwo", "one\ntwo"),
        ("<i>a</i>b", "i(a)b"),
        ("<i>a", "i(a)"),
        ("a<c.red.loud>b</c>", "ac.red.loud(b)"),
        ("<c..x.>a", "c.x(a)"),
        ("<b.>a", "b(a)"),
        ("<u.x note>a", "u.x(a)"),
        ("<i\n>a", "i(a)"),
        ("<i\t.x>a", "i(a)"),
        ("<lang en-GB>a<lang fr>b</lang>c</lang>", "lang:en-GB(alang:fr(b)c)"),
        ("<v  Ann \n Lee >a", "v:Ann Lee(a)"),
        ("<v.loud A&amp;B &gt;>a", "v.loud:A&B >(a)"),
        ("<v>a", "v(a)"),
        ("<ruby>a<rt>b</rt>c</ruby>d", "ruby(art(b)c)d"),
        ("<ruby>a<rt>b</ruby>c", "ruby(art(b))c"),
        ("<rt>a</rt>b", "ab"),
        ("<ruby><i>a<rt>b", "ruby(i(ab))"),
        ("<b>a<i>b</b>c</i>d", "b(ai(bc)d)"),
        ("</i>a", "a"),
        ("<>a", "a"),
        ("< i>a", "a"),
        ("<I>a", "a"),
        ("<script>a</script>", "a"),
        ("a<", "a"),
        ("a</", "a"),
        ("a<i", "ai()"),
        ("a<3 you", "a"),
        ("a<<i>b", "ab"),
        ("<00:01.500>a", "[1500]a"),
        ("<01:00:00.000>a", "[3600000]a"),
        ("<100:00:00.000>a", "[360000000]a"),
        ("<i><00:01.500>a", "i([1500]a)"),
        ("<00:01.500", "[1500]"),
        ("<00:01.50>a", "a"),
        ("<0:01.500>a", "a"),
        ("<00:01.5000>a", "a"),
        ("<00:60.000>a", "a"),
        ("< 00:01.500>a", "a"),
        ("<00:01.500 >a", "a"),
    ],
)
def test_the_tree_is_that_of_the_standard(raw: str, expected: str) -> None:
    assert expected == tree(raw)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("&amp;&lt;&gt;", "&<>"),
        ("&nbsp;&lrm;&rlm;", "\xa0\u200e\u200f"),
        ("&copy; &AMP; &NotEqualTilde;", "\xa9 & \u2242\u0338"),
        ("&amp &lt", "& <"),
        ("&notx; &x; &; & &&", "\xacx; &x; &; & &&"),
        ("&#65;&#x42;&#X43;&#0000000000000068;", "ABCD"),
        ("&#0;&#xD800;&#x110000;", "\ufffd\ufffd\ufffd"),
        ("&#128;", "\u20ac"),
        (f"&#{'9' * 9000};&#x{'f' * 9000};&#{'0' * 9000}65;", "\ufffd\ufffdA"),
    ],
)
def test_character_references_are_decoded_as_browsers_do(raw: str, expected: str) -> None:
    assert expected == decoded(raw)


@pytest.mark.parametrize(
    ("raw", "lines", "markup"),
    [
        ("<i>a\nb</i>", ("a", "b"), ("<i>a", "b</i>")),
        (" <i> a </i> ", ("a",), ("<i>a</i>",)),
        ("<b></b>a", ("a",), ()),
        ("<i>a</i>\n \n<i> </i>\nb", ("a", "b"), ("<i>a</i>", "b")),
        ("<c.x>a</c><c.x>b</c>", ("ab",), ("<c.x>a</c><c.x>b</c>",)),
        ("<i>R&amp;D</i> <unk>", ("R&D",), ("<i>R&amp;D</i>",)),
        ("<i>a&#10;b", ("a b",), ("<i>a b</i>",)),
        ("<lang fr>oui", ("oui",), ("<lang fr>oui</lang>",)),
        ("<b><i>a</b>", ("a",), ("<b><i>a</i></b>",)),
    ],
)
def test_styled_text_is_kept_as_cue_text_that_closes_its_tags(
    raw: str, lines: tuple[str, ...], markup: tuple[str, ...]
) -> None:
    read_so = read(raw, 0, 1000)
    assert (lines, markup) == (read_so.lines, read_so.markup)


@pytest.mark.parametrize(
    ("raw", "speaker", "speakers"),
    [
        ("<v Ann>a", "Ann", ()),
        ("<v Ann>a</v>\n<v Ann>b</v>", "Ann", ()),
        ("<v Ann>a\n<v Bob>b", None, ("Ann", "Bob")),
        ("<v Ann>a</v>\nb", None, ()),
        ("<v Ann>a</v> <v Bob>b</v>", None, ()),
        ("<v Ann>a <v Bob>b</v>\nc", None, ()),
        ("<v>a", None, ()),
        ("<i><v Ann>a</v></i>", "Ann", ()),
    ],
)
def test_voices_tell_who_speaks(raw: str, speaker: str | None, speakers: tuple[str, ...]) -> None:
    said = read(raw, 0, 1000)
    assert (speaker, speakers) == (said.speaker, said.speakers)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("so <00:00.500><c>it</c>", (Word("so", 0, 500), Word("it", 500, 1000))),
        ("<00:00.500>so it is", (Word("so", 500), Word("it"), Word("is", None, 1000))),
        (
            "ka<00:00.200>ra\n<00:00.700>o",
            (Word("ka", 0, 200), Word("ra", 200, 700, glued=True), Word("o", 700, 1000)),
        ),
        ("a<i><00:00.200> b</i>", (Word("a", 0, 200), Word("b", 200, 1000))),
        ("<b>a</b>b", ()),
    ],
)
def test_time_stamps_tell_when_words_begin(raw: str, words: tuple[Word, ...]) -> None:
    assert words == read(raw, 0, 1000).words


@pytest.mark.parametrize("time", ["00:00.000", "00:01.000", "00:02.000"])
def test_a_time_stamp_at_the_ends_of_the_cue_or_outside_says_nothing(time: str) -> None:
    said = read(f"a <{time}>b", 0, 1000)
    assert ((), 1) == (said.words, len(said.faults))


def test_a_time_stamp_before_the_one_before_says_nothing() -> None:
    said = read("a <00:00.500>b <00:00.500>c <00:00.400>d <00:00.600>e", 0, 1000)
    assert [0, 500, None, None, 600] == [word.start for word in said.words]
    assert [15, 28] == [fault.place for fault in said.faults]
