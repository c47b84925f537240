"""The command ``subkit dash``: what it writes and prints, and how it ends where that cannot be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from subkit.formats import parse

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from program import Done

MPD = """<MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" mediaPresentationDuration="PT3.5S">
<Period>
  <AdaptationSet mimeType="video/mp4">
    <Representation id="v" bandwidth="1"><BaseURL>v.mp4</BaseURL></Representation>
  </AdaptationSet>
</Period>
</MPD>
"""
SECOND = '<Period start="PT2S"><AdaptationSet mimeType="video/mp4"/></Period>\n</MPD>'
ENGLISH = "1\n00:00:00,500 --> 00:00:01,500\nOne\n\n2\n00:00:01,600 --> 00:00:03,000\nTwo\n"
AT = ("--first-pts", "0")


@pytest.fixture
def stream(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a manifest and captions; the media themselves are not needed."""
    (tmp_path / "v.mpd").write_text(MPD)
    (tmp_path / "talk.en.srt").write_text(ENGLISH)
    (tmp_path / "talk.fr.vtt").write_text("WEBVTT\n\n00:01.000 --> 00:02.000\nUn\n")
    (tmp_path / "late.en.srt").write_text("1\n00:09:00,000 --> 00:09:01,000\nLate\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def texts(path: Path) -> list[tuple[int, int, str]]:
    return [(cue.start, cue.end, cue.text) for cue in parse(path.read_text(), "vtt")]


def test_each_language_becomes_a_file_and_what_is_said_of_it_is_printed(
    run: Callable[..., Done], stream: Path
) -> None:
    done = run("dash", "talk.en.srt", "talk.fr.vtt", "--mpd", "v.mpd", "-o", "my subs", *AT, "--sdh", "1")
    assert (0, "", MPD) == (done.code, done.err, (stream / "v.mpd").read_text())
    printed = done.out.decode()
    assert 2 == printed.count("<AdaptationSet ")
    assert "    <BaseURL>my%20subs/en-sdh.vtt</BaseURL>\n" in printed
    assert [(500, 1500, "One"), (1600, 3000, "Two")] == texts(stream / "my subs/en-sdh.vtt")
    assert [(1000, 2000, "Un")] == texts(stream / "my subs/fr.vtt")


def test_a_manifest_gets_its_captions_once(run: Callable[..., Done], stream: Path) -> None:
    (stream / "v.mpd").write_text(MPD.replace("</MPD>", SECOND))
    for _ in range(2):
        done = run("dash", "talk.en.srt", "--mpd", "v.mpd", *AT, "--write", "-v")
        assert (0, b"") == (done.code, done.out)
    made = (stream / "v.mpd").read_text()
    assert [1, 1] == [made.count(f"<BaseURL>en-{number}.vtt</BaseURL>") for number in (1, 2)]
    assert [(500, 1500, "One"), (1600, 2000, "Two")] == texts(stream / "en-1.vtt")
    assert [(0, 1000, "Two")] == texts(stream / "en-2.vtt")


def test_captions_begin_with_the_first_frame(run: Callable[..., Done], stream: Path) -> None:
    done = run("dash", "talk.en.srt", "--mpd", "v.mpd", "--first-pts", "9000")
    assert (0, [(600, 1600, "One"), (1700, 3100, "Two")]) == (done.code, texts(stream / "en.vtt"))


def test_what_comes_after_the_end_is_said(run: Callable[..., Done], stream: Path) -> None:
    (stream / "talk.en.srt").write_text(f"{ENGLISH}\n3\n00:00:03,500 --> 00:00:09,000\nThree\n")
    done = run("dash", "talk.en.srt", "--mpd", "v.mpd", *AT)
    expected = "talk.en.srt: 1 cue begins after the video's end at 00:00:03.500, and is left out; the first at 00:00:03.500"
    assert (0, expected) == (done.code, done.err.strip())


def test_a_manifest_whose_files_are_elsewhere_needs_an_address(
    run: Callable[..., Done], stream: Path
) -> None:
    (stream / "v.mpd").write_text(MPD.replace("<Period>", "<BaseURL>https://cdn.example/</BaseURL><Period>"))
    done = run("dash", "talk.en.srt", "--mpd", "v.mpd", *AT)
    assert (2, True) == (done.code, "say where the captions will be: --base-url" in done.err)
    done = run("dash", "talk.en.srt", "--mpd", "v.mpd", *AT, "--base-url", "https://cdn.example/subs/")
    assert b"<BaseURL>https://cdn.example/subs/en.vtt</BaseURL>" in done.out


@pytest.mark.parametrize(
    ("arguments", "code", "reason"),
    [
        (("talk.en.srt", "--mpd", "none.mpd"), 1, "none.mpd: no such file"),
        (("none.srt", "--mpd", "v.mpd", *AT), 1, "none.srt: no such file"),
        (("talk.en.srt", "--mpd", "v.mpd"), 1, "v.mpd: line 4: v.mp4 is not there; say when it begins"),
        (("talk.en.srt", "--mpd", "talk.en.srt"), 1, "talk.en.srt:1: no well-formed XML"),
        (("talk.en.srt", "--mpd", "-"), 2, "the manifest cannot come from stdin"),
        (("talk.en.srt", "--mpd", "v.mpd", "--first-pts", "-1"), 2, "--first-pts"),
        (("talk.en.srt", "--mpd", "v.mpd", *AT, "--default", "2"), 2, "there are 1 CAPTIONS"),
        (("talk.en.srt", "--mpd", "v.mpd", *AT, "--title", "a\nb"), 2, "has control characters"),
        (("talk.en.srt", "talk.en.srt", "--mpd", "v.mpd", *AT), 2, "another of CAPTIONS is en already"),
        (("talk.en.srt", "--mpd", "v.mpd", *AT, "-o", "v.mpd"), 7, "is a file, not a folder"),
        (
            ("late.en.srt", "--mpd", "v.mpd", *AT),
            1,
            "all of it comes after the end of the video, at 00:00:03.500",
        ),
        (
            ("en.vtt", "--mpd", "v.mpd", *AT, "--language", "en"),
            2,
            "-o: en.vtt is the input en.vtt, which would be lost",
        ),
        (("talk.en.srt", "--mpd", "v.mpd", *AT), 7, "en.vtt: is there already, and subkit did not make it"),
    ],
)
def test_what_cannot_be_ends_with_its_code_and_leaves_nothing(
    run: Callable[..., Done], stream: Path, arguments: tuple[str, ...], code: int, reason: str
) -> None:
    (stream / "en.vtt").write_text("WEBVTT\n\n00:01.000 --> 00:02.000\nTheirs\n")
    before = {path.name: path.read_bytes() for path in stream.iterdir()}
    done = run("dash", *arguments)
    assert code == done.code
    assert reason in done.err
    assert 1 == len(done.err.splitlines())
    assert before == {path.name: path.read_bytes() for path in stream.iterdir()}
