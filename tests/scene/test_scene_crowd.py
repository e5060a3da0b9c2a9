"""A crowd: each of it as large as it is at the moment."""

import numpy as np
import pytest

from loss_scenes.pictures.crowd import Crowd
from narrated.mobjects.things import Cat


def test_each_is_as_large_as_its_size() -> None:
    sizes = np.array([1.0, 0.0])
    crowd = Crowd(Cat(100), np.array([[-3.0, 0.0, 0.0], [3.0, 0.0, 0.0]]), lambda: sizes)
    one = crowd.width
    assert crowd.get_right()[0] < 0  # who has no size is not drawn
    sizes[0] = 0.1
    crowd.follow()
    assert crowd.width == pytest.approx(0.1 * one)
