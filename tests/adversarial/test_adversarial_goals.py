"""The two goals of a generator, against integrals of another library and the trace of the two forgers."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.stats import norm

from lessons.adversarial.chapters.learning import FAKES, PUSHED
from lessons.adversarial.models.best_discriminator import gradient_ratio
from lessons.adversarial.models.goals import (
    best_score,
    logistic_discriminator,
    minimax_goal,
    nonsaturating_goal,
    nonsaturating_loss,
    nonsaturating_push,
)
from lessons.adversarial.traces import read

FIRST = -3.0


@pytest.mark.parametrize("b", [-6.0, -2.0, 0.5])
@pytest.mark.parametrize(("goal", "sign"), [(minimax_goal, 1), (nonsaturating_goal, -1)])
def test_goals_are_expectations_over_the_fakes(b: float, goal, sign: int) -> None:
    def loss(x: float) -> float:
        logit = norm.logpdf(x) - norm.logpdf(x, FIRST)
        return -sign * norm.pdf(x, b) * np.logaddexp(0, sign * logit)

    exact, _ = quad(loss, b - 10, b + 10)
    assert float(goal(b, FIRST)) == pytest.approx(exact, rel=1e-6)


def test_slopes_at_the_first_place_are_those_of_the_trace_and_their_ratio_is_999() -> None:
    trace = read("two_forgers")
    first, step = float(trace["minimax_b"][0]), 1e-4
    near = first + np.array([-step, step])
    flat, steep = (-np.diff(goal(near, first))[0] / (2 * step) for goal in (minimax_goal, nonsaturating_goal))
    assert flat == pytest.approx(float(trace["minimax_push"][0]), rel=1e-4)
    assert steep == pytest.approx(float(trace["nonsaturating_push"][0]), rel=1e-4)
    assert steep / flat == pytest.approx(999, rel=1e-3)


def test_the_best_score_is_that_of_the_densities() -> None:
    x = np.linspace(-9, 4, 40)
    p, q = norm.pdf(x), norm.pdf(x, FIRST)
    np.testing.assert_allclose(best_score(x, FIRST), p / (p + q), rtol=1e-9)


def test_the_fakes_of_the_trained_game_went_as_the_pushes_of_its_discriminator_say() -> None:
    """Gradient descent: b moves by the mean of the pushes, a by that of z times them, at known rates."""
    trace = read("one_dimension")
    x, step, a, b = (trace[name] for name in ("x", "step", "a", "b"))
    rising, falling = np.arange(100) / 100, 0.5 * (1 + np.cos(np.pi * np.arange(1500) / 1500))
    rates = np.cumsum([0.0, *(1e-2 * rising), *(2e-3 + 8e-3 * falling)])[step]
    pulls = []
    for k, d in enumerate(trace["d"]):
        weighted = trace["q"][k] * nonsaturating_push(x, d)
        pulls.append([np.trapezoid(weighted, x), np.trapezoid((x - b[k]) / a[k] * weighted, x)])
    mean = (np.array(pulls[1:]) + pulls[:-1]) / 2
    told = np.diff(rates)[:, np.newaxis] * mean
    went = np.diff(np.column_stack([b, a]), axis=0)
    learnt = (step[:-1] >= 20) & (step[1:] <= 460)
    np.testing.assert_allclose(told[learnt], went[learnt], atol=0.007)  # of moves up to 0.27
    assert np.abs(went[learnt]).max() > 0.25
    # The fakes that are shown with an arrow go its way, and the farther the longer it is.
    first, last = (np.searchsorted(step, each) for each in (1, 100))
    z = np.array(FAKES)
    ways = b[last] + a[last] * z - b[first] - a[first] * z
    pushes = np.interp(b[first] + a[first] * z, x, nonsaturating_push(x, trace["d"][first]))
    assert (pushes > 0.1).all()
    assert (ways > 0.3).all()
    assert (np.diff(pushes) > 0).all()
    assert (np.diff(ways) > 0).all()


def test_while_pushes_are_seen_they_are_in_the_order_of_the_slopes_of_the_score() -> None:
    """D stands as it is after the first step, while the fakes go on to that of step 100."""
    trace = read("one_dimension")
    x, d = trace["x"], trace["d"][np.searchsorted(trace["step"], 1)]
    for step in range(1, round(100 * PUSHED) + 1):
        a, b = (np.interp(step, trace["step"], trace[name]) for name in ("a", "b"))
        at = b + a * np.array(FAKES)
        slopes, pushes = (np.interp(at, x, each) for each in (np.gradient(d, x), nonsaturating_push(x, d)))
        assert (np.diff(slopes) > 0).all()
        assert (np.diff(pushes) > 0).all()


def test_the_steep_hillside_of_each_moment_is_as_steep_under_the_forger_as_he_is_pushed() -> None:
    trace = read("two_forgers")
    rows = list(zip(*(trace[f"nonsaturating_{name}"] for name in ("b", "d", "push")), strict=True))
    for b, score, push in rows:
        slope, offset = logistic_discriminator(b, score, push)
        before, after = nonsaturating_loss(b + np.array([-1e-4, 1e-4]), slope, offset)
        assert (before - after) / 2e-4 == pytest.approx(push, rel=1e-4, abs=1e-6)
    # At first it is the best there is: slope -b and offset b^2 / 2.
    b = rows[0][0]
    assert logistic_discriminator(*rows[0]) == pytest.approx((-b, b**2 / 2), rel=1e-3)


def test_what_is_written_of_both_slopes_is_in_proportion_to_them() -> None:
    trace = read("two_forgers")
    score, first = float(trace["minimax_d"][0]), float(trace["minimax_b"][0])
    # The best D has the logit first^2 / 2 - first x: a step along the axis changes it by -first.
    assert float(trace["minimax_push"][0]) / -first == pytest.approx(score, rel=1e-4)
    assert float(trace["nonsaturating_push"][0]) / -first == pytest.approx(1 - score, rel=1e-4)
    assert round((1 - score) / score) == 999 == round(float(gradient_ratio(score)))
