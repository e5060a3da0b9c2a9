"""The few drawn pictures that a model of the lesson knows, as pixels, and noise."""

from __future__ import annotations

import functools

import numpy as np

from narrated.mobjects.pixels import as_pixels
from narrated.mobjects.things import CarFromBehind, Cat, Dog, House

SIDE = 24
"""Pixels each way."""


@functools.cache
def known_pictures() -> np.ndarray:
    """Cat, dog, house and car: shape (4, SIDE, SIDE), from -1 for dark to 1 for light."""
    drawn = Cat(100), Dog(100), House(100, 1), CarFromBehind(100)
    pictures = np.array([2 * as_pixels(each, SIDE) - 1 for each in drawn])
    pictures.setflags(write=False)
    return pictures


def noise(shape: tuple[int, ...], seed: int) -> np.ndarray:
    """Standard normal numbers, the same for the same seed."""
    return np.random.default_rng(seed).standard_normal(shape)
