"""Distances of the car ahead: what squared errors and the Huber loss make of a reflection."""

import numpy as np
import pytest
from scipy.optimize import minimize_scalar
from scipy.special import huber

from loss_scenes.echoes import ECHOES, Echoes


@pytest.mark.parametrize("stray", [8.0, 9.5, 14.0, 60.0])
def test_both_distances_minimise_their_summed_losses(stray: float) -> None:
    values = ECHOES.values(stray)
    for found, loss in (
        (ECHOES.mean(stray), np.square),
        (ECHOES.huber(stray), lambda rest: huber(ECHOES.delta, rest)),
    ):
        best = minimize_scalar(lambda m, loss=loss: loss(values - m).sum(), bounds=(7, 70), method="bounded")
        assert found == pytest.approx(best.x, abs=1e-3)


def test_a_reflection_pulls_by_delta_at_most_however_far_it_is() -> None:
    pulls = [len(ECHOES.ranges) * (ECHOES.huber(far) - np.mean(ECHOES.ranges)) for far in (10, 100, 1000)]
    assert pulls == pytest.approx([ECHOES.delta] * 3)
    assert ECHOES.mean(1000.0) > 100


def test_every_beam_has_a_distance() -> None:
    assert len(ECHOES.ranges) == len(ECHOES.beams)
    assert Echoes(ranges=(4.0,), beams=(0.0,)).mean(6.0) == 5.0
