"""EBU-TT-D: its own rules of structure hold, and it is read as what was written."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import odd_captions

from subkit import formats
from subkit.formats import Writing
from subkit.formats.broadcast import ebu_tt_d, ttml
from subkit.formats.placing import placed
from subkit.model import Captions, Cue

TT, TTS, TTP = (f"{{http://www.w3.org/ns/ttml{part}}}" for part in ("", "#styling", "#parameter"))
ID = "{http://www.w3.org/XML/1998/namespace}id"


@settings(max_examples=40)
@given(odd_captions(), st.booleans())
def test_it_is_read_as_ttml_is(captions: Captions, speakers: bool) -> None:
    how = Writing(speakers=speakers)
    expected = ttml.parse(ttml.render(captions, how).encode())
    assert expected == ebu_tt_d.parse(ebu_tt_d.render(captions, how).encode())


def test_the_structure_is_that_of_tech_3380() -> None:
    cues = (
        Cue(0, 1000, ("one", "two"), "Ann", markup=("<i>one</i>", "<c.yellow>two</c>")),
        Cue(1000, 2000, ("three",), settings=placed(8)),
    )
    root = ET.fromstring(ebu_tt_d.render(Captions(cues, language="de")))  # noqa: S314 - our own
    assert ("media", "32 15") == (root.get(f"{TTP}timeBase"), root.get(f"{TTP}cellResolution"))
    head = root.find(f"{TT}head")
    assert head is not None
    assert [f"{TT}metadata", f"{TT}styling", f"{TT}layout"] == [inner.tag for inner in head]
    assert root.findtext(".//{urn:ebu:tt:metadata}conformsToStandard") == "urn:ebu:tt:distribution:2018-04"
    ids = {style.get(ID) for style in root.iter(f"{TT}style")}
    for inner in (*root.iter(f"{TT}p"), *root.iter(f"{TT}span")):
        assert not any(name.startswith(TTS) for name in inner.attrib)
        assert inner.get("style") in ids | {None}
        assert inner.tag == f"{TT}span" or not (inner.text or "").strip()
    assert ["sub1", "sub2"] == [paragraph.get(ID) for paragraph in root.iter(f"{TT}p")]


def test_its_suffix_is_longer_than_that_of_xml() -> None:
    assert "ebu-tt-d" == formats.format_for("talk.ebuttd.xml").name
    assert "ttml" == formats.format_for("talk.xml").name
