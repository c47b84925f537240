"""What ``subkit convert`` does with its options."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest
from program import payload

from subkit.cli.summary import Report, Summary
from subkit.timecode import from_seconds

if TYPE_CHECKING:
    from collections.abc import Callable

    from program import Done

SENTENCES = (
    "We",
    "saw",
    "the",
    "old",
    "lighthouse",
    "from",
    "the",
    "ferry,",
    "and",
    "it",
    "was",
    "still",
    "lit.",
)


def lines_of(srt: bytes) -> list[str]:
    """The text lines of SubRip."""
    return [line for cue in srt.decode().strip().split("\n\n") for line in cue.split("\n")[2:]]


@pytest.mark.parametrize(
    ("output", "begin"),
    [
        ("x.srt", b"1\n00:00:00,500 --> "),
        ("x.vtt", b"WEBVTT\n\n"),
        ("x.txt", b"Hello there.\n"),
        ("x.json", b"{"),
    ],
)
def test_the_format_follows_the_name(
    run: Callable[..., Done], talk: Callable[..., Path], here: Path, output: str, begin: bytes
) -> None:
    assert (0, b"", "") == run("convert", talk(), "-o", output)
    assert (here / output).read_bytes().startswith(begin)


def test_every_format_at_once(run: Callable[..., Done], talk: Callable[..., Path], here: Path) -> None:
    assert 0 == run("convert", talk(), "--to", "srt,vtt", "--to", "txt,json").code
    expected = ["talk.captions.json", "talk.json", "talk.srt", "talk.txt", "talk.vtt"]
    assert expected == sorted(path.name for path in here.iterdir())


def test_a_folder_for_outputs_is_made(
    run: Callable[..., Done], talk: Callable[..., Path], here: Path
) -> None:
    assert 0 == run("convert", talk("in/a.json"), talk("in/b.json"), "--output-dir", "out/deep").code
    assert ["a.srt", "b.srt"] == sorted(path.name for path in (here / "out/deep").iterdir())


def test_stdin_goes_to_stdout_and_nothing_touches_the_disk(program: Callable[..., Done], here: Path) -> None:
    done = program("convert", "-", stdin=json.dumps(payload("Hello", "there.")).encode())
    assert (0, "") == (done.code, done.err)
    assert ["Hello there."] == lines_of(done.out)
    assert not list(here.iterdir())


@pytest.mark.parametrize(
    "content", [b"", b"{}", b'{"transcript": []}', b'{"job_id": 7, "job_status": "Pending"}']
)
def test_stdin_has_one_name_in_every_message(program: Callable[..., Done], content: bytes) -> None:
    (message,) = program("convert", "-", stdin=content).messages
    assert message.startswith("subkit: stdin: ")


def test_a_list_of_inputs_comes_on_stdin(
    program: Callable[..., Done], talk: Callable[..., Path], here: Path
) -> None:
    talk("a.json"), talk("two\nlines.json")
    done = program("convert", "--files-from", "-", "-0", stdin=b"a.json\0two\nlines.json\0")
    assert (0, b"", "") == done
    assert (here / "a.srt").read_bytes() == (here / "two\nlines.srt").read_bytes()


def test_an_empty_list_is_nothing_to_do(program: Callable[..., Done]) -> None:
    done = program("convert", "--files-from", "-", "--json")
    assert (0, "", []) == (done.code, done.err, done.json["inputs"])


def test_the_same_input_gives_the_same_bytes(run: Callable[..., Done], talk: Callable[..., Path]) -> None:
    talk("talk.json", *SENTENCES)
    assert run("convert", "talk.json", "-o", "-").out == run("convert", "talk.json", "-o", "-").out


@pytest.mark.parametrize("option", ["--max-chars", "--max-line-width"])
def test_the_line_length_is_the_one_asked_for(
    run: Callable[..., Done], talk: Callable[..., Path], option: str
) -> None:
    out = run("convert", talk("talk.json", *SENTENCES), "-o", "-", option, "16").out
    assert 16 >= max(map(len, lines_of(out)))
    assert " ".join(SENTENCES) == " ".join(lines_of(out))
    assert 16 < max(map(len, lines_of(run("convert", "talk.json", "-o", "-").out)))


@pytest.mark.parametrize("option", ["--max-lines", "--max-line-count"])
def test_the_lines_of_a_cue_are_the_ones_asked_for(
    run: Callable[..., Done], talk: Callable[..., Path], option: str
) -> None:
    out = run("convert", talk("talk.json", *SENTENCES), "-o", "-", option, "1").out
    assert all(cue.count("\n") == 2 for cue in out.decode().strip().split("\n\n"))


@pytest.mark.parametrize(
    ("limit", "rule"), [("--max-cps=0.5", "reading-speed"), ("--max-chars=4", "line-length")]
)
def test_limits_that_cannot_be_met_are_counted_and_reported(
    run: Callable[..., Done], talk: Callable[..., Path], limit: str, rule: str
) -> None:
    done = run("convert", talk("talk.json", "One,", "two,", "three."), limit)
    assert (0, "talk.json: 1 limit could not be met (--report FILE lists them)\n") == (done.code, done.err)
    report = run("convert", "talk.json", "--overwrite", limit, "--report", "-").out
    (account,) = msgspec.json.decode(report, type=Report).inputs
    assert [rule] == [finding.rule for finding in account.findings]


def test_durations_are_in_seconds(run: Callable[..., Done], talk: Callable[..., Path]) -> None:
    out = run(
        "convert", talk("talk.json", *SENTENCES), "--to", "json", "-o", "-", "--max-duration", "2.25"
    ).out
    assert all(cue["end"] - cue["start"] <= 2250 for cue in json.loads(out)["cues"])


def test_a_profile_may_be_a_file(run: Callable[..., Done], talk: Callable[..., Path], here: Path) -> None:
    (here / "narrow.toml").write_text("max_line_length = 16\n")
    done = run("convert", talk("talk.json", *SENTENCES), "--profile", "narrow.toml", "--json")
    assert "narrow" == done.json["inputs"][0]["profile"]
    assert 16 >= max(map(len, lines_of((here / "talk.srt").read_bytes())))


def test_repairs_are_counted_reported_and_refused_when_strict(run: Callable[..., Done], here: Path) -> None:
    document = payload("Hello", "there.")
    document["transcript"][0]["words"][0]["start_time"] = "0.5"
    (here / "talk.json").write_text(json.dumps(document))
    assert (0, b"", "talk.json: 1 repair (--report FILE lists them)\n") == run("convert", "talk.json")
    done = run("convert", "talk.json", "-o", "x.srt", "--report", "-")
    assert "talk.json: 1 repair\n" == done.err
    (account,) = msgspec.json.decode(done.out, type=Report).inputs
    assert ["$.transcript[0].words[0].start_time"] == [repair.place for repair in account.repairs]
    strict = run("convert", "talk.json", "-o", "y.srt", "--strict")
    assert (1, 1) == (strict.code, len(strict.messages))
    assert strict.err.startswith("subkit: talk.json: $.transcript[0].words[0].start_time: expected a number")
    assert not (here / "y.srt").exists()


def test_text_that_a_format_cannot_carry_is_a_repair(
    run: Callable[..., Done], talk: Callable[..., Path]
) -> None:
    done = run("convert", talk("talk.json", "An", "<unk>", "word."), "-o", "x.srt", "--report", "-")
    assert ["talk.json: 1 repair"] == done.messages
    assert ["markup"] == [repair["kind"] for repair in done.json["inputs"][0]["repairs"]]


def test_a_byte_order_mark_and_crlf_if_asked_for(run: Callable[..., Done], talk: Callable[..., Path]) -> None:
    plain = run("convert", talk(), "-o", "-").out
    windows = run("convert", "talk.json", "-o", "-", "--bom", "--crlf").out
    assert b"\xef\xbb\xbf" + plain.replace(b"\n", b"\r\n") == windows


def test_a_file_is_replaced_only_if_it_was_named_or_that_was_allowed(
    run: Callable[..., Done], talk: Callable[..., Path], here: Path
) -> None:
    kept, written = b"corrected by hand", (here / "talk.srt")
    talk()
    for arguments, code in (
        ([], 7),
        (["-o", "talk.srt", "--no-overwrite"], 7),
        (["--overwrite"], 0),
        (["-o", "talk.srt"], 0),
    ):
        written.write_bytes(kept)
        done = run("convert", "talk.json", *arguments)
        assert (code, code == 7) == (done.code, written.read_bytes() == kept)
        if code:
            assert "subkit: talk.json: talk.srt: is there already; --overwrite replaces it\n" == done.err


def test_of_several_formats_none_is_written_if_one_may_not_be(
    run: Callable[..., Done], talk: Callable[..., Path], here: Path
) -> None:
    (here / "talk.vtt").touch()
    assert 7 == run("convert", talk(), "--to", "srt,vtt").code
    assert not (here / "talk.srt").exists()


def test_what_was_written_before_a_failure_is_told(
    run: Callable[..., Done], talk: Callable[..., Path], here: Path
) -> None:
    (here / "talk.vtt").mkdir()
    done = run("convert", talk(), "--to", "srt,vtt", "--json")
    assert (7, ["talk.srt"]) == (done.code, done.json["inputs"][0]["outputs"])


def test_those_who_ask_are_told_which_language_was_taken_and_why(
    run: Callable[..., Done], talk: Callable[..., Path]
) -> None:
    told = "talk.json -> talk.srt: 1 cue, pl (option)\n"
    assert told == run("convert", talk(), "--language", "pl", "-v").err
    horloge = Path(__file__).parents[2] / "samples/pictory/horloge.json"
    detected = run("convert", horloge, "-o", "horloge.srt", "-v").err
    assert ", fr (detected)\n" in detected


def test_a_language_whose_words_are_not_known_is_told(
    run: Callable[..., Done], talk: Callable[..., Path]
) -> None:
    told = "talk.json: cy has no pack: lines break by marks and pauses alone\n"
    assert told == run("convert", talk(), "--language", "cy").err


def test_the_languages_tag_is_handed_on(run: Callable[..., Done], talk: Callable[..., Path]) -> None:
    assert "pt-BR" == run("convert", talk(), "--language", "pt-BR", "--json").json["inputs"][0]["language"]


def test_the_layout_of_text(run: Callable[..., Done], talk: Callable[..., Path]) -> None:
    talk("talk.json", *SENTENCES)
    arguments = ["convert", "talk.json", "-o", "-", "--to", "txt", "--max-chars", "16", "--max-lines", "1"]
    assert 1 == run(*arguments).out.count(b"\n")
    assert 1 < run(*arguments, "--text-layout", "cues").out.count(b"\n")


def test_speakers_are_shown_unless_unwanted(run: Callable[..., Done], here: Path) -> None:
    document = payload("Hello", "there.")
    document["transcript"][0]["speakerId"] = 1
    document["transcript"].append({**payload("Hi.", start=3.0)["transcript"][0], "speakerId": 2})
    (here / "talk.json").write_text(json.dumps(document))
    shown = run("convert", "talk.json", "-o", "-").out
    hidden = run("convert", "talk.json", "-o", "-", "--no-speakers").out
    assert ["Hello there.", "Hi."] == lines_of(hidden)
    assert all(
        line.endswith(text) and line != text
        for line, text in zip(lines_of(shown), lines_of(hidden), strict=True)
    )


def test_verbose_tells_what_was_written_and_quiet_nothing(
    run: Callable[..., Done], talk: Callable[..., Path]
) -> None:
    assert "talk.json -> talk.srt, talk.vtt: 1 cue\n" == run("convert", talk(), "--to", "srt,vtt", "-v").err
    quiet = run("convert", talk("one.json", "One,", "two,", "three", "words."), "-q", "--max-cps", "0.5")
    assert (0, b"", "") == quiet


def test_the_summary_keeps_its_schema(run: Callable[..., Done], talk: Callable[..., Path]) -> None:
    done = run("convert", talk(), "--json")
    summary = msgspec.json.decode(done.out, type=Summary)
    assert "subkit.convert/1" == summary.schema
    (result,) = done.json["inputs"]
    expected = {
        "input": "talk.json",
        "outputs": ["talk.srt"],
        "adapter": "pictory",
        "language": None,
        "language_source": None,
        "profile": "default",
        "words": 2,
        "cues": 1,
        "repairs": 0,
        "findings": 0,
        "error": None,
    }
    assert expected == result


def test_an_odd_file_name_is_told_without_harm(program: Callable[..., Done], here: Path) -> None:
    name = b"\x1b[31mcaf\xe9.json"
    with open(bytes(here) + b"/" + name, "wb") as stream:  # noqa: PTH123 - a name that is no text
        stream.write(b"{}")
    done = program("convert", name, "--json", "--report", "report.json")
    assert 1 == done.code
    assert done.err.startswith("subkit: \\x1b[31mcaf\\udce9.json: no adapter knows this payload")
    assert "\x1b[31mcaf\udce9.json" == done.json["inputs"][0]["input"]
    assert "\x1b[31mcaf\udce9.json" == json.loads((here / "report.json").read_bytes())["inputs"][0]["input"]


def test_a_providers_own_cues_are_kept_if_asked_for(run: Callable[..., Done]) -> None:
    panel = Path(__file__).parents[2] / "samples/verbit/panel.json"
    own = [from_seconds(segment["start_time"]) for segment in json.loads(panel.read_bytes())["segments"]]
    kept = run("convert", panel, "-o", "-", "--to", "json", "--keep-cues").out
    assert own == [cue["start"] for cue in json.loads(kept)["cues"]]
    cut = run("convert", panel, "-o", "-", "--to", "json").out
    assert own != [cue["start"] for cue in json.loads(cut)["cues"]]
