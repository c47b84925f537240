"""A provider small enough to see through, on a real socket: counts what it was paid for, and fails on demand."""

from __future__ import annotations

import json
import socket
import threading
from typing import TYPE_CHECKING, Any, ClassVar, Self
from urllib.parse import parse_qs, urlsplit

import msgspec
from canary import CANARY

from subkit.adapter import Job, Polling, Source, State
from subkit.errors import JobFailedError, JobUnfinishedError, PayloadError, ProviderError
from subkit.jobs.flow import Ask, Flow
from subkit.jobs.retry import ask, pay
from subkit.model import Segment, Transcript, Word

if TYPE_CHECKING:
    from collections.abc import Callable

    from subkit.payload import Payload

Answer = bytes | None
RESULT = b'{"toy": ["Hello", "there."]}'


def http(body: bytes | dict[str, Any], status: int = 200, **headers: str) -> bytes:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    head = {
        "Content-Length": str(len(content)),
        **{name.replace("_", "-"): text for name, text in headers.items()},
    }
    lines = "".join(f"{name}: {text}\r\n" for name, text in head.items())
    return f"HTTP/1.1 {status} Said\r\n{lines}\r\n".encode() + content


class Request(msgspec.Struct):
    method: str
    target: str
    headers: dict[str, str]
    body: bytes

    @property
    def path(self) -> str:
        return urlsplit(self.target).path


class Server:
    """Answers each request by a function of request and connection, in a thread of its own; closes afterwards."""

    def __init__(self, answer: Callable[[Request, socket.socket], Answer]) -> None:
        self.answer = answer
        self.requests: list[Request] = []
        self._callers: list[Any] = []
        self._served = 0
        self._moved = threading.Condition()
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._listener.join()  # else it may accept at the next server, whose descriptor has the same number
        self._socket.close()

    def settle(self) -> None:
        """Wait until all calls are dealt with, those too whose callers are dead: what they sent may still be on its way."""
        with socket.create_connection(self._socket.getsockname()) as last:
            mine = last.getsockname()
        with self._moved:
            assert self._moved.wait_for(
                lambda: [mine] == self._callers[-1:] and self._served == len(self._callers), 60
            )

    def _listen(self) -> None:
        while True:
            try:
                connection, caller = self._socket.accept()
            except OSError:
                return
            self._callers.append(caller)
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with connection:
            try:
                request = read_request(connection)
                if request is None:
                    return
                self.requests.append(request)
                answer = self.answer(request, connection)
                if answer is not None:
                    connection.sendall(answer)
            except OSError:
                pass
            finally:
                with self._moved:
                    self._served += 1
                    self._moved.notify_all()


def read_request(connection: socket.socket) -> Request | None:
    data = b""
    while b"\r\n\r\n" not in data:
        piece = connection.recv(65536)
        if not piece:
            return None
        data += piece
    head, _, body = data.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): text.strip() for name, _, text in (line.partition(":") for line in lines)}
    while len(body) < int(headers.get("content-length", 0)):
        piece = connection.recv(65536)
        if not piece:
            return None
        body += piece
    method, target, _ = first.split(" ")
    return Request(method, target, headers, body)


class Service:
    """The provider's side: jobs by id; a job is running when first asked for, and done from then on.

    Attributes:
        starts: the external ids of all jobs that were started, and would be paid for.
        fault: may answer a request instead, before or after it took effect.
    """

    def __init__(self) -> None:
        self.starts: list[str] = []
        self.polls: dict[str, int] = {}
        self.fault: Callable[[Request, bool], Answer] = lambda *_: None
        self.status: Callable[[int], str] = lambda polls: "done" if polls > 1 else "running"
        self.result = RESULT
        self.findable = True

    def __call__(self, request: Request, _: socket.socket) -> Answer:
        before = self.fault(request, False)
        if before is not None:
            return before or None
        answer = self._answer(request)
        after = self.fault(request, True)
        return answer if after is None else after or None

    def _answer(self, request: Request) -> bytes:
        match request.method, request.path.split("/")[1:]:
            case "POST", ["jobs"]:
                self.starts.append(json.loads(request.body)["external"])
                return http({"id": str(len(self.starts))}, 201)
            case "GET", ["jobs"]:
                wanted = parse_qs(urlsplit(request.target).query)["external"][0]
                found = [str(n) for n, external in enumerate(self.starts, 1) if external == wanted]
                return http({"found": found if self.findable else None})
            case "GET", ["jobs", id_, "result"]:
                return http(self.result)
            case "GET", ["jobs", id_]:
                self.polls[id_] = self.polls.get(id_, 0) + 1
                return http({"id": id_, "status": self.status(self.polls[id_])})
        return http({"error": "no such thing"}, 404)


class Options(msgspec.Struct, frozen=True):
    language: str = "en"
    callback: str = ""

    def essence(self) -> Options:
        return msgspec.structs.replace(self, callback="")


class Toy:
    """The adapter."""

    name = "toy"
    title = "Toy"
    options = Options
    secrets = ("key",)

    def recognises(self, payload: Payload) -> bool:
        return "toy" in (payload.outline or {})

    def parse(
        self, payload: Payload, *, strict: bool = False, language: str | None = None
    ) -> Transcript | Job:
        document, _ = payload.decode(dict[str, Any], strict=strict)
        if "toy" not in document:
            return Job(self.name, None, State(document.get("status", "unknown")), str(document.get("status")))
        if not isinstance(document["toy"], list):
            raise PayloadError("$.toy", "a list", str(document["toy"]))
        words = tuple(Word(text, 500 * n, 500 * n + 400) for n, text in enumerate(document["toy"]))
        return Transcript((Segment(words),), language=language, provider=self.name)


class ToyOnline:
    """The service, spoken to as a real one is: one call that costs, a look-up, polling, fetching."""

    polling = Polling(first=0.01, growth=1.0, most=0.01)

    ends: ClassVar = {"running": JobUnfinishedError, "failed": JobFailedError}

    def __init__(self, base: str) -> None:
        self._base = base

    def submit(self, job: Job, source: Source, options: Options) -> Flow[Job]:
        body = {"external": job.external_id, "name": source.name, "language": options.language}
        response = yield from pay(job, self._ask("POST", "/jobs", json=body))
        if not response.ok:
            raise ProviderError("start", response.status, response.body.decode())
        try:
            id_ = json.loads(response.body)["id"]
        except ValueError:
            raise ProviderError("start", response.status, "no JSON") from None
        return msgspec.structs.replace(job, id=id_, state=State.WAITING)

    def find(self, job: Job, source: Source, options: Options) -> Flow[Job | None]:
        del source, options
        response = yield from ask(self._ask("GET", "/jobs", params={"external": job.external_id}))
        found = json.loads(response.body)["found"]
        if found is None:
            return None
        if not found:
            return msgspec.structs.replace(job, state=State.NEW)
        return msgspec.structs.replace(job, id=found[0], state=State.RUNNING)

    def poll(self, job: Job) -> Flow[Job]:
        response = yield from ask(self._ask("GET", f"/jobs/{job.id}"))
        if not response.ok:
            raise ProviderError("poll", response.status, "refused")
        status = json.loads(response.body)["status"]
        return Job("toy", job.id, State(status), status)

    def fetch(self, job: Job) -> Flow[bytes]:
        response = yield from ask(self._ask("GET", f"/jobs/{job.id}/result"))
        if not response.ok:
            raise ProviderError("fetch", response.status, "refused")
        told = json.loads(response.body).get("status", "done")
        if told in self.ends:
            raise self.ends[told](msgspec.structs.replace(job, state=State(told), status=told))
        return response.body

    def _ask(self, method: str, path: str, **parts: Any) -> Ask:
        return Ask(method, self._base + path, auth={"Authorization": CANARY}, **parts)
