"""Scene 6: tasks ask among the losses of scene 4; every number beside a drawing is that of the drawing."""

import numpy as np
import pytest
from manim import DOWN, LEFT, RIGHT, UP
from telling import SHAPES, drawn, overlapping, tell

from loss_scenes import STAGE_THEME
from loss_scenes.catalogue import huber_of_squares
from loss_scenes.chapters.composing import Composing
from loss_scenes.chapters.portraits import CLASSICS
from loss_scenes.chapters.rules import Rules
from loss_scenes.chapters.swapping import Swapping
from loss_scenes.lesson import LESSON
from loss_scenes.losses import cross_entropy, focal
from loss_scenes.models import budget_share
from loss_scenes.pictures.budget import TwoGroups
from loss_scenes.pictures.crowd import Crowd
from loss_scenes.pictures.detector import Frame
from loss_scenes.pictures.mansion import Mansion
from loss_scenes.pictures.painted_cat import PaintedCat
from narrated import Excerpt
from narrated.design.formats import SQUARE, TALL, WIDE
from narrated.design.layout import PIXEL, Region, layout
from narrated.mobjects.accordion import Accordion
from narrated.mobjects.marks import Dots
from narrated.mobjects.text import Label, LiveNumber
from narrated.mobjects.things import Cat, Dog


class Told(Excerpt):
    lesson, script, theme, staged = LESSON, "scene6", STAGE_THEME, True
    lines = ("rules",)

    def construct(self):
        self.rules = Rules(self)
        self.asked = self.rules.asked()
        self.rules.show_the_three()


class Focused(Told):
    lines = ("cls",)

    def construct(self):
        self.swapping = Swapping(self)
        self.swapping.focus_on_the_hard_one()


class Bent(Told):
    lines = ("reg",)

    def construct(self):
        self.swapping = Swapping(self)
        self.plot, _ = self.swapping.residuals()
        self.swapping.bend_regression()


class Composed(Told):
    lines = ("gen",)

    def construct(self):
        self.composing = Composing(self)
        self.ends = self.composing.ends()
        self.composing.add_terms_for_generation()


@SHAPES
def test_five_losses_by_name_in_the_order_of_scene_4_over_the_tasks(shape, tmp_path):
    scene = tell(Told, tmp_path, shape)
    portraits, places = scene.asked
    assert [portrait.title.text for portrait in portraits] == [
        scene.word(classic.word) for classic in CLASSICS
    ]
    rows = sorted({round(float(portrait.foot.get_y()), 6) for portrait in portraits}, reverse=True)
    stood = [(-rows.index(round(float(p.foot.get_y()), 6)), float(p.get_x())) for p in portraits]
    assert stood == sorted(stood, key=lambda at: (-at[0], at[1]))
    assert max(place.y + place.height / 2 for place in places) <= min(p.get_bottom()[1] for p in portraits)
    regions = layout(shape)
    assert all(regions.hero.contains(portrait.title) for portrait in portraits)
    if regions.hero.upright:  # all that there is of it is filled
        assert 2 * min(portrait.curve.width for portrait in portraits) > 0.9 * regions.hero.width
        left, right = places[0].edge(LEFT)[0], places[-1].edge(RIGHT)[0]
        assert right - left > 0.9 * regions.frame.width
    # On their leaves they are the losses that rules begin with, inside of their plates.
    for curve, plate in zip(scene.rules.curves, scene.rules.leaves.plates, strict=False):
        assert plate.get_left()[0] < curve.get_left()[0] < curve.get_right()[0] < plate.get_right()[0]


def test_only_the_open_leaf_has_a_number_that_calls(tmp_path):
    scene = tell(Focused, tmp_path, WIDE)
    gold = STAGE_THEME.colors.gold.upper()
    loud = [label.text for label in drawn(scene, Label) if label.get_color().to_hex() == gold]
    spoken = {part.text for part in scene.caption.get_family() if isinstance(part, Label)}
    assert [text for text in loud if text not in spoken] == ["1"]


@SHAPES
def test_a_hundred_cats_share_the_loss_with_the_dog_among_them(shape, tmp_path):
    scene = tell(Focused, tmp_path, shape)
    swapping, (crowd,), (dog,) = scene.swapping, drawn(scene, Crowd), drawn(scene, Dog)
    assert len(crowd.standing()) == 100
    # However many they are, each is seen to be a cat; the dog is one of them, as large, and framed.
    assert crowd.unit > 28 * PIXEL
    assert dog.height == pytest.approx(Dog(crowd.unit).height)
    (frame,) = drawn(scene, Frame)
    assert frame.width > dog.width
    assert np.abs(frame.get_center() - dog.get_center()).max() < 0.01
    assert np.linalg.norm(crowd.feet - crowd.middle, axis=1).min() > 0.5 * crowd.unit * PIXEL
    # What the loss focuses on keeps its light; the others have what they count by that.
    easy, hard = (float(focal(p, gamma=2.0) / cross_entropy(p)) for p in (swapping.easy, swapping.hard))
    assert crowd.light() == pytest.approx(easy / hard)
    # Of the whole loss the cats have most, and by the focal loss the dog.
    entropy, focused = sorted(drawn(scene, TwoGroups), key=lambda bar: -bar.get_y())
    for bar, gamma in ((entropy, 0.0), (focused, swapping.gamma)):
        bar.update()
        share = budget_share(100, swapping.easy, 1, swapping.hard, gamma=gamma)
        assert bar.first.width == pytest.approx(share * bar.first.region.width)
        assert bar.second.width == pytest.approx((1 - share) * bar.second.region.width)
    assert entropy.first.width > 4 * entropy.second.width
    assert focused.second.width > 15 * focused.first.width
    labels = {label.text: label for label in drawn(scene, Label)}
    # What the model gives to the right class of each stands over them, and whose share of the loss it is in
    # its part.
    assert {f"cat p = {swapping.easy}", f"dog p = {swapping.hard}"} <= set(labels)
    (number,) = drawn(scene, LiveNumber)
    assert number.shown == "95%"
    for words, part, other in (
        (labels["total loss"], entropy.first, entropy.second),
        (number, focused.second, focused.first),
    ):  # fmt: skip
        assert overlapping(words, part)
        assert not overlapping(words, other)
        assert part.get_left()[0] < words.get_left()[0] < words.get_right()[0] < part.get_right()[0]
    # A line of words above, in which what was first has made room; below it the crowd has most of the leaf.
    heads = sorted(drawn(scene, Label), key=lambda label: label.get_y())
    head = {label.text: label for label in heads}  # the focal loss is named at its bar, too
    words = "Very unbalanced?", "Try", "focal"
    assert "First:" not in head
    assert np.ptp([head[word].line_middle for word in words]) < 0.3
    heading = swapping.rules.leaves.headings[0]
    assert not any(overlapping(heading, head[word]) for word in words)
    page, parts = swapping.rules.leaves.page(0), [crowd, entropy, focused]
    assert max(part.get_top()[1] for part in parts) < min(head[word].get_bottom()[1] for word in words)
    assert crowd.height > (0.28 if shape is WIDE else 0.18) * page.height
    assert crowd.width > 0.75 * page.width
    assert focused.get_bottom()[1] - page.edge(DOWN)[1] < 0.25 * page.height
    for name, bar in ((head["cross-entropy"], entropy), (heads[0], focused)):
        beside = name.get_right()[0] < bar.get_left()[0] and abs(name.get_y() - bar.get_y()) < bar.height / 2
        assert beside or 0 < name.get_bottom()[1] - bar.get_top()[1] < bar.height


@SHAPES
def test_outliers_cost_what_the_curve_under_their_dots_says(shape, tmp_path):
    scene = tell(Bent, tmp_path, shape)
    errors = np.array(scene.swapping.outliers)
    red, orange = (getattr(STAGE_THEME.colors, role).upper() for role in ("outlier", "squared"))
    dots, former = (
        next(dots for dots in drawn(scene, Dots) if dots.get_fill_color().to_hex() == color)
        for color in (red, orange)
    )
    assert len(errors) > 2
    assert errors.min() < -scene.swapping.delta < scene.swapping.delta < errors.max()
    # Only what is too dear is a mansion.
    dear = [scene.plot.p2c(mansion.get_center())[0] for mansion in drawn(scene, Mansion)]
    assert len(dear) == (errors > 0).sum()
    assert min(dear) > scene.swapping.delta
    costs = huber_of_squares(errors, delta=scene.swapping.delta)
    np.testing.assert_allclose(dots.source(), np.column_stack([errors, costs]))
    assert (costs < errors**2).all()
    # Over each, on the parabola, stays what it cost before; what a small error costs hardly changes.
    np.testing.assert_allclose(former.source(), np.column_stack([errors, errors**2]))
    white = STAGE_THEME.colors.drawn_light.upper()
    (near,) = (dots for dots in drawn(scene, Dots) if dots.get_fill_color().to_hex() == white)
    assert len(near.source()) == 4
    for error, cost in near.source():
        assert cost == pytest.approx(huber_of_squares(error, delta=scene.swapping.delta))
        assert cost == pytest.approx(error**2, abs=0.01)
    # The parabola ends above the dearest of them, and under the words.
    assert scene.plot.y_range[1] > (errors**2).max()
    words = [label for label in drawn(scene, Label) if label.text in {"Outliers?", "Huber"}]
    top = scene.plot.c2p(0.0, (errors**2).max())[1]
    if shape.name != "wide":
        assert min(label.get_bottom()[1] for label in words) > top


@SHAPES
def test_l1_is_the_mean_of_the_differences_that_are_drawn(shape, tmp_path):
    scene = tell(Composed, tmp_path, shape)
    (number,) = drawn(scene, LiveNumber)
    assert number.shown == f"mean {scene.composing.errors[-1].mean():.2f}"
    assert scene.composing.errors[0].mean() > scene.composing.errors[-1].mean()
    first, second, third = scene.ends
    page = scene.composing.rules.leaves.page(2)
    bars = scene.composing.signs(scene.ends)[:2]
    for bar, place, side in zip(bars, (first, second), (-1, 1), strict=True):
        assert side * bar.get_x() > side * place.x + place.width / 2 + 0.1
        assert bar.height > place.height
        assert page.x - page.width / 2 < bar.get_x() < page.x + page.width / 2
    assert third.width == pytest.approx(third.height)


def test_a_crowd_fills_rows_from_below_and_loses_its_light():
    count, light = [0], [1.0]
    crowd = Crowd(Region(0.0, 0.0, 4.0, 4.0), Cat, 10, 10, lambda: count[0], lambda: light[0])
    assert not len(crowd.fills[0].points)
    count[0] = 37
    crowd.update()
    assert len(crowd.fills[0].points) == 37 * len(crowd.shapes[0])
    assert crowd.feet[37:, 1].min() >= crowd.feet[:37, 1].max() - 1e-9
    assert crowd.width <= 4.0
    inks = {str(fill.get_fill_color()) for fill in crowd.fills}
    light[0] = 0.0
    crowd.update()
    assert len(inks) > 2
    assert {str(fill.get_fill_color()) for fill in crowd.fills} == {str(crowd.ground)}
    assert all(edge.get_stroke_opacity() == 1.0 for edge in crowd.edges)


@pytest.mark.parametrize("shape", [TALL, SQUARE])
def test_no_leaf_passes_another_where_closed_ones_share_a_row(shape) -> None:
    leaves = Accordion(layout(shape).hero, ["Sort", "Fit", "Make"], "#ffd700")
    for move in leaves.open(0):
        move.begin()
        move.finish()
    before = {tuple(plate.get_center().round(6)) for plate in leaves.plates}
    for index in (1, 2, 0):
        moves = leaves.open(index)
        for plate in leaves.plates:
            move = next(move for move in moves if move.mobject is plate)
            assert np.allclose(move.target_mobject.get_center(), plate.get_center())
        assert {tuple(plate.get_center().round(6)) for plate in leaves.plates} == before
        for move in moves:
            move.begin()
            move.finish()


@SHAPES
def test_pictures_leave_room_for_a_term_when_it_comes_and_no_sooner(shape, tmp_path):
    class Drawn(Composed):
        def on(self, cue, *animations, run_time=None):
            super().on(cue, *animations, run_time=run_time)
            if cue in {"pix2pix", "adversarial"}:
                names = {label.text: label for label in drawn(self, Label)}
                (sketch,) = (part for part in drawn(self, PaintedCat) if part.get_y() and len(part) == 3)
                seen[cue] = sketch.copy(), names["sketch"].copy(), names.get("adversarial", Label("x")).copy()

    seen: dict[str, tuple] = {}
    scene = tell(Drawn, tmp_path, shape)
    inside = scene.composing.rules.leaves.inside(2)
    (sketch, name, _), (raised, lower, term) = (seen[cue] for cue in ("pix2pix", "adversarial"))
    if shape is WIDE:  # in the middle of the leaf, and nearly as high as that
        above, below = inside.edge(UP)[1] - sketch.get_top()[1], name.get_bottom()[1] - inside.edge(DOWN)[1]
        assert above == pytest.approx(below, abs=0.2)
        assert sketch.height > 0.62 * inside.height
        assert raised.get_y() > sketch.get_y() + 0.1
    assert term.get_top()[1] < lower.get_bottom()[1]
    assert term.get_bottom()[1] > inside.edge(DOWN)[1]
