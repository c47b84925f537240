"""What a provider can be asked beside transcription, by the command, against the stand-ins on real sockets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from standins import PICTORY, SLOW, VERBIT, World, keyed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from program import Done


def test_a_name_alone_lists_its_calls_without_credentials(
    run: Callable[..., Done], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("SUBKIT_VERBIT_TOKEN", "SUBKIT_PICTORY_KEY"):
        monkeypatch.delenv(name, raising=False)
    verbit = run("provider", "verbit")
    assert (0, "") == (verbit.code, verbit.err)
    assert [b"call", b"profiles", b"jobs", b"info", b"keywords", b"caption", b"draft", b"review"] == [
        line.split()[0] for line in verbit.out.splitlines()
    ]
    assert b"quota" in run("provider", "pictory").out


def test_a_job_is_named_by_its_key_here_or_by_its_id_there(run: Callable[..., Done], world: World) -> None:
    (key,) = keyed(run("submit", "talk.wav", *VERBIT, "-q"))
    [number] = map(str, world.verbit.state.jobs)
    for name in (key, key[:6], number):
        assert "captions" in run("provider", "verbit", "keywords", name).json["keywords"]
    assert (
        "Completed"
        == run("provider", "verbit", "info", number, "--state-dir", "elsewhere").json["job_status"]
    )


def test_everything_that_verbit_can_be_asked(run: Callable[..., Done], world: World, here: Path) -> None:
    (key,) = keyed(run("submit", "talk.wav", *SLOW, "-q"))
    draft = run("provider", "verbit", "draft", key, "--option", "format=srt", "-o", "draft.srt")
    assert (0, b"", "") == draft[:3]
    assert (here / "draft.srt").read_text().startswith("1\n00:00:00,500")
    early = run("provider", "verbit", "caption", key)
    assert (4, b"", 1) == (early.code, early.out, len(early.messages))
    assert "INVALID_QUERY: job is not Completed (request " in early.err
    world.verbit.clock.skip(1000)
    timed = run("provider", "verbit", "caption", key, "--option", "timecode_interval=2")
    assert timed.out.startswith(b"[00:00:00] Welcome back, everyone.\n")
    asked = run("provider", "verbit", "review", key, "--option", "comment=the names")
    assert "requested" == asked.json["review"]
    assert [["the names"]] == [job.reviews for job in world.verbit.state.jobs.values()]
    assert [key] == [one["external_id"] for one in run("provider", "verbit", "jobs").json["jobs"]]
    assert "captions" in [one["name"] for one in run("provider", "verbit", "profiles").json["profiles"]]


def test_everything_that_pictory_can_be_asked(run: Callable[..., Done], world: World) -> None:
    (key,) = keyed(run("submit", "talk.wav", *PICTORY, "-q"))
    [number] = world.pictory.jobs
    assert 1 == run("provider", "pictory", "quota").json["transcriptionMinutes"]["used"]
    listed = run("provider", "pictory", "jobs", "--option", "pages=2").json
    assert ([{"id": number, "state": "done", "status": "completed"}], True) == (
        listed["jobs"],
        listed["whole"],
    )
    assert number == run("provider", "pictory", "job", key).json["job_id"]


def test_highlights_are_a_job_of_the_same_media(run: Callable[..., Done], world: World) -> None:
    run("transcribe", "talk.wav", *PICTORY, "-o", "talk.srt", "-q")
    [number] = world.pictory.jobs
    chosen = (*PICTORY, "--option", f"highlights_of={number}", "--option", "highlight_duration=5")
    (key,) = keyed(run("submit", "talk.wav", *chosen, "-q"))
    assert 0 == run("jobs", "wait", key, "-q").code
    words = run("convert", key, "--to", "json", "-o", "-")
    assert 0 == words.code, words.err
    assert (2, 1) == (len(world.pictory.jobs), len(world.pictory.uploads))
    keyed(run("submit", "talk.wav", *chosen, "-q"))
    assert 2 == len(world.pictory.jobs)


def test_the_language_that_a_job_was_given_is_that_of_its_captions(
    run: Callable[..., Done], world: World
) -> None:
    (key,) = keyed(run("submit", "talk.wav", *VERBIT, "--option", "language=EN_gb", "-q"))
    assert "en-GB" == next(iter(world.verbit.state.jobs.values())).fields["language"]
    assert 0 == run("jobs", "wait", key, "-q").code
    captions = run("convert", key, "--to", "json", "-o", "-").json
    assert "en-GB" == captions["language"]
    assert "en-US" == run("convert", key, "--to", "json", "-o", "-", "--language", "en-US").json["language"]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["verbt"], 2, "unknown provider 'verbt'; did you mean 'verbit'?"),
        (["verbit", "keyword", "7"], 2, "unknown call of verbit 'keyword'; did you mean 'keywords'?"),
        (["verbit", "keywords"], 2, "keywords of verbit needs a JOB"),
        (["verbit", "profiles", "7"], 2, "profiles of verbit takes no JOB"),
        (
            ["verbit", "draft", "7", "--option", "form=srt"],
            2,
            "unknown option of draft 'form'; did you mean 'format'?",
        ),
        (["verbit", "draft", "7", "--option", "srt"], 2, "is not of the form NAME=VALUE"),
        (["verbit", "draft", "7", "--option", "timecode_interval=x"], 2, "an option of draft: "),
        (["pictory", "jobs", "--option", "pages=0"], 2, "an option of jobs: "),
        (["verbit", "info", "7"], 4, "ITEM_NOT_FOUND: job not found"),
        (["pictory", "job", "x\x1by"], 0, ""),
    ],
)
def test_a_mistake_is_one_line_with_the_way_out(
    run: Callable[..., Done], world: World, arguments: list[str], code: int, said: str
) -> None:
    assert world.base
    done = run("provider", *arguments)
    assert code == done.code, done.err
    assert said in done.err
    assert code == 0 or 1 == len(done.messages)


def test_a_job_of_another_provider_is_not_asked_for(run: Callable[..., Done], world: World) -> None:
    (key,) = keyed(run("submit", "talk.wav", *PICTORY, "-q"))
    done = run("provider", "verbit", "keywords", key)
    assert (2, 1) == (done.code, len(world.pictory.jobs))
    assert f"job {key} is pictory's, not verbit's" in done.err


@pytest.mark.usefixtures("world")
def test_an_option_that_no_call_takes_is_refused_before_anything_is_noted(run: Callable[..., Done]) -> None:
    done = run("submit", "talk.wav", *VERBIT, "--option", "language=english")
    assert (2, b"") == done[:2]
    assert "option language names no language ('english'); did you mean 'en'?" in done.err
    assert b"" == run("jobs", "list").out


def test_captions_in_another_language_than_the_provider_hears_are_not_paid_for(
    run: Callable[..., Done], world: World
) -> None:
    done = run("transcribe", "talk.wav", *PICTORY, "--language", "fr", "-o", "talk.srt")
    assert (2, (0, 0)) == (done.code, world.starts)
    assert "captions in 'fr', but pictory is told 'en-US'" in done.err
    assert "--option language=fr" in done.err
    heard = run(
        "transcribe", "talk.wav", *PICTORY, "--language", "fr", "--option", "language=fr-CA", "-o", "talk.srt"
    )
    assert (0, (1, 0)) == (heard.code, world.starts), heard.err
    silent = run("transcribe", "talk.wav", *VERBIT, "--language", "en", "-o", "talk.vtt")
    assert (0, (1, 1)) == (silent.code, world.starts), silent.err
