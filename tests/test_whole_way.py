"""From media to captions by a provider: the same tests against the stand-ins and, by ``make test-live``, the sandboxes."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import msgspec
import pytest
from canary import CANARY
from way import FAILING, MEDIA, PROVIDERS, gone

from subkit.adapter import Source
from subkit.formats import load
from subkit.jobs.credentials import variable
from subkit.jobs.drivers import AsyncDriver
from subkit.jobs.store import Store
from subkit.jobs.transcription import Transcription
from subkit.model import Transcript
from subkit.payload import Payload

if TYPE_CHECKING:
    from collections.abc import Iterator

    from way import Way


@pytest.fixture(params=PROVIDERS)
def way(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Iterator[Way]:
    with gone(request.param, tmp_path, monkeypatch, capsys) as found:
        yield found


def jobs(way: Way) -> list[dict[str, Any]]:
    """All jobs, as the program lists them."""
    found: list[dict[str, Any]] = json.loads(way.run("jobs", "list", "--json")[1])["jobs"]
    return found


def test_media_become_captions_and_are_sent_once(way: Way) -> None:
    first = way.send("transcribe", options=("-o", "talk.srt"))
    assert 0 == first[0], first
    again = way.send("transcribe", options=("-o", "talk.vtt"))
    assert 0 == again[0], again
    assert load(way.folder / "talk.srt").cues == load(way.folder / "talk.vtt").cues
    assert ["done"] == [job["state"] for job in jobs(way)]


def test_each_step_can_be_taken_by_itself(way: Way) -> None:
    code, out, err = way.send("submit")
    assert 0 == code, err
    (key,) = (job["key"] for job in json.loads(out)["jobs"])
    assert 0 == way.run("jobs", "show", key)[0]
    assert 0 == way.run("jobs", "wait", key)[0]
    assert 0 == way.run("jobs", "fetch", key, "-o", "raw.json")[0]
    assert 0 == way.run("convert", key, "-o", "talk.srt")[0]
    assert len(load(way.folder / "talk.srt")) > 0
    assert (way.folder / "raw.json").stat().st_size > 100


def test_a_job_that_fails_is_told_and_ends_with_4(way: Way) -> None:
    code, _, err = way.send("transcribe", *FAILING[way.provider], options=("-o", "talk.srt"))
    assert (4, True) == (code, "failed" in err), err
    assert not (way.folder / "talk.srt").exists()


def test_a_wrong_key_is_refused_and_not_shown(way: Way, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = f"{way.secret[:-4]}{way.secret[-4:][::-1]}x"
    monkeypatch.setenv(variable(way.provider, way.adapter.secrets[0]), wrong)
    code, out, err = way.send("submit")
    assert (3, False) == (code, wrong in out + err), err
    assert ["new"] == [job["state"] for job in jobs(way)]


def test_the_library_goes_the_same_way_beside_other_work(way: Way) -> None:
    adapter: Any = way.adapter
    options = msgspec.convert(
        {"profile": "captions", "finish_in": 0} if way.provider == "verbit" else {}, adapter.options
    )
    place = os.environ.get(f"SUBKIT_{way.provider.upper()}_BASE_URL")

    async def transcribed(store: Store, key: str) -> None:
        work = Transcription(store, key, adapter, adapter.online(way.credentials, place)).finish(options)
        async with httpx.AsyncClient() as client:
            await AsyncDriver(client, clock=way.clock, local=True).play(work, keep=store.save)

    with Store(way.state) as store:
        record = store.intend(way.provider, Source(MEDIA, path=Path(MEDIA)), options)
        asyncio.run(transcribed(store, record.key))
        transcript = adapter.parse(Payload(store.result(record.key) or b""))
    assert isinstance(transcript, Transcript)
    assert any(transcript.words)


def test_without_keys_the_live_run_says_that_nothing_was_run() -> None:
    script = Path(__file__).parent.parent / "scripts" / "test-live"
    done = subprocess.run(
        ["/bin/sh", script], env={"PATH": os.environ["PATH"]}, capture_output=True, text=True, check=False
    )
    assert (1, "test-live: no keys, so nothing was run") == (done.returncode, done.stderr.splitlines()[-1])
    elsewhere = {"SUBKIT_VERBIT_TOKEN": CANARY, "SUBKIT_VERBIT_BASE_URL": "https://api.verbit.co/api/"}
    refused = subprocess.run(
        ["/bin/sh", script],
        env={"PATH": os.environ["PATH"], **elsewhere},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (1, True) == (refused.returncode, "not Verbit's sandbox; nothing was run" in refused.stderr)
