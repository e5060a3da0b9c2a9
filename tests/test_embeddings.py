"""Views on a circle under a contrastive loss."""

from __future__ import annotations

import numpy as np
import pytest

from loss_scenes.models.embeddings import arrange_pairs, circle_similarities, pair_loss


def test_the_loss_of_perfect_pairs_has_a_closed_form():
    opposite = [0.3, 0.3, 0.3 + np.pi, 0.3 + np.pi]
    assert pair_loss(opposite, temperature=0.5) == pytest.approx(np.log1p(2 * np.exp(-4.0)), rel=1e-12)


def test_the_loss_agrees_with_a_sum_written_out():
    angles, temperature = np.array([0.1, 1.3, 2.0, 4.4, 5.0, 6.1]), 0.7
    total = 0.0
    for i in range(6):
        weights = {j: np.exp(np.cos(angles[i] - angles[j]) / temperature) for j in range(6) if j != i}
        total -= np.log(weights[i ^ 1] / sum(weights.values()))
    assert pair_loss(angles, temperature=temperature) == pytest.approx(total / 6, rel=1e-12)


def test_twins_meet_and_strangers_spread_evenly():
    start = np.random.default_rng(4).uniform(0, 2 * np.pi, 10)
    path = arrange_pairs(start, temperature=0.5, rate=0.5, steps=200)
    assert np.allclose(np.cos(path[-1][::2] - path[-1][1::2]), 1.0, atol=1e-6)
    gaps = np.diff(np.sort(path[-1][::2] % (2 * np.pi)))
    assert np.allclose(gaps, 2 * np.pi / 5, atol=1e-2)
    assert np.all(np.diff(pair_loss(path, temperature=0.5)) < 1e-9)


@pytest.mark.parametrize("angles", [[0.0], [0.0, 1.0, 2.0], 0.5])
def test_views_without_a_twin_are_refused(angles):
    with pytest.raises(ValueError, match="pairs"):
        circle_similarities(angles)
