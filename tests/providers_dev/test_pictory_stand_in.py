"""The stand-in for Pictory answers on a real socket as the documentation has it."""

from __future__ import annotations

import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from subkit.adapter import State
from subkit.model import Transcript
from subkit.payload import Payload
from subkit.providers_dev.clock import Clock
from subkit.providers_dev.pictory import Pictory
from subkit.providers_dev.serving import running
from subkit_adapters.pictory import adapter

if TYPE_CHECKING:
    from collections.abc import Iterator

KEY = "pictai_stand-in"
MEDIA = "https://media.example/talk.mp4"


@pytest.fixture
def stand_in() -> Pictory:
    return Pictory(seconds=60)


@pytest.fixture
def client(stand_in: Pictory) -> Iterator[httpx.Client]:
    headers = {"Authorization": KEY, "User-Agent": "subkit-tests"}
    with running(stand_in) as address, httpx.Client(base_url=address, headers=headers) as client:
        yield client


def begun(client: httpx.Client, **fields: Any) -> str:
    answered = client.post("/v2/transcription", json={"fileUrl": MEDIA, **fields}).json()
    assert answered["success"] is True
    return str(answered["data"]["jobId"])


def test_a_job_is_in_progress_and_then_holds_words_pauses_and_captions(
    client: httpx.Client, stand_in: Pictory
) -> None:
    job = begun(client)
    assert {"job_id": job, "success": True, "data": {"status": "in-progress"}} == client.get(
        f"/v1/jobs/{job}"
    ).json()
    stand_in.clock.skip(60)
    content = client.get(f"/v1/jobs/{job}").content
    transcript = adapter.parse(Payload(content), strict=True)
    assert isinstance(transcript, Transcript)
    assert (40, job, ()) == (len(list(transcript.words)), transcript.job_id, transcript.repairs)
    assert {"txt", "srt", "vtt", "mediaInfo"} < set(Payload(content).outline["data"])


@pytest.mark.parametrize(
    ("name", "state"),
    [("a~failed.mp4", State.FAILED), ("a~cleaned.mp4", State.GONE), ("a~never.mp4", State.RUNNING)],
)
def test_the_name_of_the_media_decides_the_ending(
    client: httpx.Client, stand_in: Pictory, name: str, state: State
) -> None:
    job = begun(client, fileUrl=f"https://media.example/{name}")
    stand_in.clock.skip(1e6)
    answered = adapter.parse(Payload(client.get(f"/v1/jobs/{job}").content))
    assert state == getattr(answered, "state", None)


def test_the_name_of_the_media_sets_time_and_length(client: httpx.Client, stand_in: Pictory) -> None:
    job = begun(client, fileUrl="https://media.example/a~5s~90w.mp4")
    stand_in.clock.skip(5)
    transcript = adapter.parse(Payload(client.get(f"/v1/jobs/{job}").content))
    assert isinstance(transcript, Transcript)
    assert 90 == len(list(transcript.words))


def test_an_unknown_job_is_told_in_the_envelope(client: httpx.Client) -> None:
    expected = {"success": False, "data": {"error_code": "5000", "error_message": "JOB_NOT_FOUND"}}
    assert expected == client.get("/v1/jobs/none").json()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Authorization": f"Bearer {KEY}"}, 401),
        ({"Authorization": ""}, 401),
        ({"User-Agent": "Python-urllib/3.11"}, 403),
    ],
)
def test_a_wrong_key_a_bearer_and_a_library_s_own_name_are_refused(
    client: httpx.Client, headers: dict[str, str], status: int
) -> None:
    assert status == client.get("/v1/quota", headers=headers).status_code


def test_the_old_sign_in_gives_a_token_that_needs_the_user_and_ends(
    client: httpx.Client, stand_in: Pictory
) -> None:
    sign_in = {"client_id": "stand-in-id", "client_secret": "stand-in-secret"}
    token = client.post("/v1/oauth2/token", json=sign_in).json()["access_token"]
    both = {"Authorization": token, "X-Pictory-User-Id": "stand-in-user"}
    assert 401 == client.get("/v1/quota", headers={"Authorization": token}).status_code
    assert 200 == client.get("/v1/quota", headers=both).status_code
    stand_in.clock.skip(3600)
    assert 401 == client.get("/v1/quota", headers=both).status_code


def test_a_signed_address_takes_the_promised_type_and_no_key(client: httpx.Client, stand_in: Pictory) -> None:
    wanted = {"contentType": "video/mp4", "fileName": "talk.mp4"}
    signed = client.post("/v1/media/generateUrl", json=wanted).json()["data"]["signedUrl"]
    typed = {"Content-Type": "video/mp4"}
    assert 400 == client.put(signed, content=b"film", headers=typed).status_code
    assert 403 == httpx.put(signed, content=b"film", headers={"Content-Type": "audio/mpeg"}).status_code
    assert 200 == httpx.put(signed, content=b"film", headers=typed).status_code
    assert [b"film"] == list(stand_in.uploads.values())


def test_the_list_goes_from_the_newest_page_by_page(client: httpx.Client) -> None:
    jobs = [begun(client) for _ in range(23)]
    listed: list[str] = []
    key: str | None = ""
    while key is not None:
        page = client.get("/v1/jobs", params={"nextPageKey": key} if key else {}).json()
        listed += [item["data"]["jobId"] for item in page["items"]]
        key = page["nextPageKey"]
    assert jobs[::-1] == listed
    assert 400 == client.get("/v1/jobs", params={"nextPageKey": "no key"}).status_code


def test_highlights_are_made_of_a_finished_job_or_of_a_transcript(
    client: httpx.Client, stand_in: Pictory
) -> None:
    job = begun(client)
    assert 400 == client.post(f"/v2/transcription/{job}/highlights", json={}).status_code
    stand_in.clock.skip(60)
    heard = client.get(f"/v1/jobs/{job}").json()["data"]["transcript"]
    of_job = client.post(f"/v2/transcription/{job}/highlights", json={"highlight_duration": 10}).json()
    of_words = client.post("/v2/transcription/highlights", json={"transcript": heard}).json()
    stand_in.clock.skip(60)
    for answered in (of_job, of_words):
        transcript = adapter.parse(Payload(client.get(f"/v1/jobs/{answered['data']['jobId']}").content))
        assert isinstance(transcript, Transcript)
        assert {True, False} == {word.highlight for word in transcript.words}


@pytest.mark.parametrize("body", [{}, {"fileUrl": "talk.mp4"}, {"fileUrl": MEDIA, "mediaType": "film"}])
def test_a_wrong_body_is_refused_with_the_field(client: httpx.Client, body: dict[str, Any]) -> None:
    answered = client.post("/v2/transcription", json=body)
    assert (400, "INVALID_REQUEST_BODY") == (answered.status_code, answered.json()["code"])


def test_the_result_is_posted_to_the_webhook() -> None:
    received: list[bytes] = []

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            received.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None: ...

    hook = HTTPServer(("127.0.0.1", 0), Hook)
    Thread(target=hook.serve_forever, daemon=True).start()
    stand_in = Pictory(seconds=1, clock=Clock(speed=50))
    with running(stand_in) as address:
        headers = {"Authorization": KEY, "User-Agent": "subkit-tests"}
        fields = {"fileUrl": MEDIA, "webhook": f"http://127.0.0.1:{hook.server_port}/"}
        httpx.post(f"{address}/v2/transcription", json=fields, headers=headers)
        end = time.monotonic() + 60
        while not stand_in.posted and time.monotonic() < end:
            time.sleep(0.01)
    hook.shutdown()
    hook.server_close()
    (job,) = stand_in.jobs
    assert [(job, 204)] == stand_in.posted
    assert isinstance(adapter.parse(Payload(received[0])), Transcript)
