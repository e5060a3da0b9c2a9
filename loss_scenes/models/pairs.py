"""Losses that compare: a pair's contrastive loss, and the three terms of AlphaGo Zero."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import xlogy

from loss_scenes.losses import half_squared_error, squared_error
from loss_scenes.losses.domain import (
    SUM_TOLERANCE,
    Floats,
    finite,
    non_negative,
    number,
    positive,
    probabilities,
    reals,
    refuse,
)
from loss_scenes.models.location import sample


def contrastive_pair_loss(distance: npt.ArrayLike, *, similar: bool, margin: float = 1.0) -> Floats:
    """Contrastive loss of a pair: similar ones are pulled together, others pushed a margin apart.

    ::

        D**2 / 2                  similar
        max(0, margin - D)**2 / 2 dissimilar

    Parameters
    ----------
    distance : array_like
        Distance D >= 0 of the two embeddings, any shape.
    similar : bool
        Whether the pair belongs together (Y = 0 in the paper; many texts flip Y).
    margin : float
        Distance from which dissimilar pairs cost nothing, finite and > 0.

    Returns
    -------
    np.float64 or ndarray
        The loss >= 0 in the shape of `distance`, in distance units squared.

    Raises
    ------
    TypeError, ValueError
        If an argument is not real; if a distance is negative or NaN, or the margin not > 0.

    Notes
    -----
    With the paper's halves, which many texts drop.

    References
    ----------
    Hadsell, R., Chopra, S. and LeCun, Y. (2006). Dimensionality Reduction by Learning an Invariant Mapping.
    CVPR. doi:10.1109/CVPR.2006.100

    Examples
    --------
    >>> [round(float(contrastive_pair_loss(0.4, similar=similar)), 6) for similar in (True, False)]
    [0.08, 0.18]
    """
    d, reach = reals("distance", distance), positive("margin", margin)
    refuse("distance", d, d < 0.0, ">= 0")
    return half_squared_error(d if similar else np.maximum(0.0, reach - d))


class AlphaGoZeroTerms(NamedTuple):
    """The three terms that are added up: value, policy (nats) and penalty."""

    value: float
    policy: float
    penalty: float


def alphago_zero_loss(
    value: float,
    outcome: float,
    policy: npt.ArrayLike,
    visits: npt.ArrayLike,
    weights: npt.ArrayLike,
    *,
    penalty: float,
) -> AlphaGoZeroTerms:
    """Terms of AlphaGo Zero's loss (z - v)**2 - sum of pi log(p) + c ||theta||**2.

    Parameters
    ----------
    value : float
        Predicted outcome v, in [-1, 1]; (1 + v) / 2 is the predicted chance to win.
    outcome : float
        Outcome z of the game for the player to move: -1 lost, +1 won.
    policy : array_like
        Shape (k,): the network's move probabilities p; they sum to 1.
    visits : array_like
        Shape (k,): visit counts of the search, >= 0, not all 0, or their shares pi; normalised here.
    weights : array_like
        The network's weights theta, any shape, finite.
    penalty : float
        Weight c of ||theta||**2, finite and >= 0.

    Returns
    -------
    AlphaGoZeroTerms
        ``(value, policy, penalty)``, each >= 0; their sum is the loss.

    Raises
    ------
    TypeError, ValueError
        If an argument is not real, or outside its domain; if the shapes of policy and visits differ.

    Notes
    -----
    The policy term is a cross-entropy: the entropy of pi plus KL(pi || p), so its gradient is that of the
    divergence while its value is not. A move never visited adds nothing, even at p = 0; a visited move with
    p = 0 costs ``inf``.

    References
    ----------
    Silver, D. et al. (2017). Mastering the Game of Go without Human Knowledge. Nature 550.
    doi:10.1038/nature24270

    Examples
    --------
    >>> terms = alphago_zero_loss(0.6, 1, [0.5, 0.3, 0.2], [70, 20, 10], [0.0], penalty=1e-4)
    >>> print(f"{terms.value:.2f} + {terms.policy:.6f} = {sum(terms):.6f}")
    0.16 + 0.886941 = 1.046941
    """
    v = number("value", value, "in [-1, 1]", lambda x: -1.0 <= x <= 1.0)
    z = number("outcome", outcome, "-1 or +1", lambda x: abs(x) == 1.0)
    p, pi = probabilities("policy", sample("policy", policy)), sample("visits", visits)
    if p.shape != pi.shape:
        raise ValueError(f"policy and visits must have the same shape; got {p.shape} and {pi.shape}")
    if abs(p.sum() - 1.0) > SUM_TOLERANCE:
        raise ValueError(f"policy must sum to 1; got {p.sum().item()!r}")
    refuse("visits", pi, pi < 0.0, ">= 0")
    if not pi.any():
        raise ValueError("visits must not all be 0")
    theta, c = finite("weights", weights), non_negative("penalty", penalty)
    return AlphaGoZeroTerms(
        float(squared_error(z - v)),
        -float(xlogy(pi / pi.sum(), p).sum()),
        c * float(np.sum(squared_error(theta))),
    )
