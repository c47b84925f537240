"""The pure function from a record to an outcome."""

from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from program import payload

from subkit import FormatError, ProfileError, UnknownNameError, Word, Writing
from subkit.corpus import Failure, Record, Task
from subkit.corpus.records import BUG

SAMPLES = Path(__file__).parents[2] / "samples"
TALK = msgspec.json.encode(payload("Hello", "there."))
SRT = b"1\n00:00:01,000 --> 00:00:02,000\nHello there.\n"
WORDS = (Word("Good", 500, 800), Word("morning.", 800, 1300))


@pytest.mark.parametrize("sample", ["verbit/tea", "pictory/horloge", "verbit/lecture"])
def test_a_record_has_the_captions_of_the_golden_files(sample: str) -> None:
    path = SAMPLES / f"{sample}.json"
    outcome = Task(formats=("srt", "vtt", "txt")).run(Record(path.name, path.read_bytes()))
    expected = {name: path.with_suffix(f".{name}").read_bytes() for name in ("srt", "vtt", "txt")}
    assert expected == outcome.outputs


@given(
    st.binary()
    | st.sampled_from([TALK, SRT]).flatmap(
        lambda whole: st.integers(0, len(whole)).map(lambda end: whole[:end])
    )
)
def test_no_bytes_raise_and_none_are_a_bug(content: bytes) -> None:
    outcome = Task().run(Record("talk.json", content))
    assert (outcome.error is None) == bool(outcome.outputs)
    assert outcome.error is None or (
        outcome.error.kind != BUG and outcome.error.message.startswith("talk.json:")
    )


@pytest.mark.parametrize("content", [TALK, SRT, b"", b"\x1f\x8b\x08torn", WORDS])
def test_task_record_and_outcome_can_be_sent_to_another_process(content: bytes) -> None:
    task = Task(profile="netflix-en", formats=("srt", "vtt"), writing=Writing(speakers=False))
    record = Record("talk", content)
    outcome = task.run(record)
    assert (task, record, outcome) == pickle.loads(pickle.dumps((task, record, outcome)))  # noqa: S301 - our own


def test_words_are_captioned_as_they_are() -> None:
    outcome = Task(formats=("vtt",)).run(Record("7", WORDS, "en"))
    assert b"WEBVTT\n\n00:00:00.500 --> 00:00:01.800\nGood morning.\n" == outcome.outputs["vtt"]
    assert ("en", 2, 1, 1800) == (outcome.language, outcome.words, outcome.cues, outcome.duration)


def test_caption_files_keep_their_cues_unless_they_are_cut_anew() -> None:
    record = Record("talk.srt", SRT)
    assert SRT == Task().run(record).outputs["srt"].replace(b"\n\n", b"\n")
    narrow = Task(recut=True, profile=Task().profile.adjusted(max_line_length=7))  # type: ignore[union-attr]  # made a profile
    assert b"Hello\nthere." in narrow.run(record).outputs["srt"]


def test_a_failure_says_its_kind_and_its_place() -> None:
    broken = b'{"transcript": [{"words": [{"word": 7, "start_time": 0.5}]}]}'
    error = Task(strict=True, adapter="pictory").run(Record("talk.json", broken)).error
    assert error is not None
    assert ("PayloadError", "$.transcript[0].words[0].word") == (error.kind, error.place)
    line = Task().run(Record("talk.srt", SRT.replace(b"-->", b"->"))).error
    assert line is not None
    assert ("FormatError", "line 2") == (line.kind, line.place)


def test_a_bug_is_a_failure_with_its_place() -> None:
    try:
        divmod(1, 0)
    except ZeroDivisionError as error:
        failure = Failure.of(error)
    assert BUG == failure.kind
    assert "ZeroDivisionError: " in failure.message
    assert Path(__file__).name in failure.place


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"profile": "netflx-en"}, UnknownNameError),
        ({"formats": ("srt", "vvt")}, UnknownNameError),
        ({"formats": ("stl",)}, FormatError),
        ({"profile": "broken.toml"}, ProfileError),
    ],
)
def test_settings_that_cannot_be_are_refused_at_once(
    options: dict[str, object], error: type[Exception], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("broken.toml").write_text("max_lines = 'two'")
    with pytest.raises(error):
        Task(**options)  # type: ignore[arg-type]  # each of its kind


def test_the_fingerprint_is_the_same_in_every_process_and_another_for_other_settings() -> None:
    program = "from subkit.corpus import Task; print(Task(profile='netflix-en').fingerprint)"
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert told.strip() == Task(profile="netflix-en").fingerprint
    others = [Task(), Task(formats=("vtt",)), Task(language="en"), Task(writing=Writing(crlf=True))]
    assert 4 == len({task.fingerprint for task in others})
