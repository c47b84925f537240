"""The contract class itself: it passes a good adapter, and catches each way to break the contract."""

from __future__ import annotations

from typing import Any

import pytest

from subkit.adapter import Job, State
from subkit.errors import PayloadError, UnknownNameError, UnreachableError
from subkit.jobs.flow import Ask, Flow, Response, Wait
from subkit.model import Segment, Transcript, Word
from subkit.payload import Payload
from subkit.testing import AdapterContract, Sample, played


class Good:
    """Reads ``{"good": ["word", ...]}``; a word every 100 ms."""

    name = "good"
    title = "Good"

    def recognises(self, payload: Payload) -> bool:
        return isinstance(payload.outline, dict) and "good" in payload.outline

    def parse(
        self, payload: Payload, *, strict: bool = False, language: str | None = None
    ) -> Transcript | Job:
        document, repairs = payload.decode(dict[str, Any], strict=strict)
        texts = document.get("good")
        if texts == "later":
            return Job(self.name, None, State.RUNNING)
        if not isinstance(texts, list) or not all(
            isinstance(text, str) and text.isprintable() for text in texts
        ):
            raise PayloadError("$.good", "a list of words", "something else", payload.source)
        words = tuple(Word(text, 100 * i, 100 * i + 100) for i, text in enumerate(texts))
        return Transcript((Segment(words),), language=language, provider=self.name, repairs=tuple(repairs))


class Contract(AdapterContract):
    samples = (Sample({"good": ["one", "two"]}, ("one", "two"), ((0, 100), (100, 200))),)
    jobs = (({"good": "later"}, State.RUNNING),)
    __test__ = False

    def __init__(self, adapter: Any) -> None:
        self.adapter = adapter  # type: ignore[misc]  # one class for many adapters is for this file alone


CHECKS = [
    "foreign_payloads_are_not_recognised",
    "words_keep_their_order_spelling_and_times",
    "times_are_whole_milliseconds",
    "bytes_and_decoded_json_give_the_same",
    "the_language_is_as_the_caller_says",
    "jobs_without_a_result_are_told_apart",
    "strict_refuses_what_is_otherwise_repaired",
    "a_payload_cut_off_anywhere_is_refused_or_read",
    "odd_values_anywhere_are_refused_or_repaired",
    "keys_may_be_missing_anywhere",
]


def check(contract: AdapterContract, name: str) -> None:
    getattr(contract, f"test_{name}")()


@pytest.mark.parametrize("name", CHECKS)
def test_a_good_adapter_passes(name: str) -> None:
    check(Contract(Good()), name)


class Greedy(Good):
    def recognises(self, payload: Payload) -> bool:
        return payload.outline is not None


class Backward(Good):
    def parse(
        self, payload: Payload, *, strict: bool = False, language: str | None = None
    ) -> Transcript | Job:
        result = super().parse(payload, strict=strict, language=language)
        if isinstance(result, Job):
            return result
        words = tuple(result.segments[0].words)[::-1]
        return Transcript((Segment(words),), provider=self.name)


class InSeconds(Good):
    def parse(
        self, payload: Payload, *, strict: bool = False, language: str | None = None
    ) -> Transcript | Job:
        del payload, strict, language
        return Transcript((Segment((Word("one", 0.5, 1.0),)),))  # type: ignore[arg-type]  # the very mistake


class Forgetful(Good):
    def parse(
        self, payload: Payload, *, strict: bool = False, language: str | None = None
    ) -> Transcript | Job:
        del language
        return super().parse(payload, strict=strict)


class BytesOnly(Good):
    def parse(
        self, payload: Payload, *, strict: bool = False, language: str | None = None
    ) -> Transcript | Job:
        if isinstance(payload.content, bytes):
            return Transcript(())
        return super().parse(payload, strict=strict, language=language)


class Hasty(Good):
    def parse(
        self, payload: Payload, *, strict: bool = False, language: str | None = None
    ) -> Transcript | Job:
        if payload.outline == {"good": "later"}:
            return Transcript(())
        return super().parse(payload, strict=strict, language=language)


class Fragile(Good):
    def parse(
        self, payload: Payload, *, strict: bool = False, language: str | None = None
    ) -> Transcript | Job:
        return super().parse(
            Payload({"good": list(payload.outline["good"])}), strict=strict, language=language
        )


class Silent(Good):
    def parse(
        self, payload: Payload, *, strict: bool = False, language: str | None = None
    ) -> Transcript | Job:
        del payload
        return super().parse(Payload({"good": []}), strict=strict, language=language)


@pytest.mark.parametrize(
    ("bad", "name"),
    [
        (Greedy, "foreign_payloads_are_not_recognised"),
        (Backward, "words_keep_their_order_spelling_and_times"),
        (InSeconds, "times_are_whole_milliseconds"),
        (BytesOnly, "bytes_and_decoded_json_give_the_same"),
        (Forgetful, "the_language_is_as_the_caller_says"),
        (Hasty, "jobs_without_a_result_are_told_apart"),
    ],
)
def test_a_bad_adapter_is_caught(bad: type[Good], name: str) -> None:
    with pytest.raises(AssertionError):
        check(Contract(bad()), name)


@pytest.mark.parametrize(
    "name", ["a_payload_cut_off_anywhere_is_refused_or_read", "keys_may_be_missing_anywhere"]
)
def test_an_adapter_that_falls_over_is_caught(name: str) -> None:
    with pytest.raises((TypeError, KeyError)):
        check(Contract(Fragile()), name)


def test_an_adapter_that_repairs_in_silence_is_caught() -> None:
    contract = Contract(Silent())
    contract.repairable = ({"good": [None]},)  # type: ignore[misc]  # as above
    with pytest.raises(AssertionError, match="repaired in silence"):
        check(contract, "strict_refuses_what_is_otherwise_repaired")


def test_an_adapter_that_is_not_installed_is_caught() -> None:
    with pytest.raises(UnknownNameError, match="unknown adapter 'good'"):
        check(Contract(Good()), "the_adapter_is_installed_under_its_name")


def patient() -> Flow[int]:
    try:
        response = yield Ask("GET", "https://example.com/1")
    except UnreachableError:
        yield Wait(5)
        response = yield Ask("GET", "https://example.com/2")
    return int(response.status)


def test_a_flow_is_played_by_hand() -> None:
    lost = UnreachableError("GET", "cut", sent=True)
    steps = [Ask("GET", "https://example.com/1"), Wait(5), Ask("GET", "https://example.com/2")]
    assert (steps, 204) == played(patient(), lost, Response(204))
    assert (steps, lost) == played(patient(), lost, lost)


def test_a_flow_has_to_ask_for_as_much_as_is_answered() -> None:
    with pytest.raises(AssertionError, match="nobody asked for"):
        played(patient(), Response(204), Response(204))
    with pytest.raises(AssertionError, match="nothing is left to answer Ask"):
        played(patient())
