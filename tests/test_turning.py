"""The turning line against `fit_line`, against published figures, and against finite differences."""

import numpy as np
import pytest

from loss_scenes.chapters.turning import ANSCOMBE, RATE
from loss_scenes.models import fit_line, gradient_descent
from loss_scenes.models.turning import TurningLine

LINE = TurningLine(*ANSCOMBE)


def test_points_are_those_that_anscombe_published() -> None:
    best = fit_line(LINE.x, LINE.y)
    assert best.slope == pytest.approx(0.5, abs=1e-3)
    assert best.intercept == pytest.approx(3.0, abs=1e-2)
    assert np.corrcoef(LINE.x, LINE.y)[0, 1] == pytest.approx(0.816, abs=1e-3)
    assert np.var(LINE.y, ddof=1) == pytest.approx(4.127, abs=1e-3)


@pytest.mark.parametrize("slope", [-0.25, 0.3, 1.25])
def test_gradient_and_parts(slope: float) -> None:
    tiny = 1e-6
    numeric = (LINE.mean_loss(slope + tiny) - LINE.mean_loss(slope - tiny)) / (2 * tiny)
    assert float(LINE.mean_loss_grad(slope)) == pytest.approx(float(numeric), abs=1e-6)
    assert LINE.parts(slope).sum() == pytest.approx(float(LINE.mean_loss(slope)))


def test_steps_arrive_at_the_least_squares_line() -> None:
    path = gradient_descent(LINE.mean_loss_grad, 1.25, rate=RATE, steps=40)
    assert path[-1] == pytest.approx(fit_line(LINE.x, LINE.y).slope)


def test_shapes_must_agree() -> None:
    with pytest.raises(ValueError, match="same shape"):
        TurningLine([1.0, 2.0], [1.0])
