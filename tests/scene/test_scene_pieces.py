"""Portraits of losses, and the losses that are portrayed."""

import numpy as np
import pytest

from loss_scenes.catalogue import CROSS_ENTROPY, FOCAL, HINGE, HUBER, SQUARED
from loss_scenes.losses import cross_entropy
from narrated.design.layout import Region
from narrated.mobjects.portrait import Portrait

REGION = Region(-1.0, 0.5, 8.0, 4.0)
WHITE = "#ffffff"


@pytest.mark.parametrize("loss", [SQUARED, CROSS_ENTROPY, HINGE, FOCAL, HUBER])
def test_the_gradient_of_every_loss_of_the_catalogue_is_its_slope(loss):
    own = np.array([0.2, 0.45, 0.83])  # a residual, a probability or a margin, clear of corners
    rise = np.asarray(loss.value(own + 1e-6)) - np.asarray(loss.value(own - 1e-6))
    assert np.asarray(loss.gradient(own)) == pytest.approx(rise / 2e-6, abs=1e-4)


def test_huber_is_the_squared_error_near_zero_and_a_line_with_its_slope_beyond():
    for delta in (0.5, 1.0, 2.0):
        near, far = np.linspace(-delta, delta, 9), np.array([-4.0, -2.5, 2.5, 4.0]) * delta
        assert HUBER.value(near, delta=delta) == pytest.approx(SQUARED.value(near))
        assert HUBER.gradient(near, delta=delta) == pytest.approx(SQUARED.gradient(near))
        assert HUBER.value(far, delta=delta) == pytest.approx(2 * delta * np.abs(far) - delta**2)
        assert HUBER.gradient(far, delta=delta) == pytest.approx(2 * delta * np.sign(far))


def test_portraits_that_stand_together_have_names_of_one_size():
    long, short = (
        Portrait(Region(x, 0.0, 2.4, 2.4), name, cross_entropy, WHITE, (0.0, 1.0), 4.0)
        for x, name in ((-2.0, "Cross-entropy"), (2.0, "Huber"))
    )
    small, large = long.title.em, short.title.em
    assert small < 0.9 * large
    Portrait.match_names([long, short])
    assert long.title.em == pytest.approx(small)
    assert short.title.em == pytest.approx(small)


@pytest.mark.parametrize("beside", [False, True])
def test_a_portrait_stands_on_its_foot_with_its_name_clear_of_the_curve(beside):
    place = Region(0.0, 0.0, 6.0, 3.0)
    portrait = Portrait(place, "Hinge", lambda x: np.maximum(0, 1 - x), WHITE, (-1, 3), 2.5, beside=beside)
    assert place.contains(portrait)
    assert portrait.curve.get_bottom()[1] == pytest.approx(portrait.foot.get_y())
    name, curve = portrait.title, portrait.curve
    if beside:
        assert name.get_left()[0] > curve.get_right()[0]
    else:
        assert name.get_top()[1] < curve.get_bottom()[1]
