"""Pictures of large pixels show the values that they are given, and drawings as they look."""

from itertools import combinations

import numpy as np
import pytest
from manim import Square
from untold import untold

from loss_scenes.chapters.generation import SEED, SIGMAS, Generation, painting
from loss_scenes.models.denoising import denoise
from loss_scenes.pictures.known_pictures import EXAMPLES, SIDE, known_pictures, noise
from narrated.design.formats import SQUARE, TALL, WIDE
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
    assert far[list(EXAMPLES)].min() > 10.0  # such a cat was not shown: two neighbours are less than 6 apart


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
def learning(request):
    """The chapter of scene 3 in a shape, with a scene that only has places and words."""
    with untold(request.param) as scene:
        yield Generation(scene)


ONE_SHAPE = pytest.mark.parametrize("learning", [WIDE], indirect=True)


@pytest.mark.parametrize("learning", [WIDE, TALL, SQUARE], indirect=True, ids=lambda shape: shape.name)
def test_pictures_stand_apart_in_sight_and_only_the_error_takes_the_robots_place(learning):
    at, hero = learning.spots(), learning.regions.hero
    places = [at.noisy, at.guess, at.true, at.error]
    if learning.broad:
        places.append(at.robot)
        robot = learning.robot(at.robot, "waits")
        assert robot.foot[1] == pytest.approx(learning.scene.ground.horizon)
        assert not any(overlapping(robot, Square(at.width).move_to(at.center)) for at in places[:-1])
    else:
        assert at.robot == at.error
    drawn = [Square(place.width).move_to(place.center) for place in places]
    assert all(hero.down_to(learning.scene.ground.horizon).contains(square, 1e-3) for square in drawn)
    assert not any(overlapping(one, other) for one, other in combinations(drawn, 2))
    assert min(place.width for place in places) > 0.28 * min(hero.width, hero.height)


def overlapping(one, other):
    apart = np.abs(one.get_center() - other.get_center())[:2]
    reach = np.array([one.width + other.width, one.height + other.height]) / 2
    return bool((apart < reach - 1e-6).all())


@ONE_SHAPE
def test_the_picture_less_the_guess_is_the_denoised_cat(learning):
    learning.added.set_value(1.0)
    noisy = learning.seen()
    np.testing.assert_allclose(noisy.ravel(), 0.5 + 0.5 * learning.noisy)
    learning.learnt.set_value(1.0)
    learning.peeled.set_value(1.0)
    pictures = known_pictures().reshape(len(known_pictures()), -1)
    believed = Generation.__init__.__kwdefaults__["believed"][1]
    cat = denoise(learning.noisy, believed, pictures)
    np.testing.assert_allclose(learning.seen().ravel(), 0.5 + 0.5 * cat)
    clean = 0.5 + 0.5 * learning.clean
    off, was = (np.mean((seen.ravel() - clean) ** 2) for seen in (learning.seen(), noisy))
    assert off < 0.05 * was


@ONE_SHAPE
def test_the_picture_of_the_error_gets_darker_with_the_mean_that_is_told(learning):
    picture = learning.squared_errors(learning.spots().error)[0]
    told = learning.reading(learning.spots().error)[1]
    light, means = [], []
    for learnt in np.linspace(0.0, 1.0, 6):
        learning.learnt.set_value(learnt)
        picture.update()
        told.update()
        counts = [len(level.points) for level in picture]
        light.append(np.dot(range(len(counts)), counts) / sum(counts))
        means.append(float(told.shown))
        assert means[-1] == pytest.approx(np.mean((learning.guess() - learning.noise) ** 2), abs=5e-3)
    assert np.all(np.diff(light) < 0)
    assert np.all(np.diff(means) < 0)
    assert light[-1] < 0.1 * light[0]
