"""The served page: to whom it answers, what it takes, and the video in ranges."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import anyio
import httpx
import msgspec
import pytest

from subkit.errors import InputError
from subkit.model import Captions, Cue
from subkit.review.book import Book
from subkit.review.embedding import Made, embedded
from subkit.review.gathering import Subject, gathered
from subkit.review.serving import Desk

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HERE = "http://127.0.0.1:8000"
CAPTIONS = Captions((Cue(0, 1000, ("Hello.",)),))
SAID = {"number": 1, "start": 0, "end": 1000, "text": "Hello.", "verdict": "fix", "comment": "Who?"}
JSON = {"Content-Type": "application/json"}

Ask = "Callable[..., httpx.Response]"


def made() -> Made:
    return embedded(gathered(Subject(CAPTIONS, writable=True), "default"))


@pytest.fixture
def film(tmp_path: Path) -> Path:
    path = tmp_path / "film.webm"
    path.write_bytes(bytes(range(256)) * 4)
    return path


@pytest.fixture
def book(tmp_path: Path) -> Book:
    return Book(str(tmp_path / "talk.review.json"), "talk.srt")


@pytest.fixture
def ask(book: Book, film: Path) -> Callable[..., httpx.Response]:
    """Asks the server, whose address holds the secret ``t``."""
    app = Desk("t", made, book, (str(film), "video/webm")).app

    def asking(method: str, path: str, **more: Any) -> httpx.Response:
        async def answer() -> httpx.Response:
            async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=HERE) as client:
                return await client.request(method, path, **more)

        return anyio.run(answer)

    return asking


def test_the_page_comes_with_its_policy_and_tells_nobody_its_address(ask: Any) -> None:
    answer = ask("GET", "/t/")
    assert 200 == answer.status_code
    assert "connect-src 'self'; frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert "no-referrer" == answer.headers["referrer-policy"]
    assert "no-store" == answer.headers["cache-control"]


@pytest.mark.parametrize("path", ["/", "/review", "/film", "/x/", "/x/review", "/t/other", "/T/"])
def test_who_does_not_know_the_secret_finds_nothing(ask: Any, path: str) -> None:
    answer = ask("GET", path)
    assert (404, "Not Found") == (answer.status_code, answer.text)


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8000", 200),
        ("localhost:8000", 200),
        ("[::1]:8000", 200),
        ("192.0.2.7", 200),
        ("evil.example", 421),
        ("localhost.evil.example:8000", 421),
        ("127.0.0.1.nip.example", 421),
        ("[", 421),
        ("", 421),
    ],
)
def test_a_foreign_name_that_leads_here_is_not_answered(ask: Any, host: str, status: int) -> None:
    assert status == ask("GET", "/t/", headers={"Host": host}).status_code


def test_a_note_is_kept_and_given_back(ask: Any, book: Book) -> None:
    answer = ask("POST", "/t/review", json=SAID)
    assert 200 == answer.status_code
    assert answer.content == msgspec.json.encode(book.read())
    assert answer.json() == ask("GET", "/t/review").json()


def test_a_conflict_comes_with_what_stands_there(ask: Any) -> None:
    key = ask("POST", "/t/review", json=SAID).json()["notes"][0]["key"]
    answer = ask("POST", "/t/review", json={**SAID, "key": key, "base": 0, "comment": "Mine."})
    assert (409, ["Who?"]) == (
        answer.status_code,
        [note["comment"] for note in answer.json()["review"]["notes"]],
    )


@pytest.mark.parametrize(
    "headers",
    [
        {"Content-Type": "text/plain"},
        {"Content-Type": "application/x-www-form-urlencoded"},
        {},
        {**JSON, "Origin": "http://evil.example"},
        {**JSON, "Origin": "null"},
        {**JSON, "Origin": "http://127.0.0.1:9000"},
        {**JSON, "Sec-Fetch-Site": "cross-site"},
        {**JSON, "Sec-Fetch-Site": "same-site"},
    ],
)
def test_what_another_site_has_a_browser_send_is_not_taken(
    ask: Any, book: Book, headers: dict[str, str]
) -> None:
    answer = ask("POST", "/t/review", content=msgspec.json.encode(SAID), headers=headers)
    assert 403 == answer.status_code
    assert () == book.read().notes


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"[]", 400),
        (b'{"number": 0, "start": 0, "end": 1, "text": ""}', 400),
        (b'{"number": 1, "start": -1, "end": 1, "text": ""}', 400),
        (b'{"number": 1, "start": 0, "end": 1, "text": "", "verdict": "bad"}', 400),
        (b'{"number": 1, "start": 0, "end": 1, "text": "", "other": 1}', 400),
        (b'{"number": 1, "start": 0, "end": 1, "text": "", "comment": "' + b"x" * 10_001 + b'"}', 400),
        (b" " * (2**20 + 1), 413),
    ],
)
def test_what_is_no_note_is_refused_with_a_reason(ask: Any, book: Book, body: bytes, status: int) -> None:
    answer = ask("POST", "/t/review", content=body, headers=JSON)
    assert status == answer.status_code
    assert answer.json()["error"]
    assert () == book.read().notes


@pytest.mark.parametrize(
    ("wanted", "status", "told"),
    [
        (None, 200, None),
        ("bytes=0-", 206, "bytes 0-1023/1024"),
        ("bytes=100-199", 206, "bytes 100-199/1024"),
        ("bytes=1000-5000", 206, "bytes 1000-1023/1024"),
        ("bytes=-24", 206, "bytes 1000-1023/1024"),
        ("bytes=-5000", 206, "bytes 0-1023/1024"),
        ("bytes=1024-", 416, "bytes */1024"),
    ],
)
def test_the_video_comes_in_ranges(
    ask: Any, film: Path, wanted: str | None, status: int, told: str | None
) -> None:
    answer = ask("GET", "/t/film", headers={} if wanted is None else {"Range": wanted})
    assert (status, told) == (answer.status_code, answer.headers.get("content-range"))
    first, last = (
        map(int, (told or "bytes 0-1023/").split()[1].split("/")[0].split("-")) if status < 400 else (0, -1)
    )
    assert film.read_bytes()[first : last + 1] == answer.content


def test_captions_that_cannot_be_read_any_more_are_told_on_the_page(book: Book) -> None:
    def broken() -> Made:
        raise InputError("talk.srt", "no such file or folder")

    async def answer() -> httpx.Response:
        app = Desk("t", broken, book).app
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=HERE) as client:
            return await client.get("/t/")

    found = anyio.run(answer)
    assert (500, "talk.srt: no such file or folder\n") == (found.status_code, found.text)
    assert found.headers["content-type"].startswith("text/plain")


def test_notes_that_cannot_be_written_are_told(tmp_path: Path) -> None:
    async def answer() -> httpx.Response:
        app = Desk("t", made, Book(str(tmp_path / "gone" / "a.json"), "a.srt")).app
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=HERE) as client:
            return await client.post("/t/review", json=SAID)

    found = anyio.run(answer)
    assert 500 == found.status_code
    assert "no such folder" in found.json()["error"]
