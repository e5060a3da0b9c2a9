"""The pictures that a model of the lesson knows, all kinds of cats as pixels, and noise."""

from __future__ import annotations

import functools
from itertools import product

import numpy as np
from manim import Square, VGroup
from scipy.ndimage import map_coordinates

from narrated.design.layout import PIXEL
from narrated.mobjects.pixels import as_pixels
from narrated.mobjects.things import Cat

SIDE = 24
"""Pixels each way."""

_TALL, _BROAD, _LEANS = (0.78, 0.9, 1.02, 1.14), (0.86, 1.0, 1.14), (-0.14, 0.0, 0.14)
_TAILS, _COATS = (0.65, 1.0, 1.6), (0.55, 0.77, 1.0)
_WAYS = (-1, 1)
_FRAME, _MIDDLE, _FOOT = (
    126.0,
    14.0,
    8.0,
)  # side, and where a cat is in it, in its units
_ROOT = np.array([24.0, 6.0, 0.0])  # of the tail
_FINE, _SAMPLES = 40, 2  # pixels of the cats that are drawn, and samples in a pixel that is taken from them

EXAMPLES = (26, 495, 415, 485, 112, 366)
"""The few of them that are shown."""


@functools.cache
def known_pictures() -> np.ndarray:
    """Cats of every height, breadth, tail and coat, that lean: (n, SIDE, SIDE), from -1, dark, to 1, light.

    So many that the steps between them are small: they stand for a continuous family.
    """
    drawn = {tail: _drawn(tail) for tail in _TAILS}
    at = (np.arange(SIDE * _SAMPLES) + 0.5) / (SIDE * _SAMPLES) * _FRAME
    x, up = np.meshgrid(at - _FRAME / 2, _FRAME - at - _FOOT)
    pictures = []
    for tail, tall, broad, lean, way in product(_TAILS, _TALL, _BROAD, _LEANS, _WAYS):
        across = (way * x - lean * (up - _FRAME / 2)) / broad + _FRAME / 2
        down = _FRAME - _FOOT - up / tall
        spots = np.array([down, across]) * _FINE / _FRAME - 0.5
        seen = map_coordinates(drawn[tail], spots, order=1)
        picture = seen.reshape(SIDE, _SAMPLES, SIDE, _SAMPLES).mean(axis=(1, 3))
        pictures += [2 * coat * picture - 1 for coat in _COATS]
    known = np.array(pictures)
    known.setflags(write=False)
    return known


def _drawn(tail: float) -> np.ndarray:
    """How light a cat with a tail so long is in fine pixels."""
    cat = Cat(100)
    cat.submobjects[1].stretch(tail, 1, about_point=_ROOT * PIXEL)
    frame = Square(_FRAME * PIXEL, fill_opacity=0)
    frame.move_to(np.array([_MIDDLE, _FRAME / 2 - _FOOT, 0.0]) * PIXEL)
    return as_pixels(VGroup(frame, cat), _FINE, air=0.0)


def noise(shape: tuple[int, ...], seed: int) -> np.ndarray:
    """Standard normal numbers, the same for the same seed."""
    return np.random.default_rng(seed).standard_normal(shape)
