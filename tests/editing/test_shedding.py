"""What cues that are cut anew keep of their file: its styles and the styling of their characters."""

from __future__ import annotations

import re
from html import unescape

from hypothesis import given, settings
from hypothesis import strategies as st

from subkit import recut
from subkit.document import Block, CueSettings
from subkit.editing.shedding import shed
from subkit.model import Captions, Cue

WORDS = st.lists(
    st.sampled_from(["so", "R&D", "a<b", "extraordinarily", "it", "is."]), min_size=1, max_size=12
)


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def plain(markup: str) -> str:
    return unescape(re.sub("<[^>]*>", "", markup))


def italic(markup: str) -> str:
    return unescape(re.sub("<[^>]*>", "", " ".join(re.findall("<i>(.*?)</i>", markup))))


@st.composite
def styled(draw: st.DrawFn) -> Captions:
    """Cues of which some have italics on some of their words."""
    cues = []
    for place in range(draw(st.integers(1, 4))):
        words = draw(WORDS)
        first, last = sorted(draw(st.tuples(st.integers(0, len(words)), st.integers(0, len(words)))))
        tagged = [escaped(word) for word in words]
        if first < last:
            tagged[first] = f"<i>{tagged[first]}"
            tagged[last - 1] += "</i>"
        markup = (" ".join(tagged),) if first < last else ()
        cues.append(Cue(place * 9000, place * 9000 + 8000, (" ".join(words),), markup=markup))
    return Captions(tuple(cues), "en")


@settings(max_examples=40)
@given(styled())
def test_the_same_characters_are_italic_after_another_cut(captions: Captions) -> None:
    again = recut(captions)
    before = " ".join(cue.markup[0] for cue in captions if cue.markup)
    after = "\n".join("\n".join(cue.markup) for cue in again if cue.markup).replace("\n", " ")
    # What one line leaves open the next goes on with.
    assert italic(before).split() == italic(after).split()
    assert all(plain("\n".join(cue.markup)) == cue.text for cue in again if cue.markup)
    assert {"interpolated"} == {repair.kind for repair in again.repairs}


def test_what_belonged_to_the_old_cues_is_told() -> None:
    style = Block("style", "::cue {}")
    before = Captions(
        (Cue(0, 9000, ("a b",), id="x", settings=CueSettings(line=0), markup=("<i>a</i> b",)),),
        blocks=(style, Block("note", "hi", 0)),
    )
    found = shed(Captions((Cue(0, 1000, ("A b",)),)), before)
    assert ((Cue(0, 1000, ("A b",)),), (style,)) == (found.cues, found.blocks)
    assert [
        "1 cue: names left out: the cues are others now [identifier]",
        "1 cue: places left out: the cues are others now [position]",
        "1 cue: styling left out: the cues are others now [styling]",
        "1 note: notes left out: the cues are others now [note]",
    ] == [str(repair) for repair in found.repairs]
