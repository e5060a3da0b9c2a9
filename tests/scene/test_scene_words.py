"""Bets, fines, labels and the ramp: what is drawn is what the losses give."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from manim import ValueTracker

from loss_scenes.chapters.cross_entropy import BETS, THINGS
from loss_scenes.losses import cross_entropy
from loss_scenes.models import max_margin_boundary
from loss_scenes.pictures.bets import Bets, Fine, Pillar
from loss_scenes.pictures.mislabelled import Crowd, FineStacks, Mislabelled
from loss_scenes.pictures.ramp import Paid, Ramp
from loss_scenes.pictures.sentence import Sentence
from loss_scenes.pictures.street import Street
from loss_scenes.theme import STAGE_THEME
from narrated.design.formats import SQUARE, TALL, WIDE
from narrated.design.layout import Region, layout
from narrated.design.theme import DEFAULT_THEME, use_theme
from narrated.mobjects.plot import Plot
from narrated.mobjects.text import LiveNumber
from voiceover.errors import InputError

PLACE = Region(1.0, 0.5, 4.0, 3.0)
PLANE = Plot(Region(0.0, 0.0, 8.0, 4.0), (-4.0, 4.0), (-2.0, 2.0), bare=True, theme=STAGE_THEME)
POINTS = np.array([(-1.0, 0.0), (-3.0, -1.0), (1.0, 0.0), (2.0, 1.0)])
LABELS = np.array([1.0, 1.0, -1.0, -1.0])


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


@pytest.mark.parametrize("inside", [False, True])
def test_fine_bar_and_number_follow_one_probability_in_the_same_frame(inside: bool) -> None:
    p = ValueTracker(0.9)
    fine = Fine(PLACE, p.get_value, float(cross_entropy(0.01)), "fine", inside=inside)
    for value in (0.9, 0.5, 0.01):
        p.set_value(value)
        fine.update()
        assert number_in(fine).shown == f"{-np.log(value):.2f}"
        assert fine[0].height == pytest.approx(3.0 * np.log(value) / np.log(0.01))
        if not inside:
            assert number_in(fine).get_bottom()[1] > fine[0].get_top()[1]
    assert number_in(fine).get_fill_opacity() == 1.0


def test_a_number_in_the_grounds_colour_waits_for_its_bar() -> None:
    fine = Fine(PLACE, lambda: 0.9, float(cross_entropy(0.01)), inside=True)
    assert number_in(fine).get_fill_opacity() == 0.0


@pytest.mark.parametrize("text", ["猫坐在 __ 上", "The cat\nsat on the __"])
@pytest.mark.parametrize("size", [(8.0, 2.4), (4.0, 4.0), (4.6, 2.4)])
def test_a_sentence_stays_in_its_place_and_the_cat_sits_on_the_blank(text: str, size: tuple) -> None:
    place = Region(-1.0, 1.0, *size)
    sentence = Sentence(place, text, ",")
    assert place.contains(sentence, tolerance=0.2)
    assert abs(sentence.cat.foot - sentence.blank.foot).max() < 0.06
    assert sentence.mat.width > sentence.cat.width > 0.5
    words = sentence.words.submobjects
    assert all(abs(word.em - words[0].em) < 1e-6 for word in words)
    for word in words:
        apart = (
            word.get_right()[0] < sentence.cat.get_left()[0]
            or word.get_left()[0] > sentence.cat.get_right()[0]
            or word.get_bottom()[1] > sentence.cat.get_top()[1]
        )
        assert apart


@pytest.mark.parametrize("text", ["The cat", "__ sat on __"])
def test_a_sentence_has_one_blank(text: str) -> None:
    with pytest.raises(InputError, match="one, written as __"):
        Sentence(PLACE, text, ",")


def test_the_red_part_of_the_fines_is_the_share_that_the_number_says() -> None:
    crowd, given = Crowd(), ValueTracker(0.99)
    stacks = FineStacks(PLACE, crowd, given.get_value, ("a", "b"))
    red, blue = stacks[4], stacks[3]
    for value in (0.5, 0.1, 0.01):
        given.set_value(value)
        stacks.update()
        share = red.height / (red.height + blue.height)
        total = 99 * -np.log(0.99)
        assert share == pytest.approx(-np.log(value) / (total - np.log(value)), rel=1e-6)
        assert stacks.number.shown == f"{100 * share:.0f}%"
    assert red.height + blue.height == pytest.approx(PLACE.height)
    assert stacks.slice.height / PLACE.height == pytest.approx(1 / 100)


@pytest.mark.parametrize("shape", [WIDE, TALL, SQUARE])
def test_the_wrong_label_hangs_on_the_cat_in_every_shape(shape) -> None:
    hero = layout(shape).hero
    shot = Mislabelled(hero, Crowd(), lambda: 0.01, ("label gets", "pictures", "fines", "1 wrong label"))
    tag = shot.tag("dog", STAGE_THEME.colors.outlier)
    assert hero.contains(shot)
    assert hero.contains(tag)
    assert abs(tag.get_center()[0] - shot.cat.get_center()[0]) < shot.cat.width / 4


def test_the_ramp_is_the_hinge_and_its_flat_part_ends_at_the_kerb() -> None:
    street = max_margin_boundary(POINTS, LABELS)
    ramp = Ramp(PLANE, street, Region(0.0, -2.5, 8.0, 0.9), "max(0, 1 - m)", "margin m", unit=0.7)
    points = ramp.curve.points
    for x, y, _ in points:
        margin = street.weights[0] * x + street.weights[1] * -2.0 + street.bias
        assert y + 2.0 == pytest.approx(0.7 * max(0.0, 1.0 - margin), abs=1e-6)
    assert ramp.kerb == pytest.approx(-1.0)
    assert points[:, 0].max() == pytest.approx(1.0)


def test_what_is_paid_moves_with_its_point() -> None:
    place = ValueTracker(-2.0)
    paid = Paid(PLANE, lambda: np.array([place.get_value(), -2.0]), lambda: 0.0, "fine", (-4.0, -0.5), 0.5)
    before = paid[2].get_center()
    place.set_value(-1.0)
    paid.update()
    np.testing.assert_allclose(paid[2].get_center() - before, (1.0, 0.0, 0.0), atol=1e-9)
    assert paid[1].get_right()[0] < -0.5


def test_only_points_on_a_kerb_are_marked() -> None:
    street = max_margin_boundary(POINTS, LABELS)
    marks = Street(PLANE, lambda: street, lambda: POINTS, "#c79bff")[-1]
    middles = marks.points.reshape(2, -1, 3).mean(axis=1)
    np.testing.assert_allclose(sorted(middles[:, 0]), (-1.0, 1.0), atol=1e-6)
