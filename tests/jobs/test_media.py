"""Media as users name them: files with their lengths, addresses with their names."""

from __future__ import annotations

import shutil
import wave
from typing import TYPE_CHECKING

import pytest

from subkit.adapter import Source
from subkit.errors import AddressError, InputError
from subkit.jobs.media import duration, source_of

if TYPE_CHECKING:
    from pathlib import Path

NAMES = ["talk.wav", "-i.wav", "a b.wav", "http:.wav", "concat:x.wav", "'q'.wav", "%d.wav", "日本.wav"]


def sound(path: Path) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(8000)
        file.writeframes(b"\x80" * 12_000)
    return path


@pytest.mark.parametrize("name", NAMES)
def test_a_file_has_its_name_and_its_length(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = sound(tmp_path / name)
    length = 1500 if shutil.which("ffprobe") else None
    assert Source(name, path=path, duration=length) == source_of(str(path))
    assert length == source_of(name).duration


def test_what_is_no_media_has_no_length(tmp_path: Path) -> None:
    path = tmp_path / "talk.mp4"
    path.write_text("no media")
    assert duration(path) is None
    assert source_of(str(path)) == Source("talk.mp4", path=path)


def test_a_playlist_cannot_name_what_lies_elsewhere(tmp_path: Path) -> None:
    sound(tmp_path / "talk.wav")
    playlist = tmp_path / "list.m3u8"
    playlist.write_text("#EXTM3U\n#EXTINF:9,\nhttp://127.0.0.1:9/talk.wav\n#EXT-X-ENDLIST\n")
    assert duration(playlist) is None


def test_without_ffprobe_the_length_is_not_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert source_of(str(sound(tmp_path / "talk.wav"))).duration is None


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://media.example.com/a/talk%20one.mp4?sig=abc", "talk_one.mp4"),
        ("https://media.example.com/", "media"),
        ("https://media.example.com/..%2f..%2fetc%2fpasswd", "etc_passwd"),
    ],
)
def test_an_address_is_called_after_its_last_part(address: str, name: str) -> None:
    assert Source(name, url=address) == source_of(address)


def test_what_cannot_be_sent_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty.mp4").touch()
    for text, said in (
        ("none.mp4", "no such file"),
        (str(tmp_path), "is a folder"),
        ("a\0b", "no such"),
        ("", "'': no such file"),
        ("-", "media cannot come from stdin"),
        ("x" * 300, "file name too long"),
        ("/dev/null", "is a device or a pipe"),
        (str(tmp_path / "empty.mp4"), "is empty"),
    ):
        with pytest.raises(InputError, match=said):
            source_of(text)
    for address in ("http://media.example.com/a", "https://10.0.0.1/a", "http://127.0.0.1/a"):
        with pytest.raises(AddressError):
            source_of(address)
    assert "http://127.0.0.1/a.mp4" == source_of("http://127.0.0.1/a.mp4", loopback=True).url
