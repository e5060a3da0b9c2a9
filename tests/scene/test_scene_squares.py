"""Squares on errors are squares on the screen, as large as the errors, and beside the line."""

import numpy as np
import pytest
from manim import DOWN, LEFT, ORIGIN, RIGHT, UP, VMobject
from telling import SHAPES

from loss_scenes.market import MARKET
from loss_scenes.models.lines import Line
from loss_scenes.pictures.dragged import Dragged
from loss_scenes.pictures.one_error import OneError
from loss_scenes.pictures.penalty_words import PenaltyWords
from loss_scenes.pictures.squares import LAG, MeanOfSquares, ResidualSquares
from loss_scenes.theme import STAGE_THEME
from narrated.design.formats import WIDE
from narrated.design.layout import Region, layout
from narrated.mobjects.plot import Plot
from narrated.mobjects.things import House
from voiceover.errors import InputError

ORANGE = STAGE_THEME.colors.squared
# A unit of x is 0.8 scene units long, one of y 0.05.
PLOT = Plot(Region(0.0, 0.0, 8.0, 5.0), (0, 10), (0, 100), bare=True)


def boxes(squares: VMobject) -> np.ndarray:
    """Left, low, right, high of each, in scene units."""
    corners = squares.points.reshape(-1, 16, 3)
    return np.column_stack([corners.min(axis=1)[:, :2], corners.max(axis=1)[:, :2]])


@pytest.mark.parametrize("slope", [6.0, -6.0])
def test_squares_are_square_on_the_screen_and_do_not_cross_the_line(slope):
    line = Line(slope, 50.0 - 5 * slope)
    points = np.array([(3.0, 80.0), (5.0, 20.0), (6.0, 75.0)])
    found = boxes(ResidualSquares(PLOT, lambda: points, lambda: line, ORANGE))
    width, height = found[:, 2] - found[:, 0], found[:, 3] - found[:, 1]
    errors = np.abs(points[:, 1] - (slope * points[:, 0] + line.intercept))
    assert width == pytest.approx(height)
    assert height == pytest.approx(errors * 0.05)
    for left, low, right, high in found:
        sides = [PLOT.p2c(np.array([x, y, 0.0])) for x in (left, right) for y in (low, high)]
        away = [y - (slope * x + line.intercept) for x, y in sides]
        assert min(away) > -1e-9 or max(away) < 1e-9


def test_a_square_grows_from_the_line_and_keeps_clear_of_its_error():
    point, line = np.array([(5.0, 80.0)]), Line(1.0, 35.0)
    clear = 0.1
    whole, half = (
        boxes(ResidualSquares(PLOT, lambda: point, lambda: line, ORANGE, clear=clear, grown=lambda k=k: k))[0]
        for k in (1.0, 0.5)
    )
    x, y = PLOT.c2p(5.0, 40.0)[:2]
    assert whole[2:] == pytest.approx((x - clear, y + 2.0))
    assert half[2:] == pytest.approx((x - clear, y + 1.0))


ERRORS = -10.0, 12.0, -20.0, 25.0
TANK = Region(1.0, 0.5, 2.0, 3.0)


def mean_of_squares(opened: float, poured: float, levelled: float = 0.0) -> MeanOfSquares:
    points = np.column_stack([[1.0, 3.0, 6.0, 8.0], 50.0 + np.array(ERRORS)])
    return MeanOfSquares(
        PLOT, points, 50.0, TANK, ORANGE, lambda: opened, lambda: poured, lambda: levelled
    )  # fmt: skip


def sides(squares: MeanOfSquares) -> tuple[np.ndarray, np.ndarray]:
    """How broad and how high they are, in units of y."""
    left, low, right, high = np.vstack([boxes(part) for part in squares.each]).T
    return (right - left) / 0.05, (high - low) / 0.05


def test_errors_open_into_squares_that_stand_on_them_and_lie_inwards():
    squares = mean_of_squares(1.0, 0.0)
    assert squares.errors == pytest.approx(ERRORS)
    broad, tall = sides(squares)
    assert broad == pytest.approx(np.abs(ERRORS))
    assert tall == pytest.approx(np.abs(ERRORS))
    left, low, right, high = np.vstack([boxes(part) for part in squares.each]).T
    level = PLOT.c2p(0.0, 50.0)[1]
    assert np.where(np.array(ERRORS) > 0, low, high) == pytest.approx(level)
    x = np.array([PLOT.c2p(at, 0.0)[0] for at in (1.0, 3.0, 6.0, 8.0)])
    assert left[:2] == pytest.approx(x[:2])
    assert right[2:] == pytest.approx(x[2:])
    # Where they lie over each other, the smaller is seen.
    drawn = [part for part in squares if part is not squares.unlevelled]
    assert (np.diff([part.height for part in drawn]) <= 0).all()
    assert not any(len(part.points) for part in mean_of_squares(0.0, 0.0))


@pytest.mark.parametrize("opened", np.linspace(0.05, 0.95, 10))
def test_a_square_that_opens_is_as_high_as_its_error_and_opens_after_those_further_in(opened):
    squares = mean_of_squares(opened, 0.0)
    waiting = squares.opening() == 0
    starts = LAG * np.arange(len(ERRORS)) / (1 + LAG * (len(ERRORS) - 1))
    assert np.count_nonzero(~waiting) == np.count_nonzero(starts < opened)
    assert [not len(part.points) for part in squares.each] == waiting.tolist()
    broad, tall = sides(squares)
    assert tall == pytest.approx(np.abs(ERRORS)[~waiting])
    assert (broad <= tall + 1e-9).all()
    further = squares.opening()
    assert further[1] >= further[0]
    assert further[2] >= further[3]


@pytest.mark.parametrize("poured", np.linspace(0.0, 1.0, 6))
def test_a_square_keeps_its_area_while_it_becomes_a_column(poured):
    broad, tall = sides(mean_of_squares(1.0, poured))
    assert broad * tall == pytest.approx(np.square(ERRORS))


@pytest.mark.parametrize("levelled", np.linspace(0.01, 1.0, 6))
def test_columns_stand_side_by_side_and_flow_to_the_mean_without_loss(levelled):
    squares = mean_of_squares(1.0, 1.0, levelled)
    broad, tall = sides(squares)
    left, low, right, _ = np.vstack([boxes(part) for part in squares.each]).T
    assert low == pytest.approx(TANK.edge(DOWN)[1])
    assert (left[0], right[-1]) == pytest.approx((TANK.edge(LEFT)[0], TANK.edge(RIGHT)[0]))
    assert right[:-1] == pytest.approx(left[1:])
    assert (broad * tall).sum() == pytest.approx(np.square(ERRORS).sum())
    before = squares.high / 0.05
    share = levelled**2 * (3 - 2 * levelled)
    assert np.ptp(tall) == pytest.approx((1 - share) * np.ptp(before), abs=1e-6)
    # What they were stays, so that the level is seen to lie between the lowest and the highest.
    assert squares.unlevelled.height / 0.05 == pytest.approx(before.max())
    assert before.min() < squares.one.height / 0.05 < before.max()


@pytest.mark.parametrize("side", [1, 2, 3])
def test_unit_squares_make_up_the_square_on_an_error(side):
    one = OneError(
        layout(WIDE).stage, ORIGIN, 1.5, lambda: float(side), ORANGE, house=House(100), theme=STAGE_THEME
    )
    squares = one.squares(side)
    assert len(squares) == side**2
    assert (squares.width, squares.height) == pytest.approx((1.5 * side, 1.5 * side), abs=0.05)
    assert one.house.get_center() == pytest.approx(1.5 * side * UP)
    assert one.dots.get_top()[1] < 1.5 * side
    centres = {tuple(np.round(square.get_center(), 6)) for square in squares}
    assert len(centres) == side**2
    first = [tuple(np.round(square.get_center(), 6)) for square in one.squares(side)[:1]]
    assert first == [tuple(np.round(one.squares(1)[0].get_center(), 6))]
    assert squares.get_right()[0] < one.dots.get_left()[0]


@SHAPES
@pytest.mark.parametrize("weight", [0.0, 1.0])
def test_the_mansion_and_all_squares_stand_within_the_hero(shape, weight):
    places, line = layout(shape), MARKET.line("squared", weight)
    picture = Dragged(
        places.stage, places.hero, MARKET, lambda: line, ORANGE, lambda: 1.0, [line], lambda: 0,
        theme=STAGE_THEME,
    )  # fmt: skip
    # What stands for a price is the middle.
    assert picture.mansion.get_center() == pytest.approx(picture.plot.c2p(*MARKET.mansion))
    assert places.hero.contains(picture.mansion, tolerance=1e-6)
    largest = picture.largest
    assert largest.width == pytest.approx(largest.height)
    assert largest.get_top()[1] == pytest.approx(picture.mansion.get_center()[1])
    assert places.frame.contains(picture.squares)
    assert places.hero.contains(picture.largest)
    areas = np.append(np.prod(boxes(picture.squares)[:, 2:] - boxes(picture.squares)[:, :2], axis=1),
                      largest.width * largest.height)  # fmt: skip
    x, y = np.append(MARKET.x, MARKET.mansion[0]), np.append(MARKET.y, MARKET.mansion[1])
    errors = (line.slope * x + line.intercept - y) ** 2
    assert areas / areas.sum() == pytest.approx(errors / errors.sum())
    for house, at in zip(picture.houses.drawn, zip(MARKET.x, MARKET.y, strict=True), strict=True):
        assert house.get_center() == pytest.approx(picture.plot.c2p(*at))
    picture.hang(places.frame.edge(UP)[1])
    assert picture.mansion.get_bottom()[1] >= places.frame.edge(UP)[1] - 0.05


def test_the_names_of_both_lines_are_clear_of_the_houses_squares():
    places, line = layout(WIDE), MARKET.line("squared")
    picture = Dragged(
        places.stage, places.hero, MARKET, lambda: line, ORANGE, lambda: 1.0, [MARKET.line("squared", 0.0)],
        lambda: 1, theme=STAGE_THEME,
    )  # fmt: skip
    for which in (picture.model.line, picture.old.line):
        name = picture.name_line("before", which, ORANGE, places.hero.edge(RIGHT)[0])
        assert places.hero.contains(name, tolerance=0.2)
        assert name.get_left()[0] > picture.squares.get_right()[0] - 0.2


def test_words_say_how_much_dearer_a_larger_error_is():
    stage = layout(WIDE).stage
    one = OneError(stage, ORIGIN, 0.9, lambda: 3.0, ORANGE, house=House(100), theme=STAGE_THEME)
    words = PenaltyWords(one, 3, "error", "penalty", "r^2", above=False, place=layout(WIDE).hero)
    assert (words.times.text, words.cost[1].text) == ("×3", "×9")
    small = one.squares(1)[0]
    assert words.law.width < small.width
    assert words.law.get_center() == pytest.approx(small.get_center(), abs=0.1)
    assert words.cost.get_right()[0] < one.squares(3).get_left()[0]
    words.error.shift(words.rise())
    assert words.error.get_bottom()[1] > words.times.get_top()[1]


def test_an_error_that_does_not_grow_is_refused():
    one = OneError(layout(WIDE).stage, ORIGIN, 0.9, lambda: 1.0, ORANGE, house=House(100))
    with pytest.raises(InputError, match="1 times as large"):
        PenaltyWords(one, 1, "error", "penalty", "r^2", above=False, place=layout(WIDE).hero)
