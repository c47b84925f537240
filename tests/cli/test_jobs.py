"""The commands that run jobs, against the stand-ins on real sockets: once paid, always there, no secret anywhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from standins import CANARY, PICTORY, SLOW, SOON, VERBIT, World, keyed, sound

from subkit.adapter import Job, State
from subkit.jobs.store import Store
from subkit.providers_dev.faults import Fault
from subkit.providers_dev.relay import relaying

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from program import Done


@pytest.mark.parametrize("provider", [VERBIT, PICTORY])
def test_media_become_captions_in_one_command_and_are_paid_once(
    run: Callable[..., Done], world: World, here: Path, provider: tuple[str, ...]
) -> None:
    done = run("transcribe", "talk.wav", *provider, "-o", "talk.srt")
    assert (0, b"") == done[:2], done.err
    assert (here / "talk.srt").read_text().startswith("1\n00:00:")
    assert CANARY not in done.err
    assert [line for line in done.messages if "done" in line]
    again = run("transcribe", "talk.wav", *provider, "-o", "talk.vtt", "--json")
    assert ("talk.wav", ["talk.vtt"]) == (
        again.json["inputs"][0]["input"],
        again.json["inputs"][0]["outputs"],
    )
    assert 1 == sum(world.starts)
    assert 0 == run("transcribe", "talk.wav", *provider, "--force", "-o", "talk.txt", "-q").code
    assert 2 == sum(world.starts)


def test_a_job_is_printed_waited_for_and_captioned_offline(
    run: Callable[..., Done], world: World, program: Callable[..., Done], monkeypatch: pytest.MonkeyPatch
) -> None:
    submitted = run("transcribe", "talk.wav", *VERBIT, "--no-wait", "-q")
    (key,) = keyed(submitted)
    waited = program("jobs", "wait", "-", stdin=submitted.out)
    assert (0, b"") == waited[:2], waited.err
    monkeypatch.setenv("SUBKIT_VERBIT_BASE_URL", "http://127.0.0.1:9/")
    monkeypatch.delenv("SUBKIT_VERBIT_TOKEN")
    for name in (key, key[:6], world.verbit.state.jobs and str(next(iter(world.verbit.state.jobs)))):
        converted = run("convert", name, "-o", "-")
        assert 0 == converted.code, converted.err
        assert converted.out.startswith(b"1\n00:00:")
    raw = run("jobs", "fetch", key[:8])
    assert "segments" in raw.json
    assert 0 == run("jobs", "fetch", key, "-o", "raw.json").code


def test_jobs_are_listed_and_shown(run: Callable[..., Done], world: World) -> None:
    assert (0, b"", "") == run("jobs", "list")
    (key,) = keyed(run("submit", "talk.wav", *VERBIT))
    row = run("jobs", "list").out.decode().split()
    assert (key[:8], "verbit", "running", "talk.wav") == (row[0], row[1], row[3], row[-1])
    assert [key] == keyed(run("jobs", "list", "--json", "--state", "running"))
    assert [] == keyed(run("jobs", "list", "--json", "--state", "failed"))
    shown = run("jobs", "show", key[:8]).out.decode()
    assert world.base in shown
    assert "starting" in shown
    assert [key] == keyed(run("jobs", "show", key, "--json"))


def test_a_job_that_failed_ends_with_4_and_one_that_is_not_done_with_5(
    run: Callable[..., Done],
    world: World,  # noqa: ARG001 - it serves
) -> None:
    failing = run("transcribe", "talk.wav", *VERBIT, "--option", "finish_with_error=true", "-o", "x.srt")
    assert 4 == failing.code
    assert "failed" in failing.messages[-1]
    (slow,) = keyed(run("submit", "talk.wav", *SLOW))
    assert 5 == run("jobs", "fetch", slow).code
    waited = run("jobs", "wait", slow, *SOON)
    state, end = waited.messages
    assert 5 == waited.code
    assert re.fullmatch(rf"talk\.wav \({slow[:8]}\): running \(In Progress\), \d s", state)
    assert end.startswith(f"subkit: talk.wav ({slow[:8]}): verbit job ")
    assert end.endswith(f"; the job is kept; go on with 'subkit jobs wait {slow[:8]}'")
    offline = run("convert", slow)
    assert (1, True) == (offline.code, f"subkit jobs wait {slow}" in offline.err)


def test_what_is_wrong_with_credentials_ends_with_3(
    run: Callable[..., Done], world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUBKIT_VERBIT_TOKEN", f"{CANARY}-wrong")
    refused = run("submit", "talk.wav", *VERBIT)
    assert 3 == refused.code
    assert CANARY not in refused.err
    monkeypatch.delenv("SUBKIT_VERBIT_TOKEN")
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    none = run("submit", "talk.wav", *VERBIT)
    assert (3, b"") == none[:2]
    assert "set SUBKIT_VERBIT_TOKEN, or SUBKIT_VERBIT_TOKEN_FILE" in none.err
    monkeypatch.setenv("SUBKIT_VERBIT_BASE_URL", "http://example.com/api/")
    assert "subkit: http://example.com/api/: is not https\n" == run("submit", "talk.wav", *VERBIT).err
    monkeypatch.setenv("SUBKIT_VERBIT_BASE_URL", "https://api.verbit.co.example.com/api/")
    assert (3, True) == (
        (elsewhere := run("submit", "talk.wav", *VERBIT)).code,
        "is not one of *.verbit.co" in elsewhere.err,
    )
    assert (0, 0) == world.starts


def test_a_provider_that_cannot_be_reached_ends_with_6_and_nothing_is_lost(
    run: Callable[..., Done], world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    (key,) = keyed(run("submit", "talk.wav", *VERBIT))
    monkeypatch.setenv("SUBKIT_VERBIT_BASE_URL", "http://127.0.0.1:9/")
    unreachable = run("submit", "talk.wav", *VERBIT)
    assert (6, True) == (unreachable.code, "; nothing was started; 'subkit jobs wait " in unreachable.err)
    assert 0 == run("jobs", "wait", key).code
    assert (0, 1) == world.starts


def test_a_dry_run_prints_the_calls_and_makes_none(
    run: Callable[..., Done], world: World, monkeypatch: pytest.MonkeyPatch, here: Path
) -> None:
    for provider, costs in ((VERBIT, "/job/perform_transcription"), (PICTORY, "/v2/transcription")):
        for with_token in (True, False):
            if not with_token:
                monkeypatch.delenv("SUBKIT_VERBIT_TOKEN", raising=False)
                monkeypatch.delenv("SUBKIT_PICTORY_KEY", raising=False)
            done = run("transcribe", "talk.wav", *provider, "--dry-run")
            lines = done.out.decode().splitlines()
            paid = next(index for index, line in enumerate(lines) if "costs" in line)
            assert costs in lines[paid - 1]
            assert "    Authorization: ********" in lines
            assert CANARY not in done.out.decode()
    assert (0, 0) == world.starts
    assert ["talk.wav"] == [path.name for path in here.iterdir()]
    assert b"" == run("jobs", "list").out


def test_a_dry_run_says_what_would_not_be_paid_again(
    run: Callable[..., Done], world: World, here: Path
) -> None:
    (key,) = keyed(run("submit", "talk.wav", *PICTORY))
    sound(here / "other.wav", 1)
    known, *calls = run("submit", "talk.wav", "other.wav", *PICTORY, "--dry-run").out.decode().splitlines()
    assert known.startswith("talk.wav, ")
    assert known.endswith(f" has the job {key[:8]} (running) already; only --force would pay again")
    assert calls[0].startswith("other.wav, ")
    assert "costs" in run("submit", "talk.wav", *PICTORY, "--dry-run", "--force").out.decode()
    assert "costs" in run("submit", "talk.wav", *VERBIT, "--dry-run").out.decode()
    assert (1, 0) == world.starts


def test_no_more_minutes_are_sent_than_allowed(run: Callable[..., Done], world: World, here: Path) -> None:
    sound(here / "long.wav", 90)
    done = run("submit", "talk.wav", "long.wav", *PICTORY, "--max-minutes", "1")
    assert (1, 1) == (done.code, len(keyed(done)))
    assert "long.wav: 1.5 minutes are more than" in done.messages[-1]
    assert (1, 0) == world.starts


def test_nothing_is_sent_for_captions_that_could_not_be_written(
    run: Callable[..., Done], world: World, here: Path
) -> None:
    (here / "talk.srt").write_text("mine")
    done = run("transcribe", "talk.wav", *VERBIT)
    assert (7, "subkit: talk.srt: is there already; --overwrite replaces it\n") == (done.code, done.err)
    assert 3 == run("transcribe", "talk.wav", *VERBIT, "--profile", "none", "-o", "x.srt").code
    assert (0, 0) == world.starts


def test_one_of_many_that_fails_does_not_stop_the_others(
    run: Callable[..., Done], world: World, here: Path
) -> None:
    done = run("transcribe", "none.wav", "talk.wav", *PICTORY, "--output-dir", "out", "-q")
    assert (1, "subkit: none.wav: no such file\n") == (done.code, done.err)
    assert (here / "out/talk.srt").is_file()
    assert (1, 0) == world.starts


def test_a_job_in_doubt_is_settled_by_people(run: Callable[..., Done], world: World) -> None:
    (key,) = keyed(run("submit", "talk.wav", *VERBIT))
    with Store(json_state(run)) as store:
        assert store.claim(key)
        store.save(Job("verbit", None, State.UNKNOWN, external_id=key))
        store.release(key)
    assert [key] == keyed(run("jobs", "list", "--state", "unknown", "--json"))
    assert 2 == run("jobs", "resolve", key).code
    assert 2 == run("jobs", "resolve", key, "--id", "1", "--not-started").code
    (number,) = world.verbit.state.jobs
    settled = run("jobs", "resolve", key[:6], "--id", str(number))
    assert (0, True) == (settled.code, f"subkit jobs wait {key[:8]}" in settled.err)
    assert 0 == run("jobs", "wait", key).code
    again = run("jobs", "resolve", key, "--not-started")
    assert (2, True) == (again.code, f"job talk.wav ({key[:8]}) is done: there is no doubt" in again.err)
    assert (0, 1) == world.starts


def json_state(run: Callable[..., Done]) -> Any:
    """The folder of jobs, as the program says it."""
    settings = run("config", "show", "--json").json["settings"]
    return next(one["value"] for one in settings if one["key"] == "state_dir")


def test_what_was_paid_for_is_not_forgotten_by_mistake(run: Callable[..., Done], world: World) -> None:
    (key,) = keyed(run("submit", "talk.wav", *VERBIT))
    refused = run("jobs", "forget", key)
    assert (2, True) == (refused.code, "--force forgets it all the same" in refused.err)
    assert 0 == run("jobs", "wait", key, "-q").code
    assert (0, f"talk.wav ({key[:8]}): forgotten\n") == (
        (done := run("jobs", "forget", key)).code,
        done.err,
    )
    assert b"" == run("jobs", "list").out
    assert (0, 1) == world.starts


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["submit", "talk.wav"], "no provider; name one with --provider"),
        (["submit", *PICTORY], "no MEDIA"),
        (["submit", *PICTORY, "--dry-run"], "no MEDIA"),
        (["submit", "talk.wav", "--provider", "verbti"], "unknown provider 'verbti'; did you mean 'verbit'?"),
        (["submit", "talk.wav", "--provider", "subkit"], "unknown provider 'subkit'"),
        (["submit", "talk.wav", *PICTORY, "--option", "languag=x"], "did you mean 'language'?"),
        (["submit", "talk.wav", *PICTORY, "--option", "language"], "is not of the form NAME=VALUE"),
        (["submit", "talk.wav", *VERBIT, "--option", "labels=[1"], "--option labels: "),
        (["submit", "talk.wav", *VERBIT, "--option", "finish_in=x"], "option finish_in of verbit: "),
        (["jobs", "show", "abcdef"], "there is no job 'abcdef' here; 'subkit jobs list'"),
        (["jobs", "wait"], "name the JOBS, or - for those on stdin, or give --all"),
        (["jobs", "wait", "-", "--token-stdin"], "stdin cannot hold both the jobs and the token"),
        (["submit", "talk.wav", "--provider", "pic\x1b[1m\n"], "unknown provider 'pic\\x1b[1m\\n'"),
        (["jobs", "list", "--state", "runing"], "did you mean 'running'?"),
        (["jobs", "shwo", "x"], "did you mean 'show'?"),
        (["transcribe", "talk.wav", *PICTORY, "--to", "srtt"], "did you mean 'srt'?"),
    ],
)
def test_a_mistake_in_the_command_is_one_line_with_the_way_out(
    run: Callable[..., Done], world: World, arguments: list[str], said: str
) -> None:
    done = run(*arguments)
    assert (2, b"", 1) == (done.code, done.out, len(done.messages))
    assert said in done.err
    assert (0, 0) == world.starts


def test_jobs_on_stdin_must_be_jobs(program: Callable[..., Done], world: World) -> None:
    done = program("jobs", "wait", "-", stdin=b"{}")
    assert (1, "subkit: stdin: does not hold jobs as 'subkit submit' prints them\n") == (done.code, done.err)
    assert (0, 0) == world.starts


def test_options_of_a_provider_come_from_the_configuration_too(
    run: Callable[..., Done], world: World, here: Path
) -> None:
    (here / "subkit.toml").write_text(
        'provider = "verbit"\n[providers.verbit]\nprofile = "captions"\nfinish_in = 0\nlabels = ["a"]'
    )
    assert 0 == run("transcribe", "talk.wav", "-o", "talk.srt", "-q").code
    (job,) = world.verbit.state.jobs.values()
    assert ["a"] == job.fields["labels"]
    (here / "subkit.toml").write_text('[providers.verbit]\nprofil = "captions"')
    wrong = run("submit", "talk.wav", "--provider", "verbit")
    assert (3, True) == (wrong.code, "subkit.toml:2: unknown option 'profil'; did you mean" in wrong.err)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ('provider = "nobody"', "subkit.toml:1: unknown provider 'nobody'; there are: pictory, verbit"),
        (
            'provider = "pictory"\n\n[providers.pictory]\nlanguage = 3',
            "subkit.toml:4: option language of pictory: expected text, not a whole number",
        ),
        ('provider = "pictory"\nmax_minutes = "x"', "subkit.toml:2: max_minutes is wrong: expected a number"),
        ("provider = pictory", "subkit.toml: is no TOML: Invalid value (at line 1, column 12)"),
    ],
)
def test_what_is_configured_wrong_is_told_with_its_line(
    run: Callable[..., Done], world: World, here: Path, written: str, said: str
) -> None:
    (here / "subkit.toml").write_text(written)
    done = run("submit", "talk.wav")
    assert (3, 1, True) == (done.code, len(done.messages), said in done.err), done.err
    assert (0, 0) == world.starts


def test_a_start_without_an_answer_waits_for_people_and_is_not_paid_again(
    run: Callable[..., Done], world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    with relaying(world.base) as relay:
        relay.spoil(Fault.EARLY_CLOSE, "/v2/transcription", arrives=True)
        monkeypatch.setenv("SUBKIT_PICTORY_BASE_URL", f"{relay.address}/pictory")
        done = run("transcribe", "talk.wav", *PICTORY, "-o", "talk.srt")
        assert (4, True) == (done.code, "subkit jobs resolve" in done.err), done.err
        (key,) = keyed(run("jobs", "list", "--state", "unknown", "--json"))
        assert f"'subkit jobs resolve {key[:8]}' with --id ID" in done.err
        assert 4 == run("transcribe", "talk.wav", *PICTORY, "-o", "talk.srt", "-q").code
        assert 4 == run("jobs", "fetch", key, "-q").code
        assert 0 == run("jobs", "resolve", key, "--id", *world.pictory.jobs).code
        assert 0 == run("transcribe", "talk.wav", *PICTORY, "-o", "talk.srt", "-q").code
    assert (1, 0) == world.starts


SIGNATURE = "signature-7d21e0"


def test_the_signature_of_an_address_is_told_to_nobody_but_the_provider(
    run: Callable[..., Done], world: World
) -> None:
    address = f"https://media.example.com/talk.mp4?Expires=9&Signature={SIGNATURE}"
    for provider in (VERBIT, PICTORY):
        done = run("transcribe", address, *provider, "--dry-run")
        assert 0 == done.code
        assert b'"https://media.example.com/talk.mp4?********"' in done.out
        assert SIGNATURE.encode() not in done.out
    done = run("transcribe", address, *PICTORY, "--json")
    assert (0, "https://media.example.com/talk.mp4") == (done.code, done.json["inputs"][0]["input"])
    assert ["talk.srt"] == done.json["inputs"][0]["outputs"]
    assert SIGNATURE not in done.out.decode() + done.err + run("jobs", "list", "--json").out.decode()
    for refused in (
        f"http://media.example.com/talk.mp4?{SIGNATURE}",
        f"https://{SIGNATURE}@10.0.0.1/talk.mp4",
    ):
        done = run("submit", refused, *PICTORY)
        assert (3, False) == (done.code, SIGNATURE in done.err), done.err
    assert (1, 0) == world.starts


def test_looking_for_a_job_makes_no_store_and_a_file_comes_first(
    run: Callable[..., Done], talk: Callable[..., Path], here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUBKIT_STATE_DIR", str(here / "state"))
    assert "subkit: abcdef: no such file or folder\n" == run("convert", "abcdef").err
    assert not (here / "state").exists()
    assert 0 == run("jobs", "list").code
    assert "subkit: abcdef: no such file or folder\n" == run("convert", "abcdef").err
    assert 0 == run("convert", talk("abcdef")).code
