"""A manifest gets its captions, once, and keeps every other byte; what is hostile, live or elsewhere is refused."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subkit.errors import FormatError, InputError
from subkit.video.dash import address_in, first_frame, periods_of, read, with_captions
from subkit.video.dash.addressing import first_of
from subkit.video.hls import Rendition

if TYPE_CHECKING:
    from subkit.video.dash import Element

SPACE = "{urn:mpeg:dash:schema:mpd:2011}"
MPD = """<?xml version="1.0" encoding="utf-8"?>
<!-- by > a packager -->
<MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type='static' mediaPresentationDuration="PT1M" profiles="a>b">
  <Period id="p&#233;">
    <AdaptationSet contentType="video" mimeType="video/mp4">
      <SegmentTemplate timescale="1000" presentationTimeOffset="2000" initialization="$RepresentationID$/i.mp4"
          media="$RepresentationID$/$Number%03d$-$Time$.m4s" startNumber="7"/>
      <Representation id="v0" bandwidth="1"><SegmentTemplate><SegmentTimeline><S t="90" d="1"/></SegmentTimeline></SegmentTemplate></Representation>
    </AdaptationSet>
    <AdaptationSet contentType="text" mimeType="text/vtt" lang="de"><Representation id="captions-en" bandwidth="1"><BaseURL>de.vtt</BaseURL></Representation></AdaptationSet>
  </Period>
  <Period start="PT40S">
    <AdaptationSet mimeType="audio/mp4"><Representation id="a" bandwidth="1"><BaseURL>a.mp4</BaseURL></Representation></AdaptationSet>
  </Period>
</MPD>
"""
ENGLISH, FRENCH = Rendition(language="en", sdh=True), Rendition(language="fr", name="<&>\"'", forced=True)


def parsed(text: str) -> ET.Element:
    return ET.fromstring(text.lstrip("\ufeff"))  # noqa: S314 - our own text


def put(text: str, known: list[tuple[Rendition, str]]) -> str:
    data = text.encode("utf-8", "surrogateescape")
    root = read(data, "m.mpd")
    return with_captions(data, root, [known] * len(root.all("Period")), "m.mpd").decode(
        "utf-8", "surrogateescape"
    )


def test_captions_stand_behind_the_last_adaptation_set_of_each_period() -> None:
    made = put(MPD, [(ENGLISH, "en 1.vtt"), (FRENCH, "fr&.vtt")])
    for period, before in zip(parsed(made).findall(f"{SPACE}Period"), (2, 1), strict=True):
        english, french = period.findall(f"{SPACE}AdaptationSet")[before:]
        assert ["Label", "Accessibility", "Role", "Representation"] == [
            one.tag.removeprefix(SPACE) for one in english
        ]
        assert {"contentType": "text", "mimeType": "text/vtt", "lang": "en"} == english.attrib
        assert ["caption", "forced-subtitle"] == [
            one.find(f"{SPACE}Role").attrib["value"] for one in (english, french)
        ]
        assert ("<&>\"'", "fr&.vtt") == (
            french.findtext(f"{SPACE}Label"),
            french.findtext(f".//{SPACE}BaseURL"),
        )
        names = [one.attrib["id"] for one in period.iter(f"{SPACE}Representation")]
        assert len(names) == len(set(names))
    assert MPD == without_ours(made)


def without_ours(text: str) -> str:
    """A manifest without the adaptation sets of our languages, as they are spelled, and the white space before them."""
    ours = r'\s*<(d:)?AdaptationSet contentType="text" mimeType="text/vtt" lang="(en|fr)">.*?</(d:)?AdaptationSet>'
    return re.sub(ours, "", text, flags=re.DOTALL)


KINDS = st.sampled_from(
    [[(ENGLISH, "en.vtt")], [(FRENCH, "fr.vtt")], [(ENGLISH, "en.vtt"), (FRENCH, "fr.vtt")]]
)


@given(KINDS, st.sampled_from(["\n", "\r\n", ""]), st.booleans(), st.sampled_from(["", "\ufeff"]))
def test_doing_it_again_changes_nothing(
    known: list[tuple[Rendition, str]], end: str, prefixed: bool, mark: str
) -> None:
    text = MPD.replace("\n", end) if end else "".join(line.strip() + " " for line in MPD.splitlines())
    if prefixed:
        for name in ("MPD", "Period", "AdaptationSet", "Representation", "BaseURL", "Segment"):
            text = text.replace(f"<{name}", f"<d:{name}").replace(f"</{name}", f"</d:{name}")
        text = text.replace("xmlns=", "xmlns:d=").replace("<S ", "<d:S ")
    text = mark + text
    once = put(text, known)
    assert once == put(once, known)
    assert len(known) * 2 + 3 == len(parsed(once).findall(f".//{SPACE}AdaptationSet"))
    assert text == without_ours(once)
    assert end != "\r\n" or once.count("\r\n") == once.count("\n")


def test_other_captions_stay() -> None:
    assert 'lang="de"' in put(MPD, [(ENGLISH, "en.vtt")])
    assert 'lang="de"' not in put(MPD, [(ENGLISH, "de.vtt")])


def presentation(text: str) -> tuple[Element, list[Fraction | None]]:
    root = read(text.encode(), "m.mpd")
    periods = periods_of(root, "m.mpd")
    return root, [edge for one in periods for edge in (one.start, one.end)]


def test_periods_follow_each_other() -> None:
    assert [0, 40, 40, 60] == presentation(MPD)[1]
    assert [0, 30, 30, 60] == presentation(
        MPD.replace('"pé"', "")
        .replace("<Period id", '<Period duration="PT30S" id')
        .replace('<Period start="PT40S">', "<Period>")
    )[1]
    assert [5, 40, 40, None] == presentation(
        MPD.replace("<Period id", '<Period start="PT5S" id').replace('mediaPresentationDuration="PT1M"', "")
    )[1]


def test_what_describes_segments_is_inherited() -> None:
    root = read(MPD.encode(), "m.mpd")
    period = root.all("Period")[0]
    held = period.all("AdaptationSet")[0]
    first = first_of([root, period, held, held.all("Representation")[0]], "m.mpd")
    assert (["v0/i.mp4", "v0/007-90.m4s"], 2) == ([one.uri for one in first.parts], first.offset)


@pytest.mark.parametrize(
    ("told", "shown"),
    [(180_000, Fraction(0)), (225_000, Fraction(1, 2)), (0, Fraction(0)), (182_970, Fraction(33, 1000))],
)
def test_the_first_frame_is_shown_by_the_periods_clock(told: int, shown: Fraction) -> None:
    root = read(MPD.encode(), "m.mpd")
    assert shown == first_frame(root, periods_of(root, "m.mpd")[0], "m.mpd", first=told)


@pytest.mark.parametrize(
    ("base", "folder", "address"),
    [
        ("", "in", "en.vtt"),
        ("", "in/subs #1", "subs%20%231/en.vtt"),
        ("media/x/", "in", "../../en.vtt"),
        ("media/file.mp4", "in/media", "en.vtt"),
        ("https://cdn.example/a/", "in", None),
        ("//cdn.example/a/", "in", None),
        ("/a/", "in", None),
    ],
)
def test_a_file_is_named_from_where_players_look(base: str, folder: str, address: str | None) -> None:
    text = MPD.replace("  <Period id", f"  <BaseURL> {base} </BaseURL>\n  <Period id") if base else MPD
    root = read(text.encode(), "in/m.mpd")
    path = [root, root.all("Period")[0]]
    assert address == address_in("en.vtt", folder, "in/m.mpd", path)
    assert "http://x/y/en.vtt" == address_in("en.vtt", folder, "in/m.mpd", path, "http://x/y/")


BOMB = '<!DOCTYPE MPD [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (MPD.replace("<!-- by", f"{BOMB}<!-- by"), "m.mpd:2: has a document type"),
        (MPD.replace("<!-- by", '<!DOCTYPE MPD SYSTEM "file:///etc/passwd"><!-- by'), "has a document type"),
        (
            MPD.replace("<MPD ", '<MPD xmlns:x="http://www.w3.org/1999/xlink" x:href="http://a/" '),
            r"line 3: .*xlink:href",
        ),
        (MPD.replace("'static'", "'dynamic'"), "is live .*when it has ended"),
        (MPD.replace("utf-8", "utf-16"), "m.mpd:1: .*"),
        (MPD.replace("utf-8", "iso-8859-1"), "m.mpd:1: is in iso-8859-1; write it in UTF-8"),
        (MPD.replace("</MPD>", ""), "no well-formed XML"),
        (MPD.replace("mpd:2011", "other"), "is no DASH manifest"),
        ("", "no well-formed XML"),
        (MPD.replace("<Period id", "<X>" * 70 + "<Period id"), "nest deeper than 64"),
    ],
)
def test_what_is_hostile_live_or_elsewhere_is_refused(text: str, reason: str) -> None:
    with pytest.raises((FormatError, InputError), match=reason):
        read(text.encode(), "m.mpd")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('<MPD xmlns="urn:mpeg:dash:schema:mpd:2011"/>', "m.mpd:1: a manifest without Period"),
        (MPD.replace("PT1M", "P1M"), "m.mpd:3: mediaPresentationDuration: no duration: P1M"),
        (MPD.replace("PT40S", "40"), "m.mpd:12: start: no duration: 40"),
        (MPD.replace(' start="PT40S"', ""), "m.mpd:12: nobody says when this Period begins"),
        (MPD.replace("<Period id", '<Period start="PT50S" id'), "begins before the one before it"),
        (MPD.replace('"1000" pres', '"x" pres'), "m.mpd:8: timescale is no number: x"),
        (MPD.replace("media=", "medium="), "a SegmentTemplate without media"),
        (
            MPD.replace('"video/mp4"', '"image/png"').replace('"video"', '"image"'),
            "neither pictures nor sound",
        ),
        (
            MPD.replace("$RepresentationID$/i", "http://127.0.0.1:9/i"),
            "line 8: http.* lies outside the folder",
        ),
        (MPD.replace("$RepresentationID$/i", "../i"), "lies outside the folder"),
        (MPD, "line 8: v0/i.mp4 is not there; say when it begins with --first-pts"),
    ],
)
def test_a_manifest_that_tells_no_times_is_refused(text: str, reason: str) -> None:
    root = read(text.encode(), "m.mpd")
    with pytest.raises((FormatError, InputError), match=reason):
        first_frame(root, periods_of(root, "m.mpd")[0], "m.mpd")
