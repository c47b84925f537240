"""Verbit's calls, played by hand: what is sent, what an answer means, what is never shown."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from canary import CANARY
from hypothesis import given
from hypothesis import strategies as st
from playing import answer, asked, play

from subkit.adapter import Job, JobAdapter, Notice, State, WebhookAdapter
from subkit.errors import CredentialsError, ProviderError, UnreachableError
from subkit.jobs.credentials import Credentials
from subkit.jobs.flow import Ask, Checkpoint, Flow, Response, Wait
from subkit.payload import Payload
from subkit_adapters.verbit import adapter
from subkit_adapters.verbit.caller import Caller
from subkit_adapters.verbit.calls import CAPTIONS, DOCUMENTS, MEDIA, Calls
from subkit_adapters.verbit.refusals import _ADVICE as ADVICE

if TYPE_CHECKING:
    from collections.abc import Callable

BASE = "https://api.verbit.co/api/"
AUTH = {"Authorization": f"ApiToken {CANARY}"}
HOUR = 3600.0


def calls(form: str = "token", base: str | None = None) -> Calls:
    return Calls(Caller(Credentials("verbit", {form: CANARY}), base))


def refused(kind: str, comment: str = "because", status: int = 400) -> Response:
    return answer(status, ErrorType=kind, ErrorComment=comment)


def token(text: str, at: float = 0.0) -> Response:
    return Response(200, msgspec.json.encode({"token": text}), at=at)


def test_the_adapter_works_online_and_takes_webhooks() -> None:
    assert isinstance(adapter, JobAdapter)
    assert isinstance(adapter, WebhookAdapter)
    assert "Access(token)" == repr(Caller(Credentials("verbit", {"token": CANARY})).access)
    with pytest.raises(CredentialsError, match="no token"):
        calls("user")


@pytest.mark.parametrize(
    ("call", "method", "path", "query", "body"),
    [
        (lambda api: api.profiles(), "GET", "profiles", {}, None),
        (lambda api: api.new({"profile": "p"}), "POST", "job/new", {}, {"profile": "p"}),
        (
            lambda api: api.add_asset_url("https://m.example/a"),
            "POST",
            "job/add_asset",
            {},
            {"asset_url": "https://m.example/a"},
        ),
        (
            lambda api: api.add_media("7", url="https://m.example/a"),
            "POST",
            "job/add_media",
            {},
            {"job_id": 7, "media_url": "https://m.example/a"},
        ),
        (
            lambda api: api.add_media("7", ["a", "b"], merge=True),
            "POST",
            "job/add_media",
            {},
            {"job_id": 7, "asset_ids": ["a", "b"], "merge_assets": True},
        ),
        (
            lambda api: api.add_backup_record("7", "a"),
            "POST",
            "job/add_backup_record",
            {},
            {"job_id": 7, "asset_id": "a"},
        ),
        (
            lambda api: api.add_notes("7", ["a"]),
            "POST",
            "job/add_notes_attachments",
            {},
            {"job_id": 7, "asset_ids": ["a"]},
        ),
        (
            lambda api: api.add_notes("7", url="https://m.example/n"),
            "POST",
            "job/add_notes_attachments",
            {},
            {"job_id": 7, "notes_attachment_url": "https://m.example/n"},
        ),
        (
            lambda api: api.add_transcription("7", text="Hi."),
            "POST",
            "job/add_transcription",
            {},
            {"job_id": 7, "transcription_text": "Hi."},
        ),
        (lambda api: api.info("7"), "GET", "job/info", {"job_id": 7}, None),
        (
            lambda api: api.caption("7", "txt", query={"timecode_interval": 120}),
            "GET",
            "job/get_caption",
            {"job_id": 7, "caption_format": "txt", "timecode_interval": 120},
            None,
        ),
        (
            lambda api: api.caption("7", "srt", draft=True),
            "GET",
            "job/draft",
            {"job_id": 7, "caption_format": "srt"},
            None,
        ),
        (lambda api: api.keywords("7"), "GET", "job/get_keywords", {"job_id": 7}, None),
        (lambda api: api.jobs(), "GET", "jobs", {}, None),
        (
            lambda api: api.request_review("7", "names"),
            "POST",
            "job/request_review",
            {},
            {"job_id": 7, "comment": "names"},
        ),
    ],
)
def test_every_call_has_the_version_in_its_query_and_the_key_in_its_header(
    call: Callable[[Calls], Flow[Any]], method: str, path: str, query: dict[str, Any], body: Any
) -> None:
    told = answer(job_id=7, asset_id="a", profiles=[], jobs=[], keywords=["a"])
    steps, result = play(call(calls()), told)
    assert not isinstance(result, Exception)
    [ask] = asked(steps)
    assert (method, BASE + path, {"v": 4, **query}, AUTH, body) == (
        ask.method,
        ask.url,
        ask.params,
        ask.auth,
        ask.json,
    )


def test_what_the_pages_do_not_tell_can_be_sent_all_the_same() -> None:
    steps, _ = play(calls().add_asset_url("https://m.example/a", job="7"), answer(asset_id="a"))
    assert {"asset_url": "https://m.example/a", "job_id": 7} == asked(steps)[0].json
    steps, verdict = play(calls().call("GET", "users", query={"page": 2}), answer(users=[]))
    assert ({"v": 4, "page": 2}, b'{"users":[]}') == (asked(steps)[0].params, verdict.accepted().body)


def test_many_jobs_exchange_a_key_once_and_a_late_refusal_takes_no_new_token_away() -> None:
    api = calls("key")
    first, second = api.profiles(), api.profiles()
    exchange = next(first)
    assert isinstance(next(second), Wait)
    ask, other = first.send(token("t1")), second.send(None)
    assert ask == other
    assert exchange == first.send(refused("BAD_API_TOKEN"))
    renewed, late = first.send(token("t2")), second.send(refused("BAD_API_TOKEN"))
    assert isinstance(renewed, Ask)
    assert {"Authorization": "Bearer t2"} == renewed.auth
    assert renewed == late


def test_a_refusal_names_the_request_for_those_who_ask_support() -> None:
    told = {"ErrorType": "INVALID_OPTION", "ErrorComment": "no"}
    refusal = Response(400, msgspec.json.encode(told), {"x-request-id": "8f1c"})
    error = play(calls().profiles(), refusal)[1]
    assert f"GET {BASE}profiles: HTTP 400: INVALID_OPTION: no (request 8f1c)" == str(error)
    assert (refusal.body, False, "verbit", None) == (
        error.raw,
        error.retryable,
        error.provider,
        error.job_id,
    )
    late = UnreachableError("GET", "no answer", sent=True)
    for failed in ([refusal], [Response(200, b"<p>")], [late] * 5):
        error = play(calls().keywords("7"), *failed)[1]
        assert ("verbit", "7") == (error.provider, error.job_id)
    assert ("verbit", "7") == (
        (error := play(calls().request_review("7"), late)[1]).provider,
        error.job_id,
    )


def test_the_start_is_on_disk_before_it_is_sent_and_names_its_job_in_the_query() -> None:
    job = Job("verbit", "7", State.NEW)
    steps, _ = play(calls().perform_transcription(job, {"finish_in": 5}), answer())
    checkpoint, ask = steps
    assert Checkpoint(Job("verbit", "7", State.STARTING)) == checkpoint
    assert isinstance(ask, Ask)
    assert ask.only_once
    assert ({"v": 4, "job_id": 7}, {"finish_in": 5}) == (ask.params, ask.json)


def test_a_file_goes_to_the_signed_address_without_the_key() -> None:
    signed = "https://store.example/up?X-Amz-Signature=" + CANARY
    steps, asset = play(
        calls().add_asset("talk.mp4", Path("/media/talk.mp4")),
        answer(asset_id="a1", upload_url=signed),
        Response(200),
    )
    first, put = asked(steps)
    assert {"file_name": "talk.mp4"} == first.json
    assert ("PUT", signed, {}, {}, Path("/media/talk.mp4")) == (
        put.method,
        put.url,
        put.auth,
        put.params,
        put.file,
    )
    assert "a1" == asset


def test_what_the_storage_says_is_told_without_what_it_quotes() -> None:
    quoted = (
        f"<Error><Code>SignatureDoesNotMatch</Code><Message>No match.</Message><Key>{CANARY}</Key></Error>"
    )
    told = answer(asset_id="a1", upload_url="https://store.example/up?s=1")
    _, error = play(calls().add_asset("a", Path("a")), told, Response(403, quoted.encode()))
    assert "PUT https://store.example/up: HTTP 403: SignatureDoesNotMatch: No match." == str(error)


def test_a_key_is_exchanged_and_the_token_renewed_before_it_ends() -> None:
    api = calls("key")
    steps, _ = play(api.profiles(), token("t1", 0.0), answer(profiles=[], at=1.0))
    exchange, call = asked(steps)
    assert "https://users.verbit.co/api/v1/auth" == exchange.url
    assert {"data": {"api_key": CANARY}} == exchange.json
    assert {"Authorization": "Bearer t1"} == call.auth
    steps, _ = play(api.profiles(), answer(profiles=[], at=22.9 * HOUR))
    assert {"Authorization": "Bearer t1"} == asked(steps)[0].auth
    play(api.profiles(), answer(profiles=[], at=23.1 * HOUR))
    steps, _ = play(api.profiles(), token("t2", 23.2 * HOUR), answer(profiles=[]))
    assert {"Authorization": "Bearer t2"} == asked(steps)[1].auth


def test_a_token_that_has_ended_all_the_same_is_renewed_once() -> None:
    api = calls("key")
    steps, found = play(
        api.profiles(),
        token("t1"),
        refused("BAD_API_TOKEN"),
        token("t2"),
        answer(profiles=[{"name": "p", "turnaround": 24}]),
    )
    assert ["t1", "t2"] == [ask.auth["Authorization"].removeprefix("Bearer ") for ask in asked(steps)[1::2]]
    assert "p" == found[0].name
    _, error = play(api.profiles(), refused("BAD_API_TOKEN"), token("t3"), refused("BAD_API_TOKEN"))
    assert isinstance(error, CredentialsError)


def test_a_bearer_token_is_sent_as_it_is_and_not_renewed() -> None:
    steps, error = play(calls("bearer").profiles(), refused("BAD_API_TOKEN"))
    assert {"Authorization": f"Bearer {CANARY}"} == asked(steps)[0].auth
    assert isinstance(error, CredentialsError)


def test_an_exchange_that_gives_no_token_is_refused() -> None:
    assert isinstance(play(calls("key").profiles(), answer())[1], ProviderError)
    assert isinstance(play(calls("key").profiles(), Response(401, b"no"))[1], CredentialsError)


def test_at_another_address_keys_are_exchanged_there() -> None:
    api = calls("key", "https://verbit.example/api/")
    steps, _ = play(api.profiles(), token("t"), answer(profiles=[]))
    assert ["https://verbit.example/api/v1/auth", "https://verbit.example/api/profiles"] == [
        ask.url for ask in asked(steps)
    ]


@pytest.mark.parametrize("status", [200, 400, 404, 422])
def test_a_refusal_is_one_whatever_its_status(status: int) -> None:
    _, error = play(calls().profiles(), refused("INVALID_OPTION", "no such thing", status))
    assert f"GET {BASE}profiles: HTTP {status}: INVALID_OPTION: no such thing" == str(error)


def test_a_refused_key_is_a_matter_of_credentials() -> None:
    for response in (refused("BAD_API_TOKEN"), Response(401), Response(403, b"<p>Forbidden")):
        assert isinstance(play(calls().profiles(), response)[1], CredentialsError)


@pytest.mark.parametrize("body", [b"", b"<!doctype html><p>Sign in", b"[]", b"7", b'{"profiles": 7}', b'{"a'])
def test_an_answer_that_is_none_of_verbits_is_refused_in_one_line(body: bytes) -> None:
    _, error = play(calls().profiles(), Response(200, body))
    assert isinstance(error, ProviderError)
    assert "\n" not in str(error)


def test_ids_that_met_are_tried_again() -> None:
    met = refused("UUID_ALREADY_EXISTS")
    steps, made = play(calls().new({"profile": "p"}), met, met, answer(201, job_id=7, warning="soon full"))
    assert ("7", "soon full") == (made.id, made.warning)
    assert 2 == sum(isinstance(step, Wait) for step in steps)
    assert isinstance(play(calls().new({"profile": "p"}), *[met] * 5)[1], ProviderError)


def test_a_new_job_without_an_answer_is_not_made_again_by_the_call_itself() -> None:
    lost = UnreachableError("POST", "no answer", sent=True)
    steps, error = play(calls().new({"profile": "p"}), lost)
    assert lost is error
    assert 1 == len(asked(steps))


def test_media_that_is_there_already_is_as_good_as_added() -> None:
    done = refused("INVALID_QUERY", "media already uploaded")
    assert None is play(calls().add_media("7", ["a"]), done)[1]
    other = refused("INVALID_QUERY", "job is not Pending")
    assert isinstance(play(calls().add_media("7", ["a"]), other)[1], ProviderError)


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda api: api.new({}), {}),
        (lambda api: api.add_asset_url("https://m.example"), {}),
        (lambda api: api.add_asset("a", Path("a")), {"asset_id": "a"}),
    ],
)
def test_an_answer_without_what_it_is_for_is_refused(
    call: Callable[[Calls], Flow[Any]], told: dict[str, Any]
) -> None:
    assert "gives no " in str(play(call(calls()), answer(**told))[1])


def test_jobs_and_keywords_are_read_in_every_form_they_may_have() -> None:
    listed = [{"job_id": 7, "external_id": "e", "more": 1}]
    for body in (listed, {"jobs": listed}):
        _, jobs = play(calls().jobs(page=2), Response(200, msgspec.json.encode(body)))
        assert [(7, "e")] == [(job.job_id, job.external_id) for job in jobs]
    told = answer(keywords=["tea", {"keyword": "milk"}, {"text": "su\ngar"}, 7, {}])
    assert ["tea", "milk", "su gar"] == play(calls().keywords("7"), told)[1]


def test_formats_are_those_of_the_documentation() -> None:
    assert 22 == len({*CAPTIONS, *DOCUMENTS, *MEDIA})
    [srt], [media] = (asked(play(calls().caption("7", form), Response(200))[0]) for form in ("srt", "mp4"))
    assert media.limit > srt.limit


@pytest.mark.parametrize("code", sorted(ADVICE))
def test_each_of_the_nine_codes_is_explained(code: str) -> None:
    assert 9 == len(ADVICE)
    told = {
        "job_id": 7,
        "job_status": "Failure",
        "draft_ready": False,
        "errors": [{"code": code, "message": "M"}],
    }
    job = adapter.parse(Payload(told))
    assert isinstance(job, Job)
    assert f"{code}: M ({ADVICE[code]})" == job.detail


FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    ("kind", "body", "expected"),
    [
        (
            FORM,
            b"job_id=7&external_id=e&status=Failure",
            Notice("7", "e", State.FAILED, "Failure"),
        ),
        (
            "application/json",
            b'{"job_id": 7, "status": "Complete"}',
            Notice("7", "", State.DONE, "Complete"),
        ),
        (FORM + "; charset=utf-8", b"job_id=7&draft_ready=true", Notice("7", "", State.RUNNING, "", True)),
        (
            "application/json",
            b'{"job_id": 7, "draft_ready": true, "status": "In Progress"}',
            Notice("7", "", State.RUNNING, "In Progress", True),
        ),
        ("", b"job_id=7", Notice("7", "", State.UNKNOWN)),
        ("application/json", b'[{"job_id": 7}]', None),
        ("application/json", b"job_id=7", None),
        ("text/plain", b"job_id=7", None),
        (FORM, b"status=Completed", None),
        (FORM, b"&".join(b"job_id=7" for _ in range(99)), None),
    ],
)
def test_a_webhook_is_read_in_both_its_forms(kind: str, body: bytes, expected: Notice | None) -> None:
    assert expected == adapter.notice(kind, body)


@given(
    st.sampled_from([FORM, "application/json", "text/xml", ""]),
    st.binary(max_size=60) | st.from_regex(rb'\{"job_id": .{1,9}\}|job_id=.{0,9}&status=.{0,9}'),
)
def test_a_webhook_never_raises_and_tells_nothing_that_breaks_a_line(kind: str, body: bytes) -> None:
    found = adapter.notice(kind, body)
    assert found is None or (found.id and f"{found.id}{found.status}{found.external_id}".isprintable())
