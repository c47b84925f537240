"""A master playlist gets its captions, once, and keeps every other byte."""

from __future__ import annotations

import m3u8
import pytest
from hypothesis import given
from hypothesis import strategies as st

from subkit.errors import FormatError, OutputError
from subkit.video.hls import Rendition, with_renditions
from subkit.video.hls.attributes import attributes

MASTER = """#EXTM3U
#EXT-X-VERSION:4
#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="English",URI="a.m3u8"

# said by nobody
#EXT-X-STREAM-INF:BANDWIDTH=1,AUDIO="a"
v0.m3u8
#EXT-X-I-FRAME-STREAM-INF:BANDWIDTH=1,URI="i.m3u8"
#EXT-X-STREAM-INF:BANDWIDTH=2,AUDIO="a"
v1.m3u8
"""
ENGLISH = (Rendition(language="en", sdh=True), "en-sdh.m3u8")
FRENCH = (Rendition(language="fr", default=True), "fr.m3u8")


def test_captions_are_made_known_and_nothing_else_is_touched() -> None:
    made = with_renditions(MASTER, [ENGLISH, FRENCH], "m.m3u8")
    added = [line for line in made.splitlines() if "SUBTITLES," in line]
    english = (
        '#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="subs",NAME="English (SDH)",LANGUAGE="en",DEFAULT=NO,AUTOSELECT=YES,FORCED=NO,'
        'CHARACTERISTICS="public.accessibility.transcribes-spoken-dialog,public.accessibility.describes-music-and-sound",'
        'URI="en-sdh.m3u8"'
    )
    french = (
        '#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="subs",NAME="Français",LANGUAGE="fr",DEFAULT=YES,AUTOSELECT=YES,FORCED=NO,'
        'URI="fr.m3u8"'
    )
    assert [english, french] == added
    kept = "".join(f"{line}\n" for line in made.splitlines() if line not in added)
    assert MASTER == kept.replace(',SUBTITLES="subs"', "")
    assert 2 == kept.count(',SUBTITLES="subs"')


def test_other_players_read_what_was_made() -> None:
    read = m3u8.loads(with_renditions(MASTER, [ENGLISH, FRENCH], "m.m3u8"))
    assert [["en", "fr"], ["en", "fr"]] == [
        [one.language for one in variant.media if one.type == "SUBTITLES"] for variant in read.playlists
    ]


@given(
    st.sampled_from(["\n", "\r\n"]), st.booleans(), st.sampled_from([[ENGLISH], [FRENCH], [ENGLISH, FRENCH]])
)
def test_doing_it_again_changes_nothing(end: str, closed: bool, known: list[tuple[Rendition, str]]) -> None:
    master = MASTER.replace("\n", end)
    master = master if closed else master.removesuffix(end)
    once = with_renditions(master, known, "m.m3u8")
    assert once == with_renditions(once, known, "m.m3u8")
    assert end == "\n" or once.count("\r\n") == once.count("\n")
    assert (
        once == with_renditions(with_renditions(once, known[:1], "m.m3u8"), known, "m.m3u8") or len(known) > 1
    )


def test_languages_can_come_one_after_the_other() -> None:
    made = with_renditions(with_renditions(MASTER, [ENGLISH], "m.m3u8"), [FRENCH], "m.m3u8")
    assert with_renditions(MASTER, [ENGLISH, FRENCH], "m.m3u8") == made


def test_captions_join_every_group_that_the_variants_have() -> None:
    mixed = MASTER.replace("BANDWIDTH=1,AUDIO", 'BANDWIDTH=1,SUBTITLES="s1",AUDIO')
    made = with_renditions(mixed, [FRENCH], "m.m3u8", group="s2")
    told = [
        attributes(line.partition(":")[2])
        for line in made.splitlines()
        if line.startswith("#EXT-X-MEDIA:TYPE=SUB")
    ]
    assert ["s1", "s2"] == [one["GROUP-ID"] for one in told]
    assert ["s1", "s2"] == [one.stream_info.subtitles for one in m3u8.loads(made).playlists]


def test_bytes_that_are_no_text_stay() -> None:
    odd = MASTER.replace("nobody", "\udcff")
    assert "\udcff" in with_renditions(odd, [FRENCH], "m.m3u8")


def test_a_name_that_others_have_is_refused() -> None:
    taken = with_renditions(MASTER, [FRENCH], "m.m3u8")
    other = (Rendition(language="fr"), "other.m3u8")
    with pytest.raises(
        OutputError, match=r"m\.m3u8: has captions called Français already; say another --title"
    ):
        with_renditions(taken, [other], "m.m3u8")


def test_two_defaults_are_refused() -> None:
    taken = with_renditions(MASTER, [FRENCH], "m.m3u8")
    other = (Rendition(language="de", default=True), "de.m3u8")
    with pytest.raises(OutputError, match="has captions that are shown by default already"):
        with_renditions(taken, [other], "m.m3u8")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "m.m3u8:1: expected #EXTM3U"),
        ("#EXTM3U\n#EXTINF:2,\na.ts\n", "m.m3u8: names no variants"),
        ("#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH\nv.m3u8\n", "m.m3u8:2: no attribute list"),
    ],
)
def test_what_is_no_master_playlist_is_refused(text: str, reason: str) -> None:
    with pytest.raises(FormatError, match=reason):
        with_renditions(text, [FRENCH], "m.m3u8")


def test_a_title_that_no_playlist_can_hold_is_refused() -> None:
    with pytest.raises(ValueError, match="has quotes or control characters"):
        Rendition(language="en", name='the "real" one').line("en.m3u8", "subs")
