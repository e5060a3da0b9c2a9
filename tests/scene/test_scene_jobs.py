"""What scene 2 draws: small things, the arrow in the bowl, the car on its track."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import MagicMock

import numpy as np
import pytest
from manim import DOWN, LEFT, RIGHT, UP, Rectangle, ValueTracker, VGroup
from telling import SHAPES, overlapping, tell
from untold import untold

from loss_scenes.chapters.answers import Answers
from loss_scenes.chapters.coaching import Coaching
from loss_scenes.chapters.direction import Direction
from loss_scenes.chapters.families import Families
from loss_scenes.chapters.jobs import Jobs
from loss_scenes.chapters.measuring import Measuring
from loss_scenes.chapters.regression import Handed, Regression
from loss_scenes.chapters.turning import Turning
from loss_scenes.lesson import LESSON
from loss_scenes.market import MARKET
from loss_scenes.models.cornering import Bend, Habits
from loss_scenes.pictures import props
from loss_scenes.pictures.bowl_walk import BowlWalk
from loss_scenes.pictures.family_head import family_name
from loss_scenes.pictures.houses import Houses
from loss_scenes.pictures.shelves import shelves
from loss_scenes.pictures.track import Drive, Track
from loss_scenes.theme import STAGE_THEME
from narrated import Excerpt
from narrated.design.formats import SQUARE, TALL, WIDE, Format
from narrated.design.layout import PIXEL, Region, layout
from narrated.mobjects.drawing import Drawing
from narrated.mobjects.plot import Plot

PLACE = Region(0.0, 0.0, 10.0, 6.0)


@pytest.mark.parametrize("thing", [props.Ball, props.Coach, props.Ruler, props.Stopwatch, props.Painting])
def test_small_things_stand_on_their_point_without_strokes(thing: type[Drawing]) -> None:
    drawn = thing(200, theme=STAGE_THEME).stand((1.0, -2.0, 0.0))
    np.testing.assert_allclose(drawn.foot, (1.0, -2.0, 0.0), atol=1e-12)
    shapes = drawn.family_members_with_points()
    assert 2 <= len(shapes) <= 16
    assert all(shape.get_stroke_width() == 0 for shape in shapes)
    if thing is not props.Ball:
        assert drawn.get_bottom()[1] == pytest.approx(-2.0, abs=0.02)


def smiles(coach: props.Coach) -> bool:
    mouth = coach[-1]
    middle = mouth.points[np.abs(mouth.points[:, 0] - mouth.get_center()[0]) < 0.1 * mouth.width]
    return bool(middle[:, 1].mean() < mouth.get_corner(DOWN)[1] + mouth.height / 2)


def test_a_coach_who_is_not_pleased_has_the_corners_of_the_mouth_down() -> None:
    for pleased in (True, False):
        assert smiles(props.Coach(200, pleased=pleased, theme=STAGE_THEME)) is pleased


class Coached(Excerpt):
    lesson, script, theme, staged = LESSON, "scene2", STAGE_THEME, True
    lines = ("coach", "learned")

    def construct(self) -> None:
        coaching = Coaching(self)
        self.coaching = coaching
        self.faces: dict[str, tuple[bool, float, float]] = {}
        self.note = lambda moment: self.faces.setdefault(
            moment, (smiles(coaching.coach), coaching.deducted(coaching.now()), coaching.line(coaching.now()))
        )
        coaching.reward_speed()
        coaching.count_the_distance()
        self.note("end")

    def on(self, cue: str, *animations: Any, run_time: float | None = None) -> None:
        self.note(cue)
        super().on(cue, *animations, run_time=run_time)


def test_the_coach_is_pleased_while_what_counts_falls_and_not_with_what_is_over_the_line(
    tmp_path: Path,
) -> None:
    told = tell(Coached, tmp_path)
    faces, bend, laps = told.faces, told.coaching.bend, told.coaching.laps
    # The seconds count up with the car; by the clock alone the penalty falls, though it crosses the line.
    assert 0 < faces["cross"][1] < faces["distance"][1]
    assert faces["distance"][1] < bend.lap_time(laps[0])
    assert faces["end"][1] == pytest.approx(bend.time_and_line(laps[-1]), abs=0.051)
    assert faces["end"][1] < bend.time_and_line(laps[told.coaching.fast - 1])
    assert [moment for moment, (smiling, *_) in faces.items() if not smiling] == ["learned"]
    assert faces["end"][2] == 0.0


def bowl(at: ValueTracker, lane: float = 0.0) -> BowlWalk:
    plot = Plot(PLACE, (-3.0, 3.0), (0.0, 9.0), bare=True, theme=STAGE_THEME)
    return BowlWalk(
        plot, np.square, lambda x: 2 * x, at.get_value, colors=("#ffa45c", "#ffd700"),
        ball=0.5, reach=0.2, lane=lane,
    )  # fmt: skip


@pytest.mark.parametrize("side", [-1, 1])
def test_the_arrow_lies_on_the_axis_in_proportion_to_the_derivative(side: int) -> None:
    at = ValueTracker(side * 2.5)
    walk = bowl(at)
    lengths = []
    for place in (2.5, 1.5, 0.5):
        at.set_value(side * place)
        walk.update()
        tip = walk.arrow.points[(side * walk.arrow.points[:, 0]).argmin()]
        assert (tip[0] - walk.ball.foot[0]) * side < 0
        assert np.mean(walk.arrow.points[:, 1]) == pytest.approx(-3.0, abs=0.1)
        lengths.append(abs(tip[0] - walk.ball.foot[0]))
    np.testing.assert_allclose(np.divide(lengths, lengths[0]), (1.0, 0.6, 0.2), atol=1e-6)
    at.set_value(0.0)
    walk.update()
    assert max(np.ptp(walk.arrow.points, axis=0)) == pytest.approx(0.0, abs=1e-6)


@pytest.mark.parametrize("place", [-2.0, -1.6, 0.0, 1.3])
def test_the_ball_lies_on_the_tangent_which_is_as_long_everywhere(place: float) -> None:
    walk = bowl(ValueTracker(place))
    ends = walk.tangent.points[[0, -1]]
    x, y, _ = (ends[1] - ends[0]) / (PLACE.width / 6.0, PLACE.height / 9.0, 1.0)
    assert y / x == pytest.approx(2 * place, abs=1e-6)
    np.testing.assert_allclose(ends.mean(axis=0), walk.ball.foot, atol=1e-9)
    assert np.linalg.norm(ends[1] - ends[0]) == pytest.approx(3.2 * 0.5)


@pytest.mark.parametrize("place", [-0.7, 0.5])
def test_the_tangent_ends_at_the_axis(place: float) -> None:
    walk = bowl(ValueTracker(place))
    ends = walk.tangent.points[[0, -1]]
    assert walk.tangent.get_bottom()[1] == pytest.approx(-3.0)
    x, y, _ = (ends[1] - ends[0]) / (PLACE.width / 6.0, PLACE.height / 9.0, 1.0)
    assert y / x == pytest.approx(2 * place, abs=1e-6)
    upper = ends[ends[:, 1].argmax()]
    assert np.linalg.norm(upper - walk.ball.foot) == pytest.approx(1.6 * 0.5)


def test_the_arrow_has_its_lane_below_the_axis() -> None:
    walk = bowl(ValueTracker(2.5), lane=0.4)
    assert np.mean(walk.arrow.points[:, 1]) == pytest.approx(-3.4, abs=0.1)
    assert walk.arrow.get_top()[1] < -3.0


@pytest.mark.parametrize("place", [-2.0, -0.7, 0.0, 1.3])
def test_the_balls_middle_is_on_the_curve(place: float) -> None:
    walk = bowl(ValueTracker(place))
    assert np.linalg.norm(walk.curve.points - walk.ball.foot, axis=1).min() < 0.1


def test_car_marks_and_errors_follow_one_path() -> None:
    bend, way = Bend(), ValueTracker(30.0)
    track = Track(Region(0.0, 0.0, 14.2, 6.4), bend, theme=STAGE_THEME)
    path = bend.drive(Habits(0.8, 2.0, 0.8))
    drive = Drive(track, lambda: path, way.get_value)
    offset = float(np.interp(30.0, bend.stations, path))
    np.testing.assert_allclose(drive.car.foot, track.c2p(30.0, offset), atol=1e-9)
    # The error is between the line and the car's side, as far as it was driven.
    seen = bend.stations[(bend.stations < 30.0) & (bend.over(path) > 0)]
    sides = track.places(seen, np.interp(seen, bend.stations, path) + bend.half_car)
    lines = track.places(seen, bend.half_lane + 0 * seen)
    for corner in (*sides, *lines):
        assert np.linalg.norm(drive.over.points - corner, axis=1).min() < 1e-6
    np.testing.assert_allclose(track.metre * bend.over(path)[np.isin(bend.stations, seen)],
                               np.linalg.norm(sides - lines, axis=1), atol=1e-6)  # fmt: skip
    way.set_value(10.0)
    drive.update()
    last = track.c2p(10.0, 0.0)[0]
    assert drive.marks.get_right()[0] == pytest.approx(last, abs=1.01 * bend.step * track.metre)
    assert len(drive.over.points) == 0


@pytest.mark.parametrize("wide", [14.2, 8.0])
def test_a_car_comes_in_is_seen_whole_at_last_and_ends_its_lap_out_of_sight(wide: float) -> None:
    region, bend = Region(0.0, 0.0, wide, 6.4), Bend()
    track = Track(region, bend, theme=STAGE_THEME)
    half = track.car_length / 2
    assert track.c2p(track.first, 0.0)[0] + half == pytest.approx(-wide / 2)
    assert track.c2p(track.last, 0.0)[1] + half == pytest.approx(3.2)
    assert track.c2p(bend.length, 0.0)[1] - half > 3.2  # at the end of its lap it is out of sight
    assert -1e-9 <= track.first < bend.before
    # The road lies on the lower edge, and all of the bend is within the sides.
    assert track.c2p(0.0, -track.half_road)[1] == pytest.approx(-3.2)
    assert region.x - wide / 2 < track.c2p(bend.before, 0.0)[0]
    assert track.c2p(bend.length, -track.half_road)[0] < wide / 2


@SHAPES
def test_things_stand_on_the_ground_or_on_a_shelf(shape: Format) -> None:
    places, lines = shelves(layout(shape), -2.5, 3, STAGE_THEME, gap=0.3)
    heights = {-2.5, *(float(line.get_center()[1]) for line in lines)}
    for place in places:
        foot = place.y - place.height / 2
        assert min(abs(foot - height) for height in heights) < 1e-6
        assert (place.width, place.height) == pytest.approx((places[0].width, places[0].height))
        assert layout(shape).frame.contains(Rectangle(width=place.width, height=0.1).move_to(place.center))


def test_the_pieces_fall_into_their_own_holes() -> None:
    colors = STAGE_THEME.colors.squared, STAGE_THEME.colors.cross_entropy, STAGE_THEME.colors.huber
    sorter = props.Sorter(200, colors, theme=STAGE_THEME).stand((1.0, -2.0, 0.0))
    holes = sorter.submobjects[-6:-3]
    heights = [[piece.get_center()[1] for piece in sorter.fit(share).pieces] for share in (0.0, 0.5, 1.0)]
    assert all(low < high for low, high in zip(heights[2], heights[0], strict=True))
    for piece, hole in zip(sorter.pieces, holes, strict=True):
        np.testing.assert_allclose(piece.get_center(), hole.get_center(), atol=0.02)
        assert piece.width < hole.width


@pytest.mark.parametrize("high", [0.7, 0.9, 1.2])
def test_the_pieces_wait_over_the_board_in_the_room_there_is(high: float) -> None:
    colors = STAGE_THEME.colors.squared, STAGE_THEME.colors.cross_entropy, STAGE_THEME.colors.huber
    sorter = props.Sorter(200, colors, high, theme=STAGE_THEME).stand((1.0, -2.0, 0.0))
    board, wide = sorter[0], 200 * PIXEL
    for piece in sorter.fit(0.0).pieces:
        assert piece.get_bottom()[1] > board.get_top()[1]
        assert piece.get_top()[1] <= sorter.foot[1] + high * wide


@pytest.fixture
def told(shape: Format) -> Iterator[MagicMock]:
    """A scene in a shape that only has places and words."""
    with untold(shape, "{} {{}}".format) as scene:
        yield scene


@pytest.mark.parametrize("shape", [TALL, SQUARE], ids=["tall", "square"])
@pytest.mark.parametrize("chapter", [Jobs, Families])
def test_three_things_fill_their_rows_beside_names_of_one_size(
    told: MagicMock, chapter: type[Jobs | Families]
) -> None:
    shot = chapter(told)
    if isinstance(shot, Jobs):
        things, names, _ = shot.things()
    else:
        places = shot.places()
        (_, houses), animals, pictures = (
            shot.houses(places[0][0]), shot.animals(places[1][0]), shot.pictures(places[2][0])
        )  # fmt: skip
        things = [houses, VGroup(*animals), pictures]
        names = shot.names(["regression", "classification", "generation"], [name for _, name in places])
    frame = told.regions.frame
    for thing, name in zip(things, names, strict=True):
        assert told.regions.hero.contains(name)
        assert name.get_left()[0] == pytest.approx(told.regions.hero.edge(LEFT)[0], abs=0.1)
        assert name.get_right()[0] < thing.get_left()[0]
        assert name.size == names[0].size
        assert thing.width > frame.width / 3
        assert thing.get_right()[0] > 0.3 * frame.width  # from the middle
        assert thing.height > 0.6 * told.regions.hero.down_to(told.ground.horizon).height / 3


@SHAPES
def test_the_few_houses_become_those_of_the_regression_and_all_else_goes_out_of_sight(
    told: MagicMock,
) -> None:
    families, regression = Families(told), Regression(told)
    places = families.places()
    line, few = families.houses(places[0][0])
    names = families.names(["regression"], [places[0][1]])
    others = VGroup(*families.animals(places[1][0]), families.pictures(places[2][0]))
    handed = Handed(line, few, families.few, names[0], others)
    title, houses = family_name(told.regions.hero, "regression"), Houses(regression.plot)
    *grow, aside, late = regression.grow(handed, title, regression.fitted, houses)
    for animation in (*grow, aside, late):
        animation.begin()
        animation.interpolate(1.0)
    for house, n in zip(few.drawn, families.few, strict=True):
        # Of one kind, or it would change its shape on the way.
        assert house.get_center() == pytest.approx(houses.drawn[n].get_center())
        assert [len(part.points) for part in house] == [len(part.points) for part in houses.drawn[n]]
        assert house.width == pytest.approx(houses.drawn[n].width)
    assert line.points == pytest.approx(regression.fitted.points)
    assert names[0].get_center() == pytest.approx(title.get_center())
    assert others.get_left()[0] > told.regions.frame.edge(RIGHT)[0]
    assert set(families.few) == {k for k, house in enumerate(houses.drawn) if house not in late.mobject}


@SHAPES
def test_any_area_has_its_price_on_the_fitted_line_and_the_house_without_one_covers_no_other(
    told: MagicMock,
) -> None:
    told.word = lambda key: "predicted {}" if key == "price_template" else key
    regression = Regression(told)
    fitted, frame = MARKET.line("squared", 0.0), told.regions.frame
    assert regression.line == fitted
    (_, track, bar), axes = regression.loss(family_name(told.regions.hero, "regression")), regression.axes()
    # It is fitted when it comes: no line of these houses loses less.
    assert bar.width < 0.1 * track.width
    for area in regression.areas:
        regression.area.set_value(area)
        house, stem, number = regression.asked(axes[0])
        said = MARKET.predict(fitted, area)
        assert number.shown == f"predicted {said:.0f}"
        assert regression.plot.p2c(house.get_center())[:2] == pytest.approx((area, said))
        assert stem.get_top()[1] == pytest.approx(house.get_y())
        assert told.regions.hero.contains(number)
        assert frame.contains(house)
        others = Houses(regression.plot).drawn
        assert not any(overlapping(number, one) for one in (*others, house, *axes))
        if told.format is WIDE:
            assert house.get_left()[0] > max(one.get_right()[0] for one in others) - 0.1 * house.width
    # It is seen to go far enough for another price with every step.
    said = [MARKET.predict(fitted, area) for area in regression.areas]
    assert np.ptp(said) > 50


@SHAPES
def test_every_gap_has_its_square_and_all_flow_to_one_level_which_is_the_number(told: MagicMock) -> None:
    words = {"mean_squared": "mean squared error", "unit": "= 1 point = ($10k)²"}
    told.word = words.__getitem__
    measuring = Measuring(told, line=Turning())
    squares, number, name = measuring.squares, measuring.number, measuring.name
    frame, hero, ground = told.regions.frame, told.regions.hero, told.ground.horizon
    gaps_drawn = measuring.gaps()
    measuring.grown.set_value(1.0)
    gaps_drawn.update()
    assert len(gaps_drawn.points)
    measuring.opened.set_value(1.0)
    squares.update()
    gaps_drawn.update()
    assert not len(gaps_drawn.points)  # they are sides of squares now
    gaps = np.array(MARKET.prices) - np.mean(MARKET.prices)
    unit = measuring.plot.size[1] / np.ptp(measuring.plot.y_range)
    level = float(measuring.plot.c2p(0.0, np.mean(MARKET.prices))[1])
    for square, gap, home in zip(squares.each, gaps, measuring.homes, strict=True):
        assert (square.width, square.height) == pytest.approx(2 * (unit * abs(gap),))
        ends = float(square.get_bottom()[1]), float(square.get_top()[1])
        assert sorted(ends) == pytest.approx(sorted([level, home.get_center()[1]]))
        x = home.get_center()[0]
        assert min(abs(square.get_left()[0] - x), abs(square.get_right()[0] - x)) < 1e-6
    assert frame.contains(VGroup(*squares.each, measuring.homes))
    assert measuring.homes.get_bottom()[1] > ground
    # All is to one scale, that of one point as well.
    point, _ = measuring.unit
    assert (point.width, point.height) == pytest.approx(2 * (10 * unit,))
    measuring.come_to_rest()
    count, area = len(gaps), sum(square.width * square.height for square in squares.each)
    assert area == pytest.approx(sum((unit * gaps) ** 2))
    assert measuring.mean_square.width * measuring.mean_square.height == pytest.approx(area / count)
    assert area / count / point.width**2 == pytest.approx(measuring.line.points_lost())
    assert number.shown == f"{np.var(MARKET.prices) / 100:.0f}" == "84"
    # They stand from side to side, and before it the highest reached the top.
    columns = VGroup(*squares.each)
    assert columns.width > 0.9 * frame.width
    assert columns.get_bottom()[1] == pytest.approx(ground)
    assert 0.85 * measuring.seen.height < squares.unlevelled.height < measuring.seen.height + 1e-6
    result = VGroup(measuring.unit, number, name)
    assert hero.contains(result)
    assert number.height > 0.18 * hero.height
    assert name.get_top()[1] < number.get_bottom()[1] < number.get_top()[1] < measuring.unit.get_bottom()[1]
    assert name.get_bottom()[1] > columns.get_top()[1]
    higher = [
        column for column, high in zip(squares.each, squares.high, strict=True) if high > columns.height
    ]
    for part in result:  # over what was never higher than the level
        assert not any(
            part.get_left()[0] < column.get_right()[0] and part.get_right()[0] > column.get_left()[0]
            for column in higher
        )


@SHAPES
def test_every_answer_has_its_own_loss_which_shrinks(told: MagicMock) -> None:
    answers = Answers(told)
    house, price, surprise, left = (
        answers.house(), answers.price_gap(), answers.surprise(), answers.noise_left()
    )  # fmt: skip
    (square, dots, line, parabola, fall, place), (full, bar, curve, drop, ball) = price, surprise
    pixels, _ = left
    painting, veil = answers.painting()
    drops, sides, lights = [], [], []
    for learnt in (0.0, 0.5, 1.0):
        for tracker in answers.learnt:
            tracker.set_value(learnt)
        for part in (*price, *surprise, pixels, veil):
            part.update()
        # The square stands on the gap between the guess and the house's middle, which is its price.
        sides.append(square.width)
        gap = line.get_center()[1] - house.get_center()[1]
        assert gap == pytest.approx(square.height) == pytest.approx(square.width)
        assert bool(len(dots.points)) == (learnt < 1.0)
        if learnt < 1.0:
            assert house.get_right()[0] < dots.get_left()[0] < dots.get_right()[0] < square.get_left()[0]
            assert square.get_right()[0] <= answers.cells[0].thing.edge(RIGHT)[0] + 1e-6
        # What is left of it is a place on the parabola, over a drop from there to its axis.
        share = (1 - learnt) * parabola.width / 2
        assert place.get_x() - parabola.get_x() == pytest.approx(share, abs=1e-6)
        height = (1 - learnt) ** 2 * parabola.height
        assert place.get_y() - parabola.get_bottom()[1] == pytest.approx(height, abs=1e-3)
        assert bool(len(fall.points)) == (learnt < 1.0)
        # The drop is from the curve of -ln p down to its axis, and the bar says p.
        likely = 0.06 + learnt * 0.89
        assert answers.likely() == pytest.approx(likely)
        assert bar.width / full.width == pytest.approx(likely, abs=0.01)
        start, end = drop.live_shape().points
        assert start[0] == pytest.approx(full.get_left()[0] + likely * full.width)
        assert ball.get_center() == pytest.approx(start)
        drops.append(start[1] - end[1])
        lights.append(float(pixels.values().mean()))
        assert veil[0].get_fill_opacity() == pytest.approx(1 - learnt)
    assert np.divide(drops, drops[0]) == pytest.approx(np.log([0.06, 0.505, 0.95]) / np.log(0.06))
    assert curve.get_top()[1] - end[1] == pytest.approx(drops[0], rel=0.01)
    assert np.divide(sides, sides[0]) == pytest.approx([1.0, 0.5, 0.0])
    assert np.divide(lights, lights[0]) == pytest.approx([1.0, 0.25, 0.0])
    canvas = painting.canvas
    assert veil.width == pytest.approx(canvas.width, rel=0.02)
    assert veil.height == pytest.approx(canvas.height, rel=0.02)


@SHAPES
def test_three_answers_stand_large_and_their_names_clear_of_what_is_compared(told: MagicMock) -> None:
    answers = Answers(told)
    names, gaps = answers.names(), (answers.surprise(), answers.noise_left())
    things = answers.house(), answers.animals(), answers.painting()
    assert len({name.size for name in names}) == 1
    for name, thing, share in zip(names, things, (0.45, 0.55, 0.55), strict=True):
        assert told.regions.hero.down_to(told.ground.horizon).contains(name)
        assert thing.height > share * answers.cells[0].thing.height
    for name, gap, thing in zip(names[1:], gaps, things[1:], strict=True):
        assert not overlapping(name, gap)
        assert not overlapping(thing, gap)
    assert gaps[0].width > 0.25 * told.regions.frame.width
    for part in answers.price_gap():
        assert not overlapping(names[0], part)


@SHAPES
def test_the_first_step_down_is_a_small_one_and_the_last_is_at_the_best(told: MagicMock) -> None:
    turning = Turning()
    path = Direction(told, line=turning).path
    lost = turning.points(path)
    assert (np.diff(lost) < 0).all()
    assert lost[0] - lost[1] < 0.25 * lost[0]
    assert f"{lost[-1]:.0f}" == f"{turning.points(turning.best):.0f}"


@SHAPES
def test_laps_have_bars_of_one_scale_and_a_block_for_every_ten_centimetres(told: MagicMock) -> None:
    words = {"lap": "run {}", "seconds": "{} s", "time": "time", "over": "mean {} cm over line: 1 s"}
    told.word = lambda key: words.get(key, key)
    coaching = Coaching(told)
    rows, (by_time, by_line) = coaching.rows(), coaching.legend()
    assert [row.name.text for row in rows] == ["run 1", "run 3", "run 5"]
    assert by_line[-1].text == "mean 10 cm over line: 1 s"

    def totals(lap: int, measured: float) -> list[str]:
        coaching.start(lap)
        coaching.gone.set_value(1.0)
        coaching.measured.set_value(measured)
        for part in VGroup(*(part for row in rows for part in row)):
            part.update()
        return [row.total.shown for row in rows[: coaching.driven.index(lap) + 1]]

    _, fastest, careful = coaching.driven
    # By the clock the third lap is the best; by the line too it is the worst, until that is learned.
    assert totals(fastest, 0.0) == ["8.1 s", "7.4 s"]
    assert not rows[1].blocks.has_points()
    assert totals(careful, coaching.bend.length) == ["8.1 s", "12.4 s", "7.9 s"]
    second = rows[1].time.width / 7.4
    for row, seconds in zip(rows, (8.1, 7.4, 7.9), strict=True):
        assert row.time.width == pytest.approx(second * seconds, rel=1e-6)
    blocks = rows[1].blocks
    assert len(blocks.points) == 5 * 16  # of four sides each: 50 cm
    assert blocks.width == pytest.approx(5 * second, rel=0.03)
    assert blocks.get_left()[0] > rows[1].time.get_right()[0]
    assert not rows[0].blocks.has_points()
    assert not rows[2].blocks.has_points()
    # A total stands at the end of what it adds up, and the legend has its own line.
    em = coaching.theme.type.body
    for row in rows:
        ends = max(part.get_right()[0] for part in (row.time, row.blocks) if part.has_points())
        assert 0.1 * em < (row.total.get_left()[0] - ends) / PIXEL < em
        assert row.total.get_y() == pytest.approx(row.time.get_y(), abs=0.1)
        assert row.name.get_right()[0] < row.time.get_left()[0]
    assert (
        min(part.get_bottom()[1] for part in (by_time, by_line))
        > rows[0].time.get_top()[1] + 0.3 * em * PIXEL
    )
    assert not overlapping(by_time, by_line)
    held = coaching.tool(props.Stopwatch(coaching.tool_high / PIXEL))
    cut = coaching.track.places(
        coaching.bend.stations, np.maximum(coaching.paths[fastest] + coaching.bend.half_car,
                                           coaching.track.half_road),
    )  # fmt: skip
    readout = [*by_time, *by_line, coaching.best(rows[2]), *(part for row in rows for part in row)]
    for part in readout:
        if not part.has_points() and not part.family_members_with_points():
            continue
        assert told.regions.hero.contains(part, tolerance=0.02)
        assert part.get_left()[0] > held.get_right()[0] or part.get_bottom()[1] > held.get_top()[1]
        beside = cut[cut[:, 1] > part.get_bottom()[1]]
        assert part.get_right()[0] < beside[:, 0].min()
    # The coach stands on the road's inner edge, and is not run over.
    foot, high = coaching.coach.foot, coaching.coach_high
    assert foot[1] == pytest.approx(coaching.track.c2p(0.0, coaching.track.half_road)[1])
    assert cut[cut[:, 0] < foot[0] + 0.4 * high][:, 1].max() < foot[1] + 0.1 * high
    assert held.get_right()[0] < cut[cut[:, 1] > held.get_bottom()[1]][:, 0].min()


@SHAPES
def test_the_coach_deducts_for_the_line_what_was_measured_of_it(told: MagicMock) -> None:
    coaching = Coaching(told)
    assert coaching.fast < len(coaching.laps)
    for lap, habits in enumerate(coaching.laps):
        coaching.start(lap)
        assert coaching.time(lap) < 2.0  # it counts up with the car
        coaching.gone.set_value(1.0)
        assert coaching.time(lap) == pytest.approx(coaching.bend.lap_time(habits), abs=0.051)
        coaching.measured.set_value(0.0)
        assert coaching.line(lap) == 0.0
        coaching.measured.set_value(coaching.bend.length)
        assert coaching.deducted(lap) == pytest.approx(coaching.bend.time_and_line(habits), abs=0.11)
        # What is shown can be added up: tenths of seconds, and whole centimetres of which so many are one.
        assert coaching.centimetres(lap) == int(coaching.centimetres(lap))
        assert f"{coaching.deducted(lap):.1f}" == f"{coaching.time(lap) + coaching.centimetres(lap) / 10:.1f}"
        # A lap that is over keeps what it cost.
        cost = coaching.deducted(lap)
        coaching.start((lap + 1) % len(coaching.laps))
        assert coaching.deducted(lap) == cost


@SHAPES
def test_a_lap_is_driven_in_its_own_time_from_edge_to_edge(told: MagicMock) -> None:
    coaching = Coaching(told)
    bend, track = coaching.bend, coaching.track
    for lap in range(len(coaching.laps)):
        coaching.start(lap)
        assert coaching.way() == pytest.approx(track.first)
        coaching.gone.set_value(1.0)
        assert coaching.way() == pytest.approx(bend.length)
        assert track.c2p(coaching.way(), 0.0)[1] - track.car_length / 2 > told.regions.frame.edge(UP)[1]
        ways = []
        for gone in np.linspace(0.0, 1.0, 41):
            coaching.gone.set_value(gone)
            ways.append(coaching.way())
            assert coaching.share(ways[-1]) == pytest.approx(gone)
        steps = np.diff(ways)
        slowest = np.mean([ways[steps.argmin()], ways[steps.argmin() + 1]])
        assert bend.before < slowest < bend.before + bend.bend  # in the bend


def test_the_first_line_says_the_mean_price_and_loses_the_variance_in_points() -> None:
    prices = np.array(MARKET.prices, dtype=float)
    turning = Turning()
    assert turning.points_lost() == pytest.approx(np.var(prices) / 100)
