"""The story's picture: houses, the lines over them, the mansion, and a line that learns."""

import numpy as np
import pytest
from manim import DOWN, LEFT, RIGHT, ManimColor, ValueTracker
from manim.animation.animation import prepare_animation
from telling import SHAPES
from untold import untold

from loss_scenes.catalogue import huber_of_squares
from loss_scenes.chapters.hook import Hook
from loss_scenes.losses import squared_error
from loss_scenes.market import MARKET
from loss_scenes.models import fit_line
from loss_scenes.models.line_descent import descend_line
from loss_scenes.models.lines import Line
from loss_scenes.pictures.exam import MarkedExam
from loss_scenes.pictures.fitted_line import FittedLine, LineName, Swept
from loss_scenes.pictures.house_row import HouseRow
from loss_scenes.pictures.houses import FallingMansion, Houses, MarketPlot
from loss_scenes.pictures.two_formulas import REACH, SAME, TwoFormulas
from loss_scenes.theme import STAGE_THEME
from narrated.design.formats import WIDE
from narrated.design.layout import Region, layout
from narrated.design.theme import current_theme, use_theme
from narrated.mobjects.drawing import Drawing
from narrated.mobjects.text import Label
from narrated.mobjects.visual_role import may_bleed


@pytest.fixture(autouse=True)
def _look():
    before = current_theme()
    use_theme(STAGE_THEME)
    yield
    use_theme(before)


def plot_of(shape=WIDE, **options):
    places = layout(shape)
    return MarketPlot(places.stage, places.hero, **options)


@SHAPES
@pytest.mark.parametrize("mansion", [True, False])
def test_every_house_is_seen_whole_with_its_middle_at_its_area_and_price(shape, mansion):
    plot, hero = plot_of(shape, mansion=mansion), layout(shape).hero
    houses = Houses(plot)
    assert len(houses.drawn) == len(MARKET.areas)
    for house, area, price in zip(houses.drawn, MARKET.x, MARKET.y, strict=True):
        assert plot.p2c(house.get_center()) == pytest.approx((area, price))
        assert hero.contains(house)
    if mansion:
        fallen = FallingMansion(plot)
        assert plot.p2c(fallen.mansion.get_center()) == pytest.approx(MARKET.mansion)
        assert hero.contains(fallen.mansion)


def test_drawn_things_have_few_shapes_and_no_stroke():
    plot = plot_of()
    for drawing in [*Houses(plot).drawn, FallingMansion(plot).mansion]:
        assert isinstance(drawing, Drawing)
        shapes = drawing.family_members_with_points()
        assert len(shapes) < 40
        assert all(shape.get_stroke_width() == 0 for shape in shapes)


def test_the_mansion_hangs_above_its_place_and_falls_to_it():
    plot = plot_of()
    hung, there = FallingMansion(plot, hung=0.6), FallingMansion(plot)
    assert hung.mansion.get_bottom()[1] > there.mansion.get_bottom()[1] + 0.5 * there.mansion.height
    fallen = prepare_animation(hung.fall())
    fallen.begin()
    fallen.finish()
    assert np.allclose(hung.mansion.get_center(), there.mansion.get_center())


@pytest.mark.parametrize("loss", ["squared", "huber"])
def test_a_line_and_its_name_follow_the_fit_of_the_moment(loss):
    plot, weight = plot_of(), ValueTracker(0.0)

    def now():
        return MARKET.line(loss, weight.get_value())

    line, name = FittedLine(plot, now, "#ffffff"), LineName(plot, "name", "#ffffff", now, 120.0)
    for value in (0.0, 0.4, 1.0):
        weight.set_value(value)
        line.update()
        name.update()
        for point in (line.get_start(), line.get_end()):
            area, price = plot.p2c(point)
            assert price == pytest.approx(MARKET.predict(now(), area))
            assert not plot.x_range[0] <= area <= plot.x_range[1]
        above = plot.p2c(name.get_center())
        assert above[1] > MARKET.predict(now(), above[0])
    assert may_bleed(line)


def test_ghosts_are_left_behind_one_after_the_other():
    plot, passed = plot_of(), [0]
    states = [MARKET.line("squared", weight) for weight in (0.0, 0.1, 0.4)]
    swept = Swept(plot, lambda: states[-1], states, lambda: passed[0], "#ffffff")
    tint, ghosts = swept
    for count in range(4):
        passed[0] = count
        swept.update()
        assert sum(ghost.get_stroke_opacity() > 0 for ghost in ghosts) == count
    assert tint.get_fill_opacity() == pytest.approx(0.14)


@SHAPES
def test_the_two_losses_are_equal_near_zero_and_then_part(shape):
    formulas = TwoFormulas(layout(shape).hero)
    for curve, value in ((formulas.squared, squared_error), (formulas.huber, huber_of_squares)):
        points = np.array([formulas.plot.p2c(point) for point in curve.get_anchors()])
        inside = points[:, 1] < formulas.plot.y_range[1] - 1e-6
        assert points[inside, 1] == pytest.approx(value(points[inside, 0]), abs=2e-3)


@SHAPES
def test_the_parabola_bends_into_the_huber_loss_and_takes_its_colour(shape):
    delta, colors = ValueTracker(SAME), STAGE_THEME.colors
    formulas = TwoFormulas(layout(shape).hero, delta.get_value, theme=STAGE_THEME)
    still = TwoFormulas(layout(shape).hero, theme=STAGE_THEME)
    ends = []
    for now, color in ((SAME, colors.squared), (1.3, None), (1.0, colors.huber)):
        delta.set_value(now)
        formulas.update()
        ends.append(float(formulas.plot.p2c(formulas.huber.get_end())[1]))
        assert color is None or formulas.huber.get_stroke_color() == ManimColor(color)
    np.testing.assert_allclose(ends[-1], huber_of_squares(REACH))
    assert ends[0] > ends[1] > ends[2]
    delta.set_value(SAME)
    formulas.update()
    for mine, same in zip(formulas, (still.squared, still.squared), strict=True):
        np.testing.assert_allclose(mine.get_top(), same.get_top(), atol=1e-2)
        np.testing.assert_allclose(mine.width, same.width, atol=0.05)


@SHAPES
@pytest.mark.parametrize("squared", ["squared error", "平方误差"])
def test_lines_that_have_parted_carry_their_names_clear_of_all_else(shape, squared):
    words = {"squared": squared, "huber": "Huber"}
    with untold(shape, lambda key: words.get(key, key)) as scene:
        hook = Hook(scene)
        hook.names, hook.line_names = hook.plot.axis_names("area", "price"), hook.named_lines()
        hook.weight.set_value(1.0)
        hook.mansion.set_fallen(1.0)
        hook.line_names.update()
        above, below = hook.line_names
        hero, mansion, formulas = layout(shape).hero, hook.mansion.mansion, hook.free_place()
        assert hero.contains(hook.line_names)
        over = [hook.plot.p2c(point) for point in above.points]
        assert all(price > hook.market.predict(hook.squared_now(), area) for area, price in over)
        under = [hook.plot.p2c(point) for point in below.points]
        assert all(price < hook.market.predict(hook.huber_now(), area) for area, price in under)
        assert above.get_top()[1] < mansion.get_bottom()[1]
        # No letter of it reaches into what the formulas stand on.
        right, low = formulas.edge(DOWN + RIGHT)[:2]
        assert not ((above.points[:, 0] < right) & (above.points[:, 1] > low)).any()
        assert formulas.height > 2.4
        stem = hook.plot.c2p(*hook.market.mansion)[0]
        assert above.get_right()[0] < stem < below.get_left()[0]


def test_the_mansions_error_is_one_row_which_the_dragged_line_comes_to_cut():
    with untold(WIDE) as scene:
        hook = Hook(scene)
        area, price = hook.market.mansion
        hook.error.set_value(1.0)
        for weight in (0.0, 1.0):
            hook.weight.set_value(weight)
            ((at, said, x, top),) = hook.missed()
            assert at == x == area
            assert said == pytest.approx(hook.market.predict(hook.huber_now(), area))
            assert top == pytest.approx(price)
        assert said < hook.market.predict(hook.squared_now(), area) < top


@SHAPES
def test_marks_of_an_exam_are_what_its_rule_says_and_stand_on_the_paper(shape):
    place = layout(shape).hero
    exam = MarkedExam(
        place, place.inset(0.2), 280.0, (10.0, 20.0, 40.0), lambda error: (error / 10.0) ** 2,
        money="{} k", answer="answer", rule="rule",
    )  # fmt: skip
    assert [mark[0].text for mark in exam.marks] == ["1", "4", "16"]
    assert [tag.label.text for tag in exam.tags] == ["290 k", "300 k", "320 k"]
    told = [part.text for part in exam.get_family() if isinstance(part, Label)]
    assert "answer 280 k" in told
    places = []
    for share in (0.0, 1.0):
        exam.given.set_value(share)
        exam.update()
        places.append([tag.foot[0] for tag in exam.tags])
        assert all(place.contains(part) for part in (exam, *exam.marks, exam.rule, exam.marker))
    ways = np.subtract(*places[::-1])
    assert ways == pytest.approx([ways[0], 2 * ways[0], 4 * ways[0]])
    assert all(
        tag.get_right()[0] < mark.get_left()[0] for tag, mark in zip(exam.tags, exam.marks, strict=True)
    )


@SHAPES
def test_a_row_of_houses_stands_on_its_ground_from_edge_to_edge(shape):
    place = layout(shape).stage
    place = Region(place.x, place.y, place.width, 2.5)
    row = HouseRow(place)
    ground = place.edge(DOWN)[1]
    assert [thing.foot[1] for thing in (row.mansion, *row.houses)] == pytest.approx(
        [ground] * (1 + len(row.houses))
    )
    gap = 0.2 * row.houses[0].width
    assert row.houses.get_left()[0] < place.edge(LEFT)[0] + gap
    assert row.houses.get_right()[0] > place.edge(RIGHT)[0] - gap
    # It waits behind the ground until it rises, the mansion only where it comes with it.
    row.rise(mansion=False)
    assert row.mansion.foot[1] == pytest.approx(ground)
    row = HouseRow(place)
    row.rise()
    assert row.get_top()[1] <= ground + 1e-6


def test_a_line_descends_to_the_least_squares_by_the_same_share_of_the_rest_in_every_step():
    x, y, rate = MARKET.x, MARKET.y, 0.3
    walk = np.array(descend_line(x, y, Line(-0.9, 240.0), rate=rate, steps=40))
    best = np.array(fit_line(x, y))
    assert walk[-1] == pytest.approx(best, rel=1e-9)
    rest = walk - best
    assert rest[1:10] == pytest.approx((1 - 2 * rate) * rest[:9])
    losses = [np.mean((slope * x + intercept - y) ** 2) for slope, intercept in walk[:10]]
    assert (np.diff(losses) < 0).all()


@pytest.mark.parametrize(("x", "y"), [([1, 2], [1, 2, 3]), ([2, 2], [1, 2])])
def test_a_line_needs_two_areas_and_a_price_for_each(x, y):
    with pytest.raises(ValueError, match="x "):
        descend_line(x, y, Line(0.0, 0.0), rate=0.1, steps=1)


def test_some_windows_of_the_row_have_light_and_always_the_same():
    def lit(row):
        row.light()
        return [pane.get_fill_color().to_hex() for house in row.houses for pane in house]

    first, again = (lit(HouseRow(Region(0.0, 0.0, 14.0, 2.0))) for _ in range(2))
    colors = current_theme().colors
    assert first == again
    lights, dark = (first.count(str(color).upper()) for color in (colors.gold, colors.drawn_glass))
    assert 0.25 < lights / (lights + dark) < 0.75
