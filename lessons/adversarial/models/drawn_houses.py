"""Houses of our own drawing, in 32 x 32 colours, and their sketches, which do not tell the roof's colour."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

SIZE = 32
"""Pixels each way."""
ROOFS = {"red": (0.84, 0.20, 0.24), "blue": (0.20, 0.38, 0.88)}
"""Red, green and blue of the two roofs that are equally likely, 0 to 1."""
_FINE = 4  # samples of a pixel each way: what is drawn covers a pixel by a share
_GROUND = 27  # rows above it are sky
_SKY, _GRASS = (0.66, 0.76, 0.84), (0.36, 0.50, 0.40)
_WALL, _SHADED, _DOOR, _GLASS = (0.96, 0.95, 0.92), (0.78, 0.77, 0.80), (0.25, 0.20, 0.24), (0.30, 0.42, 0.55)
_PAPER, _PENCIL = 0.95, 0.15
_LINE = 1.0  # width of a pencil line, in pixels


@dataclass(frozen=True)
class House:
    """What makes one house differ from another, in whole pixels, so that outlines are crisp.

    Parameters
    ----------
    middle
        Column of its middle.
    half, height
        Half of the width of its wall, and the height of that.
    roof
        Height of its roof.
    door_left
        Whether the door is on the left, and the window on the right.
    """

    middle: int
    half: int
    height: int
    roof: int
    door_left: bool


def random_house(rng: np.random.Generator) -> House:
    """A house of the family, of which there are 480.

    Examples
    --------
    >>> 8 <= random_house(np.random.default_rng(0)).half <= 11
    True
    """
    return House(
        middle=int(rng.integers(15, 18)),
        half=int(rng.integers(8, 12)),
        height=int(rng.integers(10, 14)),
        roof=int(rng.integers(8, 13)),
        door_left=bool(rng.integers(2)),
    )


def draw_house(house: House, roof: str) -> np.ndarray:
    """The house with a ``"red"`` or ``"blue"`` roof: shape (32, 32, 3), the first row on top, 0 to 1.

    Examples
    --------
    >>> picture = draw_house(House(16, 8, 10, 8, True), "red")
    >>> [round(float(value), 2) for value in picture[14, 16]]  # in the roof
    [0.84, 0.2, 0.24]
    """
    x, y = _grid()
    picture = np.empty((*x.shape, 3))
    picture[:] = np.where((y < _GROUND)[..., None], _SKY, _GRASS)
    parts = _parts(house, x, y)
    colors = {"wall": _WALL, "shade": _SHADED, "roof": ROOFS[roof], "door": _DOOR, "window": _GLASS}
    for name, color in colors.items():
        picture[parts[name] < 0] = color
    return np.asarray(picture.reshape(SIZE, _FINE, SIZE, _FINE, 3).mean(axis=(1, 3)))


def draw_sketch(house: House) -> np.ndarray:
    """The outlines of the house in pencil: shape (32, 32), the first row on top, 0 is pencil and 1 white.

    Examples
    --------
    >>> draw_sketch(House(16, 8, 10, 8, True)).shape
    (32, 32)
    """
    x, y = _grid()
    picture = np.full(x.shape, _PAPER)
    parts = _parts(house, x, y)
    for name in ("wall", "roof", "door", "window"):
        picture[(parts[name] > -_LINE) & (parts[name] < 0)] = _PENCIL
    picture[(y > _GROUND - _LINE) & (y < _GROUND)] = _PENCIL
    return np.asarray(picture.reshape(SIZE, _FINE, SIZE, _FINE).mean(axis=(1, 3)))


def _grid() -> tuple[np.ndarray, np.ndarray]:
    at = (np.arange(SIZE * _FINE) + 0.5) / _FINE
    x, y = np.meshgrid(at, at)
    return x, y


def _parts(house: House, x: np.ndarray, y: np.ndarray) -> dict[str, np.ndarray]:
    """How far each point is outside of each part, in pixels; inside it is negative."""
    x = x - house.middle
    half, top = house.half, _GROUND - house.height
    side = -1 if house.door_left else 1

    def box(middle: float, low: float, wide: float, high: float) -> np.ndarray:
        return np.maximum(np.abs(x - middle) - wide / 2, np.abs(y - low + high / 2) - high / 2)

    eaves = half + 2
    slope = np.hypot(eaves, house.roof)
    slanted = (house.roof * np.abs(x) + eaves * (top - house.roof - y)) / slope
    return {
        "wall": box(0, _GROUND, 2 * half, house.height + 1),  # one row is below the roof
        "shade": box(half * 2 / 3, _GROUND, half * 2 / 3, house.height),
        "roof": np.maximum(slanted, y - top),
        "door": box(side * (half // 2), _GROUND, 4, 6),
        "window": box(-side * (half // 2), top + 7, 4, 4),
    }
