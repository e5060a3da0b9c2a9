"""Shapes of the picture: their sizes in pixels and units, and where things stand in each."""

import itertools
import math
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from manim import DOWN, LEFT, RIGHT, UP, tempconfig
from PIL import Image

from narrated import DEFAULT_THEME, Region
from narrated.design.formats import COVERS, FORMATS, LANDSCAPE, PORTRAIT, SQUARE, TALL, WIDE, Format
from narrated.design.layout import PIXEL, layout
from narrated.scene.render_scene import film_cover
from narrated.scene.scene_job import SceneJob
from voiceover.errors import InputError

SCENES = Path(__file__).parent.parent / "data" / "tiny_lesson" / "scenes.py"
ALL = pytest.mark.parametrize("shape", FORMATS.values(), ids=FORMATS)


def test_sizes_are_those_of_the_film_and_of_its_draft():
    sizes = {shape.name: (shape.pixels(1080), shape.pixels(480)) for shape in FORMATS.values()}
    assert sizes == {
        "wide": ((1920, 1080), (854, 480)),
        "tall": ((1080, 1920), (480, 854)),
        "square": ((1080, 1080), (480, 480)),
    }


@given(shape=st.sampled_from(list(FORMATS.values())), short=st.integers(60, 4320))
def test_a_format_is_known_by_its_pixels(shape, short):
    width, height = shape.pixels(short)
    assert width % 2 == height % 2 == 0
    assert Format.of_pixels(width, height) is shape


def test_the_short_side_is_eight_units():
    assert (WIDE.frame_width, WIDE.frame_height) == (8 * 1920 / 1080, 8.0)
    assert (TALL.frame_width, TALL.frame_height) == (8.0, 8 * 1920 / 1080)
    assert (SQUARE.frame_width, SQUARE.frame_height) == (8.0, 8.0)


def test_other_shapes_and_names_are_refused_with_those_there_are():
    with pytest.raises(InputError, match=r"640x480.*1920x1080 \(wide\)"):
        Format.of_pixels(640, 480)
    with pytest.raises(InputError, match=r"'tal'.*wide, tall, square.*did you mean tall"):
        Format.named("tal")


def test_the_table_of_formats_draws_in_no_manim():
    code = "import sys, narrated.design.formats; assert not {'manim', 'numpy'} & sys.modules.keys()"
    subprocess.run([sys.executable, "-c", code], check=True)


def edges(region):
    """Left, top, right and bottom in pixels of a picture whose middle is (0, 0)."""
    left, top = region.edge(UP + LEFT)[:2] / PIXEL
    right, bottom = region.edge(DOWN + RIGHT)[:2] / PIXEL
    return left, -top, right, -bottom


def inside(region, outer):
    (a, b, c, d), (left, top, right, bottom) = edges(region), edges(outer)
    near = 1e-6
    return a >= left - near and b >= top - near and c <= right + near and d <= bottom + near


@ALL
def test_places_lie_in_the_safe_area_and_do_not_overlap(shape):
    places = layout(shape)
    assert (places.frame.width, places.frame.height) == pytest.approx((shape.frame_width, shape.frame_height))
    assert inside(places.safe, places.frame)
    assert inside(places.ads, places.frame)
    for part in (places.header, places.body, places.caption):
        assert inside(part, places.safe)
    assert inside(places.main, places.body)
    assert inside(places.side, places.body)
    for one, other in itertools.pairwise([places.header, places.body, places.caption]):
        assert edges(one)[3] < edges(other)[1]


def test_main_and_side_stand_beside_each_other_where_it_is_wide_and_stack_elsewhere():
    for shape in (TALL, SQUARE):
        main, side = edges(layout(shape).main), edges(layout(shape).side)
        assert main[3] < side[1]
        assert (main[0], main[2]) == pytest.approx((side[0], side[2]))
    main, side = edges(layout(WIDE).main), edges(layout(WIDE).side)
    assert main[2] < side[0]
    assert (main[1], main[3]) == pytest.approx((side[1], side[3]))


def test_the_boxes_of_a_tall_frame_are_those_of_the_sites():
    places = layout(TALL)
    corner = np.array([540, 960, 540, 960])
    assert np.add(edges(places.safe), corner) == pytest.approx([60, 250, 1080 - 180, 1920 - 460])
    assert np.add(edges(places.ads), corner) == pytest.approx([120, 288, 888, 1248])


def test_a_region_is_split_along_its_longer_side():
    upper, lower = Region(0.0, 0.0, 2.0, 4.0).split(1, 3)
    assert (upper.height, lower.height, upper.width) == (1.0, 3.0, 2.0)
    left, right = Region(0.0, 0.0, 4.0, 2.0).split(1, 3)
    assert (left.width, right.width, left.height) == (1.0, 3.0, 2.0)


@pytest.mark.parametrize("pixels", [(481, 855), (480, 853), (16, 9), (0, 0)])
def test_an_odd_number_of_pixels_is_told_before_anything_is_drawn(pixels):
    with pytest.raises(InputError, match="Permitted: even numbers of pixels"):
        Format.of_pixels(*pixels)


def test_a_format_without_places_is_told():
    with pytest.raises(InputError, match="the format portrait has no places"):
        layout(Format("portrait", 1080, 1350, horizon=900))


@given(
    count=st.integers(1, 12),
    width=st.floats(1.0, 14.0),
    height=st.floats(1.0, 14.0),
    least=st.integers(40, 200),
    gap=st.sampled_from([0.0, 0.2]),
)
def test_tiles_are_equal_lie_in_their_region_apart_and_are_as_large_as_asked_or_refused(
    count, width, height, least, gap
):
    region = Region(0.5, -0.5, width, height)
    fits = any(
        min(
            (width - gap * (columns - 1)) / columns,
            (height - gap * (math.ceil(count / columns) - 1)) / math.ceil(count / columns),
        )
        >= least * PIXEL
        for columns in range(1, count + 1)
    )
    if not fits:
        with pytest.raises(
            InputError, match=rf"{count} tiles would be .* px\. Permitted: {least}x{least} px"
        ):
            region.tiles(count, at_least=least, gap=gap)
        return
    tiles = region.tiles(count, at_least=least, gap=gap)
    assert len(tiles) == count
    assert all(inside(tile, region) for tile in tiles)
    assert min(min(tile.width, tile.height) for tile in tiles) >= least * PIXEL - 1e-9
    assert np.ptp([tile.width for tile in tiles]) < 1e-9 > np.ptp([tile.height for tile in tiles])
    for one, other in itertools.combinations(tiles, 2):
        apart = max(abs(one.x - other.x) - one.width, abs(one.y - other.y) - one.height)
        assert apart >= gap - 1e-9


def manim(*options, cwd):
    command = [
        sys.executable,
        "-m",
        "manim",
        "-ql",
        "--progress_bar",
        "none",
        *options,
        str(SCENES),
        "Falling",
    ]
    return subprocess.run(command, capture_output=True, text=True, timeout=300, check=False, cwd=cwd)


@ALL
def test_manim_itself_draws_every_format_with_all_in_its_place(shape, tmp_path):
    width, height = shape.pixels(480)
    made = manim("-s", "--resolution", f"{width},{height}", cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    picture = np.array(Image.open(next(tmp_path.glob("media/images/**/*.png"))).convert("RGB"))
    assert picture.shape == (height, width, 3)
    color = DEFAULT_THEME.colors.background
    background = np.array([int(color[n : n + 2], 16) for n in (1, 3, 5)])
    rows, columns = np.nonzero(np.abs(picture.astype(int) - background).max(axis=2) > 2)
    scale, places = 480 / 1080, layout(shape)
    left, top, right, bottom = (
        np.array(edges(places.safe)) + np.tile([shape.width / 2, shape.height / 2], 2)
    ) * scale
    assert columns.min() >= left - 1
    assert columns.max() <= right + 1
    assert rows.min() >= top - 1
    assert rows.max() <= bottom + 1
    # The last picture is a pause, in which no caption stands.
    caption = (np.array(edges(places.caption)) + np.tile([shape.width / 2, shape.height / 2], 2)) * scale
    assert rows.max() < caption[1]


def test_pixels_of_another_shape_are_refused_before_anything_is_drawn(tmp_path):
    made = manim("-s", "--resolution", "640,480", cwd=tmp_path)
    assert made.returncode == 2
    assert "error: a picture of 640x480 pixels" in made.stderr
    assert "Traceback" not in made.stderr


@pytest.mark.parametrize("sides", COVERS)
def test_covers_have_shapes_that_films_do_not_offer(sides):
    shape = COVERS[sides]
    width, height = map(int, sides.split(":"))
    assert shape.width * height == shape.height * width
    assert Format.of_pixels(shape.width, shape.height, still=True) is shape
    places = layout(shape)
    assert inside(places.safe, places.frame)
    for part in (places.header, places.body, places.caption, places.hero):
        assert inside(part, places.safe)
    for one, other in itertools.pairwise([places.header, places.body, places.caption]):
        assert edges(one)[3] < edges(other)[1]


@pytest.mark.parametrize("shape", [LANDSCAPE, PORTRAIT], ids=lambda shape: shape.name)
def test_a_cover_is_composed_for_its_shape_and_a_film_cannot_have_it(shape, tmp_path):
    with pytest.raises(InputError, match="none of the known shapes"):
        Format.of_pixels(shape.width, shape.height)
    job = SceneJob(
        "loss_scenes.cover:Cover", "cover", "zh", "-", shape.width, shape.height, 30, tmp_path, tmp_path
    )
    with tempconfig({}):  # the frame of a cover is no other test's
        film_cover(job)
    picture = np.asarray(Image.open(tmp_path / "cover.png").convert("RGB")).astype(int)
    assert picture.shape[:2] == (shape.height, shape.width)
    # What is drawn reaches into every third of its width and height: nothing was cut out of another shape.
    drawn = (abs(picture - picture[2, 2]) > 60).any(axis=2)
    assert all(part.any() for axis in (0, 1) for part in np.array_split(drawn, 3, axis=axis))
