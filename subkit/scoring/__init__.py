"""How near captions come to those that people made of the same speech: breaks, Sigma, times, conformity."""

from __future__ import annotations

from subkit.scoring.figures import Score, score

__all__ = ["Score", "score"]
