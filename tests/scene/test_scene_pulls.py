"""How hard an error pulls, in the diagram, in the picture of the houses and in the fit; who shares a loss."""

import numpy as np
import pytest
from manim import VGroup
from telling import SHAPES, drawn, overlapping, tell

from loss_scenes import STAGE_THEME, Focal, Robust
from loss_scenes.catalogue import HUBER, SQUARED
from loss_scenes.chapters.ranging import CAR_LENGTH, Ranging
from loss_scenes.chapters.returning import Returning
from loss_scenes.lesson import LESSON
from loss_scenes.market import MARKET
from loss_scenes.models import budget_share
from loss_scenes.pictures.avenue import Avenue
from loss_scenes.pictures.budget import APART, TwoGroups
from loss_scenes.pictures.detector import CandidateBoxes, Tag
from loss_scenes.pictures.mansion import Mansion
from narrated import Excerpt
from narrated.design.layout import layout
from narrated.mobjects.marks import Boxes, DottedLines
from narrated.mobjects.pull import Pull
from narrated.mobjects.text import Label, LiveNumber


class Part(Excerpt):
    lesson, script, theme, staged = LESSON, "scene5", STAGE_THEME, True


class Pulled(Part):
    lines = ("huber", "back")

    def on(self, cue, *animations, **how):
        if cue == "stays":
            told = self.returning
            self.at_one_error = told.squared(), told.huber()
            self.pulls_then = told.squared_pull(), told.huber_pull()
            self.names_then = words(self).count("Huber")
            seen = [type(part) for thing in self.mobjects for part in thing.get_family()]
            self.depths = [seen.index(kind) for kind in (DottedLines, Mansion)]
        super().on(cue, *animations, **how)

    def construct(self):
        self.robust = Robust(self)
        self.robust.bend_the_parabola()
        self.in_the_bowl, self.labels = drawn(self, Pull), drawn(self, Label)
        self.returning = Returning(self, bowl=self.robust)
        self.returning.come_back()
        self.at_the_mansion, self.mansion = drawn(self, Boxes), drawn(self, Mansion)[0]
        self.said = {label.text: label for label in drawn(self, Label)}


def words(scene):
    """What is written, with plain spaces."""
    return [label.text.replace("\N{NO-BREAK SPACE}", " ") for label in drawn(scene, Label)]


class TurnedDown(Part):
    lines = ("focal", "gamma")

    def on(self, cue, *animations, **how):
        if cue == "few":
            self.named, self.numbers = set(words(self)), len(drawn(self, LiveNumber))
            there, kinds = self.mobjects, [type(thing) for thing in self.mobjects]
            boxes, street = kinds.index(CandidateBoxes), kinds.index(Avenue)
            self.depths = boxes, street, there.index(self.focal.things)
            self.faint = self.mobjects[boxes][-1].get_stroke_opacity()
        if cue == "share":
            self.on_its_way = set(words(self))
        super().on(cue, *animations, **how)

    def construct(self):
        focal = Focal(self)
        self.focal = focal
        focal.drown_the_few()
        focal.turn_down_the_easy()
        self.tagged = words(self)
        self.said = set(self.tagged)
        (self.bars,) = drawn(self, TwoGroups)


class Ranged(Part):
    lines = ("driving",)

    def construct(self):
        ranging = Ranging(self)
        ranging.locate_the_obstacle()
        self.ranging = ranging
        self.said = words(self)


def length(pull):
    return float(np.linalg.norm(pull.get_end() - pull.get_start()))


@SHAPES
def test_one_pull_grows_with_the_error_and_the_other_stops_at_delta(shape, tmp_path):
    scene, hero = tell(Pulled, tmp_path, shape), layout(shape).hero
    squared, huber = scene.in_the_bowl
    assert length(squared) / length(huber) == pytest.approx(scene.robust.far / scene.robust.scale)
    assert hero.contains(squared)
    # Both stand at one error, each at the right of its tip; what is said of the one lies clear of both.
    assert squared.get_start()[0] == pytest.approx(huber.get_start()[0])
    (capped,) = (label for label in scene.labels if label.text == "pull capped")
    assert hero.contains(capped)
    assert capped.get_right()[0] < huber.get_end()[0]
    assert capped.get_top()[1] < squared.get_bottom()[1]
    # Where the error ends on its axis, it says how many deltas that is: as many as the pulls differ by.
    times = length(squared) / length(huber)
    (told,) = (label for label in scene.labels if label.text == f"{times:.1f} δ")
    assert hero.contains(told)
    assert told.get_x() == pytest.approx(squared.get_start()[0], abs=told.width / 2 + 0.2)


@SHAPES
def test_the_mansions_pulls_are_blocks_of_one_scale_and_told_over_them(shape, tmp_path):
    scene, hero = tell(Pulled, tmp_path, shape), layout(shape).hero
    squared, huber = scene.at_the_mansion
    off = MARKET.deltas_off(MARKET.line("huber"))
    # A block is what the Huber loss pulls with at most: that has one, the squares as many as the error has
    # deltas, the last one in part.
    block = huber.width + APART
    assert (squared.width + APART) / block == pytest.approx(off)
    assert len(squared.points) / len(huber.points) == np.ceil(off)
    assert squared.height == pytest.approx(huber.height)
    assert squared.get_left()[0] == pytest.approx(huber.get_left()[0])
    assert hero.contains(VGroup(squared, huber))
    assert not overlapping(squared, scene.mansion)
    assert not overlapping(huber, scene.mansion)
    # Each is told in the row over it, and the error where it is, which is dotted down from the mansion.
    for words, blocks in ((f"{off:.1f}× the pull", squared), ("pull capped", huber)):
        label = scene.said[words]
        assert hero.contains(label)
        assert not overlapping(label, scene.mansion)
        assert 0 < label.get_bottom()[1] - blocks.get_top()[1] < label.height
    assert {"squared error", f"off by {off:.1f} δ"} <= set(scene.said)
    ((area, top, _, said),) = scene.returning.missed()
    assert (area, top) == pytest.approx(MARKET.mansion)
    assert (top - said) / MARKET.delta == pytest.approx(off)
    assert scene.depths == sorted(scene.depths)


def test_both_pulls_are_told_at_one_error_before_the_line_of_the_squares_swings_off(tmp_path):
    scene = tell(Pulled, tmp_path)
    # The blocks are whole while both lines are where the dots end; then the one goes to its own fit.
    assert scene.at_one_error == (scene.returning.huber(),) * 2
    assert scene.pulls_then == pytest.approx((MARKET.deltas_off(scene.returning.huber()), 1.0))
    assert scene.returning.huber() == MARKET.line("huber")
    assert scene.returning.squared() == pytest.approx(MARKET.line("squared"))
    assert (scene.returning.squared_pull(), scene.returning.huber_pull()) == scene.pulls_then
    # What the loss is called is in the picture: not in the corner as well.
    assert scene.names_then == 2


@pytest.mark.parametrize(("loss", "delta"), [(SQUARED, {}), (HUBER, {"delta": MARKET.delta})])
def test_where_a_line_rests_the_houses_hold_against_the_pull_that_is_shown(loss, delta):
    line = MARKET.line(loss.role)
    held = np.sum(loss.gradient(MARKET.residuals(line), **delta))
    assert held == pytest.approx(loss.gradient(MARKET.surplus(line), **delta))


@pytest.mark.parametrize(("error", "pull"), [(0.5, 1.0), (1.0, 2.0), (1.01, 2.0), (2.4, 2.0)])
def test_beyond_delta_only_the_pull_of_the_square_grows(error, pull, tmp_path):
    robust = tell(Pulled, tmp_path).robust
    robust.residual.set_value(error)
    assert robust.squared_slope() == pytest.approx(2 * error)
    assert robust.slope_now() == pytest.approx(pull)


def test_the_whole_loss_is_shared_and_the_tags_say_of_which_probability(tmp_path):
    scene = tell(TurnedDown, tmp_path)
    # The background box says what its right answer is; both targets say how probable theirs is.
    assert "empty: p = 0.99" in scene.named & scene.said
    assert scene.tagged.count("p = 0.1") == 2
    # What p is has made room for the power by then.
    what_p_is = "p: right answer's probability"
    assert what_p_is in scene.named - scene.said
    # The bar is named before it is whole; how much of the whole it is, is told then.
    assert scene.numbers == 0
    assert "100,000 easy boxes: share of loss" in scene.named & scene.said
    share = budget_share(100_000, 0.99, 100, 0.1, gamma=2.0)
    second = scene.bars.second
    assert second.width == pytest.approx((1 - share) * second.region.width)


def test_what_the_factor_leaves_is_worked_out_once_the_power_rests(tmp_path):
    scene = tell(TurnedDown, tmp_path)
    worked = {f"(1 − {p:g})² = {(1 - p) ** 2:g}" for p in (0.99, 0.1)}
    assert worked <= scene.said
    assert not worked & (scene.named | scene.on_its_way)


@SHAPES
def test_what_is_looked_for_stands_before_the_boxes_which_are_faint(shape, tmp_path):
    scene, hero = tell(TurnedDown, tmp_path, shape), layout(shape).hero
    boxes, street, things = scene.depths
    assert street < boxes < things
    assert 0 < scene.faint <= 0.35
    # Nothing that is written in the street lies on anything else that is, or leaves what is read.
    tags = [tag for tag in drawn(scene, Tag) if tag[1].text]
    assert all(hero.contains(tag, tolerance=0.06) for tag in tags)
    for k, tag in enumerate(tags):
        for other in tags[k + 1 :]:
            across = abs(tag.get_x() - other.get_x()) - (tag.width + other.width) / 2
            down = abs(tag.get_y() - other.get_y()) - (tag.height + other.height) / 2
            assert max(across, down) > -1e-6


def test_the_targets_name_is_on_their_part_of_the_bar_from_its_beginning(tmp_path):
    scene = tell(TurnedDown, tmp_path)
    (name,) = (label for label in drawn(scene, Label) if label.text == "100 targets")
    scene.bars.update()
    shortest = (1 - budget_share(100_000, 0.99, 100, 0.1, gamma=0.0)) * scene.bars.second.region.width
    assert name.width < shortest
    assert name.get_left()[0] > scene.bars.second.get_right()[0] - shortest
    assert name.get_bottom()[1] > scene.bars.second.get_bottom()[1]


@SHAPES
def test_a_line_at_each_distance_stands_beside_the_cars_on_a_side_of_its_own(shape, tmp_path):
    scene = tell(Ranged, tmp_path, shape)
    ranging, (squared, huber) = scene.ranging, scene.ranging.estimates()
    lane = ranging.lane
    for line, distance, side in ((squared, ranging.squared(), -1), (huber, ranging.robust(), 1)):
        away = (line.points - lane.zero) / lane.metre
        assert away @ lane.forward == pytest.approx(distance)
        assert (side * (away @ lane.side)).min() > CAR_LENGTH / 4  # its wheels reach so far
    # Either distance says whose it is.
    assert {"Huber", "squared error", "reflection"} <= set(scene.said)
    assert scene.said.count("Huber") == 2  # the corner's, and the distance's
    shown = {number.shown for number in drawn(scene, LiveNumber)}
    assert shown == {f"{ranging.squared():.1f}", f"{ranging.robust():.1f}"}
