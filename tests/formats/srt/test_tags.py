"""Tags and places of SubRip: kept, written where they are asked for, and never made of text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import odd_captions

from subkit.document import Block, CueSettings
from subkit.formats import Writing, srt
from subkit.formats.placing import placed
from subkit.formats.srt.tags import read
from subkit.formats.styled import COLOURS, Run, markup, merged, texts_of
from subkit.model import Captions, Cue

STYLED = Writing(styling=True, speakers=False)


@pytest.mark.parametrize(
    ("text", "shown", "marked"),
    [
        ("<i>a</i>", "a", "<i>a</i>"),
        ("<I>a", "a", "<i>a</i>"),
        ("a</i>", "a", ""),
        ("<b><i>a</b>b</i>", "ab", "<b><i>a</i></b><i>b</i>"),
        ("<i> a </i>b ", "a b", "<i>a </i>b"),
        ("{i}a{/i} {y:b}", "a {y:b}", "<i>a</i> {y:b}"),
        ("{\\i1}a{\\i0}b{\\b1\\u1}c{\\r}d", "abcd", "<i>a</i>b<b><u>c</u></b>d"),
        ('<font color="#FF0000">a</font>b', "ab", "<c.red>a</c>b"),
        ("<font face=x><font color=blue>a</font>b</font>", "ab", "<c.blue>a</c>b"),
        ("<i>a & b < c</i>", "a & b < c", "<i>a &amp; b &lt; c</i>"),
        ("<ib>a</ib> <v Bob> <br>", "<ib>a</ib> <v Bob> <br>", ""),
        ("<i></i>", "", ""),
    ],
)
def test_tags_are_read_as_players_read_them(text: str, shown: str, marked: str) -> None:
    found = read([text])
    assert (shown, marked) == ("\n".join(found.lines), "\n".join(found.markup))


@pytest.mark.parametrize(
    ("override", "place"), [(f"{{\\an{place}}}", place) for place in range(1, 10)] + [("{\\a6}", 8)]
)
def test_places_are_kept_and_written(override: str, place: int) -> None:
    found = read([f"{override}a"])
    assert placed(place) == found.settings
    written = srt.render(Captions((Cue(0, 1, found.lines, settings=found.settings),)), STYLED)
    assert [("" if place == 2 else f"{{\\an{place}}}") + "a"] == written.splitlines()[2:3]


def test_of_two_places_the_first_holds_and_what_has_no_tag_is_told() -> None:
    found = read(["{\\an8}{\\an1}{\\pos(1,2)}<s>a</s><font color=#123456>b</font>"])
    assert (placed(8), ("{\\pos(1,2)}", "<s>", "<font>")) == (found.settings, found.left_out)


_runs = st.builds(
    Run,
    st.text(st.sampled_from("ab &<>{}é-"), min_size=1, max_size=5),
    st.frozensets(st.sampled_from(["b", "i", "u"])).flatmap(
        lambda tags: st.sampled_from([tags, *(tags | {f"c.{name}"} for name in list(COLOURS)[:2])])
    ),
)


@given(
    st.lists(st.lists(_runs, min_size=1, max_size=4), min_size=1, max_size=3), st.sampled_from(range(1, 10))
)
def test_styled_text_comes_back_with_its_tags_or_without_any_but_never_with_others(
    lines: list[list[Run]], place: int
) -> None:
    shown = texts_of(lines)
    cue = Cue(0, 1, shown, markup=markup([merged(line) for line in lines]), settings=placed(place))
    captions = Captions((cue,))
    again = srt.parse(srt.render(captions, STYLED))[0]
    plain = srt.parse(srt.render(captions, Writing(speakers=False)))[0]
    assert plain.lines == again.lines
    if again.markup and shown == again.lines:
        assert (cue.markup, cue.settings) == (again.markup, again.settings)
    told = {repair.kind for repair in srt.alterations(captions, STYLED)}
    assert bool(again.markup) == bool(cue.markup) or "styling" in told or shown != again.lines


@given(odd_captions())
def test_captions_without_styling_are_written_alike_with_and_without(captions: Captions) -> None:
    assert srt.render(captions) == srt.render(captions, Writing(styling=True))


def test_what_is_left_out_is_listed() -> None:
    cue = Cue(0, 1, ("a",), id="x", settings=CueSettings(line=5, size=40), markup=("<i><ruby>a</ruby></i>",))
    captions = Captions((cue,), blocks=(Block("note", "b"),))
    plain = [repair.kind for repair in srt.alterations(captions)]
    styled = [repair.kind for repair in srt.alterations(captions, STYLED)]
    assert (["block", "styling", "identifier"], ["block", "styling", "position", "identifier"]) == (
        plain,
        styled,
    )


def test_marks_of_direction_go_from_the_markup_too() -> None:
    text = "1\n00:00:00,000 --> 00:00:00,001\n<i>\u202b\u05d0 a.\u202c</i>\n"
    found = srt.parse(text)
    assert (("\u05d0 a.",), ("<i>\u05d0 a.</i>",)) == (found[0].lines, found[0].markup)


def test_a_place_of_endless_figures_is_no_place() -> None:
    text = read([f"{{\\a{'9' * 5000}}}up"])
    assert (("up",), None) == (text.lines, text.settings)
    assert text.left_out
