"""Banknotes of our own drawing, in 32 x 32 greys: the real notes of the lesson.

A note is 1.5 wide and 1 high, so its pixels are shown wider than they are high. No two notes are the same:
side of the portrait, denomination, hair and the wave of the guilloche differ.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

SIZE = 32
"""Pixels each way."""
ASPECT = 1.5
"""Width of a note by its height."""
DENOMINATIONS = (1, 2, 5)
_FINE = 4  # samples of a pixel each way: what is drawn covers a pixel by a share
_PAPER, _INK, _FINE_INK, _DUSK = 0.93, 0.10, 0.45, 0.30
_GRAIN = 0.02  # standard deviation of the greys of one paper
_DX, _DY = ASPECT / SIZE, 1 / SIZE  # a pixel
_FRAME = ((_DX, 2 * _DX), (_DY, 3 * _DY))  # begins and ends: from a side, from above
_PORTRAIT = 9 * _DX  # of the middle of the portrait from the nearer side
_PATCH = 7.5 * _DX  # the same, of the denomination, whose strokes so are one pixel wide
_PERIODS, _HEIGHT = 2.5, 0.24  # of a wave from side to side
_STROKES = {1: "i", 2: "abged", 5: "afgcd"}  # of a digit, as on a calculator


@dataclass(frozen=True)
class Note:
    """What makes one note differ from another.

    Parameters
    ----------
    denomination
        One of `DENOMINATIONS`.
    portrait_right
        Whether the portrait is on the right, and the denomination on the left.
    phase
        Where the wave of the guilloche begins, in radians.
    hair
        How far down the hair comes, 0 to 1.
    """

    denomination: int
    portrait_right: bool
    phase: float
    hair: float


def random_note(rng: np.random.Generator) -> Note:
    """A note of the family, each denomination and side equally likely.

    Examples
    --------
    >>> random_note(np.random.default_rng(0)).denomination in DENOMINATIONS
    True
    """
    return Note(
        denomination=int(rng.choice(DENOMINATIONS)),
        portrait_right=bool(rng.integers(2)),
        phase=float(rng.uniform(0, 2 * np.pi)),
        hair=float(rng.uniform(0, 1)),
    )


def draw_note(note: Note) -> np.ndarray:
    """The note, shape (32, 32), the first row on top; 0 is ink and 1 the lightest paper.

    Each pixel is the mean of 16 points in it, so that edges are soft and lines thinner than a pixel are pale.

    Examples
    --------
    >>> picture = draw_note(Note(5, True, 0.0, 0.5))
    >>> picture.shape, bool(picture[0, 0] > 0.9), bool(picture[2, 16] < 0.2)  # paper, frame
    ((32, 32), True, True)
    """
    at = (np.arange(SIZE * _FINE) + 0.5) / (SIZE * _FINE)
    x, y = np.meshgrid(at * ASPECT, 1 - at)
    if note.portrait_right:  # drawn on the left; the wave and the digit are not mirrored
        portrait_x, patch_x = ASPECT - _PORTRAIT, _PATCH
    else:
        portrait_x, patch_x = _PORTRAIT, ASPECT - _PATCH
    picture = np.full(x.shape, _PAPER)
    picture[_guilloche(x, y, note)] = _FINE_INK
    picture[_ring(x, y)] = _INK
    _portrait(picture, x - portrait_x, y - 0.5, note.hair)
    _patch(picture, x - patch_x, y - 0.5, note.denomination)
    return np.asarray(picture.reshape(SIZE, _FINE, SIZE, _FINE).mean(axis=(1, 3)))


def drawn_notes(seed: int, count: int) -> np.ndarray:
    """So many random notes with the grain of their paper, shape (count, 32, 32), float32 from 0 to 1.

    Examples
    --------
    >>> drawn_notes(0, 3).shape
    (3, 32, 32)
    """
    rng = np.random.default_rng(seed)
    notes = np.stack([draw_note(random_note(rng)) for _ in range(count)])
    return np.clip(notes + _GRAIN * rng.standard_normal(notes.shape), 0, 1).astype(np.float32)


def _ring(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """The frame."""
    return np.asarray(_within(x, y, 0) & ~_within(x, y, 1))


def _within(x: np.ndarray, y: np.ndarray, which: int) -> np.ndarray:
    """What lies inside of the frame's outer edge (0), or of its inner one (1)."""
    (sides, above) = (_FRAME[0][which], _FRAME[1][which])
    return np.asarray((np.minimum(x, ASPECT - x) > sides) & (np.minimum(y, 1 - y) > above))


def _guilloche(x: np.ndarray, y: np.ndarray, note: Note) -> np.ndarray:
    """Two waves that cross, as on a chain, inside the frame."""
    angle = 2 * np.pi * _PERIODS * x / ASPECT + note.phase
    seen = np.zeros(x.shape, dtype=bool)
    slope = 2 * np.pi * _PERIODS / ASPECT * _HEIGHT
    for sign in (1, -1):
        off = np.abs(y - 0.5 - sign * _HEIGHT * np.sin(angle)) / np.hypot(1, slope * np.cos(angle))
        seen |= off < 0.03
    return np.asarray(seen & _within(x, y, 1))


def _portrait(picture: np.ndarray, x: np.ndarray, y: np.ndarray, hair: float) -> None:
    """An oval with a head and shoulders."""

    def oval(middle: float, wide: float, high: float) -> np.ndarray:
        return np.asarray((x / wide) ** 2 + ((y - middle) / high) ** 2 < 1)

    inner = oval(0, 0.25, 0.31)
    picture[oval(0, 0.29, 0.36)] = _INK
    picture[inner] = 0.62
    picture[inner & oval(-0.34, 0.24, 0.21)] = _DUSK  # shoulders
    picture[inner & oval(0.065, 0.16, 0.17)] = _INK  # hair
    picture[oval(0.01, 0.145, 0.165) & (y < 0.15 - 0.1 * hair)] = 0.96  # face
    picture[(np.abs(np.abs(x) - 1.5 * _DX) < _DX / 2) & (np.abs(y - _DY / 2) < _DY / 2)] = _INK  # eyes


def _patch(picture: np.ndarray, x: np.ndarray, y: np.ndarray, denomination: int) -> None:
    """The denomination, light on dark."""
    picture[(np.abs(x) < 4.5 * _DX) & (np.abs(y) < 8 * _DY)] = _INK
    wide, high = 2 * _DX, 5 * _DY
    strokes = {  # middle, and half of the length
        "a": (0, high, wide, 0), "g": (0, 0, wide, 0), "d": (0, -high, wide, 0),
        "f": (-wide, high / 2, 0, high / 2), "b": (wide, high / 2, 0, high / 2),
        "e": (-wide, -high / 2, 0, high / 2), "c": (wide, -high / 2, 0, high / 2),
        "i": (0, 0, 0, high),
    }  # fmt: skip
    for stroke in _STROKES[denomination]:
        across, up, half_width, half_height = strokes[stroke]
        lit = (np.abs(x - across) < half_width + _DX / 2) & (np.abs(y - up) < half_height + _DY)
        picture[lit] = 0.96
