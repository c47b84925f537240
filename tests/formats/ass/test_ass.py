"""SubStation scripts: what is written is read again, hostile text is text, and each fault of pysubs2 is fenced off."""

from __future__ import annotations

import re
import subprocess
import sys
from contextlib import suppress

import pysubs2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from strategies import ODD_TEXTS, odd_captions

from subkit.document import Block, CueSettings
from subkit.errors import FormatError
from subkit.formats import Writing, ass
from subkit.formats.placing import Point, placed, pointed
from subkit.formats.portable import plain
from subkit.formats.styled import COLOURS, Run, markup
from subkit.model import Captions, Cue, Word

HEAD = "[Script Info]\nScriptType: v4.00+\n\n[Events]\n"
FORMAT = "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"

TAGS = st.frozensets(st.sampled_from(["b", "i", "u"]), max_size=3)
COLOUR = st.one_of(st.none(), st.sampled_from([f"c.{name}" for name in COLOURS]))
RUNS = st.builds(
    lambda text, tags, colour: Run(text, tags | ({colour} if colour else frozenset())),
    st.text("ab&<>\\N;,{", min_size=1, max_size=5),
    TAGS,
    COLOUR,
)
PLACES = st.one_of(
    st.integers(1, 9).map(placed),
    st.builds(lambda *at: pointed(Point(*at)), st.integers(1, 9), st.integers(0, 100), st.integers(0, 100)),
)

CAPTIONS = odd_captions().map(lambda captions: Captions(tuple(map(sooner, captions))))


def sooner(cue: Cue) -> Cue:
    """The cue within the hundred hours that the format's clocks show."""
    start = cue.start % 350_000_000
    return replace(cue, start=start, end=start + cue.duration)


def script(text: str, *, head: str = HEAD) -> str:
    return f"{head}{FORMAT}Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,{text}\n"


def lines_of(text: str) -> tuple[str, ...]:
    return ass.parse(script(text))[0].lines


def hundredths(milliseconds: int) -> int:
    return (milliseconds + 5) // 10 * 10


def as_written(text: str) -> str:
    return plain(text).replace("{", "[").replace("}", "]")


@given(CAPTIONS)
def test_reading_what_was_written_gives_the_same_text_speakers_and_times(captions: Captions) -> None:
    in_order = sorted(captions, key=lambda cue: hundredths(cue.start))
    read = ass.parse(ass.render(captions))
    assert [(hundredths(cue.start), hundredths(cue.end)) for cue in in_order] == [
        (cue.start, cue.end) for cue in read
    ]
    assert [squeezed(as_written(cue.text)) for cue in in_order] == [squeezed(cue.text) for cue in read]
    assert [name_of(cue) for cue in in_order] == [cue.speaker or "" for cue in read]
    assert read.repairs == ()


def squeezed(text: str) -> str:
    return "\n".join([re.sub("[ \t]+", " ", line) for line in text.split("\n")])


def name_of(cue: Cue) -> str:
    return " ".join(re.sub("[,\n]+", ";", plain(cue.speaker or "")).split())


@given(CAPTIONS, st.booleans())
def test_writing_what_was_read_gives_the_same_bytes(captions: Captions, speakers: bool) -> None:
    once = ass.render(ass.parse(ass.render(captions, Writing(speakers=speakers))))
    assert once == ass.render(ass.parse(once))


@given(st.lists(st.lists(RUNS, min_size=1, max_size=3), min_size=1, max_size=3), PLACES)
def test_styling_colours_and_places_come_back(lines: list[list[Run]], settings: CueSettings | None) -> None:
    bare = [Run(run.text.replace("{", "["), run.tags) for line in lines for run in line]
    text = "".join([run.text for run in bare])
    cue = Cue(0, 1000, (text,), settings=settings, markup=markup([bare]))
    assert cue == ass.parse(ass.render(Captions((cue,))))[0]


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 60)), min_size=1, max_size=8))
def test_the_times_of_words_come_back_from_karaoke(steps: list[tuple[int, int]]) -> None:
    words = []
    clock = 1000
    for number, (gap, length) in enumerate(steps):
        start = clock + 10 * gap
        clock = start + 10 * length
        words.append(Word(f"w{number}", start, clock))
    cue = Cue(1000, clock, (" ".join([word.text for word in words]),), words=tuple(words))
    read = ass.parse(ass.render(Captions((cue,)), Writing(karaoke=True)))[0]
    assert cue == read


@pytest.mark.parametrize("text", ODD_TEXTS)
def test_pysubs2_reads_what_was_written(text: str) -> None:
    captions = Captions((Cue(1000, 2000, tuple(text.split("\n"))), Cue(3000, 4000, ("next",))))
    read = pysubs2.SSAFile.from_string(ass.render(captions))
    shown = [event.plaintext.replace("\\\u2060", "\\") for event in read]
    assert [as_written(text), "next"] == shown
    assert [(1000, 2000), (3000, 4000)] == [(event.start, event.end) for event in read]


@pytest.mark.parametrize("text", [r"{\p1}m 0 0", r"a\Nb", r"c:\new\host", r"{\an8}x", "}{", "\\"])
def test_text_that_looks_like_tags_is_text(text: str) -> None:
    captions = Captions((Cue(0, 10, (text,)),))
    assert (text.replace("{", "[").replace("}", "]"),) == ass.parse(ass.render(captions))[0].lines
    assert ("{" in text) == bool(ass.alterations(captions))


def test_a_comma_in_a_name_does_not_end_the_field() -> None:
    captions = Captions((Cue(0, 10, ("a, b",), "King, Jr."),))
    read = ass.parse(ass.render(captions))[0]
    assert ("King; Jr.", ("a, b",)) == (read.speaker, read.lines)
    assert ["speaker"] == [repair.kind for repair in ass.alterations(captions)]


def test_who_speaks_stands_in_the_text_where_a_style_is_asked_for() -> None:
    captions = Captions((Cue(0, 10, ("one", "two"), "Ann", markup=("<i>one</i>", "two")),))
    text = ass.render(captions, Writing(speaker_style="bracket")).splitlines()[-1]
    assert text.endswith(r",Default,,0,0,0,,[ANN] {\i1}one\N{\i0}two")
    assert (
        ass.render(captions, Writing(speakers=False))
        .splitlines()[-1]
        .endswith(r",Default,,0,0,0,,{\i1}one\N{\i0}two")
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"{\b700}a{\b400}b", "<b>a</b>b"),
        (r"{\i1}a{\r}b", "<i>a</i>b"),
        (r"{\c&H00FFFF&}a{\c}b", "<c.yellow>a</c>b"),
        (r"{\1c&HFF&}a", "<c.red>a</c>"),
        (r"{\i1\b1}a{\i0}b", "<b><i>a</i>b</b>".replace("<i>a</i>b</b>", "<i>a</i></b><b>b</b>")),
    ],
)
def test_tags_become_markup(text: str, expected: str) -> None:
    assert (expected,) == ass.parse(script(text))[0].markup


@pytest.mark.parametrize(
    ("text", "left_out"),
    [
        (r"{\fad(100,200)\blur3}a", "\\blur, \\fad left out"),
        (r"{\t(0,100,\i1)}a", "\\t left out"),
        (r"{\c&H123456&}a", "\\c left out"),
        (r"{\p1}m 0 0 l 10 10{\p0}a", "drawing left out"),
        ("{a note to self}a", "comment left out"),
    ],
)
def test_what_has_no_place_is_told(text: str, left_out: str) -> None:
    read = ass.parse(script(text))
    assert (("a",), [left_out]) == (read[0].lines, [repair.message for repair in read.repairs])
    assert () == read[0].markup


def test_breaks_and_blanks_are_those_of_the_format() -> None:
    assert ("a", "b c\xa0d") == lines_of(r"a\Nb\nc\hd")
    assert ("a", "b") == ass.parse(script(r"a\nb", head="[Script Info]\nWrapStyle: 2\n[Events]\n"))[0].lines
    assert ("{open", "x") == lines_of(r"{open\Nx")


def test_the_style_of_most_events_is_how_the_file_looks_and_no_emphasis() -> None:
    styles = "[V4+ Styles]\nFormat: Name, Bold, Italic, Alignment\nStyle: Main,-1,0,8\nStyle: Aside,-1,-1,2\n"
    events = "".join(
        [
            f"Dialogue: 0,0:00:0{n}.00,0:00:0{n}.50,{name},,0,0,0,,x\n"
            for n, name in enumerate(["Main", "Aside", "Main"])
        ]
    )
    text = f"[Script Info]\nTitle: t\n{styles}[Events]\n{FORMAT}{events}"
    read = ass.parse(text)
    assert [(), ("<i>x</i>",), ()] == [cue.markup for cue in read]
    assert [placed(8), None, placed(8)] == [cue.settings for cue in read]
    assert ["style 'Aside' left out"] == [repair.message for repair in read.repairs]
    again = ass.render(read)
    assert "Title: t" in again
    assert again == ass.render(ass.parse(again))


def test_comments_are_notes() -> None:
    captions = Captions(
        (Cue(0, 10, ("x",)), Cue(20, 30, ("y",))), blocks=(Block("note", "to self\n{a}\\N", 1),)
    )
    notes = [block for block in ass.parse(ass.render(captions)).blocks if block.kind == "note"]
    assert [Block("note", "to self\n[a]\\N", 1)] == notes


def test_clocks_go_on_after_ten_hours() -> None:
    """pysubs2 writes 9:59:59.99 for all that is later."""
    captions = Captions((Cue(36_000_000, 36_001_230, ("x",)),))
    assert (36_000_000, 36_001_230) == (ass.parse(ass.render(captions))[0].start, 36_001_230)
    with pytest.raises(FormatError, match=r"cue 1 ends after 99:59:59\.99"):
        ass.render(Captions((Cue(0, 360_000_000, ("x",)),)))


def test_fields_stand_where_the_format_line_says() -> None:
    """pysubs2 takes them in the usual order, whatever it says."""
    text = f"{HEAD}Format: Name, End, Start, Text\nDialogue: Ann,0:00:02.00,0:00:01.00,a, b\n"
    assert Cue(1000, 2000, ("a, b",), "Ann") == ass.parse(text)[0]


def test_ssa_is_read_with_its_own_places() -> None:
    text = (
        "[Script Info]\nScriptType: v4.00\n[V4 Styles]\n"
        "Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, TertiaryColour, BackColour, Bold, Italic,"
        " BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, AlphaLevel, Encoding\n"
        "Style: Default,Arial,20,16777215,255,0,0,0,0,1,2,2,6,10,10,10,0,1\n"
        "[Events]\nFormat: Marked, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
        r"Dialogue: Marked=0,0:00:01.00,0:00:02.00,Default,Ann,0,0,0,,{\a10}{\i1}x"
    )
    assert Cue(1000, 2000, ("x",), "Ann", settings=placed(5), markup=("<i>x</i>",)) == ass.parse(text)[0]


BROKEN = [
    ("", 1, "the script ends before its [Events]"),
    ("[Script Info]\n[V4+ Styles]\n", 3, "the script ends before its [Events]"),
    ("words\n", 1, "expected [Script Info], found 'words'"),
    (f"{HEAD}{FORMAT}Dialogue: 0,0:00:01.00\n", 6, "expected an event of 10 fields, found 2"),
    (
        f"{HEAD}{FORMAT}Dialogue: 0,0:00:01,x,D,,0,0,0,,a\n",
        6,
        "expected a time such as 0:00:01.00, found '0:00:01'",
    ),
    (script("a") + "lost\n", 7, "expected an event (Dialogue: or Comment:), found 'lost'"),
    (script("a").replace("0:00:02", "0:00:00"), 6, "the event ends before it begins"),
    (f"{HEAD}Format: Start, Text, End\n", 5, "events need Start, End and, as the last field, Text"),
]


@pytest.mark.parametrize(("text", "line", "reason"), BROKEN)
def test_what_breaks_the_format_is_refused_with_its_line(text: str, line: int, reason: str) -> None:
    with pytest.raises(FormatError) as caught:
        ass.parse(text, "a.ass")
    assert ("a.ass", line, reason) == caught.value.args


@pytest.mark.parametrize("text", [text for text, _, _ in BROKEN])
def test_or_else_mended_and_told(text: str) -> None:
    read = ass.parse(text, lenient=True)
    assert read.repairs
    assert ("lost" in text) == any("lost" in cue.lines for cue in read)


@given(st.text(st.sampled_from(list("[]{}\\,:;\n 0123aNpk()&Hc")), max_size=60), st.booleans())
def test_any_text_is_read_or_refused(text: str, lenient: bool) -> None:
    for content in (text, f"{HEAD}{FORMAT}{text}", script(text), script("x") + "Style: " + text):
        try:
            read = ass.parse(content, lenient=lenient)
        except FormatError:
            continue
        assert ass.parse(ass.render(read)).cues is not None


@pytest.mark.parametrize("cut", range(0, 700, 23))
def test_a_script_cut_anywhere_is_read_or_refused(cut: int) -> None:
    whole = ass.render(Captions((Cue(0, 990, ("Hello", "world"), "Ann"), Cue(1000, 2000, ("Bye",)))))
    with suppress(FormatError):
        assert len(ass.parse(whole[:cut])) <= 2
    assert len(ass.parse(whole[:cut], lenient=True)) <= 2


@pytest.mark.parametrize("tag", [r"\b%s", r"\i%s", r"\a%s", r"\k%s", r"\pos(%s,1)", r"\c&H%s&", r"\fs%s"])
def test_a_tag_with_endless_figures_is_left_out(tag: str) -> None:
    read = ass.parse(script(f"{{{tag % ('9' * 5000)}}}Hi"))
    assert "Hi" == read[0].text
    assert ["styling"] == [repair.kind for repair in read.repairs]


def test_braces_that_nothing_closes_are_text_however_many() -> None:
    assert "{" * 100_000 == ass.parse(script("{" * 100_000))[0].text


def test_a_picture_of_endless_size_is_none() -> None:
    head = HEAD.replace("ScriptType", f"PlayResX: {'9' * 5000}\nScriptType")
    assert ass.parse(script(r"{\pos(384,0)}Hi", head=head)) == replace(
        ass.parse(script(r"{\pos(384,0)}Hi")), blocks=ass.parse(script("Hi", head=head)).blocks
    )


def test_the_logging_of_the_program_is_left_alone() -> None:
    code = (
        "import logging; from subkit.formats import ass; from subkit.model import Captions, Cue; "
        "ass.parse(ass.render(Captions((Cue(0, 1, ('Hi',)),)))); print(logging.getLogger().handlers)"
    )
    run = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, timeout=60)
    assert ("[]\n", "") == (run.stdout, run.stderr)


def test_a_damaged_style_is_refused_not_a_traceback() -> None:
    styles = "[Script Info]\n[V4+ Styles]\nFormat: Name, Fontsize\nStyle: Default,big\n"
    with suppress(FormatError):  # pysubs2 refuses it up to 1.8, and goes on with its own size from 1.9
        assert 0 == len(ass.parse(f"{styles}[Events]\n{FORMAT}"))
