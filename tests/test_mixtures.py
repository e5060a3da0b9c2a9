"""The mixture's density, its histogram and its samples agree with each other and with SciPy."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from scipy import integrate, stats

from loss_scenes.chapters.generation import TWO_BELLS as MIXTURE
from loss_scenes.models.mixtures import mixture_density, mixture_heights, mixture_sample

EDGES = np.linspace(-3.2, 3.2, 33)


def test_the_density_is_the_weighted_sum_of_bells() -> None:
    expected = sum(weight * stats.norm.pdf(EDGES, mean, width) for weight, mean, width in MIXTURE)
    assert mixture_density(MIXTURE, EDGES) == pytest.approx(expected, rel=1e-12)


def test_heights_are_the_mean_density_of_each_bin() -> None:
    def density(x: float) -> float:
        return float(mixture_density(MIXTURE, np.array([x]))[0])

    means = [integrate.quad(density, a, b)[0] / (b - a) for a, b in pairwise(EDGES)]
    assert mixture_heights(MIXTURE, EDGES) == pytest.approx(means, rel=1e-8)


def test_samples_come_from_the_mixture_and_from_the_seed() -> None:
    samples = mixture_sample(MIXTURE, 20_000, seed=7)

    def cumulative(x: np.ndarray) -> Any:
        return np.sum([w * stats.norm.cdf(x, mean, width) for w, mean, width in MIXTURE], axis=0)

    assert stats.kstest(samples, cumulative).pvalue > 0.01
    assert np.array_equal(samples, mixture_sample(MIXTURE, 20_000, seed=7))
    assert not np.array_equal(samples, mixture_sample(MIXTURE, 20_000, seed=8))
