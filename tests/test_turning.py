"""The turning line against `fit_line`, and against finite differences."""

import numpy as np
import pytest

from loss_scenes.chapters.turning import RATE, START
from loss_scenes.market import MARKET
from loss_scenes.models import fit_line, gradient_descent
from loss_scenes.models.turning import TurningLine

LINE = TurningLine(MARKET.x, MARKET.y)


@pytest.mark.parametrize("slope", [-0.25, 3.0, 5.9])
def test_gradient_and_parts(slope: float) -> None:
    tiny = 1e-6
    numeric = (LINE.mean_loss(slope + tiny) - LINE.mean_loss(slope - tiny)) / (2 * tiny)
    assert float(LINE.mean_loss_grad(slope)) == pytest.approx(float(numeric), rel=1e-6)
    assert LINE.parts(slope).sum() == pytest.approx(float(LINE.mean_loss(slope)))


def test_steps_arrive_at_the_least_squares_line() -> None:
    best = fit_line(LINE.x, LINE.y).slope
    for start in (START, 2 * best - START):
        path = gradient_descent(LINE.mean_loss_grad, start, rate=RATE, steps=120)
        assert path[-1] == pytest.approx(best)
        assert (np.diff(LINE.mean_loss(path)) <= 1e-9).all()


def test_shapes_must_agree() -> None:
    with pytest.raises(ValueError, match="same shape"):
        TurningLine([1.0, 2.0], [1.0])
