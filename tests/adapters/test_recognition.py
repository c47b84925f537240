"""Each sample payload is claimed by the adapter whose folder it lies in, and by no other."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from subkit import registry
from subkit.payload import Payload

if TYPE_CHECKING:
    from collections.abc import Iterator

SAMPLES = Path(__file__).parents[2] / "samples"
INDEX = tomllib.loads((SAMPLES / "samples.toml").read_text("utf-8"))
PAYLOADS = sorted({entry["payload"] for entry in [*INDEX["sample"], *INDEX["job"]]})
KIN = [{"whisper", "whisper-timestamped"}, {"whisper", "faster-whisper"}]  # which the same code reads
ODD = (None, [], {}, "x", 1)


def claimants(payload: Payload) -> list[str]:
    return [name for name, adapter in registry.adapters().items() if adapter.recognises(payload)]


def less(outline: Any) -> Iterator[Any]:
    """The outline with any one thing in it left out, or put in the place of by something else."""
    if isinstance(outline, dict):
        for key, value in outline.items():
            yield {other: outline[other] for other in outline if other != key}
            yield from ({**outline, key: odd} for odd in (*ODD, *less(value)))
    elif isinstance(outline, list) and outline:
        yield []
        yield from ([inner] for inner in less(outline[0]))


@pytest.mark.parametrize("path", PAYLOADS)
def test_a_payload_is_claimed_by_its_own_adapter_alone(path: str) -> None:
    payload = Payload((SAMPLES / path).read_bytes(), path)
    assert [path.partition("/")[0]] == claimants(payload)


@pytest.mark.parametrize("path", PAYLOADS)
def test_a_payload_that_lacks_a_thing_is_claimed_by_no_stranger(path: str) -> None:
    own = path.partition("/")[0]
    outline = Payload((SAMPLES / path).read_bytes(), path).outline
    for odd in less(outline):
        claimed = claimants(Payload(odd))
        assert set(claimed) <= set(registry.likely(Payload(odd))), odd
        assert len(claimed) <= 1, odd
        assert {own} >= set(claimed) or {own, *claimed} in KIN, odd
