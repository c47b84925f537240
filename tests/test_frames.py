"""Frame rates: the decimals of NTSC are fractions, everything else is what it says."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subkit.frames import frame_rate


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (23.976, Fraction(24000, 1001)),
        ("23.976", Fraction(24000, 1001)),
        ("23.98", Fraction(24000, 1001)),
        (24, Fraction(24)),
        (25.0, Fraction(25)),
        (29.97, Fraction(30000, 1001)),
        ("30000/1001", Fraction(30000, 1001)),
        (30, Fraction(30)),
        (50, Fraction(50)),
        (59.94, Fraction(60000, 1001)),
        ("60", Fraction(60)),
        (12.5, Fraction(25, 2)),
    ],
)
def test_a_rate_is_exact(written: object, expected: Fraction) -> None:
    assert expected == frame_rate(written)


@given(st.fractions(min_value="1/100", max_value=1000))
def test_a_fraction_is_what_it_says(rate: Fraction) -> None:
    assert rate == frame_rate(f"{rate.numerator}/{rate.denominator}")


@pytest.mark.parametrize(
    "rate", [0, -25, "0/1", "1/0", "fast", "", None, [24], float("nan"), float("inf"), True]
)
def test_what_is_no_rate_is_refused(rate: object) -> None:
    with pytest.raises(ValueError, match="it must be a number above zero"):
        frame_rate(rate)
