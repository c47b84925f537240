"""A corpus in buckets: `subkit batch` against a real S3 server on this machine."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from moto.core import set_initial_no_auth_action_count
from moto.server import ThreadedMotoServer
from program import PROGRAM, payload

if TYPE_CHECKING:
    from collections.abc import Iterator

BUCKET = "talks"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Where the server listens."""
    server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def environment(address: str) -> dict[str, str]:
    """What tells a program of the server."""
    keys = {"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_DEFAULT_REGION": "us-east-1"}
    return {**os.environ, **keys, "AWS_ENDPOINT_URL": address}


@pytest.fixture
def s3(address: str, environment: dict[str, str]) -> Iterator[Any]:
    """A client of the server, with a fresh bucket."""
    client = boto3.client(
        "s3",
        endpoint_url=address,
        region_name="us-east-1",
        aws_access_key_id=environment["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=environment["AWS_SECRET_ACCESS_KEY"],
    )
    client.create_bucket(Bucket=BUCKET)
    yield client
    for key in keys_in(client):
        client.delete_object(Bucket=BUCKET, Key=key)
    client.delete_bucket(Bucket=BUCKET)
    client.close()


def keys_in(client: Any) -> list[str]:
    return [one["Key"] for one in client.list_objects_v2(Bucket=BUCKET).get("Contents", [])]


def text_of(client: Any, key: str) -> str:
    text: str = client.get_object(Bucket=BUCKET, Key=key)["Body"].read().decode()
    return text


def put(client: Any, count: int) -> None:
    for number in range(count):
        content = json.dumps(payload("Talk", f"{number}.")).encode()
        client.put_object(
            Bucket=BUCKET, Key=f"in/day {number % 2}/{number}.json.gz", Body=gzip.compress(content)
        )


def batch(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [PROGRAM, "batch", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_bucket_is_captioned_into_a_bucket_and_what_is_done_is_left(
    s3: Any, environment: dict[str, str]
) -> None:
    put(s3, 6)
    s3.put_object(Bucket=BUCKET, Key="in/torn.json", Body=b'{"transcript": [')
    s3.put_object(Bucket=BUCKET, Key="in/notes.txt", Body=b"no input")
    arguments = ("s3://talks/in", "-o", "s3://talks/out", "--journal", "journal", "--report", "report.jsonl")
    done = batch(environment, *arguments)
    assert (1, True) == (done.returncode, "7 inputs: 6 done, 1 failed" in done.stderr), done.stderr
    assert {f"out/day {number % 2}/{number}.srt" for number in range(6)} == {
        key for key in keys_in(s3) if key.startswith("out")
    }
    assert "Talk 5.\n" in text_of(s3, "out/day 1/5.srt")
    s3.put_object(Bucket=BUCKET, Key="in/day 0/0.json.gz", Body=json.dumps(payload("Changed.")).encode())
    s3.delete_object(Bucket=BUCKET, Key="out/day 1/1.srt")
    again = batch(environment, *arguments)
    assert "7 inputs: 2 done, 4 kept, 1 failed" in again.stderr, again.stderr
    assert "Changed." in text_of(s3, "out/day 0/0.srt")


def test_patterns_lists_and_single_objects_are_inputs_and_a_folder_takes_what_is_made(
    s3: Any, environment: dict[str, str]
) -> None:
    put(s3, 4)
    Path("list").write_text("s3://talks/in/day 1/3.json.gz\n")
    done = batch(environment, "s3://talks/in/*/*.json.gz", "-o", "out")
    assert 0 == done.returncode, done.stderr
    assert {"0.srt", "1.srt", "2.srt", "3.srt"} == {path.name for path in Path("out").rglob("*.srt")}
    done = batch(environment, "--files-from", "list", "s3://talks/in/day 0/2.json.gz", "-o", "listed")
    assert 0 == done.returncode, done.stderr
    assert {"listed/2.srt", "listed/talks/in/day 1/3.srt"} == {
        str(path) for path in Path("listed").rglob("*.srt")
    }


def test_an_object_that_is_not_there_fails_alone(s3: Any, environment: dict[str, str]) -> None:
    put(s3, 1)
    done = batch(environment, "s3://talks/in/day 0/0.json.gz", "s3://talks/none.json", "-o", "out")
    assert 1 == done.returncode
    assert "s3://talks/none.json: no such file or folder" in done.stderr
    assert Path("out/0.srt").exists()


def test_a_bucket_that_refuses_what_is_written_ends_with_7(s3: Any, environment: dict[str, str]) -> None:
    put(s3, 2)
    done = batch(environment, "s3://talks/in", "-o", "s3://no-such-bucket/out")
    assert 7 == done.returncode, done.stderr
    assert "s3://no-such-bucket/out/day 0/0.srt: no such bucket or folder" in done.stderr


def test_a_server_that_does_not_answer_is_told_in_a_line(environment: dict[str, str]) -> None:
    nobody = {**environment, "AWS_ENDPOINT_URL": "http://127.0.0.1:9", "AWS_MAX_ATTEMPTS": "1"}
    done = batch(nobody, "s3://talks/in/a.json", "-o", "out")
    assert 1 == done.returncode
    first, last = done.stderr.splitlines()
    assert first.startswith("subkit: s3://talks/in/a.json: ")
    assert "1 failed" in last


def test_a_bucket_that_refuses_is_told_by_input_and_by_output(environment: dict[str, str]) -> None:
    Path("a.json").write_text(json.dumps(payload("Hello.")))
    read, written, listed = _refused(environment)
    assert (1, True) == (read.returncode, Path("out/a.srt").exists()), read.stderr
    assert "subkit: s3://talks/in/b.json: " in read.stderr
    assert "2 inputs: 1 done, 1 failed" in read.stderr
    assert 7 == written.returncode, written.stderr
    assert "subkit: a.json: s3://talks/out/a.srt: " in written.stderr
    assert (2, 1) == (listed.returncode, len(listed.stderr.splitlines())), listed.stderr
    for done in (read, written, listed):
        assert ": permission denied (" in done.stderr


@set_initial_no_auth_action_count(0)
def _refused(environment: dict[str, str]) -> list[subprocess.CompletedProcess[str]]:
    """Reading, writing and listing where the server knows none of our keys."""
    commands = (
        ["s3://talks/in/b.json", "a.json", "-o", "out"],
        ["a.json", "-o", "s3://talks/out"],
        ["s3://talks/in/*.json", "-o", "out"],
    )
    return [batch(environment, *command) for command in commands]


def test_a_killed_run_over_buckets_goes_on(s3: Any, environment: dict[str, str]) -> None:
    put(s3, 60)
    arguments = ["s3://talks/in", "-o", "s3://talks/out", "--journal", "journal"]
    begun = subprocess.Popen([PROGRAM, "batch", *arguments], env=environment, stderr=subprocess.DEVNULL)
    until = time.monotonic() + 60
    while (
        not (Path("journal").exists() and Path("journal").read_bytes().count(b"\n") > 5)
        and time.monotonic() < until
    ):
        time.sleep(0.01)
    begun.kill()
    begun.wait()
    kept = Path("journal").read_bytes().count(b"\n")
    done = batch(environment, *arguments)
    assert f"60 inputs: {60 - kept} done, {kept} kept" in done.stderr
    assert 60 == sum(key.startswith("out/") for key in keys_in(s3))


def test_another_file_system_needs_its_library(environment: dict[str, str]) -> None:
    done = batch(environment, "gs://bucket/a.json", "-o", "out")
    assert 3 == done.returncode
    assert "gs:// needs a library that is not installed: pip install 'fsspec[gs]'" in done.stderr


def test_what_a_web_server_has_is_read(s3: Any, environment: dict[str, str], address: str) -> None:
    put(s3, 1)
    s3.put_object_acl(Bucket=BUCKET, Key="in/day 0/0.json.gz", ACL="public-read")
    talk = f"{address}/{BUCKET}/in/day%200/0.json.gz?for=all"
    done = batch(environment, talk, f"{address}/{BUCKET}/none", "-o", "out")
    assert 1 == done.returncode
    assert f"{address}/{BUCKET}/none: no such file or folder" in done.stderr
    assert b"Talk 0.\n" in Path("out/0.srt").read_bytes(), done.stderr
