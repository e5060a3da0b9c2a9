"""Bets, penalties, labels and the hill: what is drawn is what the losses give."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from manim import UR, ManimColor, Rectangle, ValueTracker, VGroup
from telling import SHAPES, overlapping, tell
from untold import untold

from loss_scenes.chapters.cross_entropy import ANSWERS, BETS, CrossEntropy
from loss_scenes.chapters.hinge import HOP, WALK, Hinge
from loss_scenes.lesson import LESSON
from loss_scenes.losses import cross_entropy, hinge
from loss_scenes.models import max_margin_boundary
from loss_scenes.pictures.bets import Bets
from loss_scenes.pictures.mislabelled import Labelling, Mislabelled
from loss_scenes.pictures.ramp import Paid, Ramp, Reach
from loss_scenes.pictures.robot import Robot
from loss_scenes.pictures.sentence import Sentence
from loss_scenes.pictures.street import ScoreLine, Touching
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


CHANCES = [bet[0] for bet in BETS]


def axis_of(shape, paid) -> SurpriseAxis:
    over, marks, lying = layout(shape).hero.rows(5, 1, 2)
    sizes, words = (76.0, 60.0), ("probability p", "penalty")
    return SurpriseAxis(over, marks, lying, CHANCES, paid, "-ln p", words, sizes)


def test_each_model_spends_all_of_its_bets_and_the_bars_are_to_one_scale() -> None:
    place = Region(0.0, -2.0, 8.0, 1.6)
    plot = Plot(Region(0.0, 1.0, 8.0, 3.0), (-0.2, 1.1), (0.0, 5.0), bare=True, theme=STAGE_THEME)
    for bet in BETS:
        assert sum(bet) == pytest.approx(1.0)
        inks = ["#ffd700", "#7487c0", "#7487c0"]
        drawn = Bets(place, plot, lambda bet=bet: bet, ANSWERS, inks, 44.0)
        zero, one = plot.c2p(0.0, 0.0)[0], plot.c2p(1.0, 0.0)[0]
        for bar, answer, p in zip(drawn.bars, drawn.answers, bet, strict=True):
            assert bar.get_left()[0] == pytest.approx(zero)
            assert bar.width == pytest.approx(p * (one - zero))
            assert place.contains(bar, tolerance=1e-6)
            assert answer.get_right()[0] < zero
            assert place.contains(answer, tolerance=1e-6)


@SHAPES
def test_a_bar_comes_from_certainty_and_the_curve_lies_over_the_tops_of_all(shape) -> None:
    paid = ValueTracker(0.0)
    axis = axis_of(shape, paid.get_value)
    for share in (0.0, 0.3, 0.6, 0.8, 0.9, 0.95, 1.0):
        paid.set_value(share)
        axis.fine.update()
        axis.now.update()
        chances = [CHANCES[0] ** share, *CHANCES[1:]]
        for fine, now in zip([axis.fine, *axis.fines], chances, strict=True):
            (left, _), (right, y) = map(axis.plot.p2c, (fine.bar.get_left(), fine.bar.get_corner(UR)))
            # About its probability, and not beyond the axis: there the curve begins.
            half = right - now
            assert (left, y) == pytest.approx((max(0.0, now - half), -np.log(now)), abs=1e-6)
            assert left < now < right
            assert fine.number.shown == f"{-np.log(now) + 0.0:.2f}"
            # Wherever it is, its number is clear of it.
            assert not overlapping(fine.number, fine.bar)
        for tick, now in zip([axis.now, *axis.ticks], chances, strict=True):
            assert tick.shown == f"{100 * now:.0f}%"
            assert tick.get_center()[0] == pytest.approx(axis.plot.c2p(now, 0.0)[0], abs=0.03)
    # What is paid has an axis of its own, from nothing to the most, with its name over it.
    foot, top = axis.upright.get_start(), axis.upright.get_end()
    assert axis.plot.p2c(foot)[:2] == pytest.approx((0.0, 0.0), abs=0.01)
    assert axis.plot.p2c(top)[1] >= -np.log(CHANCES[0])
    assert axis.penalty.get_left()[0] == pytest.approx(foot[0], abs=0.05)
    assert axis.penalty.get_bottom()[1] > top[1]
    assert axis.highest == max(axis.fine.get_right()[0], axis.law.get_right()[0])
    for x, y, _ in axis.curve.points:
        p, surprise = axis.plot.p2c(np.array([x, y, 0.0]))[:2]
        assert surprise == pytest.approx(-np.log(p), abs=0.02)


class Asked(Excerpt):
    lesson, script, theme, staged = LESSON, "scene4", STAGE_THEME, True
    lines = ("ce", "surprise", "labels")

    def construct(self):
        self.told, self.said, self.seen = CrossEntropy(self), [], []
        self.told.ask_for_the_right_word()
        self.asked = self.parts()
        self.told.grow_with_the_surprise()
        self.grown, self.taught = self.parts(), list(self.said)
        self.told.fear_a_wrong_label()
        self.feared = self.parts()

    def parts(self):
        return {part for top in self.mobjects for part in top.get_family()}

    def play(self, *args, **kwargs):
        super().play(*args, **kwargs)
        self.said.append(self.told.chance())
        self.seen.append(self.parts())


def test_one_model_s_bet_sinks_and_is_paid_for_and_training_brings_it_back(tmp_path) -> None:
    scene = tell(Asked, tmp_path, TALL)
    shot = scene.told.shot
    axis, sentence = shot.axis, shot.sentence
    assert {
        sentence.found,
        sentence.told,
        *shot.bets.answers,
        *shot.bets.bars,
        shot.share,
        axis.p,
    } <= scene.asked
    assert not {axis.curve, axis.fine.bar, axis.upright, *shot.guesses.bars} & scene.asked
    # From the best bet down to the worst, and back by training.
    turned = int(np.argmin(scene.taught))
    assert sorted(CHANCES) == CHANCES
    assert (scene.taught[0], scene.taught[-1]) == pytest.approx((CHANCES[-1], CHANCES[-1]))
    assert scene.taught[turned] == pytest.approx(CHANCES[0])
    assert (np.diff(scene.taught[:turned]) <= 1e-9).all()
    assert (np.diff(scene.taught[turned:]) >= -1e-9).all()
    for chance in CHANCES:
        assert min(abs(np.array(scene.taught) - chance)) < 1e-9
    (learner,) = (part for part in scene.grown if isinstance(part, Dots) and part.get_color() == GOLD)
    place = axis.plot.c2p(CHANCES[-1], float(cross_entropy(CHANCES[-1])))
    np.testing.assert_allclose(learner.get_center(), place, atol=1e-6)
    # The bets on other words have gone; the sentence is there, and what was paid for each bet on its word.
    bars = {part.bar for part in (axis.fine, *axis.fines)}
    assert {axis.curve, axis.law, axis.penalty, axis.upright, *bars} <= scene.grown
    assert {sentence.found, *sentence.words, *shot.priced.bars, *shot.priced.answers} <= scene.grown
    assert not {*shot.bets.bars, *shot.bets.answers, shot.share} & scene.grown
    assert axis.fine.number.shown == f"{cross_entropy(CHANCES[0]):.2f}"
    read = [axis.law, axis.penalty, axis.p, axis.now, *axis.ticks, axis.fine.number, sentence.found]
    read += [sentence.told, *sentence.words, *(fine.number for fine in axis.fines)]
    for part in read:
        assert not any(overlapping(part, other) for other in read if other is not part)


def test_the_model_bets_before_the_word_is_known_and_pays_after_that(tmp_path) -> None:
    scene = tell(Asked, tmp_path)
    shot = scene.told.shot
    first = [
        next(index for index, parts in enumerate(scene.seen) if part in parts)
        for part in (shot.guesses.bars[0], shot.sentence.found, shot.axis.fine.bar)
    ]
    assert first == sorted(set(first))


def test_the_wrong_label_keeps_the_axes_of_the_sentence(tmp_path) -> None:
    scene = tell(Asked, tmp_path)
    axis = scene.told.shot.axis
    assert {axis.penalty, axis.law, axis.p} <= scene.feared
    assert not {axis.curve, axis.fine.bar, *scene.told.shot.sentence.words} & scene.feared
    read = [part for part in scene.feared if isinstance(part, Label | LiveNumber)]
    for part in read:
        assert not any(overlapping(part, other) for other in read if other is not part)


def test_bets_between_two_known_ones_are_all_spent_too() -> None:
    with untold(TALL, lambda key: "The cat\nsat on the __" if key == "sentence" else key) as scene:
        told = CrossEntropy(scene)
        for paid in (0.0, 0.1, 0.5, 1.0):
            told.paid.set_value(paid)
            assert sum(told.bet()) == pytest.approx(1.0)
            assert told.bet()[0] == pytest.approx(told.chance())


@SHAPES
def test_the_sentence_and_the_bets_have_their_places(shape) -> None:
    with untold(shape, lambda key: "The cat\nsat on the __" if key == "sentence" else key) as scene:
        shot = CrossEntropy(scene).shot
    # While the word is not known, its bar is like the others.
    assert len({bar.get_fill_color() for bar in shot.guesses.bars}) == 1
    assert [bar.get_fill_color() == GOLD for bar in shot.bets.bars] == [True, False, False]
    hero = layout(shape).hero
    sentence = VGroup(shot.sentence, shot.sentence.found, shot.sentence.told)
    for part in (sentence, shot.guesses, shot.bets, shot.priced, shot.axis.law, shot.axis.p):
        assert hero.contains(part, tolerance=0.05)
    # All bets stand between the sentence and the ground; that on the word is paid for from below it.
    assert sentence.get_bottom()[1] > shot.bets.get_top()[1] > shot.bets.get_bottom()[1] > shot.ground
    assert shot.ground > shot.priced.get_top()[1]
    assert not overlapping(shot.share, shot.axis.p)
    # How much that gets is read in its bar.
    ends = [shot.axis.plot.c2p(p, 0.0)[0] for p in (0.0, CHANCES[-1])]
    assert ends[0] < shot.share.get_left()[0] < shot.share.get_right()[0] < ends[1]
    # Where the curve is drawn it leaves the sentence a place, beside the highest penalty.
    assert (shot.aside is None) == hero.upright
    place = sentence
    if shot.aside is not None:
        place = Rectangle(width=shot.aside.width, height=shot.aside.height).move_to(shot.aside.center)
    for part in (shot.axis.law, shot.axis.penalty, *(fine.number for fine in shot.axis.fines)):
        assert not overlapping(place, part)


@pytest.mark.parametrize("text", ["猫坐在 __ 上", "The cat\nsat on the __"])
@pytest.mark.parametrize("size", [(8.0, 2.4), (4.0, 4.0), (4.6, 2.4)])
def test_a_sentence_stays_in_its_place_and_the_cat_left_of_its_words(text: str, size: tuple) -> None:
    place = Region(-1.0, 1.0, *size)
    sentence = Sentence(place, text, "mat", "the next word")
    for part in (sentence, sentence.found, sentence.told):
        assert place.contains(part, tolerance=0.01)
    words = [*sentence.words, sentence.found]
    assert all(abs(word.em - words[0].em) < 1e-6 for word in words)
    assert all(sentence.cat.get_right()[0] < word.get_left()[0] for word in words)
    # The blank is empty until the word stands on it, and what that is stands below.
    assert not any(overlapping(sentence.blank, part) for part in (*sentence.words, sentence.cat))
    assert sentence.blank.get_left()[0] < sentence.found.get_left()[0]
    assert sentence.blank.get_right()[0] > sentence.found.get_right()[0]
    assert sentence.found.get_bottom()[1] > sentence.blank.get_top()[1]
    assert sentence.blank.get_bottom()[1] > sentence.told.get_top()[1]


@pytest.mark.parametrize("text", ["The cat", "__ sat on __"])
def test_a_sentence_has_one_blank(text: str) -> None:
    with pytest.raises(InputError, match="one, written as __"):
        Sentence(PLACE, text, "mat", "the next word")


@SHAPES
def test_a_wrong_label_costs_more_than_all_right_ones_on_an_axis_of_penalties(shape) -> None:
    hero, labelling = layout(shape).hero, Labelling()
    counted, fined = ValueTracker(1.0), ValueTracker(1.0)
    words = "{} right", "1 wrong", "total {}"
    shot = Mislabelled(hero, labelling, counted.get_value, fined.get_value, ("cat", "dog"), words)
    # What it gives to both labels: bars as long as that, below the ground, each with its name and number.
    likely, unlikely = shot.bets.bars
    assert labelling.p_right + labelling.p_wrong == pytest.approx(1.0)
    assert unlikely.width == pytest.approx(likely.width / 99)
    assert [chance.text for chance in shot.chances] == ["99%", "1%"]
    assert [answer.text for answer in shot.bets.answers] == ["cat", "dog"]
    assert shot.bets.get_top()[1] < shot.ground - 0.2
    assert abs(shot.tag[0][-1].get_center()[0] - shot.cat.get_center()[0]) < shot.cat.width / 2
    assert shot.cat.height > 0.2 * hero.height
    # Penalties stand on the ground, to one scale.
    name, number = shot.wrong
    block = shot.block
    assert shot.upright.get_end()[1] == pytest.approx(block.get_top()[1])
    # But for the air over the last row they are as high as their sum is.
    full = 99 * np.log(0.99) / np.log(0.01) * block.height
    assert 0.93 * full < shot.bricks.height < full
    assert (name.text, number.text) == ("1 wrong", "4.61")
    assert (shot.right[0].text, number_in(shot.right).shown) == ("99 right", "total 1.0")
    assert block.get_bottom()[1] == pytest.approx(shot.ground)
    assert hero.contains(shot, tolerance=0.05)
    assert shot.right.get_bottom()[1] > shot.bricks.get_top()[1]
    read = [*shot.wrong, *shot.right, *shot.chances, *shot.bets.answers, shot.tag]
    for part in read:
        assert not any(overlapping(part, other) for other in read if other is not part)
    assert not overlapping(shot.tag, block)
    # As many are there as have been counted.
    counted.set_value(10 / 99)
    shot.bricks.update()
    assert len(shot.bricks.points) == 10 * 16
    # In a narrow picture the cat stands on what its label costs.
    lifted, fines = shot.cat.foot[1], shot.block.height
    fined.set_value(0.5)
    for part in (shot.block, shot.wrong, shot.cat):
        part.update()
    sinks = lifted - shot.cat.foot[1]
    assert sinks == pytest.approx(0.0 if hero.broad else fines / 2)
    assert shot.wrong.get_top()[1] < shot.block.get_top()[1]


def ramp_of(street) -> Ramp:
    strip = Region(0.0, -2.5, 8.0, 0.9)
    margin = "margin m", lambda: 1.0
    return Ramp(PLANE, street, strip, "max(0, 1 - m)", margin, unit=0.7)


def test_the_hill_is_the_hinge_between_the_kerbs_with_its_law_beside_the_slope() -> None:
    street = max_margin_boundary(POINTS, -LABELS)
    ramp = ramp_of(street)
    scores = ramp.curve.points[:, 0] * street.weights[0] + street.weights[1] * -2.0 + street.bias
    assert ramp.curve.points[:, 1] + 2.0 == pytest.approx(0.7 * hinge(scores), abs=1e-6)
    # Beyond the kerb nothing is paid, and nothing is drawn beyond the other one.
    paying = scores[ramp.curve.points[:, 1] > -2.0 + 1e-6]
    assert (min(paying), max(paying)) == pytest.approx((-1.0, 1.0), abs=0.1)
    assert min(scores) == pytest.approx(-1.0)
    assert max(scores) > 2.0
    left, low = ramp.law.get_left()[0], ramp.law.get_bottom()[1]
    assert low > -2.0 + 0.7 * float(hinge(ramp.margin_at(left)))
    assert ramp.kerb == pytest.approx(1.0)
    assert ramp.scale_of_margins.get_left()[0] > -4.0 - 1e-6


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
        told = Hinge(self)
        self.margins = []
        # Of the beat before there is a cat, in a group with others.
        handed = Cat(300)
        self.add(VGroup(handed, Dog(200)))
        assert told.handed() is handed
        told.find_the_widest_street()
        self.street = self.kinds()
        told.shot.walker.add_updater(lambda _: self.margins.append(told.margin.get_value()))
        told.walk_away_for_free()
        self.walker, self.shot = told.shot.walker, told.shot
        self.hill = self.kinds()

    def kinds(self):
        """What there is: the kinds of parts, and for words what they say."""
        parts = [part for top in self.mobjects for part in top.get_family()]
        self.animals = [part for part in parts if isinstance(part, Dog | Cat)]
        return {part.text if isinstance(part, Label) else type(part) for part in parts}


@SHAPES
def test_the_street_becomes_the_axis_of_the_one_dog_that_walks(shape, tmp_path) -> None:
    scene = tell(Walked, tmp_path, shape)
    assert {ScoreLine, Dog, "0", "1"} <= scene.street
    assert not {Reach, Paid} & scene.street
    # The one that walks stays alone, on the ground.
    assert {Dog, "0", "1", Reach, Paid} <= scene.hill
    assert not {ScoreLine, Touching, Cat} & scene.hill
    assert scene.animals == [scene.walker]
    assert scene.walker.foot[1] == pytest.approx(scene.ground.horizon, abs=1e-6)
    # From its kerb over to the wrong side, and out again.
    wrong, beyond = WALK
    turned = int(np.argmin(scene.margins))
    assert scene.margins[0] == pytest.approx(1.0)
    assert 0.0 > wrong == pytest.approx(scene.margins[turned], abs=0.05)
    assert scene.margins[-1] == pytest.approx(beyond)
    assert (np.diff(scene.margins[turned:]) >= -1e-9).all()
    # It stands at its margin.
    assert scene.walker.foot[0] == pytest.approx(scene.shot.ramp.where(beyond))
    # It hops below what is read over it.
    hopped = scene.walker.get_top()[1] + HOP * scene.walker.height
    assert hopped < scene.shot.paid.words.get_bottom()[1]
    # Everybody is seen whole, also those that have gone.
    for animal in (*scene.shot.positives, *scene.shot.negatives):
        assert layout(shape).frame.contains(animal)
    # The arrow reached from kerb to kerb.
    assert scene.shot.across.width == pytest.approx(scene.shot.ramp.where(1.0) - scene.shot.ramp.where(-1.0))


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
        # The middle of its top touches the hill.
        assert paid.touches.get_center()[:2] == pytest.approx((value, -2.0 + 0.7 * float(shown)))
    margin.set_value(1.0)
    paid.update()
    assert len(paid.column.points) == len(paid.touches.points) == 0


def test_a_robot_shows_what_it_thinks_of_its_guess() -> None:
    faces = [Robot(100, mood) for mood in ("waits", "glad", "unsure")]
    assert len({face.height for face in faces}) == 1
    assert len({tuple(np.round(face[-2].points[:, :2].ravel(), 3)) for face in faces}) == 3


def test_only_what_is_on_a_kerb_has_a_rim() -> None:
    street = max_margin_boundary(POINTS, LABELS)
    for point, touches in zip(POINTS, (True, False, True, False), strict=True):
        dog = Dog(100).stand((*point, 0.0))
        rim = Touching(dog, lambda: street, point, STAGE_THEME.colors.gold)
        assert {part.get_fill_opacity() for part in rim.family_members_with_points()} == {float(touches)}
        assert rim.width > dog.width - 1e-6
        assert rim[0].z_index < dog.z_index
