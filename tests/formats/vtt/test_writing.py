"""What is written of WebVTT beside letters: styling, places, blocks, words in time; and nothing a browser could fetch or run."""

from __future__ import annotations

import pytest

from subkit.document import Block, CueSettings
from subkit.formats import Writing, vtt
from subkit.formats.vtt.safety import is_harmless
from subkit.model import Captions, Cue, Word

BARE = Writing(styling=False)
TIMES = "00:00:01.000 --> 00:00:02.000"


def body(cue: Cue, how: Writing | None = None) -> str:
    """What is written of a cue below its times."""
    return vtt.render(Captions((cue,)), how or Writing()).split("\n", 3)[3].removesuffix("\n")


def kinds(captions: Captions, how: Writing | None = None) -> list[str]:
    return [repair.kind for repair in vtt.alterations(captions, how or Writing())]


def test_everything_that_was_read_is_written_again() -> None:
    text = (
        "WEBVTT title\nKind: captions\n\nNOTE first\n\nSTYLE\n::cue(.loud) { color: red }\n\nREGION\nid:top\n\n"
        f"one\n{TIMES} align:start region:top\n<c.loud>so</c> <i>it\nis</i>\n\n"
        "NOTE\ntwo\nlines\n\n00:00:02.000 --> 00:00:03.000\n<v Ann>yes\n\nNOTE last\n"
    )
    read = vtt.parse(text)
    assert (text, []) == (vtt.render(read), kinds(read))


def test_only_text_is_written_if_no_styling_is_wanted_and_that_is_told() -> None:
    text = f"WEBVTT x\n\nNOTE a\n\nREGION\nid:b\n\nc\n{TIMES} line:0\n<i>so</i>\n"
    read = vtt.parse(text)
    assert f"WEBVTT\n\n{TIMES}\nso\n" == vtt.render(read, BARE)
    assert ["block", "block", "block", "styling", "position", "identifier"] == kinds(read, BARE)


def test_the_header_names_the_language_where_styling_is_asked_for() -> None:
    captions = Captions((), "en-GB", blocks=(Block("header", "t\nKind: captions"),))
    assert "WEBVTT t\nKind: captions\nLanguage: en-GB\n" == vtt.render(captions, Writing(styling=True))
    assert "WEBVTT t\nKind: captions\n" == vtt.render(captions)
    assert "WEBVTT\n" == vtt.render(Captions((), "x\n\ny"), Writing(styling=True))


@pytest.mark.parametrize(
    "style",
    [
        "@import 'x';",
        "::cue { background: url(x) }",
        "::cue { background: URL (x) }",
        "::cue { background: u\\72l(x) }",
        "::cue { background: \\75\\72\\6C (x) }",
        "::cue { background: image-set('x' 1x) }",
        "@\\69mport 'x';",
        "@im/**/port 'x';",
        "@font-face { src: src('x') }",
        "::cue { width: expression(alert(1)) }",
        "a { b: c } --> 00:01.000",
        "</style><script>alert(1)</script>",
    ],
)
def test_a_style_that_could_fetch_or_run_something_is_left_out_and_told(style: str) -> None:
    assert not is_harmless(style)
    captions = Captions((), blocks=(Block("style", style),))
    assert ("WEBVTT\n", ["block"]) == (vtt.render(captions), kinds(captions))


@pytest.mark.parametrize(
    "style", ["::cue(v[voice='Ann']) { color: lime }", "::cue(#\\31) { opacity: 1 }", "/* curl (x) */"]
)
def test_other_styles_stay_as_they_are(style: str) -> None:
    captions = Captions((), blocks=(Block("style", style),))
    assert (f"WEBVTT\n\nSTYLE\n{style}\n", []) == (vtt.render(captions), kinds(captions))


def test_a_block_cannot_end_early_or_begin_a_cue() -> None:
    note = Block("note", f"a\n\n{TIMES}\nb\x00\u2028c")
    style = Block("style", "::cue {\n\n}", 7)
    captions = Captions((Cue(1000, 2000, ("x",), id=f"a\n{TIMES}"),), blocks=(note, style, Block("odd", "x")))
    written = vtt.render(captions)
    assert 1 == written.count("-->")
    assert (("x",), 1) == (vtt.parse(written)[0].lines, len(vtt.parse(written)))
    assert ["block", "block", "identifier"] == kinds(captions)


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<i>so</i>", "<i>so</i>"),
        ("<i>so", "<i>so</i>"),
        ("<script>so</script>", "so"),
        ("<i onclick='alert(1)'>so</i>", "<i>so</i>"),
        ("<c.a\"b.good.x'y>so</c>", "<c.good>so</c>"),
        ('<lang en"x>so</lang>', "so"),
        ("<v Eve>so", "so"),
        ("<v.loud Eve>so", "<c.loud>so</c>"),
        ("<i>other</i>", "so"),
        ("s<b>o</b>", "s<b>o</b>"),
    ],
)
def test_only_tags_and_names_of_webvtt_are_written(markup: str, expected: str) -> None:
    assert expected == body(Cue(0, 1000, ("so",), markup=(markup,)))


def test_what_is_left_out_of_tags_is_told() -> None:
    captions = Captions(
        (
            Cue(0, 1, ("so",), markup=("<i>other</i>",)),
            Cue(0, 1, ("so",), markup=('<c.a"b>so</c>',)),
            Cue(0, 1, ("so",), settings=CueSettings(region="none")),
            Cue(0, 1, ("so",), markup=("<i>so</i>",), settings=CueSettings(line=1)),
        )
    )
    assert ["styling", "styling", "region"] == kinds(captions)


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        (Writing(), "<v Ann><i>- so</i></v>"),
        (Writing(speakers=False), "<i>- so</i>"),
        (Writing(speaker_style="colon"), "Ann: <i>- so</i>"),
        (Writing(speaker_style="chevrons"), "<i>- so</i>"),
        (BARE, "<v Ann>- so"),
    ],
)
def test_styled_text_takes_voices_and_labels(how: Writing, expected: str) -> None:
    assert expected == body(Cue(0, 1000, ("- so",), "Ann", markup=("<i>- so</i>",)), how)


def test_styled_lines_that_two_share_get_their_voices_and_labels() -> None:
    cue = Cue(0, 1000, ("- so", "- it is"), speakers=("Ann", "Bob"), markup=("<i>- so", "- it</i> is"))
    assert "<v Ann><i>- so</i></v>\n<v Bob><i>- it</i> is</v>" == body(cue)
    chevrons = Writing(speaker_style="chevrons")
    assert "&gt;&gt; <i>so</i>\n&gt;&gt; <i>it</i> is" == body(cue, chevrons)


SUNG = Writing(karaoke=True)
WORDS = (Word("So", 0, 200), Word("it's", 200, 500), Word("R&D"), Word("now", 700, 900))


def test_words_in_time_are_marked_and_others_follow_the_one_before() -> None:
    cue = Cue(0, 1000, ("So it's", "R&D now"), "Ann", words=WORDS)
    expected = "<v Ann>So <00:00:00.200><c>it's</c>\n<c>R&amp;D</c> <00:00:00.700><c>now</c></v>"
    assert expected == body(cue, SUNG)
    assert "<v Ann>So it's\nR&amp;D now" == body(cue)


def test_words_in_time_keep_their_styling() -> None:
    cue = Cue(0, 1000, ("So it's R&D now",), words=WORDS, markup=("So <i>it's R&amp;D no</i>w",))
    assert "So <i><00:00:00.200><c>it's R&amp;D</c> <00:00:00.700><c>no</c></i><c>w</c>" == body(cue, SUNG)


@pytest.mark.parametrize("words", [(), (Word("so"), Word("it")), (Word("other", 10, 20),)])
def test_words_without_usable_times_are_written_plainly(words: tuple[Word, ...]) -> None:
    assert "so &lt;it" == body(Cue(0, 1000, ("so <it",), words=words), SUNG)


def test_a_region_is_named_only_where_there_is_one() -> None:
    cue = Cue(1000, 2000, ("x",), settings=CueSettings(align="left", region="b"))
    region = Block("region", "id:b\nlines:2 nonsense", 1)
    assert f"WEBVTT\n\n{TIMES} align:left\nx\n" == vtt.render(Captions((cue,)))
    written = vtt.render(Captions((cue,), blocks=(region,)))
    assert f"WEBVTT\n\nREGION\nid:b\nlines:2\n\n{TIMES} align:left region:b\nx\n" == written
