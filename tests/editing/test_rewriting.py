"""What a file keeps when its cues change, and that a reader finds the new cues in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import profiles, wild_captions

from subkit.editing.fixing import fix
from subkit.editing.rewriting import layouts, rewritten
from subkit.formats import Writing, parse, render
from subkit.model import Captions, Cue
from subkit.profile import Profile

SRT = """\ufeff1
00:00:00,000 --> 00:00:04,000
{\\an8}<i>Good morning, all of you. Now</i> let us go.

2
00:00:05,000 --> 00:00:06,000  X1:10 X2:20 Y1:5 Y2:9
<b>R&D</b> it   is.


3
00:00:07,000 --> 00:00:09,000
And <i>so</i> on."""

VTT = """WEBVTT - the title

STYLE
::cue { color: red }

intro
00:00.000 --> 00:04.000 align:start line:10%
<v Ann>Good morning, all of you. <c.loud>Now let us</c> go.

NOTE nobody
sees this

00:05.000 --> 00:06.000
R&amp;D <00:05.500>it is.
"""
PARTS = (
    Cue(0, 1500, ("Good morning,",)),
    Cue(1500, 2500, ("all of you.",)),
    Cue(2500, 4000, ("Now let us go.",)),
)


def shown(captions: Captions) -> list[tuple[int, int, tuple[str, ...]]]:
    return [(cue.start, cue.end, cue.lines) for cue in captions]


@pytest.mark.parametrize(("text", "form"), [(SRT, "srt"), (VTT, "vtt"), (VTT.replace("\n", "\r\n"), "vtt")])
def test_a_file_whose_cues_stay_stays_to_the_byte(text: str, form: str) -> None:
    cues = parse(text, form).cues
    assert text == rewritten(text, form, cues, cues)  # type: ignore[arg-type]  # the parameters are strings


def test_a_cue_of_subrip_that_is_cut_keeps_its_tags_and_its_place_and_numbers_go_on() -> None:
    cues = parse(SRT, "srt").cues
    assert """\ufeff1
00:00:00,000 --> 00:00:01,500
{\\an8}<i>Good morning,</i>

2
00:00:01,500 --> 00:00:02,500
{\\an8}<i>all of you.</i>

3
00:00:02,500 --> 00:00:04,000
{\\an8}<i>Now</i> let us go.

4
00:00:05,000 --> 00:00:06,000  X1:10 X2:20 Y1:5 Y2:9
<b>R&D</b> it   is.


5
00:00:07,000 --> 00:00:09,000
And <i>so</i> on.""" == rewritten(SRT, "srt", cues, [*PARTS, *cues[1:]])


def test_a_cue_of_webvtt_that_is_cut_keeps_voice_classes_and_settings() -> None:
    cues = parse(VTT, "vtt").cues
    made = rewritten(VTT, "vtt", cues, [*PARTS, *cues[1:]])
    assert made is not None
    assert VTT.partition("intro")[0] == made.partition("intro")[0]
    assert VTT[VTT.index("NOTE") :] == made[made.index("NOTE") :]
    assert [
        "intro",
        "00:00:00.000 --> 00:00:01.500 align:start line:10%",
        "<v Ann>Good morning,",
        "",
        "00:00:01.500 --> 00:00:02.500 align:start line:10%",
        "<v Ann>all of you.",
        "",
        "00:00:02.500 --> 00:00:04.000 align:start line:10%",
        "<v Ann><c.loud>Now let us</c> go.",
    ] == made[made.index("intro") : made.index("NOTE")].strip().split("\n")
    assert ["Ann"] * 3 == [cue.speaker for cue in parse(made, "vtt").cues[:3]]


def test_a_line_broken_within_a_tag_is_closed_with_the_text() -> None:
    text = "1\n00:00:00,000 --> 00:00:03,000\n<i>Good morning, and thank you.</i>\n"
    cues = parse(text, "srt").cues
    after = [Cue(0, 3000, ("Good morning,", "and thank you."))]
    made = "1\n00:00:00,000 --> 00:00:03,000\n<i>Good morning,\nand thank you.</i>\n"
    assert made == rewritten(text, "srt", cues, after)


def test_two_italic_cues_that_join_are_one_run_of_italics() -> None:
    text = "1\n00:00:00,000 --> 00:00:01,000\n<i>Yes,</i>\n\n2\n00:00:01,000 --> 00:00:03,000\n<i>it rains.</i>\n"
    cues = parse(text, "srt").cues
    made = "1\n00:00:00,000 --> 00:00:03,000\n<i>Yes, it rains.</i>\n"
    assert made == rewritten(text, "srt", cues, [Cue(0, 3000, ("Yes, it rains.",))])


def test_marks_of_direction_stand_on_the_new_lines_too() -> None:
    line = "שלום לכם חברים, ABC."
    text = render(Captions((Cue(0, 3000, (line,)),), "he"), "srt")
    cues = parse(text, "srt").cues
    made = rewritten(text, "srt", cues, [Cue(0, 3000, ("שלום לכם", "חברים, ABC."))], language="he")
    assert ["שלום לכם", "\u202bחברים, ABC.\u202c"] == (made or "").split("\n")[2:4]


def test_cues_put_in_order_leave_the_head_of_the_file_where_it_is() -> None:
    text = "WEBVTT\n\n00:05.000 --> 00:06.000\nlater\n\n00:01.000 --> 00:02.000\nsooner\n"
    cues = parse(text, "vtt").cues
    made = "WEBVTT\n\n00:01.000 --> 00:02.000\nsooner\n\n00:05.000 --> 00:06.000\nlater\n"
    assert made == rewritten(text, "vtt", cues, sorted(cues, key=lambda cue: cue.start))


def test_layouts_say_where_cues_are_shown() -> None:
    assert ["{\\an8}", "X1:10 X2:20 Y1:5 Y2:9", ""] == layouts(SRT, "srt")
    assert ["align:start line:10%", ""] == layouts(VTT, "vtt")


def test_a_text_in_which_the_cues_are_not_found_is_left_to_others() -> None:
    assert rewritten(SRT, "srt", (), ()) is None


TAGS = st.sampled_from(["", "", "", "<i>", "<b>", "{\\an8}", "<u>"])


@st.composite
def tagged(draw: st.DrawFn, form: str) -> str:
    """Wild captions as a file, with tags anywhere between words, closed or not."""
    captions = draw(wild_captions())
    cues = [
        Cue(
            cue.start,
            max(cue.start, cue.end),
            tuple(line for line in cue.lines if line.strip() and "<" not in line),
        )
        for cue in captions
    ]
    blocks = []
    for number, cue in enumerate(cues, 1):
        times = render(Captions((cue,)), form, Writing(speakers=False)).split("\n")
        stamp = next(line for line in times if "-->" in line)
        lines = []
        for line in cue.lines:
            words = []
            for word in line.replace("&", "&amp;").replace(">", "&gt;" if form == "vtt" else ">").split(" "):
                tag = draw(TAGS)
                tag = "" if form == "vtt" and tag.startswith("{") else tag
                closing = tag.replace("<", "</") if tag.startswith("<") and draw(st.booleans()) else ""
                words.append(f"{tag}{word}{closing}")
            lines.append(" ".join(words))
        blocks.append("\n".join([*([str(number)] if form == "srt" else []), stamp, *lines]) + "\n")
    return ("WEBVTT\n\n" if form == "vtt" else "") + "\n".join(blocks)


@pytest.mark.parametrize("form", ["srt", "vtt"])
@given(data=st.data(), profile=st.one_of(st.just(Profile.load("netflix-en")), profiles()))
def test_a_reader_finds_the_fixed_cues_in_the_rewritten_file(
    form: str, data: st.DataObject, profile: Profile
) -> None:
    text = data.draw(tagged(form))
    captions = parse(text, form)
    fixed = fix(captions, profile, layouts=layouts(text, form))  # type: ignore[arg-type]  # as above
    made = rewritten(text, form, captions.cues, fixed.captions.cues)  # type: ignore[arg-type]  # as above
    assert made is not None
    assert shown(fixed.captions) == shown(parse(made, form))
    for tag in ("<b>", "<u>"):
        assert (tag in text) >= (tag in made)
    if not fixed.changes:
        assert text == made
