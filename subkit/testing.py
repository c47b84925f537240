"""For authors of adapters: the contract of `subkit.adapter.Adapter` as a test class, and a player of flows."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any, ClassVar

import msgspec

from subkit import registry
from subkit.adapter import Job, State
from subkit.errors import PayloadError, SubkitError
from subkit.jobs.flow import Ask
from subkit.model import Transcript
from subkit.payload import Payload

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from subkit.adapter import Adapter
    from subkit.jobs.flow import Flow, Response, Step

Content = bytes | dict[str, Any] | list[Any]
Path = tuple[str | int, ...]


class Sample(msgspec.Struct, frozen=True):
    """A payload and what is in it.

    Attributes:
        payload: a result that keeps the provider's contract.
        words: the words in order, each as shown.
        times: start and end of each word in ms.
    """

    payload: Content
    words: tuple[str, ...]
    times: tuple[tuple[int | None, int | None], ...]


FOREIGN: tuple[Any, ...] = (
    {},
    [],
    [[]],
    None,
    17,
    "words",
    {"message": "Unauthorized"},
    {
        "segments": [{"id": 0, "start": 0.0, "end": 1.2, "text": " Hello.", "tokens": [50364, 2425, 13]}],
        "text": " Hello.",
    },
    {"segments": [{"start": 0.0, "end": 1.2, "words": [{"word": " Hello.", "start": 0.0, "end": 1.2}]}]},
    {"results": {"channels": [{"alternatives": [{"words": [{"word": "hello", "start": 0.1, "end": 0.5}]}]}]}},
    {
        "monologues": [
            {"speaker": 0, "elements": [{"type": "text", "value": "Hello", "ts": 0.1, "end_ts": 0.5}]}
        ]
    },
    {
        "results": {
            "items": [{"type": "pronunciation", "start_time": "0.1", "alternatives": [{"content": "Hello"}]}]
        }
    },
)
"""What other services answer, and what nobody does."""

_ODD: tuple[Any, ...] = (
    None,
    True,
    0,
    -7,
    10**40,
    10**5000,
    0.5,
    math.nan,
    math.inf,
    "",
    " ",
    "x y",
    "\ud800",
    "\0",
    [],
    {},
    [None],
)
_LEAVES = 30
_CUTS = 80


class AdapterContract:
    """What every adapter must do; derive a test class from it, and pytest does the rest.

    ::

        class TestMine(AdapterContract):
            adapter = mine.adapter
            samples = (Sample({"text": ["Hello."]}, ("Hello.",), ((None, None),)),)

    Attributes:
        adapter: the adapter, installed by an entry point.
        samples: results, from the smallest that matter to one with everything in it.
        jobs: payloads that speak of a job without a result, with its state.
        repairable: payloads that break the contract: refused in strict mode, else repaired.
        foreign: payloads of others.
    """

    adapter: ClassVar[Adapter]
    samples: ClassVar[Sequence[Sample]]
    jobs: ClassVar[Sequence[tuple[Content, State]]] = ()
    repairable: ClassVar[Sequence[Content]] = ()
    foreign: ClassVar[Sequence[Any]] = FOREIGN

    def test_the_adapter_is_installed_under_its_name(self) -> None:
        _holds(registry.adapter(self.adapter.name) is self.adapter, "it is not what its entry point names")
        _holds(bool(self.adapter.title), "it has no title")

    def test_its_payloads_are_recognised_by_it_alone(self) -> None:
        for content in [sample.payload for sample in self.samples] + [job for job, _ in self.jobs]:
            _holds(registry.recognise(Payload(content)) is self.adapter, f"not recognised: {content!r:.200}")

    def test_foreign_payloads_are_not_recognised(self) -> None:
        for content in [*self.foreign, b"", b"Hello.", b"\xff\xfe\xfd"]:
            _holds(self.adapter.recognises(Payload(content)) is False, f"recognised: {content!r:.200}")

    def test_words_keep_their_order_spelling_and_times(self) -> None:
        for sample in self.samples:
            transcript = self._transcript(sample.payload, strict=True)
            words = list(transcript.words)
            _same(sample.words, tuple(word.text for word in words))
            _same(sample.times, tuple((word.start, word.end) for word in words))
            _same((), transcript.repairs)
            _same(self.adapter.name, transcript.provider)

    def test_times_are_whole_milliseconds(self) -> None:
        for sample in self.samples:
            for segment in self._transcript(sample.payload).segments:
                times = [segment.start, segment.end]
                for token in segment.tokens:
                    times += [getattr(token, "start", None), getattr(token, "end", None)]
                _holds(all(type(time) in {int, type(None)} for time in times), f"not integers: {times}")

    def test_bytes_and_decoded_json_give_the_same(self) -> None:
        for sample in self.samples:
            content = _decoded(sample.payload)
            encoded = json.dumps(content).encode()
            _same(self._transcript(content), self._transcript(encoded))
            _same(self._transcript(content), self._transcript(b"\xef\xbb\xbf" + encoded))

    def test_the_language_is_as_the_caller_says(self) -> None:
        for sample in self.samples:
            result = self.adapter.parse(Payload(sample.payload), language="cy")
            _holds(
                isinstance(result, Transcript) and result.language == "cy", "the caller's language is lost"
            )

    def test_jobs_without_a_result_are_told_apart(self) -> None:
        for content, state in self.jobs:
            job = self.adapter.parse(Payload(content))
            _holds(isinstance(job, Job), f"no job: {content!r:.200}")
            _same((self.adapter.name, state), (job.adapter, job.state) if isinstance(job, Job) else None)

    def test_strict_refuses_what_is_otherwise_repaired(self) -> None:
        for content in self.repairable:
            _holds(bool(self._transcript(content).repairs), f"repaired in silence: {content!r:.200}")
            _holds(self._refusal(content) is not None, f"not refused: {content!r:.200}")

    def test_a_payload_cut_off_anywhere_is_refused_or_read(self) -> None:
        for content in self._contents():
            encoded = content if isinstance(content, bytes) else json.dumps(content).encode()
            for end in range(0, len(encoded), max(1, len(encoded) // _CUTS)):
                self._survives(encoded[:end])

    def test_odd_values_anywhere_are_refused_or_repaired(self) -> None:
        for content in self._contents():
            document = _decoded(content)
            paths = list(_paths(document))
            for path in paths[:: max(1, len(paths) // _LEAVES)]:
                for odd in _ODD:
                    self._survives(_changed(document, path, odd))

    def test_keys_may_be_missing_anywhere(self) -> None:
        for content in self._contents():
            document = _decoded(content)
            paths = list(_paths(document))
            for path in paths[:: max(1, len(paths) // _LEAVES)]:
                self._survives(_changed(document, path, _GONE))

    def _contents(self) -> list[Content]:
        return [
            *(sample.payload for sample in self.samples),
            *(job for job, _ in self.jobs),
            *self.repairable,
        ]

    def _transcript(self, content: Content, *, strict: bool = False) -> Transcript:
        result = self.adapter.parse(Payload(content), strict=strict)
        if not isinstance(result, Transcript):
            raise AssertionError(f"no transcript but {result!r:.300}, of {content!r:.200}")  # noqa: TRY004  # it is a test
        return result

    def _refusal(self, content: Content) -> PayloadError | None:
        try:
            self.adapter.parse(Payload(content), strict=True)
        except PayloadError as error:
            return error
        return None

    def _survives(self, content: Any) -> None:
        """Whatever the content, it is recognised or not, and read or refused; a refusal names a place in one line."""
        self.adapter.recognises(Payload(content))
        for strict in (False, True):
            try:
                result = self.adapter.parse(Payload(content), strict=strict)
            except PayloadError as error:
                _holds(bool(error.path) and "\n" not in str(error), f"a message of no use: {error}")
            else:
                _holds(isinstance(result, Transcript | Job), f"neither transcript nor job: {result!r:.200}")
                msgspec.json.encode(result)


def played(flow: Flow[Any], *answers: Response | SubkitError) -> tuple[list[Step], Any]:
    """Play a flow by hand, with no network and no sleep.

    Args:
        flow: what to play.
        answers: what each `Ask` gets, in turn: a response, or an error that is raised there.

    Returns:
        All its steps, and its result, or the `SubkitError` that ended it.
    """
    left = list(answers)
    steps: list[Step] = []
    try:
        step = next(flow)
        while True:
            steps.append(step)
            _holds(bool(left) or not isinstance(step, Ask), f"nothing is left to answer {step!r}")
            given = left.pop(0) if isinstance(step, Ask) else None
            step = flow.throw(given) if isinstance(given, SubkitError) else flow.send(given)
    except StopIteration as end:
        result = end.value
    except SubkitError as error:
        result = error
    _holds(not left, f"nobody asked for {left!r:.300}")
    return steps, result


class _Gone:
    """Stands for a key that is taken out."""


_GONE = _Gone()


def _decoded(content: Content) -> Any:
    if not isinstance(content, bytes):
        return content
    try:
        return json.loads(content)
    except ValueError:
        return [json.loads(line) for line in content.splitlines() if line.strip()]


def _paths(document: Any, path: Path = ()) -> Iterator[Path]:
    """The path of everything inside a document."""
    items = (
        document.items()
        if isinstance(document, dict)
        else enumerate(document)
        if isinstance(document, list)
        else ()
    )
    for key, item in items:
        yield (*path, key)
        yield from _paths(item, (*path, key))


def _changed(document: Any, path: Path, value: Any) -> Any:
    """A copy of the document with another value in one place, or without that place."""
    key, *rest = path
    copy: Any = dict(document) if isinstance(document, dict) else list(document)
    if rest:
        copy[key] = _changed(copy[key], tuple(rest), value)
    elif value is _GONE:
        del copy[key]
    else:
        copy[key] = value
    return copy


def _same(expected: object, actual: object) -> None:
    if expected != actual:
        raise AssertionError(f"expected {expected!r:.2000}\nactual   {actual!r:.2000}")


def _holds(truth: bool, complaint: str) -> None:
    if not truth:
        raise AssertionError(complaint)
