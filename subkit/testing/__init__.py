"""For authors of adapters: the contract of `subkit.adapter.Adapter` as a test class, and a player of flows."""

from __future__ import annotations

from subkit.testing.contract import AdapterContract, Sample
from subkit.testing.foreign import FOREIGN
from subkit.testing.playing import played

__all__ = ["FOREIGN", "AdapterContract", "Sample", "played"]
