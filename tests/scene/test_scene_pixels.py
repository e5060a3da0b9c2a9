"""Pictures of large pixels show the values that they are given, and drawings as they look."""

from itertools import combinations, pairwise

import numpy as np
import pytest
from manim import DOWN, LEFT, RIGHT, UP, Square, VGroup
from telling import SHAPES, overlapping
from untold import untold

from loss_scenes.chapters.classification import Classification
from loss_scenes.chapters.generation import SEED, SIGMAS, Generation, painting
from loss_scenes.models.denoising import denoise
from loss_scenes.pictures.known_pictures import EXAMPLES, SIDE, known_pictures, noise
from loss_scenes.pictures.name_plate import below_plate
from narrated.design.formats import WIDE
from narrated.design.layout import Region
from narrated.mobjects.pixels import Pixels, as_pixels
from narrated.mobjects.things import Cat


def test_a_pixel_has_the_place_and_the_grey_of_its_value():
    values = np.array([[0.0, 1.0], [0.5, 2.0]])
    picture = Pixels(Region(0.0, 0.0, 4.0, 4.0), lambda: values)
    lightest = picture[-1].points.reshape(-1, 16, 3).mean(axis=1)
    np.testing.assert_allclose(sorted(lightest[:, 1]), [-1.0, 1.0], atol=1e-9)  # both at the right
    np.testing.assert_allclose(lightest[:, 0], [1.0, 1.0], atol=1e-9)
    assert sum(len(level.points) for level in picture) == 4 * 16


def test_pixels_follow_what_they_show():
    shown = {"now": np.zeros((3, 3))}
    picture = Pixels(Region(0.0, 0.0, 3.0, 3.0), lambda: shown["now"])
    shown["now"] = np.ones((3, 3))
    picture.update()
    assert len(picture[-1].points) == 9 * 16
    assert not len(picture[0].points)


def test_a_square_drawn_half_as_wide_covers_a_quarter_of_the_pixels():
    square = Square(2.0, stroke_width=0, fill_color="#ffffff", fill_opacity=1)
    seen = as_pixels(square, 40, air=0.5)
    assert seen.mean() == pytest.approx(0.25, abs=0.03)
    assert seen[20, 20] == pytest.approx(1.0)


def test_a_cat_is_light_where_its_body_is_and_dark_around_it():
    cat = as_pixels(Cat(100), SIDE)
    assert cat[SIDE - 4, SIDE // 2 - 2] > 0.7
    assert cat[:, 0].max() == 0


def test_the_film_paints_a_cat_that_is_none_of_the_examples():
    pictures = known_pictures().reshape(len(known_pictures()), -1)
    defaults = Generation.__init__.__kwdefaults__
    assert (defaults["sigmas"], defaults["seed"]) == (SIGMAS, SEED)
    far = np.sqrt(np.sum((pictures - painting()[-1]) ** 2, axis=1))
    assert far.min() < 0.1  # it is a cat
    shown = pictures[list(EXAMPLES[:4])]
    apart = [np.linalg.norm(one - other) for one, other in combinations(shown, 2)]
    # It is nearer to none of those that are shown than some of them are to each other, by a clear margin.
    assert far[list(EXAMPLES)].min() > 1.15 * min(apart)
    assert painting()[-1].max() > 0.9  # light, so that its face is seen


def test_all_kinds_of_cats_are_many_and_the_steps_between_them_small():
    pictures = known_pictures().reshape(len(known_pictures()), -1)
    assert len(pictures) > 500
    each = np.sum(pictures**2, axis=1)
    apart = np.sqrt(np.maximum(0.0, each[:, np.newaxis] + each - 2 * pictures @ pictures.T))
    np.fill_diagonal(apart, np.inf)
    assert apart.min() > 0.5  # no two alike
    assert apart.min(axis=1).max() < 6.0


def test_the_guess_of_the_noise_gets_better_with_every_lesson():
    pictures = known_pictures().reshape(len(known_pictures()), -1)
    added = noise(pictures.shape[1:], SEED + 1)
    first, last = Generation.__init__.__kwdefaults__["believed"]
    sigma = Generation.__init__.__kwdefaults__["sigma"]
    noisy = painting()[-1] + sigma * added
    errors = [
        np.mean(((noisy - denoise(noisy, believed, pictures)) / sigma - added) ** 2)
        for believed in np.geomspace(first, last, 10)
    ]
    assert errors[0] > 0.9
    assert errors[-1] < 0.05
    assert np.all(np.diff(errors) < 0)


@pytest.fixture
def learning(shape):
    """The chapter of scene 3 in a shape, with a scene that only has places and words."""
    with untold(shape, lambda key: "{}" if key == "at_first" else key) as scene:
        yield Generation(scene)


ONE_SHAPE = pytest.mark.parametrize("shape", [WIDE], ids=["wide"])


@SHAPES
def test_the_chain_and_then_the_sum_stand_large_and_apart_in_sight(learning):
    first, then = learning.chain(), learning.sum()
    hero = learning.regions.hero.down_to(learning.scene.ground.horizon)
    pictures = first.noisy, first.robot, first.given
    into, out = learning.arrows(first)
    chain = [
        *(Square(place.width).move_to(place.center) for place in pictures), into, out,
        learning.label("noisy", first.name), learning.label("guessed_noise", first.given_name),
    ]  # fmt: skip
    formula = learning.formula(then)
    number, error_name, bar, at_first = learning.result(then)
    summed = [
        formula.one, formula.other, *formula.signs, number, error_name, bar, at_first,
        learning.label("guessed_noise", then.guess_name), learning.label("true_noise", then.true_name),
    ]  # fmt: skip
    for parts in (chain, summed):
        assert all(hero.contains(part, 0.02) for part in parts)
        assert not any(overlapping(one, other) for one, other in combinations(parts, 2))
    assert [sign.text for sign in formula.signs] == ["(", "\N{MINUS SIGN}", ")²"]
    short = min(hero.width, hero.height)
    assert min(place.width for place in pictures) > 0.32 * short
    assert min(then.guess.width, then.true.width) > (0.55 if hero.broad else 0.32) * short
    assert VGroup(*summed).width > 0.75 * hero.width
    # In the middle of what is left below the family's name.
    low, high = VGroup(*summed).get_bottom()[1], VGroup(*summed).get_top()[1]
    room = below_plate(learning.regions.hero).edge(UP)[1] - high, low - hero.edge(DOWN)[1]
    assert abs(room[0] - room[1]) < 0.12 * hero.height
    # Each arrow goes from one to the next.
    for arrow, (one, other) in zip((into, out), pairwise(pictures), strict=True):
        way = other.center - one.center
        assert arrow.get_center() == pytest.approx((one.center + other.center) / 2, abs=0.1)
        assert max(arrow.width, arrow.height) < np.linalg.norm(way) - one.width


@ONE_SHAPE
def test_the_guess_that_is_given_is_the_guess_that_the_formula_takes(learning):
    given, formula = learning.given(learning.chain().given), learning.formula(learning.sum())
    for learnt in (0.0, 0.5, 1.0):
        learning.learnt.set_value(learnt)
        np.testing.assert_allclose(given.values(), formula.one.values())
    np.testing.assert_allclose(formula.other.values(), learning.as_noise(learning.noise))


@ONE_SHAPE
def test_the_noise_that_was_added_is_what_the_picture_and_the_clean_cat_differ_by(learning):
    clean = learning.seen()
    learning.added.set_value(1.0)
    np.testing.assert_allclose(learning.seen(), 0.5 + 0.5 * learning.noisy.reshape(clean.shape))
    np.testing.assert_allclose(learning.noisy - learning.clean, learning.sigma * learning.noise)


@ONE_SHAPE
def test_the_error_that_is_told_is_the_mean_of_the_squares_and_falls(learning):
    told, _, (track, bar), at_first = learning.result(learning.sum())
    means = []
    for learnt in np.linspace(0.0, 1.0, 6):
        learning.learnt.set_value(learnt)
        told.update()
        bar.update()
        means.append(np.mean((learning.guess() - learning.noise) ** 2))
        assert told.shown == f"= {means[-1]:.2f}"
        assert bar.width / track.width == pytest.approx(means[-1] / means[0])
    assert at_first.text == f"{means[0]:.2f}"
    assert np.all(np.diff(means) < 0)


@SHAPES
def test_the_boundary_passes_the_new_animal_which_stands_still_and_is_told_to_be_a_cat(shape):
    templates = {"cat_template": "cat {}%", "dog_template": "dog {}%"}
    with untold(shape, lambda key: templates.get(key, key)) as scene:
        asking = Classification(scene)
        frame, hero = scene.regions.frame, scene.regions.hero
        assert asking.plot.region.width == frame.width
        assert asking.plot.region.height > 0.8 * (hero.height - 2)
        for plate, name in asking.axes():
            assert hero.edge(LEFT)[0] - 1e-6 <= name.get_left()[0]
            assert name.get_right()[0] <= hero.edge(RIGHT)[0] + 1e-6
            # Read whatever the boundary does behind it.
            assert name.z_index == plate.z_index > asking.line().z_index
            assert plate.width > name.width
        asked, (plate, number) = asking.asked(), asking.tag()
        edges, cat = asked
        assert not any(part.updaters for part in asked.get_family())
        assert cat.get_center() == pytest.approx(asking.asked_at())
        assert edges[0][0].get_stroke_color().to_hex().lower() == scene.theme.colors.gold
        assert plate.get_bottom()[1] > cat.get_top()[1]
        assert hero.contains(plate)
        everyone = [*(one for kind in asking.animals() for one in kind), cat]
        assert all(asking.plot.region.contains(one) for one in everyone)
        assert not any(overlapping(one, other) for one, other in combinations(everyone, 2))
        assert min(one.height for one in everyone) > 0.16 * min(frame.width, 2 * asking.plot.region.height)
        line, ghosts = asking.line(), asking.ghosts()
        cats, losses = [], []
        for learnt in np.linspace(0.0, 1.0, 6):
            asking.learnt.set_value(learnt)
            for part in (number, line, ghosts):
                part.update()
            # One class or the other: its name switches, and it is never less than even.
            likely = asking.probability()
            assert number.shown == (
                f"cat {100 * likely:.0f}%" if likely >= 0.5 else f"dog {100 - 100 * likely:.0f}%"
            )
            cats.append(asking.probability())
            losses.append(asking.cross_entropy())
        assert np.all(np.diff(cats) > 0)
        assert np.all(np.diff(losses) < 0)
        assert cats[0] < 0.2 < 0.9 < cats[-1]
        # It has swung from rising to falling steeply, left its traces, and crosses neither animal nor name.
        assert all(ghost.get_stroke_opacity() > 0 for ghost in ghosts)
        (x0, y0, _), (x1, y1, _) = line.points[0], line.points[-1]
        assert (y1 - y0) / (x1 - x0) < -0.8
        weights, bias = asking.boundary()
        sides = [np.sign(asking.plot.p2c(one.get_center()) @ weights + bias) for one in everyone]
        assert sides == [1] * 3 + [-1] * 3 + [1]


@SHAPES
def test_the_cats_that_were_parted_go_to_where_the_known_pictures_are(shape):
    with untold(shape) as scene:
        asking, painting_one = Classification(scene), Generation(scene)
        cats, _ = asking.animals()
        models, places = [*cats, asking.asked()[1]], painting_one.places()[1]
        assert len(models) == len(places)
        cards = painting_one.cards(models)
        assert all(card.get_stroke_opacity() == card.get_fill_opacity() == 0 for card in cards)
        for animation, card, place in zip(painting_one.framed(cards, places), cards, places, strict=True):
            moved = animation.build()
            moved.begin()
            moved.interpolate(1.0)
            # A picture of its own, with the cat in it.
            assert card.get_center() == pytest.approx(place.center)
            assert card.height == pytest.approx(place.height)
            assert card.get_stroke_opacity() == card.get_fill_opacity() == 1
        for animation, model, place in zip(painting_one.settle(models, places), models, places, strict=True):
            moved = animation.build()
            moved.begin()
            moved.interpolate(1.0)
            assert model.get_center() == pytest.approx(place.center)
            assert place.contains(model)
