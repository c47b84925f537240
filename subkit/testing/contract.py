"""What every adapter must do, as a test class."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, ClassVar

import msgspec

from subkit import registry
from subkit.adapter import Job, State
from subkit.errors import PayloadError
from subkit.model import Transcript
from subkit.payload import Payload
from subkit.testing.assertions import holds, same
from subkit.testing.damage import MISSING, ODD, damaged
from subkit.testing.foreign import FOREIGN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from subkit.adapter import Adapter

Content = bytes | dict[str, Any] | list[Any]

_CUTS = 80


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
        holds(registry.adapter(self.adapter.name) is self.adapter, "it is not what its entry point names")
        holds(bool(self.adapter.title), "it has no title")

    def test_its_payloads_are_recognised_by_it_alone(self) -> None:
        for content in [sample.payload for sample in self.samples] + [job for job, _ in self.jobs]:
            holds(registry.recognise(Payload(content)) is self.adapter, f"not recognised: {content!r:.200}")
            likely = self.adapter.name in registry.likely(Payload(content))
            holds(likely, f"bears none of the adapter's marks: {content!r:.200}")

    def test_foreign_payloads_are_not_recognised(self) -> None:
        for content in [*self.foreign, b"", b"Hello.", b"\xff\xfe\xfd"]:
            holds(self.adapter.recognises(Payload(content)) is False, f"recognised: {content!r:.200}")

    def test_words_keep_their_order_spelling_and_times(self) -> None:
        for sample in self.samples:
            transcript = self._transcript(sample.payload, strict=True)
            words = list(transcript.words)
            same(sample.words, tuple(word.text for word in words))
            same(sample.times, tuple((word.start, word.end) for word in words))
            same((), transcript.repairs)
            same(self.adapter.name, transcript.provider)

    def test_times_are_whole_milliseconds(self) -> None:
        for sample in self.samples:
            for segment in self._transcript(sample.payload).segments:
                times = [segment.start, segment.end]
                for token in segment.tokens:
                    times += [getattr(token, "start", None), getattr(token, "end", None)]
                holds(all(type(time) in {int, type(None)} for time in times), f"not integers: {times}")

    def test_bytes_and_decoded_json_give_the_same(self) -> None:
        for sample in self.samples:
            content = _decoded(sample.payload)
            encoded = json.dumps(content).encode()
            same(self._transcript(content), self._transcript(encoded))
            same(self._transcript(content), self._transcript(b"\xef\xbb\xbf" + encoded))

    def test_the_language_is_as_the_caller_says(self) -> None:
        for sample in self.samples:
            result = self.adapter.parse(Payload(sample.payload), language="cy")
            holds(isinstance(result, Transcript) and result.language == "cy", "the caller's language is lost")

    def test_jobs_without_a_result_are_told_apart(self) -> None:
        for content, state in self.jobs:
            job = self.adapter.parse(Payload(content))
            holds(isinstance(job, Job), f"no job: {content!r:.200}")
            same((self.adapter.name, state), (job.adapter, job.state) if isinstance(job, Job) else None)

    def test_strict_refuses_what_is_otherwise_repaired(self) -> None:
        for content in self.repairable:
            holds(bool(self._transcript(content).repairs), f"repaired in silence: {content!r:.200}")
            holds(self._refusal(content) is not None, f"not refused: {content!r:.200}")

    def test_a_payload_cut_off_anywhere_is_refused_or_read(self) -> None:
        for content in self._contents():
            encoded = content if isinstance(content, bytes) else json.dumps(content).encode()
            for end in range(0, len(encoded), max(1, len(encoded) // _CUTS)):
                self._survives(encoded[:end])

    def test_odd_values_anywhere_are_refused_or_repaired(self) -> None:
        for content in self._contents():
            for document in damaged(_decoded(content), ODD):
                self._survives(document)

    def test_keys_may_be_missing_anywhere(self) -> None:
        for content in self._contents():
            for document in damaged(_decoded(content), [MISSING]):
                self._survives(document)

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
                holds(bool(error.path) and "\n" not in str(error), f"a message of no use: {error}")
            else:
                holds(isinstance(result, Transcript | Job), f"neither transcript nor job: {result!r:.200}")
                msgspec.json.encode(result)


def _decoded(content: Content) -> Any:
    if not isinstance(content, bytes):
        return content
    try:
        return json.loads(content)
    except ValueError:
        return [json.loads(line) for line in content.splitlines() if line.strip()]
