"""What is done with a clip on its way: it is lined up, its features are found, and it is cleaned up."""

from __future__ import annotations

import numpy as np
from scipy.ndimage import median_filter

from lessons.adversarial.models.convolution import edges

_STANDS_OUT = 0.25  # by how much it is darker, at least
_SPECK = 0.06  # by how much a pixel departs from those around it, at least: three times the grain of a camera
_LIGHT = 0.6  # grey from which on something is light
_CELLS = 5  # of the features each way


def lined_up(clip: np.ndarray, size: int) -> np.ndarray:
    """Each frame cut to a square around what stands out in it, so that this is always in the same place.

    Parameters
    ----------
    clip, size
        As of `cuts`.

    Returns
    -------
    array
        Shape (frames, size, size).

    Examples
    --------
    >>> clip = np.ones((2, 4, 8))
    >>> clip[0, 2, 2:4] = clip[1, 2, 5:7] = 0.0
    >>> lined_up(clip, 4)[:, 2].tolist()
    [[1.0, 0.0, 0.0, 1.0], [1.0, 0.0, 0.0, 1.0]]
    """
    return np.stack(
        [
            frame[top : top + size, left : left + size]
            for frame, (top, left) in zip(clip, cuts(clip, size), strict=True)
        ]
    )


def cuts(clip: np.ndarray, size: int) -> list[tuple[int, int]]:
    """Row and column where the square around what stands out begins in each frame: the row is one for all.

    Parameters
    ----------
    clip
        Shape (frames, rows, columns), 0 is black; what stands out is darker than the rest of its row.
    size
        Rows and columns of the square, at most as many as there are.

    Examples
    --------
    >>> clip = np.ones((2, 4, 8))
    >>> clip[0, 2, 2:4] = clip[1, 2, 5:7] = 0.0
    >>> cuts(clip, 4)
    [(0, 1), (0, 4)]
    """
    behind = np.median(clip, axis=(0, 2))[:, np.newaxis]
    dark = np.where(behind - clip > _STANDS_OUT, behind - clip, 0.0)
    top = _begin(dark.sum(axis=(0, 2)), size)
    return [(top, _begin(frame.sum(axis=0), size)) for frame in dark]


def _begin(weights: np.ndarray, size: int) -> int:
    """Where so many of them begin, in whose middle their centre of mass is, as far as they go."""
    middle = (weights * (np.arange(len(weights)) + 0.5)).sum() / max(weights.sum(), 1e-9)
    return int(np.clip(np.rint(middle - size / 2), 0, len(weights) - size))


def features(clips: np.ndarray) -> np.ndarray:
    """Where a clip has edges, and where it changes: shape (n, 50) for clips (n, frames, rows, columns).

    The mean over time of the edges, and that of the change from frame to frame, in 5 x 5 cells each, in
    percent of the way from black to white: what stands still is far from what walks, and so is a blur.

    Examples
    --------
    >>> features(np.zeros((2, 3, 32, 32))).shape
    (2, 50)
    """
    outlines = 100 * edges(clips).mean(axis=1)
    changes = 100 * np.abs(np.diff(clips, axis=1)).mean(axis=1)
    return np.concatenate([_in_cells(outlines), _in_cells(changes)], axis=1)


def cleaned_up(clip: np.ndarray) -> np.ndarray:
    """Without specks on what is light: the median of 3 x 3 pixels where one departs from that.

    Parameters
    ----------
    clip
        Shape (frames, rows, columns), 0 to 1.

    Examples
    --------
    A speck on the wall goes, an eye in a dark coat stays:

    >>> wall, coat = np.full((1, 3, 3), 0.9), np.full((1, 3, 3), 0.2)
    >>> wall[0, 1, 1], coat[0, 1, 1] = 0.5, 0.95
    >>> float(cleaned_up(wall)[0, 1, 1]), float(cleaned_up(coat)[0, 1, 1])
    (0.9, 0.95)
    """
    usual = median_filter(clip, size=(1, 3, 3), mode="nearest")
    speck = (np.abs(clip - usual) > _SPECK) & (usual > _LIGHT)
    return np.where(speck, usual, clip)


def _in_cells(pictures: np.ndarray) -> np.ndarray:
    size = pictures.shape[1] // _CELLS * _CELLS
    cells = pictures[:, :size, :size].reshape(len(pictures), _CELLS, size // _CELLS, _CELLS, size // _CELLS)
    return np.asarray(cells.mean(axis=(2, 4)).reshape(len(pictures), -1))
