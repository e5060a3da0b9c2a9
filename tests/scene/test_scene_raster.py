"""Pictures of cells show what they are given where they stand; layers and strips keep their scale."""

import numpy as np
import pytest
from manim import Camera, ManimColor, config, tempconfig

from narrated.design.layout import Region
from narrated.mobjects.film_strip import FilmStrip
from narrated.mobjects.layers import Layers
from narrated.mobjects.raster import Raster, Window
from voiceover.errors import InputError


def seen(mobject, points):
    """Colours, 0 to 1, of a rendered picture at scene points."""
    with tempconfig({"pixel_width": 480, "pixel_height": 270, "background_color": "#00ff00"}):
        camera = Camera()
        camera.background_color = ManimColor("#00ff00")
        camera.reset()
        camera.capture_mobjects([mobject])
        pixels = np.array(camera.pixel_array)[..., :3] / 255
        scale = 270 / config.frame_height
    return np.array([pixels[round(135 - y * scale), round(240 + x * scale)] for x, y in points])


def middles(raster):
    rows, columns = raster.shape
    return [raster.cell(r, c).center[:2] for r in range(rows) for c in range(columns)]


def test_a_coloured_picture_is_rendered_in_its_colours_without_seams():
    values = np.random.default_rng(0).random((4, 5, 3))
    raster = Raster(Region(0.5, -0.25, 5.0, 3.0), lambda: values)
    np.testing.assert_allclose(seen(raster, middles(raster)), values.reshape(-1, 3), atol=0.01)
    raster = Raster(Region(0.5, -0.25, 5.0, 3.0), lambda: np.ones((4, 5, 3)))
    edges = [raster.cell(r, c).edge(np.array([1.0, -1.0, 0.0]))[:2] for r in range(3) for c in range(4)]
    np.testing.assert_allclose(seen(raster, edges), 1.0, atol=0.01)


def test_greys_are_rendered_between_dark_and_light_wherever_the_picture_has_been_moved():
    values = np.linspace(-0.5, 1.5, 12).reshape(3, 4)
    raster = Raster(Region(0.0, 0.0, 4.0, 3.0), lambda: values, tones=256, dark="#000000", light="#ffffff")
    raster.scale(0.5).shift([1.0, 0.5, 0.0])
    assert raster.place == Region(1.0, 0.5, 2.0, 1.5)
    grey = seen(raster, middles(raster))[:, 0]
    np.testing.assert_allclose(grey, values.clip(0, 1).ravel(), atol=0.01)


def test_a_picture_follows_what_it_shows_and_more_colours_than_tones_become_near_ones():
    shown = {"now": np.zeros((16, 16, 3))}
    raster = Raster(Region(0.0, 0.0, 4.0, 4.0), lambda: shown["now"], tones=64)
    at = np.linspace(0.0, 1.0, 16)
    shown["now"] = np.stack([*np.meshgrid(at, at), np.full((16, 16), 0.3)], axis=-1)
    raster.update()
    error = seen(raster, middles(raster)) - shown["now"].reshape(-1, 3)
    assert np.abs(error).max() < 0.16
    assert np.abs(error).mean() < 0.05


def test_a_small_thing_keeps_its_colour_among_many_shades_of_what_is_large():
    shades = np.random.default_rng(1).normal((0.6, 0.7, 0.8), 0.02, (32, 32, 3))
    shades[9:13, 8:12] = small = np.array([0.30, 0.42, 0.55])
    raster = Raster(Region(0.0, 0.0, 4.0, 4.0), lambda: shades)
    assert seen(raster, [raster.cell(11, 10).center[:2]])[0] == pytest.approx(small, abs=0.01)


def test_a_picture_of_another_shape_is_refused():
    with pytest.raises(InputError, match=r"\(2, 2, 4\)"):
        Raster(Region(0, 0, 1, 1), lambda: np.zeros((2, 2, 4)))


def test_a_window_is_as_large_as_its_cells_and_slides_with_them():
    raster = Raster(Region(0.0, 0.0, 6.0, 4.0), lambda: np.zeros((8, 6)))
    at = {"now": (0.0, 0.0)}
    window = Window(raster, lambda: at["now"], 3, "#ffffff")
    np.testing.assert_allclose([window.get_left()[0], window.get_top()[1]], [-3.0, 2.0])
    np.testing.assert_allclose([window.width, window.height], [3.0, 1.5])
    at["now"] = (5.0, 3.0)
    window.update()
    np.testing.assert_allclose([window.get_right()[0], window.get_bottom()[1]], [3.0, -2.0])


@pytest.mark.parametrize("region", [Region(1, 2, 9, 4), Region(-1, 0, 4, 7)])
def test_layers_share_one_scale_keep_their_order_and_stay_inside(region):
    layers = Layers(region, (1, 4, 8, 2), "#ffffff", aspect=1.5)
    cells = [place.width / n for place, n in zip(layers.places, (1, 4, 8, 2), strict=True)]
    np.testing.assert_allclose(cells, cells[0])
    np.testing.assert_allclose([p.width / p.height for p in layers.places], 1.5)
    along = [p.x for p in layers.places] if region.broad else [-p.y for p in layers.places]
    assert along == sorted(along)
    assert all(region.contains(grid[0]) for grid in layers.grids)


def test_a_layer_of_no_cells_is_refused():
    with pytest.raises(InputError, match="layers"):
        Layers(Region(0, 0, 4, 2), (4, 0), "#ffffff")


def test_a_strip_holds_its_frames_at_one_pitch_and_moves_them_as_one():
    values = [np.full((2, 2), k / 2) for k in range(3)]
    strip = FilmStrip(
        Region(-3.0, 0.0, 2.0, 2.0), [lambda v=v: v for v in values],
        ends=[None, None, ("#000000", "#0000ff")], leader=1,
    )  # fmt: skip
    np.testing.assert_allclose(np.diff([f.place.x for f in strip.frames]), strip.pitch)
    strip.shift([0.5, 0.0, 0.0])
    place = strip.frames[2].place
    assert place.x == pytest.approx(-2.5 + 2 * strip.pitch)
    np.testing.assert_allclose(seen(strip, [(place.x + 0.5, 0.5)]), [[0.0, 0.0, 1.0]], atol=0.01)
