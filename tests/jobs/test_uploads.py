"""Files that are sent: told piece by piece, and let go whatever happens in the middle."""

from __future__ import annotations

import asyncio
import signal
import socket
import subprocess
import sys
import textwrap
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from toy_provider import Server, http

from subkit.errors import InputError
from subkit.jobs.drivers import AsyncDriver, Driver
from subkit.jobs.flow import Ask, Flow, Response

if TYPE_CHECKING:
    from pathlib import Path

SIZE = 1_000_000


def just(ask: Ask) -> Flow[Response]:
    return (yield ask)


def play_sync(flow: Flow[Any], **settings: Any) -> Any:
    with httpx.Client() as client:
        return Driver(client, local=True, **settings).play(flow)


def play_async(flow: Flow[Any], **settings: Any) -> Any:
    async def run() -> Any:
        async with httpx.AsyncClient() as client:
            return await AsyncDriver(client, local=True, **settings).play(flow)

    return asyncio.run(run())


@pytest.fixture
def media(tmp_path: Path) -> Path:
    path = tmp_path / "talk.mp4"
    path.write_bytes(b"film" * (SIZE // 4))
    return path


@pytest.mark.parametrize("play", [play_sync, play_async])
def test_how_far_an_upload_is_is_told_from_nothing_to_all(play: Any, media: Path) -> None:
    told: list[tuple[str, int, int]] = []
    with Server(lambda *_: http(b"")) as server:
        upload = Ask("PUT", server.url, file=media)
        play(just(upload), sent=lambda ask, done, size: told.append((ask.url, done, size)))
        play(just(Ask("GET", server.url)), sent=lambda *_: told.append(("", 0, 0)))
    done = [one for _, one, _ in told]
    assert (0, SIZE) == (done[0], done[-1])
    assert done == sorted(set(done))
    assert {(upload.url, SIZE)} == {(url, size) for url, _, size in told}


@pytest.mark.parametrize("play", [play_sync, play_async])
def test_a_file_that_grows_while_it_is_sent_is_sent_as_long_as_it_was(play: Any, media: Path) -> None:
    def grow(*_: Any) -> None:
        with media.open("ab") as stream:
            stream.write(b"more" * 1000)

    with Server(lambda *_: http(b"")) as server:
        play(just(Ask("PUT", server.url, file=media)), sent=grow)
    assert SIZE == len(server.requests[0].body)


@pytest.mark.parametrize("play", [play_sync, play_async])
def test_a_file_that_shrinks_while_it_is_sent_is_told(play: Any, media: Path) -> None:
    with (
        Server(lambda *_: http(b"")) as server,
        pytest.raises(InputError, match="became shorter"),
    ):
        play(just(Ask("PUT", server.url, file=media)), sent=lambda *_: media.write_bytes(b"short"))


@pytest.mark.parametrize("play", [play_sync, play_async])
def test_a_folder_is_no_upload(play: Any, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="directory"):
        play(just(Ask("PUT", "http://127.0.0.1:1/", file=tmp_path)))


INTERRUPTED = """
    import asyncio, sys
    from pathlib import Path
    import httpx
    from subkit.jobs.drivers import AsyncDriver, Driver
    from subkit.jobs.flow import Ask

    kind, url, media = sys.argv[1:]

    def flow():
        try:
            yield Ask("PUT", url, file=Path(media))
        finally:
            print("closed", flush=True)

    def sent(ask, done, size):
        if done == 0:
            print("sending", flush=True)

    async def run():
        async with httpx.AsyncClient() as client:
            await AsyncDriver(client, local=True, sent=sent).play(flow())

    try:
        if kind == "async":
            asyncio.run(run())
        else:
            with httpx.Client() as client:
                Driver(client, local=True, sent=sent).play(flow())
    except KeyboardInterrupt:
        print("interrupted", flush=True)
"""


@pytest.mark.parametrize("kind", ["sync", "async"])
def test_an_interrupt_in_the_middle_of_an_upload_ends_it_at_once_and_closes_the_flow(
    kind: str, media: Path
) -> None:
    media.write_bytes(
        bytes(50_000_000)
    )  # more than the buffers between us and one who takes the call and reads nothing
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        url = f"http://127.0.0.1:{deaf.getsockname()[1]}/"
        command = [sys.executable, "-c", textwrap.dedent(INTERRUPTED), kind, url, str(media)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
            assert process.stdout
            assert "sending\n" == process.stdout.readline()
            process.send_signal(signal.SIGINT)
            out, errors = process.communicate(timeout=120)
    assert ("closed\ninterrupted\n", "") == (out, errors)
