"""Losses as bricks: one an example, as large as what it loses."""

import numpy as np
import pytest

from loss_scenes.pictures.bricks import laid


def test_bricks_lie_beside_each_other_and_as_high_as_their_sum() -> None:
    each = -float(np.log(0.99))
    cells = laid(99, 11, each)
    assert np.prod(cells[:, 2:] - cells[:, :2], axis=1) == pytest.approx(each)
    assert 11 * cells[:, 3].max() == pytest.approx(99 * each)
    low, high = cells[:, None, :2], cells[:, None, 2:]
    over = (np.minimum(high, cells[:, 2:]) - np.maximum(low, cells[:, :2]) > 1e-9).all(axis=2)
    assert over.sum() == 99  # each over itself alone


def test_what_lies_between_bricks_is_taken_from_their_sides_and_from_above_but_never_all_of_a_low_one() -> (
    None
):
    whole, apart, low = laid(6, 3, 0.5), laid(6, 3, 0.5, (0.1, 0.04)), laid(6, 3, 0.1, (0.1, 0.04))
    np.testing.assert_allclose(apart - whole, np.tile([0.05, 0.0, -0.05, -0.04], (6, 1)), atol=1e-12)
    np.testing.assert_allclose(low[:, 3] - low[:, 1], 0.8 * 0.1)
