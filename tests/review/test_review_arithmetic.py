"""Equations as they are written on a screen."""

import pytest

from narrated.design.typography import typography
from narrated.review.arithmetic import faults


@pytest.mark.parametrize(
    "text",
    [
        "0.8² = 0.64",
        "平方误差：(3.8 − 3.0)² = 0.64",
        "1/3 = 0.33",
        "0.5 = 50%",
        "81% + 19% = 100%",
        "3 kg + 4 kg = 7 kg",
        "100 000 × 2 = 200,000",
        "$ frac(1, 2) dot 0.64 approx 0.3 $",
        "−ln 0.9 ≈ 0.105",
        "误差 = 3.8 − 3.0 = 0.8",
        # No arithmetic of numbers:
        "γ = 2",
        "x + 3 = 5",
        "2p = 0.5",
        "3 houses + 2 cars = 5 things",
        "1 < 2 = 3",
        "p = 0.5 0.7",
        "y = 1.05 + c",
    ],
)
def test_what_holds_or_is_no_arithmetic_passes(text):
    assert list(faults(text, typography("zh"))) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("3.8 − 3.0 = 0.75", "3.8 - 3.0 is 0.8, not 0.75"),
        ("(3.8 − 3.0)² = 0.56", "(3.8 - 3.0)^2 is 0.64, not 0.56"),
        ("81% + 18% = 100%", "81% + 18% is 0.99, not 100%"),
        ("误差 = 3.8 − 3.0 = 0.7", "3.8 - 3.0 is 0.8, not 0.7"),
        ("3 kg + 4 kg = 8 kg", "3 + 4 is 7, not 8"),
        ("0.5 = 40%", "0.5 is 0.5, not 40%"),
        ("$ frac(1, 2) dot 0.64 = 0.4 $", "is 0.32, not 0.4"),
        ("0.16 + 0.887 = 1.047 + c θ²", "c θ^2 stands on one side only"),
    ],
)
def test_what_does_not_hold_is_told(text, said):
    assert said in "".join(faults(text, typography("zh")))
