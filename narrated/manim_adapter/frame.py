"""The shape of manim's frame, taken from the picture's pixels."""

from __future__ import annotations

from manim import config

from narrated.design.formats import Format


def set_frame(*, still: bool = False) -> Format:
    """Make manim's frame as many units wide and high as its pixels ask for; before any mobject is made.

    Manim's ``--resolution`` changes pixels alone, and its cameras and ``to_edge`` read the frame in units.

    Parameters
    ----------
    still
        Whether it is a picture for itself, which may have the shape of a cover, too.

    Returns
    -------
    Format
        The shape of the picture.

    Raises
    ------
    InputError
        For pixels of another shape than those there are.
    """
    shape = Format.of_pixels(config.pixel_width, config.pixel_height, still=still)
    config.frame_width, config.frame_height = shape.frame_width, shape.frame_height
    return shape
