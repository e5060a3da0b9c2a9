"""What was trained for the lesson, against theory and against a training of a few steps."""

import numpy as np
import pytest
from scipy.interpolate import RectBivariateSpline

from lessons.adversarial.lesson import LESSON
from lessons.adversarial.models.best_discriminator import (
    best_discriminator,
    best_risk,
    discriminator_risk,
    gradient_ratio,
    normal_density,
)
from lessons.adversarial.models.goals import pushes_on_a_plane
from lessons.adversarial.models.modes import good_share, modes_covered, nearest_mode
from lessons.adversarial.traces import read
from lessons.adversarial.training.recipes import RECIPES
from narrated.build.trace_training import folder_of, why_stale
from narrated.lesson import load_data

# How near a few steps come on whatever processor: rounding differs from one to the next, and a game
# multiplies it. Measured with the instructions of SSE 4.2 alone against AVX2: 1e-9 in double precision; in
# single precision 13 of 255 in pictures, 8e-4 in scores.
DOUBLE = {"f": 1e-6, "u": 0, "i": 0}
SINGLE = {"f": 5e-3, "u": 30, "i": 0}
NEAR = {
    "one_dimension": DOUBLE,
    "two_forgers": DOUBLE,
    "eight_gaussians": {**DOUBLE, "f": 2e-3, "u": 1},  # kept in half precision, and in 255ths
    "clip": {**SINGLE, "f": 1.0},  # of distances of some thousands
}
AT_THE_END = {  # of each recipe, what is of the last step, or of what it chose
    "banknotes": {"best", "likest", "outputs4", "outputs8", "outputs16", "seen16", "seen8", "seen4"},
    "clip": {
        *("generated", "finished", "distance", "became", "followed", "rated"),
        *("made_seen", "finished_seen", "others_seen", "real_seen"),
    },
}


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.name)
def test_the_committed_trace_is_that_of_its_recipe(recipe):
    assert why_stale(recipe, folder_of(LESSON, "lessons.adversarial")) == ""


PICTURES = ("banknotes", "two_answers", "clip")  # convolutions are compiled for half a minute


@pytest.mark.parametrize(
    "recipe",
    [
        pytest.param(recipe, id=recipe.name, marks=[pytest.mark.training] * (recipe.name in PICTURES))
        for recipe in RECIPES
    ],
)
def test_a_few_steps_trained_anew_are_the_beginning_of_the_trace(recipe):
    pytest.importorskip("jax", reason="needs the extra train")
    train, _ = load_data(recipe.ref, recipe.name)
    trace, near = read(recipe.name), NEAR.get(recipe.name, SINGLE)
    rows = 2
    again = train(recipe.seed, steps=int(trace["step"][rows - 1]))
    assert len(again["step"]) == rows < len(trace["step"])
    assert sorted(again) == sorted(trace)
    for name in again.keys() - AT_THE_END.get(recipe.name, set()):
        kept = trace[name]
        begins = kept[:rows] if kept.ndim and len(kept) == len(trace["step"]) else kept
        assert again[name].dtype == kept.dtype
        apart = np.abs(again[name].astype(float) - begins.astype(float)).max()
        assert apart <= near[kept.dtype.kind], name


def test_the_traces_are_small():
    assert sum(path.stat().st_size for path in LESSON.traces.glob("*.npz")) < 700_000


def test_in_one_dimension_the_densities_and_losses_are_what_the_formulas_say():
    trace = read("one_dimension")
    np.testing.assert_allclose(trace["p"], normal_density(trace["x"], 2, 0.8))
    for a, b, q, d, exact, loss in zip(
        *(trace[name] for name in ("a", "b", "q", "d", "exact", "loss_d")), strict=True
    ):
        np.testing.assert_allclose(q, normal_density(trace["x"], b, abs(a)), atol=1e-6)
        np.testing.assert_allclose(exact, best_discriminator(trace["p"], q), atol=1e-5)
        assert loss == pytest.approx(discriminator_risk(trace["p"], q, d, trace["x"]), abs=1e-4)
        # No network is better than the best there is.
        assert loss > best_risk(trace["p"], q, trace["x"]) - 1e-5


def test_in_one_dimension_the_network_keeps_close_to_the_exact_ratio_down_to_one_half():
    trace = read("one_dimension")
    notes = trace["p"] + trace["q"] > 0.02  # elsewhere there are no notes to learn from
    apart = (np.abs(trace["d"] - trace["exact"]) * notes).max(axis=1)
    step = trace["step"]
    assert apart[0] > 0.5  # untrained
    assert apart[step >= 2].max() < 0.15
    assert apart[step >= 400].max() < 0.03
    assert apart[-1] < 0.005
    assert np.abs(trace["d"][-1][notes[-1]] - 0.5).max() < 0.01


def test_in_one_dimension_the_fakes_end_on_the_real_notes():
    trace = read("one_dimension")
    assert trace["b"][0] == -2
    assert trace["b"][-1] == pytest.approx(2, abs=0.01)
    assert abs(trace["a"][-1]) == pytest.approx(0.8, abs=0.005)
    assert trace["loss_d"][-1] == pytest.approx(2 * np.log(2), abs=1e-3)
    assert trace["loss_g"][-1] == pytest.approx(np.log(2), abs=2e-3)


def test_two_forgers_start_equally_bad_and_one_hardly_moves():
    trace = read("two_forgers")
    for name in ("minimax", "nonsaturating"):
        assert trace[f"{name}_d"][0] == pytest.approx(0.001, abs=1e-9)
        assert trace[f"{name}_b"][0] == trace["minimax_b"][0] < -6
    ratio = trace["nonsaturating_push"][0] / trace["minimax_push"][0]
    assert ratio == pytest.approx(gradient_ratio(0.001), rel=1e-6) == pytest.approx(999)
    way = abs(trace["minimax_b"] - trace["real"]) / abs(trace["minimax_b"][0])
    assert (np.diff(way) < 0).all()
    assert way[-1] > 0.99
    assert abs(trace["nonsaturating_b"][-1]) < 0.05
    assert trace["nonsaturating_d"][-1] == pytest.approx(0.5, abs=1e-3)


def test_eight_gaussians_collapse_and_are_mended():
    trace = read("eight_gaussians")
    centers, sigma = trace["centers"], float(trace["sigma"])
    for name in ("collapsed", "mended"):
        samples = trace[name]
        assert trace[f"{name}_modes"].tolist() == [modes_covered(each, centers, sigma) for each in samples]
        assert trace[f"{name}_good"].tolist() == [good_share(each, centers, sigma) for each in samples]
    late = trace["step"] >= 1000
    assert trace["collapsed_modes"].max() == 1
    assert trace["collapsed_good"][late].max() > 0.5
    kinds = [
        np.bincount(nearest_mode(each, centers, sigma) + 1, minlength=9)[1:]
        for each in trace["collapsed"][late]
    ]
    printed = [int(kind.argmax()) for kind in kinds if kind.sum() >= 40]
    assert len(set(printed)) >= 5  # it hops
    assert (trace["mended_modes"][trace["step"] >= 1500] == 8).all()
    assert trace["mended_good"][-1] > 0.9
    assert trace["mended_modes"][0] == 0  # noise in the middle is no kind, though some of it meets a heap


def scores_at(trace, which, places):
    plane, scores = trace["plane"], trace[f"{which}_d"] / 255
    x, y = places.T
    return np.array([RectBivariateSpline(plane, plane, each)(y, x, grid=False) for each in scores])


def test_the_score_of_a_kind_falls_while_it_is_printed_and_with_the_penalty_it_is_one_half_everywhere():
    trace = read("eight_gaussians")
    assert trace["plane"].shape == trace["collapsed_d"].shape[1:2] == trace["mended_d"].shape[2:]
    kinds = scores_at(trace, "collapsed", trace["centers"])
    row = {int(step): k for k, step in enumerate(trace["step"])}
    # What the film shows of the run without the penalty.
    for step, kind in ((4610, 3), (4635, 3), (4655, 5)):
        printed = nearest_mode(trace["collapsed"][row[step]], trace["centers"], float(trace["sigma"]))
        assert (printed == kind).mean() > 0.85
        assert trace["collapsed_modes"][row[step]] == 1
    assert (np.diff(kinds[row[4595] : row[4635] + 1, 3]) < 0).all()
    assert kinds[row[4595], 3] - kinds[row[4635], 3] > 0.3
    # While it passes, it is one half; when it falls, the score is higher where they go: theirs is the lowest.
    assert kinds[row[4605], 3] == pytest.approx(0.5, abs=0.03)
    assert kinds[row[4635], 5] > kinds[row[4635], 3] + 0.1
    assert (kinds[row[4635] : row[4655] + 1, 5] > kinds[row[4635] : row[4655] + 1, 3] + 0.05).all()
    assert kinds[row[4635]].argmin() == 3
    assert np.ptp(kinds, axis=1)[trace["step"] >= 4590].min() > 0.2
    at_the_end = scores_at(trace, "mended", trace["centers"])[-1]
    assert np.abs(at_the_end - 0.5).max() < 0.02


def aligned(pushes):
    """How far pushes go one way: 1 if all do, near 0 if they go all ways."""
    return np.linalg.norm((pushes / np.linalg.norm(pushes, axis=1, keepdims=True)).mean(axis=0))


def test_without_the_penalty_all_fakes_are_pushed_one_way_and_with_it_each_its_own_and_gently():
    trace = read("eight_gaussians")
    row = {int(step): k for k, step in enumerate(trace["step"])}

    def pushes(which, step):
        k = row[step]
        return pushes_on_a_plane(trace["plane"], trace[f"{which}_d"][k] / 255, trace[which][k].astype(float))

    at_the_hop, apart = pushes("collapsed", 4640), pushes("mended", 600)
    assert aligned(at_the_hop) > 0.98
    assert aligned(apart) < 0.1
    assert np.linalg.norm(at_the_hop, axis=1).min() > np.linalg.norm(apart, axis=1).max()
    # Both trainings start from the same networks and random numbers: the film goes back there.
    for what in ("", "_d"):
        assert (trace[f"collapsed{what}"][0] == trace[f"mended{what}"][0]).all()


@pytest.mark.parametrize(("cells", "times"), [(8, 1.3), (16, 1.5)])
def test_where_the_fake_of_the_start_has_its_digit_the_layers_give_on_more(cells, times):
    outputs = read("banknotes")[f"outputs{cells}"].astype(float)
    digit = np.zeros((cells, cells), dtype=bool)
    digit[cells // 4 : -cells // 4, 5 * cells // 8 : 7 * cells // 8] = True
    assert outputs[digit].mean() > times * outputs[~digit].mean()
    if cells == 16:  # the brightest of 8 is beside it
        assert digit.flat[outputs.argmax()]
