"""Shapes of the picture: their sizes in pixels and units, and where things stand in each."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrated.design.formats import FORMATS, SQUARE, TALL, WIDE, Format
from voiceover.errors import InputError

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
