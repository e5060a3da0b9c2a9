"""Round trips from a nest past all flowers: every order tried, or learnt trip by trip."""

from __future__ import annotations

from itertools import permutations
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from loss_scenes.losses.domain import FloatArray, finite
from loss_scenes.models.descent import count

MOST_FLOWERS = 8  # 8! = 40 320 orders; beyond, trying them all is no longer quick


def _plane(name: str, points: npt.ArrayLike) -> FloatArray:
    array = finite(name, points)
    if array.ndim != 2 or array.shape[1] != 2:
        raise ValueError(f"{name} must have shape (n, 2); got {array.shape}")
    return array


def tour_lengths(nest: npt.ArrayLike, flowers: npt.ArrayLike) -> tuple[npt.NDArray[np.intp], FloatArray]:
    """Lengths of all round trips nest -> flowers in some order -> nest.

    Parameters
    ----------
    nest : array_like
        Shape (2,), finite, in units of length.
    flowers : array_like
        Shape (n, 2), 1 <= n <= 8, finite, in the same unit.

    Returns
    -------
    orders : ndarray of int
        Shape (n!, n): every order of the flowers' indices, lexicographically (120 for five flowers).
    lengths : ndarray
        Shape (n!,): the length of each closed tour.

    Raises
    ------
    TypeError, ValueError
        If an argument is not real, not finite, or of another shape.

    Notes
    -----
    Each tour appears twice, once in either direction: 120 orders are 60 different circuits.

    References
    ----------
    Lihoreau, M. et al. (2012). Radar Tracking and Motion-Sensitive Cameras on Flowers Reveal the
    Development of Pollinator Multi-Destination Routes over Large Spatial Scales. PLoS Biol. 10(9).
    doi:10.1371/journal.pbio.1001392

    Examples
    --------
    >>> orders, lengths = tour_lengths([0, 0], [[1, 0], [1, 1], [0, 1]])
    >>> orders.shape, float(lengths.min())
    ((6, 3), 4.0)
    """
    (home,), stops = _plane("nest", np.atleast_2d(np.asarray(nest))), _plane("flowers", flowers)
    if not 1 <= len(stops) <= MOST_FLOWERS:
        raise ValueError(f"flowers must be 1 to {MOST_FLOWERS} points; got {len(stops)}")
    orders = np.array(list(permutations(range(len(stops)))), dtype=np.intp)
    ends = np.broadcast_to(home, (len(orders), 1, 2))
    legs = np.diff(np.concatenate([ends, stops[orders], ends], axis=1), axis=1)
    return orders, np.hypot(legs[..., 0], legs[..., 1]).sum(axis=1)


def shortest_tour(points: npt.ArrayLike) -> tuple[tuple[int, ...], float]:
    """Return the shortest round trip from the first point past all others, and its length.

    Parameters
    ----------
    points : array_like
        Shape (n + 1, 2), 1 <= n <= 8, finite: the nest first, then the flowers.

    Returns
    -------
    order : tuple of int
        n + 2 indices into `points`, from 0 back to 0: draw ``points[list(order)]``.
    length : float
        Length of the closed tour, in the unit of the points.

    Raises
    ------
    TypeError, ValueError
        If the points are not real, not finite, or of another shape.

    Notes
    -----
    Of equally short tours (each also runs backwards) the lexicographically first is taken; lengths within
    1e-12 of the shortest count as equal, so rounding does not choose the direction.

    References
    ----------
    See `tour_lengths`.

    Examples
    --------
    >>> shortest_tour([[0, 0], [1, 1], [1, 0], [0, 1]])
    ((0, 2, 1, 3, 0), 4.0)
    """
    array = _plane("points", points)
    if len(array) < 2:
        raise ValueError(f"points must hold the nest and at least one flower; got {len(array)} points")
    orders, lengths = tour_lengths(array[0], array[1:])
    best = int(np.flatnonzero(lengths <= lengths.min() * (1.0 + 1e-12))[0])
    return (0, *(int(i) + 1 for i in orders[best]), 0), float(lengths[best])


class LearntTours(NamedTuple):
    """What was flown, and how long what was remembered is, a row for each trip.

    Parameters
    ----------
    flown, flown_lengths
        The tour of each trip as indices of points, shape (trips, n + 2), and its length.
    kept_lengths
        Length of the shortest tour up to and with each trip.
    """

    flown: npt.NDArray[np.intp]
    flown_lengths: FloatArray
    kept_lengths: FloatArray


def learn_tour(points: npt.ArrayLike, *, trips: int, seed: int) -> LearntTours:
    """Learn a short round trip by trial: each trip changes the best one so far, and the shorter is kept.

    The first trip visits the flowers in a random order. Every later one flies a random stretch of the
    remembered tour backwards.

    Parameters
    ----------
    points : array_like
        Shape (n + 1, 2), n >= 2, finite: the nest first, then the flowers.
    trips : int
        How many are flown, >= 1.
    seed : int
        Seed of the random stream, >= 0.

    Returns
    -------
    LearntTours
        ``(flown, flown_lengths, kept_lengths)``.

    Raises
    ------
    TypeError, ValueError
        If an argument is not real, or outside its domain.

    Notes
    -----
    A simple trial and error with memory, as in the iterative improvement that Lihoreau et al. (2012)
    propose for bumblebees; it is not their model. The stream is PCG64's raw output, as in `anneal`.

    References
    ----------
    See `tour_lengths`.

    Examples
    --------
    >>> learnt = learn_tour([[0, 0], [1, 0], [1, 1], [0, 1]], trips=20, seed=1)
    >>> learnt.flown.shape, float(learnt.kept_lengths[-1])
    ((20, 5), 4.0)
    """
    places, total = _plane("points", points), count("trips", trips, low=1)
    if len(places) < 3:
        raise ValueError(f"points must hold the nest and at least two flowers; got {len(places)} points")
    raw = np.random.PCG64(count("seed", seed)).random_raw(2 * total + len(places))
    first = 1 + np.argsort(raw[2 * total + 1 :], kind="stable")
    stretches = [(i, j) for i in range(1, len(places)) for j in range(i + 1, len(places))]

    def length(tour: npt.NDArray[np.intp]) -> float:
        legs = np.diff(places[tour], axis=0)
        return float(np.hypot(legs[:, 0], legs[:, 1]).sum())

    best = np.concatenate([[0], first, [0]]).astype(np.intp)
    shortest, rows = length(best), []
    for trip in range(total):
        trial = best.copy()
        if trip:
            i, j = stretches[int(raw[trip]) % len(stretches)]
            trial[i : j + 1] = trial[i : j + 1][::-1]
        flown = length(trial)
        if flown < shortest:
            best, shortest = trial, flown
        rows.append((trial, flown, shortest))
    tours, lengths, kept_lengths = zip(*rows, strict=True)
    return LearntTours(np.array(tours), np.array(lengths), np.array(kept_lengths))
