"""Pictory's service, its flows played by hand: the exact steps, and what is made of each answer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from canary import CANARY
from playing import answer, play

from subkit import __version__
from subkit.adapter import Job, JobAdapter, Online, Source, State
from subkit.errors import (
    AddressError,
    CredentialsError,
    InputError,
    JobFailedError,
    JobUnfinishedError,
    OptionError,
    ProviderError,
    ResultGoneError,
    SubkitError,
    UnreachableError,
)
from subkit.jobs.credentials import Credentials
from subkit.jobs.flow import Ask, Checkpoint, Response, Wait
from subkit_adapters.pictory import adapter
from subkit_adapters.pictory.options import Options

if TYPE_CHECKING:
    from subkit_adapters.pictory.online import PictoryOnline

BASE = "https://api.pictory.ai/pictoryapis"
KEY = f"pictai_{CANARY}"
PLAIN = {"User-Agent": f"subkit/{__version__}", "Accept": "application/json"}
SIGNED = {"Authorization": KEY}
OLD = {"client_id": "me", "client_secret": CANARY, "user": "u1"}
ID = "cbbc5305-3c1c-46f0-bdde-468e5ecd763f"
NEW = Job("pictory", None, State.NEW, external_id="our-reference")
STARTED = Job("pictory", ID, State.RUNNING, external_id="our-reference")
FILE = Source("Talk.MP3", path=Path("Talk.MP3"))
THERE = Source("talk.mp4", url="https://media.example/talk.mp4")
BEGUN = Response(200, b'{"success": true, "data": {"jobId": "%s"}}' % ID.encode())
WORDS = {"transcript": [{"words": [{"word": "Hello.", "start_time": 0, "end_time": 1}]}]}
STARTING = {"state": State.STARTING}


def service(**secrets: str) -> PictoryOnline:
    return adapter.online(Credentials("pictory", secrets or {"key": KEY}))


def changed(job: Job, **fields: Any) -> Job:
    return msgspec.structs.replace(job, **fields)


def test_the_adapter_works_online() -> None:
    assert isinstance(adapter, JobAdapter)
    assert isinstance(service(), Online)


def test_a_file_is_uploaded_and_submitted_step_by_step() -> None:
    given = {"url": "https://media.example/x.mp3", "signedUrl": "https://store.example/x?Signature=s"}
    steps, job = play(
        service().submit(NEW, FILE, Options()), answer(success=True, data=given), Response(200), BEGUN
    )
    ready = changed(NEW, stage="uploaded", notes={"address": given["url"]})
    name = {"contentType": "audio/mpeg", "fileName": "Talk-our-reference.MP3"}
    body = {"fileUrl": given["url"], "mediaType": "audio", "language": "en-US"}
    assert [
        Ask("POST", f"{BASE}/v1/media/generateUrl", headers=PLAIN, auth=SIGNED, json=name, once=False),
        Ask("PUT", given["signedUrl"], headers={"Content-Type": "audio/mpeg"}, file=Path("Talk.MP3")),
        Checkpoint(ready),
        Checkpoint(changed(ready, **STARTING)),
        Ask("POST", f"{BASE}/v2/transcription", headers=PLAIN, auth=SIGNED, json=body, once=True),
    ] == steps
    assert changed(ready, id=ID, state=State.RUNNING) == job


def test_media_at_an_address_is_submitted_with_all_its_options() -> None:
    options = Options(language="fr", media_type="audio", webhook="https://hook.example/x", extra={"a": 1})
    steps, _ = play(service().submit(NEW, THERE, options), BEGUN)
    paid = steps[-1]
    assert isinstance(paid, Ask)
    expected = {"fileUrl": THERE.url, "mediaType": "audio", "language": "fr"}
    assert expected | {"webhook": "https://hook.example/x", "a": 1} == paid.json
    assert "hook.example" not in repr(steps)


def test_a_webhook_inside_a_private_network_ends_it_before_anything_is_sent() -> None:
    steps, error = play(service().submit(NEW, THERE, Options(webhook="https://192.168.0.1/hook")))
    assert isinstance(error, AddressError)
    assert [] == steps


def test_a_broken_off_submission_goes_on_behind_the_upload() -> None:
    ready = changed(NEW, stage="uploaded", notes={"address": "https://media.example/x.mp3"})
    steps, job = play(service().submit(ready, FILE, Options()), BEGUN)
    assert ["Checkpoint", "Ask"] == [type(step).__name__ for step in steps]
    assert ID == job.id


@pytest.mark.parametrize(
    "spelled",
    [{"data": {"job_id": ID}}, {"jobId": ID}, {"job_id": ID}, {"success": True, "data": {"jobId": ID}}],
)
def test_the_id_is_read_from_any_of_its_places(spelled: dict[str, Any]) -> None:
    assert ID == play(service().submit(NEW, THERE, Options()), answer(**spelled))[1].id


@pytest.mark.parametrize(
    ("refused", "reason"),
    [
        (
            answer(
                400,
                code="INVALID_REQUEST_BODY",
                message="no",
                fields=[{"name": "fileUrl", "errors": "is required"}],
            ),
            "INVALID_REQUEST_BODY: no; fileUrl: is required",
        ),
        (answer(success=False, data={"error_code": "7", "error_message": "no minutes"}), "7: no minutes"),
        (answer(success=False, error={"error_code": 890, "error_message": "Error Message"}), "890: Error"),
        (answer(422, message="odd"), "odd"),
        (Response(403, b"error code: 1010"), "Cloudflare"),
        (Response(404, b"<html>nothing here</html>"), "refused"),
        (Response(402, b"{}"), "no reason"),
    ],
)
def test_a_refusal_is_told_and_leaves_the_job_new(refused: Response, reason: str) -> None:
    steps, error = play(service().submit(NEW, THERE, Options()), refused)
    assert isinstance(error, ProviderError)
    assert reason in str(error)
    ready = changed(NEW, stage="uploaded", notes={"address": THERE.url})
    assert Checkpoint(ready) == steps[-1]


@pytest.mark.parametrize(
    "open_answer",
    [
        UnreachableError("POST", "cut", sent=True),
        Response(500, b"{}"),
        Response(502, b"<html>"),
        Response(200, b"<html>login</html>"),
        answer(success=True),
    ],
)
def test_an_open_outcome_stays_open_on_disk_and_is_not_repeated(open_answer: Any) -> None:
    steps, error = play(service().submit(NEW, THERE, Options()), open_answer)
    assert isinstance(error, SubkitError)
    (last,) = [step for step in steps[-2:] if isinstance(step, Checkpoint)]
    assert State.STARTING == last.job.state
    assert 1 == sum(isinstance(step, Ask) for step in steps)


def test_a_wrong_key_is_a_matter_of_credentials_and_never_shown() -> None:
    steps, error = play(service().submit(NEW, THERE, Options()), answer(401, message="Unauthorized"))
    assert isinstance(error, CredentialsError)
    assert KEY not in f"{steps} {error} {error!r}"


@pytest.mark.parametrize(
    "given", [{}, {"data": {}}, {"data": {"url": "https://x.example"}}, {"data": {"signedUrl": "https://x"}}]
)
def test_an_upload_without_addresses_ends_before_anything_is_paid(given: dict[str, Any]) -> None:
    steps, error = play(service().submit(NEW, FILE, Options()), answer(**given))
    assert isinstance(error, ProviderError)
    assert 1 == len(steps)


def test_a_storage_that_refuses_ends_before_anything_is_paid() -> None:
    given = {"url": "https://media.example/x.mp3", "signedUrl": "https://store.example/x"}
    steps, error = play(service().submit(NEW, FILE, Options()), answer(data=given), Response(403))
    assert isinstance(error, ProviderError)
    assert 2 == len(steps)


def test_media_that_is_neither_file_nor_address_is_refused() -> None:
    assert isinstance(play(service().submit(NEW, Source("x"), Options()))[1], InputError)


@pytest.mark.parametrize(
    ("said", "state", "status", "detail"),
    [
        (
            {"job_id": ID, "success": True, "data": {"status": "in-progress"}},
            State.RUNNING,
            "in-progress",
            "",
        ),
        ({"success": True, "data": {"status": "completed", **WORDS}}, State.DONE, "completed", ""),
        ({"success": True, "job_id": ID, "data": WORDS}, State.DONE, "", ""),
        ({"success": True, "data": {"status": "completed", "transcript": []}}, State.DONE, "completed", ""),
        ({"success": True, "data": {"status": "cleaned"}}, State.GONE, "cleaned", ""),
        (
            {
                "job_id": ID,
                "success": False,
                "data": {"status": "failed", "error_code": "X", "error_message": "bad"},
            },
            State.FAILED,
            "failed",
            "X: bad",
        ),
        (
            {"success": False, "error": {"error_message": "Error Message", "error_code": 890}},
            State.FAILED,
            "",
            "890: Error Message",
        ),
    ],
)
def test_a_job_is_told_as_it_is(said: dict[str, Any], state: State, status: str, detail: str) -> None:
    steps, job = play(service().poll(STARTED), answer(**said))
    assert [Ask("GET", f"{BASE}/v1/jobs/{ID}", headers=PLAIN, auth=SIGNED, once=False)] == steps
    assert changed(STARTED, state=state, status=status, detail=detail) == job


@pytest.mark.parametrize(
    "odd",
    [
        answer(success=False, data={"error_code": "5000", "error_message": "JOB_NOT_FOUND"}),
        answer(404, success=False, data={"error_code": "5000", "error_message": "JOB_NOT_FOUND"}),
        answer(success=True, data={"status": "completed"}),
        answer(success=True, data={"status": "resting"}),
        answer(success=True),
    ],
)
def test_what_may_pass_fails_the_tenth_time_in_a_row_only(odd: Response) -> None:
    job = STARTED
    for _ in range(9):
        job = play(service().poll(job), odd)[1]
        assert State.RUNNING == job.state
    running = answer(success=True, data={"status": "in-progress"})
    even = changed(STARTED, status="in-progress", notes={"odd": "0"})
    assert even == play(service().poll(job), running)[1]
    assert State.FAILED == play(service().poll(job), odd)[1].state


def test_an_answer_on_another_job_is_refused() -> None:
    other = answer(job_id="other", success=True, data={"status": "completed", **WORDS})
    assert isinstance(play(service().poll(STARTED), other)[1], ProviderError)


def test_an_id_cannot_leave_its_place_in_the_path() -> None:
    steps, _ = play(service().poll(changed(STARTED, id="../quota?x")), answer(success=True))
    assert isinstance(steps[0], Ask)
    assert f"{BASE}/v1/jobs/..%2Fquota%3Fx" == steps[0].url


def test_the_result_is_fetched_byte_by_byte_as_it_came() -> None:
    done = Response(200, b' {"success" : true, "data": {"transcript": []}}\n')
    assert done.body == play(service().fetch(STARTED), done)[1]


@pytest.mark.parametrize(
    ("said", "error"),
    [
        (answer(success=True, data={"status": "in-progress"}), JobUnfinishedError),
        (answer(success=False, data={"status": "failed"}), JobFailedError),
        (answer(success=True, data={"status": "cleaned"}), ResultGoneError),
        (Response(200, b"<html>login</html>"), ProviderError),
        (Response(200, b""), ProviderError),
    ],
)
def test_what_is_no_result_is_not_fetched(said: Response, error: type[SubkitError]) -> None:
    assert isinstance(play(service().fetch(STARTED), said)[1], error)


def page(*jobs: str, key: str | None = None) -> Response:
    return answer(items=[{"success": True, "data": {"jobId": job, **WORDS}} for job in jobs], nextPageKey=key)


def alone(newest: str = "old") -> Job:
    return changed(NEW, state=State.STARTING, notes={"newest": newest})


def test_the_newest_job_is_noted_before_a_submission_that_is_alone() -> None:
    steps, job = play(service().submit(NEW, THERE, Options(alone=True)), page("old", "older", key="k"), BEGUN)
    assert "old" == job.notes["newest"]
    assert isinstance(steps[2], Checkpoint)
    assert ("old", State.STARTING) == (steps[2].job.notes["newest"], steps[2].job.state)


def test_the_one_new_job_of_who_is_alone_is_theirs() -> None:
    found = play(service().find(alone(), THERE, Options(alone=True)), page(ID, key="k"), page("old"))[1]
    assert changed(alone(), id=ID, state=State.RUNNING) == found


def test_no_new_job_after_three_looks_means_that_none_was_started() -> None:
    steps, found = play(service().find(alone(), THERE, Options(alone=True)), *[page("old")] * 3)
    assert changed(alone(), state=State.NEW) == found
    assert [20.0, 20.0] == [step.seconds for step in steps if isinstance(step, Wait)]


def test_the_first_job_of_an_account_is_found_too() -> None:
    found = play(service().find(alone(""), THERE, Options(alone=True)), page(ID))[1]
    assert ID == found.id


@pytest.mark.parametrize(
    ("job", "options", "pages"),
    [
        (alone(), Options(alone=True), [page("a", "b", "old")]),
        (alone(), Options(alone=True), [page("a", "b")]),
        (alone(), Options(alone=True), [page("")]),
        (alone(), Options(), [page(ID, "old")]),
        (changed(NEW, state=State.STARTING), Options(alone=True), [page(ID)]),
        (changed(NEW, state=State.STARTING), Options(), [page()]),
    ],
)
def test_what_the_list_cannot_tell_stays_unknown(job: Job, options: Options, pages: list[Response]) -> None:
    assert play(service().find(job, THERE, options), *pages)[1] is None


def test_an_item_that_repeats_our_reference_is_ours_among_many() -> None:
    marked = {"success": True, "data": {"jobId": ID, "name": "Talk-our-reference.MP3"}}
    other = {"success": True, "data": {"jobId": "other"}}
    found = play(service().find(NEW, FILE, Options()), answer(items=[other, marked, other]))[1]
    assert (ID, State.RUNNING) == (found.id, found.state)


@pytest.mark.parametrize(
    "pages",
    [
        [page("a", key="k"), page("b", key="k")],
        [page("a", key="k"), page("b", key="l"), page("c", key="k")],
        [Response(200, b"<html>")],
        [answer(items=7)],
    ],
)
def test_a_list_in_a_loop_or_that_is_none_ends(pages: list[Response]) -> None:
    assert isinstance(play(service().find(NEW, THERE, Options()), *pages)[1], ProviderError)


def test_an_odd_item_does_not_hide_the_others() -> None:
    items = [{"data": 7}, None, {"data": {"jobId": ID, "x": "our-reference"}}]
    assert ID == play(service().find(NEW, THERE, Options()), answer(items=items))[1].id


def token(text: str) -> Response:
    return answer(access_token=text, expires_in=3600, token_type="Bearer")  # noqa: S106 - the name of a scheme


def test_an_old_account_signs_in_and_again_when_its_token_has_run_out() -> None:
    old = service(**OLD)
    running = answer(success=True, data={"status": "in-progress"})
    signing = Ask(
        "POST",
        f"{BASE}/v1/oauth2/token",
        headers=PLAIN,
        json={"client_id": "me", "client_secret": CANARY},
        once=False,
        private=True,
    )
    first, _ = play(old.poll(STARTED), token("t1"), running)
    asked = Ask(
        "GET",
        f"{BASE}/v1/jobs/{ID}",
        headers=PLAIN,
        auth={"Authorization": "t1", "X-Pictory-User-Id": "u1"},
        once=False,
    )
    assert [signing, asked] == first
    again, job = play(old.poll(STARTED), answer(401), token("t2"), running)
    assert [asked, signing] == again[:2]
    assert State.RUNNING == job.state
    assert CANARY not in repr(first)


def test_a_token_that_ran_out_before_the_paid_call_leaves_one_paid_call() -> None:
    old = service(**OLD)
    tokens = [token("t1"), answer(401, message="Unauthorized"), token("t2")]
    steps, job = play(old.submit(NEW, THERE, Options()), *tokens, BEGUN)
    states = [step.job.state for step in steps if isinstance(step, Checkpoint)]
    assert [State.NEW, State.STARTING, State.NEW, State.STARTING] == states
    assert ID == job.id


@pytest.mark.parametrize("body", [{}, {"access_token": ""}, {"access_token": "a\nb"}, {"access_token": "ü"}])
def test_a_token_that_is_none_is_refused(body: dict[str, Any]) -> None:
    old = service(**OLD)
    assert isinstance(play(old.calls.quota(), answer(**body))[1], ProviderError)


@pytest.mark.parametrize(
    "secrets", [{"client_id": "me"}, {"client_id": "me", "client_secret": "s"}, {"user": "u"}]
)
def test_credentials_that_are_not_whole_are_refused(secrets: dict[str, str]) -> None:
    with pytest.raises(CredentialsError, match="all three"):
        service(**secrets)


def test_highlights_are_started_from_a_job_or_a_transcript() -> None:
    fields = {"highlight_duration": 30, "language": "en"}
    of_job, job = play(service().calls.highlights_of_job(NEW, "../x", fields), BEGUN)
    assert isinstance(of_job[1], Ask)
    assert (f"{BASE}/v2/transcription/..%2Fx/highlights", fields) == (of_job[1].url, of_job[1].json)
    assert ID == job
    of_words, _ = play(service().calls.highlights_of_transcript(NEW, WORDS["transcript"], fields), BEGUN)
    assert isinstance(of_words[1], Ask)
    assert (f"{BASE}/v2/transcription/highlights", WORDS | fields) == (of_words[1].url, of_words[1].json)


def test_highlights_are_a_job_like_any_other_with_nothing_uploaded() -> None:
    options = Options(highlights_of="t-1", highlight_duration=30, language="pt_br", extra={"a": 1})
    steps, job = play(service().submit(NEW, FILE, options), BEGUN)
    assert Checkpoint(changed(NEW, **STARTING)) == steps[0]
    assert isinstance(steps[1], Ask)
    assert f"{BASE}/v2/transcription/t-1/highlights" == steps[1].url
    assert {"language": "pt", "highlight_duration": 30, "a": 1} == steps[1].json
    assert changed(NEW, id=ID, state=State.RUNNING) == job


def test_the_quota_is_read() -> None:
    answered = answer(videoMinutes={"used": 98}, transcriptionMinutes={"used": 7.5, "limit": 14400})
    quota = play(service().calls.quota(), answered)[1]
    assert (7.5, 14400, 98) == (quota.transcription.used, quota.transcription.limit, quota.video.used)
    assert play(service().calls.quota(), answer())[1].transcription is None


@pytest.mark.parametrize(
    ("given", "sent"),
    [("en", "en-US"), ("EN_us", "en-US"), ("fr", "fr"), ("zh-hant-tw", "zh-Hant-TW"), ("", "en-US")],
)
def test_a_language_is_sent_in_its_usual_spelling(given: str, sent: str) -> None:
    assert sent == Options(language=given).language


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"language": "english"}, "option language names no language ('english'); did you mean 'en'?"),
        ({"language": "xx"}, "option language names no language ('xx'); "),
        ({"language": "en-US\nX: 1"}, "names no language"),
        ({"media_type": "film"}, "option media_type is video or audio"),
        ({"highlight_duration": 30}, "option highlight_duration is 1 s or more, and needs highlights_of"),
        ({"highlight_duration": 0, "highlights_of": "x"}, "option highlight_duration is 1 s or more"),
    ],
)
def test_options_that_no_call_takes_are_refused_at_once(given: dict[str, Any], said: str) -> None:
    with pytest.raises(OptionError) as refused:
        Options(**given)
    assert said in str(refused.value)


def test_a_refusal_says_what_support_asks_for() -> None:
    refused = Response(500, b'{"message": "oops"}', {"x-amzn-requestid": "8f1c"})
    error = play(service().calls.quota(), *[refused] * 5)[1]
    assert f"GET {BASE}/v1/quota: HTTP 500: oops (request 8f1c)" == str(error)
    assert (refused.body, True, "pictory") == (error.raw, error.retryable, error.provider)
    cut = UnreachableError("GET", "cut", sent=True)
    for failed in ([refused] * 5, [Response(200, b"<p>")], [cut] * 5, [answer(job_id="other", success=True)]):
        error = play(service().poll(STARTED), *failed)[1]
        assert ("pictory", ID) == (error.provider, error.job_id)
    error = play(service().calls.quota(), Response(401, b"{}", {"cf-ray": "9a"}))[1]
    assert "HTTP 401: the credentials are not taken (request 9a)" in str(error)


def test_many_jobs_sign_in_once() -> None:
    old = service(**OLD)
    first, second = old.poll(STARTED), old.poll(STARTED)
    signing = next(first)
    assert isinstance(signing, Ask)
    assert isinstance(next(second), Wait)
    ask = first.send(token("t1"))
    other = second.send(None)
    assert ask == other
    assert isinstance(ask, Ask)
    assert "t1" == ask.auth["Authorization"]
    again = first.send(answer(401))
    assert signing == again
    renewed = first.send(token("t2"))
    late = second.send(answer(401))
    assert isinstance(renewed, Ask)
    assert renewed == late, "a refusal of the old token does not take the new one away"


def test_a_sign_in_that_was_broken_off_does_not_stop_the_others() -> None:
    old = service(**OLD)
    first, second = old.poll(STARTED), old.poll(STARTED)
    next(first)
    assert isinstance(next(second), Wait)
    first.close()
    assert isinstance(second.send(None), Ask)


def test_a_token_is_renewed_before_it_ends() -> None:
    old = service(**OLD)
    running = b'{"success": true, "data": {"status": "in-progress"}}'
    given = msgspec.json.encode({"access_token": "t1", "expires_in": 7200})
    play(old.poll(STARTED), Response(200, given, at=0.0), Response(200, running, at=6899.0))
    steps, _ = play(old.poll(STARTED), Response(200, running, at=6901.0))
    assert 1 == len(steps)
    steps, _ = play(old.poll(STARTED), token("t2"), Response(200, running))
    assert isinstance(steps[1], Ask)
    assert "t2" == steps[1].auth["Authorization"]
