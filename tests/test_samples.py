"""Every sample payload gives its golden captions, and every job without a result its golden message."""

from __future__ import annotations

import runpy
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import subkit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SAMPLES = Path(__file__).parent.parent / "samples"
INDEX = tomllib.loads((SAMPLES / "samples.toml").read_text("utf-8"))
FORMATS = ("srt", "vtt", "txt")


def stem(entry: dict[str, Any]) -> str:
    return entry.get("golden", entry["payload"].rpartition(".")[0])


@pytest.fixture(autouse=True)
def in_samples(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(SAMPLES)


def captions_of(entry: dict[str, Any]) -> subkit.Captions:
    transcript = subkit.read(entry["payload"], language=entry.get("language"))
    return subkit.caption(transcript, keep_cues=entry.get("keep_cues", False))


def report_lines(captions: subkit.Captions) -> Iterator[str]:
    yield from map(str, captions.repairs)
    for finding in captions.findings:
        yield f"cue {finding.cue}: {finding.rule} {finding.value:g}, limit {finding.limit:g} ({finding.reason})"


@pytest.mark.parametrize("entry", INDEX["sample"], ids=stem)
def test_a_sample_gives_its_golden_captions(
    entry: dict[str, Any], golden: Callable[[Path, str], None]
) -> None:
    captions = captions_of(entry)
    for name in FORMATS:
        golden(Path(f"{stem(entry)}.{name}"), subkit.render(captions, name))
    golden(Path(f"{stem(entry)}.report.txt"), "".join(f"{line}\n" for line in report_lines(captions)))


@pytest.mark.parametrize("entry", INDEX["sample"], ids=stem)
def test_no_word_of_a_sample_is_lost_doubled_or_moved(entry: dict[str, Any]) -> None:
    said = [word.text for word in subkit.read(entry["payload"], language=entry.get("language")).words]
    captions = captions_of(entry)
    assert said == [word.text for cue in captions for word in cue.words]
    assert "".join(said) == "".join("".join(cue.text.split()) for cue in captions)


@pytest.mark.parametrize("entry", INDEX["job"], ids=stem)
def test_a_job_without_a_result_gives_its_golden_message(
    entry: dict[str, Any], golden: Callable[[Path, str], None]
) -> None:
    with pytest.raises(subkit.JobError) as caught:
        subkit.read(entry["payload"])
    golden(Path(f"{stem(entry)}.error.txt"), f"{caught.value}\n")


def test_every_file_beside_the_payloads_belongs_to_one() -> None:
    endings = (*(f".{name}" for name in FORMATS), ".report.txt")
    belonging = {f"{stem(entry)}{ending}" for entry in INDEX["sample"] for ending in endings}
    belonging |= {f"{stem(entry)}.error.txt" for entry in INDEX["job"]}
    belonging |= {entry["payload"] for entry in [*INDEX["sample"], *INDEX["job"]]}
    providers = {Path(path).parent for path in belonging}
    present = {path.as_posix() for provider in providers for path in provider.iterdir()}
    assert set() == present - belonging


def test_the_picture_shows_what_subkit_makes_of_the_sample(golden: Callable[[Path, str], None]) -> None:
    pictures = SAMPLES.parent / "docs/pictures"
    draw = runpy.run_path(str(pictures / "draw.py"))["picture"]
    golden(pictures / "words-to-captions.svg", draw())
