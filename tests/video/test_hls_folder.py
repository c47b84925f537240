"""A rendition on disk is the old one or the new one; what is not ours stays."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import m3u8
import pytest

from subkit.errors import OutputError
from subkit.model import Captions, Cue
from subkit.video.hls import Timeline, cut, joined, publish
from subkit.video.hls.timeline import Slot

if TYPE_CHECKING:
    from pathlib import Path

TIMES = Timeline(
    slots=(
        Slot(duration=Fraction("6.006"), written="6.006", date="2026-11-22T10:00:00Z"),
        Slot(duration=Fraction("5.5"), written="5.5", discontinuity=True),
        Slot(duration=Fraction("0.04"), written="0.040000"),
    ),
    beginnings=(133_200, 0),
    sequence=7,
    discontinuities=2,
)


def texts(*words: str) -> tuple[str, ...]:
    cues = tuple([Cue(4000 * at, 4000 * at + 3000, (word,)) for at, word in enumerate(words)])
    return cut(Captions(cues), TIMES).texts


def held(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_the_playlist_follows_that_of_the_media(tmp_path: Path) -> None:
    made = publish(str(tmp_path / "new" / "subs"), "en", texts("one", "two"), TIMES)
    read = m3u8.loads(made.read_text())
    assert (7, 2, 7, "vod", True) == (
        read.target_duration,
        read.discontinuity_sequence,
        read.media_sequence,
        read.playlist_type,
        read.is_endlist,
    )
    assert [6.006, 5.5, 0.04] == [one.duration for one in read.segments]
    assert [False, True, False] == [one.discontinuity for one in read.segments]
    assert "#EXT-X-PROGRAM-DATE-TIME:2026-11-22T10:00:00Z\n#EXTINF:6.006,\n" in made.read_text()
    assert ["one", "two", "two"] == [cue.text for cue in joined(made)]


def test_doing_it_again_changes_nothing(tmp_path: Path) -> None:
    made = publish(str(tmp_path), "en", texts("one"), TIMES).read_bytes()
    before = held(tmp_path)
    assert made == publish(str(tmp_path), "en", texts("one"), TIMES).read_bytes()
    assert before == held(tmp_path)


def test_segments_of_an_earlier_run_go_and_others_stay(tmp_path: Path) -> None:
    publish(str(tmp_path), "en", texts("one"), TIMES)
    publish(str(tmp_path), "fr", texts("un"), TIMES)
    mine = tmp_path / "en-00000000-00000.vtt"
    mine.write_text("WEBVTT\n")
    before = held(tmp_path)
    publish(str(tmp_path), "en", texts("two"), TIMES)
    assert 3 == len(before - held(tmp_path))
    assert {"en.m3u8", "fr.m3u8", mine.name} < held(tmp_path)
    assert 9 == len(held(tmp_path))


def test_a_playlist_of_others_is_replaced_only_if_that_is_said(tmp_path: Path) -> None:
    theirs = tmp_path / "en.m3u8"
    theirs.write_text("#EXTM3U\n#EXTINF:6,\nen-0000abcd-00000.vtt\n#EXT-X-ENDLIST\n")
    (tmp_path / "en-0000abcd-00000.vtt").write_text("WEBVTT\n")
    before = held(tmp_path)
    with pytest.raises(
        OutputError, match=r"en\.m3u8: is there already, and subkit did not make it; --overwrite"
    ):
        publish(str(tmp_path), "en", texts("one"), TIMES)
    assert before == held(tmp_path)
    publish(str(tmp_path), "en", texts("one"), TIMES, overwrite=True)
    assert before < held(tmp_path)


def test_what_cannot_be_finished_leaves_nothing_behind(tmp_path: Path) -> None:
    before = publish(str(tmp_path), "en", texts("one"), TIMES).read_bytes()
    whole = held(tmp_path)
    blocked = texts("two")
    stem = (
        "en-" + publish(str(tmp_path / "elsewhere"), "en", blocked, TIMES).read_text().partition("en-")[2][:8]
    )
    (tmp_path / f"{stem}-00002.vtt").mkdir()
    with pytest.raises(OutputError, match="00002"):
        publish(str(tmp_path), "en", blocked, TIMES)
    assert whole | {"elsewhere", f"{stem}-00002.vtt"} == held(tmp_path)
    assert before == (tmp_path / "en.m3u8").read_bytes()
    assert "one" in [cue.text for cue in joined(tmp_path / "en.m3u8")]


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "subs").touch()
    with pytest.raises(OutputError, match="is a file, not a folder"):
        publish(str(tmp_path / "subs"), "en", texts("one"), TIMES)
