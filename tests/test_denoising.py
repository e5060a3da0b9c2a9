"""Pictures out of noise: the best guess is a mean, and the way along guesses ends at a picture."""

import numpy as np
import pytest

from loss_scenes.models.denoising import denoise, paint, predicted_noise

RNG = np.random.default_rng(2)
DATA = RNG.uniform(-1, 1, (5, 12))


def test_the_guess_is_the_posterior_mean_by_bayes_rule():
    noisy, sigma = DATA[1] + RNG.normal(size=12), 1.3
    likely = np.array([np.exp(-np.sum((noisy - each) ** 2) / (2 * sigma**2)) for each in DATA])
    np.testing.assert_allclose(denoise(noisy, sigma, DATA), (likely / likely.sum()) @ DATA, rtol=1e-12)


def test_no_other_guess_has_a_smaller_expected_squared_error():
    sigma = 0.8
    which = RNG.integers(len(DATA), size=4000)
    noises = RNG.normal(size=(4000, 12))
    noisy = DATA[which] + sigma * noises
    ours = np.array([predicted_noise(x, sigma, DATA) for x in noisy])
    error = np.mean((ours - noises) ** 2)
    for believed in (0.4, 0.6, 1.2, 3.0):
        others = np.array([(x - denoise(x, believed, DATA)) / sigma for x in noisy])
        assert error < np.mean((others - noises) ** 2)


def test_limits_are_the_nearest_picture_and_the_mean_of_all():
    noisy = DATA[3] + 0.05 * RNG.normal(size=12)
    np.testing.assert_allclose(denoise(noisy, 1e-3, DATA), DATA[3])
    np.testing.assert_allclose(denoise(noisy, 1e6, DATA), DATA.mean(axis=0), atol=1e-9)


@pytest.mark.parametrize("seed", range(4))
def test_the_way_begins_at_noise_and_ends_at_one_of_the_pictures(seed):
    start = np.random.default_rng(seed).normal(size=12)
    path = paint(start, np.geomspace(8, 0.02, 80), DATA)
    np.testing.assert_allclose(path[0], 8 * start)
    assert np.min(np.abs(path[-1] - DATA).max(axis=1)) < 1e-6


def test_what_cannot_be_painted_is_refused():
    with pytest.raises(ValueError, match="sigmas must fall"):
        paint(np.zeros(12), [1.0, 2.0], DATA)
    with pytest.raises(ValueError, match="noisy must have shape"):
        denoise(np.zeros(3), 1.0, DATA)
    with pytest.raises(ValueError, match="a row for each picture"):
        denoise(np.zeros(3), 1.0, np.zeros(3))
