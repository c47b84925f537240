"""Captions for a target, from the command line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from subkit.formats import load
from subkit.targeting import names, target

if TYPE_CHECKING:
    from collections.abc import Callable

    from program import Done


@pytest.mark.parametrize("name", names())
def test_a_target_shows_each_of_its_ways_with_its_source(run: Callable[..., Done], name: str) -> None:
    known = target(name)
    head, *lines = run("targets", name).out.decode().splitlines()
    assert f"{name}  {known.title}" == head
    assert list(known.sources) == [line.split()[0] for line in lines]
    for line, source in zip(lines, known.sources.values(), strict=True):
        assert f"{source.basis}: {source.clause}" in line
        assert line.endswith(source.address)
    assert known.format == run("targets", name, "--json").json["target"]["format"]


def test_a_target_says_the_format_and_the_file_says_the_language(
    run: Callable[..., Done], talk: Callable[..., Path]
) -> None:
    assert 0 == run("convert", talk(), "--for", "web", "--language", "en-US").code
    assert Path("talk.en-US.vtt").read_bytes().startswith(b"WEBVTT\n")


def test_what_is_said_by_hand_goes_before_the_target(
    run: Callable[..., Done], talk: Callable[..., Path]
) -> None:
    assert 0 == run("convert", talk(), "--for", "web", "--to", "srt", "--bom", "--crlf").code
    assert Path("talk.srt").read_bytes().startswith(b"\xef\xbb\xbf1\r\n")


def test_the_clock_of_an_editor_is_told_in_the_report(
    run: Callable[..., Done], talk: Callable[..., Path]
) -> None:
    done = run(
        "convert", talk(), "--for", "resolve", "--frame-rate", "25", "--to", "srt,json", "--report", "-"
    )
    kinds = {repair["kind"] for repair in done.json["inputs"][0]["repairs"]}
    assert "start" in kinds
    assert b"\n01:00:00," in Path("talk.srt").read_bytes()
    assert 10_000 > load("talk.captions.json")[0].start


def test_retime_writes_for_a_target_too(run: Callable[..., Done], talk: Callable[..., Path]) -> None:
    assert 0 == run("convert", talk(), "-o", "talk.srt").code
    done = run("retime", "talk.srt", "--words", "talk.json", "--for", "web")
    assert done.out.startswith(b"WEBVTT\n")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--for", "youtub"), "did you mean 'youtube'"),
        (("--for", "lms", "--language", "en"), "region, such as en-US"),
    ],
)
def test_a_mistake_in_the_target_is_one_of_usage(
    run: Callable[..., Done], talk: Callable[..., Path], options: tuple[str, ...], said: str
) -> None:
    done = run("convert", talk(), *options)
    assert 2 == done.code
    assert said in done.err
