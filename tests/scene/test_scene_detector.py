"""Pictures of the focal and the Huber loss: street, boxes, the bar of the total loss, scan and road."""

from __future__ import annotations

import numpy as np
import pytest
from manim import DOWN, UP, ValueTracker

from loss_scenes.models import budget_share
from loss_scenes.pictures.avenue import Avenue, tone
from loss_scenes.pictures.budget import LossBar, TwoGroups
from loss_scenes.pictures.detector import CandidateBoxes, Frame, Tag
from loss_scenes.pictures.lane import Lane
from loss_scenes.pictures.scan import LESION, HeadScan
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.plot import Plot
from narrated.mobjects.pull import Pull
from narrated.mobjects.text import TwoDigits
from narrated.mobjects.visual_role import may_bleed, role_of

STAGE = Region(0.0, 1.0, 1920 * PIXEL, 716 * PIXEL)


def test_the_street_stands_on_its_foot_and_is_never_read() -> None:
    street = Avenue(1920, 716).stand(np.array([0.5, -1.0, 0.0]))
    np.testing.assert_allclose(street.foot, (0.5, -1.0, 0.0), atol=1e-12)
    np.testing.assert_allclose(street.at(0.0, 0.0), (0.5 - 960 * PIXEL, -1 + 716 * PIXEL, 0.0), atol=1e-12)
    shapes = street.family_members_with_points()
    assert all(shape.get_stroke_width() == 0 for shape in shapes)
    assert all(role_of(shape) == "decoration" and may_bleed(shape) for shape in shapes)
    # Nothing hangs below the ground that it stands on.
    assert min(shape.get_bottom()[1] for shape in shapes) == pytest.approx(-1.0, abs=0.02)


def test_a_tone_lies_between_its_colours() -> None:
    assert tone("#000000", "#ffffff", 0.0) == "#000000"
    assert tone("#000000", "#ffffff", 1.0).lower() == "#ffffff"


def test_boxes_come_layer_by_layer_and_fade_as_they_cease_to_matter() -> None:
    shown, weight, lift = ValueTracker(0.0), ValueTracker(1.0), ValueTracker(0.0)
    boxes = CandidateBoxes(
        STAGE, shown.get_value, weight.get_value, cover=0.8, shift=lambda: lift.get_value() * UP
    )  # fmt: skip
    assert boxes.count > 250
    for share in (0.0, 0.25, 1.0):
        shown.set_value(share)
        boxes.update()
        drawn = [len(layer.points) // 16 for layer in boxes]
        assert sum(drawn) == round(share * boxes.count)
        # Before a layer is full, none of the next one is there.
        full = [len(outlines) for outlines in boxes.outlines]
        begun = [k for k, many in enumerate(drawn) if 0 < many < full[k]]
        assert len(begun) <= 1
        assert all(not many for k in begun for many in drawn[k + 1 :])
    before, middle = boxes[-1].get_stroke_opacity(), boxes.get_center()
    weight.set_value(0.5)
    lift.set_value(-1.0)
    boxes.update()
    assert boxes[-1].get_stroke_opacity() == pytest.approx(before / 2)
    assert boxes[-1].get_fill_opacity() == pytest.approx(0.4)
    np.testing.assert_allclose(boxes.get_center(), middle + DOWN)


def test_boxes_of_a_layer_are_clear_of_each_other_and_inside_of_the_picture() -> None:
    boxes = CandidateBoxes(STAGE, lambda: 1.0, lambda: 1.0, cover=0.5)
    assert STAGE.contains(boxes)
    for outlines in boxes.outlines:
        low, high = outlines[:, :, :2].min(axis=1), outlines[:, :, :2].max(axis=1)
        # Of each two there is an axis on which they are apart.
        gaps = np.maximum(low[:, None] - high[None], low[None] - high[:, None]).max(axis=-1)
        assert gaps[~np.eye(len(outlines), dtype=bool)].min() > 3 * PIXEL


def test_as_many_boxes_stand_on_a_smaller_picture_as_its_area_holds() -> None:
    half = Region(0.0, 0.0, STAGE.width, STAGE.height / 2)
    whole, less = (CandidateBoxes(place, lambda: 1.0, lambda: 1.0, cover=0.5) for place in (STAGE, half))
    assert less.count == pytest.approx(whole.count / 2, rel=0.15)


@pytest.mark.parametrize("share", [0.0, 0.0001, 0.23, 1.0])
def test_a_bar_is_as_long_as_its_loss(share: float) -> None:
    bar = LossBar(Region(1.0, 2.0, 8.0, 1.0), lambda: share, "#ffffff")
    if not share:
        assert not len(bar.points)
        return
    # What is next to nothing is still seen, as a sliver.
    assert bar.width == pytest.approx(max(8.0 * share, 5 * PIXEL))
    assert bar.get_left()[0] == pytest.approx(-3.0)


@pytest.mark.parametrize(("gamma", "easy"), [(0.0, 0.8136), (1.0, 0.0463), (2.0, 0.0005)])
def test_two_groups_share_the_whole_loss_whatever_the_power_is(gamma: float, easy: float) -> None:
    share, track = budget_share(100_000, 0.99, 100, 0.1, gamma=gamma), Region(0.5, 0.0, 13.0, 1.5)
    bars = TwoGroups(track, (lambda: share, lambda: 1 - share), ("#ffffff", "#ffd700"))
    first, second = bars.first, bars.second
    assert first.width == pytest.approx(max(easy * first.region.width, 5 * PIXEL), rel=1e-2)
    assert second.width == pytest.approx((1 - easy) * second.region.width, rel=1e-3)
    assert (first.get_left()[0], second.get_right()[0]) == pytest.approx((-6.0, 7.0))
    # Nothing is left bare, and neither lies on the other.
    assert 0 < second.get_left()[0] - first.get_right()[0] <= 8 * PIXEL + 1e-9


def test_a_shrinking_number_keeps_two_digits() -> None:
    power = ValueTracker(0.0)

    def share() -> float:
        return 100 * budget_share(100_000, 0.99, 100, 0.1, gamma=power.get_value())

    number, shown = TwoDigits(share, template="{}%"), []
    for gamma in (0.0, 1.0, 1.5, 2.0):
        power.set_value(gamma)
        number.refresh()
        shown.append(number.shown)
    assert shown == ["81%", "4.6%", "0.51%", "0.05%"]
    number.value = lambda: 9.96
    assert number.refresh().shown == "10%"


def test_a_tag_sits_on_its_frame() -> None:
    region = Region(1.0, 1.0, 2.0, 3.0)
    frame, tag = Frame(region), Tag(region, "car")
    assert frame.width == pytest.approx(2.0)
    # It hides nothing that is in the frame: only the frame's line is below its foot.
    assert tag.get_bottom()[1] == pytest.approx(region.edge(UP)[1], abs=0.05)
    assert tag.get_left()[0] == pytest.approx(frame.get_left()[0], abs=0.06)
    # Where it has no room for one row, there are two, upwards from the same foot.
    broken = Tag(region, "no car", room=0.7 * Tag(region, "no car")[1].width)
    assert broken[1].rows == ("no", "car")
    assert broken.height == pytest.approx(2 * tag.height)
    assert broken.get_bottom()[1] == pytest.approx(tag.get_bottom()[1])


def test_the_lesion_lies_in_the_brain_of_one_slice_alone() -> None:
    with_lesion, without = HeadScan(400), HeadScan(400, lesion=False)
    assert len(with_lesion.submobjects) == len(without.submobjects) + 2
    assert all(shape.get_stroke_width() == 0 for shape in with_lesion)
    assert with_lesion.height == pytest.approx(400 * PIXEL)
    x, y, radius = LESION
    assert (x / 0.345) ** 2 + ((y + 0.5) / 0.43) ** 2 < 1 - radius


def test_a_road_is_measured_in_metres_whichever_way_it_runs() -> None:
    shown = Region(0.0, 0.0, 6.0, 12.0)
    for upright, room in ((False, 6.0), (True, 12.0)):
        lane = Lane(shown, shown, (-2.0, 10.0), upright=upright)
        assert lane.metre == pytest.approx(room / 12)
        assert np.linalg.norm(lane.c2p(4.0, 3.0) - lane.c2p(0.0, 0.0)) == pytest.approx(5 * lane.metre)
        start = lane.c2p(-2.0, 0.0)
        assert start[1 if upright else 0] == pytest.approx(-room / 2)


@pytest.mark.parametrize("above", [True, False])
def test_a_name_along_a_bend_touches_it_nowhere(above: bool) -> None:
    plot = Plot(Region(0.0, 0.0, 12.0, 6.0), (-3, 3), (0, 5), bare=True)
    curve = (lambda x: x**2 / 2) if above else (lambda x: 4.5 - x**2 / 2)
    name = plot.name_along("a rather long name", "#ffffff", curve, -1.2, above=above)
    places = np.array([plot.p2c(point) for point in name.points])
    gaps = places[:, 1] - curve(places[:, 0])
    assert (gaps > 0).all() if above else (gaps < 0).all()


@pytest.mark.parametrize("length", [0.0, 0.1, 0.5, 2.0])
def test_a_pull_is_as_long_as_what_it_shows_and_its_head_never_longer(length: float) -> None:
    pull = Pull(lambda: np.array([1.0, 2.0, 0.0]), lambda: np.array([-length, 0.0, 0.0]), "#ffffff")
    assert pull.width == pytest.approx(length)
    assert pull.get_right()[0] == pytest.approx(1.0)
    np.testing.assert_allclose([pull.get_start(), pull.get_end()], [(1, 2, 0), (1 - length, 2, 0)], atol=1e-9)
