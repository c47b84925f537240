"""Where captions go."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from subkit.cli.outputs import Output, formats_wanted, planned, refuse_collisions

if TYPE_CHECKING:
    from collections.abc import Callable

    from program import Done

names = st.text(alphabet="ab.é-", min_size=1, max_size=6).filter(lambda name: name.strip("."))


@pytest.mark.parametrize(
    ("to", "output", "formats"),
    [
        ((), None, ("srt",)),
        ((), "-", ("srt",)),
        ((), "talk.vtt", ("vtt",)),
        ((), "TALK.VTT", ("vtt",)),
        (("txt",), "talk.vtt", ("txt",)),
        (("srt,vtt", "txt"), None, ("srt", "vtt", "txt")),
        (("VTT, srt,vtt,",), None, ("vtt", "srt")),
    ],
)
def test_formats_follow_to_then_the_suffix_then_srt(
    to: tuple[str, ...], output: str | None, formats: tuple[str, ...]
) -> None:
    assert formats == formats_wanted(to, output)


@pytest.mark.parametrize(
    ("to", "output", "said"),
    [
        (("vt",), None, "did you mean 'vtt'"),
        ((), "talk.doc", "-o talk.doc: unknown format 'doc'.*--to"),
        ((), "talk", "--to"),
        (("srt,stl",), None, "EBU STL is read and not written; name another"),
        ((), "tape.stl", "EBU STL is read and not written; name another"),
    ],
)
def test_a_format_that_cannot_be_written_is_refused_with_the_way_out(
    to: tuple[str, ...], output: str | None, said: str
) -> None:
    with pytest.raises(click.UsageError, match=said):
        formats_wanted(to, output)


@pytest.mark.parametrize(
    ("source", "formats", "directory", "outputs"),
    [
        ("talk.json", ["srt"], None, ["talk.srt"]),
        ("in/talk.json", ["srt", "vtt"], None, ["in/talk.srt", "in/talk.vtt"]),
        ("in/talk.json", ["txt"], "out", ["out/talk.txt"]),
        ("talk.json", ["json"], None, ["talk.captions.json"]),
        ("talk", ["srt"], None, ["talk.srt"]),
        ("a.b.json", ["srt"], None, ["a.b.srt"]),
        ("-", ["srt"], None, ["-"]),
        ("-", ["srt", "vtt"], "out", ["out/stdin.srt", "out/stdin.vtt"]),
    ],
)
def test_a_derived_name_is_the_inputs_with_the_formats_suffix(
    source: str, formats: list[str], directory: str | None, outputs: list[str]
) -> None:
    expected = tuple(Output(path, name) for path, name in zip(outputs, formats, strict=True))
    assert [expected] == planned([source], formats, None, directory)


@given(names, st.sets(st.sampled_from(["srt", "vtt", "txt", "json"]), min_size=1))
def test_no_derived_name_is_the_inputs(name: str, formats: set[str]) -> None:
    (outputs,) = planned([f"{name}.json"], sorted(formats), None, None)
    assert Path(f"{name}.json") not in {Path(output.path) for output in outputs}
    refuse_collisions([f"{name}.json"], [outputs], [])


def test_one_output_goes_where_it_is_told() -> None:
    assert [(Output("x.srt", "vtt"),)] == planned(["talk.json"], ["vtt"], "x.srt", None)


@pytest.mark.parametrize(
    ("inputs", "formats", "output", "directory", "said"),
    [
        (["a", "b"], ["srt"], "x.srt", None, "-o x.srt is one file, and there would be 2; use --output-dir"),
        (["a"], ["srt", "vtt"], "x.srt", None, "there would be 2; use --output-dir"),
        (["a", "b"], ["srt"], "-", None, "--output-dir"),
        (["a"], ["srt"], "x.srt", "out", "give one of them"),
        (["-"], ["srt", "vtt"], None, None, "--output-dir"),
    ],
)
def test_one_output_for_several_files_is_refused(
    inputs: list[str], formats: list[str], output: str | None, directory: str | None, said: str
) -> None:
    with pytest.raises(click.UsageError, match=said):
        planned(inputs, formats, output, directory)


def refused(inputs: list[str], outputs: list[str], extra: list[tuple[str, str]], said: str) -> None:
    plan = [(Output(output, "srt"),) for output in outputs]
    with pytest.raises(click.UsageError, match=said):
        refuse_collisions(inputs, plan, extra)


def test_two_inputs_never_share_an_output(here: Path) -> None:
    refused(["a.json", "a.txt"], ["a.srt", "a.srt"], [], "a.json and a.txt would both be written to a.srt")
    (here / "real").mkdir()
    (here / "link").symlink_to("real")
    refused(["a", "b"], ["real/x", "link/x"], [], "both")


def test_no_output_takes_an_inputs_place(here: Path) -> None:
    refused(["a.json"], ["./a.json"], [], "a.json is the input a.json")
    refused(["a.json", "b.srt"], ["b.srt", "c.srt"], [], "is the input b.srt")
    refused(["a.json"], ["a.srt"], [("--report", "a.json")], "--report: a.json is the input")
    (here / "loop").symlink_to("loop")
    refused(["loop"], ["loop"], [], "is the input loop")


def test_stdout_and_reports_are_not_shared() -> None:
    refused(["-"], ["-"], [("--json", "-")], "stdin and --json would both be written to stdout")
    refused(["a"], ["a.srt"], [("--report", "-"), ("--json", "-")], "--report and --json .* stdout")
    refused(["a"], ["a.srt"], [("--report", "a.srt")], "a and --report would both be written to a.srt")


@pytest.mark.parametrize(
    "arguments",
    [
        "check talk.srt --media-words talk.json -o talk.json",
        "check talk.srt --shots cuts.txt -o cuts.txt",
        "check talk.srt --profile ./house.toml -o house.toml",
        "explain talk.json --profile house.toml -o house.toml",
        "fix talk.srt --words talk.json -o talk.json",
        "fix talk.srt --profile house.toml --to srt -o house.toml",
        "retime talk.srt --words talk.json --to srt -o talk.json",
        "convert talk.json --profile house.toml --to txt -o house.toml",
        "convert talk.json --shots cuts.txt -o cuts.txt",
        "tune talk.srt -o talk.srt",
        "tune talk.srt --words talk.json -o talk.json",
        "tune talk.srt --profile house.toml -o house.toml",
    ],
)
def test_nothing_that_is_read_is_written_over(
    run: Callable[..., Done], talk: Callable[..., Path], here: Path, arguments: str
) -> None:
    talk()
    run("convert", "talk.json")
    (here / "house.toml").write_text('extends = "ted"\n')
    (here / "cuts.txt").write_text("1.5\n")
    before = {path: path.read_bytes() for path in here.iterdir()}
    done = run(*arguments.split())
    assert 2 == done.code
    assert "which would be lost" in done.err
    assert before == {path: path.read_bytes() for path in here.iterdir()}
