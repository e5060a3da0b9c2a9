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
