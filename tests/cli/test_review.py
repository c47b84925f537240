"""``subkit review``: the page as a file, the page served, and everything that can be wrong with either."""

from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from program import PROGRAM

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from program import Done

PATIENCE = 120  # seconds; for what is sure to come, if late on a busy machine

SRT = """1
00:00:00,500 --> 00:00:01,000
Once there was a
long old bridge

2
00:00:01,000 --> 00:00:02,500
over the river near us.
"""


@pytest.fixture
def talk(here: Path) -> Path:
    (here / "talk.srt").write_text(SRT)
    return here


@pytest.fixture
def film(talk: Path) -> Path:
    """Two seconds of a picture with a tone."""
    path = talk / "film: one.webm"
    source = [
        "-f",
        "lavfi",
        "-i",
        "color=size=64x36:rate=5:duration=2",
        "-f",
        "lavfi",
        "-i",
        "sine=duration=2",
    ]
    command = ["ffmpeg", "-v", "error", "-nostdin", *source, "-c:v", "libvpx", "-c:a", "libopus"]
    subprocess.run([*command, f"file:{path}"], check=True)
    return path


def data_of(page: Path) -> Any:
    text = page.read_text("utf-8")
    return json.loads(
        text.partition('<script type="application/json" id="data">')[2].partition("</script>")[0]
    )


@pytest.mark.usefixtures("talk")
def test_the_page_stands_beside_the_captions(run: Callable[..., Done], here: Path) -> None:
    done = run("review", "talk.srt", "--profile", "netflix-en")
    assert (0, b"") == (done.code, done.out)
    assert ["talk.review.html: without a video; the captions run by a clock"] == done.messages
    data = data_of(here / "talk.review.html")
    assert ("talk.srt", None, False) == (data["name"], data["film"], data["writable"])
    assert {"reading-speed", "min-duration"} <= {finding["rule"] for finding in data["findings"]}


def test_a_small_video_is_in_the_page_and_a_large_one_beside_it(
    run: Callable[..., Done], film: Path, here: Path
) -> None:
    done = run("review", "talk.srt", "--video", film, "-o", "in.html")
    assert [
        "talk.srt: 1 cue is shown after the video ends at 00:00:02.008",
        "in.html: film: one.webm is in the page",
    ] == done.messages
    (here / "pages").mkdir()
    done = run("review", "talk.srt", "--video", film, "-o", "pages/by.html", "--embed-up-to", "0")
    assert "which looks for it at ../film%3A%20one.webm; keep the two together" in done.messages[-1]
    inside, beside = data_of(here / "in.html")["film"], data_of(here / "pages/by.html")["film"]
    assert inside["address"].startswith("data:video/webm;base64,")
    assert ("beside", "../film%3A%20one.webm") == (beside["kind"], beside["address"])
    assert inside["waveform"] == beside["waveform"]


@pytest.mark.usefixtures("talk")
def test_another_version_stands_beside_it(run: Callable[..., Done], here: Path) -> None:
    (here / "old.srt").write_text(SRT.replace("near", "by"))
    assert 0 == run("review", "talk.srt", "--against", "old.srt", "-o", "two.html").code
    assert "1 text changed; 2 and 2 cues" == data_of(here / "two.html")["against"]["summary"]


@pytest.mark.usefixtures("talk")
def test_the_page_goes_to_stdout_too(program: Callable[..., Done]) -> None:
    done = program("review", "-", "-o", "-", "-q", stdin=SRT.encode())
    assert (0, "") == (done.code, done.err)
    assert done.out.startswith(b"<!DOCTYPE html>")


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["none.srt"], 1, "none.srt: no such file"),
        (["talk.srt", "--video", "none.mp4"], 1, "none.mp4: no such file"),
        (["talk.srt", "--video", "talk.srt"], 1, "talk.srt: holds neither a picture nor a sound"),
        (["talk.srt", "--words", "none.json"], 1, "none.json: no such file"),
        (["talk.srt", "--words", "other.json"], 1, "not the same speech"),
        (["talk.srt", "--against", "none.srt"], 1, "none.srt: no such file"),
        (["talk.srt", "-o", "nowhere/page.html"], 7, "nowhere/page.html: no such folder"),
        (["talk.srt", "-o", "talk.srt"], 2, "is the input"),
        (["talk.srt", "-o", "page.html", "--serve"], 2, "--serve writes no page"),
        (["-"], 2, "name the page with -o"),
        (["-", "--against", "-", "-o", "x"], 2, "cannot both be stdin"),
        (["talk.srt", "--profile", "nobody"], 3, "unknown profile"),
        (["empty.srt"], 1, "holds no captions"),
    ],
)
@pytest.mark.usefixtures("talk")
def test_what_is_wrong_is_said_in_a_line_and_nothing_is_written(
    run: Callable[..., Done], here: Path, arguments: list[str], code: int, told: str
) -> None:
    (here / "empty.srt").write_text("")
    words = [
        {"word": word, "start_time": 0.5, "end_time": 0.9}
        for word in ["nobody", "ever", "said", "such", "things", "here"]
    ]
    (here / "other.json").write_text(json.dumps({"transcript": [{"words": words}]}))
    done = run("review", *arguments)
    assert code == done.code, done.err
    assert 1 == len(done.messages)
    assert told in done.err
    assert not list(here.glob("*.html"))


@pytest.mark.usefixtures("talk")
def test_a_page_that_is_there_can_be_spared(run: Callable[..., Done], here: Path) -> None:
    (here / "talk.review.html").write_text("mine")
    assert 7 == run("review", "talk.srt", "--no-overwrite").code
    assert "mine" == (here / "talk.review.html").read_text()


class Served:
    """A running ``subkit review --serve``."""

    def __init__(self, *arguments: str | Path) -> None:
        self.process = subprocess.Popen(
            [PROGRAM, "review", "talk.srt", "--serve", *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout
        first = self.process.stdout.readline()
        found = re.fullmatch(r"(http://127\.0\.0\.1:\d+/[\w-]{32}/)\n", first)
        assert found, first
        self.address = found[1]

    def end(self, number: int = signal.SIGINT) -> tuple[int, str]:
        self.process.send_signal(number)
        _, err = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, err


@pytest.fixture
def served() -> Iterator[Callable[..., Served]]:
    running: list[Served] = []

    def serving(*arguments: str | Path) -> Served:
        running.append(Served(*arguments))
        return running[-1]

    yield serving
    for one in running:
        one.process.kill()
        one.process.communicate()


def test_notes_survive_the_server_and_stand_on_later_pages(
    run: Callable[..., Done], served: Callable[..., Served], film: Path, here: Path
) -> None:
    first = served("--video", film)
    data = httpx.get(first.address, timeout=PATIENCE).text
    assert '"writable":true' in data
    ranged = httpx.get(f"{first.address}film", headers={"Range": "bytes=-10"}, timeout=PATIENCE)
    assert (206, film.read_bytes()[-10:]) == (ranged.status_code, ranged.content)
    said = {"number": 2, "start": 1000, "end": 2500, "text": "over the river near us.", "comment": "Which?"}
    assert 200 == httpx.post(f"{first.address}review", json=said, timeout=PATIENCE).status_code
    code, err = first.end()
    assert (130, ["notes go to talk.review.json; Ctrl-C ends it", "subkit: interrupted"]) == (
        code,
        err.splitlines(),
    )

    second = served()
    assert first.address != second.address
    assert ["Which?"] == [
        note["comment"] for note in httpx.get(f"{second.address}review", timeout=PATIENCE).json()["notes"]
    ]
    (here / "talk.srt").write_text(SRT.replace("near us", "by us"))
    assert "by us" in httpx.get(second.address, timeout=PATIENCE).text
    assert 0 == second.end(signal.SIGTERM)[0]

    assert 0 == run("review", "talk.srt").code
    assert [1] == list(data_of(here / "talk.review.html")["places"].values())


@pytest.mark.usefixtures("talk")
def test_a_port_that_is_taken_is_an_error_of_configuration(run: Callable[..., Done]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run("review", "talk.srt", "--serve", "--port", str(port))
    assert 3 == done.code
    assert 1 == len(done.messages)
    assert f"subkit: 127.0.0.1:{port}: cannot listen there: Address already in use" in done.err
