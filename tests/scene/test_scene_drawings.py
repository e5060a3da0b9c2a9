"""Drawn things stand where they are told, keep their shape at any size, and are neutral in colour."""

from __future__ import annotations

import inspect
from dataclasses import fields

import numpy as np
import pytest

from loss_scenes.market import MARKET
from loss_scenes.pictures.mansion import Mansion
from loss_scenes.pictures.robot import Robot
from loss_scenes.theme import STAGE_THEME
from narrated.design.layout import PIXEL, Region
from narrated.mobjects import meadow, things
from narrated.mobjects.crop import Crop, clipped
from narrated.mobjects.drawing import Drawing
from narrated.mobjects.marks import Dots, DottedLines
from narrated.mobjects.plot import Plot
from narrated.mobjects.stage import Ground
from narrated.mobjects.sweep import Sweep

THINGS = [
    thing
    for module in (things, meadow)
    for _, thing in inspect.getmembers(module, inspect.isclass)
    if issubclass(thing, Drawing) and thing is not Drawing
]
NEUTRAL = {
    getattr(STAGE_THEME.colors, role.name).lower()
    for role in fields(STAGE_THEME.colors)
    if role.name.startswith("drawn")
}


@pytest.mark.parametrize("thing", [*THINGS, Mansion])
def test_a_thing_stands_on_its_point_and_keeps_its_look_at_any_size(thing: type[Drawing]) -> None:
    drawn = thing(200, theme=STAGE_THEME).stand((1.0, -2.0, 0.0))
    np.testing.assert_allclose(drawn.foot, (1.0, -2.0, 0.0), atol=1e-12)
    ratio, shapes = drawn.width / drawn.height, drawn.family_members_with_points()
    assert 6 <= len(shapes) <= 40 or thing.__name__ in {"Tree", "Lamp", "Mat", "Grass"}
    assert all(shape.get_stroke_width() == 0 for shape in shapes)
    drawn.scale(0.5)
    assert drawn.width / drawn.height == pytest.approx(ratio)


@pytest.mark.parametrize("thing", THINGS)
def test_things_are_neutral_and_the_mansion_alone_is_red(thing: type[Drawing]) -> None:
    def colours(drawn: Drawing) -> set[str]:
        return {shape.get_fill_color().to_hex().lower() for shape in drawn if shape.get_fill_opacity()}

    assert colours(thing(100, theme=STAGE_THEME)) <= NEUTRAL | {STAGE_THEME.colors.panel.lower()}
    assert STAGE_THEME.colors.outlier in colours(Mansion(100, theme=STAGE_THEME))


def test_a_mirrored_thing_is_the_mirror_image() -> None:
    left, right = (things.Cat(100, mirrored=mirrored).stand((0.0, 0.0, 0.0)) for mirrored in (False, True))
    for one, other in zip(left, right, strict=True):
        box = one.get_left()[0], one.get_right()[0]
        np.testing.assert_allclose((-other.get_right()[0], -other.get_left()[0]), box, atol=1e-9)


def test_a_thing_that_turns_is_mirrored_where_it_stands_and_turns_back() -> None:
    bee = meadow.Bee(100).stand((1.0, 2.0, 0.0))
    right = bee.get_right()[0] - 1.0
    bee.turn(True).turn(True)
    assert bee.mirrored
    assert (bee.foot, 1.0 - bee.get_left()[0]) == (pytest.approx((1.0, 2.0, 0.0)), pytest.approx(right))
    assert bee.turn(False).get_right()[0] - 1.0 == pytest.approx(right)


def test_a_crop_shows_what_lies_in_its_frame_and_leaves_the_thing_whole() -> None:
    cat = things.Cat(400).stand((0.0, 0.0, 0.0))
    width, region = cat.width, Region(0.0, 2.4, 1.0, 0.8)
    crop = Crop(cat, region, "#ffd700")
    assert region.contains(crop)
    assert 3 <= len(crop) - 2 < len(cat)
    assert cat.width == width
    far = Crop(cat, Region(9.0, 9.0, 1.0, 1.0), "#ffd700")
    assert len(far) == 2


def test_what_is_clipped_has_the_area_that_is_left() -> None:
    corners = np.array([(-1.0, 0.0, 0.0), (1.0, 0.0, 0.0), (0.0, 2.0, 0.0)])
    left = clipped(corners, Region(-1.0, 1.0, 2.0, 4.0))
    x, y = left[:, 0], left[:, 1]
    assert (x @ np.roll(y, -1) - y @ np.roll(x, -1)) / 2 == pytest.approx(1.0)
    assert not len(clipped(corners, Region(5.0, 5.0, 1.0, 1.0)))


def test_houses_of_three_kinds_differ() -> None:
    shapes = {kind: len(things.House(100, kind)) for kind in (0, 1, 2)}
    assert shapes[1] == shapes[0] + 1 == shapes[2] + 2


def test_a_dotted_line_has_a_dot_for_every_pitch_and_none_for_no_error() -> None:
    plot = Plot(Region(0.0, 0.0, 10.0, 5.0), (0, 10), (0, 5), bare=True)
    line = DottedLines(plot, lambda: np.array([(2.0, 1.0, 2.0, 1.0 + 10 * 20 * PIXEL)]), "#ff0000")
    assert len(line.points) == 10 * len(line.disc)
    assert not len(DottedLines(plot, lambda: np.array([(2.0, 1.0, 2.0, 1.0)]), "#ff0000").points)


def test_a_bare_plot_fills_its_region_and_a_name_stands_on_its_line() -> None:
    region = Region(1.0, -1.0, 10.0, 5.0)
    plot = Plot(region, (0, 10), (0, 10), bare=True, theme=STAGE_THEME)
    np.testing.assert_allclose(plot.c2p(0, 0), region.edge(np.array([-1.0, -1.0, 0.0])))
    assert not plot.submobjects
    np.testing.assert_allclose(
        Dots(plot, lambda: np.array([(5.0, 5.0)]), "#ff0000").get_center(), region.center
    )
    name = plot.name_along("Huber", "#7ee2a0", lambda x: 0.5 * x, 5.0)
    below = plot.name_along("Huber", "#7ee2a0", lambda x: 0.5 * x, 5.0, above=False)
    on_line = plot.c2p(5.0, 2.5)[1]
    assert below.get_center()[1] < on_line < name.get_center()[1]


def test_a_sweep_covers_what_lies_between_the_two_lines_on_both_sides_of_their_crossing() -> None:
    plot = Plot(Region(0.0, 0.0, 10.0, 10.0), (-5, 5), (-5, 5), bare=True)
    tint = Sweep(plot, [lambda x: 0 * x, lambda x: 0.5 * x, lambda x: x], "#ffa45c")[0]
    corners = [loop[::4] for loop in tint.get_subpaths()]
    areas = [p[:, 0] @ np.roll(p[:, 1], -1) / 2 - p[:, 1] @ np.roll(p[:, 0], -1) / 2 for p in corners]
    assert areas == pytest.approx([12.5, 12.5], rel=0.05)


def test_the_ground_reaches_from_the_horizon_to_the_frames_edge() -> None:
    ground = Ground(Region(0.0, 0.0, 14.2, 8.0), -2.0)
    assert ground.set_horizon(-1.0).horizon == -1.0
    assert (ground[0].get_bottom()[1], ground[0].get_top()[1]) == (-4.0, -1.0)


def test_the_market_is_that_of_the_story() -> None:
    dragged = MARKET.line("squared")
    weights = np.linspace(0, 1, 6)
    slopes = [MARKET.line("squared", weight).slope for weight in weights]
    assert np.all(np.diff(slopes) > 0)
    assert slopes[-1] == pytest.approx(dragged.slope)
    assert MARKET.line("huber").slope == pytest.approx(MARKET.line("huber", 0.0).slope, rel=0.12)
    assert float(np.sum(MARKET.residuals(MARKET.line("squared", 0.0)))) == pytest.approx(0.0, abs=1e-9)


def test_a_robot_waves_its_hand_about_an_elbow_that_rests() -> None:
    robot = Robot(200, "glad", waving=True, theme=STAGE_THEME).stand((1.0, -2.0, 0.0))
    drawn, hand = [part.get_center() for part in robot], robot.arm[-1]
    held = hand.get_center()
    robot.wave(0.4).wave(-0.4)
    assert hand.get_center()[0] > held[0]
    moved = [not np.allclose(part.get_center(), at) for part, at in zip(robot, drawn, strict=True)]
    assert sum(moved) == len(robot.arm) == 2
    np.testing.assert_allclose(robot.wave(0.0).arm[-1].get_center(), held, atol=1e-9)
    assert not Robot(200, theme=STAGE_THEME).arm
