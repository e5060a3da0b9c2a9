"""The exact side of the lesson on adversarial learning, against oracles."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize_scalar
from scipy.signal import convolve
from scipy.spatial.distance import jensenshannon
from scipy.stats import chi2, norm

from lessons.adversarial.models import best_discriminator as best
from lessons.adversarial.models.convolution_size import convolved, transposed
from lessons.adversarial.models.dirac_gan import contraction, growth, simultaneous_steps
from lessons.adversarial.models.kind_shares import kind_shares
from lessons.adversarial.models.level_lines import level_lines
from lessons.adversarial.models.modes import WITHIN, good_share, modes_covered, nearest_mode, ring
from voiceover.errors import InputError

X = np.linspace(-12, 14, 5201)


@pytest.mark.parametrize(
    ("shift", "divergence", "loss"),
    [(0, 0, 2 * np.log(2)), (1, 0.111421, 1.163451), (2, 0.336831, 0.712633), (4, 0.632720, 0.120854)],
)
def test_two_normal_densities_have_the_divergence_and_loss_of_the_literature(shift, divergence, loss):
    p, q = best.normal_density(X, 0, 1), best.normal_density(X, shift, 1)
    np.testing.assert_allclose(p, norm.pdf(X), atol=1e-15)
    assert best.jensen_shannon(p, q, X) == pytest.approx(divergence, abs=1e-6)
    assert best.jensen_shannon(p, q, X) == pytest.approx(jensenshannon(p, q) ** 2, abs=1e-9)
    risk = best.best_risk(p, q, X)
    assert risk == pytest.approx(loss, abs=1e-6)
    assert risk == pytest.approx(np.log(4) - 2 * best.jensen_shannon(p, q, X), abs=1e-12)
    near = np.abs(X) < 6  # farther out, the best score is rounded to 1
    p, q, x = p[near], q[near], X[near]
    risk = best.discriminator_risk(p, q, best.best_discriminator(p, q), x)
    assert risk == pytest.approx(best.best_risk(p, q, x), abs=1e-9)


@given(st.floats(1e-3, 10), st.floats(1e-3, 10))
def test_no_score_is_cheaper_than_the_best(p, q):
    found = minimize_scalar(
        lambda d: -p * np.log(d) - q * np.log1p(-d), bounds=(0, 1), method="bounded", options={"xatol": 1e-10}
    )
    assert float(best.best_discriminator(p, q)) == pytest.approx(found.x, abs=1e-5)


def test_where_a_density_is_nothing_the_best_is_sure_and_pays_nothing():
    x = np.linspace(0, 2, 5)
    p, q = np.array([1.0, 1, 0, 0, 0]), np.array([0.0, 0, 0, 1, 1])
    d = best.best_discriminator(p, q)
    assert d.tolist() == [1, 1, 0.5, 0, 0]
    assert best.discriminator_risk(p, q, d, x) == best.best_risk(p, q, x) == 0
    assert best.discriminator_risk(p, q, 1 - d, x) == np.inf


def test_the_worked_example():
    assert float(best.discriminator_loss(0.95, 0.1)) == pytest.approx(0.051293 + 0.105361, abs=1e-6)
    assert round(float(best.discriminator_loss(0.95, 0.1)), 6) == 0.156654
    assert round(float(best.generator_loss(0.1)), 6) == 2.302585
    assert round(float(best.minimax_loss(0.1)), 6) == -0.105361
    assert float(best.generator_loss(0)) == float(best.discriminator_loss(0, 0.5)) == np.inf


@given(st.floats(-8, 8))
def test_the_ratio_of_pushes_is_that_of_the_losses_slopes(logit):
    d = 1 / (1 + np.exp(-logit))
    step = 1e-6

    def slope(loss):
        return (loss(1 / (1 + np.exp(-logit - step))) - loss(1 / (1 + np.exp(-logit + step)))) / (2 * step)

    ratio = slope(best.generator_loss) / slope(best.minimax_loss)
    assert float(best.gradient_ratio(d)) == pytest.approx(ratio, rel=1e-4)


@given(st.floats(-3, 3), st.floats(-3, 3), st.floats(0.01, 1))
def test_a_simultaneous_step_multiplies_the_squared_distance_by_the_formula(theta, psi, rate):
    path = simultaneous_steps(theta, psi, rate=rate, steps=3)
    square = (path**2).sum(axis=1)
    for place, before, after in zip(path, square, square[1:], strict=False):
        assert after == pytest.approx(before * growth(*place, rate=rate), rel=1e-12, abs=1e-300)


def test_the_step_follows_the_gradients_of_the_game():
    def value(theta, psi):  # what the generator makes small and the discriminator large, without a constant
        return -np.logaddexp(0, psi * theta)

    theta, psi, rate, tiny = 0.7, -0.4, 0.3, 1e-6
    in_theta = (value(theta + tiny, psi) - value(theta - tiny, psi)) / (2 * tiny)
    in_psi = (value(theta, psi + tiny) - value(theta, psi - tiny)) / (2 * tiny)
    path = simultaneous_steps(theta, psi, rate=rate, steps=1)
    np.testing.assert_allclose(path[1], [theta - rate * in_theta, psi + rate * in_psi], atol=1e-9)


def test_without_a_penalty_the_players_spiral_out_and_with_it_they_come_home():
    distance = np.hypot(*simultaneous_steps(1.0, 0.0, rate=0.2, steps=1500).T)
    assert (np.diff(distance) > 0).all()
    assert distance[-1] > 3
    home = np.hypot(*simultaneous_steps(1.0, 0.0, rate=0.2, steps=400, penalty=0.4).T)
    assert home[-1] < 1e-6
    # Near the balance as fast as the linear system says, over turns of its spiral.
    assert (home[400] / home[200]) ** (1 / 200) == pytest.approx(contraction(rate=0.2, penalty=0.4), abs=2e-3)


@given(st.integers(1, 12), st.integers(1, 5), st.integers(1, 3), st.integers(0, 2))
def test_the_widths_are_those_of_convolutions_that_are_carried_out(size, kernel, stride, padding):
    if kernel <= size + 2 * padding:
        padded = np.ones(size + 2 * padding)
        assert convolved(size, kernel, stride, padding) == len(
            convolve(padded, np.ones(kernel), "valid")[::stride]
        )
    spread = np.zeros((size - 1) * stride + 1)
    spread[::stride] = 1
    whole = len(convolve(spread, np.ones(kernel), "full"))
    if whole > 2 * padding:
        assert transposed(size, kernel, stride, padding) == whole - 2 * padding
    else:
        with pytest.raises(InputError, match="takes all"):
            transposed(size, kernel, stride, padding)


def test_a_dcgan_grows_from_one_cell_to_thirty_two_and_back():
    sizes = [transposed(1, 4)]
    while sizes[-1] < 32:
        sizes.append(transposed(sizes[-1], 4, 2, 1))
    assert sizes == [4, 8, 16, 32]
    assert [convolved(size, 4, 2, 1) for size in sizes[1:]] == sizes[:-1]
    with pytest.raises(InputError, match="kernel of 5 does not fit into 4 cells"):
        convolved(4, 5)


def test_modes_are_counted_on_samples_whose_share_is_known():
    centers, sigma = ring(8, 2.0), 0.15
    generator = np.random.default_rng(1)
    all_eight = centers[np.arange(8000) % 8] + sigma * generator.normal(size=(8000, 2))
    assert modes_covered(all_eight, centers, sigma) == 8
    assert good_share(all_eight, centers, sigma) == pytest.approx(chi2(2).cdf(WITHIN**2), abs=0.003)
    assert modes_covered(all_eight[::8], centers, sigma) == 1
    # Six strays of a hundred are no mode, seven are: more than half of 100 / 8.
    strays = np.repeat(centers[:1], 100, axis=0)
    strays[:6] = centers[3]
    assert modes_covered(strays, centers, sigma) == 1
    strays[6] = centers[3]
    assert modes_covered(strays, centers, sigma) == 2
    assert good_share(np.zeros((5, 2)), centers, sigma) == 0
    assert nearest_mode(centers, centers, sigma).tolist() == list(range(8))


def test_samples_that_fall_like_real_notes_are_of_each_kind_equally_often():
    centers, sigma = ring(8, 2.0), 0.15
    like = centers[np.arange(8000) % 8] + sigma * np.random.default_rng(1).normal(size=(8000, 2))
    shares = kind_shares(like[np.newaxis], centers, sigma)
    assert shares.sum() == good_share(like, centers, sigma)
    np.testing.assert_allclose(shares, good_share(like, centers, sigma) / 8, atol=0.003)


# -- lines of equal height -----------------------------------------------------------------------------------


def test_level_lines_of_a_cone_are_closed_circles_of_their_radii():
    at = np.linspace(-3.0, 3.0, 121)
    cone = np.hypot.outer(at, at)
    for radius in (1.0, 2.5):
        pieces = -3.0 + 0.05 * level_lines(cone, [radius])
        ends = pieces.reshape(-1, 2)
        assert np.abs(np.hypot(*ends.T) - radius).max() < 1e-3
        lengths = np.hypot(*(pieces[:, 2:] - pieces[:, :2]).T)
        assert lengths.sum() == pytest.approx(2 * np.pi * radius, rel=2e-3)
        # Closed: as many pieces begin or end at each point as two.
        _, count = np.unique(ends.round(9), axis=0, return_counts=True)
        assert set(count % 2) == {0}


def test_there_is_no_line_where_no_height_is():
    assert level_lines(np.full((4, 5), 0.5), [0.45, 0.55]).shape == (0, 4)
