"""Learns a house's own style from captions that its people made: the weights that cut most nearly as they did."""

from __future__ import annotations

from subkit.tuning.examples import Example
from subkit.tuning.tuner import Tuned, tune

__all__ = ["Example", "Tuned", "tune"]
