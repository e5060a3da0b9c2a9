"""A plane among features on which a set that is known is round, and others are seen to come from afar."""

from __future__ import annotations

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
        Shape (2, features): of its numbers, how much of each feature is in them.
    """

    mean: np.ndarray
    axes: np.ndarray

    def seen(self, features: np.ndarray) -> np.ndarray:
        """Where features of shape (..., n) stand on it, shape (..., 2)."""
        return np.asarray((features - self.mean) @ self.axes.T)


def round_plane(known: np.ndarray, far: np.ndarray) -> Plane:
    """Two uncorrelated directions, each measured in the standard deviations of what is known.

    So what is known has there the mean 0 and the covariance 1: it is round. This is a view, not a map to
    scale: of many directions it shows two, each in a unit of its own. The second axis is the second
    principal one of what is known, whose first two hold most of it; the first axis goes from the mean of
    what is far to the mean of what is known, without what of this way lies along those two.

    Parameters
    ----------
    known
        Features, shape (n, features).
    far
        Others, shape (m, features), whose mean is to the left.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> known = rng.normal(size=(500, 3)) * [9.0, 4.0, 0.5]
    >>> plane = round_plane(known, known + [1.0, 1.0, 6.0])
    >>> bool(np.allclose(np.cov(plane.seen(known).T, bias=True), np.eye(2)))
    True
    >>> plane.seen(known + [1.0, 1.0, 6.0]).mean(axis=0).round().tolist()
    [-12.0, 0.0]
    """
    mean = known.mean(axis=0)
    covariance = np.cov(known.T, bias=True)
    _, axes = np.linalg.eigh(covariance)
    largest = axes[:, :-3:-1]
    way = mean - far.mean(axis=0)
    way -= largest @ (largest.T @ way)
    # Which of its two ends is which, the second axis does not say by itself.
    second = largest[:, 1] * np.sign(largest[:, 1].sum())
    found = np.stack([way, second])
    return Plane(mean, found / np.sqrt(np.einsum("ki,ij,kj->k", found, covariance, found))[:, np.newaxis])


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
