"""Places in a plane that a contrastive loss arranges: pairs pulled together, others pushed apart."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from loss_scenes.losses.domain import FloatArray, finite, positive
from loss_scenes.models.descent import gradient_descent
from loss_scenes.models.pairs import contrastive_pair_loss

Pair = tuple[int, int]


def contrast_loss(
    places: npt.ArrayLike, alike: Sequence[Pair], other: Sequence[Pair], *, margin: float
) -> float:
    """Summed contrastive loss of pairs of places.

    Parameters
    ----------
    places : array_like
        Shape (n, d), finite.
    alike, other : sequence of pairs of int
        Which rows of `places` belong together, and which do not.
    margin : float
        Distance from which a pair that does not belong together costs nothing, finite and > 0.

    Raises
    ------
    TypeError, ValueError
        If an argument is not real, or outside its domain.

    Examples
    --------
    >>> contrast_loss([[0, 0], [3, 4], [0, 1]], [(0, 1)], [(0, 2)], margin=2.0)
    13.0
    """
    at = _rows(places)
    pulled, pushed = (_distances(at, pairs) for pairs in (alike, other))
    return float(
        np.sum(contrastive_pair_loss(pulled, similar=True, margin=margin))
        + np.sum(contrastive_pair_loss(pushed, similar=False, margin=margin))
    )


def contrast_grad(
    places: npt.ArrayLike, alike: Sequence[Pair], other: Sequence[Pair], *, margin: float
) -> FloatArray:
    """Gradient of `contrast_loss`, shape (n, d): what pulls or pushes a place is its negative.

    Parameters
    ----------
    places, alike, other, margin
        As in `contrast_loss`.

    Raises
    ------
    TypeError, ValueError
        As `contrast_loss`.

    Notes
    -----
    Places that coincide have no direction to be pushed in: their part is 0.

    Examples
    --------
    >>> contrast_grad([[0.0], [3.0]], [], [(0, 1)], margin=5.0).ravel().tolist()
    [2.0, -2.0]
    """
    at, reach = _rows(places), positive("margin", margin)
    slope = np.zeros_like(at)
    for i, j in alike:
        slope[i] += at[i] - at[j]
        slope[j] += at[j] - at[i]
    for i, j in other:
        apart = at[i] - at[j]
        distance = float(np.linalg.norm(apart))
        if 0.0 < distance < reach:
            push = (reach - distance) / distance * apart
            slope[i] -= push
            slope[j] += push
    return slope


def contrast_path(
    places: npt.ArrayLike,
    alike: Sequence[Pair],
    other: Sequence[Pair],
    *,
    margin: float,
    rate: float,
    steps: int,
) -> FloatArray:
    """Path of gradient descent on `contrast_loss`.

    Parameters
    ----------
    places, alike, other, margin
        As in `contrast_loss`; `places` are where they start.
    rate, steps
        As in `gradient_descent`.

    Returns
    -------
    ndarray
        Shape (steps + 1, n, d); the first is `places`.

    Raises
    ------
    TypeError, ValueError
        As `contrast_loss` and `gradient_descent`.

    Notes
    -----
    Places that coincide have no direction to be pushed in, and stay.

    Examples
    --------
    >>> contrast_path([[0.0], [4.0]], [(0, 1)], [], margin=1.0, rate=0.25, steps=2)[-1].ravel().tolist()
    [1.5, 2.5]
    """
    start = _rows(places)

    def slope(flat: FloatArray) -> FloatArray:
        return contrast_grad(flat.reshape(start.shape), alike, other, margin=margin).ravel()

    return gradient_descent(slope, start.ravel(), rate=rate, steps=steps).reshape(-1, *start.shape)


def _rows(places: npt.ArrayLike) -> FloatArray:
    at = finite("places", places)
    if at.ndim != 2:
        raise ValueError(f"places must have shape (n, d); got {at.shape}")
    return at


def _distances(at: FloatArray, pairs: Sequence[Pair]) -> FloatArray:
    i, j = np.array(pairs, dtype=int).reshape(-1, 2).T
    return np.asarray(np.linalg.norm(at[i] - at[j], axis=-1))
