"""Each sample payload is claimed by the adapter whose folder it lies in, and by no other."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from subkit import registry
from subkit.payload import Payload

SAMPLES = Path(__file__).parents[2] / "samples"
INDEX = tomllib.loads((SAMPLES / "samples.toml").read_text("utf-8"))
PAYLOADS = sorted({entry["payload"] for entry in [*INDEX["sample"], *INDEX["job"]]})


@pytest.mark.parametrize("path", PAYLOADS)
def test_a_payload_is_claimed_by_its_own_adapter_alone(path: str) -> None:
    payload = Payload((SAMPLES / path).read_bytes(), path)
    claimed = [name for name, adapter in registry.adapters().items() if adapter.recognises(payload)]
    assert [path.partition("/")[0]] == claimed
