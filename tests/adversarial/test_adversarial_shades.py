"""What the scenes on pictures compute, held against other ways of computing it."""

import numpy as np
import pytest
from manim import LEFT, UP, ManimColor, VMobject
from scipy.integrate import quad
from scipy.optimize import minimize_scalar
from scipy.signal import correlate2d
from scipy.stats import norm

from lessons.adversarial.chapters.two_answers import rolling
from lessons.adversarial.models import shades
from lessons.adversarial.models.convolution import UPRIGHT_EDGES, convolve
from lessons.adversarial.models.pencil import pencil_order
from lessons.adversarial.models.rectifier import rectified
from lessons.adversarial.pictures.shade_plot import ShadePlot
from lessons.adversarial.scene6 import FromSketchToPhoto
from lessons.adversarial.theme import THEME
from lessons.adversarial.traces import read
from narrated.design.formats import WIDE
from narrated.design.layout import Region
from narrated.design.theme import use_theme
from narrated.mobjects.step_path import Shape
from narrated.mobjects.text import LiveNumber
from narrated.scene.dry_telling import told_dry
from narrated.scene.render_options import RenderOptions
from voiceover.errors import InputError

GRID = np.linspace(-0.3, 1.3, 17)
KERNELS = [UPRIGHT_EDGES, np.random.default_rng(1).normal(size=(3, 3)), np.ones((2, 4))]


@pytest.mark.parametrize("kernel", KERNELS)
def test_a_window_adds_up_what_scipy_adds_up(kernel):
    picture = np.random.default_rng(0).random((32, 32))
    expected = correlate2d(picture, kernel, mode="valid")
    np.testing.assert_allclose(convolve(picture, kernel), expected, atol=1e-12)


def test_a_kernel_larger_than_the_picture_is_refused():
    with pytest.raises(InputError, match="kernel"):
        convolve(np.zeros((2, 8)), UPRIGHT_EDGES)


def test_a_rectifier_lets_dark_to_light_pass_and_light_to_dark_not():
    step = np.repeat([0.0, 9.0, 9.0, 0.0], 3)
    sums = convolve(np.tile(step, (3, 1)), [[-1, 0, 1]] * 3)
    np.testing.assert_array_equal(rectified(sums), np.where(sums > 0, sums, 0.0))
    assert sums.min() == -27
    assert rectified(sums).min() == 0


def test_the_descent_of_the_squared_error_follows_its_slope():
    time, step = np.linspace(0.0, 3.0, 31), 1e-6
    s = shades.descended(time)
    speed = (shades.descended(time + step) - s) / step
    slope = (shades.expected_squared(s + step) - shades.expected_squared(s - step)) / (2 * step)
    np.testing.assert_allclose(speed, -slope, atol=1e-5)
    assert shades.descended(0.0) == 0


def test_the_hump_tips_the_ball_out_to_where_no_roof_is_and_the_absolute_error_brings_it_back():
    way = np.array([rolling(chosen) for chosen in np.linspace(0.0, 2.0, 401)])  # as the film shows it
    assert way[0] == pytest.approx(0.5, abs=0.01)
    assert way.argmax() == pytest.approx(200, abs=8)  # when the absolute error comes, it is farthest out
    assert 1.15 < way.max() < 1.3
    assert abs(way[-1] - 1) < 0.03
    # What is too blue is no roof either: there the score is low, as on the hump.
    assert shades.score(np.array(way.max())) < 0.2 < 0.9 < shades.score(np.array(1.0))
    left, right = (
        shades.rolled(np.zeros(400), start=start, friction=17.0, step=8e-4) for start in (0.495, 0.505)
    )
    np.testing.assert_allclose(left, 1 - right, atol=1e-6)


def test_beyond_both_ends_the_curve_rises_and_the_absolute_error_makes_a_wall_of_that():
    use_theme(THEME)
    plot = ShadePlot(Region(0, 0, 8.0, 5.0), np.array([(1.0, 0, 0), (0, 0, 1.0)]), "cost").plot
    for answer, end in zip(shades.ANSWERS, plot.x_range, strict=True):
        at, beyond, hump = shades.adversarial(np.array([answer, end, 0.5]))
        assert 0.2 < (beyond - at) / hump < 0.5
        both = np.diff(shades.decided(np.array([answer, end])))[0]
        assert both > 4 * (beyond - at)
        # Where the discriminator leaves it free, near an example, the absolute error does not.
        near = answer + np.array([0.0, 0.1 * np.sign(end)])
        assert np.diff(shades.adversarial(near))[0] < 0.02 * hump < np.diff(shades.decided(near))[0]


def test_a_pencil_draws_each_dark_pixel_once_and_goes_on_to_one_beside_it():
    sketch = read("two_answers")["sketch"] / 255
    order = pencil_order(sketch)
    assert np.all((order > 0) == (sketch < sketch.max()))
    lines = np.argwhere(sketch < 0.55)
    when = order[tuple(lines.T)]
    np.testing.assert_allclose(np.sort(when), np.arange(1, len(lines) + 1) / len(lines))
    steps = np.abs(np.diff(lines[np.argsort(when)], axis=0)).max(axis=1)
    assert np.mean(steps == 1) > 0.9
    assert not pencil_order(np.ones((3, 3))).any()


def real(r):
    return (norm.pdf(r, 0, shades.SPREAD) + norm.pdf(r, 1, shades.SPREAD)) / 2


@pytest.mark.parametrize(
    ("cost", "error"), [(shades.expected_squared, np.square), (shades.expected_absolute, np.abs)]
)
def test_expected_errors_are_the_integrals_over_real_shades(cost, error):
    for s in GRID:
        by_hand = quad(lambda r, s=s: error(s - r) * real(r), -1, 2, points=(0, s, 1), limit=200)[0]
        assert float(cost(s)) == pytest.approx(by_hand, abs=1e-6)


def test_squared_error_wants_the_mean_and_absolute_error_wants_nothing_between_the_answers():
    best = minimize_scalar(shades.expected_squared, bounds=(-0.2, 0.9), method="bounded").x
    assert best == pytest.approx(0.5, abs=1e-4)
    between = shades.expected_absolute(np.linspace(0.2, 0.8, 25))
    np.testing.assert_allclose(between, 0.5, atol=1e-4)


def test_the_inspectors_score_is_the_ratio_of_the_densities():
    fakes = norm.pdf(GRID, 0.5, shades.UNDECIDED)
    np.testing.assert_allclose(shades.score(GRID), real(GRID) / (real(GRID) + fakes), rtol=1e-9, atol=1e-300)
    np.testing.assert_allclose(shades.adversarial(GRID), -np.log(shades.score(GRID)), rtol=1e-7)


def test_with_the_inspector_both_answers_are_cheap_and_the_mean_is_the_dearest_between_them():
    s = np.linspace(0.0, 1.0, 1001)
    cost = shades.decided(s)
    np.testing.assert_allclose(cost, cost[::-1], rtol=1e-9)
    assert s[cost.argmax()] == pytest.approx(0.5)
    low = s[:501][cost[:501].argmin()]
    assert low == 0.0
    assert cost[500] - cost.min() > 30


def test_the_absolute_error_is_flat_when_it_comes_and_its_walls_grow_with_the_number_that_is_told(tmp_path):
    walls, crosses = [], []

    class Watched(FromSketchToPhoto):
        def look_on_the_way(self, time):
            there = [part for mobject in self.mobjects for part in mobject.get_family()]
            tan, red = ManimColor(THEME.colors.absolute), ManimColor(THEME.colors.wrong)
            numbers = [part.shown for part in there if isinstance(part, LiveNumber)]
            areas = [part for part in there if isinstance(part, Shape) and part.get_fill_color() == tan]
            line = self.sheets[-1].line if self.sheets else ""
            if numbers and areas:
                walls.append((float(numbers[0].rstrip("\N{MULTIPLICATION SIGN}")), areas[0].height))
            if any(part.get_stroke_color() == red for part in there if isinstance(part, VMobject)):
                crosses.append(line)

    with told_dry(Watched, WIDE, 5, RenderOptions("zh", None, tmp_path)):
        pass
    times, heights = np.array(walls).T
    assert times[0] == 1
    assert (np.diff(times) >= 0).all()
    assert times[-1] == shades.WEIGHT
    np.testing.assert_allclose(heights, heights[-1] * times / times[-1], atol=0.006 * heights[-1])
    # Once, it is no higher than a hundredth of what a hundred times are: less than a line is wide.
    assert heights[0] < 0.02 * heights[-1]
    assert set(crosses) == {"decide", "settle"}


def test_a_line_leads_from_each_answer_to_its_own_shade():
    use_theme(THEME)
    answers = np.array([(0.8, 0.2, 0.2), (0.2, 0.3, 0.8)])
    picture = ShadePlot(Region(0, 0, 8.0, 5.0), answers, "cost", foot=1.0)
    lines = picture[1][1].points.reshape(2, 4, 3)
    for line, answer, color in zip(lines, shades.ANSWERS, answers, strict=True):
        x, _, _ = picture.plot.c2p(answer, 0.0)
        assert line[:, 0] == pytest.approx(x)
        assert line[0, 1] == pytest.approx(picture.foot.edge(UP)[1])
        assert line[-1, 1] == pytest.approx(picture.ramp.place.edge(UP)[1])
        shown = picture.ramp.values()[0]
        share = (x - picture.ramp.place.edge(LEFT)[0]) / picture.ramp.place.width
        np.testing.assert_allclose(shown[round(share * (len(shown) - 1))], color, atol=0.02)
