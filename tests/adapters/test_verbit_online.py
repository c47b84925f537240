"""Verbit's jobs, played by hand: what is done in which order, what is on disk before it, and what is never done twice."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest
from canary import CANARY
from msgspec.structs import replace
from playing import answer, asked, play

from subkit.adapter import Job, Online, Source, State
from subkit.errors import (
    AddressError,
    CredentialsError,
    InputError,
    JobUnfinishedError,
    OptionError,
    ProviderError,
    ResultGoneError,
    UnreachableError,
)
from subkit.jobs.credentials import Credentials
from subkit.jobs.flow import Ask, Checkpoint, Response, Step, Wait
from subkit_adapters.verbit import adapter
from subkit_adapters.verbit.online import CREATED, CREATING, READY
from subkit_adapters.verbit.options import VerbitOptions

NEW = Job("verbit", None, State.NEW, external_id="e-1")
MADE = replace(NEW, id="7", stage=CREATED)
FULL = replace(MADE, stage=READY)
RUNNING = replace(FULL, state=State.RUNNING)
FILE = Source("talk.mp4", path=Path("/media/talk.mp4"))
URL = Source("talk.mp4", url="https://media.example/talk.mp4")
PLAIN = VerbitOptions(profile="captions")
LOST = UnreachableError("POST https://api.verbit.co/api/", "no answer", sent=True)
NEVER_SENT = UnreachableError("POST https://api.verbit.co/api/", "refused", sent=False)
OK = answer()
CREATE, START, INFO, JOBS = "job/new", "job/perform_transcription", "job/info", "jobs"

service = adapter.online(Credentials("verbit", {"token": CANARY}))


def refused(kind: str, comment: str = "because", status: int = 400) -> Response:
    return answer(status, ErrorType=kind, ErrorComment=comment)


def info(status: str, **more: Any) -> Response:
    return answer(job_id=7, external_id="e-1", job_status=status, draft_ready=False, **more)


def story(steps: list[Step]) -> list[str]:
    """The steps in short: paths, what is put on disk, waits."""
    return [short(step) for step in steps]


def short(step: Step) -> str:
    if isinstance(step, Ask):
        return step.url.removeprefix("https://api.verbit.co/api/")
    if isinstance(step, Checkpoint):
        return f"[{step.job.state} {step.job.stage}]"
    return "wait"


def on_disk(steps: list[Step]) -> Job:
    return [step.job for step in steps if isinstance(step, Checkpoint)][-1]


def test_it_is_a_service() -> None:
    assert isinstance(service, Online)


def test_a_file_goes_from_nothing_to_a_started_job() -> None:
    steps, job = play(
        service.submit(NEW, FILE, PLAIN),
        answer(201, job_id=7),
        answer(asset_id="a", upload_url="https://store.example/up?s=1"),
        Response(200),
        OK,
        OK,
    )
    assert [
        "[new creating]",
        "job/new",
        "[new created]",
        "job/add_asset",
        "https://store.example/up?s=1",
        "job/add_media",
        "[new ready]",
        "[starting ready]",
        "job/perform_transcription",
    ] == story(steps)
    new, _, _, media, start = asked(steps)
    assert {"profile": "captions", "job_name": "talk.mp4", "external_id": "e-1"} == new.json
    assert {"job_id": 7, "asset_ids": ["a"]} == media.json
    assert {} == start.json
    assert RUNNING == job


def test_an_address_is_handed_on() -> None:
    steps, _ = play(service.submit(MADE, URL, PLAIN), OK, OK)
    assert {"job_id": 7, "media_url": URL.url} == asked(steps)[0].json


def test_every_option_reaches_its_call(tmp_path: Path) -> None:
    two, names = tmp_path / "two.mp4", tmp_path / "notes.pdf"
    two.touch()
    names.touch()
    options = VerbitOptions(
        profile="captions",
        language="en-US",
        dictionary=("subkit",),
        permissions=("a",),
        labels=("b",),
        job_metadata={"course": "c1"},
        translation_profile="t",
        translation_processing_mode="rush",
        translation_languages=("fr",),
        customer_id="9",
        fields={"order_details": {"po_number": "1"}},
        parts=(str(two), "https://media.example/three.mp4"),
        backup_records=("https://media.example/b.wav",),
        notes=(str(names), "https://media.example/n.pdf"),
        transcription="Hello.",
        callback="https://me.example/hook",
        callback_field="callback",
        options={"x": 1},
        finish_in=5,
        finish_with_error=True,
        result_language="fr",
    )
    upload = answer(asset_id="a", upload_url="https://store.example/up")
    steps, job = play(
        service.submit(NEW, FILE, options),
        *[answer(201, job_id=7), upload, OK, upload, OK, answer(asset_id="c"), OK],
        *[answer(asset_id="b"), OK, upload, OK, answer(asset_id="d"), OK, OK, OK],
    )
    bodies = {ask.url.rpartition("/")[2]: ask.json for ask in asked(steps)}
    assert {
        "profile": "captions",
        "job_name": "talk.mp4",
        "external_id": "e-1",
        "language": "en-US",
        "dynamic_dictionary": ("subkit",),
        "permissions": ("a",),
        "labels": ("b",),
        "job_metadata": {"course": "c1"},
        "translation_profile": "t",
        "translation_processing_mode": "rush",
        "translation_languages": ("fr",),
        "customer_id": "9",
        "order_details": {"po_number": "1"},
    } == bodies["new"]
    assert {"job_id": 7, "asset_ids": ["a", "a", "c"], "merge_assets": True} == bodies["add_media"]
    assert {"job_id": 7, "asset_id": "b"} == bodies["add_backup_record"]
    assert {"job_id": 7, "asset_ids": ["a", "d"]} == bodies["add_notes_attachments"]
    assert {"job_id": 7, "transcription_text": "Hello."} == bodies["add_transcription"]
    assert {
        "callback": "https://me.example/hook",
        "options": {"x": 1},
        "finish_in": 5,
        "finish_with_error": True,
    } == bodies["perform_transcription"]
    assert {"added": "3", "result_language": "fr"} == job.notes


def test_one_note_at_an_address_is_handed_on() -> None:
    options = VerbitOptions(profile="captions", notes=("https://media.example/n.pdf",))
    steps, _ = play(service.submit(MADE, URL, options), OK, OK, OK)
    assert {"job_id": 7, "notes_attachment_url": "https://media.example/n.pdf"} == asked(steps)[1].json


def test_one_s_own_transcript_comes_from_a_file_an_address_or_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "talk.srt"
    file.write_text("\ufeff1\n00:00:01,000 --> 00:00:02,000\nÄh.\n", encoding="utf-8")
    for given, sent in (
        ({"transcription_file": str(file)}, {"transcription_text": file.read_text("utf-8-sig")}),
        ({"transcription": "https://m.example/t.txt"}, {"transcription_url": "https://m.example/t.txt"}),
        ({"transcription": "See https://m.example"}, {"transcription_text": "See https://m.example"}),
    ):
        steps, _ = play(service.submit(MADE, URL, VerbitOptions(profile="p", **given)), OK, OK, OK)
        assert {"job_id": 7, **sent} == asked(steps)[1].json
    file.write_bytes(b"\xff\xfe\xfd")
    options = VerbitOptions(profile="p", transcription_file=str(file))
    steps, error = play(service.submit(MADE, URL, options), OK)
    assert isinstance(error, InputError)
    assert "is no text in UTF-8" in str(error)


@pytest.mark.parametrize("field", ["parts", "backup_records", "notes", "transcription", "callback"])
@pytest.mark.parametrize(
    "address",
    ["http://media.example/a", "https://127.0.0.1/a", "https://169.254.169.254/a", "file:///etc/passwd"],
)
def test_an_address_that_must_not_be_handed_on_ends_it_before_anything_is_made(
    field: str, address: str
) -> None:
    options = VerbitOptions(**{field: address if field in {"transcription", "callback"} else (address,)})
    steps, error = play(service.submit(NEW, FILE, options))
    assert isinstance(error, AddressError)
    assert [] == steps


@pytest.mark.parametrize("field", ["parts", "backup_records", "notes", "transcription_file"])
@pytest.mark.parametrize("name", ["missing.pdf", "x" * 5000, "a\0b", "."])
def test_a_file_that_is_missing_ends_it_before_anything_is_made(field: str, name: str) -> None:
    options = VerbitOptions(profile="p", **{field: name if field == "transcription_file" else (name,)})
    steps, error = play(service.submit(NEW, FILE, options))
    assert isinstance(error, InputError)
    assert ([], name) == (steps, error.source)


def test_a_stand_in_on_this_machine_may_be_sent_to_this_machine() -> None:
    local = adapter.online(Credentials("verbit", {"token": CANARY}), "http://127.0.0.1:9")
    options = VerbitOptions(profile="p", callback="http://127.0.0.1:8/hook")
    steps, _ = play(local.submit(FULL, URL, options), OK)
    assert {"callback_url": "http://127.0.0.1:8/hook"} == asked(steps)[0].json


def test_a_warning_is_told_until_there_is_something_else_to_tell() -> None:
    steps, job = play(service.submit(NEW, URL, PLAIN), answer(job_id=7, warning="no minutes\nleft"), OK, OK)
    assert "Verbit warns: no minutes left" == job.detail == on_disk(steps).detail
    assert job.detail == play(service.poll(job), info("In Progress"))[1].detail
    failed = info("Failure", errors=[{"code": "odd", "message": "M"}])
    assert "odd: M" == play(service.poll(job), failed)[1].detail


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"language": "english"}, "option language names no language ('english'); did you mean 'en'?"),
        ({"translation_languages": ("fr", "x")}, "option translation_languages names no language ('x')"),
        (
            {"language": "en", "result_language": "fr"},
            "option result_language is none of translation_languages",
        ),
        (
            {"translation_processing_mode": "fast"},
            "option translation_processing_mode is one of standard, rush",
        ),
        ({"finish_in": 901}, "option finish_in is 0 to 900 s"),
        ({"finish_in": -1}, "option finish_in is 0 to 900 s"),
        ({"finish_with_error": True}, "option finish_with_error needs finish_in"),
        ({"job_metadata": {"a": {"b": 1}}}, "option job_metadata is flat"),
        ({"transcription": "a", "transcription_file": "b"}, "give one of them"),
    ],
)
def test_options_that_no_call_takes_are_refused_at_once(given: dict[str, Any], said: str) -> None:
    with pytest.raises(OptionError) as refused:
        VerbitOptions(**given)
    assert said in str(refused.value)


def test_languages_are_sent_in_their_usual_spelling() -> None:
    options = VerbitOptions(language="PT_br", translation_languages=("zh-hant",), result_language="zh-HANT")
    assert ("pt-BR", ("zh-Hant",), "zh-Hant") == (
        options.language,
        options.translation_languages,
        options.result_language,
    )
    assert 900 == VerbitOptions(finish_in=900).finish_in


def test_what_was_added_is_not_added_again() -> None:
    options = VerbitOptions(
        profile="captions", backup_records=("https://m.example/b",), transcription="Hello."
    )
    broken = refused("INVALID_QUERY", "not allowed by the profile")
    steps, error = play(service.submit(MADE, URL, options), OK, answer(asset_id="b"), OK, broken)
    assert isinstance(error, ProviderError)
    steps, _ = play(
        service.submit(on_disk(steps), URL, options), refused("INVALID_QUERY", "already uploaded"), OK, OK
    )
    assert ["job/add_media", "job/add_transcription", START] == [short(ask) for ask in asked(steps)]


def test_the_only_profile_is_taken_and_of_several_one_must_be_named() -> None:
    one = answer(profiles=[{"name": "only", "turnaround": 24}])
    steps, _ = play(service.submit(NEW, URL, VerbitOptions()), one, answer(job_id=7), OK, OK)
    assert "only" == asked(steps)[1].json["profile"]
    several = answer(profiles=[{"name": "a"}, {"name": "b"}])
    steps, error = play(service.submit(NEW, URL, VerbitOptions()), several)
    assert "option profile is not given, and Verbit has several: a, b" == str(error)


@pytest.mark.parametrize("lost", [LOST, Response(500), Response(504, b"<p>late")])
def test_a_new_job_without_an_answer_is_looked_for_before_there_is_another(lost: Any) -> None:
    there = answer(jobs=[{"job_id": 6, "external_id": "e-0"}, {"job_id": 7, "external_id": "e-1"}])
    steps, job = play(service.submit(NEW, URL, PLAIN), lost, there, OK, OK)
    assert [CREATE, JOBS, "job/add_media", START] == [short(ask) for ask in asked(steps)]
    assert RUNNING == job
    steps, job = play(service.submit(NEW, URL, PLAIN), lost, answer(jobs=[]), answer(job_id=7), OK, OK)
    assert [CREATE, JOBS, CREATE] == [short(ask) for ask in asked(steps)][:3]
    assert RUNNING == job


def test_a_new_job_that_is_refused_is_not_made_again() -> None:
    steps, error = play(service.submit(NEW, URL, PLAIN), refused("INVALID_OPTION"))
    assert isinstance(error, ProviderError)
    assert 1 == len(asked(steps))


def test_a_broken_off_making_goes_on_with_the_job_that_the_list_shows() -> None:
    half = replace(NEW, stage=CREATING)
    steps, _ = play(
        service.submit(half, URL, PLAIN), answer(jobs=[{"job_id": "7", "external_id": "e-1"}]), OK, OK
    )
    assert [JOBS, "job/add_media", START] == [short(ask) for ask in asked(steps)]
    steps, _ = play(service.submit(half, URL, PLAIN), answer(jobs=[]), answer(job_id=7), OK, OK)
    assert [JOBS, CREATE] == [short(ask) for ask in asked(steps)][:2]


@pytest.mark.parametrize(
    "lost", [LOST, Response(502), Response(408), Response(200, b"<p>Sign in"), Response(204)]
)
def test_a_start_without_an_answer_is_never_repeated_and_stays_in_doubt(lost: Any) -> None:
    steps, error = play(service.submit(FULL, URL, PLAIN), lost)
    assert isinstance(error, UnreachableError | ProviderError)
    assert [START] == [short(ask) for ask in asked(steps)]
    assert State.STARTING is on_disk(steps).state


def test_a_start_that_surely_did_not_arrive_is_tried_again() -> None:
    steps, job = play(service.submit(FULL, URL, PLAIN), NEVER_SENT, Response(429), OK)
    assert [START] * 3 == [short(ask) for ask in asked(steps)]
    assert RUNNING == job


@pytest.mark.parametrize("status", [200, 400])
def test_a_start_that_is_refused_is_not_in_doubt(status: int) -> None:
    steps, error = play(service.submit(FULL, URL, PLAIN), refused("MISSING_PARAMETER", status=status))
    assert isinstance(error, ProviderError)
    assert FULL == on_disk(steps)
    steps, error = play(service.submit(FULL, URL, PLAIN), refused("BAD_API_TOKEN", status=status))
    assert isinstance(error, CredentialsError)
    assert FULL == on_disk(steps)


def test_a_start_that_is_refused_because_an_earlier_one_took_is_one() -> None:
    again = refused("INVALID_QUERY", "job is not Pending")
    _, job = play(service.submit(FULL, URL, PLAIN), again, info("In Progress"))
    assert replace(RUNNING, status="In Progress") == job
    steps, error = play(service.submit(FULL, URL, PLAIN), again, info("Pending"))
    assert isinstance(error, ProviderError)
    assert FULL == on_disk(steps)


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("Pending", State.NEW),
        ("In Progress", State.RUNNING),
        ("Completed", State.DONE),
        ("Error", State.FAILED),
        ("Canceled", State.CANCELLED),
        ("Resting", State.RUNNING),
    ],
)
def test_a_start_in_doubt_is_looked_up(status: str, state: State) -> None:
    doubtful = replace(FULL, state=State.STARTING)
    _, job = play(service.find(doubtful, URL, PLAIN), info(status))
    assert (state, "7", READY, "e-1") == (job.state, job.id, job.stage, job.external_id)


def test_a_job_that_is_not_there_any_more_cannot_be_known() -> None:
    assert None is play(service.find(FULL, URL, PLAIN), refused("ITEM_NOT_FOUND"))[1]


def test_without_an_id_nothing_was_started() -> None:
    doubtful = replace(NEW, state=State.STARTING, stage=CREATING)
    _, job = play(service.find(doubtful, URL, PLAIN), answer(jobs=[{"job_id": 7, "external_id": "e-1"}]))
    assert MADE == job
    assert replace(NEW, stage=CREATING) == play(service.find(doubtful, URL, PLAIN), answer(jobs=[]))[1]


@pytest.mark.parametrize(
    ("status", "state"),
    [
        *[(word, State.DONE) for word in ("Completed", "Complete", "COMPLETED", "completed ")],
        *[(word, State.FAILED) for word in ("Failure", "Error", "failed", "Media Failure")],
        *[(word, State.CANCELLED) for word in ("Canceled", "cancelled")],
        *[(word, State.RUNNING) for word in ("In Progress", "in_progress", "IN-PROCESS", "Reviewing")],
        *[(word, State.WAITING) for word in ("Pending", "Authorizing")],
        ("Having tea", State.RUNNING),
    ],
)
def test_every_status_in_every_spelling_is_understood(status: str, state: State) -> None:
    _, job = play(service.poll(RUNNING), info(status))
    assert (state, status.strip(), "7", "e-1") == (job.state, job.status, job.id, job.external_id)


def test_a_failure_tells_why_and_what_to_do() -> None:
    told = info("Failure", errors=[{"code": "no_speech", "message": "No speech detected"}])
    _, job = play(service.poll(RUNNING), told)
    assert "no_speech: No speech detected (check that the right track was sent)" == job.detail


@pytest.mark.parametrize(
    "odd", [answer(job_id=8, job_status="Completed"), Response(200, b"<p>Sign in"), answer(), Response(204)]
)
def test_an_answer_about_no_job_or_another_is_refused(odd: Response) -> None:
    assert isinstance(play(service.poll(RUNNING), odd)[1], ProviderError)


def test_a_question_that_gets_no_answer_is_repeated() -> None:
    lost = UnreachableError("GET", "no answer", sent=True)
    steps, job = play(service.poll(RUNNING), lost, Response(503), info("Complete"))
    assert State.DONE is job.state
    assert 2 == sum(isinstance(step, Wait) for step in steps)


def test_the_result_is_the_transcript_byte_for_byte() -> None:
    body = b'{"version":1,"kind":"transcript", "segments":[],"speakers":[]}'
    steps, found = play(service.fetch(RUNNING), Response(200, body))
    assert body == found
    assert {"v": 4, "job_id": 7, "caption_format": "json"} == asked(steps)[0].params
    translated = replace(RUNNING, notes={"result_language": "fr"})
    steps, _ = play(service.fetch(translated), Response(200, body))
    assert "fr" == asked(steps)[0].params["language"]


@pytest.mark.parametrize(
    ("told", "error"),
    [
        (refused("INVALID_QUERY", "job is not Completed", 200), JobUnfinishedError),
        (refused("ITEM_NOT_FOUND", status=200), ResultGoneError),
        (refused("INVALID_OPTION"), ProviderError),
        (refused("BAD_API_TOKEN"), CredentialsError),
        (Response(200, b"<!doctype html><p>Sign in"), ProviderError),
        (Response(200, b'{"version": 1, "segm'), ProviderError),
        (Response(200), ProviderError),
        (info("Completed"), ProviderError),
        (Response(404, b"gone"), ProviderError),
    ],
)
def test_what_is_no_transcript_is_told_from_one(told: Response, error: type[Exception]) -> None:
    assert isinstance(play(service.fetch(RUNNING), told)[1], error)


def test_options_survive_being_written_down() -> None:
    options = VerbitOptions(profile="p", dictionary="a, b", parts=("x",), job_metadata={"n": 1.5})
    assert options == msgspec.json.decode(msgspec.json.encode(options), type=VerbitOptions)
    assert b"{}" == msgspec.json.encode(VerbitOptions())
