"""The plane on which sets of features are spread most: their first two principal axes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Plane:
    """A plane among features.

    Parameters
    ----------
    mean
        Where it is 0, shape (features,).
    axes
        Shape (2, features), each of length 1, at right angles.
    share
        How much of the variance it holds, 0 to 1.
    """

    mean: np.ndarray
    axes: np.ndarray
    share: float

    def seen(self, features: np.ndarray) -> np.ndarray:
        """Where features of shape (..., n) stand on it, shape (..., 2)."""
        return np.asarray((features - self.mean) @ self.axes.T)


def principal_plane(sets: Sequence[np.ndarray]) -> Plane:
    """The first two principal axes of all sets together.

    Parameters
    ----------
    sets
        Features of shape (n, features) each. From the first set to the last, the mean goes up along both
        axes, which says of each which of its two ends is which.

    Examples
    --------
    Points along a line, and a little beside it:

    >>> plane = principal_plane([np.array([[0.0, 0.0, 1.0], [3.0, 4.0, 1.0]]), np.array([[6.0, 8.0, 1.2]])])
    >>> np.abs(plane.axes[0]).round(1).tolist(), plane.share > 0.999
    ([0.6, 0.8, 0.0], True)
    """
    pooled = np.concatenate(sets)
    mean = pooled.mean(axis=0)
    _, sizes, axes = np.linalg.svd(pooled - mean, full_matrices=False)
    ahead = axes[:2] @ (sets[-1].mean(axis=0) - sets[0].mean(axis=0))
    shares = sizes**2 / np.sum(sizes**2)
    return Plane(mean, np.where(ahead < 0, -1.0, 1.0)[:, np.newaxis] * axes[:2], float(shares[:2].sum()))


def deviation_ellipse(points: np.ndarray, deviations: float, count: int = 73) -> np.ndarray:
    """The closed line at so many standard deviations around the mean of points, shape (count, 2).

    Parameters
    ----------
    points
        Shape (n, 2); their covariance is that of a sample of n, with n in its denominator.

    Examples
    --------
    >>> line = deviation_ellipse(np.array([[-1.0, 0.0], [1.0, 0.0], [0.0, -2.0], [0.0, 2.0]]), 2.0)
    >>> np.abs(line).max(axis=0).round(3).tolist()
    [1.414, 2.828]
    """
    mean = points.mean(axis=0)
    sizes, axes = np.linalg.eigh(np.cov(points.T, bias=True))
    angles = np.linspace(0, 2 * np.pi, count)
    circle = np.column_stack([np.cos(angles), np.sin(angles)])
    return np.asarray(mean + deviations * (circle * np.sqrt(sizes)) @ axes.T)
