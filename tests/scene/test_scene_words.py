"""Bets, penalties, labels and the hill: what is drawn is what the losses give."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from manim import DOWN, LEFT, ManimColor, ValueTracker, VGroup
from telling import SHAPES, overlapping, tell
from untold import untold

from loss_scenes.chapters.cross_entropy import BETS, THINGS, CrossEntropy
from loss_scenes.chapters.hinge import WALK, Hinge
from loss_scenes.lesson import LESSON
from loss_scenes.losses import cross_entropy
from loss_scenes.models import max_margin_boundary
from loss_scenes.pictures.bets import Bets, Fine
from loss_scenes.pictures.mislabelled import Labelling, Mislabelled
from loss_scenes.pictures.ramp import Paid, Ramp, Reach
from loss_scenes.pictures.robot import Robot
from loss_scenes.pictures.sentence import Sentence
from loss_scenes.pictures.street import ScoreLine, Street
from loss_scenes.pictures.surprise_axis import SurpriseAxis
from loss_scenes.theme import STAGE_THEME
from narrated import Excerpt
from narrated.design.formats import TALL
from narrated.design.layout import Region, layout
from narrated.design.theme import DEFAULT_THEME, use_theme
from narrated.mobjects.bars import Pillar
from narrated.mobjects.marks import Dots
from narrated.mobjects.plot import Plot
from narrated.mobjects.text import Label, LiveNumber
from narrated.mobjects.things import Cat, Dog
from voiceover.errors import InputError

PLACE = Region(1.0, 0.5, 4.0, 3.0)
PLANE = Plot(Region(0.0, 0.0, 8.0, 4.0), (-4.0, 4.0), (-2.0, 2.0), bare=True, theme=STAGE_THEME)
POINTS = np.array([(-1.0, 0.0), (-3.0, -1.0), (1.0, 0.0), (2.0, 1.0)])
LABELS = np.array([1.0, 1.0, -1.0, -1.0])
GOLD = ManimColor(STAGE_THEME.colors.gold)


@pytest.fixture(autouse=True)
def _staged() -> Iterator[None]:
    use_theme(STAGE_THEME)
    yield
    use_theme(DEFAULT_THEME)


def number_in(group) -> LiveNumber:
    return next(part for part in group.get_family() if isinstance(part, LiveNumber))


@pytest.mark.parametrize("share", [0.001, 0.25, 1.0])
def test_a_pillar_stands_on_its_foot_as_high_as_its_share(share: float) -> None:
    bar = Pillar(PLACE, lambda: share, "#ffffff")
    assert bar.get_bottom()[1] == pytest.approx(-1.0)
    assert bar.height == pytest.approx(max(3.0 * share, 3 * 8 / 1080))
    assert bar.width == pytest.approx(4.0)


def test_each_model_spends_all_of_its_bets_and_the_bars_are_to_one_scale() -> None:
    for bet in BETS:
        assert sum(bet) == pytest.approx(1.0)
        drawn = Bets(PLACE, lambda bet=bet: bet, THINGS)
        assert number_in(drawn).shown == f"{100 * bet[0]:.0f}%"
        seen = [bar.height for bar in drawn[1] if bar.height > 0.1]
        heights = [p for p in bet if p > 0.05]
        np.testing.assert_allclose(np.array(seen) / seen[0], np.array(heights) / heights[0], rtol=1e-6)
        assert all(PLACE.contains(thing) for thing in drawn.answers)


def test_fine_bar_and_number_follow_one_probability_in_the_same_frame() -> None:
    p = ValueTracker(0.9)
    fine = Fine(PLACE, p.get_value, float(cross_entropy(0.01)), "#ffffff")
    # A number in the ground's colour waits for its bar.
    assert number_in(fine).get_fill_opacity() == 0.0
    for value in (0.9, 0.5, 0.01):
        p.set_value(value)
        fine.update()
        assert number_in(fine).shown == f"{-np.log(value):.2f}"
        assert fine[0].height == pytest.approx(3.0 * np.log(value) / np.log(0.01))
    assert number_in(fine).get_fill_opacity() == 1.0


@SHAPES
def test_a_bar_comes_from_certainty_and_the_curve_lies_over_the_tops_of_all(shape) -> None:
    hero, chances = layout(shape).hero, [bet[0] for bet in BETS]
    axis = SurpriseAxis(hero, chances, 0.01, "-ln p", ("p: probability", "penalty"))
    first, *others = axis.fines
    for share in (0.0, 0.3, 0.6, 0.8, 0.9, 0.95, 1.0):
        axis.paid.set_value(share)
        first.update()
        for fine, now in zip(axis.fines, [chances[0] ** share, *chances[1:]], strict=True):
            x, y = axis.plot.p2c(fine.bar.get_top())[:2]
            assert (x, y) == pytest.approx((now, -np.log(now)), abs=1e-6)
            assert fine.number.shown == f"{-np.log(now) + 0.0:.2f}"
            assert hero.contains(fine, tolerance=0.02)
            # Wherever it is, its number is clear of it.
            assert not overlapping(fine.number, fine.bar)
    for chance, fine, tick in zip(chances, axis.fines, axis.ticks, strict=True):
        assert tick.shown == f"{100 * chance:.0f}%"
        assert tick.get_center()[0] == pytest.approx(fine.bar.get_center()[0], abs=0.03)
    for x, y, _ in axis.curve.points:
        p, surprise = axis.plot.p2c(np.array([x, y, 0.0]))[:2]
        assert surprise == pytest.approx(-np.log(p), abs=0.02)
    read = [axis.law, axis.p, axis.penalty, *axis.ticks, *(fine.number for fine in axis.fines)]
    assert all(hero.contains(part, tolerance=0.02) for part in read)
    for part in read:
        assert not any(overlapping(part, other) for other in read if other is not part)
    # The largest is the penalty that is spoken of, and the formula stands right of the curve that it names.
    assert all(fine.number.em < first.number.em for fine in others)
    left, bottom = axis.plot.p2c(axis.law.get_corner(DOWN + LEFT))[:2]
    assert bottom > -np.log(left)


class Asked(Excerpt):
    lesson, script, theme, staged = LESSON, "scene4", STAGE_THEME, True
    lines = ("ce", "surprise")

    def construct(self):
        self.told, self.said = CrossEntropy(self), []
        self.told.ask_for_the_right_word()
        self.asked = {part for top in self.mobjects for part in top.get_family()}
        self.told.grow_with_the_surprise()
        self.grown = {part for top in self.mobjects for part in top.get_family()}

    def play(self, *args, **kwargs):
        super().play(*args, **kwargs)
        self.said.append(number_in(self.told.waiting.bets).shown)


def test_one_model_bets_ever_more_on_the_right_word_and_pays_for_each_bet(tmp_path) -> None:
    scene = tell(Asked, tmp_path, TALL)
    axis, shot, chances = scene.told.axis, scene.told.waiting, [bet[0] for bet in BETS]
    sentence, answers = shot.sentence, shot.bets.answers
    assert {sentence.found, answers} <= scene.asked
    assert axis.curve not in scene.asked
    # One after the other; the places on the axis stand in their order.
    assert chances == sorted(chances)
    rested = [f"{100 * chance:.0f}%" for chance in chances]
    assert list(dict.fromkeys(said for said in scene.said if said in rested)) == rested
    assert (np.diff([tick.get_x() for tick in axis.ticks]) > 0).all()
    # Who learns has come from the first bet to the last.
    (learner,) = (part for part in scene.grown if isinstance(part, Dots) and part.get_color() == GOLD)
    place = axis.plot.c2p(chances[-1], float(cross_entropy(chances[-1])))
    np.testing.assert_allclose(learner.get_center(), place, atol=1e-6)
    # The bets have become penalties on one axis, and nothing else is left to read.
    bars = {part for fine in axis.fines for part in fine}
    assert {axis.curve, axis.law, axis.penalty, axis.p, *bars} <= scene.grown
    assert not {answers, sentence.found, *sentence.words} & scene.grown


@SHAPES
def test_what_may_come_next_is_large_and_tells_no_answer(shape) -> None:
    with untold(shape, lambda key: "The cat\nsat on the __" if key == "sentence" else key) as scene:
        told = CrossEntropy(scene)
        shot, horizon = told.waiting, told.horizon
    hero, colors = layout(shape).hero, STAGE_THEME.colors
    assert len(shot.candidates) == len(THINGS)
    # What is bet on stands on the ground, and fills half of the picture at least.
    for row in (shot.candidates, shot.bets.answers):
        assert row.width > 0.45 * hero.width
        assert hero.down_to(horizon).contains(row)
    assert shot.bets.answers.get_bottom()[1] == pytest.approx(horizon, abs=0.05)
    for candidate in shot.candidates:
        inks = {part.get_fill_color() for part in candidate.family_members_with_points()}
        assert ManimColor(colors.gold) not in inks
    assert hero.contains(VGroup(shot.sentence, shot.sentence.found))
    for step in (0.0, 1.0, 3.0):
        shot.step.set_value(step)
        shot.bets.update()
        assert hero.contains(number_in(shot.bets))
        assert not overlapping(shot.bets[1:], shot.sentence)


@pytest.mark.parametrize("text", ["猫坐在 __ 上", "The cat\nsat on the __"])
@pytest.mark.parametrize("size", [(8.0, 2.4), (4.0, 4.0), (4.6, 2.4)])
def test_a_sentence_stays_in_its_place_and_the_cat_clear_of_its_words(text: str, size: tuple) -> None:
    place = Region(-1.0, 1.0, *size)
    sentence = Sentence(place, text, "mat")
    assert place.contains(sentence, tolerance=0.2)
    words = [*sentence.words, sentence.found]
    assert all(abs(word.em - words[0].em) < 1e-6 for word in words)
    assert all(word.get_left()[0] > sentence.cat.get_right()[0] for word in words)
    assert sentence.blank.get_left()[0] < sentence.found.get_left()[0]
    assert sentence.blank.get_right()[0] > sentence.found.get_right()[0]
    assert sentence.blank.get_top()[1] < sentence.found.get_bottom()[1]


@pytest.mark.parametrize("text", ["The cat", "__ sat on __"])
def test_a_sentence_has_one_blank(text: str) -> None:
    with pytest.raises(InputError, match="one, written as __"):
        Sentence(PLACE, text, "mat")


@SHAPES
def test_a_wrong_label_is_paid_by_what_the_model_gives_to_it(shape) -> None:
    hero, labelling = layout(shape).hero, Labelling()
    given, right, wrong = ValueTracker(1.0), ValueTracker(0.0), ValueTracker(0.0)
    grown = right.get_value, wrong.get_value
    shot = Mislabelled(hero, labelling, given.get_value, grown, ("cat", "dog"), ("99 right", "penalty"))
    # What it gives to both labels: bars as high as that, with the numbers under them.
    likely, unlikely = shot.bets
    assert labelling.p_right + labelling.p_wrong == pytest.approx(1.0)
    assert likely.height / unlikely.height == pytest.approx(labelling.p_right / labelling.p_wrong)
    assert [name.shown for name in shot.names] == ["cat 99%", "dog 1%"]
    # Its label hangs on the cat, and both fill their part of the picture.
    assert abs(shot.tag[0][-1].get_center()[0] - shot.cat.get_center()[0]) < shot.cat.width / 2
    assert shot.cat.height > 0.25 * hero.height
    for tracker in (right, wrong):
        tracker.set_value(1.0)
        shot.update()
        assert hero.contains(shot, tolerance=0.01)
    # Then penalties in the same columns, to one scale.
    many, (one, number, word) = shot.many, shot.one
    assert many.height / one.height == pytest.approx(99 * np.log(0.99) / np.log(0.01), rel=1e-6)
    assert (number.shown, number_in(shot.together).shown, word.text) == ("4.61", "1.0", "penalty")
    for name, bet, bar in zip(shot.names, shot.bets, (many, one), strict=True):
        assert (
            bar.get_center()[0] == pytest.approx(bet.get_center()[0]) == pytest.approx(name.get_x(), abs=0.05)
        )
        assert bar.get_bottom()[1] == pytest.approx(shot.ground)
        assert name.get_top()[1] < shot.ground
    # What is said of them is over the lower one and in the higher one, and each clear of the others.
    assert shot.together.get_bottom()[1] > many.get_top()[1]
    inside = [shot.law, number, word]
    for part in inside:
        assert one.get_left()[0] < part.get_left()[0]
        assert part.get_right()[0] < one.get_right()[0]
        assert not any(overlapping(part, other) for other in inside if other is not part)
    assert not overlapping(shot.cat, VGroup(many, one, shot.names))
    assert shot.names[0].get_right()[0] < shot.names[1].get_left()[0] - 0.1


def ramp_of(street) -> Ramp:
    strip, free = Region(0.0, -2.5, 8.0, 0.9), Region(-2.5, 1.5, 2.5, 0.8)
    return Ramp(PLANE, street, strip, free, "max(0, 1 - m)", "margin m", unit=0.7, highest=2.0)


def test_the_hill_is_the_hinge_and_ends_at_the_kerb() -> None:
    street = max_margin_boundary(POINTS, -LABELS)
    ramp = ramp_of(street)
    for x, y, _ in ramp.curve.points:
        margin = street.weights[0] * x + street.weights[1] * -2.0 + street.bias
        assert y + 2.0 == pytest.approx(0.7 * max(0.0, 1.0 - margin), abs=1e-6)
    assert ramp.kerb == pytest.approx(1.0)
    assert ramp.top(0.0) == pytest.approx((0.0, -1.3, 0.0))
    assert ramp.scale_of_margins.get_left()[0] > -4.0


def test_a_margin_is_as_long_as_it_is_from_the_boundary_towards_the_animals_own_side() -> None:
    margin = ValueTracker(1.5)
    reach = Reach(ramp_of(max_margin_boundary(POINTS, -LABELS)), margin.get_value)
    for value in (1.5, 0.5, -0.5):
        margin.set_value(value)
        reach.update()
        assert reach.get_left()[0] == pytest.approx(min(0.0, value))
        assert reach.get_right()[0] == pytest.approx(max(0.0, value))
        assert reach.get_top()[1] < -2.0  # below the line of the ground


class Walked(Excerpt):
    lesson, script, theme, staged = LESSON, "scene4", STAGE_THEME, True
    lines = ("hinge", "margin")

    def construct(self):
        hinge = Hinge(self)
        self.margins = []
        hinge.find_the_widest_street()
        self.street = self.kinds()
        hinge.shot.walker.add_updater(lambda _: self.margins.append(hinge.margin.get_value()))
        hinge.walk_away_for_free()
        self.hill = self.kinds()

    def kinds(self):
        """What there is: the kinds of parts, and for words what they say."""
        parts = [part for top in self.mobjects for part in top.get_family()]
        self.dogs = sum(isinstance(part, Dog) for part in parts)
        return {part.text if isinstance(part, Label) else type(part) for part in parts}


@SHAPES
def test_the_street_becomes_the_axis_of_the_one_dog_that_walks(shape, tmp_path) -> None:
    scene = tell(Walked, tmp_path, shape)
    # The scale is that of one class: the other is gone when it comes, while the street is still there.
    assert {ScoreLine, Dog, "margin m", "0", "1"} <= scene.street
    assert not {Cat, Reach, Paid} & scene.street
    assert {Dog, "margin m", "0", "1", Reach, Paid} <= scene.hill
    assert not {Cat, ScoreLine} & scene.hill
    assert scene.dogs == 1
    # From its kerb over to the wrong side, and out again.
    wrong, beyond = WALK
    turned = int(np.argmin(scene.margins))
    assert scene.margins[0] >= 1.0 > 0.0 > wrong == pytest.approx(scene.margins[turned], abs=0.05)
    assert scene.margins[-1] == pytest.approx(beyond)
    assert (np.diff(scene.margins[turned:]) >= -1e-9).all()


def test_what_is_paid_is_as_high_as_the_hill_and_moves_with_its_margin() -> None:
    margin = ValueTracker(0.0)
    paid = Paid(
        ramp_of(max_margin_boundary(POINTS, -LABELS)), margin.get_value, "fine", (-4.0, 4.0), 0.4, 0.5
    )
    for value, shown in ((0.0, "1.00"), (0.5, "0.50"), (-1.0, "2.00")):
        margin.set_value(value)
        paid.update()
        assert number_in(paid).shown == shown
        assert paid.column.height == pytest.approx(0.7 * float(shown))
        assert paid.column.get_center()[0] == pytest.approx(value)
        assert number_in(paid).get_bottom()[1] > paid.column.get_top()[1]
    margin.set_value(1.0)
    paid.update()
    assert len(paid.column.points) == 0


def test_a_robot_shows_what_it_thinks_of_its_guess() -> None:
    faces = [Robot(100, mood) for mood in ("waits", "glad", "unsure")]
    assert len({face.height for face in faces}) == 1
    assert len({tuple(np.round(face[-2].points[:, :2].ravel(), 3)) for face in faces}) == 3


def test_only_points_on_a_kerb_are_marked() -> None:
    street = max_margin_boundary(POINTS, LABELS)
    marks = Street(PLANE, lambda: street, lambda: POINTS, "#c79bff").touching[-1]
    middles = marks.points.reshape(2, -1, 3).mean(axis=1)
    np.testing.assert_allclose(sorted(middles[:, 0]), (-1.0, 1.0), atol=1e-6)
