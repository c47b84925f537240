"""Targets: what each takes, who says so, and what is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import subkit
from subkit.errors import ConfigError, InputError, OutputError, UnknownNameError
from subkit.formats import formats
from subkit.targeting import Target, names, target

if TYPE_CHECKING:
    from pathlib import Path

PLAIN = Target(name="x", title="X", format="srt", formats=("srt",))


@pytest.mark.parametrize("name", names())
def test_a_target_has_its_name_a_title_and_a_source_for_all_it_says(name: str) -> None:
    known = target(name)
    assert name == known.name
    assert known.title
    said = {field for field in known.__struct_fields__ if getattr(known, field) != getattr(PLAIN, field)}
    assert said - {"name", "title", "sources"} <= known.sources.keys() <= set(known.__struct_fields__)
    assert {"format", "formats"} <= known.sources.keys()
    for source in known.sources.values():
        assert source.clause
        assert source.address.startswith("https://") or source.basis == "house"


@pytest.mark.parametrize("name", names())
def test_what_a_target_is_written_in_is_among_what_it_takes(name: str) -> None:
    known = target(name)
    assert known.format in known.formats
    assert all(formats()[form].writable for form in known.formats)


def test_a_target_of_your_own_is_read_from_its_file(tmp_path: Path) -> None:
    file = tmp_path / "house.toml"
    file.write_text(
        'title = "Ours"\nformat = "vtt"\nformats = ["vtt"]\nstart = "0.5 s"\nline_ends = "crlf"\n'
    )
    ours = target(file)
    assert ("house", 500, True) == (ours.name, ours.start, ours.writing().crlf)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title = ", "no TOML"),
        ("title = 1", "title"),
        ('title = "x"\nformat = "srt"\nformats = ["srt"]\ncolour = 1', "colour"),
        ('title = "x"\nformat = "srt"\nformats = ["srt"]\nstart = "soon"', "soon"),
        ('title = "x"\nformat = "srt"\nformats = ["srt"]\nspeaker_style = "loud"', "loud"),
    ],
)
def test_a_file_that_is_no_target_is_refused_by_its_place(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "house.toml"
    file.write_text(text)
    with pytest.raises(ConfigError, match=said) as refused:
        target(file)
    assert str(refused.value).startswith(str(file))


def test_an_unknown_target_is_refused_with_those_there_are() -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'youtube'"):
        target("youtub")
    with pytest.raises(InputError):
        target("nowhere.toml")


def test_what_is_asked_for_goes_before_what_the_target_has() -> None:
    youtube = target("youtube")
    assert "named-chevrons" == youtube.writing().speaker_style
    asked = subkit.Writing(speaker_style="bracket", styling=True, bom=True)
    assert asked == youtube.writing(asked)


def test_files_are_called_by_media_language_and_format() -> None:
    assert "talk.en-US.srt" == target("youtube").file_name("media/talk.mp4", "en-US")
    assert "talk.vtt" == target("web").file_name("talk")
    assert "talk.de.srt" == target("web").file_name("talk.mp4", "de", format="srt")


@pytest.mark.parametrize(
    ("tag", "taken"),
    [
        ("en", False),
        ("en-US", True),
        ("zh-Hant", False),
        ("zh-Hant-TW", True),
        ("es-419", True),
        ("en_GB", True),
    ],
)
def test_where_a_region_is_asked_for_a_tag_has_one(tag: str, taken: bool) -> None:
    assert taken == target("lms").takes(tag)
    assert target("youtube").takes(tag)


def test_a_file_larger_than_the_target_takes_is_refused() -> None:
    small = Target(name="small", title="Small", format="srt", formats=("srt",), max_bytes=3)
    small.check_size(b"123", "talk.srt")
    with pytest.raises(OutputError, match=r"talk\.srt: has 4 bytes, and small takes 3 at most"):
        small.check_size(b"1234", "talk.srt")
