"""What ``subkit convert`` does with caption files: kept as they are, cut anew, moved."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from program import payload

from subkit import formats
from subkit.document import CueSettings
from subkit.model import Captions, Cue, Word
from subkit.timecode import clock

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from program import Done

SRT = b"""1
00:00:01,000 --> 00:00:02,500
Well, hello there.

2
00:00:10,000 --> 00:00:13,000
And a rather longer sentence,
which has two lines.
"""
VTT = """WEBVTT

00:00:01.000 --> 00:00:02.500
Well, hello there.

00:00:10.000 --> 00:00:13.000
And a rather longer sentence,
which has two lines.
"""
HOUR = 3_600_000


@pytest.fixture
def old(here: Path) -> Path:
    path = here / "old.srt"
    path.write_bytes(SRT)
    return path


def starts(path: Path) -> list[tuple[int, int]]:
    return [(cue.start, cue.end) for cue in formats.load(path)]


def test_a_caption_file_keeps_its_cues_in_another_format(
    run: Callable[..., Done], old: Path, here: Path
) -> None:
    assert (0, b"", "") == run("convert", "old.srt", "-o", "new.vtt")
    assert VTT == (here / "new.vtt").read_text()
    assert 0 == run("convert", "new.vtt", "-o", "again.srt").code
    assert SRT == (here / "again.srt").read_bytes().rstrip(b"\n") + b"\n"
    assert SRT == old.read_bytes()


def test_the_content_tells_where_no_suffix_does_or_it_lies(
    run: Callable[..., Done], program: Callable[..., Done], here: Path
) -> None:
    for name in ("talk", "talk.json", "talk.srt", "talk.cap"):
        (here / name).write_text(VTT)
        done = run("convert", name, "-o", "out.srt")
        assert 0 == done.code
        assert formats.parse(SRT, "srt").cues == formats.load(here / "out.srt").cues
    assert VTT.encode() == program("convert", "-", "--to", "vtt", stdin=SRT).out


def test_a_result_called_srt_and_a_document_without_a_transcript_are_known(
    run: Callable[..., Done], here: Path
) -> None:
    (here / "a.txt").write_text(json.dumps(payload("Hello", "there.")))
    assert 0 == run("convert", "a.txt", "-o", "a.srt").code
    assert ["Hello there."] == [cue.text for cue in formats.load(here / "a.srt")]
    captions = Captions((Cue(0, 900, ("Hi.",), id="x", settings=CueSettings(line=0)),), "de")
    formats.save(captions, here / "b.json")
    assert 0 == run("convert", "b.json", "-o", "c.captions.json").code
    assert captions == formats.load(here / "c.captions.json")


def test_caption_files_and_results_go_together(
    run: Callable[..., Done], old: Path, talk: Callable[..., Path]
) -> None:
    done = run("convert", old.name, talk(), "--to", "vtt", "--output-dir", "out", "--json")
    assert [(None, 2), ("pictory", 1)] == [(one["adapter"], one["cues"]) for one in done.json["inputs"]]


def test_a_broken_caption_file_fails_alone_and_names_its_line(
    run: Callable[..., Done], old: Path, here: Path
) -> None:
    (here / "bad.srt").write_text("1\n00:00:01,000 --> soon\nHi\n")
    (here / "empty.srt").write_text("\n")
    done = run("convert", "bad.srt", "empty.srt", old.name, "--to", "vtt")
    assert (1, True) == (done.code, (here / "old.vtt").exists())
    assert done.messages[0].startswith("subkit: bad.srt:2: ")
    assert "subkit: empty.srt: holds no captions" == done.messages[1]


def test_recut_cuts_by_the_profile_and_tells_that_times_are_shared(
    run: Callable[..., Done], old: Path, here: Path
) -> None:
    kept = run("convert", old.name, "-o", "kept.srt", "--max-chars", "16")
    assert "old.srt: cues kept as they are; --recut cuts them by the profile\n" == kept.err
    assert SRT.split() == (here / "kept.srt").read_bytes().split()
    done = run("convert", old.name, "-o", "new.srt", "--recut", "--max-chars", "16", "--report", "-")
    assert 0 == done.code
    cues = formats.load(here / "new.srt").cues
    assert all(len(line) <= 16 for cue in cues for line in cue.lines)
    shown = " ".join(line for cue in cues for line in cue.lines)
    assert "Well, hello there. And a rather longer sentence, which has two lines." == shown
    assert ["interpolated"] == [repair["kind"] for repair in done.json["inputs"][0]["repairs"]]


def test_recut_uses_true_word_times_and_tells_what_is_lost(run: Callable[..., Done], here: Path) -> None:
    words = (Word("One.", 0, 400), Word("Two.", 4000, 4600))
    cue = Cue(
        0,
        5000,
        ("One. Two.",),
        words=words,
        id="x",
        settings=CueSettings(line=0),
        markup=("<i>One. Two.</i>",),
    )
    formats.save(Captions((cue,), "en"), here / "a.json")
    done = run("convert", "a.json", "-o", "b.json", "--recut", "--report", "-")
    made = formats.load(here / "b.json")
    assert [(word,) for word in words] == [cue.words for cue in made]
    assert [("<i>One.</i>",), ("<i>Two.</i>",)] == [cue.markup for cue in made]
    kinds = [repair["kind"] for repair in done.json["inputs"][0]["repairs"]]
    assert ["identifier", "position"] == kinds


def test_words_of_kept_captions_are_not_changed_in_silence(
    run: Callable[..., Done], old: Path, here: Path
) -> None:
    done = run("convert", old.name, "-o", "x.srt", "--remove-fillers")
    assert (1, "subkit: old.srt: captions are kept as they are; --recut changes words and names, too\n") == (
        done.code,
        done.err,
    )
    assert 1 == run("convert", old.name, "-o", "x.srt", "--explain", "-").code
    assert not (here / "x.srt").exists()
    assert 0 == run("convert", old.name, "-o", "x.srt", "--recut", "--explain", "why.txt").code


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--offset", "1.5"], [(2500, 4000), (11_500, 14_500)]),
        (["--offset", "-0.25"], [(750, 2250), (9750, 12_750)]),
        (["--offset", "01:00:00"], [(HOUR + 1000, HOUR + 2500), (HOUR + 10_000, HOUR + 13_000)]),
        (["--start-timecode", "01:00:00:00", "--frame-rate", "25"], [(HOUR + 1000, HOUR + 2500), (HOUR + 10_000, HOUR + 13_000)]),
        (["--offset", "00:00:01:12", "--frame-rate", "24"], [(2500, 4000), (11_500, 14_500)]),
        (["--scale", "2"], [(2000, 5000), (20_000, 26_000)]),
        (["--scale", "10:5"], [(500, 1250), (5000, 6500)]),
        (["--from-frame-rate", "25", "--to-frame-rate", "23.976"], [(1043, 2607), (10_427, 13_555)]),
        (["--from-time", "2", "--to-time", "12"], [(0, 500), (8000, 10_000)]),
        (["--from-time", "00:02", "--keep-times"], [(2000, 2500), (10_000, 13_000)]),
        (["--to-time", "5", "--scale", "2", "--offset", "1"], [(3000, 6000)]),
    ],
)  # fmt: skip
def test_times_are_moved(
    run: Callable[..., Done], old: Path, here: Path, options: list[str], expected: list[tuple[int, int]]
) -> None:
    assert 0 == run("convert", old.name, "-o", "new.srt", *options).code
    assert expected == starts(here / "new.srt")


def test_times_of_a_result_move_with_its_words(
    run: Callable[..., Done], talk: Callable[..., Path], here: Path
) -> None:
    assert 0 == run("convert", talk(), "-o", "x.json", "--offset", "10").code
    made = formats.load(here / "x.json")
    assert 10_500 == made[0].start == made[0].words[0].start
    assert made.transcript is not None
    assert [*made[0].words] == [*made.transcript.words]


def test_what_would_be_before_zero_is_told_or_refused(
    run: Callable[..., Done], old: Path, here: Path
) -> None:
    done = run("convert", old.name, "-o", "new.srt", "--offset", "-11", "--report", "-")
    assert [(0, 2000)] == starts(here / "new.srt")
    assert ["trimmed", "before-zero"] == [repair["kind"] for repair in done.json["inputs"][0]["repairs"]]
    strict = run("convert", old.name, "-o", "other.srt", "--offset", "-11", "--strict")
    assert (1, "subkit: old.srt: cue 1 would begin before zero\n") == (strict.code, strict.err)
    assert not (here / "other.srt").exists()


def test_an_offset_that_would_leave_nothing_is_refused(
    run: Callable[..., Done], old: Path, here: Path
) -> None:
    done = run("convert", old.name, "-o", "new.srt", "--offset", "-10:00:00")
    expected = "subkit: old.srt: every cue would come before zero; --offset moves too far\n"
    assert (1, expected) == (done.code, done.err)
    assert not (here / "new.srt").exists()


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (["--offset", "soon"], "--offset: 'soon' is no time"),
        (["--offset", "01:00:00:00"], "needs a frame rate; give --frame-rate"),
        (["--scale", "0"], "--scale: '0' is no factor"),
        (["--scale", "1:2:3"], "--scale: '1:2:3' is no factor"),
        (["--scale", "2", "--from-frame-rate", "25", "--to-frame-rate", "24"], "give one of them"),
        (["--from-frame-rate", "25"], "go together"),
        (["--from-time", "5", "--to-time", "5"], "nothing would be left"),
        (["--from-time", "-5"], "is before zero"),
        (["--keep-times"], "goes with --from-time"),
        (["--start-timecode", "-1"], "is before zero"),
        (["--start-timecode", "1:00:00", "--for", "resolve"], "--for resolve has a clock of its own"),
        (["--recut", "--keep-cues"], "give one of them"),
        (["--strict", "--lenient"], "give one of them"),
    ],
)
def test_options_that_make_no_sense_are_refused_before_anything_is_read(
    run: Callable[..., Done], here: Path, options: list[str], complaint: str
) -> None:
    done = run("convert", "gone.srt", "-o", "x.srt", *options)
    assert (2, True) == (done.code, complaint in done.err)
    assert not list(here.iterdir())


def test_a_part_in_which_nothing_is_shown_is_an_empty_file_and_no_error(
    run: Callable[..., Done], old: Path, here: Path
) -> None:
    done = run("convert", old.name, "-o", "x.vtt", "--from-time", clock(HOUR))
    assert (0, "old.srt: nothing is shown in that part; written without cues\n") == (done.code, done.err)
    assert (here / "x.vtt").read_text().startswith("WEBVTT")


def test_an_encoding_that_was_guessed_is_told(run: Callable[..., Done], here: Path) -> None:
    (here / "a.srt").write_bytes(
        "1\n00:00:01,000 --> 00:00:02,000\nÇa va très bien, Noël est à Genève.\n".encode("cp1252")
    )
    done = run("convert", "a.srt", "-o", "b.srt")
    assert "read as " in done.err
    assert 1 == run("convert", "a.srt", "-o", "b.srt", "--strict").code
    assert 0 == run("convert", "a.srt", "-o", "b.srt", "--encoding", "cp1252").code
    assert "Ça va très bien, Noël est à Genève." == formats.load(here / "b.srt")[0].text


def test_a_format_that_is_named_is_believed(run: Callable[..., Done], old: Path, here: Path) -> None:
    old.rename(here / "odd.json")
    assert 0 == run("convert", "odd.json", "-o", "x.vtt", "--from", "srt").code
    assert VTT == (here / "x.vtt").read_text()
    done = run("convert", "odd.json", "-o", "x.vtt", "--from", "vtt")
    assert (1, True) == (done.code, done.err.startswith("subkit: odd.json:1: "))
    assert 2 == run("convert", "odd.json", "-o", "x.vtt", "--from", "txt").code


@pytest.mark.parametrize("form", ["srt", "vtt", "sbv", "ass", "lrc", "tsv"])
def test_text_of_any_format_is_known_on_stdin(program: Callable[..., Done], old: Path, form: str) -> None:
    content = formats.encode(formats.load(old), form)
    done = program("convert", "-", "--to", "vtt", stdin=content)
    assert (0, True) == (done.code, done.out.startswith(b"WEBVTT")), done.err
    assert 1000 == formats.parse(done.out, "vtt")[0].start
