"""Assertions that tell what was expected, for tests that run in the projects of others, where pytest rewrites none."""

from __future__ import annotations


def same(expected: object, actual: object) -> None:
    """Fail, with both values, unless they are equal."""
    if expected != actual:
        raise AssertionError(f"expected {expected!r:.2000}\nactual   {actual!r:.2000}")


def holds(truth: bool, complaint: str) -> None:
    """Fail with the complaint unless it is true."""
    if not truth:
        raise AssertionError(complaint)
