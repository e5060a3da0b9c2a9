"""The car in its lane: the gradient is that of the deduction, and steps bring it inside."""

import numpy as np
import pytest

from loss_scenes.estimation import gradient_descent
from loss_scenes.estimation.lanes import mean_overhang, mean_overhang_grad, offsets, overhang

WAY = np.linspace(0.0, 1.0, 201)
LANE = {"half_car": 0.85, "half_lane": 1.5}


def test_gradient_agrees_with_finite_differences() -> None:
    amplitudes, tiny = np.array([1.21, -0.31, 0.17]), 1e-6
    numeric = [
        (mean_overhang(amplitudes + d, WAY, **LANE) - mean_overhang(amplitudes - d, WAY, **LANE)) / (2 * tiny)
        for d in tiny * np.eye(3)
    ]
    assert mean_overhang_grad(amplitudes, WAY, **LANE) == pytest.approx(numeric, abs=1e-6)


def test_laps_end_inside_the_lane() -> None:
    laps = gradient_descent(lambda a: mean_overhang_grad(a, WAY, **LANE), (1.2, -0.3, 0.2), rate=0.4, steps=4)
    costs = [mean_overhang(lap, WAY, **LANE) for lap in laps]
    assert costs == sorted(costs, reverse=True)
    assert costs[0] > 0.2
    assert costs[-1] == 0.0
    assert overhang(offsets(laps[-1], WAY), **LANE).max() == 0.0
