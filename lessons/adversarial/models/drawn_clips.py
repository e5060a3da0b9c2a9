"""Clips of our own drawing: a cat walks past, 16 frames in greys."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

SIZE = 32
"""Pixels of a frame each way, once it is cut to the cat."""
TAKEN = 56
"""Pixels of a frame each way, as it was taken."""
FRAMES = 16
_CYCLES = 2  # of the legs in a clip
_GROUND = 38.0
_TOP = _GROUND - 26.0  # of the rows that the cat is drawn in
_WALL, _FLOOR, _FAR = 0.90, 0.72, 0.16  # _FAR: how much lighter the legs on the other side are
_GRAIN = 0.02  # standard deviation of the greys of one surface


@dataclass(frozen=True)
class Walk:
    """What makes one clip differ from another.

    Parameters
    ----------
    start
        Column of the middle of the body in the first frame.
    pace
        Columns that it goes on from frame to frame.
    phase
        Where the legs are at first, in radians.
    coat
        Grey of the coat, 0 is black and 1 white.
    tail
        Where the tail is at first, in radians.
    """

    start: float
    pace: float
    phase: float
    coat: float
    tail: float


def random_walk(rng: np.random.Generator) -> Walk:
    """A clip of the family.

    Examples
    --------
    >>> 0.8 <= random_walk(np.random.default_rng(0)).pace <= 1.2
    True
    """
    return Walk(
        start=float(rng.uniform(18, 20)),
        pace=float(rng.uniform(0.8, 1.2)),
        phase=float(rng.uniform(0, 2 * np.pi)),
        coat=float(rng.uniform(0.1, 0.4)),
        tail=float(rng.uniform(0, 2 * np.pi)),
    )


def draw_clip(walk: Walk) -> np.ndarray:
    """The clip, shape (16, 56, 56), the first row of a frame on top; 0 is black and 1 white.

    Examples
    --------
    >>> draw_clip(Walk(19.0, 1.0, 0.0, 0.2, 0.0)).shape
    (16, 56, 56)
    """
    return np.stack([_frame(walk, frame) for frame in range(FRAMES)])


def drawn_clips(seed: int, count: int) -> np.ndarray:
    """So many random clips with the grain of a camera, shape (count, 16, 56, 56), float32 from 0 to 1.

    Examples
    --------
    >>> drawn_clips(0, 2).shape
    (2, 16, 56, 56)
    """
    rng = np.random.default_rng(seed)
    clips = np.stack([draw_clip(random_walk(rng)) for _ in range(count)])
    return np.clip(clips + _GRAIN * rng.standard_normal(clips.shape), 0, 1).astype(np.float32)


def _frame(walk: Walk, frame: int) -> np.ndarray:
    x, y = np.meshgrid(np.arange(TAKEN) + 0.5, np.arange(TAKEN) + 0.5)
    picture = np.where(y < _GROUND, _WALL, _FLOOR)
    angle = walk.phase + 2 * np.pi * _CYCLES * frame / FRAMES
    x = x - walk.start - walk.pace * frame
    y = y - _TOP + 0.4 * np.cos(2 * angle)  # the body goes up and down twice in a cycle

    def paint(outside: np.ndarray, grey: float) -> None:
        """Cover each pixel by as much as a straight edge would at this distance of its middle."""
        picture[:] += np.clip(0.5 - outside, 0, 1) * (grey - picture)

    def limb(x0: float, y0: float, x1: float, y1: float, thick: float) -> np.ndarray:
        along, down = x1 - x0, y1 - y0
        share = np.clip(((x - x0) * along + (y - y0) * down) / (along**2 + down**2), 0, 1)
        return np.hypot(x - x0 - share * along, y - y0 - share * down) - thick / 2

    def oval(x0: float, y0: float, wide: float, high: float) -> np.ndarray:
        return np.asarray((np.hypot((x - x0) / wide, (y - y0) / high) - 1) * min(wide, high))

    for far in (True, False):
        for hip, late in ((-5.0, 0.0), (5.0, np.pi / 2)):
            swing = 2.6 * np.sin(angle + late + (np.pi if far else 0))
            paint(limb(hip, 19.0, hip + swing, 25.5, 2.4), walk.coat + _FAR if far else walk.coat)
    sway = 1.6 * np.sin(walk.tail + 2 * np.pi * frame / FRAMES)
    paint(limb(-7.0, 16.0, -10.0, 12.0, 1.8), walk.coat)
    paint(limb(-10.0, 12.0, -10.5 + sway, 6.5, 1.8), walk.coat)
    paint(oval(0, 17.0, 8.5, 4.2), walk.coat)
    paint(oval(8.5, 12.0, 3.8, 3.6), walk.coat)
    for ear in (6.6, 10.4):
        paint(np.maximum(np.abs(x - ear) - (y - 6.2) / 2.4, y - 11.0), walk.coat)
    paint(oval(10.3, 11.4, 0.8, 0.8), 0.95)  # eye
    return picture
